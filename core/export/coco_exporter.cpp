// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_support.h"

#include "core/base/files.h"
#include "core/imaging/photograph.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QMap>

namespace retclip {

namespace {

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
            "category is SET/CLASS. exams.jsonl beside them holds what COCO has no place for.");
    }

    Result<ExportReport> write(const Study &study, const std::vector<ExamRow> &rows,
                               const ExportOrder &order, const QString &folder,
                               const ProgressCallback &progress,
                               std::stop_token stop) const override
    {
        RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
        QJsonArray categories;
        QHash<QString, int> categoryIds;
        for (const LabelSet &set : sets)
            for (const LabelClass &entry : set.classes) {
                const QString name = set.name + QLatin1Char('/') + entry.name;
                categoryIds.insert(name, int(categoryIds.size()) + 1);
                categories.append(QJsonObject{{QStringLiteral("id"), categoryIds[name]},
                                              {QStringLiteral("name"), name},
                                              {QStringLiteral("supercategory"), set.name}});
            }
        std::vector<ExamRow> kept;
        QJsonArray exclusions;
        for (const ExamRow &row : rows) {
            if (row.excluded)
                exclusions.append(exclusion(row, QStringLiteral("excluded")));
            else
                kept.push_back(row);
        }
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
                if (width <= 0 || height <= 0) { // Imported without looking.
                    RETCLIP_TRY(const PhotographFacts facts,
                                inspect_photograph(path_from_utf8(
                                    (folder + QLatin1Char('/') + name).toStdString())));
                    width = facts.width;
                    height = facts.height;
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
                             categoryIds.value(label.setName + QLatin1Char('/') + positive)},
                            {QStringLiteral("bbox"), QJsonArray{0, 0, width, height}},
                            {QStringLiteral("area"), qint64(width) * height},
                            {QStringLiteral("iscrowd"), 0}});
                }
            }
        }
        if (!QDir(folder).mkpath(QStringLiteral("annotations")))
            return failure(file_error(path_from_utf8(folder.toStdString()), errno));
        for (auto it = files.cbegin(); it != files.cend(); ++it) {
            const QJsonObject document{
                {QStringLiteral("info"),
                 QJsonObject{{QStringLiteral("description"), order.dataset}}},
                {QStringLiteral("images"), it->first},
                {QStringLiteral("annotations"), it->second},
                {QStringLiteral("categories"), categories}};
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
