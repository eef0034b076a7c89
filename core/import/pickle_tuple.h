// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace retclip {

using PickledItem = std::variant<std::string, std::int64_t>;

/// Reads a Python pickle (protocols 0 to 5) that holds one flat tuple of strings and integers, as
/// RET-CLIP's LMDB stores have it. Every other opcode is refused by its number before anything is
/// done: nothing found in a file is ever run.
/// Errors: unsupported (another opcode), unreadable (cut short, not a tuple).
[[nodiscard]] Result<std::vector<PickledItem>> readPickledTuple(std::span<const std::byte> bytes);

} // namespace retclip
