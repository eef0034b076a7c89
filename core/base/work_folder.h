// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

namespace retclip {

/// A hidden folder beside the place where something will stand, in which it grows until it is whole; the last step is
/// a rename of path() or of what is in it. Goes with all that is left in it. A process that is killed leaves it
/// behind; whoever makes the next one in the same place takes such away: each holds a file that says whose it is
/// (computer, process, its start) and that its maker keeps locked, so that one still in use is never touched.
class WorkFolder
{
public:
    /// `kind`: "export" gives ".export-XXXXXX". Removes first what killed processes left of this kind.
    /// Errors: read_only, disk_full, not_found.
    [[nodiscard]] static Result<WorkFolder> make(const std::filesystem::path &parent, std::string_view kind);
    ~WorkFolder();
    WorkFolder(WorkFolder &&) noexcept;
    WorkFolder &operator=(WorkFolder &&) noexcept;

    /// Empty at first, with the rights that a new folder has here.
    [[nodiscard]] std::filesystem::path path() const;

    /// How many folders of this kind were taken away: made by this program, on this computer, by this user, and their
    /// process has ended. What cannot be told stays.
    static std::size_t remove_left_over(const std::filesystem::path &parent, std::string_view kind);

private:
    struct Private;
    explicit WorkFolder(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// What killed processes left of files that were being written atomically (files.h), in a folder and those in it.
/// For who knows that nobody else writes there now, as the holder of a study's lock of its photographs.
std::size_t remove_unfinished_files(const std::filesystem::path &folder);

} // namespace retclip
