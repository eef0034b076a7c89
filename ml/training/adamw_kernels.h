// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace retclip {

/// The numbers of one step that all elements of a parameter share.
struct AdamWStep
{
    float gradient_scale = 1; ///< Unscaling and clipping, multiplied together.
    float decay_factor = 1;   ///< 1 - rate * decay
    float beta1 = 0.9f;
    float beta2 = 0.98f;
    float step_size = 0;       ///< rate / (1 - beta1^t)
    float root_correction = 1; ///< 1 / sqrt(1 - beta2^t)
    float epsilon = 1e-6f;
};

/// One pass over `count` elements: decay, both moments, the step. The processor's widest vector
/// instructions are chosen when the program is loaded.
void adamw_update(float *parameter, const float *gradient, float *mean, float *mean_square,
                  std::int64_t count, const AdamWStep &step);

/// Sum of squares in double; NaN or infinite where any element is.
[[nodiscard]] double sum_of_squares(const float *values, std::int64_t count);

} // namespace retclip
