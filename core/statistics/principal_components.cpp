// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/principal_components.h"

#include "core/base/all_cores.h"
#include "core/statistics/row_products.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace retclip {

namespace {

constexpr std::size_t sampled_rows = 20'000, more_directions = 8, slices = 16;
constexpr int rounds = 8;

/// Signs that are the same everywhere (splitmix64).
Matrix random_directions(std::size_t count, std::size_t width)
{
    Matrix made(count, width);
    std::uint64_t state = 0x5eed;
    for (float &value : made.values) {
        std::uint64_t bits = (state += 0x9e3779b97f4a7c15ULL);
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
        value = float(std::int64_t(bits ^ (bits >> 31)) / 9.3e18);
    }
    return made;
}

/// Gram and Schmidt, twice: once loses digits where rows are nearly alike. A row that vanishes stays zero.
void make_orthonormal(Matrix &rows)
{
    for (int pass = 0; pass < 2; ++pass)
        for (std::size_t i = 0; i < rows.rows; ++i) {
            const auto row = rows.row(i);
            double before = 0;
            for (const float value : row)
                before += double(value) * value;
            for (std::size_t j = 0; j < i; ++j) {
                const auto other = rows.row(j);
                double along = 0;
                for (std::size_t c = 0; c < row.size(); ++c)
                    along += double(row[c]) * other[c];
                for (std::size_t c = 0; c < row.size(); ++c)
                    row[c] = float(row[c] - along * other[c]);
            }
            double length = 0;
            for (const float value : row)
                length += double(value) * value;
            const bool vanished = length <= before * 1e-12 || length == 0;
            for (float &value : row)
                value = vanished ? 0.0f : float(value / std::sqrt(length));
        }
}

/// Eigenvectors of a symmetric matrix as rows of `vectors`, by Jacobi's rotations; `values` unsorted.
void eigen(std::vector<std::vector<double>> a, std::vector<std::vector<double>> &vectors, std::vector<double> &values)
{
    const std::size_t n = a.size();
    vectors.assign(n, std::vector<double>(n, 0.0));
    for (std::size_t i = 0; i < n; ++i)
        vectors[i][i] = 1;
    for (int sweep = 0; sweep < 60; ++sweep) {
        double off = 0, all = 0;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                (i == j ? all : off) += a[i][j] * a[i][j];
        if (off <= 1e-22 * (all + off))
            break;
        for (std::size_t p = 0; p < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q) {
                if (a[p][q] == 0)
                    continue;
                const double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
                const double t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
                const double c = 1 / std::sqrt(t * t + 1), s = t * c;
                for (std::size_t k = 0; k < n; ++k) {
                    const double kp = a[k][p], kq = a[k][q];
                    a[k][p] = c * kp - s * kq;
                    a[k][q] = s * kp + c * kq;
                }
                for (std::size_t k = 0; k < n; ++k) {
                    const double pk = a[p][k], qk = a[q][k];
                    a[p][k] = c * pk - s * qk;
                    a[q][k] = s * pk + c * qk;
                    const double vp = vectors[p][k], vq = vectors[q][k];
                    vectors[p][k] = c * vp - s * vq;
                    vectors[q][k] = s * vp + c * vq;
                }
            }
    }
    values.resize(n);
    for (std::size_t i = 0; i < n; ++i)
        values[i] = a[i][i];
}

/// Rows less their mean at even steps.
Matrix centred_sample(const Matrix &rows, const std::vector<float> &mean)
{
    const std::size_t count = std::min(sampled_rows, rows.rows);
    Matrix sample(count, rows.columns);
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = rows.row(i * rows.rows / count);
        const auto to = sample.row(i);
        for (std::size_t c = 0; c < rows.columns; ++c)
            to[c] = from[c] - mean[c];
    }
    return sample;
}

/// Covariance times each direction, without making the covariance.
Matrix spread_along(const Matrix &sample, const Matrix &directions)
{
    std::vector<Matrix> parts(slices, Matrix(directions.rows, directions.columns));
    on_all_cores(slices, [&](std::size_t slice) {
        Matrix &part = parts[slice];
        for (std::size_t i = slice * sample.rows / slices; i < (slice + 1) * sample.rows / slices; ++i) {
            const auto row = sample.row(i);
            for (std::size_t k = 0; k < directions.rows; ++k) {
                const float along = dot_product(row, directions.row(k));
                const auto sum = part.row(k);
                for (std::size_t c = 0; c < row.size(); ++c)
                    sum[c] += along * row[c];
            }
        }
    });
    Matrix total(directions.rows, directions.columns);
    for (const Matrix &part : parts)
        for (std::size_t i = 0; i < total.values.size(); ++i)
            total.values[i] += part.values[i] / float(std::max<std::size_t>(1, sample.rows - 1));
    return total;
}

/// Within the directions: those of most variance first.
void turn_to_axes(const Matrix &sample, Matrix &directions, std::vector<double> &variance)
{
    const std::size_t k = directions.rows;
    const Matrix spread = spread_along(sample, directions);
    std::vector<std::vector<double>> small(k, std::vector<double>(k, 0.0)), vectors;
    for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            small[i][j] = small[j][i] = dot_product(spread.row(i), directions.row(j));
    std::vector<double> values;
    eigen(small, vectors, values);
    std::vector<std::size_t> order(k);
    for (std::size_t i = 0; i < k; ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
    Matrix turned(k, directions.columns);
    variance.clear();
    for (std::size_t i = 0; i < k; ++i) {
        const auto row = turned.row(i);
        for (std::size_t j = 0; j < k; ++j)
            for (std::size_t c = 0; c < row.size(); ++c)
                row[c] += float(vectors[order[i]][j]) * directions.row(j)[c];
        const auto largest = std::max_element(row.begin(), row.end(), [](float a, float b) { return std::abs(a) < std::abs(b); });
        if (*largest < 0)
            for (float &value : row)
                value = -value;
        variance.push_back(std::max(0.0, values[order[i]]));
    }
    directions = std::move(turned);
}

} // namespace

Result<PrincipalComponents> principal_components(const Matrix &rows, std::size_t count, std::stop_token stop)
{
    const bool finite = std::all_of(rows.values.begin(), rows.values.end(), [](float value) { return std::isfinite(value); });
    if (rows.rows == 0 || rows.columns == 0 || !finite)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "There are no embeddings to make a map of, or they are not finite.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another run, or other exams.")));
    PrincipalComponents found;
    std::vector<double> sums(rows.columns, 0.0);
    for (std::size_t i = 0; i < rows.rows; ++i)
        for (std::size_t c = 0; c < rows.columns; ++c)
            sums[c] += rows.row(i)[c];
    for (const double sum : sums)
        found.mean.push_back(float(sum / double(rows.rows)));
    const Matrix sample = centred_sample(rows, found.mean);
    for (const float value : sample.values)
        found.total_variance += double(value) * value / double(std::max<std::size_t>(1, sample.rows - 1));

    count = std::min(count, rows.columns);
    Matrix directions = random_directions(std::min(rows.columns, count + more_directions), rows.columns);
    make_orthonormal(directions);
    for (int round = 0; round < rounds; ++round) {
        if (stop.stop_requested())
            return cancelled();
        directions = spread_along(sample, directions);
        make_orthonormal(directions);
    }
    turn_to_axes(sample, directions, found.variance);
    found.variance.resize(count);
    found.directions = Matrix(count, rows.columns);
    std::copy_n(directions.values.begin(), count * rows.columns, found.directions.values.begin());

    found.scores = Matrix(rows.rows, count);
    on_all_cores(slices, [&](std::size_t slice) {
        std::vector<float> centred(rows.columns);
        for (std::size_t i = slice * rows.rows / slices; i < (slice + 1) * rows.rows / slices; ++i) {
            for (std::size_t c = 0; c < rows.columns; ++c)
                centred[c] = rows.row(i)[c] - found.mean[c];
            for (std::size_t k = 0; k < count; ++k)
                found.scores.row(i)[k] = dot_product(centred, found.directions.row(k));
        }
    });
    if (stop.stop_requested())
        return cancelled();
    return found;
}

} // namespace retclip
