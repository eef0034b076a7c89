// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/round_changes.h"

#include "core/study/label_catalogue.h"
#include "core/study/round_state.h"
#include "core/study/study_errors.h"

#include <QJsonArray>
#include <QJsonObject>

namespace retclip {

namespace {

/// One item of a round with what a grade of it may be.
struct GradedItem
{
    qint64 round = 0;
    int item = 0;
    QString name; ///< Of the round.
    LabelCatalogue::Set set;
    RoundItem eyes;
    int readers = 0;
};

Result<GradedItem> gradedItem(Database &database, qint64 exam, RoundId round, int item)
{
    GradedItem found;
    found.round = round.value;
    found.item = item;
    qint64 labelSet = 0;
    bool closed = false;
    {
        RETCLIP_TRY(Statement statement,
                    database.prepare("SELECT r.name, r.label_set, r.closed IS NOT NULL, i.eyes, i.control_of,"
                                     " (SELECT count(*) FROM round_reader p WHERE p.round = r.id)"
                                     " FROM reading_round r JOIN round_item i ON i.round = r.id"
                                     " WHERE r.id = ? AND i.item = ? AND i.exam = ?"));
        RETCLIP_TRY(const bool row, statement.bind(round.value, item, exam).step());
        if (!row)
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "The round has no item %1 of this exam."),
                                   {std::to_string(item)}),
                           nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Look at the round's list.")));
        found.name = statement.text(0);
        labelSet = statement.integer(1);
        closed = statement.integer(2) != 0;
        found.eyes = {item, {exam}, int(statement.integer(4)), (statement.integer(3) & 1) != 0,
                      (statement.integer(3) & 2) != 0};
        found.readers = int(statement.integer(5));
    }
    if (closed)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "The round “%1” is closed."), {found.name.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Open another round for further grades.")));
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(database));
    const LabelCatalogue::Set *set = catalogue.byId(labelSet);
    if (!set)
        return failure(unknownLabelSet(QString::number(labelSet), catalogue.names()));
    found.set = *set;
    return found;
}

/// The classes in the order of the set. Errors: as planGrade().
Result<QStringList> classesOf(const GradedItem &item, const EyeGrade &grade)
{
    QStringList names;
    if (!grade.gradable)
        return names;
    for (const QString &text : grade.positive) {
        const int position = classPosition(item.set.set, text);
        if (position < 0)
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "The label set “%1” has no class “%2”."),
                                   {item.set.set.name.toStdString(), text.toStdString()}),
                           nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Choose one of its classes.")));
        names.append(item.set.set.classes[position].name);
    }
    const LabelKind kind = item.set.set.kind;
    const bool single = kind == LabelKind::multiclass || kind == LabelKind::ordinal;
    if ((single && names.size() != 1) || (kind == LabelKind::binary && names.size() > 1))
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The label set “%1” takes exactly one class."),
                               {item.set.set.name.toStdString()}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Give one class, or clear the label.")));
    QStringList ordered;
    for (const LabelClass &entry : item.set.set.classes)
        if (names.contains(entry.name))
            ordered.append(entry.name);
    return ordered;
}

QJsonObject gradeJson(const QStringList &classes, bool gradable, bool active)
{
    return {{QStringLiteral("active"), active},
            {QStringLiteral("classes"), QJsonArray::fromStringList(classes)},
            {QStringLiteral("gradable"), gradable}};
}

/// Takes the grade of that reader, stage and eye back and puts the new one in its place; nothing where
/// it is the same with the same words.
Result<void> replaceGrade(Database &database, const GradedItem &item, const EyeGrade &grade, int reader, int stage,
                          const QString &comment, const QString &person, const QString &time, EditPlan &plan)
{
    RETCLIP_TRY(const QStringList classes, classesOf(item, grade));
    const QString eye = eyeCode(grade.eye);
    bool wanted = false;
    for (const auto &each : item.eyes.eyes())
        wanted = wanted || each == grade.eye;
    if (!wanted)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "This eye of the item is not graded in the round “%1”."),
                               {item.name.toStdString()}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Grade an eye that has a photograph.")));
    const qint64 exam = item.eyes.exam.value;
    std::vector<std::pair<qint64, QJsonObject>> old;
    {
        RETCLIP_TRY(Statement statement,
                    database.prepare("SELECT id, classes, gradable, comment FROM grade WHERE round = ? AND item = ?"
                                     " AND reader = ? AND stage = ? AND eye = ? AND active = 1"));
        statement.bind(item.round, item.item, reader, stage, eye);
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            const QStringList before = classNames(item.set, statement.utf8(1));
            const bool gradable = statement.integer(2) != 0;
            if (before == classes && gradable == grade.gradable && statement.text(3) == comment)
                return {};
            old.emplace_back(statement.integer(0), gradeJson(before, gradable, true));
        }
    }
    for (auto &[id, before] : old) {
        QJsonObject after = before;
        after[QStringLiteral("active")] = false;
        plan.changes.push_back({exam, QStringLiteral("grade:%1").arg(id), before, after});
    }
    RETCLIP_CHECK(database.run("INSERT INTO grade(round, item, eye, reader, stage, classes, gradable, comment, person,"
                               " time, active) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                               item.round, item.item, eye, reader, stage, classIdsText(item.set, classes),
                               grade.gradable, comment, person, time));
    plan.changes.push_back({exam, QStringLiteral("grade:%1").arg(database.lastRow()),
                            gradeJson(classes, grade.gradable, false), gradeJson(classes, grade.gradable, true)});
    return {};
}

Result<int> readerNumber(Database &database, const GradedItem &item, const QString &reader)
{
    RETCLIP_TRY(const qint64 number,
                database.number("SELECT reader FROM round_reader WHERE round = ? AND person = ?", item.round, reader));
    if (number == 0)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "%1 is no reader of the round “%2”."),
                               {reader.toStdString(), item.name.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Say your name in Settings as the round has it.")));
    return int(number);
}

/// Independent grades are given before, reviews after all have graded this eye of the item.
Result<void> checkStage(Database &database, const GradedItem &item, const EyeGrade &grade, int stage)
{
    const std::string ofEye = "SELECT count(*) FROM grade WHERE round = ? AND item = ? AND eye = ? AND active = 1";
    const QString eye = eyeCode(grade.eye);
    if (stage == 0) {
        RETCLIP_TRY(const qint64 later,
                    database.number(ofEye + " AND (stage > 0 OR reader = 0)", item.round, item.item, eye));
        if (later == 0)
            return {};
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "The grades of this item have been shown to its readers.")),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Keep or change the grade in the review of disagreements.")));
    }
    RETCLIP_TRY(const qint64 given,
                database.number(ofEye + " AND stage = 0 AND reader > 0", item.round, item.item, eye));
    if (given >= item.readers)
        return {};
    return failure(ErrorCode::conflict,
                   message(QT_TRANSLATE_NOOP("Message", "Not every reader has graded this item yet.")),
                   nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Wait until all have, then look at the disagreements.")));
}

} // namespace

Result<void> planGrade(Database &database, qint64 exam, const GiveGrade &action, const QString &person,
                       const QString &time, EditPlan &plan)
{
    RETCLIP_TRY(const GradedItem item, gradedItem(database, exam, action.round, action.item));
    const QString reader = action.reader.isEmpty() ? person : action.reader;
    RETCLIP_TRY(const int number, readerNumber(database, item, reader));
    for (const EyeGrade &grade : action.grades) {
        RETCLIP_CHECK(checkStage(database, item, grade, action.stage));
        RETCLIP_CHECK(replaceGrade(database, item, grade, number, action.stage, action.comment, person, time, plan));
    }
    plan.kind = QStringLiteral("grade");
    plan.summary = action.stage == 0 ? QStringLiteral("%1: graded").arg(item.name)
                                     : QStringLiteral("%1: reviewed").arg(item.name);
    return {};
}

Result<void> planSettled(Database &database, qint64 exam, const SettleCase &action, const QString &person,
                         const QString &time, EditPlan &plan)
{
    RETCLIP_TRY(const GradedItem item, gradedItem(database, exam, action.round, action.item));
    if (item.eyes.controlOf != 0)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "A hidden control is settled with its case.")),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Settle item %1."), {std::to_string(item.eyes.controlOf)}));
    for (const EyeGrade &grade : action.grades) {
        RETCLIP_CHECK(checkStage(database, item, grade, 1));
        RETCLIP_CHECK(replaceGrade(database, item, grade, 0, 0, action.comment, person, time, plan));
    }
    plan.kind = QStringLiteral("settle");
    plan.summary = QStringLiteral("%1: settled").arg(item.name);
    return {};
}

Result<void> setGrade(Database &database, qint64 grade, const QJsonValue &value)
{
    return database.run("UPDATE grade SET active = ? WHERE id = ?",
                        value.toObject()[QLatin1String("active")].toBool(), grade);
}

Result<QString> labelSetOfRound(Database &database, RoundId round)
{
    RETCLIP_TRY(const auto name, database.text("SELECT s.name FROM reading_round r JOIN label_set s ON s.id = r.label_set"
                                               " WHERE r.id = ?",
                                               round.value));
    if (!name)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no reading round “%1”."),
                               {std::to_string(round.value)}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Look at the study's rounds.")));
    return *name;
}

} // namespace retclip
