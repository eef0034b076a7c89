// SPDX-License-Identifier: GPL-3.0-or-later
// Schedule, sampler, probes.
#include "core/statistics/classification.h"
#include "ml/training/linear_probe.h"
#include "ml/training/logistic_regression.h"
#include "ml/training/sampler.h"
#include "ml/training/schedule.h"
#include "ml/verify/references.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace retclip {

namespace {

Matrix matrix_of(const Array &array)
{
    if (array.shape.size() != 2 || array.type != ElementType::float32)
        throw std::runtime_error("a matrix of float32 is needed");
    Matrix matrix(std::size_t(array.shape[0]), std::size_t(array.shape[1]));
    const auto values = array.as<float>();
    std::copy(values.begin(), values.end(), matrix.values.begin());
    return matrix;
}

/// Macro AUROC of probabilities against 0/1 targets or class numbers.
std::optional<double> macro_metric(const Matrix &scores, const std::vector<Targets> &targets,
                                   LabelKind kind, const char *metric)
{
    ClassificationInput input;
    input.kind = kind;
    input.targets = targets;
    input.scores = scores;
    for (std::size_t at = 0; at < std::max<std::size_t>(scores.columns, 1); ++at)
        input.classes.push_back(std::to_string(at));
    const auto report = classification_report(input, {});
    if (!report)
        throw std::runtime_error(report.error().english());
    const Metric *found = report->find(metric);
    return found ? found->value.value : std::nullopt;
}

void verify_schedule_rates(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "lr_schedule.json");
    const double tolerance = field_of(cases, "tolerance_rel").get<double>();
    int index = 0;
    for (const auto &entry : field_of(cases, "cases")) {
        Schedule schedule;
        schedule.base = field_of(entry, "base_lr").get<double>();
        schedule.warmup_steps = field_of(entry, "warmup").get<std::int64_t>();
        schedule.total_steps = field_of(entry, "total").get<std::int64_t>();
        double worst = 0;
        for (std::size_t at = 0; at < field_of(entry, "steps").size(); ++at) {
            const double wanted = field_of(entry, "lr")[at].get<double>();
            const double got = schedule.rate(field_of(entry, "steps")[at].get<std::int64_t>());
            // Where the cosine ends at 0, half a rounding of the base is all there is.
            const double scale = std::max(std::abs(wanted), 1e-6 * schedule.base);
            worst = std::max(worst, std::abs(got - wanted) / scale);
        }
        references.report("learning rate " + std::to_string(++index) + ": "
                              + entry.value("note", std::string()),
                          worst, tolerance);
    }
}

void verify_sampler(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "sampler.json");
    int index = 0;
    for (const auto &entry : field_of(cases, "cases")) {
        SamplerOptions options;
        options.items = field_of(entry, "patients").get<std::int64_t>();
        options.batch = field_of(entry, "batch_per_rank").get<std::int64_t>();
        options.world = field_of(entry, "world").get<std::int64_t>();
        options.seed = field_of(entry, "seed").get<std::int64_t>();
        const auto epoch = field_of(entry, "epoch").get<std::int64_t>();
        const auto padded = field_of(entry, "padded_length").get<std::int64_t>();
        std::vector<std::int64_t> seen(std::size_t(options.items), 0);
        std::int64_t length = 0;
        bool same_order = true, repeatable = true;
        for (options.rank = 0; options.rank < options.world; ++options.rank) {
            const auto order = epoch_order(options, epoch);
            repeatable = repeatable && order == epoch_order(options, epoch);
            length += std::int64_t(order.size());
            for (const std::int64_t item : order)
                ++seen.at(std::size_t(item));
            same_order = same_order
                         && order == field_of(entry, "order_of_each_rank")[std::size_t(options.rank)]
                                         .get<std::vector<std::int64_t>>();
        }
        const bool all_seen = std::all_of(seen.begin(), seen.end(),
                                          [](std::int64_t count) { return count > 0; });
        const bool counts = batches_per_epoch(options) == field_of(entry, "batches_per_rank").get<std::int64_t>()
                            && length == padded;
        const std::string name = "sampler " + std::to_string(++index);
        references.report_exact(name, counts && all_seen && repeatable,
                                !counts     ? "the padded length differs"
                                : !all_seen ? "a patient does not occur"
                                            : "it is not repeatable");
        references.report_exact(name + " order", same_order, "the order differs");
    }
}

/// How far the share of right classes is from the reference, and how far it may be: a row whose two
/// first probabilities are nearer than both fits may differ counts either way.
std::pair<double, double> accuracy_difference(const Matrix &got, std::span<const std::int64_t> labels,
                                              double wanted, double probability_tolerance)
{
    double right = 0, open = 0;
    for (std::size_t row = 0; row < got.rows; ++row) {
        std::vector<double> values(got.row(row).begin(), got.row(row).end());
        if (values.size() == 1)
            values.insert(values.begin(), 1 - values[0]);
        const auto best = std::max_element(values.begin(), values.end());
        right += best - values.begin() == labels[row];
        std::nth_element(values.begin(), values.begin() + 1, values.end(), std::greater<>());
        open += values[0] - values[1] <= 2 * probability_tolerance;
    }
    const auto rows = static_cast<double>(std::max<std::size_t>(got.rows, 1));
    return {std::abs(right / rows - wanted), open / rows + 1e-9};
}

void verify_logistic(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "logistic.json");
    for (const auto &entry : field_of(cases, "cases")) {
        const auto file = field_of(entry, "file").get<std::string>();
        const Arrays arrays = arrays_at(references.folder() / file);
        const Matrix train = matrix_of(array_named(arrays, "train_x"));
        const Matrix test = matrix_of(array_named(arrays, "test_x"));
        LogisticProblem problem;
        problem.features = &train;
        problem.class_count = field_of(entry, "classes").get<int>();
        problem.c = field_of(entry, "C").get<double>();
        for (const std::int64_t label : array_named(arrays, "train_y").as<std::int64_t>())
            problem.classes.push_back(int(label));
        const auto fit = fit_logistic(problem);
        if (!fit) {
            references.report_failure(file, fit.error().english());
            continue;
        }
        const Matrix got = logistic_probabilities(*fit, test);
        const auto wanted = array_named(arrays, "probabilities").as<float>();
        const std::size_t classes = std::size_t(problem.class_count);
        double worst = 0;
        for (std::size_t row = 0; row < test.rows; ++row)
            for (std::size_t at = 0; at < classes; ++at) {
                const float value = got.columns == classes ? got.row(row)[at]
                                    : at == 1              ? got.row(row)[0]
                                                           : 1 - got.row(row)[0];
                worst = std::max(worst, double(std::abs(value - wanted[row * classes + at])));
            }
        std::string sizes;
        for (const auto &[key, here] :
             {std::pair{"width", train.columns}, {"train", train.rows}, {"test", test.rows}})
            if (entry.contains(key) && entry[key] != here)
                sizes += std::string(sizes.empty() ? "" : ", ") + key + " is " + std::to_string(here);
        const double probability_tolerance =
            field_of(field_of(entry, "tolerance"), "probabilities_abs").get<double>();
        // How many steps a solver takes is its own; both end at the one optimum.
        if (sizes.empty() && entry.contains("iterations"))
            references.report(file + " probabilities", worst, probability_tolerance,
                              "not compared: iterations, which are each solver's own");
        else
            references.report(file + " probabilities", sizes.empty() ? worst : INFINITY,
                              probability_tolerance, sizes);
        if (entry.contains("accuracy")) {
            const auto [difference, allowed] =
                accuracy_difference(got, array_named(arrays, "test_y").as<std::int64_t>(),
                                    entry["accuracy"].get<double>(), probability_tolerance);
            references.report(file + " accuracy", difference, allowed);
        }
        const bool binary = problem.class_count == 2;
        std::vector<Targets> targets;
        for (const std::int64_t label : array_named(arrays, "test_y").as<std::int64_t>()) {
            targets.push_back({int(label)});
        }
        const auto auroc = macro_metric(
            got, targets, binary ? LabelKind::binary : LabelKind::multiclass, "auroc");
        references.report(file + " AUROC",
                          auroc ? std::abs(*auroc - field_of(entry, "auroc").get<double>()) : 1.0,
                          field_of(field_of(entry, "tolerance"), "auroc_abs").get<double>());
    }
}

void verify_linear_probe(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "torch_probe.json");
    for (const auto &entry : field_of(cases, "cases")) {
        const auto file = field_of(entry, "file").get<std::string>();
        const Arrays arrays = arrays_at(references.folder() / file);
        const Matrix train_x = matrix_of(array_named(arrays, "train_x"));
        const Matrix train_y = matrix_of(array_named(arrays, "train_y"));
        const Matrix valid_x = matrix_of(array_named(arrays, "valid_x"));
        const Matrix valid_y = matrix_of(array_named(arrays, "valid_y"));
        const auto start = array_named(arrays, "weight_start").as<float>();
        const auto start_bias = array_named(arrays, "bias_start").as<float>();
        LinearProbe probe;
        probe.outputs = field_of(entry, "labels").get<int>();
        probe.width = field_of(entry, "width").get<int>();
        probe.weights.assign(start.begin(), start.end());
        probe.bias.assign(start_bias.begin(), start_bias.end());
        LinearProbeTraining training;
        training.features = &train_x;
        training.targets = &train_y;
        training.batch = field_of(entry, "batch").get<int>();
        training.epochs = field_of(entry, "epochs").get<int>();
        training.learning_rate = field_of(entry, "lr").get<double>();
        const auto order = array_named(arrays, "order").as<std::int64_t>();
        const std::size_t rows = train_x.rows;
        for (int epoch = 0; epoch < training.epochs; ++epoch)
            training.orders.emplace_back(order.begin() + std::ptrdiff_t(std::size_t(epoch) * rows),
                                         order.begin()
                                             + std::ptrdiff_t(std::size_t(epoch + 1) * rows));
        std::vector<Targets> targets;
        for (std::size_t row = 0; row < valid_y.rows; ++row) {
            Targets target;
            for (const float value : valid_y.row(row))
                target.push_back(int(value));
            targets.push_back(std::move(target));
        }
        double worst_loss = 0, worst_metric = 0, best = -INFINITY;
        int best_epoch = 0;
        std::string detail;
        if (field_of(entry, "log").size() != std::size_t(training.epochs))
            throw std::runtime_error("the log of " + file + " has not one line an epoch");
        const bool finished = train_linear_probe(
            probe, training, [&](int epoch, const LinearProbe &state, double loss) {
                const auto &line = field_of(entry, "log")[std::size_t(epoch - 1)];
                if (line.value("epoch", epoch) != epoch) {
                    worst_metric = 1;
                    detail = "line " + std::to_string(epoch) + " is of another epoch";
                }
                double sum = 0;
                worst_loss = std::max(worst_loss,
                                      std::abs(loss - field_of(line, "last_batch_loss").get<double>()));
                const Matrix scores =
                    state.probabilities(valid_x, LinearProbe::Loss::sigmoid);
                for (const auto &[metric, key] :
                     {std::pair{"auroc", "auroc_macro"},
                      std::pair{"average_precision", "average_precision_macro"}}) {
                    const auto value = macro_metric(scores, targets, LabelKind::multilabel, metric);
                    sum += value.value_or(-INFINITY);
                    if (field_of(line, key).is_null() != !value)
                        worst_metric = 1;
                    else if (value)
                        worst_metric =
                            std::max(worst_metric, std::abs(*value - field_of(line, key).get<double>()));
                }
                if (sum > best) {
                    best = sum;
                    best_epoch = epoch;
                }
            });
        if (!finished)
            return;
        if (entry.value("best_epoch_on_validation_by_auroc_plus_map", best_epoch) != best_epoch) {
            worst_metric = 1;
            detail = "the best epoch on validation is " + std::to_string(best_epoch);
        }
        const auto &tolerance = field_of(entry, "tolerance");
        references.report(file + " losses", worst_loss, field_of(tolerance, "loss_abs").get<double>());
        references.report(file + " metrics", worst_metric,
                          field_of(tolerance, "auroc_abs").get<double>(), detail);
        references.report(
            file + " weights",
            std::max(largest_difference(probe.weights, array_named(arrays, "weight_end").as<float>()),
                     largest_difference(probe.bias, array_named(arrays, "bias_end").as<float>())),
            field_of(tolerance, "weights_abs").get<double>());
    }
}

} // namespace

void verify_schedule(References &references)
{
    if (std::filesystem::exists(references.folder() / "lr_schedule.json"))
        verify_schedule_rates(references);
    if (std::filesystem::exists(references.folder() / "sampler.json"))
        verify_sampler(references);
}

void verify_probe(References &references)
{
    if (std::filesystem::exists(references.folder() / "logistic.json"))
        verify_logistic(references);
    if (std::filesystem::exists(references.folder() / "torch_probe.json"))
        verify_linear_probe(references);
}

} // namespace retclip
