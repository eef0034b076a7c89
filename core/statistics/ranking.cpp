// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/ranking.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace retclip {

RankedCases ranked(std::span<const double> scores, std::span<const std::uint8_t> positive,
                   std::span<const std::uint32_t> items)
{
    std::vector<std::uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
    });
    RankedCases cases;
    cases.item.resize(order.size());
    cases.positive.resize(order.size());
    cases.last_of_equal.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        cases.item[i] = items.empty() ? order[i] : items[order[i]];
        cases.positive[i] = positive[order[i]];
        cases.last_of_equal[i] = i + 1 == order.size() || scores[order[i + 1]] != scores[order[i]];
    }
    return cases;
}

RankingValues ranking_values(const RankedCases &cases, std::span<const std::int32_t> weights)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    // Counts are whole numbers: exact until the end.
    std::int64_t positives = 0, all = 0;
    std::int64_t equal_positives = 0, equal_all = 0;
    std::int64_t doubled_area = 0;
    double precision_sum = 0;
    for (std::size_t i = 0; i < cases.item.size(); ++i) {
        const std::int64_t weight = weights.empty() ? 1 : weights[cases.item[i]];
        equal_all += weight;
        equal_positives += weight & -std::int64_t(cases.positive[i]);
        if (!cases.last_of_equal[i])
            continue;
        const std::int64_t equal_negatives = equal_all - equal_positives;
        doubled_area += equal_negatives * (2 * positives + equal_positives);
        positives += equal_positives;
        all += equal_all;
        if (equal_positives > 0)
            precision_sum += double(equal_positives) * double(positives) / double(all);
        equal_all = equal_positives = 0;
    }
    const std::int64_t negatives = all - positives;
    RankingValues values;
    values.auroc = positives > 0 && negatives > 0
        ? double(doubled_area) / 2.0 / double(positives) / double(negatives)
        : nan;
    values.average_precision = positives > 0 ? precision_sum / double(positives) : nan;
    return values;
}

} // namespace retclip
