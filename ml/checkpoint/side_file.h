// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace retclip {

/// FILE.sha256 beside a checkpoint, in the format of sha256sum: `sha256sum -c` reads it.
/// Written by temporary file and rename. Errors: those of reading and writing files.
[[nodiscard]] Result<void> write_side_file(const std::filesystem::path &file);
/// Where the checksum is known already.
[[nodiscard]] Result<void> write_side_file(const std::filesystem::path &file,
                                           const std::string &sha256);

/// Takes away a side file that is about to be wrong. Nothing where there is none.
void remove_side_file(const std::filesystem::path &file);

enum class SideFile { absent, matches, differs };
[[nodiscard]] const char *word(SideFile state);
/// Reads the whole file where there is a side file. A side file that names no checksum differs.
[[nodiscard]] Result<SideFile> compare_side_file(const std::filesystem::path &file);
[[nodiscard]] bool has_side_file(const std::filesystem::path &file);

/// For whoever is about to use the weights. Errors: corrupted, where the side file differs.
[[nodiscard]] Result<void> require_side_file(const std::filesystem::path &file);

} // namespace retclip
