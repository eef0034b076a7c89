// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/edit_journal.h"

#include "core/base/sha256.h"
#include "core/study/edit_changes.h"
#include "core/study/history_rows.h"
#include "core/study/kept_sentences.h"
#include "core/study/study_errors.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace retclip {

struct EditJournal::Row
{
    qint64 id = 0;
    QString time, person, kind;
    qint64 items = 0;
    QString summary;
    std::optional<qint64> target; ///< The row that an undo or redo is about.
    QByteArray before, after;
    int state = 0;

    [[nodiscard]] QString hash(const QString &previous) const
    {
        const QJsonArray head{id,      time,    person,
                              kind,    items,   summary,
                              target ? QJsonValue(*target) : QJsonValue()};
        Sha256 sum;
        sum.add(std::string_view(previous.toStdString()));
        for (const QByteArray &part : {QJsonDocument(head).toJson(QJsonDocument::Compact), before, after}) {
            sum.add(std::string_view("\n"));
            sum.add(std::string_view(part.constData(), std::size_t(part.size())));
        }
        return QString::fromStdString(sum.hex());
    }
};

namespace {

constexpr int done = 0, undone = 1, undoneForGood = 2, notUndoable = -1;
const QString firstHash = QString(64, u'0');

/// One array [exam, field, value] a change. Put into words one by one: as one tree of values the changes of
/// 200,000 exams would take some hundred megabytes.
QByteArray valuesText(const std::vector<FieldChange> &changes, QJsonValue FieldChange::*value)
{
    QByteArray list = "[";
    for (const FieldChange &change : changes) {
        if (list.size() > 1)
            list += ',';
        list += QJsonDocument(QJsonArray{change.exam, change.field, change.*value}).toJson(QJsonDocument::Compact);
    }
    return list + ']';
}

std::vector<ExamId> examsOf(const std::vector<FieldChange> &changes)
{
    std::vector<ExamId> exams;
    for (const FieldChange &change : changes)
        if (change.exam != 0 && (exams.empty() || exams.back().value != change.exam))
            exams.push_back({change.exam});
    std::sort(exams.begin(), exams.end());
    exams.erase(std::unique(exams.begin(), exams.end()), exams.end());
    return exams;
}

Error nothingLeft(bool undoing)
{
    return {ErrorCode::not_found,
            undoing ? message(QT_TRANSLATE_NOOP("Message", "There is nothing left to undo."))
                    : message(QT_TRANSLATE_NOOP("Message", "There is nothing to redo.")),
            nothingChanged(),
            undoing ? message(QT_TRANSLATE_NOOP("Message", "The history shows what was done."))
                    : message(QT_TRANSLATE_NOOP("Message", "Redo follows an undo, until the next edit.")),
            {}};
}

} // namespace

Result<EditReceipt> EditJournal::append(Row row, const std::vector<ExamId> &changed)
{
    QString previous = firstHash;
    {
        RETCLIP_TRY(Statement statement,
                    m_database.prepare("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1"));
        RETCLIP_TRY(const bool found, statement.step());
        row.id = 1;
        if (found) {
            row.id = statement.integer(0) + 1;
            previous = statement.text(1);
        }
    }
    const QString hash = row.hash(previous);
    RETCLIP_CHECK(m_database.run("INSERT INTO journal(id, time, person, kind, items, summary, target,"
                                 " before, after, hash, state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                 row.id, row.time, row.person, row.kind, row.items, row.summary,
                                 row.target, row.before, row.after, hash, row.state));
    // Where the chain ends, so that rows missing at the end are noticed too.
    RETCLIP_CHECK(m_database.run("INSERT INTO setting(key, value) VALUES('journal_head', ?1)"
                                 " ON CONFLICT(key) DO UPDATE SET value = ?1",
                                 QStringLiteral("%1 %2").arg(row.id).arg(hash)));
    for (const ExamId exam : changed)
        RETCLIP_CHECK(m_database.run("INSERT INTO journal_exam(exam, journal) VALUES(?, ?)", exam.value,
                                     row.id));
    EditReceipt receipt;
    receipt.edit = {row.id};
    receipt.time = timeFrom(row.time);
    receipt.person = row.person;
    receipt.kind = row.kind;
    receipt.summary = row.summary;
    receipt.hash = hash;
    receipt.changed = changed;
    return receipt;
}

Result<EditReceipt> EditJournal::apply(const Edit &edit)
{
    return apply({edit.action}, edit.exams, edit.person);
}

Result<EditReceipt> EditJournal::apply(const std::vector<EditAction> &actions,
                                       const std::vector<ExamId> &exams, const QString &person)
{
    RETCLIP_TRY(Transaction transaction, Transaction::begin(m_database));
    RETCLIP_CHECK(closeInterruptedImport(m_database));
    std::vector<FieldChange> changes;
    RETCLIP_TRY(Row row, carryOut(actions, exams, person, changes));
    RETCLIP_TRY(EditReceipt receipt, keep(std::move(row), changes));
    if (receipt.edit.valid()) // Else the transaction rolls back what was prepared.
        RETCLIP_CHECK(transaction.commit());
    return receipt;
}

Result<std::vector<FieldChange>> EditJournal::preview(const std::vector<EditAction> &actions,
                                                      const std::vector<ExamId> &exams, const QString &person)
{
    RETCLIP_TRY(Transaction transaction, Transaction::begin(m_database));
    std::vector<FieldChange> changes;
    RETCLIP_TRY([[maybe_unused]] const Row row, carryOut(actions, exams, person, changes));
    return changes; // The transaction rolls all of it back.
}

/// Does the actions, each seeing what those before it did; gives the row that tells of it.
Result<EditJournal::Row> EditJournal::carryOut(const std::vector<EditAction> &actions,
                                               const std::vector<ExamId> &exams, const QString &person,
                                               std::vector<FieldChange> &changes)
{
    Row row;
    row.time = nowText();
    row.person = person;
    QStringList summaries;
    for (const EditAction &action : actions) {
        RETCLIP_TRY(const EditPlan plan, planEdit(m_database, {action, exams, person}, row.time));
        for (const FieldChange &change : plan.changes)
            RETCLIP_CHECK(setField(m_database, change.exam, change.field, change.after));
        if (plan.changes.empty() && row.summary.isEmpty()) { // What a receipt of no change says.
            row.kind = plan.kind;
            row.summary = plan.summary;
        } else if (!plan.changes.empty()) {
            row.kind = summaries.isEmpty() ? plan.kind : QStringLiteral("edit");
            summaries.append(plan.summary);
            row.summary = summaries.join(QStringLiteral("; "));
        }
        changes.insert(changes.end(), plan.changes.begin(), plan.changes.end());
    }
    return row;
}

Result<EditReceipt> EditJournal::record(const QString &kind, const QString &summary, const QString &person,
                                        const std::vector<FieldChange> &changes)
{
    RETCLIP_TRY(Transaction transaction, Transaction::begin(m_database));
    RETCLIP_CHECK(closeInterruptedImport(m_database));
    for (const FieldChange &change : changes)
        RETCLIP_CHECK(setField(m_database, change.exam, change.field, change.after));
    Row row;
    row.time = nowText();
    row.person = person;
    row.kind = kind;
    row.summary = summary;
    RETCLIP_TRY(EditReceipt receipt, keep(std::move(row), changes));
    RETCLIP_CHECK(transaction.commit());
    return receipt;
}

/// The row of an edit that can be undone; none where nothing changes.
Result<EditReceipt> EditJournal::keep(Row row, const std::vector<FieldChange> &changes)
{
    if (changes.empty()) {
        EditReceipt receipt;
        receipt.time = timeFrom(row.time);
        receipt.person = row.person;
        receipt.kind = row.kind;
        receipt.summary = row.summary;
        return receipt;
    }
    const std::vector<ExamId> changed = examsOf(changes);
    row.items = changed.empty() ? qint64(changes.size()) : qint64(changed.size());
    row.before = valuesText(changes, &FieldChange::before);
    row.after = valuesText(changes, &FieldChange::after);
    row.state = done;
    RETCLIP_CHECK(m_database.run("UPDATE journal SET state = 2 WHERE state = 1"));
    return append(std::move(row), changed);
}

Result<EditReceipt> EditJournal::undo(const QString &person)
{
    return reverse(person, true);
}

Result<EditReceipt> EditJournal::redo(const QString &person)
{
    return reverse(person, false);
}

Result<EditReceipt> EditJournal::reverse(const QString &person, bool undoing)
{
    RETCLIP_TRY(Transaction transaction, Transaction::begin(m_database));
    RETCLIP_CHECK(closeInterruptedImport(m_database));
    RETCLIP_TRY(const HistoryRow target, next(undoing));
    RETCLIP_CHECK(refuseAcrossImport(target, undoing));
    QByteArray before, after;
    {
        RETCLIP_TRY(Statement statement,
                    m_database.prepare("SELECT before, after FROM journal WHERE id = ?"));
        RETCLIP_TRY([[maybe_unused]] const bool found, statement.bind(target.edit.value).step());
        const auto bytes = [&](int column) {
            const std::string_view text = statement.utf8(column);
            return QByteArray(text.data(), qsizetype(text.size()));
        };
        before = bytes(undoing ? 1 : 0);
        after = bytes(undoing ? 0 : 1);
    }
    // Backwards when undoing: a later change of the same edit may rest on an earlier one.
    const QJsonArray values = QJsonDocument::fromJson(after).array();
    std::vector<FieldChange> changes;
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QJsonArray value = values[undoing ? values.size() - 1 - i : i].toArray();
        changes.push_back({value[0].toInteger(), value[1].toString(), {}, value[2]});
    }
    for (const FieldChange &change : changes)
        RETCLIP_CHECK(setField(m_database, change.exam, change.field, change.after));
    RETCLIP_CHECK(m_database.run("UPDATE journal SET state = ? WHERE id = ?", undoing ? undone : done,
                                 target.edit.value));
    const std::vector<ExamId> changed = examsOf(changes);
    Row row;
    row.time = nowText();
    row.person = person;
    row.kind = undoing ? QStringLiteral("undo") : QStringLiteral("redo");
    row.items = changed.empty() ? qint64(changes.size()) : qint64(changed.size());
    row.summary = QStringLiteral("%1: %2").arg(target.kind, target.summary);
    row.target = target.edit.value;
    row.before = before;
    row.after = after;
    row.state = notUndoable;
    RETCLIP_TRY(EditReceipt receipt, append(std::move(row), changed));
    RETCLIP_CHECK(transaction.commit());
    return receipt;
}

/// What an edit left or found is no longer how things stand where an import has changed the same
/// exams since: setting it back would step over the import's data.
Result<void> EditJournal::refuseAcrossImport(const HistoryRow &target, bool undoing)
{
    RETCLIP_TRY(Statement statement,
                m_database.prepare("SELECT j.summary, j.after, count(DISTINCT mine.exam)"
                                   " FROM journal_exam mine JOIN journal_exam theirs"
                                   " ON theirs.exam = mine.exam AND theirs.journal > mine.journal"
                                   " JOIN journal j ON j.id = theirs.journal AND j.kind = 'import'"
                                   " WHERE mine.journal = ? GROUP BY j.id ORDER BY j.id DESC LIMIT 1"));
    RETCLIP_TRY(const bool found, statement.bind(target.edit.value).step());
    if (!found)
        return {};
    const std::string_view words = statement.utf8(1);
    const QString backup = QJsonDocument::fromJson(QByteArray(words.data(), qsizetype(words.size())))
                               .object()[QStringLiteral("backup")].toString();
    const std::vector<std::string> arguments{
        QStringLiteral("%1: %2").arg(target.kind, target.summary).toStdString(),
        statement.text(0).toStdString(), std::to_string(statement.integer(2))};
    return failure(
        ErrorCode::conflict,
        undoing ? message(QT_TRANSLATE_NOOP("Message",
                                            "The edit “%1” cannot be taken back: the import “%2” has "
                                            "changed exams of it since (%3)."),
                          arguments)
                : message(QT_TRANSLATE_NOOP("Message",
                                            "The edit “%1” cannot be done again: the import “%2” has "
                                            "changed exams of it since (%3)."),
                          arguments),
        nothingChanged(),
        backup.isEmpty()
            ? message(QT_TRANSLATE_NOOP("Message", "Set what you want by a new edit."))
            : message(QT_TRANSLATE_NOOP("Message",
                                        "Set what you want by a new edit. The study as it was before "
                                        "the import is backups/%1 in its folder."),
                      {backup.toStdString()}));
}

Result<HistoryRow> EditJournal::next(bool undoing)
{
    // Undoing goes from the newest to older ones, so the last one undone is the oldest of them.
    RETCLIP_TRY(Statement statement,
                m_database.prepare(std::string(historyColumns)
                                   + (undoing ? "journal j WHERE state = 0 ORDER BY id DESC LIMIT 1"
                                              : "journal j WHERE state = 1 ORDER BY id LIMIT 1")));
    RETCLIP_TRY(const bool found, statement.step());
    if (!found)
        return failure(nothingLeft(undoing));
    HistoryRow row = historyRow(statement);
    RETCLIP_TRY(Statement members,
                m_database.prepare("SELECT exam FROM journal_exam WHERE journal = ? ORDER BY exam"));
    members.bind(row.edit.value);
    for (;;) {
        RETCLIP_TRY(const bool found_member, members.step());
        if (!found_member)
            return row;
        row.exams.push_back({members.integer(0)});
    }
}

Result<HistoryRow> EditJournal::nextUndo()
{
    return next(true);
}

Result<HistoryRow> EditJournal::nextRedo()
{
    return next(false);
}

Result<QVector<HistoryRow>> EditJournal::history(ExamId exam, int limit)
{
    RETCLIP_TRY(Statement statement,
                m_database.prepare(std::string(historyColumns)
                                   + (exam.valid() ? "journal_exam x JOIN journal j ON j.id = x.journal"
                                                     " WHERE x.exam = ?2 ORDER BY x.journal DESC LIMIT ?1"
                                                   : "journal j ORDER BY j.id DESC LIMIT ?1")));
    if (exam.valid())
        statement.bind(limit < 0 ? -1 : limit, exam.value);
    else
        statement.bind(limit < 0 ? -1 : limit);
    QVector<HistoryRow> rows;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return rows;
        rows.append(historyRow(statement));
    }
}

Result<LabelSetId> EditJournal::defineLabelSet(const LabelSet &set, const QString &person)
{
    RETCLIP_TRY(Transaction transaction, Transaction::begin(m_database));
    RETCLIP_CHECK(closeInterruptedImport(m_database));
    RETCLIP_TRY(const auto stored, storeLabelSet(m_database, set));
    if (stored.second) {
        QStringList classes;
        for (const LabelClass &entry : set.classes)
            classes.append(entry.name);
        const QJsonObject detail{{QStringLiteral("name"), set.name},
                                 {QStringLiteral("kind"), QString::fromLatin1(word(set.kind))},
                                 {QStringLiteral("per_eye"), set.perEye},
                                 {QStringLiteral("classes"), QJsonArray::fromStringList(classes)}};
        RETCLIP_TRY([[maybe_unused]] const EditReceipt receipt,
                    note(QStringLiteral("label_set"), person, 0,
                         QStringLiteral("%1: %2").arg(set.name, classes.join(QStringLiteral(", "))),
                         QJsonDocument(detail).toJson(QJsonDocument::Compact)));
    }
    RETCLIP_CHECK(transaction.commit());
    return stored.first;
}

Result<EditReceipt> EditJournal::note(const QString &kind, const QString &person, qint64 items,
                                      const QString &summary, const QByteArray &detail,
                                      const std::vector<ExamId> &changed)
{
    Row row;
    row.time = nowText();
    row.person = person;
    row.kind = kind;
    row.items = items;
    row.summary = summary;
    row.before = "[]";
    row.after = detail;
    row.state = notUndoable;
    return append(std::move(row), changed);
}

Result<QStringList> EditJournal::verify()
{
    QStringList problems;
    RETCLIP_TRY(Statement statement,
                m_database.prepare("SELECT id, time, person, kind, items, summary, target, before, after,"
                                   " hash, state FROM journal ORDER BY id"));
    QString previous = firstHash;
    qint64 expected = 1;
    QHash<qint64, int> states; // As they follow from the rows.
    QHash<qint64, int> stored;
    std::vector<qint64> redoable;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            break;
        const auto bytes = [&](int column) {
            const std::string_view text = statement.utf8(column);
            return QByteArray(text.data(), qsizetype(text.size()));
        };
        Row row{statement.integer(0), statement.text(1), statement.text(2), statement.text(3),
                statement.integer(4), statement.text(5), std::nullopt,      bytes(7),
                bytes(8),             int(statement.integer(10))};
        if (!statement.isNull(6))
            row.target = statement.integer(6);
        const QString hash = statement.text(9);
        if (row.id != expected)
            problems.append(keptSentence("journal: rows %1 to %2 are missing").arg(expected).arg(row.id - 1));
        if (row.hash(previous) != hash)
            problems.append(keptSentence("journal: the chain is broken at row %1 (%2, %3)")
                                .arg(row.id)
                                .arg(row.time, row.kind));
        previous = hash;
        expected = row.id + 1;
        stored[row.id] = row.state;
        if (row.kind == QLatin1String("undo") && row.target) {
            states[*row.target] = undone;
            redoable.push_back(*row.target);
            states[row.id] = notUndoable;
        } else if (row.kind == QLatin1String("redo") && row.target) {
            states[*row.target] = done;
            std::erase(redoable, *row.target);
            states[row.id] = notUndoable;
        } else if (row.state == notUndoable) {
            states[row.id] = notUndoable;
        } else {
            for (const qint64 id : redoable)
                states[id] = undoneForGood;
            redoable.clear();
            states[row.id] = done;
        }
    }
    for (auto state = states.cbegin(); state != states.cend(); ++state)
        if (stored.value(state.key(), -9) != state.value())
            problems.append(keptSentence("journal: row %1 is not in the state that its undo rows say")
                                .arg(state.key()));
    RETCLIP_TRY(const auto head,
                m_database.text("SELECT value FROM setting WHERE key = 'journal_head'"));
    if (head.value_or(QString()) != (expected == 1 ? QString()
                                                   : QStringLiteral("%1 %2").arg(expected - 1).arg(previous)))
        problems.append(keptSentence("journal: rows are missing at the end"));
    return problems;
}

Result<void> closeInterruptedImport(Database &database)
{
    RETCLIP_TRY(const auto open, database.text("SELECT value FROM setting WHERE key = 'import_open'"));
    if (!open)
        return {};
    const QByteArray detail = open->toUtf8();
    const QJsonObject import = QJsonDocument::fromJson(detail).object();
    const qint64 items = import[QStringLiteral("added")].toInteger()
        + import[QStringLiteral("changed")].toInteger();
    RETCLIP_TRY(const auto touched,
                database.text("SELECT value FROM setting WHERE key = 'import_touched'"));
    std::vector<ExamId> changed;
    for (const QJsonValue &exam : QJsonDocument::fromJson(touched.value_or(QString()).toUtf8()).array())
        changed.push_back({exam.toInteger()});
    RETCLIP_TRY([[maybe_unused]] const EditReceipt receipt,
                EditJournal(database).note(QStringLiteral("import"),
                                           import[QStringLiteral("person")].toString(), items,
                                           QStringLiteral("%1 (interrupted)")
                                               .arg(import[QStringLiteral("source")].toString()),
                                           detail, changed));
    return database.run("DELETE FROM setting WHERE key IN ('import_open', 'import_touched')");
}

} // namespace retclip
