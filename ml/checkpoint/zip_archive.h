// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

/// One file of a zip archive. Offsets are checked against the archive when it is opened.
struct ZipEntry
{
    std::string name;
    std::uint16_t method = 0; ///< 0 stored, 8 deflated.
    std::uint32_t crc32 = 0;
    std::uint64_t begin = 0; ///< Of the (compressed) data, from the start of the archive.
    std::uint64_t compressed = 0;
    std::uint64_t size = 0;
};

/// The directory of a zip archive in memory (with ZIP64). Nothing is unpacked by opening.
class ZipArchive
{
public:
    /// Errors: unreadable (cut short, a directory that does not fit the file), unsupported
    /// (encrypted, another compression, several disks).
    [[nodiscard]] static Result<ZipArchive> open(std::span<const std::byte> file);

    [[nodiscard]] const std::vector<ZipEntry> &entries() const { return m_entries; }
    [[nodiscard]] const ZipEntry *find(std::string_view name) const;

    /// A stored entry's bytes as they lie in the archive; for a deflated one, unpacked into
    /// `buffer`. The CRC is checked where `check` says so, and always when unpacking.
    enum class Check { now, not_now };
    [[nodiscard]] Result<std::span<const std::byte>> read(const ZipEntry &entry,
                                                          std::vector<std::byte> &buffer,
                                                          Check check) const;

private:
    std::span<const std::byte> m_file;
    std::vector<ZipEntry> m_entries;
};

/// CRC-32 of any number of bytes.
[[nodiscard]] std::uint32_t crc32_of(std::span<const std::byte> bytes);

} // namespace retclip
