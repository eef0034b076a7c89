// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/patient_split.h"
#include "core/study/values.h"

namespace retclip {

/// The splits that the exams carry, as published; `exams` as `rows`. Where nobody is marked validation,
/// patients of the training split are dealt to it in the proportion of the order's fractions.
/// Errors: invalid_argument (nobody is marked to train on; the order holds patients out, too).
[[nodiscard]] Result<PatientSplit> markedSplit(const std::vector<ExamRow> &rows, const std::vector<SplitExam> &exams,
                                               const DatasetOrder &order);

/// Takes training patients out (Split::none) until of each stratum the order's training share is left, at
/// least one. The patients of a smaller share are among those of a larger one of the same seed.
/// Errors: invalid_argument (a share of nothing).
[[nodiscard]] Result<void> thinTraining(const std::vector<SplitExam> &exams, const DatasetOrder &order,
                                        std::vector<Split> &splits);

} // namespace retclip
