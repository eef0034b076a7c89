// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/schedule.h"

#include <cmath>
#include <numbers>

namespace retclip {

double Schedule::rate(std::int64_t step) const
{
    if (step < warmup_steps)
        return base * double(step + 1) / double(warmup_steps);
    if (shape == Shape::constant)
        return base;
    const std::int64_t rest = total_steps - warmup_steps;
    if (rest <= 0)
        return base;
    const double phase = std::numbers::pi * double(step - warmup_steps) / double(rest);
    return 0.5 * (1.0 + std::cos(phase)) * base;
}

} // namespace retclip
