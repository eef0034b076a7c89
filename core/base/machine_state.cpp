// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/machine_state.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <time.h>

namespace retclip {
namespace {

std::string first_line(const std::filesystem::path &file)
{
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

/// Thousandths of a degree, as the kernel writes them; what no processor reaches is a sensor's nonsense.
std::optional<double> degrees(const std::filesystem::path &file)
{
    const std::string line = first_line(file);
    char *end = nullptr;
    const double value = std::strtod(line.c_str(), &end) / 1000;
    if (line.empty() || end == line.c_str() || value < 1 || value > 130)
        return {};
    return value;
}

void keep_warmer(std::optional<double> &warmest, const std::optional<double> &value)
{
    if (value && (!warmest || *value > *warmest))
        warmest = value;
}

} // namespace

std::optional<double> processor_temperature_c(const std::filesystem::path &root)
{
    constexpr std::array<std::string_view, 6> processors{"coretemp", "k10temp", "k8temp", "zenpower",
                                                         "cpu_thermal", "fam15h_power"};
    std::error_code ignored;
    std::optional<double> warmest;
    for (const auto &sensor : std::filesystem::directory_iterator(root / "hwmon", ignored)) {
        if (std::find(processors.begin(), processors.end(), first_line(sensor.path() / "name")) == processors.end())
            continue;
        for (const auto &file : std::filesystem::directory_iterator(sensor.path(), ignored)) {
            const std::string name = file.path().filename().string();
            if (name.starts_with("temp") && name.ends_with("_input"))
                keep_warmer(warmest, degrees(file.path()));
        }
    }
    if (warmest)
        return warmest;
    std::optional<double> package;
    for (const auto &zone : std::filesystem::directory_iterator(root / "thermal", ignored)) {
        if (!zone.path().filename().string().starts_with("thermal_zone"))
            continue;
        const std::string type = first_line(zone.path() / "type");
        const auto value = degrees(zone.path() / "temp");
        keep_warmer(warmest, value);
        if (type == "x86_pkg_temp" || type.find("cpu") != std::string::npos)
            keep_warmer(package, value);
    }
    return package ? package : warmest;
}

double SleepWatch::clock_s()
{
    timespec now = {};
#ifdef CLOCK_BOOTTIME
    ::clock_gettime(CLOCK_BOOTTIME, &now); // The monotonic clock stands still while the computer sleeps.
#else
    ::clock_gettime(CLOCK_REALTIME, &now);
#endif
    return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

SleepWatch::SleepWatch(std::chrono::milliseconds interval, std::chrono::milliseconds least, ClockFunction clock)
    : m_interval(interval), m_least(least), m_clock(std::move(clock)), m_thread([this](std::stop_token stop) {
          const double between = std::chrono::duration<double>(m_interval).count();
          const double enough = std::chrono::duration<double>(m_least).count();
          double before = m_clock();
          std::unique_lock lock(m_mutex);
          while (!m_wake.wait_for(lock, stop, m_interval, [&] { return stop.stop_requested(); })) {
              const double now = m_clock();
              if (now - before > between + enough)
                  m_asleep += now - before - between;
              before = now;
          }
      })
{
}

SleepWatch::~SleepWatch()
{
    m_thread.request_stop();
    m_wake.notify_all();
}

double SleepWatch::asleep_s() const
{
    const std::lock_guard lock(m_mutex);
    return m_asleep;
}

} // namespace retclip
