// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace retclip {

/// The learning rate of a step, as the authors' code sets it before the step (SPEC 5).
///
/// Steps count from 0. While step < warmup: base * (step + 1) / warmup; then half a cosine from
/// base to 0 over the remaining steps (or base for good with Shape::constant). A warm-up as long as
/// the run, or longer, never reaches the cosine. Threads: any.
struct Schedule
{
    enum class Shape { cosine, constant };

    double base = 5e-4;
    std::int64_t warmup_steps = 0;
    std::int64_t total_steps = 1;
    Shape shape = Shape::cosine;

    [[nodiscard]] double rate(std::int64_t step) const;
};

} // namespace retclip
