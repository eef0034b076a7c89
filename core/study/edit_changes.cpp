// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/edit_changes.h"

#include "core/study/label_catalogue.h"
#include "core/study/label_definitions.h"
#include "core/study/photograph_looks.h"
#include "core/study/photograph_marks.h"
#include "core/study/region_changes.h"
#include "core/study/round_changes.h"
#include "core/study/saved_queries.h"
#include "core/study/study_errors.h"
#include "core/study/text_index.h"

#include <QJsonArray>
#include <QJsonObject>

namespace retclip {

namespace {

const char *const splitNames = "none"; // Of an exam that belongs to no split.

QString splitWord(qint64 number)
{
    return QString::fromLatin1(number >= 1 && number <= 3 ? word(Split(number)) : splitNames);
}

/// "1", "0", "DR+glaucoma", noLabelWord(): a label's value as a person reads it.
QString valueText(const LabelSet &set, const QJsonValue &value)
{
    const QJsonObject label = value.toObject();
    if (label.isEmpty() || !label[QStringLiteral("known")].toBool())
        return noLabelWord(set);
    QStringList classes;
    for (const QJsonValue &name : label[QStringLiteral("classes")].toArray())
        classes.append(name.toString());
    if (set.kind == LabelKind::binary)
        return classes.isEmpty() ? QStringLiteral("0") : QStringLiteral("1");
    return classes.isEmpty() ? QStringLiteral("0") : classes.join(u'+');
}

class Planner
{
public:
    Planner(Database &database, const Edit &edit, const QString &time)
        : m_database(database), m_edit(edit), m_time(time)
    {
    }

    Result<EditPlan> plan()
    {
        if (m_edit.exams.empty())
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "The edit names no exam.")),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Choose at least one exam.")));
        std::vector<ExamId> exams = m_edit.exams;
        std::sort(exams.begin(), exams.end());
        exams.erase(std::unique(exams.begin(), exams.end()), exams.end());
        for (const ExamId exam : exams) {
            RETCLIP_TRY(const qint64 there,
                        m_database.number("SELECT count(*) FROM exam WHERE id = ?", exam.value));
            if (there == 0)
                return failure(unknownExam(QString::number(exam.value)));
            m_exam = exam.value;
            const Result<void> planned
                = std::visit([this](const auto &action) { return this->planOne(action); }, m_edit.action);
            if (!planned)
                return failure(planned.error());
        }
        if (const auto *verdict = std::get_if<GiveVerdict>(&m_edit.action); verdict && verdict->newLabel)
            m_plan.summary += QStringLiteral("; ") + m_labelSummary;
        else if (m_plan.summary.isEmpty())
            m_plan.summary = m_labelSummary;
        return std::move(m_plan);
    }

private:
    void add(const QString &field, QJsonValue before, QJsonValue after)
    {
        if (before != after)
            m_plan.changes.push_back({m_exam, field, std::move(before), std::move(after)});
    }
    void name(const char *kind, const QString &summary)
    {
        m_plan.kind = QString::fromLatin1(kind);
        m_plan.summary = summary;
    }

    // ---- Labels ----
    Result<const LabelCatalogue::Set *> setNamed(const QString &name)
    {
        if (!m_catalogueRead) {
            RETCLIP_TRY(m_catalogue, readCatalogue(m_database));
            m_catalogueRead = true;
        }
        const LabelCatalogue::Set *set = m_catalogue.byName(name);
        if (!set)
            return failure(unknownLabelSet(name, m_catalogue.names()));
        return set;
    }

    Result<QString> className(const LabelSet &set, const QString &text) const
    {
        const int position = classPosition(set, text);
        if (position >= 0)
            return set.classes[position].name;
        QStringList names;
        for (const LabelClass &entry : set.classes)
            names.append(entry.name);
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "The label set “%1” has no class “%2”."),
                               {set.name.toStdString(), text.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                               {names.join(QStringLiteral(", ")).toStdString()}));
    }

    struct Effective
    {
        QJsonValue json; ///< Null: none.
        QStringList classes;
        bool known = false;
        QString source;
    };
    Result<Effective> effective(const LabelCatalogue::Set &set, const QString &eye)
    {
        RETCLIP_TRY(Statement statement,
                    m_database.prepare("SELECT id, classes, known, source FROM label"
                                       " WHERE exam = ? AND label_set = ? AND eye = ? AND effective = 1"));
        RETCLIP_TRY(const bool row, statement.bind(m_exam, set.set.id.value, eye).step());
        Effective now;
        if (!row)
            return now;
        now.classes = classNames(set, statement.utf8(1));
        now.known = statement.integer(2) != 0;
        now.source = statement.text(3);
        now.json = labelJson(statement.integer(0), now.classes, now.known, now.source);
        return now;
    }
    static QJsonObject labelJson(qint64 row, const QStringList &classes, bool known,
                                 const QString &source)
    {
        return {{QStringLiteral("row"), row},
                {QStringLiteral("classes"), QJsonArray::fromStringList(classes)},
                {QStringLiteral("known"), known},
                {QStringLiteral("source"), source}};
    }

    std::vector<std::optional<Laterality>> eyesOf(const LabelSet &set,
                                                  std::optional<Laterality> wanted) const
    {
        if (!set.perEye)
            return {std::nullopt};
        if (wanted)
            return {wanted};
        return {Laterality::right, Laterality::left}; // "Both".
    }

    Result<void> planLabel(const LabelCatalogue::Set &set, std::optional<Laterality> eye,
                           const Effective &before, QStringList classes, bool known,
                           LabelSource source)
    {
        QStringList ordered;
        if (known)
            for (const LabelClass &entry : set.set.classes)
                if (classes.contains(entry.name))
                    ordered.append(entry.name);
        const QString sourceWord = QString::fromLatin1(word(source));
        // What a person gave stays that person's when it is said again, by whom ever; confirming an
        // imported label, or a grader's in review, is a change: of where it comes from.
        const bool givenByPerson = before.source != QLatin1String(word(LabelSource::imported));
        const bool same = before.json.isNull()
            ? !known
            : before.classes == ordered && before.known == known
                && (before.source == sourceWord || (givenByPerson && source == LabelSource::grader));
        const QString eyeText = eyeCode(eye);
        QJsonValue after = before.json;
        if (!same) {
            RETCLIP_CHECK(m_database.run(
                "INSERT INTO label(exam, label_set, eye, classes, known, source, person, time, effective)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, 0)",
                m_exam, set.set.id.value, eyeText, classIdsText(set, ordered), known, sourceWord,
                m_edit.person, m_time));
            after = labelJson(m_database.lastRow(), ordered, known, sourceWord);
            add(QStringLiteral("label:%1:%2").arg(set.set.id.value).arg(eyeText), before.json, after);
        }
        const QString place
            = eye && m_eyesTouched == 1 ? u'@' + QString::fromLatin1(abbreviation(*eye)) : QString();
        const QString now = QStringLiteral("%1%2 = %3").arg(set.set.name, place, valueText(set.set, after));
        const QString was = valueText(set.set, before.json);
        if (m_labelSummary.isEmpty()) {
            m_labelNow = now;
            m_labelWas = was;
            m_labelSummary = QStringLiteral("%1 (was %2)").arg(now, was);
        } else if (m_labelSummary != m_labelNow) {
            if (now != m_labelNow) // A toggle that turns some on and others off.
                m_labelSummary = m_labelNow = QStringLiteral("%1 toggled").arg(set.set.name);
            else if (was != m_labelWas)
                m_labelSummary = m_labelNow;
        }
        return {};
    }

    Result<void> planOne(const SetLabel &action)
    {
        RETCLIP_TRY(const LabelCatalogue::Set *set, setNamed(action.labelSet));
        QStringList classes;
        for (const QString &text : action.positive) {
            RETCLIP_TRY(const QString name, className(set->set, text));
            if (!classes.contains(name))
                classes.append(name);
        }
        const bool single = set->set.kind == LabelKind::multiclass || set->set.kind == LabelKind::ordinal;
        if (action.known && single && classes.size() != 1)
            return failure(
                ErrorCode::invalid_argument,
                message(QT_TRANSLATE_NOOP("Message", "The label set “%1” takes exactly one class."),
                        {set->set.name.toStdString()}),
                nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Give one class, or clear the label.")));
        const auto eyes = eyesOf(set->set, action.eye);
        m_eyesTouched = int(eyes.size());
        for (const auto &eye : eyes) {
            RETCLIP_TRY(const Effective before, effective(*set, eyeCode(eye)));
            RETCLIP_CHECK(planLabel(*set, eye, before, classes, action.known, action.source));
        }
        if (m_plan.kind.isEmpty())
            m_plan.kind = QStringLiteral("label");
        return {};
    }

    Result<void> planOne(const ToggleClass &action)
    {
        RETCLIP_TRY(const LabelCatalogue::Set *set, setNamed(action.labelSet));
        RETCLIP_TRY(const QString name, className(set->set, action.className));
        const bool single = set->set.kind == LabelKind::multiclass || set->set.kind == LabelKind::ordinal;
        const auto eyes = eyesOf(set->set, action.eye);
        m_eyesTouched = int(eyes.size());
        for (const auto &eye : eyes) {
            RETCLIP_TRY(const Effective before, effective(*set, eyeCode(eye)));
            QStringList classes = single || !before.known ? QStringList() : before.classes;
            if (classes.contains(name))
                classes.removeAll(name);
            else
                classes.append(name);
            RETCLIP_CHECK(planLabel(*set, eye, before, classes, true, action.source));
        }
        m_plan.kind = QStringLiteral("label");
        return {};
    }

    // ---- Tags and notes ----
    Result<void> planTag(const QString &text, bool wanted)
    {
        // A tag is one word or a few on one line; an old one is removed as it stands.
        const QString tag = wanted ? text.simplified() : text.trimmed();
        if (tag.isEmpty())
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "A tag needs a name.")), nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Type a word.")));
        RETCLIP_TRY(const qint64 has,
                    m_database.number("SELECT count(*) FROM tag t JOIN exam_tag x ON x.tag = t.id"
                                      " WHERE t.name = ? AND x.exam = ?",
                                      tag, m_exam));
        add(QStringLiteral("tag:") + tag, has > 0, wanted);
        name(wanted ? "tag" : "untag", QLatin1Char(wanted ? '+' : '-') + tag);
        return {};
    }
    Result<void> planOne(const AddTag &action) { return planTag(action.tag, true); }
    Result<void> planOne(const RemoveTag &action) { return planTag(action.tag, false); }

    Result<void> planOne(const SetComment &action)
    {
        RETCLIP_TRY(const auto before,
                    m_database.text("SELECT comment FROM exam WHERE id = ?", m_exam));
        add(QStringLiteral("comment"), before.value_or(QString()), action.comment);
        name("comment", action.comment.isEmpty() ? QStringLiteral("comment removed")
                                                 : action.comment.left(200));
        return {};
    }

    Result<void> planFlag(const char *column, bool wanted, const char *kind)
    {
        const std::string sql = std::string("SELECT ") + column + " FROM exam WHERE id = ?";
        RETCLIP_TRY(const qint64 before, m_database.number(sql, m_exam));
        add(QString::fromLatin1(column), before != 0, wanted);
        name(kind, QString::fromLatin1(kind));
        return {};
    }
    Result<void> planOne(const SetExcluded &action)
    {
        return planFlag("excluded", action.excluded, action.excluded ? "exclude" : "include");
    }
    Result<void> planOne(const SetUnsure &action)
    {
        return planFlag("unsure", action.unsure, action.unsure ? "unsure" : "sure");
    }

    Result<void> planOne(const SetSplit &action)
    {
        RETCLIP_TRY(const qint64 before, m_database.number("SELECT split FROM exam WHERE id = ?", m_exam));
        const QString after = splitWord(qint64(action.split));
        add(QStringLiteral("split"), splitWord(before), after);
        name("split", QStringLiteral("split = %1").arg(after));
        return {};
    }

    Result<void> planOne(const RedactTexts &action)
    {
        if (const auto wanted = action.reports.constFind(m_exam); wanted != action.reports.cend()) {
            RETCLIP_TRY(const auto before,
                        m_database.text("SELECT text FROM report WHERE exam = ?", m_exam));
            add(QStringLiteral("report"), before.value_or(QString()), *wanted);
        }
        if (const auto wanted = action.comments.constFind(m_exam); wanted != action.comments.cend())
            RETCLIP_CHECK(planOne(SetComment{*wanted}));
        if (const auto wanted = action.cameras.constFind(m_exam); wanted != action.cameras.cend()) {
            RETCLIP_TRY(const auto before, m_database.text("SELECT camera FROM exam WHERE id = ?", m_exam));
            add(QStringLiteral("camera"), before.value_or(QString()), *wanted);
        }
        for (const QString &tag : action.tagsTakenOff.value(m_exam))
            RETCLIP_CHECK(planTag(tag, false));
        name("redact", action.summary);
        return {};
    }

    // ---- Verdicts ----
    QJsonObject verdictJson(qint64 id, const QString &kind, bool active) const
    {
        return {{QStringLiteral("row"), id},
                {QStringLiteral("kind"), kind},
                {QStringLiteral("active"), active}};
    }
    Result<void> withdraw(const char *sql, const std::optional<qint64> run, const QString &labelSet)
    {
        std::vector<std::pair<qint64, QString>> old;
        {
            RETCLIP_TRY(Statement statement, m_database.prepare(sql));
            if (run)
                statement.bind(m_exam, m_edit.person, *run, labelSet);
            else
                statement.bind(m_exam, m_edit.person, std::nullopt, labelSet);
            for (;;) {
                RETCLIP_TRY(const bool row, statement.step());
                if (!row)
                    break;
                old.emplace_back(statement.integer(0), statement.text(1));
            }
        }
        for (const auto &[id, kind] : old)
            add(QStringLiteral("verdict:%1").arg(id), verdictJson(id, kind, true),
                verdictJson(id, kind, false));
        return {};
    }

    Result<void> planOne(const GiveVerdict &action)
    {
        const QString kind = QString::fromLatin1(word(action.kind));
        std::optional<qint64> run;
        if (action.run && action.run->valid())
            run = action.run->value;
        // A person's second verdict about the same thing replaces the first.
        RETCLIP_CHECK(withdraw("SELECT id, kind FROM verdict WHERE exam = ? AND person = ?"
                               " AND run IS ? AND label_set = ? AND active = 1",
                               run, action.labelSet));
        RETCLIP_CHECK(m_database.run("INSERT INTO verdict(exam, kind, person, time, comment, run,"
                                     " label_set, reason, active) VALUES(?, ?, ?, ?, ?, ?, ?, ?, 0)",
                                     m_exam, kind, m_edit.person, m_time, action.comment, run,
                                     action.labelSet, action.reason));
        const qint64 id = m_database.lastRow();
        add(QStringLiteral("verdict:%1").arg(id), verdictJson(id, kind, false),
            verdictJson(id, kind, true));
        if (action.newLabel) {
            RETCLIP_CHECK(planOne(*action.newLabel));
        }
        const QString said = action.reason.isEmpty() ? kind : QStringLiteral("%1 [%2]").arg(kind, action.reason);
        name("verdict", action.comment.isEmpty() ? said
                                                 : QStringLiteral("%1: %2").arg(said, action.comment.left(200)));
        return {};
    }

    Result<void> planOne(const ClearVerdict &)
    {
        RETCLIP_CHECK(withdraw("SELECT id, kind FROM verdict WHERE exam = ? AND person = ?"
                               " AND active = 1 ORDER BY id DESC LIMIT 1",
                               std::nullopt, QString()));
        name("clear_verdict", QStringLiteral("verdict withdrawn"));
        return {};
    }

    // ---- Eyes ----
    struct Photograph
    {
        qint64 id;
        QString eye;
    };
    Result<std::vector<Photograph>> photographs()
    {
        RETCLIP_TRY(Statement statement,
                    m_database.prepare("SELECT id, eye FROM image WHERE exam = ? ORDER BY id"));
        statement.bind(m_exam);
        std::vector<Photograph> found;
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                return found;
            found.push_back({statement.integer(0), statement.text(1)});
        }
    }
    void turn(const Photograph &photograph, const QString &eye)
    {
        add(QStringLiteral("image:%1").arg(photograph.id), photograph.eye, eye);
    }

    Result<void> planOne(const SwapEyes &)
    {
        RETCLIP_TRY(const std::vector<Photograph> all, photographs());
        for (const Photograph &photograph : all)
            if (!photograph.eye.isEmpty())
                turn(photograph, photograph.eye == QLatin1String("R") ? QStringLiteral("L")
                                                                      : QStringLiteral("R"));
        RETCLIP_CHECK(planTag(QString::fromLatin1(lookAtEyesTag), false)); // It was looked at.
        name("swap", QStringLiteral("OD and OS swapped"));
        return {};
    }

    Result<void> planOne(const SetImageEye &action)
    {
        RETCLIP_TRY(const std::vector<Photograph> all, photographs());
        const QString wanted = eyeCode(action.eye);
        bool found = false;
        for (const Photograph &photograph : all) {
            if (photograph.id == action.image.value) {
                found = true;
                turn(photograph, wanted);
            } else if (!wanted.isEmpty() && photograph.eye == wanted) {
                turn(photograph, QString()); // One eye shows one photograph.
            }
        }
        if (!found)
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "This exam has no photograph %1."),
                                   {std::to_string(action.image.value)}),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Choose one of the exam's photographs.")));
        name("eye", QStringLiteral("photograph %1 shows %2")
                        .arg(action.image.value)
                        .arg(action.eye ? QString::fromLatin1(abbreviation(*action.eye))
                                        : QStringLiteral("an unknown eye")));
        return {};
    }

    // ---- Regions and grades of reading rounds ----
    Result<void> planOne(const AddRegion &action)
    {
        return planRegion(m_database, m_exam, action, m_edit.person, m_time, m_plan);
    }
    Result<void> planOne(const ChangeRegion &action) { return planRegion(m_database, m_exam, action, m_plan); }
    Result<void> planOne(const RemoveRegion &action) { return planRegion(m_database, m_exam, action, m_plan); }
    Result<void> planOne(const GiveGrade &action)
    {
        return planGrade(m_database, m_exam, action, m_edit.person, m_time, m_plan);
    }
    Result<void> planOne(const SettleCase &action)
    {
        RETCLIP_CHECK(planSettled(m_database, m_exam, action, m_edit.person, m_time, m_plan));
        RETCLIP_TRY(const QString labelSet, labelSetOfRound(m_database, action.round));
        const QString said = m_plan.summary;
        for (const EyeGrade &grade : action.grades)
            if (grade.gradable)
                RETCLIP_CHECK(planOne(SetLabel{labelSet, grade.eye, grade.positive, true, action.source}));
        m_plan.kind = QStringLiteral("settle");
        m_plan.summary = m_labelSummary.isEmpty() ? said : QStringLiteral("%1; %2").arg(said, m_labelSummary);
        return {};
    }
    Result<void> planOne(const SettleCases &action)
    {
        if (const auto cases = action.cases.constFind(m_exam); cases != action.cases.cend())
            for (const SettleCase &one : *cases)
                RETCLIP_CHECK(planOne(one));
        name("settle", action.summary);
        return {};
    }

    // ---- From exam to exam ----
    Result<void> planOne(const MovePhotograph &action)
    {
        RETCLIP_TRY(Statement statement, m_database.prepare("SELECT exam, eye FROM image WHERE id = ?"));
        RETCLIP_TRY(const bool found, statement.bind(action.image.value).step());
        if (!found || m_edit.exams.size() != 1)
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "There is no photograph %1 that one exam could take."),
                                   {std::to_string(action.image.value)}),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Choose a photograph of the study, and one exam.")));
        const qint64 from = statement.integer(0);
        const QString eyeBefore = statement.text(1);
        statement.reset();
        if (from == m_exam)
            return planOne(SetImageEye{action.image, action.eye});
        RETCLIP_TRY(const std::vector<Photograph> there, photographs());
        const QString wanted = eyeCode(action.eye);
        for (const Photograph &photograph : there)
            if (!wanted.isEmpty() && photograph.eye == wanted)
                turn(photograph, QString());
        const auto place = [](qint64 exam, const QString &eye) {
            return QJsonObject{{QStringLiteral("exam"), exam}, {QStringLiteral("eye"), eye}};
        };
        add(QStringLiteral("place:%1").arg(action.image.value), place(from, eyeBefore), place(m_exam, wanted));
        RETCLIP_CHECK(planEmptied(from));
        RETCLIP_TRY(const auto code, m_database.text("SELECT code FROM exam WHERE id = ?", m_exam));
        name("pair", QStringLiteral("photograph %1 moved to %2 as %3")
                         .arg(action.image.value)
                         .arg(code.value_or(QString()),
                              action.eye ? QString::fromLatin1(abbreviation(*action.eye))
                                         : QStringLiteral("an unknown eye")));
        return {};
    }
    /// What taking one photograph from an exam means for it.
    Result<void> planEmptied(qint64 from)
    {
        RETCLIP_TRY(const qint64 photographs,
                    m_database.number("SELECT count(*) FROM image WHERE exam = ?", from));
        const qint64 to = std::exchange(m_exam, from);
        add(QStringLiteral("photographs"), photographs, photographs - 1);
        RETCLIP_TRY(const qint64 reports, m_database.number("SELECT count(*) FROM report WHERE exam = ?", from));
        if (photographs == 1 && reports == 0) {
            RETCLIP_CHECK(planTag(QString::fromLatin1(pairedElsewhereTag), true));
            RETCLIP_CHECK(planFlag("excluded", true, "exclude"));
        }
        m_exam = to;
        return {};
    }
    Result<void> planOne(const SetMarks &action)
    {
        QStringList summaries;
        for (const MarksOfPhotograph &wanted : action.photographs) {
            RETCLIP_TRY(const FieldChange change, planMarks(m_database, m_exam, wanted, m_edit.person, m_time));
            RETCLIP_TRY(const auto eye, m_database.text("SELECT eye FROM image WHERE id = ?", wanted.image.value));
            if (change.before != change.after)
                summaries << marksSummary(change, eye.value_or(QString()));
            add(change.field, change.before, change.after);
        }
        name("marks", summaries.join(QStringLiteral("; ")));
        return {};
    }

    Database &m_database;
    const Edit &m_edit;
    const QString m_time;
    EditPlan m_plan;
    qint64 m_exam = 0;
    LabelCatalogue m_catalogue;
    bool m_catalogueRead = false;
    int m_eyesTouched = 1;
    QString m_labelSummary, m_labelNow, m_labelWas;
};

} // namespace

Result<EditPlan> planEdit(Database &database, const Edit &edit, const QString &time)
{
    return Planner(database, edit, time).plan();
}

Result<void> makeEffective(Database &database, qint64 exam, qint64 labelSet, const QString &eye,
                           qint64 label)
{
    RETCLIP_CHECK(database.run("UPDATE label SET effective = 0"
                               " WHERE exam = ? AND label_set = ? AND eye = ? AND effective = 1",
                               exam, labelSet, eye));
    RETCLIP_CHECK(database.run("DELETE FROM label_now WHERE class IN"
                               " (SELECT id FROM label_class WHERE label_set = ?2) AND exam = ?1 AND eye = ?3",
                               exam, labelSet, eye));
    if (label == 0)
        return {};
    RETCLIP_CHECK(database.run("UPDATE label SET effective = 1 WHERE id = ?", label));
    RETCLIP_TRY(const auto classes,
                database.text("SELECT classes FROM label WHERE id = ? AND known = 1", label));
    if (classes)
        for (const QString &id : classes->split(u',', Qt::SkipEmptyParts))
            RETCLIP_CHECK(database.run("INSERT OR IGNORE INTO label_now(class, exam, eye) VALUES(?, ?, ?)",
                                       id.toLongLong(), exam, eye));
    return {};
}

Result<void> storeReport(Database &database, qint64 exam, const QString &text)
{
    RETCLIP_TRY(const auto old, database.text("SELECT text FROM report WHERE exam = ?", exam));
    if (old) {
        // A contentless index forgets only what it is told word for word.
        RETCLIP_CHECK(database.run("INSERT INTO report_index(report_index, rowid, tokens)"
                                   " VALUES('delete', ?, ?)",
                                   exam, indexTokens(*old)));
        RETCLIP_CHECK(database.run("DELETE FROM report WHERE exam = ?", exam));
    }
    if (text.isEmpty())
        return {};
    RETCLIP_CHECK(database.run("INSERT INTO report(exam, text, hash) VALUES(?, ?, ?)", exam, text,
                               reportHash(text)));
    return database.run("INSERT INTO report_index(rowid, tokens) VALUES(?, ?)", exam, indexTokens(text));
}

Result<void> updateEyes(Database &database, qint64 exam)
{
    return database.run("UPDATE exam SET eyes ="
                        " EXISTS(SELECT 1 FROM image WHERE exam = ?1 AND eye = 'R')"
                        " + 2 * EXISTS(SELECT 1 FROM image WHERE exam = ?1 AND eye = 'L')"
                        " + 4 * EXISTS(SELECT 1 FROM image WHERE exam = ?1 AND eye = '')"
                        " WHERE id = ?1",
                        exam);
}

Result<void> updateSuspicion(Database &database, qint64 exam)
{
    return database.run("UPDATE exam SET swap_suspected = EXISTS(SELECT 1 FROM image i"
                        " JOIN photograph_look l ON l.sha256 = i.sha256 WHERE i.exam = ?1"
                        " AND i.eye <> '' AND l.eye <> '' AND l.eye <> i.eye) WHERE id = ?1",
                        exam);
}

Result<void> setField(Database &database, qint64 exam, const QString &field, const QJsonValue &value)
{
    const qsizetype colon = field.indexOf(u':');
    const QString kind = field.left(colon);
    const QString rest = colon < 0 ? QString() : field.mid(colon + 1);
    if (kind == QLatin1String("label")) {
        const qsizetype second = rest.indexOf(u':');
        const qint64 row = value.toObject()[QStringLiteral("row")].toInteger();
        return makeEffective(database, exam, rest.left(second).toLongLong(), rest.mid(second + 1), row);
    }
    if (kind == QLatin1String("tag")) {
        if (!value.toBool())
            return database.run("DELETE FROM exam_tag WHERE exam = ?"
                                " AND tag = (SELECT id FROM tag WHERE name = ?)",
                                exam, rest);
        RETCLIP_CHECK(database.run("INSERT OR IGNORE INTO tag(name) VALUES(?)", rest));
        return database.run("INSERT OR IGNORE INTO exam_tag(tag, exam)"
                            " SELECT id, ? FROM tag WHERE name = ?",
                            exam, rest);
    }
    if (kind == QLatin1String("comment"))
        return database.run("UPDATE exam SET comment = ? WHERE id = ?", value.toString(), exam);
    if (kind == QLatin1String("camera"))
        return database.run("UPDATE exam SET camera = ? WHERE id = ?", value.toString(), exam);
    if (kind == QLatin1String("report"))
        return storeReport(database, exam, value.toString());
    if (kind == QLatin1String("excluded"))
        return database.run("UPDATE exam SET excluded = ? WHERE id = ?", value.toBool(), exam);
    if (kind == QLatin1String("unsure"))
        return database.run("UPDATE exam SET unsure = ? WHERE id = ?", value.toBool(), exam);
    if (kind == QLatin1String("split"))
        return database.run("UPDATE exam SET split = ? WHERE id = ?",
                            qint64(split_from(value.toString().toStdString()).value_or(Split::none)), exam);
    if (kind == QLatin1String("image")) {
        RETCLIP_CHECK(database.run("UPDATE image SET eye = ? WHERE id = ? AND exam = ?",
                                   value.toString(), rest.toLongLong(), exam));
        RETCLIP_CHECK(updateEyes(database, exam));
        return updateSuspicion(database, exam);
    }
    if (kind == QLatin1String("query") || kind == QLatin1String("sheet"))
        return setStudyField(database, kind, rest, value);
    if (kind == QLatin1String("define") || kind == QLatin1String("colour"))
        return setLabelField(database, kind, rest, value);
    if (kind == QLatin1String("place")) {
        const qint64 to = value.toObject()[QStringLiteral("exam")].toInteger();
        RETCLIP_TRY(const qint64 from, database.number("SELECT exam FROM image WHERE id = ?", rest.toLongLong()));
        RETCLIP_CHECK(database.run("UPDATE image SET exam = ?, eye = ? WHERE id = ?", to,
                                   value.toObject()[QStringLiteral("eye")].toString(), rest.toLongLong()));
        for (const qint64 touched : {from, to}) {
            RETCLIP_CHECK(updateEyes(database, touched));
            RETCLIP_CHECK(updateSuspicion(database, touched));
        }
        return {};
    }
    if (kind == QLatin1String("photographs"))
        return {}; // Follows from "place".
    if (kind == QLatin1String("marks"))
        return storeMarks(database, rest.toLongLong(), value);
    if (kind == QLatin1String("verdict"))
        return database.run("UPDATE verdict SET active = ? WHERE id = ? AND exam = ?",
                            value.toObject()[QStringLiteral("active")].toBool(), rest.toLongLong(), exam);
    if (kind == QLatin1String("region"))
        return setRegion(database, rest.toLongLong(), value);
    if (kind == QLatin1String("grade"))
        return setGrade(database, rest.toLongLong(), value);
    return failure(ErrorCode::corrupted,
                   message(QT_TRANSLATE_NOOP("Message", "The history names a field “%1” that is not known."),
                           {field.toStdString()}),
                   nothingChanged(),
                   message(QT_TRANSLATE_NOOP("Message", "Check the study; a newer version may have written it.")));
}

} // namespace retclip
