// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/tsne.h"

#include "core/base/all_cores.h"
#include "core/statistics/row_products.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

namespace retclip {

namespace {

constexpr std::size_t parts = 16; // Always as many, so that sums are the same on every machine.
constexpr int exaggerated_iterations = 250;
constexpr double exaggeration = 12;

/// Symmetric affinities of neighbours, a row after the other.
struct Affinities
{
    std::vector<std::size_t> begins{0};
    std::vector<std::uint32_t> columns;
    std::vector<float> values;
};

/// The weights of a row's neighbours with the wanted perplexity: their width is found by halving.
void row_weights(std::span<const float> squared, double perplexity, std::span<float> weights)
{
    const double wanted = std::log(perplexity);
    double beta = 1, low = 0, high = std::numeric_limits<double>::infinity();
    const double nearest = squared.empty() ? 0 : squared.front();
    for (int step = 0; step < 60; ++step) {
        double sum = 0, product = 0;
        for (std::size_t i = 0; i < squared.size(); ++i) {
            const double far = squared[i] - nearest;
            weights[i] = float(std::exp(-beta * far));
            sum += weights[i];
            product += weights[i] * far;
        }
        for (float &weight : weights)
            weight = float(weight / sum);
        const double entropy = std::log(sum) + beta * product / sum;
        if (std::abs(entropy - wanted) < 1e-5)
            break;
        if (entropy > wanted) {
            low = beta;
            beta = std::isinf(high) ? beta * 2 : (beta + high) / 2;
        } else {
            high = beta;
            beta = (beta + low) / 2;
        }
    }
}

Affinities affinities_of(const NearestRows &near, std::size_t count, double perplexity)
{
    std::vector<float> one_way(near.rows.size());
    on_all_cores(parts, [&](std::size_t part) {
        for (std::size_t i = part * count / parts; i < (part + 1) * count / parts; ++i)
            row_weights(std::span(near.squared_distances).subspan(i * near.count, near.count), perplexity,
                        std::span(one_way).subspan(i * near.count, near.count));
    });
    std::vector<std::vector<std::pair<std::uint32_t, float>>> both(count);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < near.count; ++k) {
            const std::uint32_t j = near.rows[i * near.count + k];
            const float half = one_way[i * near.count + k] / float(2 * count);
            both[i].emplace_back(j, half);
            both[j].emplace_back(std::uint32_t(i), half);
        }
    Affinities made;
    for (auto &row : both) {
        std::sort(row.begin(), row.end());
        for (std::size_t k = 0; k < row.size(); ++k) {
            if (k > 0 && row[k].first == row[k - 1].first) {
                made.values.back() += row[k].second;
                continue;
            }
            made.columns.push_back(row[k].first);
            made.values.push_back(row[k].second);
        }
        made.begins.push_back(made.columns.size());
    }
    return made;
}

/// The map cut into squares; a square knows how many points it holds and where their middle is.
class QuadTree
{
public:
    explicit QuadTree(const Matrix &points)
    {
        float low_x = points.values[0], high_x = low_x, low_y = points.values[1], high_y = low_y;
        for (std::size_t i = 0; i < points.rows; ++i) {
            low_x = std::min(low_x, points.row(i)[0]);
            high_x = std::max(high_x, points.row(i)[0]);
            low_y = std::min(low_y, points.row(i)[1]);
            high_y = std::max(high_y, points.row(i)[1]);
        }
        m_nodes.reserve(points.rows * 2);
        m_nodes.push_back({});
        m_nodes[0].x = (low_x + high_x) / 2;
        m_nodes[0].y = (low_y + high_y) / 2;
        m_nodes[0].half = std::max({high_x - low_x, high_y - low_y, 1e-12f}) / 2 * 1.0001f;
        for (std::size_t i = 0; i < points.rows; ++i)
            insert(points.row(i)[0], points.row(i)[1]);
        for (Node &node : m_nodes) {
            node.sum_x /= float(node.count);
            node.sum_y /= float(node.count);
        }
    }
    /// What pushes a point away from all others, and its part of the sum of affinities.
    std::array<double, 3> repulsion(float x, float y, double theta) const
    {
        double force_x = 0, force_y = 0, sum = 0;
        std::array<std::int32_t, 4 * deepest + 4> stack{};
        int top = 0;
        stack[std::size_t(top++)] = 0;
        while (top > 0) {
            const Node &node = m_nodes[std::size_t(stack[std::size_t(--top)])];
            const double dx = x - node.sum_x, dy = y - node.sum_y, squared = dx * dx + dy * dy;
            const double side = 2 * double(node.half);
            if (!node.divided || side * side < theta * theta * squared) {
                const double near = 1 / (1 + squared);
                // A leaf at the very place holds the point itself, which does not push itself.
                const double count = double(node.count) - (squared == 0 && !node.divided ? 1 : 0);
                sum += count * near;
                force_x += count * near * near * dx;
                force_y += count * near * near * dy;
                continue;
            }
            for (const std::int32_t child : node.children)
                if (child >= 0)
                    stack[std::size_t(top++)] = child;
        }
        return {force_x, force_y, sum};
    }

private:
    static constexpr std::size_t deepest = 48; // Deeper, points are one.
    struct Node
    {
        float x = 0, y = 0, half = 0; ///< Middle of the square, half its side.
        float sum_x = 0, sum_y = 0;   ///< Of its points; in the end their middle.
        std::uint32_t count = 0;
        bool divided = false;
        std::array<std::int32_t, 4> children{-1, -1, -1, -1};
    };
    void add(Node &node, float x, float y, std::uint32_t count)
    {
        node.sum_x += x * float(count);
        node.sum_y += y * float(count);
        node.count += count;
    }
    /// The child that a place falls into; made where there is none.
    std::size_t child_at(std::size_t parent, float x, float y)
    {
        const bool right = x > m_nodes[parent].x, up = y > m_nodes[parent].y;
        const std::size_t which = (right ? 1u : 0u) + (up ? 2u : 0u);
        if (m_nodes[parent].children[which] < 0) {
            Node made;
            made.half = m_nodes[parent].half / 2;
            made.x = m_nodes[parent].x + (right ? made.half : -made.half);
            made.y = m_nodes[parent].y + (up ? made.half : -made.half);
            m_nodes[parent].children[which] = std::int32_t(m_nodes.size());
            m_nodes.push_back(made);
        }
        return std::size_t(m_nodes[parent].children[which]);
    }
    void insert(float x, float y)
    {
        std::size_t at = 0;
        for (std::size_t depth = 0;; ++depth) {
            if (!m_nodes[at].divided && m_nodes[at].count > 0 && depth < deepest) {
                const float there_x = m_nodes[at].sum_x / float(m_nodes[at].count);
                const float there_y = m_nodes[at].sum_y / float(m_nodes[at].count);
                if (there_x != x || there_y != y) {
                    m_nodes[at].divided = true;
                    const std::uint32_t count = m_nodes[at].count;
                    add(m_nodes[child_at(at, there_x, there_y)], there_x, there_y, count);
                }
            }
            const bool goes_on = m_nodes[at].divided;
            add(m_nodes[at], x, y, 1);
            if (!goes_on)
                return;
            at = child_at(at, x, y);
        }
    }

    std::vector<Node> m_nodes;
};

/// Where the points go next: positions, their speed, and how far each dares to step.
struct Descent
{
    Matrix points, speed, gains;

    explicit Descent(const Matrix &rows) : points(rows.rows, 2), speed(rows.rows, 2), gains(rows.rows, 2)
    {
        double spread = 0;
        for (std::size_t i = 0; i < rows.rows; ++i)
            for (std::size_t c = 0; c < 2; ++c) {
                points.row(i)[c] = c < rows.columns ? rows.row(i)[c] : 0.0f;
                spread += c == 0 ? double(points.row(i)[0]) * points.row(i)[0] : 0.0;
            }
        const float scale = spread > 0 ? float(1e-4 / std::sqrt(spread / double(rows.rows))) : 1.0f;
        for (float &value : points.values)
            value *= scale;
        std::fill(gains.values.begin(), gains.values.end(), 1.0f);
    }
    void step(const std::vector<float> &gradient, float rate, float momentum)
    {
        for (std::size_t i = 0; i < points.values.size(); ++i) {
            const bool against = (gradient[i] > 0) != (speed.values[i] > 0);
            gains.values[i] = std::max(0.01f, against ? gains.values[i] + 0.2f : gains.values[i] * 0.8f);
            speed.values[i] = momentum * speed.values[i] - rate * gains.values[i] * gradient[i];
            points.values[i] += speed.values[i];
        }
        for (std::size_t c = 0; c < 2; ++c) {
            double mean = 0;
            for (std::size_t i = 0; i < points.rows; ++i)
                mean += points.row(i)[c] / double(points.rows);
            for (std::size_t i = 0; i < points.rows; ++i)
                points.row(i)[c] -= float(mean);
        }
    }
};

std::vector<float> gradient_of(const Matrix &points, const Affinities &affinities, double pull, double theta)
{
    const QuadTree tree(points);
    const std::size_t count = points.rows;
    std::vector<float> gradient(count * 2);
    std::vector<std::array<double, 3>> pushes(count);
    std::vector<double> sums(parts, 0.0);
    on_all_cores(parts, [&](std::size_t part) {
        for (std::size_t i = part * count / parts; i < (part + 1) * count / parts; ++i) {
            pushes[i] = tree.repulsion(points.row(i)[0], points.row(i)[1], theta);
            sums[part] += pushes[i][2];
        }
    });
    double total = 0;
    for (const double sum : sums)
        total += sum;
    on_all_cores(parts, [&](std::size_t part) {
        for (std::size_t i = part * count / parts; i < (part + 1) * count / parts; ++i) {
            double x = 0, y = 0;
            for (std::size_t k = affinities.begins[i]; k < affinities.begins[i + 1]; ++k) {
                const auto other = points.row(affinities.columns[k]);
                const double dx = points.row(i)[0] - other[0], dy = points.row(i)[1] - other[1];
                const double near = affinities.values[k] / (1 + dx * dx + dy * dy);
                x += near * dx;
                y += near * dy;
            }
            gradient[2 * i] = float(4 * (pull * x - pushes[i][0] / total));
            gradient[2 * i + 1] = float(4 * (pull * y - pushes[i][1] / total));
        }
    });
    return gradient;
}

} // namespace

Result<NearestRows> nearest_neighbours(const Matrix &rows, std::size_t count, std::stop_token stop)
{
    NearestRows found;
    found.count = rows.rows > 1 ? std::min(count, rows.rows - 1) : 0;
    found.rows.resize(rows.rows * found.count);
    found.squared_distances.resize(found.rows.size());
    const std::size_t pieces = std::min<std::size_t>(rows.rows, 64);
    on_all_cores(found.count == 0 ? 0 : pieces, [&](std::size_t piece) {
        std::vector<std::pair<float, std::uint32_t>> all(rows.rows - 1);
        for (std::size_t i = piece * rows.rows / pieces; i < (piece + 1) * rows.rows / pieces; ++i) {
            if (stop.stop_requested())
                return;
            std::size_t place = 0;
            for (std::size_t j = 0; j < rows.rows; ++j)
                if (j != i)
                    all[place++] = {squared_distance(rows.row(i), rows.row(j)), std::uint32_t(j)};
            const auto end = all.begin() + std::ptrdiff_t(found.count);
            std::partial_sort(all.begin(), end, all.end());
            for (std::size_t k = 0; k < found.count; ++k) {
                found.squared_distances[i * found.count + k] = all[k].first;
                found.rows[i * found.count + k] = all[k].second;
            }
        }
    });
    if (stop.stop_requested())
        return cancelled();
    return found;
}

Result<Matrix> tsne(const Matrix &rows, const TsneOptions &options, const ProgressCallback &progress, std::stop_token stop)
{
    const bool finite = std::all_of(rows.values.begin(), rows.values.end(), [](float value) { return std::isfinite(value); });
    if (rows.rows == 0 || !finite)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "There are no embeddings to make a map of, or they are not finite.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another run, or other exams.")));
    if (rows.rows < 4)
        return Descent(rows).points;
    const double perplexity = std::min(options.perplexity, double(rows.rows - 1) / 3);
    ProgressReporter reporter(progress, options.iterations, message(QT_TRANSLATE_NOOP("Message", "Drawing the map (t-SNE)")));
    RETCLIP_TRY(const NearestRows near, nearest_neighbours(rows, std::size_t(3 * perplexity + 0.5), stop));
    const Affinities affinities = affinities_of(near, rows.rows, perplexity);
    Descent descent(rows);
    const float rate = float(std::max(double(rows.rows) / exaggeration / 4, 50.0));
    for (int iteration = 0; iteration < options.iterations; ++iteration) {
        if (stop.stop_requested())
            return cancelled();
        const bool early = iteration < std::min(exaggerated_iterations, options.iterations / 3);
        descent.step(gradient_of(descent.points, affinities, early ? exaggeration : 1.0, options.theta), rate,
                     early ? 0.5f : 0.8f);
        reporter.advance_to(iteration + 1);
    }
    reporter.finish();
    return descent.points;
}

} // namespace retclip
