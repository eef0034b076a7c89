// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/study_recovery.h"

#include "core/study/database.h"
#include "core/study/edit_journal.h"
#include "core/study/label_catalogue.h"
#include "core/study/page_sums.h"
#include "core/study/schema.h"
#include "core/study/study_errors.h"
#include "core/study/study_lock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace retclip {

namespace {

constexpr int dailyBackupsKept = 7;
const QStringList databaseParts{QStringLiteral("study.db"), QStringLiteral("study.db-wal"), QStringLiteral("study.db-shm"),
                                QStringLiteral("study.db-sums")};

/// What a database says of itself, read to the end.
struct Soundness
{
    bool sound = false;
    qint64 lastEdit = 0;
    QDateTime time;
    QString studyId;   ///< Given when the study was made; its backups have the same.
    QString firstHash; ///< Of the first line of its history; empty: it has none.

    /// Whether both are of one study, as far as both can say.
    [[nodiscard]] bool isOfAnotherThan(const Soundness &other) const
    {
        const auto differ = [](const QString &one, const QString &two) { return !one.isEmpty() && !two.isEmpty() && one != two; };
        return differ(studyId, other.studyId) || differ(firstHash, other.firstHash);
    }
};
Soundness soundnessOf(const QString &file, const std::stop_token &stop)
{
    Soundness found;
    auto database = Database::open(file, Database::Mode::readOnly);
    if (!database)
        return found;
    const auto id = (*database)->number("PRAGMA application_id");
    if (!id || *id != studyApplicationId)
        return found;
    if (const auto last = (*database)->number("SELECT max(id) FROM journal"))
        found.lastEdit = *last;
    if (const auto time = (*database)->text("SELECT time FROM journal ORDER BY id DESC LIMIT 1"); time && *time)
        found.time = timeFrom(**time);
    if (const auto study = (*database)->text("SELECT value FROM setting WHERE key = 'study_id'"); study && *study)
        found.studyId = **study;
    if (const auto hash = (*database)->text("SELECT hash FROM journal ORDER BY id LIMIT 1"); hash && *hash)
        found.firstHash = **hash;
    const auto pages = (*database)->surveyPages(false, stop);
    const auto whole = (*database)->text("PRAGMA integrity_check(1)");
    const auto chain = EditJournal(**database).verify();
    found.sound = pages && pages->damaged.isEmpty() && whole && *whole && **whole == QLatin1String("ok") && chain && chain->isEmpty();
    return found;
}

Result<void> moveParts(const QString &from, const QString &to)
{
    for (const QString &part : databaseParts)
        if (QFileInfo::exists(from + u'/' + part) && !QFile::rename(from + u'/' + part, to + u'/' + part))
            return failure(ErrorCode::read_only,
                           message(QT_TRANSLATE_NOOP("Message", "%1 cannot be moved to %2."),
                                   {(from + u'/' + part).toStdString(), to.toStdString()}),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Choose a folder that you may write to.")));
    return {};
}

QString asideFolder(const QString &folder)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString aside;
    for (int attempt = 0; attempt == 0 || QFileInfo::exists(aside); ++attempt)
        aside = QStringLiteral("%1/backups/damaged-%2%3").arg(folder, stamp, attempt == 0 ? QString() : QStringLiteral("-%1").arg(attempt));
    return aside;
}

Error noSoundBackup(const QString &folder)
{
    return {ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "%1 is damaged, and no backup of it passes the checks."), {folder.toStdString()}),
            nothingChanged(),
            message(QT_TRANSLATE_NOOP("Message", "Name a backup from elsewhere: retclip study recover %1 --from FILE"), {folder.toStdString()}),
            {}};
}

tl::unexpected<Error> nothingToRecover(const QString &folder)
{
    return failure(ErrorCode::conflict,
                   message(QT_TRANSLATE_NOOP("Message", "%1 is sound: there is nothing to recover."), {folder.toStdString()}),
                   nothingChanged(),
                   message(QT_TRANSLATE_NOOP("Message", "To go back to an older state, use retclip study restore.")));
}

/// What the study is, where its own database cannot say it any more: its newest backup knows.
Soundness identityOf(const QString &folder, const Soundness &own, const std::stop_token &stop)
{
    if (!own.studyId.isEmpty())
        return own;
    for (const StudyBackup &each : studyBackups(folder))
        if (const Soundness kept = soundnessOf(each.file, stop); kept.sound)
            return kept;
    return own;
}

/// Whether the named backup may take the place of this study's database.
Result<void> checkNamedBackup(const QString &folder, const QString &backup, const Soundness &own, const std::stop_token &stop)
{
    if (!QFileInfo(backup).isFile())
        return failure(ErrorCode::not_found, message(QT_TRANSLATE_NOOP("Message", "There is no backup %1."), {backup.toStdString()}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Check the name and the folder.")));
    const Soundness wanted = soundnessOf(backup, stop);
    if (!wanted.sound)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "%1 is no backup of a study that passes the checks."), {backup.toStdString()}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Name another backup, or leave out --from.")));
    if (identityOf(folder, own, stop).isOfAnotherThan(wanted))
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "%1 is a backup of another study, not of %2."),
                               {backup.toStdString(), folder.toStdString()}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Name a backup of this study, or leave out --from.")));
    return {};
}

/// Takes over the damaged database where nothing but the end of its log is lost.
bool salvage(const QString &folder, const QString &aside, const std::stop_token &stop)
{
    for (const char *part : {"study.db", "study.db-wal"})
        if (QFileInfo::exists(aside + u'/' + QLatin1String(part))
            && !QFile::copy(aside + u'/' + QLatin1String(part), folder + u'/' + QLatin1String(part)))
            return false;
    return soundnessOf(folder + QStringLiteral("/study.db"), stop).sound;
}

bool putBack(const QString &folder, const QString &backup, const std::stop_token &stop)
{
    const QString file = folder + QStringLiteral("/study.db");
    return QFile::copy(backup, file) && soundnessOf(file, stop).sound;
}

void clearParts(const QString &folder)
{
    for (const QString &part : databaseParts)
        QFile::remove(folder + u'/' + part);
}

} // namespace

QVector<StudyBackup> studyBackups(const QString &folder)
{
    QVector<StudyBackup> list;
    const QDir place(folder + QStringLiteral("/backups"));
    for (const QFileInfo &info : place.entryInfoList({QStringLiteral("*.db")}, QDir::Files, QDir::Time))
        list.append({info.absoluteFilePath(), info.lastModified(), info.size()});
    return list;
}

Result<StudyRecovery> recoverStudy(const QString &wanted, const QString &backup, std::stop_token stop)
{
    const QString folder = QDir::cleanPath(QFileInfo(wanted).absoluteFilePath());
    const QString file = folder + QStringLiteral("/study.db");
    if (wanted.isEmpty() || !QFileInfo(folder).isDir()
        || (backup.isEmpty() && !QFileInfo::exists(file) && studyBackups(folder).isEmpty()))
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no study %1."), {wanted.toStdString()}), nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Check the path, or make a new study (retclip study new).")));
    RETCLIP_TRY(const std::shared_ptr<StudyLock> lock, StudyLock::take(folder));
    const bool logHolds = checkLog(file).has_value();
    const Soundness before = soundnessOf(file, stop);
    if (before.sound && logHolds)
        return nothingToRecover(folder);
    if (!backup.isEmpty())
        RETCLIP_CHECK(checkNamedBackup(folder, backup, before, stop));
    StudyRecovery recovery;
    recovery.keptAside = asideFolder(folder);
    if (!QDir().mkpath(recovery.keptAside))
        return failure(ErrorCode::read_only,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."), {recovery.keptAside.toStdString()}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Choose a folder that you may write to.")));
    if (auto moved = moveParts(folder, recovery.keptAside); !moved) {
        (void)moveParts(recovery.keptAside, folder);
        return failure(moved.error());
    }
    bool done = false;
    if (backup.isEmpty() && before.sound) {
        done = salvage(folder, recovery.keptAside, stop);
        if (!done)
            clearParts(folder);
    }
    QStringList candidates;
    if (!backup.isEmpty())
        candidates.append(backup);
    else
        for (const StudyBackup &each : studyBackups(folder))
            candidates.append(each.file);
    for (const QString &candidate : std::as_const(candidates)) {
        if (done)
            break;
        done = putBack(folder, candidate, stop);
        if (done)
            recovery.from = candidate;
        else
            clearParts(folder);
    }
    if (!done) {
        (void)moveParts(recovery.keptAside, folder);
        QDir().rmdir(recovery.keptAside);
        return failure(noSoundBackup(folder));
    }
    const Soundness after = soundnessOf(file, stop);
    recovery.lastEdit = {after.lastEdit};
    recovery.time = after.time;
    if (before.lastEdit > 0 && !recovery.from.isEmpty())
        recovery.lostEdits = std::max<qint64>(0, before.lastEdit - after.lastEdit);
    return recovery;
}

Result<std::optional<QString>> keepDailyBackup(const Study &study)
{
    const QString backups = study.folder() + QStringLiteral("/backups");
    const QVector<StudyBackup> all = studyBackups(study.folder());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!all.isEmpty() && all.first().time.secsTo(now) < 86400 && all.first().time <= now)
        return std::optional<QString>();
    RETCLIP_TRY(const auto last, study.database().text("SELECT time FROM journal ORDER BY id DESC LIMIT 1"));
    if (!last || (!all.isEmpty() && timeFrom(*last) <= all.first().time))
        return std::optional<QString>();
    RETCLIP_TRY(const QString made, study.backup(backups));
    const QString daily = QFileInfo(made).path() + QStringLiteral("/daily-") + QFileInfo(made).fileName().mid(6);
    if (!QFile::rename(made, daily))
        return std::optional(made);
    const QFileInfoList old = QDir(backups).entryInfoList({QStringLiteral("daily-*.db")}, QDir::Files, QDir::Name | QDir::Reversed);
    for (qsizetype i = dailyBackupsKept; i < old.size(); ++i)
        QFile::remove(old[i].absoluteFilePath());
    return std::optional(daily);
}

} // namespace retclip
