// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <filesystem>
#include <memory>

namespace retclip {

/// The folder of the plug-ins: $RETCLIP_PLUGIN_DIRECTORY, else ../lib/retclip beside the program.
[[nodiscard]] std::filesystem::path plugin_directory();

/// The door that opens retclip-ml.so on first use and never closes it. Knows no torch: LibTorch is
/// loaded with the plug-in. Errors of backend(): unavailable (no plug-in, or one that the system
/// cannot load: the cause says why), newer_version (of another program).
/// Threads: any; the first before others are started (matrix_kernels.h).
[[nodiscard]] std::unique_ptr<BackendDoor>
make_backend_door(const std::filesystem::path &directory = plugin_directory());

} // namespace retclip
