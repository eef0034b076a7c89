// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace retclip {

/// McNemar's test of two readers or runs on the same cases.
struct McNemarResult
{
    std::int64_t only_first = 0;  ///< Cases that the first alone has right.
    std::int64_t only_second = 0; ///< Cases that the second alone has right.
    double p = 1; ///< Exact binomial, two-sided; 1 where neither differs.
};
/// `first`, `second`: 1 where it was right. As many of each.
[[nodiscard]] McNemarResult mcnemar(std::span<const std::uint8_t> first,
                                    std::span<const std::uint8_t> second);

/// Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979): p-values as if each
/// had been tested alone, in the order they came. NaN stays and does not count as a test.
[[nodiscard]] std::vector<double> holm(std::span<const double> p_values);

/// The difference of one metric between two predictions of the same cases, resampled by patient so
/// that both see the same draws.
struct PairedDifference
{
    double value = 0;                 ///< first - second
    std::optional<Interval> interval;
    std::optional<double> p; ///< Two-sided: twice the smaller share of draws on one side of 0.
    std::int64_t draws = 0;  ///< Those in which both were defined.
};
/// `metric`: of the cases weighted so (how often each was drawn; empty: once); NaN: undefined. Called
/// from several threads. Nothing where the metric of all cases is undefined. Errors: cancelled.
using WeightedMetric = std::function<double(std::span<const std::int32_t> weights)>;
[[nodiscard]] Result<std::optional<PairedDifference>>
paired_difference(const WeightedMetric &first, const WeightedMetric &second,
                  std::size_t items, const std::vector<std::string> &patients,
                  const BootstrapOptions &options, std::stop_token stop = {});

} // namespace retclip
