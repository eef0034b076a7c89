// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/history_search.h"

#include "core/study/history_rows.h"
#include "core/study/study_errors.h"

namespace retclip {

namespace {

/// The conditions of a query, over `journal j`; bound by bindConditions().
const std::string historyConditions = " WHERE (?1 = 0 OR j.id IN (SELECT journal FROM journal_exam WHERE exam = ?1))"
                                      " AND (?2 = '' OR j.person = ?2) AND (?3 = '' OR j.kind = ?3)"
                                      " AND (?4 = '' OR j.id >= (SELECT min(id) FROM journal WHERE time >= ?4))"
                                      " AND (?5 = '' OR j.id <= (SELECT max(id) FROM journal WHERE time <= ?5))"
                                      " AND (?6 = 0 OR j.id < ?6)";

void bindConditions(Statement &statement, const HistoryQuery &query, qint64 before, int limit)
{
    // An absent text is bound as '', never as NULL, which nothing equals.
    const auto said = [](const QString &text) { return text.isEmpty() ? QStringLiteral("") : text; };
    statement.bind(query.exam.valid() ? query.exam.value : qint64(0), said(query.person), said(query.kind),
                   said(timeText(query.since)), said(timeText(query.until)), before, limit);
}

} // namespace

Result<QVector<HistoryRow>> searchHistory(const Study &study, const HistoryQuery &query)
{
    RETCLIP_TRY(Statement statement,
                study.database().prepare(std::string(historyColumns) + "journal j" + historyConditions
                                         + " ORDER BY j.id DESC LIMIT ?7"));
    bindConditions(statement, query, query.before.valid() ? query.before.value : 0,
                   query.limit < 0 ? -1 : query.limit);
    QVector<HistoryRow> rows;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return rows;
        rows.append(historyRow(statement));
    }
}

Result<QVector<HistoryCount>> countHistory(const Study &study, const HistoryQuery &query)
{
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT j.person, j.kind, count(*), sum(j.items), sum(j.state > 0),"
                                         " max(j.time) FROM journal j"
                                         + historyConditions
                                         + " GROUP BY j.person, j.kind ORDER BY 3 DESC, 1, 2 LIMIT ?7"));
    bindConditions(statement, query, 0, -1);
    QVector<HistoryCount> counts;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return counts;
        counts.append({statement.text(0), statement.text(1), statement.integer(2), statement.integer(3),
                       statement.integer(4), timeFrom(statement.text(5))});
    }
}

Result<std::vector<ExamId>> examsOfEdit(const Study &study, EditId edit)
{
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT e.id FROM journal_exam x JOIN exam e ON e.id = x.exam"
                                         " WHERE x.journal = ? ORDER BY e.sort_key"));
    statement.bind(edit.value);
    std::vector<ExamId> exams;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return exams;
        exams.push_back({statement.integer(0)});
    }
}

Result<EditId> editAt(const Study &study, const QDateTime &moment)
{
    Database &database = study.database();
    const QString text = timeText(moment);
    RETCLIP_TRY(const qint64 last, database.number("SELECT max(id) FROM journal WHERE time <= ?", text));
    RETCLIP_TRY(const qint64 firstAfter, database.number("SELECT min(id) FROM journal WHERE time > ?", text));
    if (firstAfter == 0 || firstAfter > last)
        return EditId{last};
    return failure(ErrorCode::conflict,
                   message(QT_TRANSLATE_NOOP("Message", "The clock was set back: %1 stands twice in the history, "
                                                        "after edit %2 and after edit %3."),
                           {text.toStdString(), std::to_string(firstAfter - 1), std::to_string(last)}),
                   nothingChanged(),
                   message(QT_TRANSLATE_NOOP("Message", "Give the number of the edit instead of a time; the history lists them.")));
}

} // namespace retclip
