// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace retclip {

/// Cases of one class against the rest, sorted by falling score once, so that AUROC and average
/// precision under any weights take one pass.
struct RankedCases
{
    std::vector<std::uint32_t> item; ///< Row in the weights.
    std::vector<std::uint8_t> positive;
    std::vector<std::uint8_t> last_of_equal; ///< 1 where the next score is smaller.
};
[[nodiscard]] RankedCases ranked(std::span<const double> scores,
                                 std::span<const std::uint8_t> positive,
                                 std::span<const std::uint32_t> items);

struct RankingValues
{
    double auroc = 0; ///< NaN where one side is absent.
    double average_precision = 0; ///< NaN without a positive.
};
/// weights: how often each item counts; empty: once.
[[nodiscard]] RankingValues ranking_values(const RankedCases &cases,
                                           std::span<const std::int32_t> weights);

} // namespace retclip
