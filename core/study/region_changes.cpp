// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/region_changes.h"

#include "core/study/label_catalogue.h"
#include "core/study/study.h"
#include "core/study/study_errors.h"

#include <QJsonDocument>

namespace retclip {

namespace {

QByteArray geometryText(const RegionGeometry &geometry)
{
    const QJsonValue json = geometryJson(geometry);
    return json.isObject() ? QJsonDocument(json.toObject()).toJson(QJsonDocument::Compact)
                           : QJsonDocument(json.toArray()).toJson(QJsonDocument::Compact);
}

QJsonValue geometryOfText(std::string_view text)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size())));
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
}

/// As the journal holds it: all that can be changed.
QJsonObject journalled(const Region &region)
{
    return {{QStringLiteral("image"), qint64(region.image.value)},
            {QStringLiteral("class"), region.className},
            {QStringLiteral("shape"), QLatin1String(word(region.geometry.shape))},
            {QStringLiteral("geometry"), geometryJson(region.geometry)},
            {QStringLiteral("colour"), region.colour}};
}

struct OwnPhotograph
{
    QString eye;
    QSize size;
};
Result<OwnPhotograph> photographOf(Database &database, qint64 exam, qint64 image)
{
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT eye, width, height FROM image WHERE id = ? AND exam = ?"));
    RETCLIP_TRY(const bool row, statement.bind(image, exam).step());
    if (!row)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "This exam has no photograph %1."),
                               {std::to_string(image)}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Choose one of the exam's photographs.")));
    return OwnPhotograph{statement.text(0), QSize(int(statement.integer(1)), int(statement.integer(2)))};
}

QString colourChecked(const QString &colour)
{
    if (colour.size() != 7 || colour[0] != u'#')
        return {};
    for (const QChar c : colour.mid(1))
        if (!QStringLiteral("0123456789abcdef").contains(c.toLower()))
            return {};
    return colour.toLower();
}

Result<void> check(const Region &region, const QSize &photograph)
{
    if (region.className.isEmpty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The region has no class.")), nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Say what it shows, e.g. retinal_haemorrhage.")));
    // Sizes are of the file as stored; a photograph that lies on its side is decoded upright.
    auto fits = checkGeometry(region.geometry, photograph);
    return fits || photograph.width() == photograph.height() ? fits
                                                             : checkGeometry(region.geometry, photograph.transposed());
}

struct StoredRegion
{
    Region region;
    OwnPhotograph photograph;
};
Result<StoredRegion> storedRegion(Database &database, qint64 exam, RegionId id)
{
    StoredRegion stored;
    {
        RETCLIP_TRY(Statement statement,
                    database.prepare("SELECT r.image, r.class, r.shape, r.points, r.colour FROM region r"
                                     " JOIN image i ON i.id = r.image"
                                     " WHERE r.id = ? AND i.exam = ? AND r.active = 1"));
        RETCLIP_TRY(const bool row, statement.bind(id.value, exam).step());
        if (!row)
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "This exam has no region %1."),
                                   {std::to_string(id.value)}),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Look at the list of its regions.")));
        stored.region.id = id;
        stored.region.image = {statement.integer(0)};
        stored.region.className = statement.text(1);
        stored.region.colour = statement.text(4);
        RETCLIP_TRY(stored.region.geometry,
                    geometryFrom(regionShapeFrom(statement.text(2)).value_or(RegionShape::point),
                                 geometryOfText(statement.utf8(3))));
    }
    RETCLIP_TRY(stored.photograph, photographOf(database, exam, stored.region.image.value));
    return stored;
}

QString summaryOf(const Region &region, const QString &eye)
{
    const auto laterality = eyeFromCode(eye.toStdString());
    return QStringLiteral("%1: %2 %3").arg(region.className, QLatin1String(word(region.geometry.shape)),
                                           laterality ? QLatin1String(abbreviation(*laterality))
                                                      : QLatin1String("eye unknown"));
}

void addChange(EditPlan &plan, qint64 exam, qint64 region, QJsonValue before, QJsonValue after)
{
    if (before != after)
        plan.changes.push_back({exam, QStringLiteral("region:%1").arg(region), std::move(before), std::move(after)});
}

} // namespace

Result<void> planRegion(Database &database, qint64 exam, const AddRegion &action, const QString &person,
                        const QString &time, EditPlan &plan)
{
    Region region = action.region;
    region.className = region.className.simplified();
    region.colour = colourChecked(region.colour);
    RETCLIP_TRY(const OwnPhotograph photograph, photographOf(database, exam, region.image.value));
    RETCLIP_CHECK(check(region, photograph.size));
    RETCLIP_CHECK(database.run("INSERT INTO region(image, class, shape, points, person, time, active, colour)"
                               " VALUES(?, ?, ?, ?, ?, ?, 0, ?)",
                               region.image.value, region.className, word(region.geometry.shape),
                               geometryText(region.geometry), person, time, region.colour));
    addChange(plan, exam, database.lastRow(), QJsonValue(), journalled(region));
    plan.kind = QStringLiteral("region");
    plan.summary = summaryOf(region, photograph.eye);
    return {};
}

Result<void> planRegion(Database &database, qint64 exam, const ChangeRegion &action, EditPlan &plan)
{
    RETCLIP_TRY(const StoredRegion stored, storedRegion(database, exam, action.region));
    Region region = stored.region;
    if (action.geometry)
        region.geometry = *action.geometry;
    if (action.className)
        region.className = action.className->simplified();
    if (action.colour)
        region.colour = colourChecked(*action.colour);
    RETCLIP_CHECK(check(region, stored.photograph.size));
    addChange(plan, exam, action.region.value, journalled(stored.region), journalled(region));
    plan.kind = QStringLiteral("region_change");
    plan.summary = summaryOf(region, stored.photograph.eye);
    return {};
}

Result<void> planRegion(Database &database, qint64 exam, const RemoveRegion &action, EditPlan &plan)
{
    RETCLIP_TRY(const StoredRegion stored, storedRegion(database, exam, action.region));
    addChange(plan, exam, action.region.value, journalled(stored.region), QJsonValue());
    plan.kind = QStringLiteral("region_remove");
    plan.summary = summaryOf(stored.region, stored.photograph.eye);
    return {};
}

Result<void> setRegion(Database &database, qint64 region, const QJsonValue &value)
{
    if (!value.isObject())
        return database.run("UPDATE region SET active = 0 WHERE id = ?", region);
    const QJsonObject json = value.toObject();
    const QString shape = json[QLatin1String("shape")].toString();
    RETCLIP_TRY(const RegionGeometry geometry,
                geometryFrom(regionShapeFrom(shape).value_or(RegionShape::point), json[QLatin1String("geometry")]));
    return database.run("UPDATE region SET active = 1, image = ?2, class = ?3, shape = ?4, points = ?5, colour = ?6"
                        " WHERE id = ?1",
                        region, json[QLatin1String("image")].toInteger(), json[QLatin1String("class")].toString(),
                        shape, geometryText(geometry), json[QLatin1String("colour")].toString());
}

Result<std::vector<std::pair<qint64, Region>>> regionsOfExams(Database &database, const QByteArray &exams)
{
    std::vector<std::pair<qint64, Region>> regions;
    // Most studies have none: then no photograph is asked for its own.
    RETCLIP_TRY(const qint64 any, database.number("SELECT EXISTS(SELECT 1 FROM region WHERE active = 1)"));
    if (any == 0)
        return regions;
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT i.exam, r.id, r.image, r.class, r.shape, r.points, r.colour, r.person,"
                                 " r.time FROM json_each(?) j CROSS JOIN image i ON i.exam = j.value"
                                 " CROSS JOIN region r ON r.image = i.id WHERE r.active = 1 ORDER BY r.id"));
    statement.bind(exams);
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return regions;
        Region region;
        region.id = {statement.integer(1)};
        region.image = {statement.integer(2)};
        region.className = statement.text(3);
        RETCLIP_TRY(region.geometry,
                    geometryFrom(regionShapeFrom(statement.text(4)).value_or(RegionShape::point),
                                 geometryOfText(statement.utf8(5))));
        region.colour = statement.text(6);
        region.person = statement.text(7);
        region.time = timeFrom(statement.text(8));
        regions.emplace_back(statement.integer(0), std::move(region));
    }
}

Result<ExamId> examOfRegion(const Study &study, RegionId region)
{
    RETCLIP_TRY(const qint64 exam,
                study.database().number("SELECT i.exam FROM region r JOIN image i ON i.id = r.image"
                                        " WHERE r.id = ? AND r.active = 1",
                                        region.value));
    if (exam == 0)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no region %1 in this study."),
                               {std::to_string(region.value)}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Look at the list of its regions.")));
    return ExamId{exam};
}

Result<bool> importRegions(Database &database, qint64 image, const QVector<Region> &regions,
                           const QString &person, const QString &time)
{
    bool any = false;
    for (const Region &region : regions) {
        const QString who = region.person.isEmpty() ? person : region.person;
        // A region that a person took away since does not come back by repeating the import.
        RETCLIP_CHECK(database.run(
            "INSERT INTO region(image, class, shape, points, person, time, active, colour)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6, 1, ?7 WHERE NOT EXISTS(SELECT 1 FROM region"
            " WHERE image = ?1 AND class = ?2 AND shape = ?3 AND points = ?4 AND person = ?5)",
            image, region.className.simplified(), word(region.geometry.shape), geometryText(region.geometry), who,
            region.time.isValid() ? timeText(region.time) : time, colourChecked(region.colour)));
        any = any || database.changedRows() > 0;
    }
    return any;
}

} // namespace retclip
