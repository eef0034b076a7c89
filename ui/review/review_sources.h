// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/study/values.h"
#include "ui/shell/selection.h"

#include <QVector>

#include <vector>

namespace retclip {

/// What a review can be made of: whose predictions, of which labels, on which exams.
struct ReviewSources
{
    QVector<RunRow> runs;
    QVector<LabelSet> labelSets;
    std::vector<ExamRow> rows;
};
/// Threads: any; opens the study of that folder for itself.
[[nodiscard]] Result<ReviewSources> readReviewSources(const QString &folder,
                                                      const std::vector<ExamId> &exams);
/// None without a run or a label set ("glaucoma" or "odir/G"). Threads: any, as above.
[[nodiscard]] Result<std::vector<PredictionRow>>
readReviewPredictions(const QString &folder, RunId run, const QString &labelSet);

/// The run whose predictions the selection is about; not valid: none.
[[nodiscard]] RunId runUnderReview(const Selection &selection, const QVector<RunRow> &runs);

} // namespace retclip
