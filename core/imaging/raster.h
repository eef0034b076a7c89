// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/photograph.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace retclip {

/// How a file keeps its pixels; decides how it is resized (SPEC 3.1).
enum class PixelMode {
    bilevel, ///< One byte a pixel, 0 or 255. Resized by nearest neighbour.
    grey, ///< One byte.
    grey_alpha, ///< Two bytes.
    palette, ///< One byte, an index. Resized by nearest neighbour.
    rgb, ///< Three bytes.
    rgba, ///< Four bytes, alpha last, not premultiplied.
    cmyk, ///< Four bytes, 255 is full ink.
    grey_wide ///< One 32-bit integer, `wide`.
};

/// A decoded picture in its file's own mode.
struct Raster
{
    PixelMode mode = PixelMode::rgb;
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bytes;
    std::vector<std::int32_t> wide;
    int wide_maximum = 65535; ///< Largest value that grey_wide can hold.
    std::array<std::uint8_t, 768> colours{}; ///< Of a palette, RGB.

    std::string format;
    std::string mode_name; ///< As Pillow names it.
    int orientation = 1; ///< EXIF or TIFF, 1..8.
};

struct DecodeOptions
{
    std::int64_t maximum_pixels = 250'000'000;
    int at_least_px = 0;
    bool header_only = false; ///< Sizes, mode and orientation; no pixels.
};

[[nodiscard]] int bytes_a_pixel(PixelMode mode); ///< 4 for grey_wide.

/// Whatever format the bytes are in, judged by the bytes and not by a name.
[[nodiscard]] Result<Raster> decode_raster(std::span<const std::byte> bytes,
                                           const DecodeOptions &options);

/// Turned so that orientation is 1.
[[nodiscard]] Raster upright(Raster raster);
/// grey_wide to grey by range.
[[nodiscard]] Raster scaled_to_eight_bits(Raster raster);
/// Pillow's conversion to RGB: alpha dropped, wide values clipped at 255.
[[nodiscard]] RgbImage to_rgb(const Raster &raster);

// One decoder a format. They check sizes before they allocate, and refuse files cut short.
[[nodiscard]] Result<Raster> decode_jpeg(std::span<const std::byte>, const DecodeOptions &);
[[nodiscard]] Result<Raster> decode_png(std::span<const std::byte>, const DecodeOptions &);
[[nodiscard]] Result<Raster> decode_tiff(std::span<const std::byte>, const DecodeOptions &);
[[nodiscard]] Result<Raster> decode_webp(std::span<const std::byte>, const DecodeOptions &);
[[nodiscard]] Result<Raster> decode_jpeg2000(std::span<const std::byte>, const DecodeOptions &);
[[nodiscard]] Result<Raster> decode_bmp(std::span<const std::byte>, const DecodeOptions &);
[[nodiscard]] Result<Raster> decode_gif(std::span<const std::byte>, const DecodeOptions &);
[[nodiscard]] Result<Raster> decode_pnm(std::span<const std::byte>, const DecodeOptions &);
/// The first frame (dicom.h has the others).
[[nodiscard]] Result<Raster> decode_dicom(std::span<const std::byte>, const DecodeOptions &);

/// Orientation in an EXIF block (TIFF structure), 1 where there is none.
[[nodiscard]] int exif_orientation(std::span<const std::uint8_t> exif);

// Errors that all decoders share. The first argument of what_happened stands for the file's name.
[[nodiscard]] tl::unexpected<Error> not_a_picture(const std::string &cause);
[[nodiscard]] tl::unexpected<Error> cut_short(const std::string &cause);
[[nodiscard]] tl::unexpected<Error> damaged(const std::string &cause);
[[nodiscard]] tl::unexpected<Error> not_supported(const std::string &what);
/// An error where a picture is empty or too large.
[[nodiscard]] Result<void> check_size(std::int64_t width, std::int64_t height,
                                      const DecodeOptions &options);

} // namespace retclip
