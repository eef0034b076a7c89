// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit_changes.h"
#include "core/study/study.h"

#include <QMap>

#include <span>

namespace retclip {

/// What going back to a moment would do, before it is done.
struct RestorePlan
{
    EditId to;           ///< The last edit that stays in force; invalid: the state before the first.
    QDateTime time;      ///< Of that edit.
    qint64 laterEdits = 0; ///< Lines of the history after it.
    std::vector<FieldChange> changes;
    std::vector<ExamId> exams; ///< Those that will look different.
    /// Exams that would be set back, were it not that an import has changed them since, or one that a
    /// photograph went to or came from: they stay.
    QStringList keptByImport;
    /// What came in or was made since and is not taken back, by kind ("import", "dataset" …).
    QMap<QString, qint64> stays;
};

/// What restoreTo() would change. `to` invalid: before the first edit.
/// Errors: not_found (no such edit).
[[nodiscard]] Result<RestorePlan> planRestore(const Study &study, EditId to);

/// Sets everything that people decided back to how it was right after an edit, as one new edit:
/// nothing is taken out of the history, and undo takes the restoring back. What was imported since
/// stays, datasets and runs stay. A photograph that went from exam to exam goes back, with its marks and
/// regions as they were. Already so: the receipt has no edit id.
/// Errors: as planRestore(), read_only.
[[nodiscard]] Result<EditReceipt> restoreTo(Study &study, EditId to, const QString &person);

/// A change in the words of files: kind "label", name "glaucoma", eye, "0" → "1".
struct DescribedChange
{
    ExamId exam;
    QString code; ///< Empty: it is about no exam.
    QString kind; ///< "label", "tag", "comment", "excluded", "unsure", "split", "eye", "verdict", "report",
                  ///< "photograph" (its place: "A-1 OD" → "B-1 OS"), "define", "colour" …
    QString name; ///< Of the label set, tag, photograph, saved query; else empty.
    std::optional<Laterality> eye;
    QString before, after;
};
[[nodiscard]] Result<std::vector<DescribedChange>> describeChanges(const Study &study,
                                                                   std::span<const FieldChange> changes);

} // namespace retclip
