// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/probe_task.h"

#include "core/base/files.h"
#include "ml/compatibility.h"
#include "ml/training/contrastive_step.h"
#include "ml/training/linear_probe.h"
#include "ml/training/probe_fit.h"

#include <nlohmann/json.hpp>

#include <ATen/Parallel.h>

namespace retclip {
namespace {

struct Part
{
    Judged judged;
    Matrix features;
    std::vector<Targets> targets;
};

Result<Part> part_of(const RunRoom &room, const std::vector<std::int64_t> &items, Split split,
                     bool only_known, std::stop_token stop)
{
    torch::NoGradGuard no_gradients;
    RetClip network = room.network;
    network->eval();
    Part part;
    part.judged.split = split;
    part.features.columns = std::size_t(feature_width(room.config));
    RETCLIP_CHECK(each_batch(room, items, std::min(room.config.batch_size, 64), stop,
                             [&](const LoadedBatch &batch) -> Result<void> {
        const auto rows = labelled_rows(room, batch, !only_known);
        if (rows.empty())
            return {};
        const AutocastGuard autocast(room.device.type(), room.precision);
        const auto [left, right] = encode_eyes(network, to_device(batch, room.device), 0);
        const torch::Tensor features =
            features_of(room.config, batch, rows, left, right).to(torch::kCPU).contiguous();
        const float *from = features.data_ptr<float>();
        part.features.values.insert(part.features.values.end(), from, from + features.numel());
        part.features.rows += rows.size();
        for (const LabelledRow &row : rows) {
            part.judged.rows.push_back(row);
            part.targets.push_back(row.targets);
        }
        return {};
    }));
    return part;
}

} // namespace

Result<std::map<std::string, double>>
run_probe_task(const RunRoom &room, const std::filesystem::path &folder, std::stop_token stop)
{
    const TargetDescription &target = room.data.manifest.target;
    if (target.classes.empty())
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "The run has no label set to learn.")),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was trained.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose a label set in the form (label_set).")));
    RETCLIP_TRY(Part training, part_of(room, room.data.training, Split::training, true, stop));
    RETCLIP_TRY(Part validation, part_of(room, room.data.validation, Split::validation, true, stop));
    RETCLIP_TRY(Part test, part_of(room, room.data.test, Split::test, true, stop));

    ProbeRequest request;
    request.kind = target.kind;
    request.classes = int(target.classes.size());
    request.solver = room.config.probe_solver == "adamw" ? "adamw" : "logistic";
    request.l2_candidates = {room.config.probe_l2};
    request.selection_metric = room.config.selection_metric;
    request.seed = room.config.seed;
    request.epochs = room.config.epochs;
    request.batch = room.config.batch_size;
    request.learning_rate = room.config.learning_rate;
    request.training_targets = training.targets;
    request.validation_targets = validation.targets;
    request.test_targets = test.targets;
    request.training = training.features;
    request.validation = validation.features;
    request.test = test.features;
    RETCLIP_TRY(const ProbeResult result, fit_probe(request, at::get_num_threads(), stop));

    validation.judged.scores = result.validation_scores;
    test.judged.scores = result.test_scores;
    LinearProbe probe;
    probe.outputs = int(result.weights.rows);
    probe.width = int(result.weights.columns);
    probe.weights = result.weights.values;
    probe.bias = result.bias;
    const bool softmax = probe.outputs > 1
        && (target.kind == LabelKind::multiclass || target.kind == LabelKind::ordinal);
    training.judged.scores = probe.probabilities(
        training.features, softmax ? LinearProbe::Loss::softmax : LinearProbe::Loss::sigmoid);
    if (!softmax && outputs_of(target) == 2 && training.judged.scores.columns == 1) {
        Matrix both(training.judged.scores.rows, 2);
        for (std::size_t i = 0; i < both.rows; ++i) {
            both.row(i)[1] = training.judged.scores.row(i)[0];
            both.row(i)[0] = 1 - both.row(i)[1];
        }
        training.judged.scores = std::move(both);
    }

    std::map<std::string, double> metrics;
    nlohmann::json json{{"task", "probe"},
                        {"solver", request.solver},
                        {"chosen_on", "validation"},
                        {"selection_metric", request.selection_metric}};
    std::vector<Judged> splits;
    for (Judged *judged : {&training.judged, &validation.judged, &test.judged}) {
        if (judged->rows.empty())
            continue;
        RETCLIP_TRY(const auto found, classification_metrics(room, *judged, stop));
        json[word(judged->split)] = found;
        for (const auto &[name, value] : found)
            metrics[std::string(word(judged->split)) + "." + name] = value;
        splits.push_back(*judged);
    }
    if (request.solver == "adamw") {
        metrics["chosen_epoch"] = result.chosen_epoch;
        json["chosen_epoch"] = result.chosen_epoch;
        json["best_on_test"] = {{"epoch", result.best_test_epoch},
                                {request.selection_metric, result.best_test_metric}};
        metrics["best_on_test"] = result.best_test_metric;
    } else {
        metrics["chosen_l2"] = result.chosen_l2;
        json["chosen_l2"] = result.chosen_l2;
    }
    json["metrics"] = metrics;
    RETCLIP_CHECK(write_predictions(room, splits, folder / "predictions.csv"));
    RETCLIP_CHECK(write_file_atomically(folder / "metrics.json", json.dump(2) + "\n"));
    return metrics;
}

} // namespace retclip
