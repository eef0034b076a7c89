// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"

#include <stop_token>
#include <vector>

namespace retclip {

/// The directions in which rows differ most.
struct PrincipalComponents
{
    std::vector<float> mean;      ///< Of the rows; as wide as they.
    Matrix directions;            ///< K x E, of length 1, at right angles; its largest entry is positive.
    Matrix scores;                ///< N x K: the rows less the mean, seen along the directions.
    std::vector<double> variance; ///< K, falling.
    double total_variance = 0;    ///< Of all E directions.
};

/// The first `count` (at most E) principal components, by subspace iteration (Halko, Martinsson, Tropp 2011,
/// SIAM Review 53:217, algorithm 4.4; 8 more directions than asked for, 8 rounds). Directions are found from
/// at most 20,000 rows at even steps; all rows get scores.
///
/// The same on every machine up to rounding. Errors: invalid_argument (no row, a value that is not finite),
/// cancelled. Threads: any; uses all cores. Cost: O((20,000 * 16 + N) * E * K).
[[nodiscard]] Result<PrincipalComponents> principal_components(const Matrix &rows, std::size_t count,
                                                               std::stop_token stop = {});

} // namespace retclip
