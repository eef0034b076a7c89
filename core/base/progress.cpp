// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"

#include <chrono>

namespace retclip {
namespace {

constexpr double between_reports_s = 0.1;
/// Before this much time has passed, a rate says nothing about the rest.
constexpr double before_estimate_s = 0.5;

double now_s()
{
    using namespace std::chrono;
    return duration<double>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

ProgressReporter::ProgressReporter(ProgressCallback callback, std::int64_t total, Message what)
    : m_callback(std::move(callback)), m_started_s(now_s())
{
    m_progress.total = total;
    m_progress.what = std::move(what);
    advance_to(0);
}

void ProgressReporter::advance_to(std::int64_t done)
{
    m_progress.done = done;
    if (!m_callback)
        return;
    const double now = now_s();
    const bool last = m_progress.total > 0 && done >= m_progress.total;
    if (m_last_report_s >= 0 && !last && now - m_last_report_s < between_reports_s)
        return;
    const double elapsed = now - m_started_s;
    if (done > 0 && m_progress.total > 0 && elapsed > before_estimate_s)
        m_progress.seconds_left = elapsed * double(m_progress.total - done) / double(done);
    m_last_report_s = now;
    m_callback(m_progress);
}

void ProgressReporter::finish()
{
    if (m_progress.total > 0)
        m_progress.done = m_progress.total;
    m_progress.seconds_left = 0;
    if (m_callback)
        m_callback(m_progress);
}

} // namespace retclip
