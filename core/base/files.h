// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace retclip {

/// Paths are UTF-8 in our strings on every system.
[[nodiscard]] std::filesystem::path path_from_utf8(std::string_view text);
[[nodiscard]] std::string utf8_from_path(const std::filesystem::path &path);

/// The error that fits the current errno (or Windows' last error): not_found, unreadable,
/// read_only, disk_full …, naming the path.
[[nodiscard]] Error file_error(const std::filesystem::path &path, int error_number);

/// Whole file. Errors: not_found, unreadable, unsupported (longer than limit_bytes).
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path &path,
                                            std::uint64_t limit_bytes = std::uint64_t(1) << 32);

/// Replaces a file so that at every moment either the old or the new one is there, whole: writes a
/// temporary file beside it, syncs, renames, syncs the folder. On an error the old one stays and
/// no temporary file is left.
class AtomicFile
{
public:
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile(); ///< Without commit(): removes the temporary file.
    AtomicFile(const AtomicFile &) = delete;
    AtomicFile &operator=(const AtomicFile &) = delete;

    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<void> write(std::span<const std::byte> bytes);
    [[nodiscard]] Result<void> write(std::string_view text);
    [[nodiscard]] Result<void> commit();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    int m_descriptor = -1;
};

[[nodiscard]] Result<void> write_file_atomically(const std::filesystem::path &path,
                                                 std::string_view contents);

/// A file mapped for reading. Moves, never copies.
class MappedFile
{
public:
    [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path &path);
    MappedFile() = default;
    ~MappedFile();
    MappedFile(MappedFile &&other) noexcept;
    MappedFile &operator=(MappedFile &&other) noexcept;

    [[nodiscard]] std::span<const std::byte> bytes() const { return {m_data, m_size}; }

private:
    const std::byte *m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace retclip
