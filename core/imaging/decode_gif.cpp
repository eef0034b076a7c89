// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/byte_reader.h"

#include <algorithm>
#include <cstring>

namespace retclip {

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
    set_mode(raster, PixelMode::palette, "P");
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
        raster.colours[3 * i] = raster.colours[3 * i + 1] = raster.colours[3 * i + 2] =
            std::uint8_t(i);
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
        set_mode(raster, PixelMode::grey, "L");
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
        raster.bytes[std::size_t(top + row) * std::size_t(raster.width)
                     + std::size_t(left + column)] = value;
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

} // namespace retclip
