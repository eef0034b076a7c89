// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/core_set.h"

#include "core/statistics/parts.h"
#include "core/statistics/row_products.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace retclip {
namespace {

std::size_t nearest_to_mean(const Matrix &rows)
{
    std::vector<float> mean(rows.columns, 0.0f);
    for (std::size_t r = 0; r < rows.rows; ++r)
        for (std::size_t c = 0; c < rows.columns; ++c)
            mean[c] += rows.row(r)[c] / float(rows.rows);
    std::size_t best = 0;
    float least = std::numeric_limits<float>::infinity();
    for (std::size_t r = 0; r < rows.rows; ++r)
        if (const float distance = squared_distance(rows.row(r), mean); distance < least) {
            least = distance;
            best = r;
        }
    return best;
}

/// Distances to the nearest covered row, after one more is.
void cover(const Matrix &rows, std::size_t centre, std::vector<float> &distances)
{
    in_parts(rows.rows, 2048, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r)
            distances[r] = std::min(distances[r], squared_distance(rows.row(r), rows.row(centre)));
    });
}

} // namespace

std::vector<std::size_t> covering_order(const Matrix &rows, std::span<const std::uint8_t> covered, std::size_t most,
                                        std::stop_token stop)
{
    std::vector<std::size_t> order;
    if (rows.rows == 0)
        return order;
    std::vector<float> distances(rows.rows, std::numeric_limits<float>::infinity());
    std::vector<std::uint8_t> taken(rows.rows, 0);
    for (std::size_t r = 0; r < rows.rows && !stop.stop_requested(); ++r)
        if (r < covered.size() && covered[r]) {
            taken[r] = 1;
            cover(rows, r, distances);
        }
    while (order.size() < most && !stop.stop_requested()) {
        std::size_t farthest = rows.rows;
        if (order.empty() && std::find(taken.begin(), taken.end(), 1) == taken.end()) {
            farthest = nearest_to_mean(rows);
        } else {
            for (std::size_t r = 0; r < rows.rows; ++r)
                if (!taken[r] && (farthest == rows.rows || distances[r] > distances[farthest]))
                    farthest = r;
        }
        if (farthest == rows.rows)
            break;
        taken[farthest] = 1;
        order.push_back(farthest);
        cover(rows, farthest, distances);
    }
    std::vector<std::size_t> rest;
    for (std::size_t r = 0; r < rows.rows; ++r)
        if (!taken[r])
            rest.push_back(r);
    if (!stop.stop_requested())
        std::stable_sort(rest.begin(), rest.end(), [&](std::size_t a, std::size_t b) { return distances[a] > distances[b]; });
    order.insert(order.end(), rest.begin(), rest.end());
    return order;
}

} // namespace retclip
