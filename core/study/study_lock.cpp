// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/study_lock.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSysInfo>

#include <chrono>
#include <thread>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace retclip {

namespace {

constexpr int patience_ms = 400; ///< A command that is just ending is waited for.
constexpr int pause_ms = 20;

Error heldBy(const QString &person, const QString &host, qint64 pid)
{
    if (pid <= 0) // It has just opened the study, or just closed it, and does not say who it is.
        return {ErrorCode::conflict,
                message(QT_TRANSLATE_NOOP("Message", "This study is open for writing by another program at this moment.")),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                message(QT_TRANSLATE_NOOP("Message", "Try again; or open it read-only.")),
                {}};
    return {ErrorCode::conflict,
            message(QT_TRANSLATE_NOOP("Message",
                                      "This study is open for writing by %1 on computer %2 (process %3)."),
                    {person.toStdString(), host.toStdString(), std::to_string(pid)}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
            message(QT_TRANSLATE_NOOP("Message", "Open it read-only, or close it there.")),
            {}};
}

#ifdef Q_OS_UNIX
QByteArray ownWords()
{
    QJsonObject words;
    words[QStringLiteral("host")] = QSysInfo::machineHostName();
    words[QStringLiteral("pid")] = qint64(::getpid());
    words[QStringLiteral("person")] = systemPerson();
    words[QStringLiteral("since")] = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    return QJsonDocument(words).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject wordsIn(int descriptor)
{
    QByteArray bytes(4096, '\0');
    const ssize_t length = ::pread(descriptor, bytes.data(), std::size_t(bytes.size()), 0);
    return QJsonDocument::fromJson(bytes.left(length > 0 ? length : 0)).object();
}
#endif

} // namespace

QString systemPerson()
{
    for (const char *variable : {"USER", "LOGNAME", "USERNAME"})
        if (const QString name = qEnvironmentVariable(variable).trimmed(); !name.isEmpty())
            return name;
    return QStringLiteral("reader");
}

#ifdef Q_OS_UNIX

struct StudyLock::Private
{
    int descriptor = -1;
    bool held = false; ///< Only the holder may wipe the words that tell who holds it.
};

Result<std::shared_ptr<StudyLock>> StudyLock::take(const QString &folder)
{
    const QString path = folder + QStringLiteral("/study.lock");
    std::shared_ptr<StudyLock> lock(new StudyLock);
    lock->d = std::make_unique<Private>();
    int &descriptor = lock->d->descriptor;
    descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        const int error = errno;
        if (error == ENOSPC || error == EDQUOT)
            return failure(ErrorCode::disk_full,
                           message(QT_TRANSLATE_NOOP("Message", "The disk is full: %1 cannot be written."),
                                   {path.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "Free some space, or open it read-only.")));
        return failure(ErrorCode::read_only,
                       message(QT_TRANSLATE_NOOP("Message", "The study in %1 cannot be written to: %2."),
                               {folder.toStdString(), std::strerror(error)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message",
                                                 "Open it read-only, or ask for permission to write.")));
    }
    for (int waited = 0;; waited += pause_ms) {
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            break;
        const int error = errno;
        const QJsonObject holder = wordsIn(descriptor);
        const QString host = holder[QStringLiteral("host")].toString();
        const qint64 pid = holder[QStringLiteral("pid")].toInteger();
        if (error == EINTR)
            continue;
        if (error != EWOULDBLOCK) {
            // No locks on this file system: believe the file's words while its process lives.
            const bool here = host == QSysInfo::machineHostName();
            const bool gone = here && pid > 0 && ::kill(pid_t(pid), 0) != 0 && errno == ESRCH;
            if (holder.isEmpty() || gone || (here && pid == ::getpid()))
                break;
        }
        if (waited >= patience_ms)
            return failure(heldBy(holder[QStringLiteral("person")].toString(), host, pid));
        std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
    }
    lock->d->held = true;
    const QByteArray words = ownWords();
    // Only a help to others; the lock itself is the system's. A full disk must not hinder reading.
    if (::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, words.data(), words.size(), 0) < 0) { }
    return lock;
}

StudyLock::~StudyLock()
{
    if (d && d->descriptor >= 0) {
        if (d->held && ::ftruncate(d->descriptor, 0) != 0) { } // Not removed: another may be opening it now.
        ::close(d->descriptor);
    }
}

#else

struct StudyLock::Private
{
    explicit Private(const QString &path) : file(path) { }
    QLockFile file;
};

Result<std::shared_ptr<StudyLock>> StudyLock::take(const QString &folder)
{
    std::shared_ptr<StudyLock> lock(new StudyLock);
    lock->d = std::make_unique<Private>(folder + QStringLiteral("/study.lock"));
    lock->d->file.setStaleLockTime(0);
    if (!lock->d->file.tryLock(patience_ms)) {
        qint64 pid = 0;
        QString host, program;
        lock->d->file.getLockInfo(&pid, &host, &program);
        return failure(heldBy(program, host, pid));
    }
    return lock;
}

StudyLock::~StudyLock() = default;

#endif

} // namespace retclip
