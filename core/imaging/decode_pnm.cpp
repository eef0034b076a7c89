// SPDX-License-Identifier: GPL-3.0-or-later
// Binary PPM, PGM and PBM.
#include "core/imaging/byte_reader.h"

#include <algorithm>
#include <cctype>

namespace retclip {

Result<Raster> decode_pnm(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    const std::uint8_t *data = data_of(bytes);
    const int kind = data[1] - '0';
    if (kind < 4)
        return not_supported("PNM as text");
    std::size_t at = 2;
    std::int64_t numbers[3] = {0, 0, 1};
    for (int i = 0; i < (kind == 4 ? 2 : 3); ++i) {
        while (at < bytes.size() && (std::isspace(data[at]) || data[at] == '#')) {
            if (data[at] == '#') {
                while (at < bytes.size() && data[at] != '\n')
                    ++at;
            } else {
                ++at;
            }
        }
        const std::size_t begin = at;
        std::int64_t value = 0;
        while (at < bytes.size() && data[at] >= '0' && data[at] <= '9' && at - begin < 10)
            value = value * 10 + (data[at++] - '0');
        if (at == begin)
            return not_a_picture("PNM header");
        numbers[i] = value;
    }
    ++at; // one white space
    RETCLIP_CHECK(check_size(numbers[0], numbers[1], options));
    const std::int64_t maximum = numbers[2];
    if (maximum < 1 || maximum > 65535)
        return damaged("PNM maximum");
    Raster raster;
    raster.format = "PPM";
    raster.width = int(numbers[0]);
    raster.height = int(numbers[1]);
    const bool two_bytes = maximum > 255;
    if (kind == 4)
        set_mode(raster, PixelMode::bilevel, "1");
    else if (kind == 6)
        set_mode(raster, PixelMode::rgb, "RGB");
    else if (two_bytes)
        set_mode(raster, PixelMode::grey_wide, "I");
    else
        set_mode(raster, PixelMode::grey, "L");
    if (options.header_only)
        return raster;
    const std::size_t count = std::size_t(raster.width) * std::size_t(raster.height);
    if (kind == 4) {
        const std::size_t stride = (std::size_t(raster.width) + 7) / 8;
        if (at > bytes.size() || bytes.size() - at < stride * std::size_t(raster.height))
            return cut_short("PNM pixels");
        raster.bytes.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t x = i % std::size_t(raster.width), y = i / std::size_t(raster.width);
            raster.bytes[i] = (data[at + y * stride + x / 8] >> (7 - x % 8)) & 1 ? 0 : 255;
        }
        return raster;
    }
    const std::size_t samples = count * (kind == 6 ? 3 : 1);
    if (at > bytes.size() || bytes.size() - at < samples * (two_bytes ? 2 : 1))
        return cut_short("PNM pixels");
    const auto sample = [&](std::size_t i) -> std::int64_t {
        const std::int64_t value =
            two_bytes ? data[at + 2 * i] << 8 | data[at + 2 * i + 1] : data[at + i];
        return std::min(value, maximum);
    };
    if (raster.mode == PixelMode::grey_wide) {
        raster.wide.resize(count);
        for (std::size_t i = 0; i < count; ++i)
            raster.wide[i] = std::int32_t((sample(i) * 65535 + maximum / 2) / maximum);
    } else {
        raster.bytes.resize(samples);
        for (std::size_t i = 0; i < samples; ++i)
            raster.bytes[i] = std::uint8_t((sample(i) * 255 + maximum / 2) / maximum);
    }
    return raster;
}

} // namespace retclip
