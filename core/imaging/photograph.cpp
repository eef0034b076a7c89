// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/photograph.h"

#include "core/base/files.h"
#include "core/imaging/raster.h"
#include "core/imaging/resample.h"
#include "core/imaging/tensor.h"

#include <algorithm>
#include <cmath>

#ifdef RETCLIP_HAVE_JPEG
#include <cstdio>
#include <jpeglib.h>
#endif
#ifdef RETCLIP_HAVE_PNG
#include <png.h>
#endif
#ifdef RETCLIP_HAVE_TIFF
#include <tiffvers.h>
#endif
#ifdef RETCLIP_HAVE_WEBP
#include <webp/decode.h>
#endif
#ifdef RETCLIP_HAVE_OPENJPEG
#include <openjpeg.h>
#endif
#ifdef RETCLIP_HAVE_DCMTK
#include <dcmtk/config/osconfig.h>
#endif

namespace retclip {
namespace {

/// Puts the file's name into an error that knows only bytes.
template <typename T> Result<T> naming(Result<T> result, const std::filesystem::path &file)
{
    if (!result && !result.error().what_happened.arguments.empty())
        result.error().what_happened.arguments.front() = utf8_from_path(file);
    return result;
}

DecodeOptions decode_options(const PhotographOptions &options)
{
    DecodeOptions decode;
    decode.maximum_pixels = options.maximum_pixels;
    decode.at_least_px = options.at_least_px;
    return decode;
}

Result<Raster> prepared(std::span<const std::byte> bytes, const PhotographOptions &options)
{
    RETCLIP_TRY(Raster raster, decode_raster(bytes, decode_options(options)));
    if (options.apply_exif_orientation)
        raster = upright(std::move(raster));
    if (options.sixteen_bit == SixteenBit::scale)
        raster = scaled_to_eight_bits(std::move(raster));
    return raster;
}

} // namespace

Result<PhotographFacts> inspect_photograph(const std::filesystem::path &file)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    DecodeOptions options;
    options.header_only = true;
    options.maximum_pixels = std::int64_t(1) << 40; // saying how large it is costs nothing
    RETCLIP_TRY(const Raster raster, naming(decode_raster(mapped.bytes(), options), file));
    return PhotographFacts{raster.format, raster.mode_name, raster.width, raster.height,
                           raster.orientation};
}

Result<RgbImage> read_photograph(const std::filesystem::path &file,
                                 const PhotographOptions &options)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    return naming(decode_photograph(mapped.bytes(), options), file);
}

Result<RgbImage> decode_photograph(std::span<const std::byte> bytes,
                                   const PhotographOptions &options)
{
    RETCLIP_TRY(Raster raster, prepared(bytes, options));
    if (raster.mode != PixelMode::rgb)
        return to_rgb(raster);
    return RgbImage{raster.width, raster.height, std::move(raster.bytes)};
}

Result<std::vector<float>> evaluation_tensor(std::span<const std::byte> file_bytes, int size,
                                             const PhotographOptions &options)
{
    RETCLIP_TRY(const Raster raster, prepared(file_bytes, options));
    return normalised_tensor(to_rgb(resized(raster, size, size, Filter::bicubic)));
}

Result<std::vector<float>> evaluation_tensor(const std::filesystem::path &file, int size,
                                             const PhotographOptions &options)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    return naming(evaluation_tensor(mapped.bytes(), size, options), file);
}

PhotographOptions published_photograph_options()
{
    PhotographOptions options;
    options.apply_exif_orientation = false;
    options.sixteen_bit = SixteenBit::clip;
    return options;
}

RgbImage reduced(const RgbImage &image, int longer_side_px)
{
    const int longer = std::max(image.width, image.height);
    if (image.empty() || longer <= longer_side_px || longer_side_px < 1)
        return image;
    const auto scaled = [&](int side) {
        return std::max(1, int(std::lround(double(side) * longer_side_px / longer)));
    };
    RgbImage out;
    out.width = scaled(image.width);
    out.height = scaled(image.height);
    out.pixels = resampled(image.pixels, image.width, image.height, 3, out.width, out.height,
                           Filter::bicubic, {0, 0, double(image.width), double(image.height)});
    return out;
}

std::string decoder_description()
{
    std::string text;
    const auto add = [&text](const std::string &part) {
        text += (text.empty() ? "" : ", ") + part;
    };
#ifdef RETCLIP_HAVE_JPEG
#ifdef LIBJPEG_TURBO_VERSION_NUMBER
    const int turbo = LIBJPEG_TURBO_VERSION_NUMBER;
    add("libjpeg-turbo " + std::to_string(turbo / 1000000) + "."
        + std::to_string(turbo / 1000 % 1000) + "." + std::to_string(turbo % 1000));
#else
    add("libjpeg " + std::to_string(JPEG_LIB_VERSION / 10));
#endif
#endif
#ifdef RETCLIP_HAVE_PNG
    add("libpng " PNG_LIBPNG_VER_STRING);
#endif
#ifdef RETCLIP_HAVE_TIFF
#ifdef TIFFLIB_MAJOR_VERSION
    add("libtiff " + std::to_string(TIFFLIB_MAJOR_VERSION) + "."
        + std::to_string(TIFFLIB_MINOR_VERSION));
#else
    add("libtiff " + std::to_string(TIFFLIB_VERSION));
#endif
#endif
#ifdef RETCLIP_HAVE_WEBP
    const int webp = WebPGetDecoderVersion();
    add("libwebp " + std::to_string(webp >> 16) + "." + std::to_string((webp >> 8) & 255) + "."
        + std::to_string(webp & 255));
#endif
#ifdef RETCLIP_HAVE_OPENJPEG
    add(std::string("openjpeg ") + opj_version());
#endif
#ifdef RETCLIP_HAVE_DCMTK
    add("DCMTK " PACKAGE_VERSION);
#endif
#if defined(RETCLIP_HAVE_STB) && (!defined(RETCLIP_HAVE_JPEG) || !defined(RETCLIP_HAVE_PNG))
    add("stb_image (JPEG or PNG, for want of their libraries)");
#endif
    add("own BMP, GIF, PPM");
    return text;
}

} // namespace retclip
