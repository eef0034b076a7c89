// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_cases.h"
#include "core/inspection/inspection.h"
#include "core/statistics/run_comparison.h"

namespace retclip {

/// Test cases that two evaluations have in common, row by row, with what was left out.
struct PairedEvaluations
{
    ClassificationInput first, second; ///< Same cases, labels, classes, patients.
    std::vector<ExamId> exams;         ///< A row.
    qint64 onlyFirst = 0, onlySecond = 0; ///< Test cases that the other did not judge on test.
    qint64 otherLabel = 0; ///< Judged by both, but the label was changed in between: left out.

    /// Exams for which the two call the class differently (threshold 0.5; several exclusive classes:
    /// the largest probability), each once. No class: whose whole answer differs.
    [[nodiscard]] std::vector<ExamId> disagreeing(std::optional<std::size_t> classIndex) const;
};

/// Errors: invalid_argument, saying why they cannot be compared: other kind of label, other classes,
/// eyes against exams, no test case in common.
[[nodiscard]] Result<PairedEvaluations> pairEvaluations(const EvaluationResult &first,
                                                        const EvaluationResult &second,
                                                        const PatientsOfExams &patients);

} // namespace retclip
