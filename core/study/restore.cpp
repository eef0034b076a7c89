// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/restore.h"

#include "core/study/edit_journal.h"
#include "core/study/label_catalogue.h"
#include "core/study/study_errors.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace retclip {

namespace {

QJsonArray valuesOf(const Statement &statement, int column)
{
    const std::string_view text = statement.utf8(column);
    return QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), qsizetype(text.size()))).array();
}

QString labelWords(const LabelCatalogue::Set *set, const QJsonValue &value)
{
    const QJsonObject label = value.toObject();
    if (label.isEmpty() || !label[QStringLiteral("known")].toBool())
        return QStringLiteral("none");
    QStringList classes;
    for (const QJsonValue &name : label[QStringLiteral("classes")].toArray())
        classes.append(name.toString());
    if (set && set->set.kind == LabelKind::binary)
        return classes.isEmpty() ? QStringLiteral("0") : QStringLiteral("1");
    return classes.isEmpty() ? QStringLiteral("0") : classes.join(u'+');
}

QString plainWords(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    if (value.isNull())
        return QStringLiteral("none");
    if (value.isObject()) { // A verdict, a grade, a region: with a row of its own that counts or not.
        const QJsonObject thing = value.toObject();
        if (thing.contains(QStringLiteral("active")) && !thing[QStringLiteral("active")].toBool())
            return QStringLiteral("none");
        if (thing.contains(QStringLiteral("eye"))) // Where a photograph belongs.
            return thing[QStringLiteral("eye")].toString();
        return thing[QStringLiteral("kind")].toString(thing[QStringLiteral("class")].toString(QStringLiteral("yes")));
    }
    return value.toString();
}

DescribedChange described(const FieldChange &change, const LabelCatalogue &catalogue)
{
    DescribedChange words;
    words.exam = {change.exam};
    words.kind = change.field.section(u':', 0, 0);
    words.name = change.field.section(u':', 1);
    words.before = plainWords(change.before);
    words.after = plainWords(change.after);
    if (words.kind == QLatin1String("label")) {
        const LabelCatalogue::Set *set = catalogue.byId(words.name.section(u':', 0, 0).toLongLong());
        words.eye = eyeFromCode(words.name.section(u':', 1, 1).toStdString());
        words.name = set ? set->set.name : words.name;
        words.before = labelWords(set, change.before);
        words.after = labelWords(set, change.after);
    } else if (words.kind == QLatin1String("image")) {
        words.kind = QStringLiteral("eye");
        const auto eye = [](const QString &code) {
            const auto side = eyeFromCode(code.toStdString());
            return side ? QString::fromLatin1(abbreviation(*side)) : QStringLiteral("unknown");
        };
        words.before = eye(words.before);
        words.after = eye(words.after);
    }
    return words;
}

/// Exams that an import changed after an edit. What it found there is no longer how things stand.
Result<QSet<qint64>> importedSince(Database &database, qint64 edit)
{
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT DISTINCT x.exam FROM journal j JOIN journal_exam x ON x.journal = j.id"
                                 " WHERE j.kind = 'import' AND j.id > ?"));
    statement.bind(edit);
    QSet<qint64> exams;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return exams;
        exams.insert(statement.integer(0));
    }
}

/// An import may bring another report without being noted as a change of what people decided.
Result<bool> reportIsAnother(Database &database, const FieldChange &change)
{
    if (change.field != QLatin1String("report"))
        return false;
    RETCLIP_TRY(const auto now, database.text("SELECT text FROM report WHERE exam = ?", change.exam));
    return now.value_or(QString()) != change.before.toString();
}

Result<RestorePlan> planned(Database &database, EditId to)
{
    RestorePlan plan;
    plan.to = to;
    const qint64 edit = to.valid() ? to.value : 0;
    if (edit > 0) {
        RETCLIP_TRY(const auto time, database.text("SELECT time FROM journal WHERE id = ?", edit));
        if (!time)
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "There is no edit %1 in the history."),
                                   {std::to_string(edit)}),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Choose a number that the history lists.")));
        plan.time = timeFrom(*time);
    }
    RETCLIP_TRY(const qint64 last, database.number("SELECT max(id) FROM journal"));
    plan.laterEdits = std::max<qint64>(0, last - edit);
    RETCLIP_TRY(std::vector<FieldChange> changes, netChanges(database, edit, last));
    RETCLIP_TRY(const QSet<qint64> imported, importedSince(database, edit));
    QSet<qint64> kept;
    // Backwards, as undo goes: a photograph that went from exam to exam is a field of each of them, and where it
    // was first is said last.
    std::reverse(changes.begin(), changes.end());
    for (FieldChange &change : changes) {
        if (change.field.startsWith(QLatin1String("place:"))) // Each exam would need its photographs of that moment.
            return failure(ErrorCode::conflict,
                           message(QT_TRANSLATE_NOOP("Message", "Since then photographs went from exam to exam.")),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Undo step by step to before that, or choose a later moment.")));
        std::swap(change.before, change.after); // From how it is to how it was.
        RETCLIP_TRY(const bool another, reportIsAnother(database, change));
        if (another || imported.contains(change.exam)) {
            kept.insert(change.exam);
            continue;
        }
        if (change.exam != 0 && (plan.exams.empty() || plan.exams.back().value != change.exam))
            plan.exams.push_back({change.exam});
        plan.changes.push_back(std::move(change));
    }
    std::sort(plan.exams.begin(), plan.exams.end());
    plan.exams.erase(std::unique(plan.exams.begin(), plan.exams.end()), plan.exams.end());
    for (const qint64 exam : std::as_const(kept)) {
        RETCLIP_TRY(const auto code, database.text("SELECT code FROM exam WHERE id = ?", exam));
        plan.keptByImport.append(code.value_or(QString::number(exam)));
    }
    plan.keptByImport.sort();
    RETCLIP_TRY(Statement statement, database.prepare("SELECT kind, count(*) FROM journal WHERE id > ? AND before = '[]'"
                                                      " AND state = -1 GROUP BY kind"));
    statement.bind(edit);
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return plan;
        plan.stays[statement.text(0)] = statement.integer(1);
    }
}

} // namespace

Result<std::vector<FieldChange>> netChanges(Database &database, qint64 from, qint64 to)
{
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT kind, before, after FROM journal WHERE id > ? AND id <= ?"
                                 " AND before <> '[]' ORDER BY id"));
    statement.bind(from, to);
    std::vector<FieldChange> changes;
    QHash<std::pair<qint64, QString>, std::size_t> places;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            break;
        const QJsonArray before = valuesOf(statement, 1), after = valuesOf(statement, 2);
        // An undo goes through the changes of its edit backwards.
        const bool backwards = statement.utf8(0) == "undo";
        const qsizetype count = std::min(before.size(), after.size());
        for (qsizetype i = 0; i < count; ++i) {
            const qsizetype at = backwards ? count - 1 - i : i;
            const QJsonArray old = before[at].toArray(), now = after[at].toArray();
            const std::pair key{old[0].toInteger(), old[1].toString()};
            const auto place = places.constFind(key);
            if (place == places.cend()) {
                places.insert(key, changes.size());
                changes.push_back({key.first, key.second, old[2], now[2]});
            } else {
                changes[*place].after = now[2];
            }
        }
    }
    std::erase_if(changes, [](const FieldChange &change) { return change.before == change.after; });
    return changes;
}

Result<RestorePlan> planRestore(const Study &study, EditId to)
{
    RETCLIP_TRY(Snapshot snapshot, Snapshot::begin(study.database()));
    return planned(study.database(), to);
}

Result<EditReceipt> restoreTo(Study &study, EditId to, const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = study.database();
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    RETCLIP_CHECK(closeInterruptedImport(database));
    RETCLIP_TRY(const RestorePlan plan, planned(database, to));
    const QString summary = to.valid() ? QStringLiteral("as after edit %1").arg(to.value)
                                       : QStringLiteral("as before the first edit");
    RETCLIP_TRY(EditReceipt receipt,
                EditJournal(database).record(QStringLiteral("restore"), summary, person, plan.changes));
    RETCLIP_CHECK(transaction.commit());
    return receipt;
}

Result<std::vector<DescribedChange>> describeChanges(const Study &study, std::span<const FieldChange> changes)
{
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(study.database()));
    RETCLIP_TRY(Statement statement, study.database().prepare("SELECT code FROM exam WHERE id = ?"));
    std::vector<DescribedChange> list;
    list.reserve(changes.size());
    for (const FieldChange &change : changes) {
        DescribedChange words = described(change, catalogue);
        if (change.exam != 0) {
            RETCLIP_TRY(const bool found, statement.bind(change.exam).step());
            words.code = found ? statement.text(0) : QString();
            statement.reset();
        }
        list.push_back(std::move(words));
    }
    return list;
}

} // namespace retclip
