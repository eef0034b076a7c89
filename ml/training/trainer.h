// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

namespace retclip {

/// Runs pretraining, fine-tuning or a probe from beginning to end, or goes on with one. Blocks.
/// See ModelBackend::train. Errors: as there; a failed run has told its end event before.
[[nodiscard]] Result<RunOutcome> run_training(const TrainRequest &request,
                                              TokenizerService &tokenizers, RunObserver &observer,
                                              std::stop_token stop);

} // namespace retclip
