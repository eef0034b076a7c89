// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/database.h"
#include "core/study/edit.h"
#include "core/study/edit_changes.h"
#include "core/study/values.h"

#include <QStringList>

namespace retclip {

/// The one way to change what a person decided: one transaction holds the new state and one row
/// that says who, when, what before and what after, and the hash of the row before. Undo and redo
/// are rows too; nothing is ever taken out.
///
/// A new edit after an undo ends the possibility of redo. An edit that would change nothing writes
/// nothing: its receipt has no edit id and nothing in `changed`.
class EditJournal
{
public:
    explicit EditJournal(Database &database) : m_database(database) {}

    [[nodiscard]] Result<EditReceipt> apply(const Edit &edit);
    /// Several actions on the same exams, in their order, as one row: kind "edit" where more than
    /// one of them changes something. All or none.
    [[nodiscard]] Result<EditReceipt> apply(const std::vector<EditAction> &actions,
                                            const std::vector<ExamId> &exams, const QString &person);
    /// What apply() would change, without doing it; needs the right to write, as the edit does.
    [[nodiscard]] Result<std::vector<FieldChange>> preview(const std::vector<EditAction> &actions,
                                                           const std::vector<ExamId> &exams,
                                                           const QString &person);
    /// Sets fields as told, as one row that can be undone: for restoring, and for what is about the study
    /// and no exam (its `exam` is 0). `before` is how they stand. Joins a transaction that is open.
    [[nodiscard]] Result<EditReceipt> record(const QString &kind, const QString &summary, const QString &person,
                                             const std::vector<FieldChange> &changes);
    [[nodiscard]] Result<EditReceipt> undo(const QString &person);
    [[nodiscard]] Result<EditReceipt> redo(const QString &person);
    [[nodiscard]] Result<HistoryRow> nextUndo();
    [[nodiscard]] Result<HistoryRow> nextRedo();
    [[nodiscard]] Result<QVector<HistoryRow>> history(ExamId exam, int limit);
    [[nodiscard]] Result<LabelSetId> defineLabelSet(const LabelSet &set, const QString &person);

    /// For imports and other changes that cannot be undone: a row without its own state.
    /// Inside a transaction that holds the change. Edits of before it that are about one of
    /// `changed` can be neither undone nor redone: reverse() says why.
    [[nodiscard]] Result<EditReceipt> note(const QString &kind, const QString &person, qint64 items,
                                           const QString &summary, const QByteArray &detail,
                                           const std::vector<ExamId> &changed = {});

    /// What does not hold: a row changed, missing or out of place, a state that does not follow.
    [[nodiscard]] Result<QStringList> verify();

private:
    struct Row;
    [[nodiscard]] Result<Row> carryOut(const std::vector<EditAction> &actions, const std::vector<ExamId> &exams,
                                       const QString &person, std::vector<FieldChange> &changes);
    [[nodiscard]] Result<EditReceipt> keep(Row row, const std::vector<FieldChange> &changes);
    [[nodiscard]] Result<EditReceipt> append(Row row, const std::vector<ExamId> &changed);
    [[nodiscard]] Result<EditReceipt> reverse(const QString &person, bool undoing);
    [[nodiscard]] Result<HistoryRow> next(bool undoing);
    [[nodiscard]] Result<void> refuseAcrossImport(const HistoryRow &target, bool undoing);

    Database &m_database;
};

/// Gives an import that a crash cut short its journal row. Inside a transaction.
[[nodiscard]] Result<void> closeInterruptedImport(Database &database);

} // namespace retclip
