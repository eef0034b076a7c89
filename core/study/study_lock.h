// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>

namespace retclip {

/// The right to write to a study: an advisory lock on the file `study.lock`, which says who holds
/// it. The system drops it when the process ends, however it ends, so a crash leaves nothing stale;
/// where the file system knows no such locks, the named process is looked for instead.
///
/// Errors: conflict (naming person, computer and process), read_only.
class StudyLock
{
public:
    [[nodiscard]] static Result<std::shared_ptr<StudyLock>> take(const QString &folder);
    ~StudyLock();
    StudyLock(const StudyLock &) = delete;
    StudyLock &operator=(const StudyLock &) = delete;

private:
    StudyLock() = default;
    struct Private;
    std::unique_ptr<Private> d;
};

/// The name of the person at this computer, never empty.
[[nodiscard]] QString systemPerson();

} // namespace retclip
