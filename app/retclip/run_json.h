// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/retclip/output.h"
#include "core/base/model_backend.h"
#include "core/study/study.h"

namespace retclip::cli {

/// A run as the registry has it; `everything` adds configuration, checkpoints and evaluations.
[[nodiscard]] Json runJson(const RunRow &run, bool everything);
/// The run's folder as a source of weights, tokenizer and sizes.
[[nodiscard]] ModelSource sourceOf(const RunRow &run);

} // namespace retclip::cli
