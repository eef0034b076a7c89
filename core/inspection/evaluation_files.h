// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

namespace retclip {

/// Writes evaluation.json and predictions.csv into a new folder under the run's evaluations/, as a
/// whole or not at all, and fills in `result.predictionsFile`. `codes` names exams in the table.
[[nodiscard]] Result<void> storeEvaluation(const RunRow &run, EvaluationResult &result,
                                           const std::map<ExamId, QString> &codes);

[[nodiscard]] ClassificationReport classificationReportFromJson(const QJsonObject &json);

} // namespace retclip
