// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace retclip {

/// Numbers items' units (patients) from 0 in order of appearance; no units: each item its own.
struct Units
{
    std::vector<std::uint32_t> of_item;
    std::size_t count = 0;
};
[[nodiscard]] Units units_of(std::size_t items, const std::vector<std::string> &names);

/// Writes the values of one resample into `values` (NaN: undefined); weights are how often each
/// item was drawn. Called from several threads at the same time.
using Resampled =
    std::function<void(std::span<const std::int32_t> weights, std::span<double> values)>;

/// The values of every resample of whole units: draws × value_count, row-major; empty without draws
/// or units. They depend on seed and draw number alone, whatever the number of threads.
/// Errors: cancelled.
[[nodiscard]] Result<std::vector<double>>
bootstrap_draws(const Units &units, std::size_t value_count, const BootstrapOptions &options,
                const Resampled &resampled, std::stop_token stop);

/// Percentile interval of the draws of one value; nothing where fewer than half are finite.
[[nodiscard]] std::optional<Interval> percentile_interval(std::vector<double> draws, double level);

/// Percentile intervals of `value_count` values over resamples of whole units. The draws depend on
/// seed and draw number alone, so any number of threads gives the same intervals. A value has none
/// where fewer than half of the resamples define it. Errors: cancelled.
[[nodiscard]] Result<std::vector<std::optional<Interval>>>
bootstrap_intervals(const Units &units, std::size_t value_count, const BootstrapOptions &options,
                    const Resampled &resampled, std::stop_token stop);

} // namespace retclip
