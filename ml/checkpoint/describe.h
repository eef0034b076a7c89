// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/base/result.h"

#include <filesystem>

namespace retclip {

/// What a checkpoint holds; `hashes`: also the SHA-256 of each tensor's contiguous bytes.
/// Errors: those of Checkpoint::open.
[[nodiscard]] Result<CheckpointDescription> describe_checkpoint(const std::filesystem::path &file,
                                                                bool hashes);

/// The weights alone, in the form that `out`'s name asks for (.pt, .pth or .safetensors), with
/// `out`.sha256 beside it. Bit for bit unless another type is asked for. Atomic.
[[nodiscard]] Result<void> convert_checkpoint(const std::filesystem::path &in,
                                              const std::filesystem::path &out,
                                              const ConvertOptions &options);

} // namespace retclip
