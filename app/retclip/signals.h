// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace retclip::cli {

/// Turns the first SIGINT or SIGTERM into a stop request, so that what was finished is kept; a
/// second one ends the program at once. SIGPIPE is ignored: a write says what happened.
class SignalWatch
{
public:
    explicit SignalWatch(std::stop_source source);
    ~SignalWatch();
    SignalWatch(const SignalWatch &) = delete;
    SignalWatch &operator=(const SignalWatch &) = delete;

private:
    std::jthread m_thread;
};

} // namespace retclip::cli
