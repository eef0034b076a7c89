// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace retclip {

/// Temperature of the processor in °C as the system tells it (hwmon's processor sensors, else a thermal zone
/// of the processor's package, else the warmest zone); none: it tells nothing believable. `root`: where
/// /sys/class stands. Threads: any.
[[nodiscard]] std::optional<double> processor_temperature_c(const std::filesystem::path &root = "/sys/class");

/// Notices that this process did not run for a while: the computer slept, or the process was stopped and
/// continued. A thread of its own looks at the clock once an interval, so that a long step is no pause.
///
/// Threads: asleep_s() from any.
class SleepWatch
{
public:
    /// Seconds that also pass while the computer sleeps.
    using ClockFunction = std::function<double()>;
    [[nodiscard]] static double clock_s();

    /// A gap of `least` beyond the interval counts.
    explicit SleepWatch(std::chrono::milliseconds interval = std::chrono::seconds(1),
                        std::chrono::milliseconds least = std::chrono::seconds(15),
                        ClockFunction clock = &SleepWatch::clock_s);
    ~SleepWatch();
    SleepWatch(const SleepWatch &) = delete;
    SleepWatch &operator=(const SleepWatch &) = delete;

    /// Seconds of pauses since this object was made; grows when one has ended.
    [[nodiscard]] double asleep_s() const;

private:
    const std::chrono::milliseconds m_interval, m_least;
    const ClockFunction m_clock;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    double m_asleep = 0; ///< Under the mutex.
    std::jthread m_thread; ///< Last: it ends before the rest goes.
};

} // namespace retclip
