// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/row_groups.h"

#include "core/base/all_cores.h"
#include "core/statistics/row_products.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace retclip {

namespace {

constexpr std::size_t fitted_rows = 20'000, reference_rows = 4'000, compared_rows = 500, parts_of_rows = 16;
constexpr int starts = 4, most_rounds = 60;

/// The same numbers on every machine (splitmix64).
class Draw
{
public:
    explicit Draw(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t bits()
    {
        std::uint64_t made = (m_state += 0x9e3779b97f4a7c15ULL);
        made = (made ^ (made >> 30)) * 0xbf58476d1ce4e5b9ULL;
        made = (made ^ (made >> 27)) * 0x94d049bb133111ebULL;
        return made ^ (made >> 31);
    }
    double unit() { return double(bits() >> 11) * 0x1.0p-53; } ///< 0 … 1, without 1.
    std::size_t below(std::size_t end) { return std::size_t(unit() * double(end)); }

private:
    std::uint64_t m_state;
};

Matrix even_steps(const Matrix &rows, std::size_t most)
{
    const std::size_t count = std::min(most, rows.rows);
    Matrix taken(count, rows.columns);
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = rows.row(i * rows.rows / count);
        std::copy(from.begin(), from.end(), taken.row(i).begin());
    }
    return taken;
}

std::pair<std::size_t, double> nearest_centre(std::span<const float> row, const Matrix &centres)
{
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < centres.rows; ++k)
        if (const double far = squared_distance(row, centres.row(k)); far < least) {
            least = far;
            best = k;
        }
    return {best, least};
}

/// The nearest middle of each row, and the sum of squared distances.
double assign(const Matrix &rows, const Matrix &centres, std::vector<int> &cluster_of)
{
    cluster_of.resize(rows.rows);
    std::vector<double> sums(parts_of_rows, 0.0);
    on_all_cores(parts_of_rows, [&](std::size_t part) {
        for (std::size_t i = part * rows.rows / parts_of_rows; i < (part + 1) * rows.rows / parts_of_rows; ++i) {
            const auto [which, far] = nearest_centre(rows.row(i), centres);
            cluster_of[i] = int(which);
            sums[part] += far;
        }
    });
    double total = 0;
    for (const double sum : sums)
        total += sum;
    return total;
}

Matrix first_centres(const Matrix &rows, std::size_t count, Draw &draw)
{
    Matrix centres(0, rows.columns);
    const auto take = [&](std::size_t row) {
        centres.values.insert(centres.values.end(), rows.row(row).begin(), rows.row(row).end());
        ++centres.rows;
    };
    take(draw.below(rows.rows));
    std::vector<double> far(rows.rows, std::numeric_limits<double>::infinity());
    while (centres.rows < count) {
        double total = 0;
        for (std::size_t i = 0; i < rows.rows; ++i) {
            far[i] = std::min(far[i], double(squared_distance(rows.row(i), centres.row(centres.rows - 1))));
            total += far[i];
        }
        if (total <= 0)
            break; // All rows are middles already.
        double left = draw.unit() * total;
        std::size_t chosen = 0;
        while (chosen + 1 < rows.rows && (left -= far[chosen]) > 0)
            ++chosen;
        take(chosen);
    }
    return centres;
}

void move_centres(const Matrix &rows, const std::vector<int> &cluster_of, Matrix &centres)
{
    std::vector<double> sums(centres.values.size(), 0.0);
    std::vector<std::size_t> counts(centres.rows, 0);
    for (std::size_t i = 0; i < rows.rows; ++i) {
        const auto k = std::size_t(cluster_of[i]);
        ++counts[k];
        for (std::size_t c = 0; c < rows.columns; ++c)
            sums[k * rows.columns + c] += rows.row(i)[c];
    }
    for (std::size_t k = 0; k < centres.rows; ++k)
        for (std::size_t c = 0; counts[k] > 0 && c < rows.columns; ++c)
            centres.row(k)[c] = float(sums[k * rows.columns + c] / double(counts[k]));
}

} // namespace

Result<RowClusters> cluster_rows(const Matrix &rows, int count, std::uint64_t seed, std::stop_token stop)
{
    if (rows.rows == 0 || count < 1)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "There is nothing to put into %1 groups."), {std::to_string(count)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Take one group or more, and exams with embeddings.")));
    const Matrix fitted = even_steps(rows, fitted_rows);
    Draw draw(seed);
    Matrix best;
    double least = std::numeric_limits<double>::infinity();
    std::vector<int> cluster_of;
    for (int start = 0; start < starts; ++start) {
        Matrix centres = first_centres(fitted, std::min(std::size_t(count), fitted.rows), draw);
        double sum = std::numeric_limits<double>::infinity();
        for (int round = 0; round < most_rounds; ++round) {
            if (stop.stop_requested())
                return cancelled();
            const double now = assign(fitted, centres, cluster_of);
            if (now >= sum * (1 - 1e-7))
                break;
            sum = now;
            move_centres(fitted, cluster_of, centres);
        }
        if (sum < least) {
            least = sum;
            best = std::move(centres);
        }
    }
    RowClusters found;
    (void)assign(rows, best, cluster_of);
    std::vector<std::size_t> sizes(best.rows, 0), order(best.rows), place(best.rows);
    for (const int cluster : cluster_of)
        ++sizes[std::size_t(cluster)];
    for (std::size_t k = 0; k < order.size(); ++k)
        order[k] = k;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
    while (!order.empty() && sizes[order.back()] == 0)
        order.pop_back();
    found.centres = Matrix(order.size(), rows.columns);
    for (std::size_t k = 0; k < order.size(); ++k) {
        place[order[k]] = k;
        found.sizes.push_back(sizes[order[k]]);
        std::copy(best.row(order[k]).begin(), best.row(order[k]).end(), found.centres.row(k).begin());
    }
    for (const int cluster : cluster_of)
        found.cluster_of.push_back(int(place[std::size_t(cluster)]));
    return found;
}

Result<std::vector<float>> remoteness(const Matrix &rows, int neighbours, std::stop_token stop)
{
    const std::size_t count = std::min(reference_rows, rows.rows);
    std::vector<float> far(rows.rows, 1.0f);
    if (rows.rows < 3)
        return far;
    const auto nearest = std::min(std::size_t(std::max(1, neighbours)), count - 1);
    constexpr std::size_t pieces = 64;
    on_all_cores(pieces, [&](std::size_t piece) {
        std::vector<float> distances;
        for (std::size_t i = piece * rows.rows / pieces; i < (piece + 1) * rows.rows / pieces; ++i) {
            if (stop.stop_requested())
                return;
            distances.clear();
            for (std::size_t r = 0; r < count; ++r)
                if (const std::size_t other = r * rows.rows / count; other != i)
                    distances.push_back(float(squared_distance(rows.row(i), rows.row(other))));
            std::nth_element(distances.begin(), distances.begin() + std::ptrdiff_t(nearest) - 1, distances.end());
            float sum = 0;
            for (std::size_t k = 0; k < nearest; ++k)
                sum += std::sqrt(distances[k]);
            far[i] = sum / float(nearest);
        }
    });
    if (stop.stop_requested())
        return cancelled();
    std::vector<float> sorted = far;
    std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(sorted.size() / 2), sorted.end());
    const float median = sorted[sorted.size() / 2];
    for (float &value : far)
        value = median > 0 ? value / median : value > 0 ? std::numeric_limits<float>::max() : 1.0f;
    return far;
}

namespace {

/// At most `most` rows, drawn without putting back; in their order.
Matrix drawn_rows(const Matrix &rows, std::size_t most, Draw &draw)
{
    std::vector<std::size_t> order(rows.rows);
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    const std::size_t count = std::min(most, order.size());
    for (std::size_t i = 0; i < count; ++i)
        std::swap(order[i], order[i + draw.below(order.size() - i)]);
    order.resize(count);
    std::sort(order.begin(), order.end());
    Matrix taken(count, rows.columns);
    for (std::size_t i = 0; i < count; ++i)
        std::copy(rows.row(order[i]).begin(), rows.row(order[i]).end(), taken.row(i).begin());
    return taken;
}

/// Unbiased: the mean kernel within each set less twice the one between them, no row with itself.
double discrepancy(const std::vector<float> &kernel, const std::vector<std::uint8_t> &in_second, std::size_t first, std::size_t second)
{
    const std::size_t all = in_second.size();
    double within_first = 0, within_second = 0, between = 0;
    for (std::size_t i = 0; i < all; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const double value = kernel[i * all + j];
            (in_second[i] != in_second[j] ? between : in_second[i] ? within_second : within_first) += value;
        }
    const auto pairs = [](std::size_t n) { return double(n) * double(n - 1) / 2; };
    return within_first / pairs(first) + within_second / pairs(second) - 2 * between / (double(first) * double(second));
}

double shift_of_means(const Matrix &first, const Matrix &second)
{
    double squared = 0;
    for (std::size_t c = 0; c < first.columns; ++c) {
        const auto moments = [&](const Matrix &rows) {
            double sum = 0, squares = 0;
            for (std::size_t i = 0; i < rows.rows; ++i) {
                sum += rows.row(i)[c];
                squares += double(rows.row(i)[c]) * rows.row(i)[c];
            }
            const double mean = sum / double(rows.rows);
            return std::pair(mean, std::max(0.0, squares / double(rows.rows) - mean * mean));
        };
        const auto [mean_first, variance_first] = moments(first);
        const auto [mean_second, variance_second] = moments(second);
        const double variance = (variance_first + variance_second) / 2;
        if (variance > 0)
            squared += (mean_first - mean_second) * (mean_first - mean_second) / variance;
    }
    return std::sqrt(squared);
}

} // namespace

Result<DriftTest> drift_test(const Matrix &first_rows, const Matrix &second_rows, int permutations, std::uint64_t seed,
                             std::stop_token stop)
{
    if (first_rows.rows < 5 || second_rows.rows < 5 || first_rows.columns != second_rows.columns)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "Two sets of %1 and %2 exams are too few to compare."),
                               {std::to_string(first_rows.rows), std::to_string(second_rows.rows)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Take sets of 5 exams or more.")));
    Draw draw(seed);
    const Matrix first = drawn_rows(first_rows, compared_rows, draw), second = drawn_rows(second_rows, compared_rows, draw);
    Matrix both(first.rows + second.rows, first.columns);
    std::copy(first.values.begin(), first.values.end(), both.values.begin());
    std::copy(second.values.begin(), second.values.end(), both.values.begin() + std::ptrdiff_t(first.values.size()));

    std::vector<float> kernel(both.rows * both.rows), distances;
    for (std::size_t i = 0; i < both.rows; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            kernel[i * both.rows + j] = float(squared_distance(both.row(i), both.row(j)));
            distances.push_back(kernel[i * both.rows + j]);
        }
    std::nth_element(distances.begin(), distances.begin() + std::ptrdiff_t(distances.size() / 2), distances.end());
    const float median = std::max(distances[distances.size() / 2], 1e-20f);
    for (std::size_t i = 0; i < both.rows; ++i)
        for (std::size_t j = 0; j < i; ++j)
            kernel[i * both.rows + j] = std::exp(-kernel[i * both.rows + j] / (2 * median));

    DriftTest test;
    test.first = first.rows;
    test.second = second.rows;
    test.bandwidth = std::sqrt(median);
    test.mean_shift = shift_of_means(first, second);
    std::vector<std::uint8_t> in_second(both.rows, 0);
    std::fill(in_second.begin() + std::ptrdiff_t(first.rows), in_second.end(), std::uint8_t(1));
    test.mmd2 = discrepancy(kernel, in_second, first.rows, second.rows);
    std::vector<std::vector<std::uint8_t>> shuffled(std::size_t(std::max(0, permutations)), in_second);
    for (auto &sides : shuffled)
        for (std::size_t i = 0; i + 1 < sides.size(); ++i)
            std::swap(sides[i], sides[i + draw.below(sides.size() - i)]);
    std::vector<std::uint8_t> as_large(shuffled.size(), 0);
    on_all_cores(shuffled.size(), [&](std::size_t k) {
        if (!stop.stop_requested())
            as_large[k] = discrepancy(kernel, shuffled[k], first.rows, second.rows) >= test.mmd2 ? 1 : 0;
    });
    if (stop.stop_requested())
        return cancelled();
    const double count = double(std::count(as_large.begin(), as_large.end(), 1));
    test.p_value = (1 + count) / double(1 + shuffled.size());
    return test;
}

} // namespace retclip
