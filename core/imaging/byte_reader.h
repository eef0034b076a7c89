// SPDX-License-Identifier: GPL-3.0-or-later
// For the formats that are read without a library.
#pragma once

#include "core/imaging/raster.h"

#include <cstdint>
#include <span>

namespace retclip {

[[nodiscard]] inline const std::uint8_t *data_of(std::span<const std::byte> bytes)
{
    return reinterpret_cast<const std::uint8_t *>(bytes.data());
}

/// An unsigned little-endian number of `count` bytes.
[[nodiscard]] inline std::uint32_t little(const std::uint8_t *at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value |= std::uint32_t(at[i]) << (8 * i);
    return value;
}

inline void set_mode(Raster &raster, PixelMode mode, const char *name)
{
    raster.mode = mode;
    raster.mode_name = name;
}

} // namespace retclip
