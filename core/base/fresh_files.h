// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace retclip {

/// What a piece of work has put on the disk, so that its failure takes back exactly that: the files named
/// with add(), then the folders that make_folder() made, as far as they are empty. What was there before,
/// and what somebody else has put beside it, stays. One thread.
class FreshFiles
{
public:
    FreshFiles() = default;
    ~FreshFiles(); ///< Takes all back, unless keep() was called.
    FreshFiles(const FreshFiles &) = delete;
    FreshFiles &operator=(const FreshFiles &) = delete;

    /// With the folders above it; nothing happens where it is there already.
    /// Errors: read_only, disk_full, not_found (a file is in the way).
    [[nodiscard]] Result<void> make_folder(const std::filesystem::path &folder);
    /// A file that this work makes, now or later; it may never come to be.
    void add(std::filesystem::path file);
    void keep();

private:
    std::vector<std::filesystem::path> m_files, m_folders;
};

} // namespace retclip
