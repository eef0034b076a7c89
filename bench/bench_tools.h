// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QFile>
#include <QString>

#include <fcntl.h>
#include <unistd.h>

// What the benches share. A bench that cannot go on says why and ends.

namespace retclip {

template <typename T>
T orStop(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().english().c_str());
    return std::move(*result);
}
inline void orStop(const Result<void> &result)
{
    if (!result)
        qFatal("%s", result.error().english().c_str());
}

/// Puts a file out of the system's cache, as after a start of the machine.
inline void forget(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY);
    if (file < 0)
        return;
    ::fdatasync(file);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
}

} // namespace retclip
