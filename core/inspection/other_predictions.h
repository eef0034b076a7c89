// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

namespace retclip {

/// The preset of a run that only holds another program's predictions.
inline constexpr const char *otherProgramPreset = "other-program";

/// Probabilities that another program gave for exams of this study.
///
/// The table (CSV, UTF-8): a column `exam` (as the study names exams) or `patient` (one exam each);
/// perhaps `eye` (where the label set speaks of eyes, it must be there) and `split` (else all is
/// test); then a column a class, named as the class, with probabilities. Binary: also `score`.
struct OtherPredictionsOrder
{
    QString file;
    QString labelSet; ///< NAME or NAME/CLASS.
    QString name;     ///< Of the run; empty: the file's name.
    QString person;
};
struct OtherPredictions
{
    RunRow run; ///< Done; evaluate(…, EvaluationProtocol::finetune) judges it like any other.
    qint64 cases = 0;
    qint64 unknown = 0;   ///< Lines whose exam or patient is not in the study, or is excluded.
    qint64 unlabelled = 0; ///< Cases without a label in the set: kept, not judged.
    QStringList unknownNames; ///< The first few.
};
/// Makes a run of them: manifest, run.json and predictions.csv as a run of this program leaves them.
/// Errors: unreadable (a cell that is no probability, a case twice: file and line), invalid_argument
/// (no column for a class, eyes missing, no line fits the study), those of Study. Nothing is left
/// behind then.
[[nodiscard]] Result<OtherPredictions> addOtherPredictions(Study &study,
                                                           const OtherPredictionsOrder &order);

} // namespace retclip
