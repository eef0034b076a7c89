// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/base/progress.h"

#include <optional>
#include <string>
#include <utility>

namespace retclip {

/// Shows a run that trains as one bar: its steps of those that the start event announces.
///
/// Threads: on_event() is called on the run's thread, and `progress` with it.
class RunProgress : public RunObserver
{
public:
    RunProgress(ProgressCallback progress, std::string run) : m_progress(std::move(progress)), m_run(std::move(run)) {}

    void on_event(const RunEvent &event) override
    {
        if (const auto last = event.metrics.find("last_step"); event.kind == RunEventKind::start && last != event.metrics.end())
            m_reporter.emplace(m_progress, std::int64_t(last->second), message(QT_TRANSLATE_NOOP("Message", "Training %1"), {m_run}));
        else if (event.kind == RunEventKind::step && m_reporter)
            m_reporter->advance_to(event.step);
        else if (event.kind == RunEventKind::end && m_reporter)
            m_reporter->finish();
    }

private:
    ProgressCallback m_progress;
    std::string m_run;
    std::optional<ProgressReporter> m_reporter;
};

} // namespace retclip
