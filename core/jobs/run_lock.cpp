// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/run_lock.h"

#include <QFile>
#include <QLockFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace retclip {

namespace {

QString lockFile(const QString &runFolder)
{
    return runFolder + QStringLiteral("/run.lock");
}

Error computedElsewhere(const QString &runFolder)
{
    return {ErrorCode::conflict,
            message(QT_TRANSLATE_NOOP("Message", "The run in %1 is being computed by another process."),
                    {runFolder.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "It goes on there; nothing was changed.")),
            message(QT_TRANSLATE_NOOP("Message", "Wait until it ends, or stop it there.")),
            {}};
}

} // namespace

#ifdef Q_OS_UNIX

Result<std::unique_ptr<RunLock>> RunLock::take(const QString &runFolder)
{
    std::unique_ptr<RunLock> lock(new RunLock);
    lock->m_descriptor = ::open(QFile::encodeName(lockFile(runFolder)).constData(),
                                O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock->m_descriptor < 0)
        return failure(ErrorCode::read_only,
                       message(QT_TRANSLATE_NOOP("Message", "The run's folder %1 cannot be written to: %2."),
                               {runFolder.toStdString(), std::strerror(errno)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Free some space, or ask for permission to write.")));
    while (::flock(lock->m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR)
            continue;
        if (errno != EWOULDBLOCK)
            break; // No locks on this file system: believe that nobody else computes it.
        return failure(computedElsewhere(runFolder));
    }
    return lock;
}

bool RunLock::isHeld(const QString &runFolder)
{
    const int descriptor =
        ::open(QFile::encodeName(lockFile(runFolder)).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return held;
}

RunLock::~RunLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor); // The file stays: another may be opening it now.
}

#else

Result<std::unique_ptr<RunLock>> RunLock::take(const QString &runFolder)
{
    std::unique_ptr<RunLock> lock(new RunLock);
    lock->m_file = std::make_unique<QLockFile>(lockFile(runFolder));
    lock->m_file->setStaleLockTime(0);
    if (!lock->m_file->tryLock(0))
        return failure(computedElsewhere(runFolder));
    return lock;
}

bool RunLock::isHeld(const QString &runFolder)
{
    QLockFile file(lockFile(runFolder));
    file.setStaleLockTime(0);
    return !file.tryLock(0);
}

RunLock::~RunLock() = default;

#endif

} // namespace retclip
