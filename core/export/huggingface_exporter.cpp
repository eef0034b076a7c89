// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_support.h"

#include "core/study/data_sheet.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QMap>

namespace retclip {

namespace {

QString datasetsSplit(Split split)
{
    return split == Split::none ? QStringLiteral("all") : QLatin1String(word(split));
}

/// "label_finding" of a label set, fit for a column.
QString labelColumn(const LabelSet &set)
{
    return QStringLiteral("label_") + safeFileName(set.name);
}

/// One photograph's label: 0 or 1 of a binary set, a name of a single-choice one, a list of a multi-label
/// one; null: not labelled. So every row has the same columns and kinds of values.
QJsonValue labelValue(const LabelSet &set, const ExamRow &row, std::optional<Laterality> eye)
{
    const LabelState *best = nullptr;
    for (const LabelState &label : row.labels)
        if (label.setName == set.name && label.known && (!label.eye ? !best : label.eye == eye))
            best = &label;
    if (!best)
        return QJsonValue();
    if (set.kind == LabelKind::binary)
        return best->positive.isEmpty() ? 0 : 1;
    if (set.kind == LabelKind::multilabel)
        return QJsonArray::fromStringList(best->positive);
    return best->positive.isEmpty() ? QJsonValue() : QJsonValue(best->positive.first());
}

QString yamlText(const QString &text)
{
    QString quoted = text;
    quoted.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\"")).replace(u'\n', u' ');
    return u'"' + quoted + u'"';
}

QString sizeCategory(qint64 photographs)
{
    return photographs < 1'000 ? QStringLiteral("n<1K")
        : photographs < 10'000 ? QStringLiteral("1K<n<10K")
        : photographs < 100'000 ? QStringLiteral("10K<n<100K")
                                : QStringLiteral("100K<n<1M");
}

QStringList languagesOf(const std::vector<ExamRow> &rows)
{
    bool chinese = false, english = false;
    for (const ExamRow &row : rows)
        for (const QChar sign : row.report) {
            chinese = chinese || sign.script() == QChar::Script_Han;
            english = english || (sign.unicode() < 128 && sign.isLetter());
        }
    QStringList languages;
    if (english)
        languages.append(QStringLiteral("en"));
    if (chinese)
        languages.append(QStringLiteral("zh"));
    return languages;
}

/// Hugging Face "imagefolder": a folder a split with its photographs and metadata.jsonl, and a dataset
/// card. https://huggingface.co/docs/datasets/image_dataset
class HuggingFaceExporter final : public Exporter
{
public:
    QString id() const override { return QStringLiteral("huggingface"); }
    QString title() const override { return QCoreApplication::translate("Exporter", "Hugging Face"); }
    QString help() const override
    {
        return QCoreApplication::translate("Exporter",
                                           "A folder a split with its photographs and metadata.jsonl (one row a photograph), and README.md "
                                           "as dataset card: what load_dataset(\"imagefolder\") reads. With exams.jsonl it can be imported "
                                           "again. Excluded exams are left out and listed.");
    }

    Result<ExportReport> write(const Study &study, const std::vector<ExamRow> &rows, const ExportOrder &order,
                               const QString &folder, const ProgressCallback &progress,
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
        NamedPictures pictures = namePictures(kept, order);
        QMap<QString, std::string> metadata; // By split.
        std::vector<QJsonObject> records;
        moveIntoSplits(kept, pictures);
        for (std::size_t i = 0; i < kept.size(); ++i) {
            records.push_back(exportedRecord(kept[i], pictures.paths[i], order));
            for (const Laterality eye : both_eyes)
                addRow(metadata, sets, kept[i], pictures.paths[i].eyes[eye], eye);
            for (const QString &path : std::as_const(pictures.paths[i].eyeUnknown))
                addRow(metadata, sets, kept[i], path, std::nullopt);
        }
        RETCLIP_CHECK(copyPictures(pictures.copies, folder, metadataOf(order), progress, stop));
        for (auto split = metadata.cbegin(); split != metadata.cend(); ++split)
            RETCLIP_CHECK(writeExportFile(folder + u'/' + split.key() + QStringLiteral("/metadata.jsonl"), split.value()));
        RETCLIP_TRY(const QString card, datasetCard(study, order, sets, kept, metadata.keys(), qint64(pictures.copies.size())));
        RETCLIP_CHECK(writeExportFile(folder + QStringLiteral("/README.md"), card.toStdString()));
        ExportReport report;
        report.rows = qint64(pictures.copies.size());
        RETCLIP_CHECK(writeRecords(records, folder, report));
        report.manifest[QStringLiteral("exclusions")] = exclusions;
        if (!pictures.missing.isEmpty())
            report.warnings.append(
                QCoreApplication::translate("Export", "%n photograph(s) are not where they were and are not in the export: %1",
                                            nullptr, int(pictures.missing.size()))
                    .arg(pictures.missing.mid(0, 20).join(QStringLiteral(", "))));
        return report;
    }

private:
    /// "images/a_right.jpg" becomes "train/a_right.jpg".
    static void moveIntoSplits(const std::vector<ExamRow> &rows, NamedPictures &pictures)
    {
        QHash<QString, QString> places;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const QString split = datasetsSplit(rows[i].split);
            const auto move = [&](QString &path) {
                if (path.isEmpty())
                    return;
                const QString to = split + u'/' + QFileInfo(path).fileName();
                places.insert(path, to);
                path = to;
            };
            for (const Laterality eye : both_eyes)
                move(pictures.paths[i].eyes[eye]);
            for (QString &path : pictures.paths[i].eyeUnknown)
                move(path);
        }
        for (PictureCopy &copy : pictures.copies)
            copy.to = places.value(copy.to, copy.to);
    }

    static void addRow(QMap<QString, std::string> &metadata, const QVector<LabelSet> &sets, const ExamRow &row,
                       const QString &path, std::optional<Laterality> eye)
    {
        if (path.isEmpty())
            return;
        QJsonObject line{{QStringLiteral("file_name"), QFileInfo(path).fileName()},
                         {QStringLiteral("patient"), row.patient},
                         {QStringLiteral("exam"), row.code},
                         {QStringLiteral("eye"), eye ? QLatin1String(word(*eye)) : QLatin1String("unknown")},
                         {QStringLiteral("sex"), row.sex.isEmpty() ? QJsonValue() : QJsonValue(row.sex)},
                         {QStringLiteral("age"), row.age < 0 ? QJsonValue() : QJsonValue(row.age)},
                         {QStringLiteral("report"), row.report}};
        for (const LabelSet &set : sets)
            line[labelColumn(set)] = labelValue(set, row, eye);
        metadata[QFileInfo(path).path()] += QJsonDocument(line).toJson(QJsonDocument::Compact).toStdString() + '\n';
    }

    static Result<QString> datasetCard(const Study &study, const ExportOrder &order, const QVector<LabelSet> &sets,
                                       const std::vector<ExamRow> &rows, const QStringList &splits, qint64 photographs)
    {
        const QString name = order.dataset.isEmpty() ? QStringLiteral("Fundus photographs") : order.dataset;
        RETCLIP_TRY(const StudyInfo info, study.info());
        QString card = QStringLiteral("---\npretty_name: %1\nlicense: other\ntask_categories:\n- image-classification\n"
                                      "size_categories:\n- %2\n")
                           .arg(yamlText(name), sizeCategory(photographs));
        const QStringList languages = languagesOf(rows);
        if (!languages.isEmpty())
            card += QStringLiteral("language:\n- ") + languages.join(QStringLiteral("\n- ")) + u'\n';
        card += QStringLiteral("tags:\n- medical\n- ophthalmology\n- fundus\n");
        if (info.synthetic)
            card += QStringLiteral("- synthetic\n");
        card += QStringLiteral("configs:\n- config_name: default\n  data_files:\n");
        for (const QString &split : splits)
            card += QStringLiteral("  - split: %1\n    path: \"%1/**\"\n").arg(split);
        card += QStringLiteral("---\n\n# %1\n\n%2 photographs of %3 exams. A row of metadata.jsonl is a photograph: its patient, exam, "
                               "eye (right is OD, left is OS), sex, age, report")
                    .arg(name).arg(photographs).arg(rows.size());
        for (const LabelSet &set : sets)
            card += QStringLiteral(", `%1`").arg(labelColumn(set));
        card += QStringLiteral(".\n\n```python\nfrom datasets import load_dataset\ndata = load_dataset(\"FOLDER\")\n```\n\n"
                               "manifest.json holds the SHA-256 of every file and where the data come from; exams.jsonl holds "
                               "what a row cannot say.\n");
        if (!order.dataset.isEmpty()) {
            RETCLIP_TRY(const DataSheet sheet, dataSheet(study, order.dataset, !order.deidentify));
            card += u'\n' + sheet.markdown();
        }
        return card;
    }
};

} // namespace

const Exporter &huggingFaceExporter()
{
    static const HuggingFaceExporter exporter;
    return exporter;
}

} // namespace retclip
