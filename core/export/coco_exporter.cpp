// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_support.h"

#include "core/base/files.h"
#include "core/base/writing_error.h"
#include "core/imaging/photograph.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QMap>

#include <algorithm>
#include <cmath>
#include <utility>

namespace retclip {

namespace {

/// Categories: SET/CLASS of every label set, then region/CLASS of every class that a region has.
struct Categories
{
    QJsonArray list;
    QHash<QString, int> ids;

    void add(const QString &group, const QString &name)
    {
        const QString full = group + QLatin1Char('/') + name;
        if (ids.contains(full))
            return;
        ids.insert(full, int(ids.size()) + 1);
        list.append(QJsonObject{{QStringLiteral("id"), ids[full]},
                                {QStringLiteral("name"), full},
                                {QStringLiteral("supercategory"), group}});
    }
    [[nodiscard]] int id(const QString &group, const QString &name) const
    {
        return ids.value(group + QLatin1Char('/') + name);
    }
};
const QString regionGroup = QStringLiteral("region");

Categories categoriesOf(const QVector<LabelSet> &sets, const std::vector<ExamRow> &rows)
{
    Categories categories;
    for (const LabelSet &set : sets)
        for (const LabelClass &entry : set.classes)
            categories.add(set.name, entry.name);
    QStringList classes;
    for (const ExamRow &row : rows)
        for (const Region &region : row.regions)
            classes.append(region.className);
    classes.removeDuplicates();
    classes.sort();
    for (const QString &name : std::as_const(classes))
        categories.add(regionGroup, name);
    return categories;
}

/// Box, area and outline as COCO has them: polygons as lists of corners, a brush as RLE (iscrowd 1). A
/// point is the px that it lies in. "attributes" keep the shape, so that nothing is lost.
QJsonObject regionAnnotation(const Region &region, qint64 id, qint64 imageId, int category)
{
    const RegionGeometry &geometry = region.geometry;
    QRectF box = boundsOf(geometry);
    double area = area_px(geometry);
    QVector<QPointF> outline = outlineOf(geometry);
    if (geometry.shape == RegionShape::point) {
        const QPointF corner(std::floor(box.x()), std::floor(box.y()));
        box = {corner, QSizeF(1, 1)};
        area = 1;
        outline = {box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()};
    }
    QJsonArray corners;
    for (const QPointF &point : std::as_const(outline))
        corners << point.x() << point.y();
    const bool brush = geometry.shape == RegionShape::brush;
    QJsonObject attributes{{QStringLiteral("shape"), QLatin1String(word(geometry.shape))}};
    if (!brush)
        attributes[QStringLiteral("geometry")] = geometryJson(geometry);
    if (!region.colour.isEmpty())
        attributes[QStringLiteral("colour")] = region.colour;
    if (!region.person.isEmpty())
        attributes[QStringLiteral("reader")] = region.person;
    return {{QStringLiteral("id"), id},
            {QStringLiteral("image_id"), imageId},
            {QStringLiteral("category_id"), category},
            {QStringLiteral("bbox"), QJsonArray{box.x(), box.y(), box.width(), box.height()}},
            {QStringLiteral("area"), area},
            {QStringLiteral("segmentation"), brush ? geometryJson(geometry) : QJsonValue(QJsonArray{corners})},
            {QStringLiteral("iscrowd"), brush ? 1 : 0},
            {QStringLiteral("attributes"), attributes}};
}

class CocoExporter final : public Exporter
{
public:
    QString id() const override { return QStringLiteral("coco"); }
    QString title() const override { return QCoreApplication::translate("Exporter", "COCO"); }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Exporter",
            "annotations/instances_SPLIT.json in COCO's layout with the photographs in images/. "
            "Labels speak of whole "
            "photographs: each annotation's box is the whole picture. All label sets are in; a "
            "category is SET/CLASS. Regions have box, area and outline (a brush as RLE), their category "
            "is region/CLASS. exams.jsonl beside them holds what COCO has no place for.");
    }

    Result<ExportReport> write(const Study &study, const std::vector<ExamRow> &rows,
                               const ExportOrder &order, const QString &folder,
                               const ProgressCallback &progress,
                               std::stop_token stop) const override
    {
        RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
        std::vector<ExamRow> kept;
        QJsonArray exclusions;
        for (const ExamRow &row : rows) {
            if (row.excluded)
                exclusions.append(exclusion(row, QStringLiteral("excluded")));
            else
                kept.push_back(row);
        }
        const Categories categories = categoriesOf(sets, kept);
        const NamedPictures pictures = namePictures(kept, order);
        RETCLIP_CHECK(copyPictures(pictures.copies, folder,
                                   metadataOf(order), progress,
                                   stop));

        QMap<QString, std::pair<QJsonArray, QJsonArray>> files; // Split → images, annotations.
        std::vector<QJsonObject> records;
        qint64 imageId = 0;
        qint64 annotationId = 0;
        for (std::size_t i = 0; i < kept.size(); ++i) {
            const ExamRow &row = kept[i];
            records.push_back(exportedRecord(row, pictures.paths[i], order));
            auto &[images, annotations] =
                files[QLatin1String(row.split == Split::none ? "all" : word(row.split))];
            for (const Laterality eye : both_eyes) {
                const QString name = pictures.paths[i].eyes[eye];
                if (name.isEmpty())
                    continue;
                int width = row.images[eye]->width;
                int height = row.images[eye]->height;
                const bool marked = std::any_of(row.regions.cbegin(), row.regions.cend(), [&](const Region &region) {
                    return region.image == row.images[eye]->id;
                });
                if (width <= 0 || height <= 0 || marked) { // Imported without looking; or its px count.
                    RETCLIP_TRY(const PhotographFacts facts,
                                inspect_photograph(path_from_utf8(
                                    (folder + QLatin1Char('/') + name).toStdString())));
                    width = facts.width;
                    height = facts.height;
                    if (marked && facts.exif_orientation >= 5) // Regions are of the photograph upright.
                        std::swap(width, height);
                }
                images.append(QJsonObject{{QStringLiteral("id"), ++imageId},
                                          {QStringLiteral("file_name"), name},
                                          {QStringLiteral("width"), width},
                                          {QStringLiteral("height"), height},
                                          {QStringLiteral("patient"), row.patient},
                                          {QStringLiteral("exam"), row.code},
                                          {QStringLiteral("eye"), QLatin1String(word(eye))}});
                for (const LabelState &label : row.labels) {
                    if (!label.known || (label.eye && *label.eye != eye))
                        continue;
                    for (const QString &positive : label.positive)
                        annotations.append(QJsonObject{
                            {QStringLiteral("id"), ++annotationId},
                            {QStringLiteral("image_id"), imageId},
                            {QStringLiteral("category_id"),
                             categories.id(label.setName, positive)},
                            {QStringLiteral("bbox"), QJsonArray{0, 0, width, height}},
                            {QStringLiteral("area"), qint64(width) * height},
                            {QStringLiteral("iscrowd"), 0}});
                }
                for (const Region &region : row.regions)
                    if (region.image == row.images[eye]->id)
                        annotations.append(regionAnnotation(region, ++annotationId, imageId,
                                                            categories.id(regionGroup, region.className)));
            }
        }
        if (!QDir(folder).mkpath(QStringLiteral("annotations")))
            return failure(writing_error(path_from_utf8(folder.toStdString()), errno));
        for (auto it = files.cbegin(); it != files.cend(); ++it) {
            const QJsonObject document{
                {QStringLiteral("info"),
                 QJsonObject{{QStringLiteral("description"), order.dataset}}},
                {QStringLiteral("images"), it->first},
                {QStringLiteral("annotations"), it->second},
                {QStringLiteral("categories"), categories.list}};
            RETCLIP_CHECK(writeExportFile(
                folder + QStringLiteral("/annotations/instances_%1.json").arg(it.key()),
                QJsonDocument(document).toJson(QJsonDocument::Compact).toStdString()));
        }
        ExportReport report;
        report.rows = imageId;
        RETCLIP_CHECK(writeRecords(records, folder, report));
        report.manifest[QStringLiteral("exclusions")] = exclusions;
        if (!pictures.missing.isEmpty())
            report.warnings.append(
                QCoreApplication::translate(
                    "Export",
                    "%n photograph(s) are not where they were and are not in the export: %1",
                    nullptr, int(pictures.missing.size()))
                    .arg(pictures.missing.mid(0, 20).join(QStringLiteral(", "))));
        return report;
    }
};

} // namespace

const Exporter &cocoExporter()
{
    static const CocoExporter exporter;
    return exporter;
}

} // namespace retclip
