// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/raster.h"

#include "core/imaging/dicom.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>

namespace retclip {
namespace {

/// First argument of every sentence here; whoever knows the file's name puts it in its place.
constexpr const char *unnamed_picture = "(picture)";

Message nothing_read()
{
    return message(
        QT_TRANSLATE_NOOP("Message", "The photograph was not used; nothing was changed."));
}

bool starts_with(std::span<const std::byte> bytes, std::string_view start, std::size_t at = 0)
{
    return bytes.size() >= at + start.size()
        && std::memcmp(bytes.data() + at, start.data(), start.size()) == 0;
}

template <typename Pixel>
void turn(std::vector<Pixel> &pixels, int width, int height, std::size_t size, int orientation)
{
    const bool swapped = orientation >= 5;
    const int out_width = swapped ? height : width;
    const int out_height = swapped ? width : height;
    std::vector<Pixel> out(pixels.size());
    for (int y = 0; y < out_height; ++y) {
        for (int x = 0; x < out_width; ++x) {
            int sx = swapped ? y : x;
            int sy = swapped ? x : y;
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
                sx = width - 1 - sx;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
                sy = height - 1 - sy;
            const std::size_t from =
                (std::size_t(sy) * std::size_t(width) + std::size_t(sx)) * size;
            const std::size_t to =
                (std::size_t(y) * std::size_t(out_width) + std::size_t(x)) * size;
            for (std::size_t c = 0; c < size; ++c)
                out[to + c] = pixels[from + c];
        }
    }
    pixels = std::move(out);
}

Result<Raster> decoded(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    if (bytes.empty())
        return cut_short("0 bytes");
    if (starts_with(bytes, "\xFF\xD8\xFF"))
        return decode_jpeg(bytes, options);
    if (starts_with(bytes, "\x89PNG\r\n\x1A\n"))
        return decode_png(bytes, options);
    if (starts_with(bytes, std::string_view("II*\0", 4))
        || starts_with(bytes, std::string_view("MM\0*", 4))
        || starts_with(bytes, std::string_view("II+\0", 4))
        || starts_with(bytes, std::string_view("MM\0+", 4)))
        return decode_tiff(bytes, options);
    if (starts_with(bytes, "RIFF") && starts_with(bytes, "WEBP", 8))
        return decode_webp(bytes, options);
    if (starts_with(bytes, std::string_view("\0\0\0\x0CjP  \r\n\x87\n", 12))
        || starts_with(bytes, "\xFF\x4F\xFF\x51"))
        return decode_jpeg2000(bytes, options);
    if (starts_with(bytes, "BM"))
        return decode_bmp(bytes, options);
    if (starts_with(bytes, "GIF87a") || starts_with(bytes, "GIF89a"))
        return decode_gif(bytes, options);
    if (looks_like_dicom(bytes))
        return decode_dicom(bytes, options);
    if (bytes.size() > 2 && bytes[0] == std::byte('P') && bytes[1] >= std::byte('1')
        && bytes[1] <= std::byte('6'))
        return decode_pnm(bytes, options);
    if (starts_with(bytes, "ftypavif", 4) || starts_with(bytes, "ftypheic", 4)
        || starts_with(bytes, "ftypmif1", 4))
        return not_supported("AVIF/HEIF");
    return not_a_picture("unknown first bytes");
}

} // namespace

int bytes_a_pixel(PixelMode mode)
{
    switch (mode) {
    case PixelMode::bilevel:
    case PixelMode::grey:
    case PixelMode::palette: return 1;
    case PixelMode::grey_alpha: return 2;
    case PixelMode::rgb: return 3;
    case PixelMode::rgba:
    case PixelMode::cmyk:
    case PixelMode::grey_wide: return 4;
    }
    return 3;
}

Result<Raster> decode_raster(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    try {
        return decoded(bytes, options);
    } catch (const std::bad_alloc &) {
        return failure(ErrorCode::out_of_memory,
                       message(QT_TRANSLATE_NOOP("Message", "Memory did not suffice for %1."),
                               {unnamed_picture}),
                       nothing_read(),
                       message(QT_TRANSLATE_NOOP(
                           "Message", "Close other programs, or make the photograph smaller.")));
    }
}

Raster upright(Raster raster)
{
    if (raster.orientation < 2 || raster.orientation > 8)
        return raster;
    if (raster.mode == PixelMode::grey_wide)
        turn(raster.wide, raster.width, raster.height, 1, raster.orientation);
    else
        turn(raster.bytes, raster.width, raster.height, std::size_t(bytes_a_pixel(raster.mode)),
             raster.orientation);
    if (raster.orientation >= 5)
        std::swap(raster.width, raster.height);
    raster.orientation = 1;
    return raster;
}

Raster scaled_to_eight_bits(Raster raster)
{
    if (raster.mode != PixelMode::grey_wide)
        return raster;
    raster.bytes.resize(raster.wide.size());
    const std::int64_t maximum = raster.wide_maximum;
    for (std::size_t i = 0; i < raster.wide.size(); ++i) {
        const std::int64_t value = std::clamp<std::int64_t>(raster.wide[i], 0, maximum);
        raster.bytes[i] = std::uint8_t((value * 255 + maximum / 2) / maximum);
    }
    raster.wide.clear();
    raster.mode = PixelMode::grey;
    return raster;
}

RgbImage to_rgb(const Raster &raster)
{
    RgbImage image;
    image.width = raster.width;
    image.height = raster.height;
    const std::size_t count = std::size_t(raster.width) * std::size_t(raster.height);
    if (raster.mode == PixelMode::rgb) {
        image.pixels = raster.bytes;
        return image;
    }
    image.pixels.resize(count * 3);
    std::uint8_t *out = image.pixels.data();
    const std::uint8_t *in = raster.bytes.data();
    for (std::size_t i = 0; i < count; ++i, out += 3) {
        switch (raster.mode) {
        case PixelMode::bilevel:
        case PixelMode::grey: out[0] = out[1] = out[2] = in[i]; break;
        case PixelMode::grey_alpha: out[0] = out[1] = out[2] = in[2 * i]; break;
        case PixelMode::palette: std::memcpy(out, raster.colours.data() + 3 * in[i], 3); break;
        case PixelMode::rgb:
        case PixelMode::rgba: std::memcpy(out, in + 4 * i, 3); break;
        case PixelMode::cmyk: {
            const int left = 255 - in[4 * i + 3];
            for (int c = 0; c < 3; ++c) {
                const int product = in[4 * i + std::size_t(c)] * left + 128;
                out[c] = std::uint8_t(std::clamp(left - (((product >> 8) + product) >> 8), 0, 255));
            }
            break;
        }
        case PixelMode::grey_wide:
            out[0] = out[1] = out[2] = std::uint8_t(std::clamp(raster.wide[i], 0, 255));
            break;
        }
    }
    return image;
}

int exif_orientation(std::span<const std::uint8_t> exif)
{
    static constexpr char lead[] = {'E', 'x', 'i', 'f', 0, 0};
    if (exif.size() >= 6 && std::memcmp(exif.data(), lead, 6) == 0)
        exif = exif.subspan(6);
    if (exif.size() < 8)
        return 1;
    const bool little = exif[0] == 'I' && exif[1] == 'I';
    if (!little && !(exif[0] == 'M' && exif[1] == 'M'))
        return 1;
    const auto number = [&](std::size_t at, std::size_t size) -> std::uint32_t {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size && at + i < exif.size(); ++i) {
            const std::size_t shift = little ? 8 * i : 8 * (size - 1 - i);
            value |= std::uint32_t(exif[at + i]) << shift;
        }
        return value;
    };
    const std::size_t directory = number(4, 4);
    if (directory + 2 > exif.size())
        return 1;
    const std::size_t entries = number(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t at = directory + 2 + 12 * i;
        if (at + 12 > exif.size())
            return 1;
        if (number(at, 2) != 0x0112)
            continue;
        const std::uint32_t type = number(at + 2, 2);
        const std::uint32_t value = type == 4 ? number(at + 8, 4) : number(at + 8, 2);
        return value >= 1 && value <= 8 ? int(value) : 1;
    }
    return 1;
}

tl::unexpected<Error> not_a_picture(const std::string &cause)
{
    return failure(
        ErrorCode::unreadable,
        message(QT_TRANSLATE_NOOP("Message", "%1 is not a picture that can be read."),
                {unnamed_picture}),
        nothing_read(),
        message(QT_TRANSLATE_NOOP(
            "Message",
            "Check the file; JPEG, PNG, TIFF, BMP, WebP, JPEG 2000, GIF and PPM are read.")),
        cause);
}

tl::unexpected<Error> cut_short(const std::string &cause)
{
    return failure(ErrorCode::unreadable,
                   message(QT_TRANSLATE_NOOP("Message", "%1 is cut short."), {unnamed_picture}),
                   nothing_read(),
                   message(QT_TRANSLATE_NOOP("Message", "Copy it again from its source.")), cause);
}

tl::unexpected<Error> damaged(const std::string &cause)
{
    return failure(ErrorCode::unreadable,
                   message(QT_TRANSLATE_NOOP("Message", "%1 is damaged."), {unnamed_picture}),
                   nothing_read(),
                   message(QT_TRANSLATE_NOOP("Message", "Copy it again from its source.")), cause);
}

tl::unexpected<Error> not_supported(const std::string &what)
{
    return failure(
        ErrorCode::unsupported,
        message(QT_TRANSLATE_NOOP("Message", "%1 is of a kind that is not read here: %2."),
                {unnamed_picture, what}),
        nothing_read(),
        message(QT_TRANSLATE_NOOP("Message", "Save it as JPEG or PNG, then try again.")));
}

Result<void> check_size(std::int64_t width, std::int64_t height, const DecodeOptions &options)
{
    if (width < 1 || height < 1)
        return not_a_picture("width or height is 0");
    if (width > 1'000'000 || height > 1'000'000 || width * height > options.maximum_pixels) {
        return failure(ErrorCode::unsupported,
                       message(QT_TRANSLATE_NOOP("Message", "%1 is too large: %2 × %3 pixels."),
                               {unnamed_picture, std::to_string(width), std::to_string(height)}),
                       nothing_read(),
                       message(QT_TRANSLATE_NOOP("Message", "Make it smaller, then try again.")));
    }
    return {};
}

} // namespace retclip
