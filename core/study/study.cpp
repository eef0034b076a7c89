// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/study.h"

#include "core/base/files.h"
#include "core/base/fresh_files.h"
#include "core/base/writing_error.h"
#include "core/study/edit_journal.h"
#include "core/study/edit_together.h"
#include "core/study/label_catalogue.h"
#include "core/study/schema.h"
#include "core/study/study_errors.h"
#include "core/study/study_private.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>

namespace retclip {

namespace {

/// The oldest program that may read what this one writes.
constexpr int oldestReader = 2;

QString databaseFile(const QString &folder)
{
    return folder + QStringLiteral("/study.db");
}

QString cleanFolder(const QString &folder)
{
    QFileInfo info(folder);
    if (info.fileName() == QLatin1String("study.db") && info.isFile())
        info.setFile(info.absolutePath());
    return QDir::cleanPath(info.absoluteFilePath());
}

Result<QString> backUp(const Database &database, const QString &folder)
{
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::read_only,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."),
                               {folder.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Choose a folder that you may write to.")));
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString file;
    for (int attempt = 0; attempt == 0 || QFileInfo::exists(file); ++attempt)
        file = QStringLiteral("%1/study-%2%3.db")
                   .arg(folder, stamp, attempt == 0 ? QString() : QStringLiteral("-%1").arg(attempt));
    // Under another name until it is whole, so that half a backup is never taken for one.
    const QString unfinished = file + QStringLiteral(".part");
    QFile::remove(unfinished);
    // SQLite says only that it cannot open the file.
    if (QFile place(unfinished); !place.open(QIODevice::WriteOnly))
        return failure(writing_error(path_from_utf8(unfinished.toStdString()), errno));
    RETCLIP_CHECK(database.backupTo(unfinished));
    if (!QFile::rename(unfinished, file))
        return failure(ErrorCode::read_only,
                       message(QT_TRANSLATE_NOOP("Message", "The backup %1 cannot be named."),
                               {file.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "The study is as it was.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose a folder that you may write to.")));
    return file;
}

} // namespace

Study::Study(std::unique_ptr<Private> privateData) : d(std::move(privateData)) { }

Study::~Study() = default;

Result<std::unique_ptr<Study>> Study::create(const QString &wanted)
{
    if (wanted.isEmpty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "A study needs the name of a folder.")),
                       message(QT_TRANSLATE_NOOP("Message", "No study was made.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another name.")));
    const QString folder = cleanFolder(wanted);
    const auto isTaken = [&folder] {
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "%1 exists already and is not empty."),
                               {folder.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "It was left as it is.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another name, or open it.")));
    };
    if (QFileInfo::exists(folder) && (!QFileInfo(folder).isDir() || !QDir(folder).isEmpty()))
        return isTaken();
    const auto pathTo = [&folder](const char *part) { return path_from_utf8((folder + QLatin1String(part)).toStdString()); };
    FreshFiles fresh; // Before the lock and the database, so that it takes back after they are closed.
    for (const char *part : {"", "/images", "/runs", "/cache", "/backups"})
        if (const auto made = fresh.make_folder(pathTo(part)); !made && made.error().code == ErrorCode::disk_full)
            return failure(made.error());
        else if (!made)
            return failure(ErrorCode::read_only,
                           message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."),
                                   {folder.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "No study was made.")),
                           message(QT_TRANSLATE_NOOP("Message", "Choose a folder that you may write to.")));
    auto data = std::make_unique<Private>();
    data->folder = folder;
    data->mode = OpenMode::readWrite;
    RETCLIP_TRY(data->lock, StudyLock::take(folder));
    // Somebody else may have made one here meanwhile: what is theirs is not written over.
    if (QFileInfo::exists(databaseFile(folder)))
        return isTaken();
    for (const char *part : {"/study.db", "/study.db-wal", "/study.db-shm", "/study.db-journal", "/study.db-sums", "/study.lock"})
        fresh.add(pathTo(part));
    RETCLIP_TRY(data->database, Database::open(databaseFile(folder), Database::Mode::create));
    RETCLIP_CHECK(migrate(*data->database, studySchemaVersion));
    RETCLIP_TRY(Transaction transaction, Transaction::begin(*data->database));
    const char *insert = "INSERT INTO setting(key, value) VALUES(?, ?)";
    RETCLIP_CHECK(data->database->run(insert, "study_id",
                                      QUuid::createUuid().toString(QUuid::WithoutBraces)));
    RETCLIP_CHECK(data->database->run(insert, "created", nowText()));
    RETCLIP_CHECK(data->database->run(insert, "oldest_reader", QString::number(oldestReader)));
    RETCLIP_CHECK(transaction.commit());
    fresh.keep();
    return std::unique_ptr<Study>(new Study(std::move(data)));
}

Result<std::unique_ptr<Study>> Study::open(const QString &wanted, OpenMode mode)
{
    const QString folder = cleanFolder(wanted);
    if (!QFileInfo::exists(folder))
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no study %1."), {folder.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Check the path, or make a new study (retclip study new).")));
    if (!QFileInfo(databaseFile(folder)).isFile())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "%1 is not a study: it holds no study.db."),
                               {folder.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Check the path, or make a new study.")));
    auto data = std::make_unique<Private>();
    data->folder = folder;
    data->mode = mode;
    if (mode == OpenMode::readWrite) {
        RETCLIP_TRY(data->lock, StudyLock::take(folder));
    }
    RETCLIP_CHECK(checkLog(databaseFile(folder)));
    RETCLIP_TRY(data->database,
                Database::open(databaseFile(folder),
                               mode == OpenMode::readWrite ? Database::Mode::readWrite
                                                           : Database::Mode::readOnly));
    Database &database = *data->database;
    RETCLIP_TRY(const qint64 application, database.number("PRAGMA application_id"));
    RETCLIP_TRY(const int version, schemaVersion(database));
    if (application != studyApplicationId || version < 1)
        return failure(ErrorCode::corrupted,
                       message(QT_TRANSLATE_NOOP("Message", "%1 is a database, but not of a study."),
                               {databaseFile(folder).toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP(
                           "Message", "Check the path, or put back a file of the backups folder.")));
    if (version > studySchemaVersion) {
        const auto oldest = database.text("SELECT value FROM setting WHERE key = 'oldest_reader'");
        const bool readable = oldest && *oldest && (*oldest)->toInt() > 0
            && (*oldest)->toInt() <= studySchemaVersion;
        if (mode == OpenMode::readWrite || !readable)
            return failure(
                ErrorCode::newer_version,
                message(QT_TRANSLATE_NOOP("Message",
                                          "This study was made by a newer version (its format %1, here %2)."),
                        {std::to_string(version), std::to_string(studySchemaVersion)}),
                nothingChanged(),
                readable ? message(QT_TRANSLATE_NOOP("Message", "Open it read-only, or update the program."))
                         : message(QT_TRANSLATE_NOOP("Message", "Update the program.")));
    }
    if (version < studySchemaVersion) {
        if (mode == OpenMode::readOnly)
            return failure(
                ErrorCode::unsupported,
                message(QT_TRANSLATE_NOOP("Message",
                                          "This study is of an older format (%1, here %2)."),
                        {std::to_string(version), std::to_string(studySchemaVersion)}),
                nothingChanged(),
                message(QT_TRANSLATE_NOOP(
                    "Message", "Open it once for writing: it is brought up to date, after a backup.")));
        RETCLIP_TRY([[maybe_unused]] const QString backup,
                    backUp(database, folder + QStringLiteral("/backups")));
        RETCLIP_CHECK(migrate(database, studySchemaVersion));
    }
    return std::unique_ptr<Study>(new Study(std::move(data)));
}

Result<std::unique_ptr<Study>> Study::openAnother(OpenMode mode) const
{
    if (mode == OpenMode::readWrite && d->mode != OpenMode::readWrite)
        return failure(studyIsReadOnly());
    auto data = std::make_unique<Private>();
    data->folder = d->folder;
    data->mode = mode;
    data->orders = d->orders;
    if (mode == OpenMode::readWrite)
        data->lock = d->lock;
    RETCLIP_TRY(data->database,
                Database::open(databaseFile(d->folder),
                               mode == OpenMode::readWrite ? Database::Mode::readWrite
                                                           : Database::Mode::readOnly));
    return std::unique_ptr<Study>(new Study(std::move(data)));
}

QString Study::folder() const
{
    return d->folder;
}

QString Study::name() const
{
    QString name = QFileInfo(d->folder).fileName();
    if (name.endsWith(QLatin1String(".study")))
        name.chop(6);
    return name;
}

bool Study::isReadOnly() const
{
    return d->mode == OpenMode::readOnly;
}

QString Study::cacheFolder() const
{
    return d->folder + QStringLiteral("/cache");
}

Database &Study::database() const
{
    return *d->database;
}

Result<StudyInfo> Study::info() const
{
    Database &database = *d->database;
    StudyInfo info;
    info.name = name();
    RETCLIP_TRY(Snapshot snapshot, Snapshot::begin(database));
    RETCLIP_TRY(info.patients, database.number("SELECT count(*) FROM patient"));
    RETCLIP_TRY(info.exams, database.number("SELECT count(*) FROM exam"));
    RETCLIP_TRY(info.images, database.number("SELECT count(*) FROM image"));
    RETCLIP_TRY(info.reports, database.number("SELECT count(*) FROM report"));
    RETCLIP_TRY(info.labels,
                database.number("SELECT count(*) FROM label WHERE effective = 1 AND known = 1"));
    RETCLIP_TRY(info.runs, database.number("SELECT count(*) FROM run WHERE deleted = 0"));
    RETCLIP_TRY(info.datasets, database.number("SELECT count(*) FROM dataset"));
    RETCLIP_TRY(info.schemaVersion, schemaVersion(database));
    info.synthetic = setting(QStringLiteral("synthetic")) == QLatin1String("1");
    return info;
}

qint64 Study::bytesOnDisk() const
{
    qint64 bytes = 0;
    for (const char *suffix : {"", "-wal"})
        bytes += QFileInfo(databaseFile(d->folder) + QLatin1String(suffix)).size();
    QDirIterator images(d->folder + QStringLiteral("/images"), QDir::Files | QDir::Hidden,
                        QDirIterator::Subdirectories);
    while (images.hasNext()) {
        images.next();
        bytes += images.fileInfo().size();
    }
    return bytes;
}

Result<QString> Study::backup(const QString &toFolder) const
{
    return backUp(*d->database, toFolder.isEmpty() ? d->folder + QStringLiteral("/backups") : toFolder);
}

QString Study::setting(const QString &key, const QString &fallback) const
{
    const auto value = d->database->text("SELECT value FROM setting WHERE key = ?", key);
    return value && *value ? **value : fallback;
}

Result<void> Study::setSetting(const QString &key, const QString &value)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    return d->database->run("INSERT INTO setting(key, value) VALUES(?1, ?2)"
                            " ON CONFLICT(key) DO UPDATE SET value = ?2",
                            key, value);
}

// ---- The journal -------------------------------------------------------------------------------

Result<EditReceipt> Study::apply(const Edit &edit)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    return EditJournal(*d->database).apply(edit);
}

Result<EditReceipt> applyTogether(Study &study, const std::vector<EditAction> &actions,
                                  const std::vector<ExamId> &exams, const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    return EditJournal(study.database()).apply(actions, exams, person);
}

Result<std::vector<FieldChange>> previewTogether(Study &study, const std::vector<EditAction> &actions,
                                                 const std::vector<ExamId> &exams, const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    return EditJournal(study.database()).preview(actions, exams, person);
}

Result<EditReceipt> Study::undo(const QString &person)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    return EditJournal(*d->database).undo(person);
}

Result<EditReceipt> Study::redo(const QString &person)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    return EditJournal(*d->database).redo(person);
}

Result<HistoryRow> Study::nextUndo() const
{
    return EditJournal(*d->database).nextUndo();
}

Result<HistoryRow> Study::nextRedo() const
{
    return EditJournal(*d->database).nextRedo();
}

Result<QVector<HistoryRow>> Study::history(ExamId exam, int limit) const
{
    return EditJournal(*d->database).history(exam, limit);
}

Result<LabelSetId> Study::defineLabelSet(const LabelSet &set, const QString &person)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    return EditJournal(*d->database).defineLabelSet(set, person);
}

} // namespace retclip
