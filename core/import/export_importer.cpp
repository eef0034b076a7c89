// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/import/delimited_text.h"
#include "core/import/entries.h"
#include "core/import/exam_record.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace retclip {

namespace {

/// The manifest of the export that a source belongs to; empty: it is none of ours.
QJsonObject manifestBeside(const QString &source)
{
    const QFileInfo info(source);
    QFile file((info.isDir() ? source : info.absolutePath()) + QStringLiteral("/manifest.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject manifest = QJsonDocument::fromJson(file.readAll()).object();
    return manifest[QLatin1String("program")].toString() == QLatin1String(exportProgramName)
        ? manifest
        : QJsonObject();
}

QString examsFile(const QString &source)
{
    const QFileInfo info(source);
    if (info.isFile())
        return info.fileName() == QLatin1String("exams.jsonl")
                || info.fileName() == QLatin1String("exams.csv")
            ? source
            : QString();
    for (const char *name : {"exams.jsonl", "exams.csv"})
        if (QFileInfo::exists(source + QLatin1Char('/') + QLatin1String(name)))
            return QDir(source).absoluteFilePath(QLatin1String(name));
    return {};
}

class ExportImporter final : public Importer
{
public:
    QString id() const override { return QStringLiteral("export"); }
    QString title() const override
    {
        return QCoreApplication::translate("Importer", "Export of this program");
    }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Importer",
            "A folder that this program exported as CSV, JSON Lines, class folders, COCO or for Hugging Face, with its "
            "manifest.json. Labels come back with who set them and when, and so do reports, tags, "
            "comments, verdicts and the names of exams; photographs are compared with the hashes of "
            "the manifest. Importing it into the study it came from adds nothing.");
    }

    int fits(const QString &source) const override
    {
        return !examsFile(source).isEmpty() && !manifestBeside(source).isEmpty() ? 100 : 0;
    }

    Result<ImportPlan> analyse(ImportPlan plan, std::stop_token) const override
    {
        if (fits(plan.source) == 0)
            return notAnExport(plan);
        plan.source = examsFile(plan.source);
        plan.encoding = QStringLiteral("UTF-8");
        return plan;
    }

    Result<ImportReport> run(Study &study, const ImportPlan &plan, bool dryRun,
                             const ProgressCallback &progress, std::stop_token stop) const override
    {
        const QString path = examsFile(plan.source);
        const QJsonObject manifest = manifestBeside(plan.source);
        QFile file(path);
        if (path.isEmpty() || manifest.isEmpty() || !file.open(QIODevice::ReadOnly))
            return notAnExport(plan);
        RETCLIP_TRY(auto session, ImportSession::begin(study, plan, dryRun, progress, stop));
        const QHash<QString, QString> hashes = hashesOf(manifest);
        noteChangedTable(*session, path, hashes);
        session->setTotal(manifest[QLatin1String("records")].toInteger(
            manifest[QLatin1String("rows")].toInteger()));
        QVector<LabelSet> sets;
        for (const QJsonValue &value : manifest[QLatin1String("label_sets")].toArray())
            if (const auto set = labelSetFromJson(value.toObject())) {
                RETCLIP_CHECK(session->defineLabelSet(*set));
                sets.append(*set);
            }
        if (path.endsWith(QLatin1String(".csv"))) {
            RETCLIP_CHECK(readCsv(*session, file, path, sets, hashes));
        } else {
            RETCLIP_CHECK(readLines(*session, file, path, hashes));
        }
        return session->finish();
    }

private:
    static tl::unexpected<Error> notAnExport(const ImportPlan &plan)
    {
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message",
                                      "%1 is not an export of this program (exams.csv or "
                                      "exams.jsonl with manifest.json)."),
                    {plan.source.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
            message(QT_TRANSLATE_NOOP("Message", "Import it with the layout \"table\".")));
    }

    /// File, relative to the export → SHA-256, as the manifest says.
    static QHash<QString, QString> hashesOf(const QJsonObject &manifest)
    {
        QHash<QString, QString> hashes;
        for (const QJsonValue &value : manifest[QLatin1String("files")].toArray())
            hashes.insert(QDir::cleanPath(value[QLatin1String("file")].toString()),
                          value[QLatin1String("sha256")].toString());
        return hashes;
    }

    /// A table that was changed since may have been corrected by hand: it is taken, and said.
    static void noteChangedTable(ImportSession &session, const QString &path,
                                 const QHash<QString, QString> &hashes)
    {
        const QString name = QFileInfo(path).fileName();
        const auto hash = sha256_of_file(path_from_utf8(path.toStdString()));
        if (hash && hashes.contains(name) && hashes[name].toStdString() != *hash)
            session.note(message(QT_TRANSLATE_NOOP("Message",
                                                   "%1 has changed since it was exported; it was "
                                                   "imported as it is now."),
                                 {name.toStdString()}));
    }

    static Result<void> putObject(ImportSession &session, const QJsonObject &object,
                                  const QString &path, qint64 row,
                                  const QHash<QString, QString> &hashes)
    {
        const QFileInfo info(path);
        auto pending = examFromJson(object, info.absolutePath());
        if (!pending) {
            session.skip(info.fileName(), row, pending.error().what_happened);
            return {};
        }
        pending->source = info.fileName();
        pending->row = row;
        for (PendingPhotograph &photograph : pending->photographs)
            photograph.expectedSha256 = hashes.value(QDir::cleanPath(photograph.named));
        return session.put(std::move(*pending));
    }

    static Result<void> readLines(ImportSession &session, QFile &file, const QString &path,
                                  const QHash<QString, QString> &hashes)
    {
        for (qint64 row = 1; !file.atEnd() && !session.stopRequested(); ++row) {
            const QByteArray line = file.readLine().trimmed();
            session.setPosition(double(file.pos()) / double(std::max<qint64>(file.size(), 1)));
            if (line.isEmpty())
                continue;
            const QJsonDocument document = QJsonDocument::fromJson(line);
            if (!document.isObject()) {
                session.skip(
                    QFileInfo(path).fileName(), row,
                    message(QT_TRANSLATE_NOOP("Message", "The line is not a JSON object.")));
                continue;
            }
            RETCLIP_CHECK(putObject(session, document.object(), path, row, hashes));
        }
        return {};
    }

    static Result<void> readCsv(ImportSession &session, QFile &file, const QString &path,
                                const QVector<LabelSet> &sets,
                                const QHash<QString, QString> &hashes)
    {
        QByteArray bytes = file.readAll();
        if (bytes.startsWith("\xEF\xBB\xBF"))
            bytes.remove(0, 3);
        DelimitedText reader(QString::fromUtf8(bytes), QLatin1Char(','));
        QStringList headings;
        QStringList cells;
        if (!reader.next(headings))
            return {};
        while (!session.stopRequested() && reader.next(cells)) {
            session.setPosition(reader.position());
            RETCLIP_CHECK(
                putObject(session, examFromCells(headings, cells, sets), path, reader.row(),
                                    hashes));
        }
        return {};
    }
};

} // namespace

const Importer &exportImporter()
{
    static const ExportImporter importer;
    return importer;
}

} // namespace retclip
