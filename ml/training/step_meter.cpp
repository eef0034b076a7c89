// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/step_meter.h"

#include "ml/network/text.h"
#include "ml/training/operations.h"
#include "ml/training/runtime.h"

#include <algorithm>

namespace retclip {
namespace {

constexpr std::chrono::seconds temperature_every{5};

StepSize size_of(const LoadedBatch &batch)
{
    StepSize size;
    size.images = (batch.has_left.sum() + batch.has_right.sum()).item<std::int64_t>();
    size.texts = batch.ids_BL.size(0);
    size.tokens = without_common_padding(batch.ids_BL).size(1);
    return size;
}

double to_seconds(std::chrono::steady_clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

StepMeter::StepMeter(const RunConfig &config, const torch::Device &device, torch::ScalarType precision)
    : m_config(config), m_device(device), m_rate(matrix_rate(device, precision)),
      m_temperature(processor_temperature_c()), m_temperature_read(Clock::now())
{
}

void StepMeter::begin()
{
    m_began = Clock::now();
    m_optimizer_s = 0;
    m_asleep_at_begin = m_sleep.asleep_s();
}

void StepMeter::optimizer_began()
{
    m_optimizer_began = Clock::now();
}

void StepMeter::optimizer_ended()
{
    wait_for_device(m_device);
    m_optimizer_s = to_seconds(Clock::now() - m_optimizer_began);
}

void StepMeter::fill(RunEvent &event, const LoadedBatch &batch, std::int64_t patients, double waited_s)
{
    const double asleep = m_sleep.asleep_s() - m_asleep_at_begin;
    const double whole = std::max(1e-9, to_seconds(Clock::now() - m_began) - asleep);
    event.step_s = whole;
    event.wait_s = waited_s;
    event.optimizer_s = m_optimizer_s;
    event.patients_per_s = double(patients) / whole;
    event.memory_bytes = double(memory_in_use());
    if (m_rate > 0)
        event.utilisation = step_operations(m_config, size_of(batch)) / whole / m_rate;
    if (Clock::now() - m_temperature_read > temperature_every) {
        m_temperature = processor_temperature_c();
        m_temperature_read = Clock::now();
    }
    event.temperature_c = m_temperature;
}

double StepMeter::take_asleep()
{
    const double all = m_sleep.asleep_s(), news = all - m_asleep_told;
    m_asleep_told = all;
    return news;
}

} // namespace retclip
