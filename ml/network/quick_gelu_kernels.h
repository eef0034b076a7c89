// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QuickGELU's loops, one pass over memory each: in separate tensor operations the activation of a
// vision block reads and writes its largest tensor eleven times a step.

#include <cstdint>

namespace retclip {

/// y = x·sigmoid(1.702 x); within 2 units in the last place of float32.
void quick_gelu_values(const float *x, float *y, std::int64_t count);
/// upstream · d/dx x·sigmoid(1.702 x)
void quick_gelu_gradients(const float *x, const float *upstream, float *gradient, std::int64_t count);

/// The same for bfloat16 given as its bits; computed in float32, rounded to nearest, ties to even.
void quick_gelu_values(const std::uint16_t *x, std::uint16_t *y, std::int64_t count);
void quick_gelu_gradients(const std::uint16_t *x, const std::uint16_t *upstream, std::uint16_t *gradient,
                          std::int64_t count);

} // namespace retclip
