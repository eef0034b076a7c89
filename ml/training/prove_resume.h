// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <functional>
#include <string_view>

namespace retclip {

/// Where a test puts a fault in: before "straight", "repeat", "first half" and "second half" are
/// trained, with the request that is about to be.
using ProofHook = std::function<void(std::string_view moment, TrainRequest &request)>;

/// See ModelBackend::prove_resume. Throws what LibTorch throws.
[[nodiscard]] Result<void> prove_resume(const TrainRequest &request, int steps,
                                        TokenizerService &tokenizers, const CheckCallback &each,
                                        const ProgressCallback &progress, std::stop_token stop,
                                        const ProofHook &hook = {});

} // namespace retclip
