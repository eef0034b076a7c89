// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_support.h"

#include "core/import/delimited_text.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace retclip {

namespace {

/// What CSV and JSON Lines share: the photographs beside one file that has a row an exam. Excluded
/// exams are in, marked, so that reading it back gives the same study.
class RecordExporter : public Exporter
{
public:
    Result<ExportReport> write(const Study &study, const std::vector<ExamRow> &rows,
                               const ExportOrder &order, const QString &folder,
                               const ProgressCallback &progress, std::stop_token stop) const final
    {
        RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
        const NamedPictures pictures = namePictures(rows, order);
        RETCLIP_CHECK(copyPictures(pictures.copies, folder,
                                   metadataOf(order), progress,
                                   stop));
        std::string text = head(sets);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (stop.stop_requested())
                return cancelled();
            const QJsonObject exam = exportedRecord(rows[i], pictures.paths[i], order);
            text += line(exam, sets);
        }
        RETCLIP_CHECK(writeExportFile(folder + QLatin1Char('/') + fileName(), text));
        ExportReport report;
        report.rows = qint64(rows.size());
        if (!pictures.missing.isEmpty())
            report.warnings.append(
                QCoreApplication::translate(
                    "Export",
                    "%n photograph(s) are not where they were and are not in the export: %1",
                    nullptr, int(pictures.missing.size()))
                    .arg(pictures.missing.mid(0, 20).join(QStringLiteral(", "))));
        report.manifest[QStringLiteral("images")] = qint64(pictures.copies.size());
        return report;
    }

private:
    [[nodiscard]] virtual QString fileName() const = 0;
    [[nodiscard]] virtual std::string head(const QVector<LabelSet> &sets) const = 0;
    [[nodiscard]] virtual std::string line(const QJsonObject &exam,
                                           const QVector<LabelSet> &sets) const = 0;
};

std::string csvLine(const QStringList &cells)
{
    QStringList quoted;
    for (const QString &cell : cells)
        quoted.append(csvCell(cell));
    return (quoted.join(QLatin1Char(',')) + QLatin1String("\r\n")).toStdString();
}

class CsvExporter final : public RecordExporter
{
public:
    QString id() const override { return QStringLiteral("csv"); }
    QString title() const override { return QCoreApplication::translate("Exporter", "CSV"); }
    QString help() const override
    {
        return QCoreApplication::translate("Exporter",
                                           "exams.csv with one row an exam and the photographs in "
                                           "images/. Opens in a spreadsheet (cells "
                                           "that would run as formulas are guarded) and can be "
                                           "imported again with all labels, tags and verdicts.");
    }

private:
    QString fileName() const override { return QStringLiteral("exams.csv"); }
    // The mark at the start tells spreadsheets that the file is UTF-8.
    std::string head(const QVector<LabelSet> &sets) const override
    {
        return "\xEF\xBB\xBF" + csvLine(csvHeadings(sets));
    }
    std::string line(const QJsonObject &exam, const QVector<LabelSet> &sets) const override
    {
        return csvLine(csvCells(exam, sets));
    }
};

class JsonLinesExporter final : public RecordExporter
{
public:
    QString id() const override { return QStringLiteral("jsonl"); }
    QString title() const override { return QCoreApplication::translate("Exporter", "JSON Lines"); }
    QString help() const override
    {
        return QCoreApplication::translate("Exporter",
                                           "exams.jsonl with one object an exam and the "
                                           "photographs in images/. Holds everything that is "
                                           "known of an exam; can be imported again.");
    }

private:
    QString fileName() const override { return QStringLiteral("exams.jsonl"); }
    std::string head(const QVector<LabelSet> &) const override { return {}; }
    std::string line(const QJsonObject &exam, const QVector<LabelSet> &) const override
    {
        return QJsonDocument(exam).toJson(QJsonDocument::Compact).toStdString() + '\n';
    }
};

} // namespace

const Exporter &csvExporter()
{
    static const CsvExporter exporter;
    return exporter;
}

const Exporter &jsonLinesExporter()
{
    static const JsonLinesExporter exporter;
    return exporter;
}

} // namespace retclip
