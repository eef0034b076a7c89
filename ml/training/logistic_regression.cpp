// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/logistic_regression.h"

#include "ml/training/lbfgs.h"
#include "ml/vector_clones.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace retclip {
namespace {

// Rows are handled four at a time: each weight is loaded once for four products.
constexpr std::size_t tile_rows = 4;

RETCLIP_VECTOR_CLONES
void four_products(const double *weights, const double *tile, std::size_t width, double *out)
{
    double sums[tile_rows][8] = {};
    std::size_t d = 0;
    for (; d + 8 <= width; d += 8) {
        for (std::size_t r = 0; r < tile_rows; ++r) {
            for (std::size_t lane = 0; lane < 8; ++lane)
                sums[r][lane] += weights[d + lane] * tile[r * width + d + lane];
        }
    }
    for (std::size_t r = 0; r < tile_rows; ++r) {
        double sum = 0;
        for (const double part : sums[r])
            sum += part;
        for (std::size_t rest = d; rest < width; ++rest)
            sum += weights[rest] * tile[r * width + rest];
        out[r] = sum;
    }
}

RETCLIP_VECTOR_CLONES
void add_four_rows(double *__restrict gradient, const double *__restrict tile,
                   const double *factors, std::size_t width)
{
    const double a = factors[0], b = factors[1], c = factors[2], e = factors[3];
    for (std::size_t d = 0; d < width; ++d) {
        gradient[d] += a * tile[d] + b * tile[width + d] + c * tile[2 * width + d]
            + e * tile[3 * width + d];
    }
}

struct Part
{
    double loss = 0;
    std::vector<double> gradient;
};

// Loss and gradient of the rows [from, to), summed. Point: outputs x width, then outputs biases.
void evaluate_rows(const LogisticProblem &problem, const std::vector<std::size_t> &rows,
                   std::size_t from, std::size_t to, int outputs, const std::vector<double> &point,
                   Part &part)
{
    const std::size_t width = problem.features->columns;
    const auto k = std::size_t(outputs);
    part.loss = 0;
    part.gradient.assign(point.size(), 0.0);
    std::vector<double> tile(tile_rows * width, 0.0);
    std::vector<double> scores(k * tile_rows);
    for (std::size_t at = from; at < to; at += tile_rows) {
        const std::size_t count = std::min(tile_rows, to - at);
        for (std::size_t r = 0; r < count; ++r) {
            const auto row = problem.features->row(rows[at + r]);
            std::copy(row.begin(), row.end(), tile.begin() + std::ptrdiff_t(r * width));
        }
        if (count < tile_rows)
            std::fill(tile.begin() + std::ptrdiff_t(count * width), tile.end(), 0.0);
        for (std::size_t o = 0; o < k; ++o)
            four_products(point.data() + o * width, tile.data(), width, &scores[o * tile_rows]);
        for (std::size_t r = 0; r < count; ++r) {
            const int truth = problem.classes[rows[at + r]];
            if (outputs == 1) {
                const double z = scores[r] + point[width];
                const double signed_z = truth == 1 ? z : -z;
                part.loss += signed_z > 0 ? std::log1p(std::exp(-signed_z))
                                          : -signed_z + std::log1p(std::exp(signed_z));
                const double p = 1.0 / (1.0 + std::exp(-z));
                scores[r] = p - (truth == 1 ? 1.0 : 0.0);
                part.gradient[width] += scores[r];
                continue;
            }
            double most = -INFINITY;
            for (std::size_t o = 0; o < k; ++o) {
                scores[o * tile_rows + r] += point[k * width + o];
                most = std::max(most, scores[o * tile_rows + r]);
            }
            double sum = 0;
            for (std::size_t o = 0; o < k; ++o)
                sum += std::exp(scores[o * tile_rows + r] - most);
            const double log_sum = most + std::log(sum);
            part.loss += log_sum - scores[std::size_t(truth) * tile_rows + r];
            for (std::size_t o = 0; o < k; ++o) {
                double &score = scores[o * tile_rows + r];
                score = std::exp(score - log_sum) - (int(o) == truth ? 1.0 : 0.0);
                part.gradient[k * width + o] += score;
            }
        }
        for (std::size_t o = 0; o < k; ++o) {
            for (std::size_t r = count; r < tile_rows; ++r)
                scores[o * tile_rows + r] = 0;
            add_four_rows(part.gradient.data() + o * width, tile.data(), &scores[o * tile_rows],
                          width);
        }
    }
}

tl::unexpected<Error> wrong(Message happened)
{
    return failure(ErrorCode::invalid_argument, std::move(happened),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was fitted.")),
                   message(QT_TRANSLATE_NOOP("Message", "Check the labels and the features.")));
}

} // namespace

Result<LogisticFit> fit_logistic(const LogisticProblem &problem, std::stop_token stop,
                                 const LogisticFit *start)
{
    if (!problem.features || problem.classes.size() != problem.features->rows)
        return wrong(message(QT_TRANSLATE_NOOP(
            "Message", "A classifier was given another number of labels than of features.")));
    if (!(problem.c > 0) || problem.class_count < 2)
        return wrong(message(
            QT_TRANSLATE_NOOP("Message", "A classifier needs two classes and C above 0.")));
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < problem.classes.size(); ++i) {
        if (problem.classes[i] >= problem.class_count)
            return wrong(message(QT_TRANSLATE_NOOP("Message", "Row %1 has an unknown class."),
                                 {std::to_string(i)}));
        if (problem.classes[i] >= 0)
            rows.push_back(i);
    }
    if (rows.empty())
        return wrong(message(QT_TRANSLATE_NOOP("Message", "No exam has a label to learn from.")));
    for (const float value : problem.features->values) {
        if (!std::isfinite(value))
            return failure(ErrorCode::not_finite,
                           message(QT_TRANSLATE_NOOP("Message", "A feature is not a number.")),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was fitted.")),
                           message(QT_TRANSLATE_NOOP(
                               "Message", "Check the checkpoint that made the features.")));
    }

    const int outputs = problem.class_count == 2 ? 1 : problem.class_count;
    const std::size_t width = problem.features->columns;
    const std::size_t weight_count = std::size_t(outputs) * width;
    const double scale = 1.0 / double(rows.size());
    const double penalty = scale / problem.c;

    // Starting threads costs some 20 microseconds; only real work is shared.
    const double work = double(rows.size()) * double(weight_count);
    const auto parts_wanted =
        work < 1e6 ? std::size_t(1) : std::size_t(std::max(1, problem.threads));
    std::vector<Part> parts(std::min(parts_wanted, rows.size()));
    const auto function = [&](const std::vector<double> &point, std::vector<double> &gradient) {
        const auto run = [&](std::size_t p) {
            evaluate_rows(problem, rows, rows.size() * p / parts.size(),
                          rows.size() * (p + 1) / parts.size(), outputs, point, parts[p]);
        };
        {
            std::vector<std::jthread> helpers;
            for (std::size_t p = 1; p < parts.size(); ++p)
                helpers.emplace_back([&run, p] { run(p); });
            run(0);
        }
        double value = 0;
        std::fill(gradient.begin(), gradient.end(), 0.0);
        for (const Part &part : parts) {
            value += part.loss;
            for (std::size_t i = 0; i < gradient.size(); ++i)
                gradient[i] += part.gradient[i];
        }
        value *= scale;
        for (std::size_t i = 0; i < gradient.size(); ++i) {
            gradient[i] *= scale;
            if (i < weight_count) {
                value += 0.5 * penalty * point[i] * point[i];
                gradient[i] += penalty * point[i];
            }
        }
        return value;
    };

    std::vector<double> point(weight_count + std::size_t(outputs), 0.0);
    if (start && start->outputs == outputs && std::size_t(start->width) == width) {
        std::copy(start->weights.begin(), start->weights.end(), point.begin());
        std::copy(start->bias.begin(), start->bias.end(),
                  point.begin() + std::ptrdiff_t(weight_count));
    }
    LbfgsOptions options;
    options.maximum_iterations = problem.maximum_iterations;
    options.tolerance = problem.tolerance;
    LbfgsOutcome outcome = minimise(function, std::move(point), options, stop);
    if (outcome.cancelled)
        return cancelled();

    LogisticFit fit;
    fit.outputs = outputs;
    fit.width = int(width);
    fit.weights.assign(outcome.point.begin(), outcome.point.begin() + std::ptrdiff_t(weight_count));
    fit.bias.assign(outcome.point.begin() + std::ptrdiff_t(weight_count), outcome.point.end());
    fit.iterations = outcome.iterations;
    fit.converged = outcome.converged;
    return fit;
}

Matrix logistic_probabilities(const LogisticFit &fit, const Matrix &features)
{
    Matrix out(features.rows, std::size_t(fit.outputs));
    const auto width = std::size_t(fit.width);
    std::vector<double> scores(std::size_t(fit.outputs));
    for (std::size_t i = 0; i < features.rows; ++i) {
        const auto row = features.row(i);
        double most = -INFINITY;
        for (std::size_t o = 0; o < scores.size(); ++o) {
            double sum = fit.bias[o];
            for (std::size_t d = 0; d < width; ++d)
                sum += fit.weights[o * width + d] * double(row[d]);
            scores[o] = sum;
            most = std::max(most, sum);
        }
        if (fit.outputs == 1) {
            out.row(i)[0] = float(1.0 / (1.0 + std::exp(-scores[0])));
            continue;
        }
        double sum = 0;
        for (const double score : scores)
            sum += std::exp(score - most);
        for (std::size_t o = 0; o < scores.size(); ++o)
            out.row(i)[o] = float(std::exp(scores[o] - most) / sum);
    }
    return out;
}

} // namespace retclip
