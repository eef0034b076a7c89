// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/raster.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace retclip {

enum class Filter { nearest, box, bilinear, hamming, bicubic, lanczos };
[[nodiscard]] std::optional<Filter> filter_from(std::string_view word);

/// Part of a picture in pixels; fractions are allowed.
struct SourceBox
{
    double left = 0, top = 0, right = 0, bottom = 0;
};

/// Pillow's resize, bit for bit: support widened when shrinking, horizontal pass first, 8 bits
/// between the passes, coefficients rounded to 22 bits. Channels are filtered apart.
/// Precondition: the box lies inside the picture; sizes at least 1.
[[nodiscard]] std::vector<std::uint8_t> resampled(std::span<const std::uint8_t> pixels, int width,
                                                  int height, int channels, int out_width,
                                                  int out_height, Filter filter,
                                                  const SourceBox &box);

/// The same for a whole raster in its own mode: palette and bilevel by nearest neighbour, alpha
/// premultiplied around the filter, wide greys in 32 bits (SPEC 3.1).
[[nodiscard]] Raster resized(const Raster &raster, int out_width, int out_height, Filter filter,
                             std::optional<SourceBox> box = {});

} // namespace retclip
