// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/photograph.h"

#include <array>
#include <vector>

namespace retclip {

/// Of SPEC 3.1, red, green, blue.
inline constexpr std::array<float, 3> published_mean{0.48145466f, 0.4578275f, 0.40821073f};
inline constexpr std::array<float, 3> published_deviation{0.26862954f, 0.26130258f, 0.27577711f};

/// 3 x height x width, float32, channels first: (value / 255 - mean) / deviation.
[[nodiscard]] std::vector<float> normalised_tensor(const RgbImage &image);

} // namespace retclip
