// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retclip {

/// "0.1.0": of the program, as runs and exports keep it.
[[nodiscard]] const char *programVersion();
/// The name that stands in version lines.
inline constexpr const char *programName = "RET-CLIP Workstation";

} // namespace retclip
