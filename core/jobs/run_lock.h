// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>

class QLockFile;

namespace retclip {

/// The right to compute a run: an advisory lock on `run.lock` in its folder, held by the process
/// that trains, so that others may open the study meanwhile and still know that the run lives. It
/// ends with the process, however that ends.
///
/// Errors: conflict (another process computes this run), read_only.
class RunLock
{
public:
    [[nodiscard]] static Result<std::unique_ptr<RunLock>> take(const QString &runFolder);
    /// Whether a process holds it now. A folder without the file: no.
    [[nodiscard]] static bool isHeld(const QString &runFolder);
    ~RunLock();
    RunLock(const RunLock &) = delete;
    RunLock &operator=(const RunLock &) = delete;

private:
    RunLock() = default;
    int m_descriptor = -1;
    std::unique_ptr<QLockFile> m_file; ///< Where the system knows no such locks.
};

} // namespace retclip
