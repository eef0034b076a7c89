// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/statistics/classification.h"

#include <cstdint>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace retclip {

/// For each query, the gallery rows that count as right.
using Positives = std::vector<std::vector<std::int32_t>>;

/// Row i of the queries belongs to row i of the gallery.
[[nodiscard]] Positives matching_rows(std::size_t count);

struct RetrievalReport
{
    std::int64_t queries = 0;          ///< With at least one positive.
    std::int64_t gallery = 0;
    std::vector<std::int32_t> left_out; ///< Queries without a positive.
    std::map<std::string, MetricValue> metrics; ///< recall_at_1/5/10, mean_recall,
                                                ///< median_rank, mean_rank,
                                                ///< mean_reciprocal_rank, map_at_10,
                                                ///< chance_at_1/5/10
    std::vector<std::int32_t> first_positive_rank; ///< From 1, a query; 0: left out.
};

/// Cosine of rows (they are normalised here), gallery by falling similarity, ties by rising index.
/// Units of the bootstrap are queries, or `groups` where given (patients).
[[nodiscard]] Result<RetrievalReport>
retrieval_report(const Matrix &queries, const Matrix &gallery, const Positives &positives,
                 const BootstrapOptions &bootstrap, const std::vector<std::string> &groups = {},
                 std::stop_token stop = {});

/// The same from a similarity matrix (queries x gallery) that is there already.
[[nodiscard]] Result<RetrievalReport>
retrieval_report_of_similarities(const Matrix &similarities, const Positives &positives,
                                 const BootstrapOptions &bootstrap,
                                 const std::vector<std::string> &groups = {},
                                 std::stop_token stop = {});

struct Neighbour
{
    std::int32_t row = 0;
    float similarity = 0;
};
/// The dot product of every row with the query, over all cores.
[[nodiscard]] std::vector<float> row_similarities(const Matrix &gallery,
                                                  std::span<const float> query);
/// The k rows of largest similarity, best first, ties by rising row; rows with present[row] == 0 are
/// skipped (empty: all are there).
[[nodiscard]] std::vector<Neighbour> nearest_of(std::span<const float> similarities, std::size_t k,
                                                std::span<const std::uint8_t> present = {});
/// The k rows of largest dot product, best first, ties by rising row. Rows of length 1 assumed.
/// Rows with present[row] == 0 are skipped (empty: all are there). Exact, over all cores.
[[nodiscard]] std::vector<Neighbour> nearest_rows(const Matrix &gallery,
                                                  std::span<const float> query, std::size_t k,
                                                  std::span<const std::uint8_t> present = {});

} // namespace retclip
