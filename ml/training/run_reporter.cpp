// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/run_reporter.h"

#include <chrono>

namespace retclip {

Result<void> RunReporter::open(const std::filesystem::path &run_folder,
                               std::optional<std::int64_t> resumed_at)
{
    const std::filesystem::path file = run_folder / "events.jsonl";
    if (resumed_at && std::filesystem::exists(file))
        RETCLIP_CHECK(abandon_events_after(file, *resumed_at));
    return m_writer.open(file);
}

void RunReporter::tell(RunEvent event)
{
    event.time =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    if (m_writes) {
        if (auto written = m_writer.write(event); !written && !m_error)
            m_error = std::move(written.error());
    }
    m_observer.on_event(event);
}

void RunReporter::note(const RunEvent &where, Message text)
{
    RunEvent event;
    event.kind = RunEventKind::note;
    event.step = where.step;
    event.epoch = where.epoch;
    event.patients = where.patients;
    event.message = std::move(text);
    tell(std::move(event));
}

void RunReporter::warn(const RunEvent &where, Message text)
{
    RunEvent event;
    event.kind = RunEventKind::warning;
    event.step = where.step;
    event.epoch = where.epoch;
    event.patients = where.patients;
    event.message = std::move(text);
    tell(std::move(event));
}

} // namespace retclip
