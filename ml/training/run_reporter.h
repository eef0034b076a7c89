// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <filesystem>
#include <optional>

namespace retclip {

/// Tells what a run does: to its events.jsonl and to whoever watches. A line that cannot be written
/// does not end a run; the first such error is kept. Threads: the run's.
class RunReporter
{
public:
    explicit RunReporter(RunObserver &observer) : m_observer(observer) {}

    /// Opens events.jsonl; with `resumed_at`, moves later events aside first.
    [[nodiscard]] Result<void> open(const std::filesystem::path &run_folder,
                                    std::optional<std::int64_t> resumed_at);
    /// Tells the watcher alone: another process writes.
    void write_nothing() { m_writes = false; }
    void tell(RunEvent event); ///< Sets the time.
    void note(const RunEvent &where, Message text);
    void warn(const RunEvent &where, Message text);
    [[nodiscard]] const std::optional<Error> &first_error() const { return m_error; }

private:
    RunObserver &m_observer;
    RunEventWriter m_writer;
    bool m_writes = true;
    std::optional<Error> m_error;
};

} // namespace retclip
