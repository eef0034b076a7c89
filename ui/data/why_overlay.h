// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/eye_side.h"
#include "core/imaging/photograph_faults.h"

#include <QImage>
#include <QString>

namespace retclip {

/// What is wrong with a photograph, and where.
struct PhotographWhy
{
    int width = 0, height = 0; ///< Of the picture that the rest is measured on.
    PhotographVerdict verdict;
    FaultMap faults;
    EyeSide side;
};
/// Threads: any; reads the file. Errors: those of read_photograph().
[[nodiscard]] Result<PhotographWhy> whyOf(const QString &path);

/// To lie over the photograph: dark, white and blurred parts hatched, each in its own way and with
/// its word; a ring where the disc was seen, a cross at the fovea.
[[nodiscard]] QImage whyOverlay(const PhotographWhy &why);
/// "OD: quality 0.31, blurred, too dark; looks like a left eye"
[[nodiscard]] QString whyText(const PhotographWhy &why, std::optional<Laterality> named);

} // namespace retclip
