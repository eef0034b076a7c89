// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace retclip {

/// SHA-256 (FIPS 180-4), a block at a time.
class Sha256
{
public:
    Sha256();
    void add(std::span<const std::byte> bytes);
    void add(std::string_view text);
    /// Lower-case hexadecimal, 64 characters. The object must not be used afterwards.
    [[nodiscard]] std::string hex();

private:
    void compress(const std::uint8_t *block);
    std::array<std::uint32_t, 8> m_state;
    std::array<std::uint8_t, 64> m_buffer;
    std::size_t m_used = 0;
    std::uint64_t m_length = 0;
};

[[nodiscard]] std::string sha256_of(std::string_view text);
[[nodiscard]] std::string sha256_of(std::span<const std::byte> bytes);
/// Errors: not_found, unreadable, cancelled.
[[nodiscard]] Result<std::string> sha256_of_file(const std::filesystem::path &path,
                                                 std::stop_token stop = {});

} // namespace retclip
