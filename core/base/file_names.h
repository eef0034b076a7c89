// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

/// Strictly: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

/// Files and folders in any depth of a folder whose names are not UTF-8, as an older system wrote them: nobody who
/// keeps names as text can open them. Relative to the folder, sorted, such bytes written \xB6; of such a folder
/// only itself. At most `most`.
[[nodiscard]] std::vector<std::string>
names_not_utf8(const std::filesystem::path &folder, std::size_t most = std::numeric_limits<std::size_t>::max());

} // namespace retclip
