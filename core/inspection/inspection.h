// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/statistics/classification.h"
#include "core/statistics/compact_rows.h"
#include "core/statistics/retrieval.h"
#include "core/study/study.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace retclip {

/// The features of a study's exams under one network, a row an exam.
struct StudyFeatures
{
    std::vector<ExamId> exams;
    Features features;
    QString checkpointHash;
};

/// Embeds what is not cached yet and keeps it under the study's cache folder, keyed by checkpoint
/// hash, image hash and text: changed data or weights are embedded anew, nothing else.
/// Threads: any; `study` must belong to the calling thread.
[[nodiscard]] Result<StudyFeatures> studyFeatures(const Study &study, const ModelSource &source,
                                                  ModelBackend &backend,
                                                  const std::vector<ExamId> &exams,
                                                  const QString &device, int threads,
                                                  const ProgressCallback &progress,
                                                  std::stop_token stop);

struct RetrievalQuery
{
    // One of the three.
    QString text;      ///< Sentence; "+term" and "-term" add and subtract a half, "+term^2" twice (UX.md 3.6).
    QString imageFile;
    std::optional<ExamId> exam;
    Laterality imageEye = Laterality::right; ///< Of imageFile.
    Level level = Level::patient;
    bool toReports = false; ///< Else to photographs.
    int top = 20;
};
struct RetrievalHit
{
    int rank = 0;
    double similarity = 0;
    ExamId exam;
};
struct RetrievalAnswer
{
    std::vector<RetrievalHit> hits;
    std::vector<float> similarities; ///< Of all candidates, for the histogram; with CompactGalleries, of the
                                     ///< rows that are no hits to some 0.005.
    std::vector<ExamId> candidates;  ///< Whose the similarities are.
    double milliseconds = 0;
};
/// The rows of each level and side that were searched before, in 8 bits; kept by who asks again and again.
using CompactGalleries = std::map<std::pair<Level, bool>, CompactRows>;
/// From so many candidates on they are worth their memory.
inline constexpr std::size_t manyCandidates = 20000;

/// `model` must be the one that made `features`. `compact` (may be null) is filled on the first search of a
/// large gallery and must stay with the same features; hits are the same with it and without.
[[nodiscard]] Result<RetrievalAnswer> retrieve(OpenModel &model, const StudyFeatures &features,
                                               const RetrievalQuery &query, std::stop_token stop,
                                               CompactGalleries *compact = nullptr);

/// R@K, ranks and chance of text → image and image → text at a level. Positives: the own pair
/// (naive) and every exam with the same normalised report (several).
struct RetrievalEvaluation
{
    Level level = Level::patient;
    RetrievalReport textToImageNaive, textToImage, imageToTextNaive, imageToText;
};
[[nodiscard]] Result<std::vector<RetrievalEvaluation>>
evaluateRetrieval(const Study &study, const StudyFeatures &features,
                  const BootstrapOptions &bootstrap, std::stop_token stop);

enum class EvaluationProtocol {
    zeroShot,
    probe,
    fewShot,
    finetune ///< What a supervised run predicted itself, judged and kept like the others.
};

struct EvaluationOrder
{
    EvaluationProtocol protocol = EvaluationProtocol::probe;
    QString labelSet; ///< NAME or NAME/CLASS.
    QString dataset;  ///< Empty: the run's own split.
    std::vector<std::pair<QString, QStringList>> prompts; ///< Zero-shot: class → prompts.
    int seeds = 1;
    int shots = 0;
    BootstrapOptions bootstrap{2000, 1, 0.95};
    bool perEye = false; ///< Classify eyes instead of exams.
};
/// One evaluation, kept as JSON and predictions.csv in the run's folder, and its predictions in
/// the study, so that `run:7 wrong` and the confusion cells find their cases.
struct EvaluationResult
{
    EvaluationOrder order;
    RunId run;
    TargetDescription target;
    ClassificationReport test, validation;
    std::vector<PredictionRow> predictions; ///< All splits.
    int chosenEpoch = 0;
    double chosenL2 = 0;
    std::optional<double> bestOnTest; ///< Not reported as a result; shown beside, under this name.
    /// Headline test metrics of each seed (few-shot), `test` being the first seed's.
    std::vector<std::pair<std::int64_t, std::map<std::string, double>>> seedMetrics;
    qint64 leftOut = 0; ///< Exams or eyes without features or labels.
    QDateTime time;
    QString predictionsFile;
    QString protocolSentence; ///< For a paper's methods section.
};
[[nodiscard]] Result<EvaluationResult> evaluate(Study &study, const RunRow &run,
                                                ModelBackend &backend,
                                                const EvaluationOrder &order,
                                                const ProgressCallback &progress,
                                                std::stop_token stop);
/// Default prompts of a label set's classes, English and Chinese.
[[nodiscard]] std::vector<std::pair<QString, QStringList>> defaultPrompts(const LabelSet &set);
/// What a finished evaluation left in the run's folder.
[[nodiscard]] Result<std::vector<EvaluationResult>> storedEvaluations(const RunRow &run);
[[nodiscard]] QJsonObject toJson(const EvaluationResult &result);
/// "zeroshot", "probe", "fewshot": as on the command line and in files.
[[nodiscard]] const char *word(EvaluationProtocol protocol);
/// `classes` names the entries of per_class.
[[nodiscard]] QJsonObject toJson(const ClassificationReport &report,
                                 const std::vector<std::string> &classes);
[[nodiscard]] QJsonObject toJson(const RetrievalReport &report);
[[nodiscard]] QJsonObject toJson(const RetrievalEvaluation &evaluation);

} // namespace retclip
