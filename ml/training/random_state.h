// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/CPUGeneratorImpl.h>
#include "ml/torch.h"

#include <mutex>

namespace retclip {

/// The states of the generators that a device's random numbers come from.
struct RandomState
{
    torch::Tensor host, gpu; ///< uint8; gpu undefined on a processor.

    [[nodiscard]] static RandomState current(const torch::Device &device)
    {
        const auto state_of = [](at::Generator generator) {
            const std::lock_guard lock(generator.mutex());
            return generator.get_state().clone();
        };
        RandomState state;
        state.host = state_of(at::detail::getDefaultCPUGenerator());
        if (device.is_cuda())
            state.gpu = state_of(at::globalContext().defaultGenerator(device));
        return state;
    }
    void restore(const torch::Device &device) const
    {
        const auto set = [](at::Generator generator, const torch::Tensor &state) {
            const std::lock_guard lock(generator.mutex());
            generator.set_state(state);
        };
        set(at::detail::getDefaultCPUGenerator(), host);
        if (device.is_cuda() && gpu.defined())
            set(at::globalContext().defaultGenerator(device), gpu);
    }
};

} // namespace retclip
