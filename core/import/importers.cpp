// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/importer.h"

#include "core/base/files.h"
#include "core/import/delimited_text.h"
#include "core/import/entries.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace retclip {

// A new layout: one file, one line here.
std::span<const Importer *const> importers()
{
    static const std::array<const Importer *, 8> list{&tableImporter(), &odirImporter(),
                                                      &papilaImporter(), &cocoImporter(),
                                                      &retclipImporter(), &folderImporter(),
                                                      &dicomImporter(), &exportImporter()};
    return list;
}

const Importer *importer(const QString &id)
{
    for (const Importer *entry : importers())
        if (entry->id() == id)
            return entry;
    if (id == QLatin1String("csv") || id == QLatin1String("jsonl"))
        return &exportImporter();
    return nullptr;
}

Result<const Importer *> importerFor(const QString &source)
{
    const QFileInfo info(source);
    if (!info.exists())
        return failure(
            ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "%1 does not exist."), {source.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
            message(QT_TRANSLATE_NOOP("Message", "Check the name and the folder.")));
    if (!info.isReadable())
        return failure(
            ErrorCode::unreadable,
            message(QT_TRANSLATE_NOOP("Message", "%1 cannot be read."), {source.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
            message(QT_TRANSLATE_NOOP("Message", "Check that you may read it, and import again.")));
    const Importer *best = nullptr;
    int bestFit = 0;
    for (const Importer *entry : importers())
        if (const int fit = entry->fits(source); fit > bestFit) {
            best = entry;
            bestFit = fit;
        }
    if (!best)
        return failure(
            ErrorCode::unsupported,
            message(QT_TRANSLATE_NOOP("Message",
                                      "%1 holds nothing that can be imported: no table (.csv, "
                                      ".tsv, .xlsx), no photographs, no RET-CLIP files."),
                    {source.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
            message(QT_TRANSLATE_NOOP("Message",
                                      "Choose a table or the folder with the photographs.")));
    return best;
}

std::string SkippedRow::english() const
{
    return cause.empty() ? reason.english() : reason.english() + ' ' + cause.english();
}

qint64 rowsOf(const ImportReport &report, RowFate fate)
{
    QSet<std::pair<QString, qint64>> rows;
    for (const QVector<SkippedRow> *list : {&report.skipped, &report.remarks})
        for (const SkippedRow &row : *list)
            if (row.fate == fate)
                rows.insert({row.source, row.row});
    return rows.size();
}

qint64 photographsNotIn(const ImportReport &report)
{
    return std::count_if(report.skipped.cbegin(), report.skipped.cend(),
                         [](const SkippedRow &row) { return row.fate == RowFate::withoutPhotograph; });
}

Result<void> writeSkipped(const QVector<SkippedRow> &rows, const QString &file)
{
    QString text = QStringLiteral("source,row,reason\n");
    for (const SkippedRow &row : rows)
        text += csvCell(row.source) + QLatin1Char(',')
            + (row.row > 0 ? QString::number(row.row) : QString()) + QLatin1Char(',')
            + csvCell(QString::fromStdString(row.english())) + QLatin1Char('\n');
    return write_file_atomically(path_from_utf8(file.toStdString()), text.toStdString());
}

namespace {

Result<const Importer *> chosen(const ImportPlan &plan)
{
    if (plan.layout.isEmpty() || plan.layout == QLatin1String("auto"))
        return importerFor(plan.source);
    if (const Importer *entry = importer(plan.layout))
        return entry;
    QStringList known;
    for (const Importer *entry : importers())
        known.append(entry->id());
    return failure(ErrorCode::invalid_argument,
                   message(QT_TRANSLATE_NOOP("Message", "There is no layout \"%1\"."),
                           {plan.layout.toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                   message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                           {known.join(QStringLiteral(", ")).toStdString()}));
}

/// Also where the layout reads no names: what was typed wrong is said, not passed over.
Result<void> checkPattern(const ImportPlan &plan)
{
    const QRegularExpression pattern(plan.pattern);
    if (pattern.isValid())
        return {};
    return failure(ErrorCode::invalid_argument,
                   message(QT_TRANSLATE_NOOP("Message", "The pattern \"%1\" is not a regular expression: %2."),
                           {plan.pattern.toStdString(), pattern.errorString().toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                   message(QT_TRANSLATE_NOOP("Message", "For example: %1"), {"(?<patient>\\d+)_(?<eye>left|right)"}));
}

} // namespace

Result<ImportPlan> analyseSource(ImportPlan plan, std::stop_token stop)
{
    RETCLIP_CHECK(checkPattern(plan));
    RETCLIP_TRY(const Importer *entry, chosen(plan));
    plan.layout = entry->id();
    plan.source = QFileInfo(plan.source).absoluteFilePath();
    return entry->analyse(std::move(plan), std::move(stop));
}

Result<ImportReport> runImport(Study &study, const ImportPlan &plan, bool dryRun,
                               const ProgressCallback &progress, std::stop_token stop)
{
    ImportPlan ready = plan;
    if (plan.layout.isEmpty() || plan.layout == QLatin1String("auto")
        || (plan.layout == QLatin1String("table") && plan.columns.isEmpty())) {
        RETCLIP_TRY(ready, analyseSource(plan, stop));
    }
    RETCLIP_TRY(const Importer *entry, chosen(ready));
    ready.source = QFileInfo(ready.source).absoluteFilePath();
    const auto before = study.count(QString());
    auto report = entry->run(study, ready, dryRun, progress, std::move(stop));
    if (!report && report.error().code == ErrorCode::disk_full) {
        Error error = report.error();
        // What was not committed when the disk ran full is gone again: only the study knows.
        const auto after = study.count(QString());
        error.what_was_kept = before && after
            ? message(QT_TRANSLATE_NOOP("Message",
                                        "The study is whole; %1 exams of this source came in, %2 "
                                        "are in all."),
                      {std::to_string(*after - *before), std::to_string(*after)})
            : message(QT_TRANSLATE_NOOP("Message", "The study is whole; what came in before is in."));
        error.what_to_do = message(QT_TRANSLATE_NOOP(
            "Message", "Make room and import again: it goes on, and nothing comes in twice."));
        return failure(std::move(error));
    }
    return report;
}

} // namespace retclip
