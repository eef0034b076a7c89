// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/message.h"

#include <cstdint>
#include <functional>

namespace retclip {

/// How far long work has come. One value, so that its parts cannot arrive in another order.
struct Progress
{
    std::int64_t done = 0;
    std::int64_t total = 0;       ///< 0: unknown.
    double seconds_left = -1.0;   ///< Negative: not known yet.
    Message what;                 ///< What is being done now.
};

/// Called from the thread that works, at most some ten times a second. May be empty.
using ProgressCallback = std::function<void(const Progress &)>;

/// Reports at most ten times a second, always the first and the last, and works out the time left.
class ProgressReporter
{
public:
    ProgressReporter(ProgressCallback callback, std::int64_t total, Message what);
    void advance_to(std::int64_t done);
    void finish();

private:
    ProgressCallback m_callback;
    Progress m_progress;
    double m_started_s = 0;
    double m_last_report_s = -1;
};

} // namespace retclip
