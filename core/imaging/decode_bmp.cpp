// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/byte_reader.h"

#include <algorithm>

namespace retclip {
namespace {

/// A channel of a BMP pixel under its mask, to 8 bits.
std::uint8_t masked(std::uint32_t pixel, std::uint32_t mask)
{
    if (mask == 0)
        return 0;
    const int shift = __builtin_ctz(mask);
    const std::uint64_t maximum = mask >> shift;
    const std::uint64_t value = (pixel & mask) >> shift;
    return std::uint8_t((value * 255 + maximum / 2) / maximum);
}

/// Run-length coded indices (4 or 8 bits). Missing pixels stay 0, as other readers leave them.
bool expand_runs(std::span<const std::uint8_t> in, Raster &raster, int bits)
{
    const int width = raster.width, height = raster.height;
    int x = 0, y = 0;
    std::size_t at = 0;
    const auto put = [&](int value) {
        if (x < width && y < height)
            raster.bytes[std::size_t(y) * std::size_t(width) + std::size_t(x)] =
                std::uint8_t(value);
        ++x;
    };
    while (at + 2 <= in.size()) {
        const int count = in[at], value = in[at + 1];
        at += 2;
        if (count > 0) {
            for (int i = 0; i < count; ++i)
                put(bits == 8 ? value : (i & 1 ? value & 15 : value >> 4));
        } else if (value == 0) {
            x = 0;
            ++y;
        } else if (value == 1) {
            return true;
        } else if (value == 2) {
            if (at + 2 > in.size())
                return false;
            x += in[at];
            y += in[at + 1];
            at += 2;
        } else {
            const std::size_t length = bits == 8 ? std::size_t(value) : std::size_t(value + 1) / 2;
            if (at + length > in.size())
                return false;
            for (int i = 0; i < value; ++i) {
                const int byte = in[at + std::size_t(bits == 8 ? i : i / 2)];
                put(bits == 8 ? byte : (i & 1 ? byte & 15 : byte >> 4));
            }
            at += length + (length & 1);
        }
        if (y >= height)
            return true;
    }
    return y + 1 >= height && x >= width;
}

void flip_rows(Raster &raster)
{
    const std::size_t stride = std::size_t(raster.width) * std::size_t(bytes_a_pixel(raster.mode));
    for (int top = 0, bottom = raster.height - 1; top < bottom; ++top, --bottom) {
        std::swap_ranges(raster.bytes.begin() + std::ptrdiff_t(std::size_t(top) * stride),
                         raster.bytes.begin() + std::ptrdiff_t(std::size_t(top + 1) * stride),
                         raster.bytes.begin() + std::ptrdiff_t(std::size_t(bottom) * stride));
    }
}

/// A palette that is only greys in order is a grey picture (two: black and white), as in Pillow.
void simplify_palette(Raster &raster, int colours)
{
    if (colours < 2)
        return;
    for (int i = 0; i < colours; ++i) {
        const int wanted = colours == 2 ? i * 255 : i;
        for (int c = 0; c < 3; ++c) {
            if (raster.colours[std::size_t(3 * i + c)] != wanted)
                return;
        }
    }
    if (colours == 2) {
        for (std::uint8_t &value : raster.bytes)
            value = value ? 255 : 0;
        set_mode(raster, PixelMode::bilevel, "1");
    } else {
        set_mode(raster, PixelMode::grey, "L");
    }
}

} // namespace

Result<Raster> decode_bmp(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    const std::uint8_t *data = data_of(bytes);
    if (bytes.size() < 26)
        return cut_short("BMP header");
    const std::size_t pixels_at = little(data + 10, 4);
    const std::size_t header = little(data + 14, 4);
    const bool old = header == 12;
    if (!old
        && (header < 16 || header > 512 || bytes.size() < 14 + std::max<std::size_t>(header, 40)))
        return damaged("BMP header");
    std::int64_t width = 0, height = 0;
    int bits = 0;
    std::uint32_t compression = 0, used = 0;
    if (old) {
        width = little(data + 18, 2);
        height = little(data + 20, 2);
        bits = int(little(data + 24, 2));
    } else {
        width = std::int32_t(little(data + 18, 4));
        height = std::int32_t(little(data + 22, 4));
        bits = int(little(data + 28, 2));
        compression = header >= 20 ? little(data + 30, 4) : 0;
        used = header >= 40 ? little(data + 46, 4) : 0;
    }
    const bool top_down = height < 0;
    height = top_down ? -height : height;
    RETCLIP_CHECK(check_size(width, height, options));
    Raster raster;
    raster.format = "BMP";
    raster.width = int(width);
    raster.height = int(height);

    std::uint32_t masks[4] = {};
    if (bits == 16) {
        masks[0] = 0x7C00, masks[1] = 0x3E0, masks[2] = 0x1F;
    } else if (bits == 32) {
        masks[0] = 0xFF0000, masks[1] = 0xFF00, masks[2] = 0xFF;
    }
    if (compression == 3 || compression == 6) {
        if (bytes.size() < 14 + 40 + 16)
            return cut_short("BMP masks");
        for (int i = 0; i < 3; ++i)
            masks[i] = little(data + 54 + 4 * i, 4);
        if (header >= 56 || compression == 6)
            masks[3] = little(data + 66, 4);
    } else if (compression > 2) {
        return not_supported("BMP compression " + std::to_string(compression));
    }
    const bool runs = compression == 1 || compression == 2;
    if ((compression == 1 && bits != 8) || (compression == 2 && bits != 4))
        return damaged("BMP compression does not fit its depth");

    int colours = 0;
    if (bits == 1 || bits == 2 || bits == 4 || bits == 8) {
        colours = 1 << bits;
        if (used > 0 && int(used) < colours && used <= 256)
            colours = int(used);
        const std::size_t entry = old ? 3 : 4;
        const std::size_t table = 14 + header;
        if (table + entry * std::size_t(colours) > bytes.size())
            return cut_short("BMP colours");
        for (std::size_t i = 0; i < std::size_t(colours); ++i) {
            for (std::size_t c = 0; c < 3; ++c)
                raster.colours[3 * i + c] = data[table + entry * i + 2 - c];
        }
        set_mode(raster, PixelMode::palette, "P");
    } else if (bits == 24 || bits == 16 || bits == 32) {
        if (masks[3] != 0)
            set_mode(raster, PixelMode::rgba, "RGBA");
        else
            set_mode(raster, PixelMode::rgb, "RGB");
    } else {
        return not_supported("BMP of " + std::to_string(bits) + " bits");
    }
    if (options.header_only) {
        simplify_palette(raster, colours);
        return raster;
    }
    if (pixels_at > bytes.size())
        return cut_short("BMP pixels");
    const std::size_t stride = (std::size_t(width) * std::size_t(bits) + 31) / 32 * 4;
    const std::size_t there = bytes.size() - pixels_at;
    // The last row's padding may be missing.
    const std::size_t needed =
        stride * std::size_t(height - 1) + (std::size_t(width) * std::size_t(bits) + 7) / 8;
    if (!runs && there < needed)
        return cut_short("BMP pixels");
    const std::size_t size = std::size_t(bytes_a_pixel(raster.mode));
    raster.bytes.resize(std::size_t(width) * std::size_t(height) * size);
    if (runs) {
        if (!expand_runs({data + pixels_at, there}, raster, bits))
            return cut_short("BMP runs");
    } else {
        for (std::size_t y = 0; y < std::size_t(height); ++y) {
            const std::uint8_t *in = data + pixels_at + y * stride;
            std::uint8_t *out = raster.bytes.data() + y * std::size_t(width) * size;
            for (std::size_t x = 0; x < std::size_t(width); ++x) {
                if (bits <= 8) {
                    const std::size_t bit = x * std::size_t(bits);
                    out[x] = std::uint8_t((in[bit / 8] >> (8 - bits - int(bit % 8)))
                                          & ((1 << bits) - 1));
                } else if (bits == 24) {
                    out[3 * x] = in[3 * x + 2];
                    out[3 * x + 1] = in[3 * x + 1];
                    out[3 * x + 2] = in[3 * x];
                } else {
                    const std::uint32_t pixel = little(in + x * std::size_t(bits / 8), bits / 8);
                    for (std::size_t c = 0; c < size; ++c)
                        out[size * x + c] = masked(pixel, masks[c]);
                }
            }
        }
    }
    if (!top_down)
        flip_rows(raster);
    simplify_palette(raster, colours);
    return raster;
}

} // namespace retclip
