// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_comparison.h"
#include "core/inspection/inspection.h"

#include <QHash>

namespace retclip {

/// The labels that were changed since an evaluation, and the evaluation's exams with their splits.
struct Corrections
{
    std::vector<ExamId> exams; ///< All that the evaluation judged.
    QHash<qint64, Split> splits; ///< By ExamId::value.
    std::vector<ExamId> changed; ///< Whose label is another one now, each once.
    qint64 training = 0, validation = 0, test = 0; ///< Of `changed`.
};
[[nodiscard]] Result<Corrections> correctionsSince(const Study &study, const EvaluationResult &before);

/// The same exams in the same splits with their labels as they are now, as a dataset. Errors: invalid_argument
/// (no label of training or validation was changed), those of freezing.
[[nodiscard]] Result<DatasetRow> freezeCorrected(Study &study, const EvaluationResult &before, const Corrections &corrections,
                                                 const QString &name, const QString &person, std::stop_token stop);
/// "first-corrected", or "first-corrected-2" … where that is taken.
[[nodiscard]] Result<QString> correctedName(const Study &study, const RunRow &before);

/// What corrections were worth on test cases that nobody corrected.
struct CorrectionWorth
{
    qint64 corrections = 0;  ///< Exams of training and validation whose label was changed.
    qint64 testLeftOut = 0;  ///< Test cases whose label was changed: judged in neither.
    qint64 cases = 0, patients = 0;
    double before = 0, after = 0;           ///< AUROC; of several classes: their mean.
    std::optional<PairedDifference> gain;   ///< after − before, bootstrap over patients.
};
/// Errors: those of pairEvaluations() and compare_runs(); not_finite (the test split lacks a class).
[[nodiscard]] Result<CorrectionWorth> correctionWorth(const Study &study, const EvaluationResult &before,
                                                      const EvaluationResult &after, const Corrections &corrections,
                                                      const BootstrapOptions &bootstrap, std::stop_token stop);
/// "These 40 corrections were worth +0.012 AUROC (95 % interval …) …", in the present language. Says where the
/// interval holds 0.
[[nodiscard]] QString correctionSentence(const CorrectionWorth &worth);

} // namespace retclip
