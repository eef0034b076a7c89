// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/photograph.h"

namespace retclip {

/// The green channel on an even ground (uneven light taken out), in which dark lines of a vessel's
/// width are drawn darker still: for the eyes, not for measuring. Lines are told from spots by the
/// curvatures along and across them, at four widths from 0.25 to 1.3 % of the picture's longer side.
/// Source: Frangi et al., MICCAI 1998. Some 60 ms a megapixel. Without OpenCV: the picture as it is.
/// Threads: any.
[[nodiscard]] RgbImage with_vessels_enhanced(const RgbImage &image);

} // namespace retclip
