// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/training_value.h"

#include "core/base/files.h"
#include "core/inspection/evaluation_material.h"
#include "core/statistics/core_set.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace retclip {

namespace {

constexpr std::size_t coverAtMost = 500; ///< Nobody reviews more in a row; the rest follows by distance.

double entropyOf(double p)
{
    return p > 0 ? -p * std::log(p) : 0.0;
}

/// Of a row of probabilities: 0 is unsure of everything, larger is surer.
double marginOf(std::span<const float> scores)
{
    if (scores.size() == 1)
        return std::abs(double(scores[0]) - 0.5);
    std::vector<float> sorted(scores.begin(), scores.end());
    std::partial_sort(sorted.begin(), sorted.begin() + 2, sorted.end(), std::greater<>());
    return double(sorted[0]) - double(sorted[1]);
}

double entropyOfScores(std::span<const float> scores, bool oneHolds)
{
    double sum = 0;
    for (const float p : scores)
        sum += oneHolds ? entropyOf(p) : entropyOf(p) + entropyOf(1.0 - p);
    return oneHolds ? sum : sum / double(std::max<std::size_t>(1, scores.size()));
}

void shuffle(std::vector<std::size_t> &places, std::mt19937_64 &random)
{
    for (std::size_t i = places.size(); i > 1; --i)
        std::swap(places[i - 1], places[random() % i]);
}

/// One replay in progress: which of the training cases are known.
struct Replay
{
    const EvaluationMaterial &material;
    const std::vector<std::size_t> training, test;
    Matrix pool; ///< Features of `training`.
    std::vector<std::uint8_t> known; ///< As `training`.

    [[nodiscard]] Result<ProbeResult> fit(ModelBackend &backend, std::int64_t seed, std::stop_token stop) const
    {
        std::vector<std::size_t> learned;
        for (std::size_t i = 0; i < training.size(); ++i)
            if (known[i])
                learned.push_back(training[i]);
        ProbeRequest request;
        request.training = material.rawFeatures(learned);
        request.training_targets = material.targetsOf(learned);
        request.validation = material.rawFeatures({});
        // The pool is what the next labels are picked from by their scores; test judges.
        std::vector<std::size_t> both = test;
        both.insert(both.end(), training.begin(), training.end());
        request.test = material.rawFeatures(both);
        request.test_targets = material.targetsOf(both);
        request.kind = material.target.kind;
        request.classes = int(material.columns());
        request.solver = "logistic";
        request.l2_candidates = {material.config.probe_l2};
        request.seed = seed;
        return backend.fit_probe(request, std::move(stop));
    }

    /// Scores of rows from..from+count of a fitted probe's test part.
    static Matrix part(const Matrix &scores, std::size_t from, std::size_t count)
    {
        Matrix rows(count, scores.columns);
        std::copy_n(scores.values.begin() + std::ptrdiff_t(from * scores.columns), count * scores.columns, rows.values.begin());
        return rows;
    }

    [[nodiscard]] Result<double> judge(const Matrix &scores, std::stop_token stop) const
    {
        ClassificationInput input;
        input.kind = material.target.kind;
        input.classes = material.target.classes;
        input.targets = material.targetsOf(test);
        input.scores = scores;
        for (const std::size_t each : test)
            input.patients.push_back(material.cases[each].patient);
        RETCLIP_TRY(const ClassificationReport report, classification_report(input, BootstrapOptions{}, std::move(stop)));
        const Metric *auroc = report.find("auroc");
        return auroc && auroc->value.value ? *auroc->value.value : std::nan("");
    }

    void pick(PickingOrder how, const Matrix &scores, std::size_t count, std::mt19937_64 &random, std::stop_token stop)
    {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < training.size(); ++i)
            if (!known[i])
                open.push_back(i);
        if (how == PickingOrder::coreSet) {
            open = covering_order(pool, known, count, std::move(stop));
        } else {
            shuffle(open, random); // Ties fall as they like.
            const bool oneHolds = material.target.kind == LabelKind::multiclass || material.target.kind == LabelKind::ordinal;
            const auto doubt = [&](std::size_t i) {
                return how == PickingOrder::margin ? -marginOf(scores.row(i)) : entropyOfScores(scores.row(i), oneHolds);
            };
            if (how != PickingOrder::random)
                std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) { return doubt(a) > doubt(b); });
        }
        for (std::size_t i = 0; i < std::min(count, open.size()); ++i)
            known[open[i]] = 1;
    }
};

Result<EvaluationMaterial> replayMaterial(const Study &study, const RunRow &run, ModelBackend &backend, const ReplayOrder &order,
                                          const ProgressCallback &progress, std::stop_token stop)
{
    EvaluationMaterial material;
    RETCLIP_TRY(material.config, runConfigOf(run));
    RETCLIP_TRY(Manifest manifest, study.manifest(order.dataset, order.labelSet, material.config.seed));
    if (order.dataset.isEmpty()) { // The run's own split.
        RETCLIP_TRY(const Manifest own, read_manifest(path_from_utf8((run.folder + QStringLiteral("/manifest.jsonl")).toStdString())));
        std::map<ExamId, Split> splits;
        for (const ManifestItem &item : own.items)
            splits[item.exam] = item.split;
        for (ManifestItem &item : manifest.items)
            item.split = splits.contains(item.exam) ? splits[item.exam] : Split::none;
    }
    RETCLIP_CHECK(material.take(manifest, study, run, backend, order.perEye, progress, std::move(stop)));
    return material;
}

} // namespace

double predictionEntropy(const std::vector<const PredictionRow *> &rows)
{
    if (rows.empty())
        return 0;
    double total = 0;
    for (const PredictionRow *row : rows)
        total += row->score;
    const bool oneHolds = rows.size() > 1 && std::abs(total - 1) < 0.01;
    double sum = 0;
    for (const PredictionRow *row : rows)
        sum += oneHolds ? entropyOf(row->score) : entropyOf(row->score) + entropyOf(1 - row->score);
    return oneHolds ? sum : sum / double(rows.size());
}

Result<std::vector<ExamId>> coreSetOrder(const Study &study, const RunRow &run, ModelBackend &backend, const std::vector<ExamId> &exams,
                                         const ProgressCallback &progress, std::stop_token stop)
{
    // What the run learned from counts as known.
    std::vector<ExamId> all = exams;
    std::set<ExamId> wanted(exams.begin(), exams.end());
    std::vector<ExamId> learned;
    if (const auto manifest = read_manifest(path_from_utf8((run.folder + QStringLiteral("/manifest.jsonl")).toStdString())))
        for (const ManifestItem &item : manifest->items)
            if (item.split == Split::training && !wanted.contains(item.exam) && learned.size() < 4000)
                learned.push_back(item.exam);
    all.insert(all.end(), learned.begin(), learned.end());
    ModelSource source;
    source.run_folder = path_from_utf8(run.folder.toStdString());
    RETCLIP_TRY(const StudyFeatures features, studyFeatures(study, source, backend, all, QStringLiteral("auto"), 0, progress, stop));
    const FeatureRows &left = features.features.raw_left, &right = features.features.raw_right;
    Matrix rows(0, left.values.columns);
    std::vector<ExamId> of;
    std::vector<std::uint8_t> covered;
    for (std::size_t i = 0; i < features.exams.size(); ++i) {
        if (!left.present[i] && !right.present[i])
            continue;
        for (std::size_t c = 0; c < rows.columns; ++c) { // The mean of the eyes that are there.
            const float l = left.present[i] ? left.values.row(i)[c] : right.values.row(i)[c];
            const float r = right.present[i] ? right.values.row(i)[c] : left.values.row(i)[c];
            rows.values.push_back((l + r) / 2);
        }
        ++rows.rows;
        of.push_back(features.exams[i]);
        covered.push_back(!wanted.contains(features.exams[i]));
    }
    std::vector<ExamId> order;
    for (const std::size_t row : covering_order(rows, covered, coverAtMost, stop)) {
        order.push_back(of[row]);
        wanted.erase(of[row]);
    }
    for (const ExamId exam : exams)
        if (wanted.contains(exam))
            order.push_back(exam);
    if (stop.stop_requested())
        return cancelled();
    return order;
}

const char *word(PickingOrder order)
{
    switch (order) {
    case PickingOrder::random: return "random";
    case PickingOrder::margin: return "margin";
    case PickingOrder::entropy: return "entropy";
    case PickingOrder::coreSet: return "core_set";
    }
    return "random";
}

Result<std::vector<ReplayCurve>> replayPicking(const Study &study, const RunRow &run, ModelBackend &backend, const ReplayOrder &order,
                                               const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(const EvaluationMaterial material, replayMaterial(study, run, backend, order, progress, stop));
    const auto training = material.ofSplit(Split::training), test = material.ofSplit(Split::test);
    if (training.size() < std::size_t(order.first + order.step) || test.empty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "There are %1 labelled cases to pick from and %2 to test on: too few for a replay."),
                               {std::to_string(training.size()), std::to_string(test.size())}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Begin with fewer labels, or choose another label set.")));
    std::vector<ReplayCurve> curves;
    for (const PickingOrder how : allPickingOrders) {
        ReplayCurve curve{how, {}};
        for (int round = 0; round < order.rounds; ++round)
            curve.points.push_back({std::min<qint64>(order.first + qint64(round) * order.step, qint64(training.size())), {}});
        curves.push_back(std::move(curve));
    }
    for (int repeat = 0; repeat < order.repeats; ++repeat) {
        std::vector<std::size_t> begin(training.size());
        std::iota(begin.begin(), begin.end(), 0);
        std::mt19937_64 first(std::uint64_t(repeat) + 1);
        shuffle(begin, first);
        for (ReplayCurve &curve : curves) {
            std::mt19937_64 random(std::uint64_t(repeat) + 1000);
            Replay replay{material, training, test, material.rawFeatures(training), std::vector<std::uint8_t>(training.size(), 0)};
            for (int i = 0; i < order.first; ++i)
                replay.known[begin[std::size_t(i)]] = 1;
            for (ReplayPoint &point : curve.points) {
                if (stop.stop_requested())
                    return cancelled();
                RETCLIP_TRY(const ProbeResult probe, replay.fit(backend, repeat + 1, stop));
                RETCLIP_TRY(const double auroc, replay.judge(Replay::part(probe.test_scores, 0, test.size()), stop));
                point.auroc.push_back(auroc);
                replay.pick(curve.order, Replay::part(probe.test_scores, test.size(), training.size()), std::size_t(order.step), random, stop);
            }
        }
    }
    return curves;
}

} // namespace retclip
