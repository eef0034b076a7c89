// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <stop_token>

namespace retclip {

struct TsneOptions
{
    double perplexity = 30; ///< How many neighbours count; lowered where there are fewer than three times as many rows.
    int iterations = 750;
    double theta = 0.5;     ///< 0: exact; larger is faster and coarser.
};

/// A map of rows in which neighbours stay neighbours: t-SNE (van der Maaten, Hinton 2008) with the
/// Barnes–Hut approximation (van der Maaten 2014). Distances between far groups on it mean nothing.
///
/// rows: N x D, such as principal components (the map begins with the first two, so it is the same each time);
/// D of some 32 and N of up to some 20,000 are meant: neighbours are found by comparing all pairs. Result:
/// N x 2, centred. Early exaggeration 12 over the first 250 iterations, learning rate max(N / 48, 50).
/// Errors: invalid_argument (no row, a value that is not finite), cancelled.
/// Threads: any; uses all cores. Cost: O(N^2 D) once, then O(N log N) an iteration.
[[nodiscard]] Result<Matrix> tsne(const Matrix &rows, const TsneOptions &options,
                                  const ProgressCallback &progress = {}, std::stop_token stop = {});

/// Each row's `count` nearest other rows, nearest first, ties by number; squared distances beside them.
struct NearestRows
{
    std::size_t count = 0;
    std::vector<std::uint32_t> rows; ///< N x count.
    std::vector<float> squared_distances;
};
/// Exact. Errors: cancelled.
[[nodiscard]] Result<NearestRows> nearest_neighbours(const Matrix &rows, std::size_t count, std::stop_token stop = {});

} // namespace retclip
