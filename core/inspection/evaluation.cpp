// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/inspection.h"

#include "core/base/files.h"
#include "core/inspection/evaluation_files.h"
#include "core/inspection/evaluation_material.h"
#include "core/inspection/other_predictions.h"
#include "core/inspection/own_predictions.h"
#include "core/inspection/prompts.h"
#include "core/inspection/zero_shot.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace retclip {

namespace {

tl::unexpected<Error> nothingToJudge(Message happened)
{
    return failure(ErrorCode::invalid_argument, std::move(happened),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was evaluated.")),
                   message(QT_TRANSLATE_NOOP("Message", "Choose another label set or dataset.")));
}

/// What the run learned from stays training: with its own split, or where the dataset is another
/// one, as that dataset says.
Result<EvaluationMaterial> collect(const Study &study, const RunRow &run, ModelBackend &backend,
                         const EvaluationOrder &order, const ProgressCallback &progress,
                         std::stop_token stop)
{
    EvaluationMaterial material;
    RETCLIP_TRY(material.config, runConfigOf(run));
    const QString labelSet = order.labelSet.isEmpty()
                                 ? QString::fromStdString(material.config.label_set)
                                 : order.labelSet;
    if (labelSet.isEmpty())
        return nothingToJudge(message(QT_TRANSLATE_NOOP("Message", "No label set was named.")));
    RETCLIP_TRY(Manifest manifest, study.manifest(order.dataset, labelSet, material.config.seed));
    if (order.dataset.isEmpty()) {
        RETCLIP_TRY(const Manifest own,
                    read_manifest(path_from_utf8((run.folder + QStringLiteral("/manifest.jsonl"))
                                                     .toStdString())));
        std::map<ExamId, Split> splits;
        for (const ManifestItem &item : own.items)
            splits[item.exam] = item.split;
        std::erase_if(manifest.items,
                      [&](const ManifestItem &item) { return !splits.contains(item.exam); });
        for (ManifestItem &item : manifest.items)
            item.split = splits[item.exam];
    }

    RETCLIP_CHECK(material.take(manifest, study, run, backend, order.perEye, progress, stop));
    return material;
}

Result<ClassificationReport> judge(const EvaluationMaterial &material,
                                   const std::vector<std::size_t> &indices, const Matrix &scores,
                                   const BootstrapOptions &bootstrap, std::stop_token stop)
{
    ClassificationInput input;
    input.kind = material.target.kind;
    input.classes = material.target.classes;
    input.targets = material.targetsOf(indices);
    input.scores = scores;
    for (const std::size_t index : indices)
        input.patients.push_back(material.cases[index].patient);
    return classification_report(input, bootstrap, stop);
}

void addPredictions(EvaluationResult &result, const EvaluationMaterial &material,
                    const std::vector<std::size_t> &indices, const Matrix &scores)
{
    material.predict(result.predictions, indices, scores, result.run, result.order.labelSet);
}

/// Probabilities of a fitted linear classifier.
Matrix linearScores(const ProbeResult &probe, const Matrix &features, LabelKind kind)
{
    Matrix scores(features.rows, probe.weights.rows);
    for (std::size_t i = 0; i < features.rows; ++i) {
        const auto x = features.row(i);
        std::vector<double> logits(probe.weights.rows);
        for (std::size_t k = 0; k < logits.size(); ++k) {
            const auto w = probe.weights.row(k);
            double sum = k < probe.bias.size() ? probe.bias[k] : 0.0;
            for (std::size_t c = 0; c < x.size(); ++c)
                sum += double(w[c]) * x[c];
            logits[k] = sum;
        }
        if (kind == LabelKind::multiclass || kind == LabelKind::ordinal) {
            const double largest = *std::max_element(logits.begin(), logits.end());
            double total = 0;
            for (double &logit : logits)
                total += logit = std::exp(logit - largest);
            for (std::size_t k = 0; k < logits.size(); ++k)
                scores.row(i)[k] = float(logits[k] / total);
        } else {
            for (std::size_t k = 0; k < logits.size(); ++k)
                scores.row(i)[k] = float(1.0 / (1.0 + std::exp(-logits[k])));
        }
    }
    return scores;
}

/// Up to `shots` cases of each class (and, where a class can be absent, as many without it).
std::vector<std::size_t> draw(const EvaluationMaterial &material, std::vector<std::size_t> training,
                              int shots, std::int64_t seed)
{
    // Fisher and Yates with a generator that is the same everywhere; std::shuffle is not.
    std::mt19937_64 generator(static_cast<std::uint64_t>(seed));
    for (std::size_t i = training.size(); i > 1; --i)
        std::swap(training[i - 1], training[generator() % i]);
    const bool single = material.target.kind == LabelKind::multiclass
                        || material.target.kind == LabelKind::ordinal;
    std::map<std::pair<std::size_t, int>, int> taken;
    std::vector<std::size_t> drawn;
    for (const std::size_t index : training) {
        const Targets &targets = material.cases[index].targets;
        bool wanted = false;
        for (std::size_t k = 0; k < targets.size(); ++k)
            if (targets[k] >= 0 && taken[{single ? 0 : k, targets[k]}] < shots)
                wanted = true;
        if (!wanted)
            continue;
        for (std::size_t k = 0; k < targets.size(); ++k)
            if (targets[k] >= 0)
                ++taken[{single ? 0 : k, targets[k]}];
        drawn.push_back(index);
    }
    std::sort(drawn.begin(), drawn.end());
    return drawn;
}

std::map<std::string, double> headline(const ClassificationReport &report)
{
    std::map<std::string, double> values;
    for (const Metric &metric : report.metrics)
        if (metric.value.value)
            values[metric.name] = *metric.value.value;
    return values;
}

Result<void> evaluateProbe(const EvaluationMaterial &material, ModelBackend &backend,
                           EvaluationResult &result, std::stop_token stop)
{
    const auto training = material.ofSplit(Split::training);
    const auto validation = material.ofSplit(Split::validation);
    const auto test = material.ofSplit(Split::test);
    if (training.empty() || test.empty())
        return nothingToJudge(message(QT_TRANSLATE_NOOP("Message",
            "There are %1 labelled cases to learn from and %2 to test on."),
            {std::to_string(training.size()), std::to_string(test.size())}));
    const bool fewShot = result.order.protocol == EvaluationProtocol::fewShot;

    ProbeRequest request;
    request.validation = material.rawFeatures(validation);
    request.validation_targets = material.targetsOf(validation);
    request.test = material.rawFeatures(test);
    request.test_targets = material.targetsOf(test);
    request.kind = material.target.kind;
    request.classes = int(material.columns());
    request.solver = fewShot ? "logistic" : material.config.probe_solver;
    request.selection_metric = material.config.selection_metric;
    request.l2_candidates = validation.empty() ? std::vector<double>{material.config.probe_l2}
                                               : probeStrengths();

    const int seeds = fewShot ? std::max(1, result.order.seeds) : 1;
    std::size_t learned = 0;
    for (int number = 0; number < seeds; ++number) {
        request.seed = material.config.seed + number;
        const auto chosen = fewShot ? draw(material, training, std::max(1, result.order.shots),
                                           request.seed)
                                    : training;
        request.training = material.rawFeatures(chosen);
        request.training_targets = material.targetsOf(chosen);
        RETCLIP_TRY(const ProbeResult probe, backend.fit_probe(request, stop));
        const BootstrapOptions bootstrap = number == 0 ? result.order.bootstrap : BootstrapOptions{};
        RETCLIP_TRY(ClassificationReport report,
                    judge(material, test, probe.test_scores, bootstrap, stop));
        if (fewShot)
            result.seedMetrics.emplace_back(request.seed, headline(report));
        if (number > 0)
            continue;
        learned = chosen.size();
        result.test = std::move(report);
        if (!validation.empty()) {
            RETCLIP_TRY(result.validation, judge(material, validation, probe.validation_scores,
                                                 bootstrap, stop));
        }
        addPredictions(result, material, chosen,
                       linearScores(probe, request.training, material.target.kind));
        addPredictions(result, material, validation, probe.validation_scores);
        addPredictions(result, material, test, probe.test_scores);
        result.chosenL2 = probe.chosen_l2;
        result.chosenEpoch = probe.chosen_epoch;
        if (request.solver == "adamw")
            result.bestOnTest = probe.best_test_metric;
    }

    const QString choice =
        validation.empty() ? QStringLiteral("fixed, without a validation split")
                           : QStringLiteral("chosen on validation by %1")
                                 .arg(QString::fromStdString(request.selection_metric));
    const QString fit =
        request.solver == "adamw"
            ? QStringLiteral("AdamW, learning rate %1, batch %2, epoch %3 of %4 %5")
                  .arg(request.learning_rate).arg(request.batch).arg(result.chosenEpoch)
                  .arg(request.epochs).arg(choice)
            : QStringLiteral("L2 logistic regression, C = %1 %2").arg(result.chosenL2).arg(choice);
    result.protocolSentence =
        QStringLiteral("%1 (%2) on the frozen encoder's raw visual features of %3; "
                       "%4 training, %5 validation and %6 test cases.")
            .arg(fewShot ? QStringLiteral("Few-shot linear probe, %1 cases a class, %2 draws")
                               .arg(std::max(1, result.order.shots)).arg(seeds)
                         : QStringLiteral("Linear probe"),
                 fit,
                 material.perEye ? QStringLiteral("single eyes")
                                 : QStringLiteral("both eyes, left then right"))
            .arg(learned).arg(validation.size()).arg(test.size());
    return {};
}

/// Prompt directions at one level: of each class, and of what stands against it.
struct Directions
{
    std::vector<std::vector<float>> classes;
    std::vector<std::vector<float>> otherwise; ///< Binary and multi-label.
};

const QStringList *promptsFor(const EvaluationOrder &order, const QString &name)
{
    for (const auto &[key, prompts] : order.prompts)
        if (key == name && !prompts.isEmpty())
            return &prompts;
    return nullptr;
}

Result<Directions> directions(OpenModel &model, const EvaluationMaterial &material,
                              const EvaluationOrder &order,
                              FeatureRows Features::*level, std::stop_token stop)
{
    const bool against = material.target.kind == LabelKind::binary
                         || material.target.kind == LabelKind::multilabel;
    const auto direction = [&](const QStringList &prompts) -> Result<std::vector<float>> {
        std::vector<EmbedItem> items;
        for (const QString &prompt : prompts) {
            EmbedItem item;
            item.text = prompt.toStdString();
            items.push_back(std::move(item));
        }
        RETCLIP_TRY(const Features made, model.embed(items, int(items.size()), {}, stop));
        return promptDirection((made.*level).values);
    };
    Directions all;
    for (const std::string &name : material.target.classes) {
        const QString className = QString::fromStdString(name);
        const QStringList *own = promptsFor(order, className);
        const QStringList *other = promptsFor(order, QLatin1Char('-') + className);
        if (!other)
            other = promptsFor(order, QString::fromLatin1(otherwisePrompt));
        if (!own || (against && !other))
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "There is no prompt for \"%1\"."),
                                   {own ? "-" + name : name}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was evaluated.")),
                           message(QT_TRANSLATE_NOOP("Message",
                               "Add one; \"-\" speaks of pictures without the class.")));
        RETCLIP_TRY(std::vector<float> positive, direction(*own));
        all.classes.push_back(std::move(positive));
        if (against) {
            RETCLIP_TRY(std::vector<float> negative, direction(*other));
            all.otherwise.push_back(std::move(negative));
        }
    }
    return all;
}

Matrix zeroShotScores(const EvaluationMaterial &material, const std::vector<std::size_t> &indices,
                      const std::map<Level, Directions> &directions)
{
    const bool against = material.target.kind == LabelKind::binary
                         || material.target.kind == LabelKind::multilabel;
    Matrix scores(indices.size(), material.columns());
    const Features &features = material.features.features;
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const JudgedCase &one = material.cases[indices[i]];
        const Level level = !one.eye ? Level::patient
                            : *one.eye == Laterality::left ? Level::left : Level::right;
        const FeatureRows &rows = level == Level::patient ? features.image_patient
                                  : level == Level::left  ? features.image_left
                                                          : features.image_right;
        Matrix image(1, rows.values.columns);
        const auto from = rows.values.row(one.row);
        std::copy(from.begin(), from.end(), image.row(0).begin());
        const Directions &at = directions.at(level);
        if (against) {
            for (std::size_t k = 0; k < at.classes.size(); ++k)
                scores.row(i)[k] =
                    zeroShotProbabilities(image, {at.classes[k], at.otherwise[k]}).row(0)[0];
        } else {
            const Matrix probabilities = zeroShotProbabilities(image, at.classes);
            std::copy(probabilities.row(0).begin(), probabilities.row(0).end(),
                      scores.row(i).begin());
        }
    }
    return scores;
}

Result<void> evaluateZeroShot(const Study &study, const RunRow &run, const EvaluationMaterial &material,
                              ModelBackend &backend, EvaluationResult &result,
                              std::stop_token stop)
{
    if (result.order.prompts.empty()) {
        const QString setName = result.order.labelSet.section(QLatin1Char('/'), 0, 0);
        RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
        for (const LabelSet &set : sets)
            if (set.name == setName) {
                LabelSet asked = set;
                asked.kind = material.target.kind;
                result.order.prompts = defaultPrompts(asked);
            }
    }
    ModelSource source;
    source.run_folder = path_from_utf8(run.folder.toStdString());
    RETCLIP_TRY(const auto model, backend.open_model(source, material.config.device,
                                                     material.config.threads));
    std::map<Level, Directions> all;
    if (material.perEye) {
        RETCLIP_TRY(all[Level::left], directions(*model, material, result.order,
                                                 &Features::text_left, stop));
        RETCLIP_TRY(all[Level::right], directions(*model, material, result.order,
                                                  &Features::text_right, stop));
    } else {
        RETCLIP_TRY(all[Level::patient], directions(*model, material, result.order,
                                                    &Features::text_patient, stop));
    }
    const auto test = material.ofSplit(Split::test);
    if (test.empty())
        return nothingToJudge(message(QT_TRANSLATE_NOOP("Message",
            "No labelled case lies in the test split.")));
    for (const Split split : {Split::training, Split::validation, Split::test}) {
        const auto indices = material.ofSplit(split);
        if (indices.empty())
            continue;
        const Matrix scores = zeroShotScores(material, indices, all);
        addPredictions(result, material, indices, scores);
        if (split == Split::training)
            continue;
        RETCLIP_TRY(auto report, judge(material, indices, scores, result.order.bootstrap, stop));
        (split == Split::test ? result.test : result.validation) = std::move(report);
    }
    qint64 prompts = 0;
    for (const auto &[name, texts] : result.order.prompts)
        prompts += texts.size();
    result.protocolSentence =
        QStringLiteral("Zero-shot classification: mean of normalised prompt features a class "
                       "(%1 prompts), softmax of 100 times the cosine with the %2 image feature; "
                       "%3 test cases.")
            .arg(prompts)
            .arg(material.perEye ? QStringLiteral("eye-level") : QStringLiteral("patient-level"))
            .arg(test.size());
    return {};
}

/// A supervised run's own predictions as the material to judge.
Result<EvaluationMaterial> ownMaterial(const RunRow &run, OwnPredictions &own)
{
    EvaluationMaterial material;
    RETCLIP_TRY(material.config, runConfigOf(run));
    RETCLIP_TRY(own, readOwnPredictions(path_from_utf8(run.folder.toStdString())));
    material.target = own.target;
    for (const OwnPredictions::Row &row : own.rows) {
        material.perEye |= row.eye.has_value();
        material.codes[row.exam] = QString::fromStdString(row.code);
        material.cases.push_back({row.exam, row.patient, row.code, row.eye, material.cases.size(),
                                  row.split, row.targets});
    }
    return material;
}

Result<void> evaluateOwn(const EvaluationMaterial &material, const OwnPredictions &own,
                         EvaluationResult &result, std::stop_token stop)
{
    for (const Split split : {Split::training, Split::validation, Split::test}) {
        const auto indices = material.ofSplit(split);
        if (indices.empty())
            continue;
        Matrix scores(indices.size(), own.scores.columns);
        for (std::size_t i = 0; i < indices.size(); ++i) {
            const auto from = own.scores.row(material.cases[indices[i]].row);
            std::copy(from.begin(), from.end(), scores.row(i).begin());
        }
        addPredictions(result, material, indices, scores);
        if (split == Split::training)
            continue;
        RETCLIP_TRY(auto report, judge(material, indices, scores, result.order.bootstrap, stop));
        (split == Split::test ? result.test : result.validation) = std::move(report);
    }
    if (material.ofSplit(Split::test).empty())
        return nothingToJudge(message(QT_TRANSLATE_NOOP("Message",
            "No labelled case lies in the test split.")));
    result.protocolSentence = material.config.preset == otherProgramPreset
        ? QStringLiteral("Predictions of another program, taken as they are; %1 test cases.")
              .arg(material.ofSplit(Split::test).size())
        : QStringLiteral("Predictions of the supervised run itself (%1), its state chosen on validation; "
                         "%2 test cases.")
              .arg(QString::fromStdString(material.config.task))
              .arg(material.ofSplit(Split::test).size());
    return {};
}

} // namespace

Result<EvaluationResult> evaluate(Study &study, const RunRow &run, ModelBackend &backend,
                                  const EvaluationOrder &order, const ProgressCallback &progress,
                                  std::stop_token stop)
{
    OwnPredictions own;
    const bool ofItself = order.protocol == EvaluationProtocol::finetune;
    RETCLIP_TRY(const EvaluationMaterial material,
                ofItself ? ownMaterial(run, own) : collect(study, run, backend, order, progress, stop));
    EvaluationResult result;
    result.order = order;
    if (result.order.labelSet.isEmpty())
        result.order.labelSet = QString::fromStdString(material.config.label_set);
    result.order.perEye = material.perEye;
    result.run = run.id;
    result.target = material.target;
    result.leftOut = material.leftOut;
    result.time = QDateTime::currentDateTimeUtc();
    if (ofItself) {
        RETCLIP_CHECK(evaluateOwn(material, own, result, stop));
    } else if (order.protocol == EvaluationProtocol::zeroShot) {
        RETCLIP_CHECK(evaluateZeroShot(study, run, material, backend, result, stop));
    } else {
        RETCLIP_CHECK(evaluateProbe(material, backend, result, stop));
    }
    if (stop.stop_requested())
        return cancelled();
    result.protocolSentence +=
        QStringLiteral(" Left out for want of a photograph or label: %1. Intervals: %2 bootstrap "
                       "draws of patients, seed %3. Model: run %4 (%5)")
            .arg(result.leftOut).arg(order.bootstrap.draws).arg(order.bootstrap.seed)
            .arg(run.id.value).arg(run.name);
    result.protocolSentence += ofItself
        ? QStringLiteral(".")
        : QStringLiteral(", weights %1.").arg(material.features.checkpointHash.left(12));
    RETCLIP_CHECK(storeEvaluation(run, result, material.codes));
    if (!study.isReadOnly()) {
        RETCLIP_CHECK(study.storePredictions(run.id, result.order.labelSet, result.predictions));
    }
    return result;
}

} // namespace retclip
