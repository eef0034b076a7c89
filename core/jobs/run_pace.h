// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_event.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>

namespace retclip {

/// How fast a run goes, from its last steps; a resume and a sleep of the computer begin another pace.
class RunPace
{
public:
    void add(const RunEvent &event)
    {
        if (event.metrics.contains("asleep_s"))
            m_steps.clear(); // Time that passed meanwhile is no pace.
        if (event.kind != RunEventKind::step)
            return;
        if (!m_steps.empty() && event.step <= m_steps.back().second)
            m_steps.clear();
        m_steps.emplace_back(event.time, event.step);
        if (m_steps.size() > longest)
            m_steps.pop_front();
    }

    /// Until that many steps are done; negative: not known yet.
    [[nodiscard]] double seconds_left(std::int64_t steps) const
    {
        if (m_steps.size() < 3 || steps <= 0)
            return -1;
        const auto &[first_time, first_step] = m_steps.front();
        const auto &[last_time, last_step] = m_steps.back();
        return (last_time - first_time) / double(last_step - first_step)
            * double(std::max<std::int64_t>(0, steps - last_step));
    }

private:
    static constexpr std::size_t longest = 50;
    std::deque<std::pair<double, std::int64_t>> m_steps; ///< Time and step.
};

} // namespace retclip
