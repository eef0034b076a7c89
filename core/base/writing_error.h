// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace retclip {

/// As file_error() of files.h, for a file or folder that was to be made or written: where permission is
/// missing it is that of writing.
[[nodiscard]] Error writing_error(const std::filesystem::path &path, int error_number);

} // namespace retclip
