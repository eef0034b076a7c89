// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QString>

#include <optional>
#include <vector>

namespace retclip {

/// One exam or eye to look at, and why it is here.
struct ReviewItem
{
    ExamId exam;
    std::optional<Laterality> eye;
    bool judged = false;      ///< A run predicted it and it has a label.
    bool wrong = false;       ///< Prediction and label differ.
    double confidence = 0;    ///< Of the prediction that brought it here, 0..1.
    double probability = 0;   ///< The score of `className`.
    double entropy = 0;       ///< Of all its predictions (predictionEntropy()).
    QString className;        ///< What that prediction speaks of.
    QStringList label, predicted; ///< Classes that hold; empty: none of them.
};

enum class ReviewOrder {
    wrongAndSure,  ///< Surest mistakes first, then the least sure of the rest.
    nearThreshold, ///< Least sure first.
    asGiven,
    entropy, ///< Most unsure of all classes together first.
    coreSet  ///< As given, by who ranked them (coreSetOrder()).
};

/// `exams` in the wanted order. An exam with predictions of both eyes stands there for each eye
/// whose prediction is in the rows; without a prediction it keeps its place at the end.
[[nodiscard]] std::vector<ReviewItem> reviewItems(const std::vector<ExamId> &exams,
                                                  const std::vector<PredictionRow> &predictions,
                                                  ReviewOrder order);

} // namespace retclip
