// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

namespace retclip {

/// What of the history is asked for; what is left empty asks nothing.
struct HistoryQuery
{
    ExamId exam{};    ///< Only what changed this exam.
    QString person{}; ///< As it stands in the history.
    QString kind{};   ///< "label", "tag", "import", "restore" …
    /// The order of the history is that of its numbers; a clock may be set back. "Since" means from the
    /// first line that is of this moment or later, so nothing done after it is left out.
    QDateTime since{};
    QDateTime until{}; ///< To the last line that is of this moment or earlier.
    EditId before{};   ///< Only older lines: for reading on.
    int limit = 1000;  ///< Below 0: all.
};

/// Newest first.
[[nodiscard]] Result<QVector<HistoryRow>> searchHistory(const Study &study, const HistoryQuery &query);

/// How much a person did of a kind.
struct HistoryCount
{
    QString person, kind;
    qint64 edits = 0;
    qint64 items = 0;  ///< Exams, each as often as it was changed.
    qint64 undone = 0; ///< Of the edits, those that are taken back.
    QDateTime last;
};
/// Who changed what: a line a person and kind, most edits first. `limit` and `before` are ignored.
[[nodiscard]] Result<QVector<HistoryCount>> countHistory(const Study &study, const HistoryQuery &query);

/// The exams that an edit changed, in order of patient.
[[nodiscard]] Result<std::vector<ExamId>> examsOfEdit(const Study &study, EditId edit);

/// The edit that was the last one at a moment; an invalid id: the moment is before the first.
/// Errors: conflict, where the clock was set back and the moment stands twice in the history.
[[nodiscard]] Result<EditId> editAt(const Study &study, const QDateTime &moment);

} // namespace retclip
