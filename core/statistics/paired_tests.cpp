// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/paired_tests.h"

#include "core/statistics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace retclip {

namespace {

/// P(X <= k) for n throws of a fair coin.
double fair_coin_cumulative(std::int64_t k, std::int64_t n)
{
    double sum = 0;
    for (std::int64_t i = 0; i <= k; ++i)
        sum += std::exp(std::lgamma(double(n) + 1) - std::lgamma(double(i) + 1)
                        - std::lgamma(double(n - i) + 1) - double(n) * std::log(2.0));
    return sum;
}

} // namespace

McNemarResult mcnemar(std::span<const std::uint8_t> first, std::span<const std::uint8_t> second)
{
    McNemarResult result;
    for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
        result.only_first += first[i] && !second[i];
        result.only_second += second[i] && !first[i];
    }
    const std::int64_t differing = result.only_first + result.only_second;
    if (differing > 0)
        result.p = std::min(1.0, 2 * fair_coin_cumulative(
                                         std::min(result.only_first, result.only_second), differing));
    return result;
}

std::vector<double> holm(std::span<const double> p_values)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p_values.size(); ++i)
        if (std::isfinite(p_values[i]))
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
    std::vector<double> corrected(p_values.begin(), p_values.end());
    double largest = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const double scaled = p_values[order[rank]] * double(order.size() - rank);
        largest = std::max(largest, std::min(1.0, scaled)); // Never less than a smaller p-value's.
        corrected[order[rank]] = largest;
    }
    return corrected;
}

Result<std::optional<PairedDifference>>
paired_difference(const WeightedMetric &first, const WeightedMetric &second, std::size_t items,
                  const std::vector<std::string> &patients, const BootstrapOptions &options,
                  std::stop_token stop)
{
    const double whole = first({}) - second({});
    if (!std::isfinite(whole))
        return std::optional<PairedDifference>();
    PairedDifference result;
    result.value = whole;
    const Units units = units_of(items, patients);
    RETCLIP_TRY(std::vector<double> draws,
                bootstrap_draws(
                    units, 1, options,
                    [&](std::span<const std::int32_t> weights, std::span<double> values) {
                        values[0] = first(weights) - second(weights);
                    },
                    std::move(stop)));
    result.interval = percentile_interval(draws, options.level);
    std::int64_t below = 0, above = 0, zero = 0;
    for (double draw : draws) {
        below += draw < 0;
        above += draw > 0;
        zero += draw == 0;
    }
    result.draws = below + above + zero;
    // One is added to both, so that no finite number of draws claims a p of 0.
    if (result.interval)
        result.p = std::min(1.0, 2.0 * double(std::min(below, above) + zero + 1)
                                     / double(result.draws + 1));
    return std::optional(result);
}

} // namespace retclip
