// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/raster.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <tiffio.h>

namespace retclip {
namespace {

struct Memory
{
    std::span<const std::byte> bytes;
    std::uint64_t position = 0;
};

tmsize_t read_bytes(thandle_t handle, void *out, tmsize_t count)
{
    auto *memory = static_cast<Memory *>(handle);
    if (memory->position >= memory->bytes.size() || count <= 0)
        return 0;
    const std::size_t given =
        std::min(std::size_t(count), std::size_t(memory->bytes.size() - memory->position));
    std::memcpy(out, memory->bytes.data() + memory->position, given);
    memory->position += given;
    return tmsize_t(given);
}
tmsize_t write_nothing(thandle_t, void *, tmsize_t)
{
    return 0;
}
toff_t seek(thandle_t handle, toff_t offset, int from)
{
    auto *memory = static_cast<Memory *>(handle);
    if (from == SEEK_CUR)
        offset += memory->position;
    else if (from == SEEK_END)
        offset += memory->bytes.size();
    memory->position = offset;
    return offset;
}
int close_nothing(thandle_t)
{
    return 0;
}
toff_t size(thandle_t handle)
{
    return static_cast<Memory *>(handle)->bytes.size();
}

struct Close
{
    void operator()(TIFF *tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, Close>;

Tiff open(Memory &memory)
{
    // The library's handlers are one for the whole process; ours are silent.
    static const bool silent = [] {
        TIFFSetErrorHandler(nullptr);
        TIFFSetWarningHandler(nullptr);
        return true;
    }();
    (void)silent;
#if TIFFLIB_VERSION >= 20221213
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, tmsize_t(1) << 30);
    Tiff tiff(TIFFClientOpenExt("memory", "rmD", &memory, read_bytes, write_nothing, seek,
                                close_nothing, size, nullptr, nullptr, options));
    TIFFOpenOptionsFree(options);
    return tiff;
#else
    return Tiff(TIFFClientOpen("memory", "rm", &memory, read_bytes, write_nothing, seek,
                               close_nothing, size, nullptr, nullptr));
#endif
}

/// Layout of the samples as stored.
struct Layout
{
    int width = 0, height = 0;
    int bits = 1, samples = 1;
    bool planes_apart = false, inverted = false;
};

/// Takes sample number `index` of a packed row (bits 1, 2, 4, 8, 12 or 16; 16 in native order).
std::uint32_t sample_at(const std::uint8_t *row, std::size_t index, int bits)
{
    switch (bits) {
    case 8: return row[index];
    case 16: {
        std::uint16_t value = 0;
        std::memcpy(&value, row + 2 * index, 2);
        return value;
    }
    case 12: {
        const std::uint8_t *at = row + index / 2 * 3;
        return index & 1 ? std::uint32_t(at[1] & 15) << 8 | at[2]
                         : std::uint32_t(at[0]) << 4 | at[1] >> 4;
    }
    default: {
        const std::size_t bit = index * std::size_t(bits);
        return (row[bit / 8] >> (8 - bits - int(bit % 8))) & ((1u << bits) - 1);
    }
    }
}

/// Writes `count` pixels of one stored row (of one plane, or of all samples) at (x, y).
void put_row(Raster &raster, const Layout &layout, const std::uint8_t *row, int x, int y, int count,
             int plane)
{
    const int kept = bytes_a_pixel(raster.mode);
    const bool wide = raster.mode == PixelMode::grey_wide;
    const std::size_t base = std::size_t(y) * std::size_t(raster.width) + std::size_t(x);
    const int in_row = layout.planes_apart ? 1 : layout.samples;
    const std::uint32_t maximum = (1u << layout.bits) - 1;
    for (int i = 0; i < count; ++i) {
        for (int s = 0; s < in_row; ++s) {
            const int channel = layout.planes_apart ? plane : s;
            if (channel >= (wide ? 1 : kept))
                break;
            std::uint32_t value =
                sample_at(row, std::size_t(i) * std::size_t(in_row) + std::size_t(s), layout.bits);
            if (layout.inverted)
                value = maximum - value;
            if (wide) {
                raster.wide[base + std::size_t(i)] = std::int32_t(value);
                continue;
            }
            if (raster.mode != PixelMode::palette) {
                if (layout.bits == 16 || layout.bits == 12)
                    value >>= layout.bits - 8;
                else if (layout.bits < 8)
                    value = value * 255 / maximum;
            }
            raster.bytes[(base + std::size_t(i)) * std::size_t(kept) + std::size_t(channel)] =
                std::uint8_t(value);
        }
    }
}

bool read_samples(TIFF *tiff, Raster &raster, const Layout &layout)
{
    const int planes =
        layout.planes_apart ? std::min(layout.samples, bytes_a_pixel(raster.mode)) : 1;
    const int in_row = layout.planes_apart ? 1 : layout.samples;
    const auto row_bytes = [&](std::uint64_t pixels) {
        return (pixels * std::uint64_t(in_row) * std::uint64_t(layout.bits) + 7) / 8;
    };
    if (TIFFIsTiled(tiff)) {
        std::uint32_t tile_width = 0, tile_height = 0;
        TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &tile_width);
        TIFFGetField(tiff, TIFFTAG_TILELENGTH, &tile_height);
        const std::uint64_t tile_size = TIFFTileSize64(tiff);
        const std::uint64_t stride = row_bytes(tile_width);
        if (tile_width == 0 || tile_height == 0 || tile_size > (1u << 28)
            || stride * tile_height > tile_size)
            return false;
        std::vector<std::uint8_t> tile(tile_size);
        for (int plane = 0; plane < planes; ++plane) {
            for (std::int64_t y = 0; y < layout.height; y += tile_height) {
                for (std::int64_t x = 0; x < layout.width; x += tile_width) {
                    if (TIFFReadTile(tiff, tile.data(), std::uint32_t(x), std::uint32_t(y), 0,
                                     std::uint16_t(plane))
                        < 0)
                        return false;
                    const int count = int(std::min<std::int64_t>(tile_width, layout.width - x));
                    const int rows = int(std::min<std::int64_t>(tile_height, layout.height - y));
                    for (int r = 0; r < rows; ++r)
                        put_row(raster, layout, tile.data() + std::size_t(r) * stride, int(x),
                                int(y) + r, count, plane);
                }
            }
        }
        return true;
    }
    const std::uint64_t line_size = TIFFScanlineSize64(tiff);
    if (line_size < row_bytes(std::uint64_t(layout.width)) || line_size > (1u << 28))
        return false;
    std::vector<std::uint8_t> line(line_size);
    for (int plane = 0; plane < planes; ++plane) {
        for (int y = 0; y < layout.height; ++y) {
            if (TIFFReadScanline(tiff, line.data(), std::uint32_t(y), std::uint16_t(plane)) < 0)
                return false;
            put_row(raster, layout, line.data(), 0, y, layout.width, plane);
        }
    }
    return true;
}

/// What has no plain layout (YCbCr, Lab): the library's own conversion to RGBA.
bool read_converted(TIFF *tiff, Raster &raster)
{
    char problem[1024] = {};
    if (!TIFFRGBAImageOK(tiff, problem))
        return false;
    const std::size_t count = std::size_t(raster.width) * std::size_t(raster.height);
    std::vector<std::uint32_t> pixels(count);
    std::uint16_t stored = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &stored);
    // Asked for as it is stored, so that it is not turned here and again later.
    if (!TIFFReadRGBAImageOriented(tiff, std::uint32_t(raster.width), std::uint32_t(raster.height),
                                   pixels.data(), stored >= 1 && stored <= 4 ? stored : 1, 1))
        return false;
    raster.bytes.resize(count * 3);
    for (std::size_t i = 0; i < count; ++i) {
        raster.bytes[3 * i] = std::uint8_t(TIFFGetR(pixels[i]));
        raster.bytes[3 * i + 1] = std::uint8_t(TIFFGetG(pixels[i]));
        raster.bytes[3 * i + 2] = std::uint8_t(TIFFGetB(pixels[i]));
    }
    return true;
}

} // namespace

Result<Raster> decode_tiff(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    Memory memory{bytes};
    const Tiff tiff = open(memory);
    if (!tiff)
        return damaged("TIFF directory");
    TIFF *t = tiff.get();
    std::uint32_t width = 0, height = 0;
    std::uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISBLACK, planar = 1;
    std::uint16_t format = SAMPLEFORMAT_UINT, orientation = 1, compression = 1;
    if (!TIFFGetField(t, TIFFTAG_IMAGEWIDTH, &width)
        || !TIFFGetField(t, TIFFTAG_IMAGELENGTH, &height))
        return damaged("TIFF without a size");
    RETCLIP_CHECK(check_size(width, height, options));
    TIFFGetFieldDefaulted(t, TIFFTAG_BITSPERSAMPLE, &bits);
    TIFFGetFieldDefaulted(t, TIFFTAG_SAMPLESPERPIXEL, &samples);
    TIFFGetFieldDefaulted(t, TIFFTAG_PLANARCONFIG, &planar);
    TIFFGetFieldDefaulted(t, TIFFTAG_SAMPLEFORMAT, &format);
    TIFFGetFieldDefaulted(t, TIFFTAG_ORIENTATION, &orientation);
    TIFFGetFieldDefaulted(t, TIFFTAG_COMPRESSION, &compression);
    TIFFGetField(t, TIFFTAG_PHOTOMETRIC, &photometric);
    if (photometric == PHOTOMETRIC_YCBCR && compression == COMPRESSION_JPEG
        && planar == PLANARCONFIG_CONTIG) {
        TIFFSetField(t, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        photometric = PHOTOMETRIC_RGB;
    }
    Raster raster;
    raster.format = "TIFF";
    raster.width = int(width);
    raster.height = int(height);
    raster.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    Layout layout;
    layout.width = raster.width;
    layout.height = raster.height;
    layout.bits = bits;
    layout.samples = samples;
    layout.planes_apart = planar == PLANARCONFIG_SEPARATE && samples > 1;
    const bool plain_bits =
        bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 12 || bits == 16;
    if (!plain_bits || samples < 1 || samples > 16 || format != SAMPLEFORMAT_UINT) {
        if (bits != 8 || samples > 16)
            return not_supported("TIFF of " + std::to_string(bits) + "-bit samples");
    }
    bool plain = format == SAMPLEFORMAT_UINT;
    if (photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE) {
        layout.inverted = photometric == PHOTOMETRIC_MINISWHITE;
        if (bits > 8 && samples == 1) {
            raster.mode = PixelMode::grey_wide;
            raster.mode_name = "I;16";
            raster.wide_maximum = (1 << bits) - 1;
        } else if (bits == 1 && samples == 1) {
            raster.mode = PixelMode::bilevel;
            raster.mode_name = "1";
        } else if (samples == 2) {
            raster.mode = PixelMode::grey_alpha;
            raster.mode_name = "LA";
        } else {
            raster.mode = PixelMode::grey;
            raster.mode_name = "L";
        }
    } else if (photometric == PHOTOMETRIC_PALETTE && samples == 1 && bits <= 8) {
        raster.mode = PixelMode::palette;
        raster.mode_name = "P";
        std::uint16_t *red = nullptr, *green = nullptr, *blue = nullptr;
        if (!TIFFGetField(t, TIFFTAG_COLORMAP, &red, &green, &blue))
            return damaged("TIFF palette");
        for (std::size_t i = 0; i < (std::size_t(1) << bits); ++i) {
            raster.colours[3 * i] = std::uint8_t(red[i] >> 8);
            raster.colours[3 * i + 1] = std::uint8_t(green[i] >> 8);
            raster.colours[3 * i + 2] = std::uint8_t(blue[i] >> 8);
        }
    } else if (photometric == PHOTOMETRIC_RGB && samples >= 3) {
        // A fourth sample that is no alpha is left out.
        std::uint16_t extras = 0, *kinds = nullptr;
        TIFFGetFieldDefaulted(t, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
        const bool alpha =
            samples == 4 && extras == 1 && kinds && kinds[0] == EXTRASAMPLE_UNASSALPHA;
        raster.mode = alpha ? PixelMode::rgba : PixelMode::rgb;
        raster.mode_name = alpha ? "RGBA" : "RGB";
    } else if (photometric == PHOTOMETRIC_SEPARATED && samples >= 4) {
        raster.mode = PixelMode::cmyk;
        raster.mode_name = "CMYK";
    } else {
        plain = false;
        raster.mode = PixelMode::rgb;
        raster.mode_name = "RGB";
    }
    if (options.header_only)
        return raster;
    const std::size_t count = std::size_t(raster.width) * std::size_t(raster.height);
    // A file can name a size that its bytes cannot hold at any compression worth the name.
    if (count / 20000 > bytes.size())
        return cut_short("TIFF strips");
    if (!plain) {
        if (!read_converted(t, raster))
            return not_supported("this kind of TIFF");
        return raster;
    }
    if (raster.mode == PixelMode::grey_wide)
        raster.wide.resize(count);
    else
        raster.bytes.resize(count * std::size_t(bytes_a_pixel(raster.mode)));
    if (!read_samples(t, raster, layout))
        return damaged("TIFF strips or tiles");
    return raster;
}

} // namespace retclip
