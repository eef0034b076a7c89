// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <vector>

namespace retclip {

/// A label that a model contradicts.
struct LabelIssue
{
    PredictionRow prediction; ///< `truth` is the label as it is.
    double confidence = 0; ///< Probability of the other answer, 0..1.
    double threshold = 0;  ///< What it had to reach.
};

/// Labels that are likely wrong, by confident learning (Northcutt et al. 2021, arXiv 1911.00068, the
/// counting step), each class of `predictions` against the rest: where the probability of the other
/// answer reaches the mean probability that the model gives that answer where it is the label. So
/// a model that is sure of little is asked for little, and one that is sure of all for much.
///
/// Rows without a label are not looked at; a class for which one of both answers never occurs gives
/// no issue. Predictions should be of exams that the model did not learn from. The surest come first
/// (by confidence less threshold), equal ones in the given order. Threads: any.
[[nodiscard]] std::vector<LabelIssue> label_issues(const std::vector<PredictionRow> &predictions);

} // namespace retclip
