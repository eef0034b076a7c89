// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/side_file.h"

#include "core/base/files.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <system_error>

namespace retclip {

namespace {

std::filesystem::path beside(std::filesystem::path file)
{
    file += ".sha256";
    return file;
}

} // namespace

Result<void> write_side_file(const std::filesystem::path &file)
{
    RETCLIP_TRY(const std::string hash, sha256_of_file(file));
    return write_side_file(file, hash);
}

Result<void> write_side_file(const std::filesystem::path &file, const std::string &sha256)
{
    return write_file_atomically(beside(file), sha256 + "  " + utf8_from_path(file.filename()) + "\n");
}

void remove_side_file(const std::filesystem::path &file)
{
    std::error_code ignored;
    std::filesystem::remove(beside(file), ignored);
}

const char *word(SideFile state)
{
    switch (state) {
    case SideFile::absent: return "absent";
    case SideFile::matches: return "matches";
    case SideFile::differs: return "differs";
    }
    return "";
}

bool has_side_file(const std::filesystem::path &file)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(beside(file), ignored);
}

Result<SideFile> compare_side_file(const std::filesystem::path &file)
{
    if (!has_side_file(file))
        return SideFile::absent;
    RETCLIP_TRY(std::string line, read_file(beside(file), 1 << 16));
    std::string stated = line.substr(0, line.find_first_of(" \t\r\n"));
    std::transform(stated.begin(), stated.end(), stated.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    RETCLIP_TRY(const std::string hash, sha256_of_file(file));
    return stated == hash ? SideFile::matches : SideFile::differs;
}

Result<void> require_side_file(const std::filesystem::path &file)
{
    RETCLIP_TRY(const SideFile state, compare_side_file(file));
    if (state != SideFile::differs)
        return {};
    return failure(
        ErrorCode::corrupted,
        message(QT_TRANSLATE_NOOP("Message",
                                  "The checkpoint \"%1\" does not match the checksum beside it."),
                {utf8_from_path(file)}),
        message(QT_TRANSLATE_NOOP("Message", "No weights were loaded.")),
        message(QT_TRANSLATE_NOOP(
            "Message",
            "Copy the file again. If it was replaced on purpose, delete its .sha256 file.")));
}

} // namespace retclip
