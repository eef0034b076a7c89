// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/retrieval.h"

#include "core/statistics/bootstrap.h"
#include "core/statistics/parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace retclip {
namespace {

constexpr std::size_t depths[] = {1, 5, 10};

Matrix normalised(const Matrix &matrix)
{
    Matrix result = matrix;
    for (std::size_t r = 0; r < result.rows; ++r) {
        auto row = result.row(r);
        double squares = 0;
        for (float value : row)
            squares += double(value) * value;
        const float factor = squares > 0 ? float(1.0 / std::sqrt(squares)) : 0.0f;
        for (float &value : row)
            value *= factor;
    }
    return result;
}

struct QueryOutcome
{
    std::int32_t rank = 0;
    double precision = 0; ///< AP@10
};

/// Position from 1 of `row` when the gallery is ordered by falling similarity.
std::int32_t rank_of(std::span<const float> similarities, std::size_t row)
{
    const float mine = similarities[row];
    std::int32_t before = 0;
    for (std::size_t i = 0; i < row; ++i)
        before += similarities[i] >= mine;
    for (std::size_t i = row + 1; i < similarities.size(); ++i)
        before += similarities[i] > mine;
    return before + 1;
}

QueryOutcome judged(std::span<const float> similarities, const std::vector<std::int32_t> &positives)
{
    QueryOutcome outcome;
    if (positives.empty())
        return outcome;
    std::size_t best = std::size_t(positives.front());
    for (std::int32_t row : positives) {
        const auto r = std::size_t(row);
        if (similarities[r] > similarities[best]
            || (similarities[r] == similarities[best] && r < best))
            best = r;
    }
    outcome.rank = rank_of(similarities, best);
    if (outcome.rank > 10)
        return outcome;
    // Positives that may stand among the first ten: at most ten of the best matter.
    std::vector<std::int32_t> order(positives);
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        const float x = similarities[std::size_t(a)], y = similarities[std::size_t(b)];
        return x != y ? x > y : a < b;
    });
    order.erase(std::unique(order.begin(), order.end()), order.end());
    double sum = 0;
    const std::size_t looked = std::min<std::size_t>(order.size(), 10);
    for (std::size_t i = 0; i < looked; ++i) {
        const std::int32_t rank = rank_of(similarities, std::size_t(order[i]));
        if (rank > 10)
            break;
        sum += double(i + 1) / rank;
    }
    outcome.precision = sum / double(std::min<std::size_t>(order.size(), 10));
    return outcome;
}

/// Chance that k of `gallery` rows drawn at random hold at least one of `positives`.
double chance(std::size_t gallery, std::size_t positives, std::size_t k)
{
    double none = 1;
    for (std::size_t i = 0; i < std::min(k, gallery); ++i) {
        const double left = double(gallery) - double(i);
        none *= std::max(0.0, (left - double(positives)) / left);
    }
    return 1 - none;
}

tl::unexpected<Error> bad_input(const char *what)
{
    return failure(
        ErrorCode::invalid_argument, message(what),
        message(QT_TRANSLATE_NOOP("Message", "No metric was computed.")),
        message(QT_TRANSLATE_NOOP("Message", "Check the queries, the gallery and the positives.")));
}

const char *const value_names[] = {"recall_at_1",          "recall_at_5", "recall_at_10",
                                   "mean_recall",          "median_rank", "mean_rank",
                                   "mean_reciprocal_rank", "map_at_10"};
constexpr std::size_t value_count = std::size(value_names);

/// Values in the order of value_names. by_rank: queries with a positive, by rising rank.
void values_of(const std::vector<QueryOutcome> &outcomes, const std::vector<std::uint32_t> &by_rank,
               std::span<const std::int32_t> weights, std::span<double> values)
{
    std::fill(values.begin(), values.end(), std::numeric_limits<double>::quiet_NaN());
    double all = 0, hits[3] = {}, ranks = 0, reciprocals = 0, precisions = 0;
    for (std::uint32_t query : by_rank) {
        const double weight = weights.empty() ? 1.0 : weights[query];
        const QueryOutcome &outcome = outcomes[query];
        all += weight;
        for (std::size_t d = 0; d < 3; ++d)
            hits[d] += weight * double(std::size_t(outcome.rank) <= depths[d]);
        ranks += weight * outcome.rank;
        reciprocals += weight / outcome.rank;
        precisions += weight * outcome.precision;
    }
    if (all <= 0)
        return;
    for (std::size_t d = 0; d < 3; ++d)
        values[d] = hits[d] / all;
    values[3] = (values[0] + values[1] + values[2]) / 3;
    // The median of the ranks counted as often as drawn: mean of the two middle ones.
    double passed = 0, lower = 0, upper = 0;
    for (std::uint32_t query : by_rank) {
        const double weight = weights.empty() ? 1.0 : weights[query];
        if (weight == 0)
            continue;
        passed += weight;
        if (lower == 0 && passed >= std::floor((all + 1) / 2))
            lower = outcomes[query].rank;
        if (passed >= std::floor(all / 2) + 1) {
            upper = outcomes[query].rank;
            break;
        }
    }
    values[4] = (lower + (upper == 0 ? lower : upper)) / 2;
    values[5] = ranks / all;
    values[6] = reciprocals / all;
    values[7] = precisions / all;
}

/// similarities_of(query, row buffer) fills the gallery's similarities.
template <typename SimilaritiesOf>
Result<RetrievalReport> report_of(std::size_t queries, std::size_t gallery,
                                  const Positives &positives, const BootstrapOptions &bootstrap,
                                  const std::vector<std::string> &groups, std::stop_token stop,
                                  SimilaritiesOf similarities_of)
{
    if (positives.size() != queries)
        return bad_input(
            QT_TRANSLATE_NOOP("Message", "Queries and positives are not equally many."));
    if (!groups.empty() && groups.size() != queries)
        return bad_input(QT_TRANSLATE_NOOP("Message", "Queries and groups are not equally many."));
    for (const auto &rows : positives) {
        for (std::int32_t row : rows) {
            if (row < 0 || std::size_t(row) >= gallery)
                return bad_input(
                    QT_TRANSLATE_NOOP("Message", "A positive is outside the gallery."));
        }
    }
    std::vector<QueryOutcome> outcomes(queries);
    in_parts(queries, 16, [&](std::size_t, std::size_t begin, std::size_t end) {
        std::vector<float> row(gallery);
        for (std::size_t q = begin; q < end && !stop.stop_requested(); ++q) {
            if (positives[q].empty())
                continue;
            similarities_of(q, row);
            outcomes[q] = judged(row, positives[q]);
        }
    });
    if (stop.stop_requested())
        return cancelled();

    RetrievalReport report;
    report.gallery = std::int64_t(gallery);
    std::vector<std::uint32_t> by_rank;
    double chances[3] = {};
    for (std::size_t q = 0; q < queries; ++q) {
        report.first_positive_rank.push_back(outcomes[q].rank);
        if (positives[q].empty()) {
            report.left_out.push_back(std::int32_t(q));
            continue;
        }
        by_rank.push_back(std::uint32_t(q));
        for (std::size_t d = 0; d < 3; ++d)
            chances[d] += chance(gallery, positives[q].size(), depths[d]);
    }
    report.queries = std::int64_t(by_rank.size());
    std::sort(by_rank.begin(), by_rank.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(outcomes[a].rank, a) < std::pair(outcomes[b].rank, b);
    });
    const char *reason = QT_TRANSLATE_NOOP("Message", "no query has a positive");
    std::array<double, value_count> values{};
    values_of(outcomes, by_rank, {}, values);
    RETCLIP_TRY(const auto intervals,
                bootstrap_intervals(
                    units_of(queries, groups), value_count, bootstrap,
                    [&](std::span<const std::int32_t> weights, std::span<double> out) {
                        values_of(outcomes, by_rank, weights, out);
                    },
                    stop));
    for (std::size_t v = 0; v < value_count; ++v) {
        MetricValue &metric = report.metrics[value_names[v]];
        if (std::isfinite(values[v])) {
            metric.value = values[v];
            metric.interval = intervals[v];
        } else {
            metric.reason = reason;
        }
    }
    for (std::size_t d = 0; d < 3; ++d) {
        MetricValue &metric = report.metrics["chance_at_" + std::to_string(depths[d])];
        if (report.queries > 0)
            metric.value = chances[d] / double(report.queries);
        else
            metric.reason = reason;
    }
    return report;
}

} // namespace

Positives matching_rows(std::size_t count)
{
    Positives positives(count);
    for (std::size_t i = 0; i < count; ++i)
        positives[i] = {std::int32_t(i)};
    return positives;
}

Result<RetrievalReport> retrieval_report(const Matrix &queries, const Matrix &gallery,
                                         const Positives &positives,
                                         const BootstrapOptions &bootstrap,
                                         const std::vector<std::string> &groups,
                                         std::stop_token stop)
{
    if (queries.columns != gallery.columns)
        return bad_input(QT_TRANSLATE_NOOP("Message", "Queries and gallery are not equally wide."));
    for (const Matrix *matrix : {&queries, &gallery}) {
        for (float value : matrix->values) {
            if (!std::isfinite(value))
                return bad_input(QT_TRANSLATE_NOOP("Message", "A feature is not a finite number."));
        }
    }
    const Matrix q = normalised(queries);
    const Matrix g = normalised(gallery);
    return report_of(q.rows, g.rows, positives, bootstrap, groups, stop,
                     [&](std::size_t query, std::span<float> row) {
                         const float *mine = q.values.data() + query * q.columns;
                         for (std::size_t r = 0; r < g.rows; ++r)
                             row[r] = dot_of_sixteen_sums(mine, g.values.data() + r * g.columns, g.columns);
                     });
}

Result<RetrievalReport> retrieval_report_of_similarities(const Matrix &similarities,
                                                         const Positives &positives,
                                                         const BootstrapOptions &bootstrap,
                                                         const std::vector<std::string> &groups,
                                                         std::stop_token stop)
{
    for (float value : similarities.values) {
        if (!std::isfinite(value))
            return bad_input(QT_TRANSLATE_NOOP("Message", "A similarity is not a finite number."));
    }
    return report_of(similarities.rows, similarities.columns, positives, bootstrap, groups, stop,
                     [&](std::size_t query, std::span<float> row) {
                         const auto mine = similarities.row(query);
                         std::copy(mine.begin(), mine.end(), row.begin());
                     });
}

std::vector<float> row_similarities(const Matrix &gallery, std::span<const float> query)
{
    std::vector<float> similarities(gallery.rows, 0.0f);
    if (query.size() != gallery.columns)
        return similarities;
    in_parts(gallery.rows, 4096, [&](std::size_t, std::size_t begin, std::size_t end) {
        const float *row = gallery.values.data() + begin * gallery.columns;
        for (std::size_t r = begin; r < end; ++r, row += gallery.columns)
            similarities[r] = dot_of_sixteen_sums(query.data(), row, gallery.columns);
    });
    return similarities;
}

std::vector<Neighbour> nearest_of(std::span<const float> similarities, std::size_t k,
                                  std::span<const std::uint8_t> present)
{
    if (k == 0)
        return {};
    const auto better = [](const Neighbour &a, const Neighbour &b) {
        return a.similarity != b.similarity ? a.similarity > b.similarity : a.row < b.row;
    };
    std::vector<Neighbour> best; // A heap whose front is the worst kept.
    for (std::size_t r = 0; r < similarities.size(); ++r) {
        if (best.size() == k && similarities[r] <= best.front().similarity)
            continue; // Nearly all: later rows lose ties.
        if (!present.empty() && !present[r])
            continue;
        if (best.size() == k) {
            std::pop_heap(best.begin(), best.end(), better);
            best.pop_back();
        }
        best.push_back({std::int32_t(r), similarities[r]});
        std::push_heap(best.begin(), best.end(), better);
    }
    std::sort_heap(best.begin(), best.end(), better);
    return best;
}

std::vector<Neighbour> nearest_rows(const Matrix &gallery, std::span<const float> query,
                                    std::size_t k, std::span<const std::uint8_t> present)
{
    if (query.size() != gallery.columns)
        return {};
    return nearest_of(row_similarities(gallery, query), k, present);
}

} // namespace retclip
