// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <filesystem>
#include <string>
#include <vector>

namespace retclip::cli {

/// ModelBackend::describe_checkpoint without LibTorch, whose loading takes longer than the table of
/// any checkpoint. Errors: unavailable (built without networks), and those of opening one.
[[nodiscard]] Result<CheckpointDescription> checkpointTable(const std::filesystem::path &file,
                                                            bool hashes);

/// Tensors of the checkpoint, by name, that a network of that configuration has no place for: they
/// are not loaded. Errors: as checkpointTable(), and those of the configuration.
[[nodiscard]] Result<std::vector<std::string>>
tensorsWithoutPlace(const std::filesystem::path &checkpoint,
                    const std::filesystem::path &configuration);

} // namespace retclip::cli
