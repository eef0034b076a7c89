// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fundus_marks.h"
#include "core/imaging/photograph.h"

#include <optional>

namespace retclip {

/// Where the optic disc and the fovea of a photograph seem to be: a proposal for a reader to look at,
/// never a measurement.
struct FoundMarks
{
    MarkEllipse disc;
    MarkPoint fovea;
    Laterality eye = Laterality::right; ///< That it looks like.
    double sureness = 0;                ///< Of eye_side(), 0.5 to 1.
    /// Whether the disc's margin was followed; else its size is that of most discs in such a field.
    bool margin_followed = false;
    double margin_contrast = 0; ///< Step of brightness across the margin, in spreads of its surroundings.
};

/// Finds both with eye_side(), then lays an upright ellipse on the margin of the disc: the one across
/// whose edge brightness falls most, over all directions, vessels closed over. Nothing where eye_side()
/// cannot tell. Some 40 ms for two megapixels. Threads: any.
[[nodiscard]] std::optional<FoundMarks> find_disc_and_fovea(const RgbImage &image);

/// The same marks on the photograph at another size.
[[nodiscard]] FoundMarks scaled(const FoundMarks &marks, double factor);

} // namespace retclip
