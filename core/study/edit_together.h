// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit_changes.h"
#include "core/study/study.h"

#include <vector>

namespace retclip {

/// Several actions on the same exams as one edit: one transaction, one row of the history, one step
/// of undo. Each action sees what those before it did. On return it is on disk.
///
/// Errors: as Study::apply(); then none of the actions is done.
[[nodiscard]] Result<EditReceipt> applyTogether(Study &study, const std::vector<EditAction> &actions,
                                                const std::vector<ExamId> &exams,
                                                const QString &person);

/// What applyTogether() would change, without doing it: nothing is written.
///
/// Errors: as Study::apply().
[[nodiscard]] Result<std::vector<FieldChange>> previewTogether(Study &study,
                                                               const std::vector<EditAction> &actions,
                                                               const std::vector<ExamId> &exams,
                                                               const QString &person);

} // namespace retclip
