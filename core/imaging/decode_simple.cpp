// SPDX-License-Identifier: GPL-3.0-or-later
// BMP, GIF and PPM/PGM/PBM: small formats, read without a library.
#include "core/imaging/raster.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace retclip {
namespace {

const std::uint8_t *data_of(std::span<const std::byte> bytes)
{
    return reinterpret_cast<const std::uint8_t *>(bytes.data());
}

std::uint32_t little(const std::uint8_t *at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value |= std::uint32_t(at[i]) << (8 * i);
    return value;
}

void set_size(Raster &raster, PixelMode mode, const char *name)
{
    raster.mode = mode;
    raster.mode_name = name;
}

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
            raster.bytes[std::size_t(y) * std::size_t(width) + std::size_t(x)] = std::uint8_t(value);
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
    const std::size_t stride
        = std::size_t(raster.width) * std::size_t(bytes_a_pixel(raster.mode));
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
        set_size(raster, PixelMode::bilevel, "1");
    } else {
        set_size(raster, PixelMode::grey, "L");
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
    if (!old && (header < 16 || header > 512 || bytes.size() < 14 + std::max<std::size_t>(header, 40)))
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
        set_size(raster, PixelMode::palette, "P");
    } else if (bits == 24 || bits == 16 || bits == 32) {
        if (masks[3] != 0)
            set_size(raster, PixelMode::rgba, "RGBA");
        else
            set_size(raster, PixelMode::rgb, "RGB");
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
    const std::size_t needed = stride * std::size_t(height - 1)
        + (std::size_t(width) * std::size_t(bits) + 7) / 8;
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

Result<Raster> decode_gif(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    const std::uint8_t *data = data_of(bytes);
    if (bytes.size() < 13)
        return cut_short("GIF header");
    Raster raster;
    raster.format = "GIF";
    raster.width = int(little(data + 6, 2));
    raster.height = int(little(data + 8, 2));
    RETCLIP_CHECK(check_size(raster.width, raster.height, options));
    set_size(raster, PixelMode::palette, "P");
    std::size_t at = 13;
    const auto read_colours = [&](int flags) {
        const std::size_t count = std::size_t(2) << (flags & 7);
        if (at + 3 * count > bytes.size())
            return false;
        raster.colours = {};
        std::memcpy(raster.colours.data(), data + at, 3 * count);
        at += 3 * count;
        return true;
    };
    for (std::size_t i = 0; i < 256; ++i) // without any palette: greys
        raster.colours[3 * i] = raster.colours[3 * i + 1] = raster.colours[3 * i + 2] = std::uint8_t(i);
    if ((data[10] & 0x80) && !read_colours(data[10]))
        return cut_short("GIF colours");
    int transparent = -1;
    for (;;) {
        if (at >= bytes.size())
            return cut_short("GIF blocks");
        const int kind = data[at++];
        if (kind == 0x3B)
            return damaged("a GIF without a picture");
        if (kind == 0x21) {
            if (at + 1 >= bytes.size())
                return cut_short("GIF extension");
            const int label = data[at++];
            if (label == 0xF9 && at + 5 < bytes.size() && data[at] == 4 && (data[at + 1] & 1))
                transparent = data[at + 4];
            while (at < bytes.size() && data[at] != 0)
                at += 1 + std::size_t(data[at]);
            ++at;
            continue;
        }
        if (kind == 0x2C)
            break;
        // Anything else between blocks is skipped, as other readers do.
    }
    if (at + 9 > bytes.size())
        return cut_short("GIF picture");
    const int left = int(little(data + at, 2)), top = int(little(data + at + 2, 2));
    const int width = int(little(data + at + 4, 2)), height = int(little(data + at + 6, 2));
    const int flags = data[at + 8];
    at += 9;
    if (width < 1 || height < 1)
        return not_a_picture("width or height is 0");
    if ((flags & 0x80) && !read_colours(flags))
        return cut_short("GIF colours");
    // The canvas grows to the first frame where that is larger.
    raster.width = std::max(raster.width, left + width);
    raster.height = std::max(raster.height, top + height);
    RETCLIP_CHECK(check_size(raster.width, raster.height, options));
    bool identity = true;
    for (std::size_t i = 0; i < 256; ++i)
        identity = identity && raster.colours[3 * i] == i && raster.colours[3 * i + 1] == i
            && raster.colours[3 * i + 2] == i;
    if (identity)
        set_size(raster, PixelMode::grey, "L");
    if (options.header_only)
        return raster;

    raster.bytes.assign(std::size_t(raster.width) * std::size_t(raster.height),
                        std::uint8_t(std::max(transparent, 0)));
    if (at >= bytes.size())
        return cut_short("GIF data");
    const int least_bits = data[at++];
    if (least_bits < 1 || least_bits > 11)
        return damaged("GIF code size");
    const int clear = 1 << least_bits, end = clear + 1;
    std::vector<std::uint16_t> prefix(4096);
    std::vector<std::uint8_t> suffix(4096), stack;
    int next = end + 1, size = least_bits + 1, previous = -1, first = 0;
    std::uint32_t buffer = 0;
    int buffered = 0;
    std::size_t block = 0;
    const std::size_t wanted = std::size_t(width) * std::size_t(height);
    std::size_t done = 0;
    int pass = 0, row = 0, column = 0;
    static constexpr int starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
    const bool interlaced = flags & 0x40;
    const auto put = [&](std::uint8_t value) {
        if (done >= wanted)
            return;
        raster.bytes[std::size_t(top + row) * std::size_t(raster.width) + std::size_t(left + column)] = value;
        ++done;
        if (++column == width) {
            column = 0;
            row += interlaced ? steps[pass] : 1;
            while (interlaced && row >= height && pass < 3)
                row = starts[++pass];
        }
    };
    while (done < wanted) {
        while (buffered < size) {
            if (block == 0) {
                if (at >= bytes.size() || data[at] == 0)
                    return cut_short("GIF data");
                block = data[at++];
            }
            if (at >= bytes.size())
                return cut_short("GIF data");
            buffer |= std::uint32_t(data[at++]) << buffered;
            buffered += 8;
            --block;
        }
        const int code = int(buffer & ((1u << size) - 1));
        buffer >>= size;
        buffered -= size;
        if (code == clear) {
            next = end + 1;
            size = least_bits + 1;
            previous = -1;
            continue;
        }
        if (code == end)
            return cut_short("GIF data");
        if (code > next || (code == next && previous < 0) || (previous < 0 && code > clear))
            return damaged("GIF code");
        int walked = code;
        stack.clear();
        if (code == next) {
            stack.push_back(std::uint8_t(first));
            walked = previous;
        }
        while (walked > end) {
            stack.push_back(suffix[std::size_t(walked)]);
            walked = prefix[std::size_t(walked)];
        }
        first = walked;
        stack.push_back(std::uint8_t(first));
        for (std::size_t i = stack.size(); i-- > 0;)
            put(stack[i]);
        if (previous >= 0 && next < 4096) {
            prefix[std::size_t(next)] = std::uint16_t(previous);
            suffix[std::size_t(next)] = std::uint8_t(first);
            ++next;
            if (next == (1 << size) && size < 12)
                ++size;
        }
        previous = code;
    }
    return raster;
}

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
        set_size(raster, PixelMode::bilevel, "1");
    else if (kind == 6)
        set_size(raster, PixelMode::rgb, "RGB");
    else if (two_bytes)
        set_size(raster, PixelMode::grey_wide, "I");
    else
        set_size(raster, PixelMode::grey, "L");
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
        const std::int64_t value = two_bytes ? data[at + 2 * i] << 8 | data[at + 2 * i + 1] : data[at + i];
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
