// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/machine_state.h"
#include "core/base/run_event.h"
#include "ml/data/batch_loader.h"

#include "ml/torch.h"

#include <chrono>
#include <optional>

namespace retclip {

/// What a step's event tells of the machine: where its time went, how near it came to the machine's own rate,
/// how warm that is; and whether the computer slept meanwhile.
///
/// Threads: the run's.
class StepMeter
{
public:
    /// Measures the machine's rate, once a process (some 0.3 s). Draws no random numbers.
    StepMeter(const RunConfig &config, const torch::Device &device, torch::ScalarType precision);

    void begin();                       ///< What was before belongs to no step.
    void optimizer_began();
    void optimizer_ended();
    /// Fills the whole time, its parts, utilisation, memory and temperature of the step that ends now. The
    /// objective has told forward and backward already.
    void fill(RunEvent &event, const LoadedBatch &batch, std::int64_t patients, double waited_s);
    /// Seconds that the process did not run since the last call.
    [[nodiscard]] double take_asleep();

private:
    using Clock = std::chrono::steady_clock;

    const RunConfig &m_config;
    torch::Device m_device;
    double m_rate = 0; ///< Operations a second of one large product; 0: not measured.
    SleepWatch m_sleep;
    Clock::time_point m_began = Clock::now(), m_optimizer_began = Clock::now();
    double m_optimizer_s = 0;
    double m_asleep_told = 0, m_asleep_at_begin = 0;
    std::optional<double> m_temperature;
    Clock::time_point m_temperature_read;
};

} // namespace retclip
