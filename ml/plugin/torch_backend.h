// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <filesystem>
#include <memory>

namespace retclip {

/// ModelBackend by LibTorch. No exception leaves it.
[[nodiscard]] std::unique_ptr<ModelBackend>
make_torch_backend(const std::filesystem::path &plugin_directory);

} // namespace retclip
