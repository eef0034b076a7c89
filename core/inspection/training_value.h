// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

#include <array>

namespace retclip {

/// How unsure predictions of one exam or eye are together, in nats: the entropy over the classes where exactly one
/// holds (their scores add up to 1), else the mean of each class's own.
[[nodiscard]] double predictionEntropy(const std::vector<const PredictionRow *> &rows);

/// The exams in the order in which their photographs cover what the run sees differently, beginning farthest from
/// the exams that the run has learned from (core-set). Exams without a feature stand at the end.
/// Threads: any; `study` must belong to the calling thread. Errors: those of studyFeatures().
[[nodiscard]] Result<std::vector<ExamId>> coreSetOrder(const Study &study, const RunRow &run, ModelBackend &backend,
                                                       const std::vector<ExamId> &exams, const ProgressCallback &progress,
                                                       std::stop_token stop);

// ---- Which order is worth its labels: a replay -----------------------------------------------------------

enum class PickingOrder { random, margin, entropy, coreSet };
inline constexpr std::array allPickingOrders{PickingOrder::random, PickingOrder::margin, PickingOrder::entropy, PickingOrder::coreSet};
[[nodiscard]] const char *word(PickingOrder order); ///< "random", "margin", "entropy", "core_set"

struct ReplayPoint
{
    qint64 labels = 0;            ///< Training cases whose label was looked at.
    std::vector<double> auroc;    ///< On test, a repeat.
};
struct ReplayCurve
{
    PickingOrder order = PickingOrder::random;
    std::vector<ReplayPoint> points;
};
struct ReplayOrder
{
    QString labelSet, dataset; ///< As EvaluationOrder.
    int first = 20;  ///< Labels drawn at random to begin with, the same in every order.
    int step = 20;   ///< Labels more a round.
    int rounds = 5;
    int repeats = 3; ///< With other first labels.
    bool perEye = false;
};
/// Pretends that the labels of the training split were not known and looks at them in each order, fitting a logistic
/// probe on the run's features each round, judged on test. Nothing is written.
/// Errors: those of evaluate(); invalid_argument (too few training cases).
[[nodiscard]] Result<std::vector<ReplayCurve>> replayPicking(const Study &study, const RunRow &run, ModelBackend &backend,
                                                             const ReplayOrder &order, const ProgressCallback &progress,
                                                             std::stop_token stop);

} // namespace retclip
