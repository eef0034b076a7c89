// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include "ml/torch.h"

#include <memory>

namespace retclip {

/// See ModelBackend::open_model: a network for looking, with its own copy of the weights and its own
/// number of threads, so that looking does not disturb a run. Float32. Throws what LibTorch throws.
[[nodiscard]] Result<std::unique_ptr<OpenModel>> open_torch_model(const ModelSource &source,
                                                                  const torch::Device &device,
                                                                  int threads,
                                                                  TokenizerService &tokenizers);

/// The checkpoint that a source means: the one named, else a run's best, else its last.
/// Errors: not_found.
[[nodiscard]] Result<std::filesystem::path> checkpoint_of(const ModelSource &source);

} // namespace retclip
