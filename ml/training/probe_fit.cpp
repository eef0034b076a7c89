// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/probe_fit.h"

#include "core/statistics/classification.h"
#include "ml/training/linear_probe.h"
#include "ml/training/logistic_regression.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace retclip {
namespace {

bool excludes(LabelKind kind)
{
    return kind == LabelKind::multiclass || kind == LabelKind::ordinal;
}

Result<double> metric_of(const ProbeRequest &request, const Matrix &scores,
                         const std::vector<Targets> &targets, std::stop_token stop)
{
    if (targets.empty())
        return 0.0;
    ClassificationInput input;
    input.kind = request.kind;
    for (int c = 0; c < request.classes; ++c)
        input.classes.push_back("c" + std::to_string(c));
    input.targets = targets;
    input.scores = decltype(input.scores)(scores.rows, scores.columns);
    std::copy(scores.values.begin(), scores.values.end(), input.scores.values.begin());
    RETCLIP_TRY(const ClassificationReport report, classification_report(input, {}, stop));
    const Metric *metric = report.find(request.selection_metric);
    // Undefined (one class only) is no better than nothing.
    return metric && metric->value.value ? *metric->value.value : -1.0;
}

// The outputs of one C: multinomial at once, or one regression a label side by side.
Result<std::vector<LogisticFit>> fits_of(const ProbeRequest &request, double c, int threads,
                                         std::stop_token stop,
                                         const std::vector<LogisticFit> *start)
{
    LogisticProblem problem;
    problem.features = &request.training;
    problem.c = c;
    const bool together = excludes(request.kind) && request.classes > 2;
    const int regressions = together || excludes(request.kind) ? 1 : std::max(1, request.classes);
    std::vector<std::optional<Result<LogisticFit>>> found{std::size_t(regressions)};
    const auto fit_one = [&](int index, int own_threads) {
        LogisticProblem own = problem;
        own.threads = own_threads;
        own.class_count = together ? request.classes : 2;
        for (const Targets &targets : request.training_targets)
            own.classes.push_back(std::size_t(index) < targets.size() ? targets[std::size_t(index)]
                                                                      : -1);
        found[std::size_t(index)] =
            fit_logistic(own, stop, start ? &(*start)[std::size_t(index)] : nullptr);
    };
    if (regressions == 1) {
        fit_one(0, threads);
    } else {
        std::atomic<int> next{0};
        const auto work = [&] {
            for (int index = next++; index < regressions; index = next++)
                fit_one(index, 1);
        };
        std::vector<std::jthread> helpers;
        for (int i = 1; i < std::min(threads, regressions); ++i)
            helpers.emplace_back(work);
        work();
    }
    std::vector<LogisticFit> fits;
    for (auto &fit : found) {
        if (!*fit)
            return failure(std::move(fit->error()));
        fits.push_back(std::move(**fit));
    }
    return fits;
}

Matrix scores_of(const ProbeRequest &request, const std::vector<LogisticFit> &fits,
                 const Matrix &features)
{
    if (fits.size() == 1) {
        Matrix scores = logistic_probabilities(fits[0], features);
        if (!excludes(request.kind) || scores.columns > 1)
            return scores;
        Matrix both(scores.rows, 2); // Two classes that exclude each other.
        for (std::size_t i = 0; i < scores.rows; ++i) {
            both.row(i)[1] = scores.row(i)[0];
            both.row(i)[0] = 1 - scores.row(i)[0];
        }
        return both;
    }
    Matrix scores(features.rows, fits.size());
    for (std::size_t c = 0; c < fits.size(); ++c) {
        const Matrix column = logistic_probabilities(fits[c], features);
        for (std::size_t i = 0; i < features.rows; ++i)
            scores.row(i)[c] = column.row(i)[0];
    }
    return scores;
}

Result<ProbeResult> fit_by_logistic(const ProbeRequest &request, int threads, std::stop_token stop)
{
    ProbeResult best;
    double best_metric = -2;
    std::vector<LogisticFit> previous;
    std::vector<double> candidates = request.l2_candidates;
    if (candidates.empty())
        candidates.push_back(1.0);
    std::sort(candidates.begin(), candidates.end());
    for (const double c : candidates) {
        RETCLIP_TRY(auto fits,
                    fits_of(request, c, threads, stop, previous.empty() ? nullptr : &previous));
        Matrix validation = scores_of(request, fits, request.validation);
        RETCLIP_TRY(const double metric,
                    metric_of(request, validation, request.validation_targets, stop));
        if (metric > best_metric) {
            best_metric = metric;
            best.chosen_l2 = c;
            best.validation_scores = std::move(validation);
            best.test_scores = scores_of(request, fits, request.test);
            std::size_t outputs = 0;
            for (const LogisticFit &fit : fits)
                outputs += std::size_t(fit.outputs);
            best.weights = Matrix(outputs, request.training.columns);
            best.weights.values.clear();
            best.bias.clear();
            for (const LogisticFit &fit : fits) {
                best.weights.values.insert(best.weights.values.end(), fit.weights.begin(),
                                           fit.weights.end());
                best.bias.insert(best.bias.end(), fit.bias.begin(), fit.bias.end());
            }
        }
        previous = std::move(fits);
    }
    return best;
}

Result<ProbeResult> fit_by_adamw(const ProbeRequest &request, std::stop_token stop)
{
    const bool softmax = excludes(request.kind);
    const auto loss = softmax ? LinearProbe::Loss::softmax : LinearProbe::Loss::sigmoid;
    const int outputs = softmax ? std::max(2, request.classes) : std::max(1, request.classes);
    Matrix targets(request.training.rows, std::size_t(outputs));
    for (std::size_t i = 0; i < targets.rows; ++i) {
        const Targets &truth = request.training_targets[i];
        for (std::size_t c = 0; c < targets.columns; ++c) {
            if (softmax)
                targets.row(i)[c] = truth.empty() || truth[0] < 0 ? -1.0f
                                                                  : float(truth[0] == int(c));
            else
                targets.row(i)[c] = c < truth.size() ? float(truth[c]) : -1.0f;
        }
    }
    LinearProbeTraining training;
    training.features = &request.training;
    training.targets = &targets;
    training.loss = loss;
    training.batch = request.batch;
    training.epochs = request.epochs;
    training.learning_rate = request.learning_rate;
    training.seed = request.seed;
    LinearProbe probe = LinearProbe::fresh(outputs, int(request.training.columns), request.seed);

    ProbeResult best;
    best.best_test_metric = -2;
    double best_metric = -2;
    std::optional<Error> problem;
    const bool whole = train_linear_probe(
        probe, training,
        [&](int epoch, const LinearProbe &now, double) {
            if (problem)
                return;
            Matrix validation = now.probabilities(request.validation, loss);
            Matrix test = now.probabilities(request.test, loss);
            auto metric = metric_of(request, validation, request.validation_targets, stop);
            auto test_metric = metric_of(request, test, request.test_targets, stop);
            if (!metric || !test_metric) {
                problem = metric ? test_metric.error() : metric.error();
                return;
            }
            if (*test_metric > best.best_test_metric) {
                best.best_test_metric = *test_metric;
                best.best_test_epoch = epoch;
            }
            // Without a validation split the last epoch is taken.
            if (*metric > best_metric || request.validation_targets.empty()) {
                best_metric = *metric;
                best.chosen_epoch = epoch;
                best.validation_scores = std::move(validation);
                best.test_scores = std::move(test);
                best.weights = Matrix(std::size_t(outputs), request.training.columns);
                best.weights.values = now.weights;
                best.bias = now.bias;
            }
        },
        stop);
    if (problem)
        return failure(std::move(*problem));
    if (!whole)
        return cancelled();
    return best;
}

} // namespace

Result<ProbeResult> fit_probe(const ProbeRequest &request, int threads, std::stop_token stop)
{
    const auto fits = [](const Matrix &features, const std::vector<Targets> &targets) {
        return features.rows == targets.size();
    };
    const std::size_t width = request.training.columns;
    const auto wide = [&](const Matrix &m) { return m.rows == 0 || m.columns == width; };
    if (request.training.rows == 0 || !fits(request.training, request.training_targets)
        || !fits(request.validation, request.validation_targets)
        || !fits(request.test, request.test_targets) || !wide(request.validation)
        || !wide(request.test))
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP(
                "Message", "The classifier's features and labels do not fit each other.")),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was fitted.")),
            message(QT_TRANSLATE_NOOP("Message",
                                      "Choose a dataset whose training split has labels.")));
    return request.solver == "adamw" ? fit_by_adamw(request, stop)
                                     : fit_by_logistic(request, threads, stop);
}

} // namespace retclip
