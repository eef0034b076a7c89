// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The element-wise loops of the encoders, one pass over memory each. In separate tensor operations the
// activation of a vision block alone reads and writes its largest tensor eleven times a step, which
// costs more than a third of the matrix products beside it where those run in bfloat16.
//
// bfloat16 is given as its bits; arithmetic is float32, results round to nearest, ties to even.
// No argument may overlap another.

#include <cstdint>

namespace retclip {

using Bfloat16Bits = std::uint16_t;

/// y = x·sigmoid(1.702 x)
void quick_gelu_values(const float *x, float *y, std::int64_t count);
void quick_gelu_values(const Bfloat16Bits *x, Bfloat16Bits *y, std::int64_t count);
/// upstream · d/dx x·sigmoid(1.702 x)
void quick_gelu_gradients(const float *x, const float *upstream, float *gradient, std::int64_t count);
void quick_gelu_gradients(const Bfloat16Bits *x, const Bfloat16Bits *upstream, Bfloat16Bits *gradient,
                          std::int64_t count);

/// Softmax of each of `rows` rows of `width` scores. `room`: `width` floats to work in.
void softmax_values(const Bfloat16Bits *scores, Bfloat16Bits *weights, std::int64_t rows,
                    std::int64_t width, float *room);
/// Its gradient, from its result: w·(upstream - Σ w·upstream), row by row.
void softmax_gradients(const Bfloat16Bits *weights, const Bfloat16Bits *upstream, Bfloat16Bits *gradient,
                       std::int64_t rows, std::int64_t width);

/// y = x rounded to what bfloat16 can hold, as float32.
void round_to_bfloat16(const float *x, float *y, std::int64_t count);

} // namespace retclip
