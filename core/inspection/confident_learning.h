// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <vector>

namespace retclip {

/// A label that predictions contradict.
struct DoubtedLabel
{
    ExamId exam;
    std::optional<Laterality> eye;
    Split split = Split::none;
    QStringList given;      ///< Classes that hold by the label, of those that were predicted.
    QStringList suggested;  ///< That would hold by the predictions.
    QString className;      ///< Whose answer is the surest.
    double confidence = 0;  ///< Probability of that other answer, 0..1.
    double threshold = 0;   ///< What it had to reach.
};

/// Labels that are likely wrong, by confident learning (Northcutt et al. 2021, arXiv 1911.00068, the
/// counting step): an answer counts as confident where its probability reaches the mean that the model
/// gives it where it is the label, so a model that is sure of little is asked for little, and one that is
/// sure of all for much. Of several confident answers the most probable counts; the label is doubted where
/// that is another one than the label, and more probable than it. How many are doubted is the estimate of
/// how many are wrong.
///
/// In sets of one class of several (multiclass, ordinal) an answer is a class; in the others each class is
/// present or absent by itself. Cases without a label are not looked at; an answer that is nobody's label
/// is never confident. Predictions should be of cases that the model did not learn from: cross-validated.
/// `predictions`: a row a case and class. The surest come first (by confidence less threshold), equal ones
/// in the given order. Threads: any.
[[nodiscard]] std::vector<DoubtedLabel> doubtedLabels(const std::vector<PredictionRow> &predictions,
                                                      LabelKind kind);

} // namespace retclip
