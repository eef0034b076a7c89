// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/raster.h"

#include <csetjmp>
#include <cstring>

#include <png.h>

namespace retclip {
namespace {

struct Reading
{
    std::span<const std::byte> bytes;
    std::size_t position = 0;
    bool ended_early = false;
    bool unknown_compression = false;
    char text[128] = {};
};

void read_bytes(png_structp png, png_bytep out, std::size_t count)
{
    auto *reading = static_cast<Reading *>(png_get_io_ptr(png));
    if (count > reading->bytes.size() - reading->position) {
        reading->ended_early = true;
        png_error(png, "the data ends early");
    }
    std::memcpy(out, reading->bytes.data() + reading->position, count);
    reading->position += count;
}

[[noreturn]] void fail(png_structp png, png_const_charp text)
{
    auto *reading = static_cast<Reading *>(png_get_error_ptr(png));
    std::strncpy(reading->text, text, sizeof(reading->text) - 1);
    png_longjmp(png, 1);
}

/// libpng goes on after a chunk that is compressed in no known way; whoever wrote it did not write
/// PNG, so neither do we trust the rest.
void note_warning(png_structp png, png_const_charp text)
{
    if (std::strstr(text, "compression method"))
        static_cast<Reading *>(png_get_error_ptr(png))->unknown_compression = true;
}

enum class Outcome { done, failed, bad_size };

/// No object with a destructor may be made here: libpng leaves by longjmp.
Outcome decode(png_structp png, png_infop info, const DecodeOptions &options, Raster &raster,
               std::vector<png_bytep> &rows)
{
    if (setjmp(png_jmpbuf(png)))
        return Outcome::failed;
    png_set_user_limits(png, 1'000'000, 1'000'000);
    png_set_chunk_malloc_max(png, 16'000'000);
    png_set_chunk_cache_max(png, 128);
    png_read_info(png, info);
    raster.width = int(png_get_image_width(png, info));
    raster.height = int(png_get_image_height(png, info));
    if (!check_size(raster.width, raster.height, options))
        return Outcome::bad_size;
    const int depth = png_get_bit_depth(png, info);
    bool wide = false;
    switch (png_get_color_type(png, info)) {
    case PNG_COLOR_TYPE_GRAY:
        raster.mode = PixelMode::grey;
        raster.mode_name = "L";
        if (depth == 1) {
            raster.mode = PixelMode::bilevel;
            raster.mode_name = "1";
        } else if (depth == 16) {
            raster.mode = PixelMode::grey_wide;
            raster.mode_name = "I";
            wide = true;
        }
        if (depth < 8)
            png_set_expand_gray_1_2_4_to_8(png);
        break;
    case PNG_COLOR_TYPE_GRAY_ALPHA:
        raster.mode = PixelMode::grey_alpha;
        raster.mode_name = "LA";
        break;
    case PNG_COLOR_TYPE_PALETTE: {
        raster.mode = PixelMode::palette;
        raster.mode_name = "P";
        png_set_packing(png);
        png_colorp colours = nullptr;
        int count = 0;
        if (png_get_PLTE(png, info, &colours, &count) != 0) {
            for (int i = 0; i < count && i < 256; ++i) {
                raster.colours[std::size_t(3 * i)] = colours[i].red;
                raster.colours[std::size_t(3 * i + 1)] = colours[i].green;
                raster.colours[std::size_t(3 * i + 2)] = colours[i].blue;
            }
        }
        break;
    }
    case PNG_COLOR_TYPE_RGB:
        raster.mode = PixelMode::rgb;
        raster.mode_name = "RGB";
        break;
    default:
        raster.mode = PixelMode::rgba;
        raster.mode_name = "RGBA";
        break;
    }
#ifdef PNG_eXIf_SUPPORTED
    png_bytep exif = nullptr;
    png_uint_32 exif_length = 0;
    if (png_get_eXIf_1(png, info, &exif_length, &exif) != 0 && exif)
        raster.orientation = exif_orientation({exif, exif_length});
#endif
    if (options.header_only)
        return Outcome::done;
    if (depth == 16 && !wide)
        png_set_strip_16(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    const std::size_t stride = png_get_rowbytes(png, info);
    const std::size_t wanted =
        std::size_t(raster.width) * (wide ? 2 : std::size_t(bytes_a_pixel(raster.mode)));
    if (stride != wanted)
        return Outcome::failed;
    raster.bytes.resize(stride * std::size_t(raster.height));
    rows.resize(std::size_t(raster.height));
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = raster.bytes.data() + y * stride;
    png_read_image(png, rows.data());
    return Outcome::done;
}

} // namespace

Result<Raster> decode_png(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    Raster raster;
    raster.format = "PNG";
    Reading reading{bytes};
    std::vector<png_bytep> rows;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, fail, note_warning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    if (!info) {
        png_destroy_read_struct(&png, nullptr, nullptr);
        throw std::bad_alloc();
    }
    png_set_read_fn(png, &reading, read_bytes);
    Outcome outcome = Outcome::failed;
    try {
        outcome = decode(png, info, options, raster, rows);
    } catch (...) {
        png_destroy_read_struct(&png, &info, nullptr);
        throw;
    }
    png_destroy_read_struct(&png, &info, nullptr);
    if (outcome == Outcome::bad_size) {
        auto size = check_size(raster.width, raster.height, options);
        return failure(std::move(size.error()));
    }
    if (outcome == Outcome::failed)
        return reading.ended_early ? cut_short(reading.text) : damaged(reading.text);
    if (reading.unknown_compression)
        return damaged("unknown compression method");
    if (raster.mode == PixelMode::grey_wide && !options.header_only) {
        raster.wide.resize(raster.bytes.size() / 2);
        for (std::size_t i = 0; i < raster.wide.size(); ++i)
            raster.wide[i] = raster.bytes[2 * i] << 8 | raster.bytes[2 * i + 1];
        raster.bytes.clear();
    }
    return raster;
}

} // namespace retclip
