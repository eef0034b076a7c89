// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_support.h"

#include "core/import/delimited_text.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace retclip {

namespace {

QString splitFolder(Split split)
{
    switch (split) {
    case Split::training: return QStringLiteral("train");
    case Split::validation: return QStringLiteral("val");
    case Split::test: return QStringLiteral("test");
    case Split::none: break;
    }
    return QStringLiteral("all");
}

class FoldersExporter : public Exporter
{
public:
    QString id() const override { return QStringLiteral("folders"); }
    QString title() const override
    {
        return QCoreApplication::translate("Exporter", "Class folders");
    }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Exporter",
            "One folder a split (train, val, test; all where there is no split) and class, as most "
            "training "
            "programs read them, with labels.csv and, for what folders cannot say, exams.jsonl. Needs a label set with one class an eye or exam; "
            "of a multi-label set one class (NAME/CLASS). Excluded and unlabelled exams are left "
            "out and listed.");
    }

    Result<ExportReport> write(const Study &study, const std::vector<ExamRow> &rows,
                               const ExportOrder &order, const QString &folder,
                               const ProgressCallback &progress, std::stop_token stop) const final
    {
        RETCLIP_TRY(const ClassChoice choice, chooseClasses(study, order.labelSet));
        const NamedPictures pictures = namePictures(rows, order);
        QHash<QString, PictureCopy> byName;
        for (const PictureCopy &copy : pictures.copies)
            byName.insert(copy.to, copy);
        std::vector<PictureCopy> copies;
        std::vector<QJsonObject> records;
        QJsonArray exclusions;
        QStringList table{QStringLiteral("file,patient,exam,eye,split,class")};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const ExamRow &row = rows[i];
            if (const QString reason = reasonAgainst(row); !reason.isEmpty()) {
                exclusions.append(exclusion(row, reason));
                continue;
            }
            bool any = false;
            ExportedPaths written;
            for (const Laterality eye : both_eyes) {
                const QString name = pictures.paths[i].eyes[eye];
                const auto className = classOf(choice, row, eye);
                if (name.isEmpty() || !className)
                    continue;
                any = true;
                const QString to = splitFolder(row.split) + QLatin1Char('/')
                    + safeFileName(*className) + QLatin1Char('/') + QFileInfo(name).fileName();
                copies.push_back({byName[name].from, to, byName[name].sha256});
                written.eyes[eye] = to;
                QStringList cells{to,
                                  row.patient,
                                  row.code,
                                  QLatin1String(word(eye)),
                                  splitFolder(row.split),
                                  *className};
                for (QString &cell : cells)
                    cell = csvCell(cell);
                table.append(cells.join(QLatin1Char(',')));
            }
            if (any)
                records.push_back(exportedRecord(row, written, order));
            else
                exclusions.append(exclusion(
                    row, QStringLiteral("not labelled, or no photograph of a known eye")));
        }
        if (copies.empty())
            return failure(
                ErrorCode::invalid_argument,
                message(QT_TRANSLATE_NOOP("Message",
                                          "No photograph is left to export as class folders: none "
                                          "has both a class of \"%1\" and a split that fits."),
                        {choice.set.name.toStdString()}),
                message(QT_TRANSLATE_NOOP("Message", "No file was left behind.")),
                message(QT_TRANSLATE_NOOP(
                    "Message", "Choose a dataset with a split and a label set that is filled.")));
        RETCLIP_CHECK(copyPictures(
            copies, folder, metadataOf(order), progress, stop));
        RETCLIP_CHECK(
            writeExportFile(folder + QStringLiteral("/labels.csv"),
                            (table.join(QLatin1Char('\n')) + QLatin1Char('\n')).toStdString()));
        ExportReport report;
        report.rows = qint64(copies.size());
        RETCLIP_CHECK(writeRecords(records, folder, report));
        report.manifest[QStringLiteral("label_set")] = choice.set.name;
        report.manifest[QStringLiteral("classes")] = QJsonArray::fromStringList(classNames(choice));
        report.manifest[QStringLiteral("exclusions")] = exclusions;
        if (!exclusions.isEmpty())
            report.warnings.append(QCoreApplication::translate(
                "Export", "%n exam(s) were left out; manifest.json lists them with the reason.",
                nullptr, int(exclusions.size())));
        return report;
    }

private:
    [[nodiscard]] virtual QString reasonAgainst(const ExamRow &row) const
    {
        return row.excluded ? QStringLiteral("excluded") : QString();
    }
};

// RETFound's fine-tuning reads train, val and test with a folder a class in each, and nothing else.
class RetfoundExporter final : public FoldersExporter
{
public:
    QString id() const override { return QStringLiteral("retfound"); }
    QString title() const override { return QCoreApplication::translate("Exporter", "RETFound"); }
    QString help() const override
    {
        return QCoreApplication::translate("Exporter",
                                           "train, val and test with a folder a class in each, as "
                                           "RETFound's fine-tuning reads them. Exams without a "
                                           "split are left out and listed: choose a dataset.");
    }

private:
    QString reasonAgainst(const ExamRow &row) const override
    {
        if (row.excluded)
            return QStringLiteral("excluded");
        return row.split == Split::none ? QStringLiteral("in no split") : QString();
    }
};

} // namespace

const Exporter &foldersExporter()
{
    static const FoldersExporter exporter;
    return exporter;
}

const Exporter &retfoundExporter()
{
    static const RetfoundExporter exporter;
    return exporter;
}

} // namespace retclip
