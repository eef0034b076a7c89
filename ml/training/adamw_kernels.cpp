// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/adamw_kernels.h"

#include "ml/vector_clones.h"

#include <cmath>

namespace retclip {

RETCLIP_VECTOR_CLONES
void adamw_update(float *__restrict parameter, const float *__restrict gradient,
                  float *__restrict mean, float *__restrict mean_square, std::int64_t count,
                  const AdamWStep &step)
{
    const float scale = step.gradient_scale;
    const float decay = step.decay_factor;
    const float beta1 = step.beta1;
    const float beta2 = step.beta2;
    const float rest1 = 1.0f - beta1;
    const float rest2 = 1.0f - beta2;
    const float size = step.step_size;
    const float correction = step.root_correction;
    const float epsilon = step.epsilon;
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradient[i] * scale;
        const float m = beta1 * mean[i] + rest1 * g;
        const float v = beta2 * mean_square[i] + rest2 * g * g;
        mean[i] = m;
        mean_square[i] = v;
        parameter[i] = parameter[i] * decay - size * m / (std::sqrt(v) * correction + epsilon);
    }
}

RETCLIP_VECTOR_CLONES
double sum_of_squares(const float *values, std::int64_t count)
{
    // Eight sums side by side, so that the loop is wide without reordering one sum.
    double sums[8] = {};
    std::int64_t i = 0;
    for (; i + 8 <= count; i += 8) {
        for (int lane = 0; lane < 8; ++lane) {
            const double value = values[i + lane];
            sums[lane] += value * value;
        }
    }
    for (; i < count; ++i)
        sums[0] += double(values[i]) * double(values[i]);
    double sum = 0;
    for (const double part : sums)
        sum += part;
    return sum;
}

} // namespace retclip
