// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fresh_files.h"

#include "core/base/writing_error.h"

namespace retclip {

namespace fs = std::filesystem;

FreshFiles::~FreshFiles()
{
    std::error_code unheard; // There is nobody left to tell.
    for (const fs::path &file : m_files)
        if (!fs::is_directory(fs::symlink_status(file, unheard)))
            fs::remove(file, unheard);
    // Removing a folder that is not empty fails, and that is meant.
    for (auto folder = m_folders.crbegin(); folder != m_folders.crend(); ++folder)
        fs::remove(*folder, unheard);
}

Result<void> FreshFiles::make_folder(const fs::path &folder)
{
    std::error_code trouble;
    if (fs::is_directory(folder, trouble))
        return {};
    const fs::path above = folder.parent_path();
    if (!above.empty() && above != folder)
        RETCLIP_CHECK(make_folder(above));
    const bool made = fs::create_directory(folder, trouble);
    if (trouble)
        return failure(writing_error(folder, trouble.value()));
    if (made) // Else somebody else was faster, and it is theirs.
        m_folders.push_back(folder);
    return {};
}

void FreshFiles::add(fs::path file)
{
    m_files.push_back(std::move(file));
}

void FreshFiles::keep()
{
    m_files.clear();
    m_folders.clear();
}

} // namespace retclip
