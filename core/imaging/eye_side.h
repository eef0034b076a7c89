// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/imaging/retina_grid.h"

#include <optional>

namespace retclip {

/// What lies in the middle of a photograph's field: within 0.15 of the field's diameter (some 0.43 of the
/// way from disc to fovea) the fovea or the disc, or, as in many routine photographs, the retina between both. Unknown too where a
/// place of 0.02 either way would change the answer.
enum class FieldCentre { unknown, macula, disc, between };
[[nodiscard]] const char *word(FieldCentre centre); ///< "macula", "disc", "between", "unknown"

/// Which eye a photograph seems to be of, from what it shows.
struct EyeSide
{
    std::optional<Laterality> eye; ///< Nothing where it cannot be told well enough.
    double sureness = 0;           ///< 0 cannot be told … 1; `eye` is named from 0.5 on.
    Laterality leaning = Laterality::right; ///< The likelier one, however unsure.
    FieldCentre centre = FieldCentre::unknown; ///< A disc in the middle is told without the eye too.
    // Where the optic disc and the fovea seem to be, in pixels of the photograph; 0 without an eye.
    double disc_x = 0, disc_y = 0;
    double fovea_x = 0, fovea_y = 0;
    double disc_radius = 0;
};

/// Looks for the optic disc (bright, where vessels meet and run up and down) together with the fovea
/// (dark, without vessels) two and a half disc diameters beside it: once as a right eye, whose disc
/// lies to the right of its fovea, once as a left one. The better of both names the eye; how much
/// better, how sure. Turning the photograph left to right exactly turns the answer.
///
/// Meant for fields of 40 to 50 degrees; unmirrored. Threads: any.
/// Source: the nasal disc is anatomy; vessels' direction as the cue after Mahfouz and Fahmy, IEEE
/// Trans. Image Processing 19(12), 2010. Accuracy: docs/curation.md.
[[nodiscard]] EyeSide eye_side(const RetinaGrid &grid);
[[nodiscard]] EyeSide eye_side(const RgbImage &image);

} // namespace retclip
