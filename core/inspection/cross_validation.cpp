// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/cross_validation.h"

#include "core/inspection/evaluation_material.h"
#include "core/study/folds.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace retclip {

namespace {

tl::unexpected<Error> cannotFold(Message happened, Message toDo)
{
    return failure(ErrorCode::invalid_argument, std::move(happened),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")), std::move(toDo));
}

/// The splits of one fold, an exam each.
Result<std::map<ExamId, Split>> splitsOfFold(const Manifest &manifest, RunConfig config, int fold)
{
    config.fold = fold;
    RETCLIP_TRY(const Manifest folded, withFolds(manifest, config, TestSplit::isDealt));
    std::map<ExamId, Split> splits;
    for (const ManifestItem &item : folded.items)
        splits[item.exam] = item.split;
    return splits;
}

/// Learned from and judged in one fit.
ProbeRequest requestOf(const EvaluationMaterial &material, const std::vector<std::size_t> &training,
                       const std::vector<std::size_t> &test, std::int64_t seed, double strength)
{
    ProbeRequest request;
    request.training = material.rawFeatures(training);
    request.training_targets = material.targetsOf(training);
    request.validation = material.rawFeatures({});
    request.test = material.rawFeatures(test);
    request.test_targets = material.targetsOf(test);
    request.kind = material.target.kind;
    request.classes = int(material.columns());
    request.seed = seed;
    request.l2_candidates = {strength};
    return request;
}

/// Mean of -log(probability of what is labelled).
double logLoss(const Matrix &scores, const std::vector<Targets> &targets, LabelKind kind)
{
    const bool single = kind == LabelKind::multiclass || kind == LabelKind::ordinal;
    double sum = 0;
    std::size_t count = 0;
    const auto add = [&](double probability) {
        sum -= std::log(std::max(probability, 1e-7));
        ++count;
    };
    for (std::size_t i = 0; i < scores.rows; ++i) {
        if (single && targets[i][0] >= 0)
            add(scores.row(i)[std::size_t(targets[i][0])]);
        for (std::size_t k = 0; !single && k < targets[i].size(); ++k)
            if (targets[i][k] >= 0)
                add(targets[i][k] == 1 ? scores.row(i)[k] : 1.0 - scores.row(i)[k]);
    }
    return count ? sum / double(count) : 0.0;
}

/// Probabilities are what is asked for, so the strength is the one whose probabilities are best (least log
/// loss), not whose order is. Chosen once, where the second fold judges.
Result<double> chosenStrength(const EvaluationMaterial &material, ModelBackend &backend,
                              std::int64_t seed, std::stop_token stop)
{
    const auto training = material.ofSplit(Split::training);
    const auto validation = material.ofSplit(Split::validation);
    double best = 1.0, least = std::numeric_limits<double>::infinity();
    if (training.empty() || validation.empty())
        return best;
    for (const double strength : probeStrengths()) {
        RETCLIP_TRY(const ProbeResult probe,
                    backend.fit_probe(requestOf(material, training, validation, seed, strength), stop));
        const double loss = logLoss(probe.test_scores, material.targetsOf(validation), material.target.kind);
        if (loss < least) {
            least = loss;
            best = strength;
        }
    }
    return best;
}

} // namespace

Result<std::vector<PredictionRow>>
crossValidatedPredictions(const Study &study, const RunRow &run, ModelBackend &backend,
                          const CrossValidationOrder &order, const ProgressCallback &progress,
                          std::stop_token stop)
{
    if (order.folds < 2)
        return cannotFold(message(QT_TRANSLATE_NOOP("Message", "Cross-validation needs 2 folds or more.")),
                          message(QT_TRANSLATE_NOOP("Message", "Take 5.")));
    if (order.labelSet.isEmpty())
        return cannotFold(message(QT_TRANSLATE_NOOP("Message", "No label set was named.")),
                          message(QT_TRANSLATE_NOOP("Message", "Choose another label set or dataset.")));
    EvaluationMaterial material;
    RETCLIP_TRY(material.config, runConfigOf(run));
    RETCLIP_TRY(const Manifest manifest, study.manifest(order.dataset, order.labelSet, order.seed));
    RETCLIP_CHECK(material.take(manifest, study, run, backend, order.perEye, progress, stop));
    if (material.cases.empty())
        return cannotFold(message(QT_TRANSLATE_NOOP("Message",
                              "No exam with photographs that can be read is labelled in \"%1\"."),
                                  {order.labelSet.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Choose another label set or dataset.")));

    RunConfig folding = material.config;
    folding.folds = order.folds;
    folding.seed = order.seed;
    std::vector<PredictionRow> predictions;
    ProgressReporter reporter(progress, order.folds,
                              message(QT_TRANSLATE_NOOP("Message", "Cross-validating the labels")));
    double strength = 1.0;
    for (int fold = 1; fold <= order.folds; ++fold) {
        RETCLIP_TRY(const auto splits, splitsOfFold(manifest, folding, fold));
        for (JudgedCase &one : material.cases)
            one.split = splits.at(one.exam);
        if (fold == 1) {
            RETCLIP_TRY(strength, chosenStrength(material, backend, order.seed, stop));
        }
        for (JudgedCase &one : material.cases)
            if (one.split == Split::validation)
                one.split = Split::training;
        const auto training = material.ofSplit(Split::training);
        const auto test = material.ofSplit(Split::test);
        if (!training.empty() && !test.empty()) {
            RETCLIP_TRY(const ProbeResult probe,
                        backend.fit_probe(requestOf(material, training, test, order.seed, strength), stop));
            material.predict(predictions, test, probe.test_scores, run.id, order.labelSet);
        }
        reporter.advance_to(fold);
    }
    if (stop.stop_requested())
        return cancelled();
    reporter.finish();
    return predictions;
}

} // namespace retclip
