// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"

#include <cstdint>

namespace retclip {

/// What a step is given.
struct StepSize
{
    std::int64_t images = 0; ///< Photographs, both eyes.
    std::int64_t texts = 0;
    std::int64_t tokens = 0; ///< Of the longest text, which all are padded to.
};

/// Floating-point operations of the network's matrix products in one step, forward and backward: what the
/// network asks for, not what was computed twice to save memory. A multiplication and an addition are two.
/// Frozen encoders have no backward pass; adapters spare the products that would give frozen weights their
/// gradients.
[[nodiscard]] double step_operations(const RunConfig &config, const StepSize &size);

} // namespace retclip
