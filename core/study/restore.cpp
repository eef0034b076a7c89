// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/restore.h"

#include "core/study/edit_journal.h"
#include "core/study/label_catalogue.h"
#include "core/study/net_changes.h"
#include "core/study/study_errors.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace retclip {

namespace {

QString labelWords(const LabelCatalogue::Set *set, const QJsonValue &value)
{
    const QJsonObject label = value.toObject();
    if (label.isEmpty() || !label[QStringLiteral("known")].toBool())
        return set ? noLabelWord(set->set) : QStringLiteral("none");
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
        return thing[QStringLiteral("kind")].toString(thing[QStringLiteral("class")].toString(QStringLiteral("yes")));
    }
    return value.toString();
}

QString eyeWords(std::string_view code)
{
    const auto eye = eyeFromCode(code);
    return eye ? QString::fromLatin1(abbreviation(*eye)) : QStringLiteral("unknown");
}

/// "A-1 OD": where a photograph belongs.
Result<QString> placeWords(Statement &codeOfExam, const QJsonValue &value)
{
    const QJsonObject place = value.toObject();
    const qint64 exam = place[photographExamKey].toInteger();
    RETCLIP_TRY(const bool found, codeOfExam.bind(exam).step());
    const QString code = found ? codeOfExam.text(0) : QString::number(exam);
    codeOfExam.reset();
    return code + u' ' + eyeWords(place[photographEyeKey].toString().toStdString());
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
    } else if (words.kind == QLatin1String("define") || words.kind == QLatin1String("colour")) {
        const LabelCatalogue::Set *set = catalogue.byId(words.name.section(u':', 0, 0).toLongLong());
        const qsizetype place = set ? set->classIds.indexOf(words.name.section(u':', 1).toLongLong()) : -1;
        words.name = !set ? words.name : place < 0 ? set->set.name : set->set.name + u'/' + set->set.classes[place].name;
    } else if (words.kind == QLatin1String("image")) {
        words.kind = QStringLiteral("eye");
        words.before = eyeWords(words.before.toStdString());
        words.after = eyeWords(words.after.toStdString());
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

bool isPlace(const FieldChange &change)
{
    return change.field.startsWith(QLatin1String("place:"));
}

std::pair<qint64, qint64> examsOfPlace(const FieldChange &change)
{
    return {change.before.toObject()[photographExamKey].toInteger(), change.after.toObject()[photographExamKey].toInteger()};
}

/// Exams between which photographs went are set back together or not at all: else one would wait for a
/// photograph that the other keeps.
void spreadOverMoves(const std::vector<FieldChange> &changes, QSet<qint64> &kept)
{
    if (kept.isEmpty())
        return;
    for (bool more = true; more;) {
        more = false;
        for (const FieldChange &change : changes) {
            if (!isPlace(change))
                continue;
            const auto [from, to] = examsOfPlace(change);
            if (kept.contains(from) == kept.contains(to))
                continue;
            kept << from << to;
            more = true;
        }
    }
}

/// Says of each exam that gives a photograph back how many it has then, as the edit that moves one does.
Result<void> countPhotographs(Database &database, std::vector<FieldChange> &changes)
{
    QMap<qint64, qint64> gives, takes;
    for (const FieldChange &change : changes) {
        if (!isPlace(change))
            continue;
        const auto [from, to] = examsOfPlace(change);
        ++gives[from];
        ++takes[to];
    }
    for (auto exam = gives.cbegin(); exam != gives.cend(); ++exam) {
        RETCLIP_TRY(const qint64 now, database.number("SELECT count(*) FROM image WHERE exam = ?", exam.key()));
        changes.push_back({exam.key(), QStringLiteral("photographs"), now,
                           now - exam.value() + takes.value(exam.key())});
    }
    return {};
}

/// An import may bring another report without being noted as a change of what people decided.
Result<bool> reportIsAnother(Database &database, const FieldChange &change)
{
    if (change.field != QLatin1String("report"))
        return false;
    RETCLIP_TRY(const auto now, database.text("SELECT text FROM report WHERE exam = ?", change.exam));
    return now.value_or(QString()) != change.after.toString();
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
    RETCLIP_TRY(std::vector<FieldChange> changes, netChanges(database, edit));
    RETCLIP_TRY(QSet<qint64> imported, importedSince(database, edit));
    spreadOverMoves(changes, imported);
    QSet<qint64> kept;
    for (FieldChange &change : changes) {
        RETCLIP_TRY(const bool another, reportIsAnother(database, change));
        if (another || imported.contains(change.exam)) {
            kept.insert(change.exam);
            if (isPlace(change))
                kept.insert(examsOfPlace(change).first);
            continue;
        }
        std::swap(change.before, change.after); // From how it is to how it was.
        if (isPlace(change))
            change.exam = examsOfPlace(change).second;
        plan.changes.push_back(std::move(change));
    }
    RETCLIP_CHECK(countPhotographs(database, plan.changes));
    for (const FieldChange &change : plan.changes)
        if (change.exam != 0 && (plan.exams.empty() || plan.exams.back().value != change.exam))
            plan.exams.push_back({change.exam});
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
        if (change.field == QLatin1String("photographs"))
            continue; // Follows from where photographs belong.
        DescribedChange words = described(change, catalogue);
        if (isPlace(change)) {
            words.kind = QStringLiteral("photograph");
            RETCLIP_TRY(words.before, placeWords(statement, change.before));
            RETCLIP_TRY(words.after, placeWords(statement, change.after));
        }
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
