// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace retclip {

/// Rows in groups around middles.
struct RowClusters
{
    std::vector<int> cluster_of; ///< Of each row, 0 the largest.
    Matrix centres;              ///< A row a cluster.
    std::vector<std::size_t> sizes;
};

/// k-means (Lloyd) from k-means++ starts (Arthur, Vassilvitskii 2007): the best of four by the sum of squared
/// distances. Middles are found from at most 20,000 rows at even steps; all rows then go to the nearest.
/// Fewer clusters come back where rows are fewer. Same seed, same clusters.
/// Errors: invalid_argument (no row, count < 1), cancelled. Threads: any; uses all cores.
[[nodiscard]] Result<RowClusters> cluster_rows(const Matrix &rows, int count, std::uint64_t seed,
                                               std::stop_token stop = {});

/// How far each row lies from its neighbours: mean distance to the nearest `neighbours` of at most 4,000
/// reference rows at even steps (itself left out), over the median of all; 1 is usual. Errors: cancelled.
/// Threads: any; uses all cores. Cost: O(N * 4,000 * D).
[[nodiscard]] Result<std::vector<float>> remoteness(const Matrix &rows, int neighbours = 5,
                                                    std::stop_token stop = {});

/// Whether two sets of rows come from the same place.
struct DriftTest
{
    double mmd2 = 0;      ///< Squared maximum mean discrepancy, unbiased: 0 on average where nothing drifts.
    double p_value = 1;   ///< Share of permutations (and the data as it is) with as large a one.
    double bandwidth = 0; ///< Of the Gaussian kernel: the median distance.
    double mean_shift = 0; ///< Distance of the two means, in standard deviations over all dimensions.
    std::size_t first = 0, second = 0; ///< Rows compared.
};
/// Gretton et al. 2012, JMLR 13:723: kernel two-sample test with a permutation p value. Of each set at most
/// 500 rows are compared, drawn with the seed. Rows should be of different patients: visits of one are alike.
/// Errors: invalid_argument (fewer than 5 rows in a set, other widths), cancelled.
[[nodiscard]] Result<DriftTest> drift_test(const Matrix &first, const Matrix &second, int permutations,
                                           std::uint64_t seed, std::stop_token stop = {});

} // namespace retclip
