// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/exporter.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/export/export_support.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <array>

namespace retclip {

// A new format: one file, one line here.
std::span<const Exporter *const> exporters()
{
    static const std::array<const Exporter *, 6> list{&csvExporter(),     &jsonLinesExporter(),
                                                      &foldersExporter(), &cocoExporter(),
                                                      &retclipExporter(), &retfoundExporter()};
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

constexpr int oldestAgeTold = 90; ///< HIPAA's safe harbour: all above are told as this.

/// Other names for patients, exams and readers. Dates, times of edits, sites, tags and comments go:
/// tags and comments are free words, in which names are found.
void hideIdentities(std::vector<ExamRow> &rows)
{
    // Sorted by a salted hash that is thrown away: the new numbers do not follow the old ones.
    const QByteArray salt = QByteArray::number(QRandomGenerator::system()->generate64());
    QMap<QByteArray, QString> order;
    for (const ExamRow &row : rows)
        order.insert(
            QCryptographicHash::hash(salt + row.patient.toUtf8(), QCryptographicHash::Sha256),
            row.patient);
    QHash<QString, QString> patients;
    for (const QString &patient : std::as_const(order))
        patients.insert(patient,
                        QStringLiteral("P%1").arg(patients.size() + 1, 6, 10, QLatin1Char('0')));
    QHash<QString, int> visits;
    QHash<QString, QString> readers;
    const auto reader = [&](QString &name) {
        if (name.isEmpty())
            return;
        if (!readers.contains(name))
            readers.insert(name, QStringLiteral("reader %1").arg(readers.size() + 1));
        name = readers.value(name);
    };
    for (ExamRow &row : rows) {
        row.patient = patients.value(row.patient);
        row.visit = QString::number(++visits[row.patient]);
        row.code = row.patient + QLatin1Char('-') + row.visit;
        row.date = QDate();
        row.age = std::min(row.age, oldestAgeTold);
        row.site.clear();
        row.tags.clear();
        row.comment.clear();
        for (LabelState &label : row.labels) {
            reader(label.person);
            label.time = {};
        }
        for (Verdict &verdict : row.verdicts) {
            reader(verdict.person);
            verdict.comment.clear();
            verdict.time = {};
        }
    }
}

/// What hideIdentities() and the writers of photographs do, for whoever gets the files.
QJsonObject deidentification()
{
    return {{QStringLiteral("replaced"),
             QJsonArray{QStringLiteral("patient"), QStringLiteral("exam"), QStringLiteral("reader"),
                        QStringLiteral("file names"), QStringLiteral("age over 90")}},
            {QStringLiteral("removed"),
             QJsonArray{QStringLiteral("date of the exam"), QStringLiteral("times of edits"),
                        QStringLiteral("site of the exam"), QStringLiteral("tags"), QStringLiteral("comments"),
                        QStringLiteral("history"), QStringLiteral("name of the study"),
                        QStringLiteral("query"), QStringLiteral("hashes of originals"),
                        QStringLiteral("metadata of photographs")}},
            {QStringLiteral("kept"),
             QJsonArray{QStringLiteral("report, as written"), QStringLiteral("sex"),
                        QStringLiteral("age"), QStringLiteral("camera"), QStringLiteral("labels"),
                        QStringLiteral("kinds of verdicts"), QStringLiteral("split"),
                        QStringLiteral("pixels of photographs")}}};
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
    if (order.deidentify) {
        hideIdentities(selection.rows);
        selection.provenance.remove(QStringLiteral("query")); // Both may name a patient.
        selection.provenance.remove(QStringLiteral("selection"));
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

    // Beside the target, so that the last step is one rename. Removed by its destructor until then.
    if (!QDir().mkpath(target.path()))
        return failure(file_error(path_from_utf8(target.path().toStdString()), errno));
    QTemporaryDir temporary(target.path() + QStringLiteral("/.export-XXXXXX"));
    if (!temporary.isValid())
        return failure(file_error(path_from_utf8(target.path().toStdString()), errno));

    RETCLIP_TRY(ExportReport report,
                format->write(study, selection.rows, order, temporary.path(), progress, stop));
    if (order.deidentify)
        report.warnings.append(QCoreApplication::translate(
            "Export",
            "Reports leave as they were written: look through them for names and dates."));
    if (stop.stop_requested())
        return cancelled();
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
        manifest[QStringLiteral("deidentification")] = deidentification();
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
    RETCLIP_CHECK(writeExportFile(temporary.filePath(QStringLiteral("manifest.json")),
                                  QJsonDocument(manifest).toJson().toStdString()));
    if (stop.stop_requested())
        return cancelled();

    // A temporary folder is for its owner alone; an export has the rights that folders here have.
    QFile::setPermissions(temporary.path(),
                          QFile::permissions(target.path()) | QFileDevice::ReadOwner
                              | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    if (target.exists())
        QDir().rmdir(target.filePath());
    if (!QDir().rename(temporary.path(), target.filePath()))
        return failure(file_error(path_from_utf8(target.filePath().toStdString()), errno));
    temporary.setAutoRemove(false);
    return report;
}

} // namespace retclip
