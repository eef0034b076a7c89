// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/photograph_marks.h"

#include "core/study/label_catalogue.h"
#include "core/study/study_errors.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace retclip {

namespace {

const QString discKey = QStringLiteral("disc"), cupKey = QStringLiteral("cup"),
              foveaKey = QStringLiteral("fovea"), linesKey = QStringLiteral("lines"),
              areasKey = QStringLiteral("areas"), marksPersonKey = QStringLiteral("person"),
              marksTimeKey = QStringLiteral("time"), contentKey = QStringLiteral("content");

QJsonArray ellipseJson(const MarkEllipse &e)
{
    return {e.x, e.y, e.radius_x, e.radius_y};
}

std::optional<MarkEllipse> ellipseFrom(const QJsonValue &value)
{
    const QJsonArray n = value.toArray();
    if (n.size() != 4)
        return std::nullopt;
    return MarkEllipse{n[0].toDouble(), n[1].toDouble(), n[2].toDouble(), n[3].toDouble()};
}

QJsonObject withoutSigns(QJsonObject json)
{
    for (const QString &key : {marksPersonKey, marksTimeKey, contentKey})
        json.remove(key);
    return json;
}

bool isSound(const MarkPoint &p)
{
    return std::isfinite(p.x) && std::isfinite(p.y);
}

bool isSound(const std::optional<MarkEllipse> &e)
{
    return !e || (isSound(MarkPoint{e->x, e->y}) && std::isfinite(e->radius_x) && std::isfinite(e->radius_y)
                  && e->radius_x > 0 && e->radius_y > 0);
}

bool isSound(const FundusMarks &marks)
{
    bool sound = isSound(marks.disc) && isSound(marks.cup) && (!marks.fovea || isSound(*marks.fovea));
    for (const MarkLine &line : marks.lines)
        sound = sound && isSound(line.from) && isSound(line.to);
    for (const MarkArea &area : marks.areas) {
        sound = sound && area.corners.size() >= 3;
        for (const MarkPoint &corner : area.corners)
            sound = sound && isSound(corner);
    }
    return sound;
}

} // namespace

QJsonObject marksJson(const FundusMarks &marks)
{
    QJsonObject json;
    if (marks.disc)
        json[discKey] = ellipseJson(*marks.disc);
    if (marks.cup)
        json[cupKey] = ellipseJson(*marks.cup);
    if (marks.fovea)
        json[foveaKey] = QJsonArray{marks.fovea->x, marks.fovea->y};
    QJsonArray lines, areas;
    for (const MarkLine &line : marks.lines)
        lines.append(QJsonArray{line.from.x, line.from.y, line.to.x, line.to.y});
    for (const MarkArea &area : marks.areas) {
        QJsonArray corners;
        for (const MarkPoint &corner : area.corners) {
            corners.append(corner.x);
            corners.append(corner.y);
        }
        areas.append(corners);
    }
    if (!lines.isEmpty())
        json[linesKey] = lines;
    if (!areas.isEmpty())
        json[areasKey] = areas;
    return json;
}

FundusMarks marksFromJson(const QJsonObject &json)
{
    FundusMarks marks;
    marks.disc = ellipseFrom(json[discKey]);
    marks.cup = ellipseFrom(json[cupKey]);
    if (const QJsonArray at = json[foveaKey].toArray(); at.size() == 2)
        marks.fovea = MarkPoint{at[0].toDouble(), at[1].toDouble()};
    for (const QJsonValue &value : json[linesKey].toArray())
        if (const QJsonArray n = value.toArray(); n.size() == 4)
            marks.lines.push_back({{n[0].toDouble(), n[1].toDouble()}, {n[2].toDouble(), n[3].toDouble()}});
    for (const QJsonValue &value : json[areasKey].toArray()) {
        const QJsonArray n = value.toArray();
        MarkArea area;
        for (qsizetype i = 0; i + 1 < n.size(); i += 2)
            area.corners.push_back({n[i].toDouble(), n[i + 1].toDouble()});
        if (area.corners.size() >= 3)
            marks.areas.push_back(std::move(area));
    }
    return marks;
}

Result<std::vector<StoredMarks>> marksOf(const Study &study, std::span<const ExamId> exams)
{
    QJsonArray ids;
    for (const ExamId id : exams)
        ids.append(qint64(id.value));
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT i.id, i.exam, i.eye, i.sha256, m.marks FROM json_each(?) j"
                                         " CROSS JOIN image i ON i.exam = j.value"
                                         " JOIN photograph_mark m ON m.image = i.id"
                                         " ORDER BY j.key, i.eye DESC, i.id"));
    statement.bind(QJsonDocument(ids).toJson(QJsonDocument::Compact));
    std::vector<StoredMarks> found;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return found;
        const QJsonObject json = QJsonDocument::fromJson(statement.text(4).toUtf8()).object();
        const QString content = json[contentKey].toString();
        if (!content.isEmpty() && !statement.isNull(3) && content != statement.text(3))
            continue;
        found.push_back({{statement.integer(0)}, {statement.integer(1)}, eyeFromCode(statement.utf8(2)),
                         marksFromJson(json), json[marksPersonKey].toString(),
                         timeFrom(json[marksTimeKey].toString())});
    }
}

Result<std::vector<ExamId>> examsWithMarks(const Study &study)
{
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT DISTINCT e.id FROM photograph_mark m"
                                         " JOIN image i ON i.id = m.image JOIN exam e ON e.id = i.exam"
                                         " ORDER BY e.sort_key, e.id"));
    std::vector<ExamId> exams;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return exams;
        exams.push_back({statement.integer(0)});
    }
}

Result<FieldChange> planMarks(Database &database, qint64 exam, const MarksOfPhotograph &wanted,
                              const QString &person, const QString &time)
{
    if (!isSound(wanted.marks))
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "A mark has no size, or its place is no number.")),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Draw it again.")));
    RETCLIP_TRY(const qint64 there, database.number("SELECT count(*) FROM image WHERE id = ? AND exam = ?",
                                                    wanted.image.value, exam));
    if (there == 0)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "This exam has no photograph %1."),
                               {std::to_string(wanted.image.value)}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Choose one of the exam's photographs.")));
    RETCLIP_TRY(const auto stored,
                database.text("SELECT marks FROM photograph_mark WHERE image = ?", wanted.image.value));
    RETCLIP_TRY(const auto content,
                database.text("SELECT sha256 FROM image WHERE id = ?", wanted.image.value));
    FieldChange change{exam, QStringLiteral("marks:%1").arg(wanted.image.value), {}, {}};
    QJsonObject before;
    if (stored) {
        before = QJsonDocument::fromJson(stored->toUtf8()).object();
        change.before = before;
    }
    QJsonObject after = marksJson(wanted.marks);
    const QString was = before[contentKey].toString(), is = content.value_or(QString());
    const bool samePicture = was.isEmpty() || is.isEmpty() || was == is;
    if (samePicture && after == withoutSigns(before)) {
        change.after = change.before;
        return change;
    }
    if (after.isEmpty()) {
        change.after = QJsonValue();
        return change;
    }
    after[marksPersonKey] = person;
    after[marksTimeKey] = time;
    if (!is.isEmpty())
        after[contentKey] = is;
    change.after = after;
    return change;
}

QString marksSummary(const FieldChange &change, const QString &eye)
{
    const QString place = eye == QLatin1String("R") ? QStringLiteral("OD ")
        : eye == QLatin1String("L")                 ? QStringLiteral("OS ")
                                                    : QString();
    const QJsonObject before = change.before.toObject(), after = change.after.toObject();
    if (change.after.isNull() || after.isEmpty())
        return place + QStringLiteral("marks removed");
    QStringList parts;
    for (const QString &key : {discKey, cupKey, foveaKey, linesKey, areasKey})
        if (before[key] != after[key])
            parts << key;
    const FundusMarks marks = marksFromJson(after);
    if (const auto ratio = marks.vertical_cup_disc_ratio(); ratio && (parts.contains(discKey) || parts.contains(cupKey)))
        parts << QStringLiteral("C/D %1").arg(*ratio, 0, 'f', 2);
    return place + parts.join(QStringLiteral(", "));
}

Result<void> storeMarks(Database &database, qint64 image, const QJsonValue &value)
{
    if (value.isNull() || value.toObject().isEmpty())
        return database.run("DELETE FROM photograph_mark WHERE image = ?", image);
    const QString text =
        QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return database.run("INSERT INTO photograph_mark(image, marks) VALUES(?1, ?2)"
                        " ON CONFLICT(image) DO UPDATE SET marks = ?2",
                        image, text);
}

} // namespace retclip
