// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/exporter.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/base/work_folder.h"
#include "core/base/writing_error.h"
#include "core/export/export_support.h"
#include "core/export/hide_identities.h"
#include "core/study/data_sheet.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace retclip {

// A new format: one file, one line here.
std::span<const Exporter *const> exporters()
{
    static const std::array<const Exporter *, 7> list{&csvExporter(),     &jsonLinesExporter(), &foldersExporter(),
                                                      &cocoExporter(),    &retclipExporter(),   &retfoundExporter(),
                                                      &huggingFaceExporter()};
    return list;
}

const Exporter *exporter(const QString &id)
{
    for (const Exporter *entry : exporters())
        if (entry->id() == id)
            return entry;
    return nullptr;
}

namespace {

const Message nothingWritten = message(QT_TRANSLATE_NOOP("Message", "Nothing was written."));

struct Selection
{
    std::vector<ExamRow> rows;
    QJsonObject provenance;
};

Result<Selection> select(const Study &study, const ExportOrder &order)
{
    Selection selection;
    std::vector<ExamId> ids = order.exams;
    QHash<qint64, Split> splits;
    if (!order.dataset.isEmpty()) {
        RETCLIP_TRY(const DatasetRow dataset, study.dataset(order.dataset));
        RETCLIP_CHECK(study.verifyDataset(order.dataset));
        RETCLIP_TRY(const auto members, study.datasetMembers(dataset.id));
        ids.clear();
        for (const auto &[exam, split] : members) {
            ids.push_back(exam);
            splits.insert(exam.value, split);
        }
        selection.provenance = {
            {QStringLiteral("dataset"), dataset.name},
            {QStringLiteral("dataset_hash"), dataset.hash},
            {QStringLiteral("query"), dataset.query},
            {QStringLiteral("frozen"), dataset.created.toUTC().toString(Qt::ISODate)}};
        if (dataset.accepted.count > 0)
            selection.provenance[QStringLiteral("leaks_accepted")]
                = QJsonObject{{QStringLiteral("count"), dataset.accepted.count},
                              {QStringLiteral("reason"), dataset.accepted.reason}};
    }
    if (!order.selectionSentence.isEmpty())
        selection.provenance[QStringLiteral("selection")] = order.selectionSentence;
    RETCLIP_TRY(selection.rows, study.exams(ids));
    for (ExamRow &row : selection.rows)
        if (const auto split = splits.constFind(row.id.value); split != splits.cend())
            row.split = *split;
    if (selection.rows.empty())
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "There is no exam to export.")), nothingWritten,
            message(QT_TRANSLATE_NOOP("Message", "Choose a dataset or a query that finds exams.")));
    return selection;
}

/// Which labels a person changed, by whom and when, with the lines of the history.
Result<QJsonArray> changedLabels(const Study &study, const std::vector<ExamRow> &rows,
                                 std::stop_token stop)
{
    QJsonArray changes;
    for (const ExamRow &row : rows) {
        if (stop.stop_requested())
            return cancelled();
        QJsonArray lines;
        bool changed = false;
        for (const LabelState &label : row.labels) {
            if (label.source == LabelSource::imported)
                continue;
            changed = true;
            QJsonObject entry{
                {QStringLiteral("patient"), row.patient},
                {QStringLiteral("exam"), row.code},
                {QStringLiteral("label_set"), label.setName},
                {QStringLiteral("positive"), QJsonArray::fromStringList(label.positive)},
                {QStringLiteral("known"), label.known},
                {QStringLiteral("source"), QLatin1String(word(label.source))},
                {QStringLiteral("person"), label.person},
                {QStringLiteral("time"), label.time.toUTC().toString(Qt::ISODateWithMs)}};
            if (label.eye)
                entry[QStringLiteral("eye")] = QLatin1String(word(*label.eye));
            changes.append(entry);
        }
        if (!changed)
            continue;
        RETCLIP_TRY(const auto history, study.history(row.id, 100));
        for (const HistoryRow &line : history)
            if (line.kind != QLatin1String("import"))
                lines.append(QJsonObject{
                    {QStringLiteral("time"), line.time.toUTC().toString(Qt::ISODateWithMs)},
                    {QStringLiteral("person"), line.person},
                    {QStringLiteral("kind"), line.kind},
                    {QStringLiteral("summary"), line.summary},
                    {QStringLiteral("hash"), line.hash},
                    {QStringLiteral("undone"), line.undone}});
        QJsonObject last = changes.last().toObject();
        last[QStringLiteral("history")] = lines;
        changes[changes.size() - 1] = last;
    }
    return changes;
}

Result<QJsonArray> hashedFiles(const QString &folder, std::stop_token stop)
{
    QStringList files;
    QDirIterator walker(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walker.hasNext())
        files.append(QDir(folder).relativeFilePath(walker.next()));
    files.sort();
    std::vector<Result<std::string>> hashes(static_cast<std::size_t>(files.size()), std::string());
    onAllCores(hashes.size(), [&](std::size_t i) {
        hashes[i] = sha256_of_file(
            path_from_utf8((folder + QLatin1Char('/') + files[qsizetype(i)]).toStdString()), stop);
    });
    QJsonArray list;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        RETCLIP_CHECK(hashes[i]);
        list.append(QJsonObject{{QStringLiteral("file"), files[qsizetype(i)]},
                                {QStringLiteral("bytes"),
                                 QFileInfo(folder + QLatin1Char('/') + files[qsizetype(i)]).size()},
                                {QStringLiteral("sha256"), QString::fromStdString(*hashes[i])}});
    }
    return list;
}

QJsonObject countsOf(const std::vector<ExamRow> &rows)
{
    QSet<QString> patients;
    qint64 images = 0;
    qint64 reports = 0;
    QMap<QString, qint64> splits;
    for (const ExamRow &row : rows) {
        patients.insert(row.patient);
        images +=
            (row.images.right ? 1 : 0) + (row.images.left ? 1 : 0) + qint64(row.eyeUnknown.size());
        reports += row.report.isEmpty() ? 0 : 1;
        ++splits[QLatin1String(word(row.split))];
    }
    QJsonObject bySplit;
    for (auto it = splits.cbegin(); it != splits.cend(); ++it)
        bySplit[it.key()] = it.value();
    return {{QStringLiteral("patients"), patients.size()},
            {QStringLiteral("exams"), qint64(rows.size())},
            {QStringLiteral("images"), images},
            {QStringLiteral("reports"), reports},
            {QStringLiteral("splits"), bySplit}};
}

/// Pictures with writing in them are for a person to judge: they leave, named in the manifest.
void sayWhatToLookAt(const ResidualReport &residue, ExportReport &report)
{
    QJsonArray flagged;
    QStringList names;
    for (const Residue &each : residue.flagged) {
        flagged.append(QJsonObject{{QStringLiteral("file"), each.file}, {QStringLiteral("place"), each.place},
                                   {QStringLiteral("reason"), each.what}, {QStringLiteral("where"), each.text}});
        names.append(each.file);
    }
    report.manifest[QStringLiteral("residual_scan")] =
        QJsonObject{{QStringLiteral("files"), residue.files}, {QStringLiteral("left"), 0},
                    {QStringLiteral("flagged"), flagged}};
    if (flagged.isEmpty())
        return;
    report.warnings.append(
        QCoreApplication::translate("Export", "%n photograph(s) may have writing burnt in; look at them before you hand them on: %1",
                                    nullptr, int(flagged.size()))
            .arg(names.mid(0, 20).join(QStringLiteral(", "))));
    report.manifest[QStringLiteral("warnings")] = QJsonArray::fromStringList(report.warnings);
}

Result<void> writeSheet(const Study &study, const ExportOrder &order, const QString &folder)
{
    RETCLIP_TRY(const DataSheet sheet, dataSheet(study, order.dataset, !order.deidentify));
    RETCLIP_CHECK(writeExportFile(folder + QStringLiteral("/data_sheet.md"), sheet.markdown().toStdString()));
    return writeExportFile(folder + QStringLiteral("/data_sheet.html"), sheet.html().toStdString());
}

} // namespace

Result<ExportReport> exportDataset(const Study &study, const ExportOrder &order,
                                   const ProgressCallback &progress, std::stop_token stop)
{
    const Exporter *format = exporter(order.format);
    if (!format) {
        QStringList known;
        for (const Exporter *entry : exporters())
            known.append(entry->id());
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "There is no export format \"%1\"."),
                               {order.format.toStdString()}),
                       nothingWritten,
                       message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                               {known.join(QStringLiteral(", ")).toStdString()}));
    }
    const QFileInfo target(QDir::cleanPath(QFileInfo(order.outFolder).absoluteFilePath()));
    if (order.outFolder.isEmpty()
        || (target.exists()
            && (!target.isDir()
                || !QDir(target.filePath())
                        .isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))))
        return failure(
            ErrorCode::conflict,
            message(QT_TRANSLATE_NOOP("Message", "%1 is there already and is not empty."),
                    {order.outFolder.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "It was not touched.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose a new folder.")));
    RETCLIP_TRY(Selection selection, select(study, order));
    RETCLIP_TRY(QJsonArray changes, changedLabels(study, selection.rows, stop));
    RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
    RETCLIP_TRY(const StudyInfo info, study.info());
    std::vector<HiddenExam> hidden;
    if (order.deidentify) {
        auto pseudonyms = Pseudonyms::forOnce();
        if (!order.keyFile.isEmpty()) {
            RETCLIP_TRY(pseudonyms, pseudonymsFromFile(order.keyFile, {study.folder(), target.filePath()}));
        }
        hidden = hideIdentities(selection.rows, order, pseudonyms);
        selection.provenance.remove(QStringLiteral("query")); // Both may name a patient.
        selection.provenance.remove(QStringLiteral("selection"));
        selection.provenance.remove(QStringLiteral("frozen")); // A day; the hash says which dataset.
        changes = {}; // Lines of the history name people and exams.
        for (const ExamRow &row : selection.rows)
            for (const LabelState &label : row.labels)
                if (label.source != LabelSource::imported)
                    changes.append(QJsonObject{
                        {QStringLiteral("exam"), row.code},
                        {QStringLiteral("label_set"), label.setName},
                        {QStringLiteral("positive"), QJsonArray::fromStringList(label.positive)},
                        {QStringLiteral("source"), QLatin1String(word(label.source))},
                        {QStringLiteral("person"), label.person}});
    }

    // Beside the target, so that the last step is one rename.
    if (!QDir().mkpath(target.path()))
        return failure(writing_error(path_from_utf8(target.path().toStdString()), errno));
    RETCLIP_TRY(const WorkFolder work, WorkFolder::make(path_from_utf8(target.path().toStdString()), "export"));
    const QDir temporary(QString::fromStdString(work.path().string()));

    RETCLIP_TRY(ExportReport report,
                format->write(study, selection.rows, order, temporary.path(), progress, stop));
    if (stop.stop_requested())
        return cancelled();
    if (!order.dataset.isEmpty())
        RETCLIP_CHECK(writeSheet(study, order, temporary.path()));
    QJsonArray labelSets;
    for (const LabelSet &set : sets)
        labelSets.append(labelSetToJson(set));
    RETCLIP_TRY(const QJsonArray files, hashedFiles(temporary.path(), stop));
    QJsonObject manifest = report.manifest;
    manifest[QStringLiteral("program")] = QLatin1String(exportProgramName);
    manifest[QStringLiteral("version")] = QCoreApplication::applicationVersion();
    manifest[QStringLiteral("format")] = format->id();
    manifest[QStringLiteral("created")] = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    if (order.deidentify)
        manifest[QStringLiteral("deidentification")] = deidentificationWords(order);
    else
        manifest[QStringLiteral("study")] = info.name;
    manifest[QStringLiteral("synthetic")] = info.synthetic;
    manifest[QStringLiteral("deidentified")] = order.deidentify;
    if (!order.person.isEmpty() && !order.deidentify)
        manifest[QStringLiteral("person")] = order.person;
    manifest[QStringLiteral("provenance")] = selection.provenance;
    manifest[QStringLiteral("selected")] = countsOf(selection.rows);
    manifest[QStringLiteral("rows")] = report.rows;
    manifest[QStringLiteral("label_sets")] = labelSets;
    manifest[QStringLiteral("changed_labels")] = changes;
    if (!manifest.contains(QLatin1String("exclusions")))
        manifest[QStringLiteral("exclusions")] = QJsonArray();
    manifest[QStringLiteral("warnings")] = QJsonArray::fromStringList(report.warnings);
    manifest[QStringLiteral("files")] = files;
    report.manifest = manifest;
    report.files = files.size() + 1;
    const QString manifestFile = temporary.filePath(QStringLiteral("manifest.json"));
    RETCLIP_CHECK(writeExportFile(manifestFile, QJsonDocument(manifest).toJson().toStdString()));
    if (order.deidentify) {
        RETCLIP_TRY(const ResidualReport residue,
                    checkNothingIsLeft(temporary.path(), std::move(hidden), order, progress, stop));
        sayWhatToLookAt(residue, report);
        RETCLIP_CHECK(writeExportFile(manifestFile, QJsonDocument(report.manifest).toJson().toStdString()));
    }
    if (stop.stop_requested())
        return cancelled();
    RETCLIP_TRY(const std::string manifestHash, sha256_of_file(path_from_utf8(manifestFile.toStdString()), stop));
    report.manifestSha256 = QString::fromStdString(manifestHash);

    if (target.exists())
        QDir().rmdir(target.filePath());
    if (!QDir().rename(temporary.path(), target.filePath()))
        return failure(writing_error(path_from_utf8(target.filePath().toStdString()), errno));
    return report;
}

} // namespace retclip
