// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>

namespace retclip {

inline constexpr int logPageSize = 4096;
inline constexpr std::int64_t logHeaderBytes = 32, logFrameBytes = 24 + logPageSize;

/// What SQLite's write-ahead log holds, by its own checksums (sqlite.org/fileformat2.html, 4.1).
struct LogFrames
{
    bool there = false;
    bool headHolds = false;       ///< Its head is sound.
    std::array<char, 8> salts{};  ///< Of this generation: the log is begun anew with others.
    std::int64_t sound = 0;       ///< Frames that follow on each other without a fault; SQLite reads no more.
    std::set<std::int64_t> pages; ///< Pages of the database that any frame of this generation holds.
};
[[nodiscard]] LogFrames logFrames(const std::string &path);

} // namespace retclip
