// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/bootstrap.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <thread>
#include <unordered_map>

namespace retclip {
namespace {

std::uint64_t mixed(std::uint64_t z) // SplitMix64
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/// Linear interpolation between order statistics, as NumPy's percentile. `values` is sorted.
double quantile(const std::vector<double> &values, double share)
{
    const double position = share * double(values.size() - 1);
    const auto below = std::size_t(position);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (values[above] - values[below]) * (position - double(below));
}

} // namespace

Units units_of(std::size_t items, const std::vector<std::string> &names)
{
    Units units;
    units.of_item.resize(items);
    if (names.empty()) {
        for (std::size_t i = 0; i < items; ++i)
            units.of_item[i] = std::uint32_t(i);
        units.count = items;
        return units;
    }
    std::unordered_map<std::string, std::uint32_t> numbers;
    for (std::size_t i = 0; i < items; ++i)
        units.of_item[i] =
            numbers.try_emplace(names[i], std::uint32_t(numbers.size())).first->second;
    units.count = numbers.size();
    return units;
}

Result<std::vector<double>> bootstrap_draws(const Units &units, std::size_t value_count,
                                            const BootstrapOptions &options,
                                            const Resampled &resampled, std::stop_token stop)
{
    if (options.draws < 1 || units.count == 0)
        return std::vector<double>();
    const auto draws = std::size_t(options.draws);
    std::vector<double> values(draws * value_count);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        std::vector<std::int32_t> unit_weights(units.count);
        std::vector<std::int32_t> weights(units.of_item.size());
        for (;;) {
            const std::size_t draw = next.fetch_add(1);
            if (draw >= draws || stop.stop_requested())
                return;
            std::fill(unit_weights.begin(), unit_weights.end(), 0);
            const std::uint64_t base = mixed(options.seed * 0xD1342543DE82EF95u + draw + 1);
            for (std::size_t i = 0; i < units.count; ++i) {
                const std::uint64_t random = mixed(base + (i + 1) * 0x9E3779B97F4A7C15u) >> 32;
                ++unit_weights[std::size_t((random * units.count) >> 32)];
            }
            for (std::size_t i = 0; i < weights.size(); ++i)
                weights[i] = unit_weights[units.of_item[i]];
            resampled(weights, std::span(values.data() + draw * value_count, value_count));
        }
    };
    std::vector<std::jthread> threads;
    const std::size_t count =
        std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()), draws);
    for (std::size_t i = 1; i < count; ++i)
        threads.emplace_back(work);
    work();
    threads.clear();
    if (stop.stop_requested())
        return cancelled();
    return values;
}

std::optional<Interval> percentile_interval(std::vector<double> draws, double level)
{
    const std::size_t all = draws.size();
    std::erase_if(draws, [](double value) { return !std::isfinite(value); });
    if (draws.empty() || draws.size() * 2 < all)
        return {};
    std::sort(draws.begin(), draws.end());
    const double tail = (1.0 - level) / 2.0;
    return Interval{quantile(draws, tail), quantile(draws, 1.0 - tail)};
}

Result<std::vector<std::optional<Interval>>>
bootstrap_intervals(const Units &units, std::size_t value_count, const BootstrapOptions &options,
                    const Resampled &resampled, std::stop_token stop)
{
    std::vector<std::optional<Interval>> intervals(value_count);
    RETCLIP_TRY(const std::vector<double> values,
                bootstrap_draws(units, value_count, options, resampled, std::move(stop)));
    const std::size_t draws = value_count == 0 ? 0 : values.size() / value_count;
    std::vector<double> column(draws);
    for (std::size_t v = 0; v < value_count; ++v) {
        for (std::size_t d = 0; d < draws; ++d)
            column[d] = values[d * value_count + v];
        intervals[v] = percentile_interval(column, options.level);
    }
    return intervals;
}

} // namespace retclip
