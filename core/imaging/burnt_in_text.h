// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/photograph.h"

#include <vector>

namespace retclip {

/// A line of what looks like characters, in pixels of the picture.
struct TextLine
{
    int x = 0, y = 0, width = 0, height = 0;
    int characters = 0;
};

struct TextFinding
{
    std::vector<TextLine> lines;
    bool surround_seen = true; ///< False: no disc was found, so text cannot be told from retina.
};

/// Writing that a camera burnt into the black surround of the retina's disc.
///
/// Looked at on the picture reduced to at most 1536 pixels. Outside 1.02 radii of the disc, pixels at
/// least 50 of 255 brighter than the surround's median form pieces (8-neighbours). A piece can be a
/// character where it is 5 to 80 pixels high, at most 3 times as wide as high, and fills 8 to 95 % of
/// its box. At least 3 such pieces of like height (half to twice), side by side on one height with
/// gaps of at most 2.5 heights, are a line.
/// A heuristic: writing on the retina itself, and single signs, are not found; lashes may be.
/// Threads: any.
[[nodiscard]] TextFinding burnt_in_text(const RgbImage &image);

} // namespace retclip
