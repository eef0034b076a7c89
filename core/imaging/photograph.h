// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace retclip {

/// Eight-bit RGB, interleaved, rows without padding.
struct RgbImage
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;

    [[nodiscard]] bool empty() const { return pixels.empty(); }
};

enum class SixteenBit {
    scale, ///< The range of 16 bits to 8 bits: what a person expects.
    clip   ///< Values above 255 become white, as Pillow and so the authors' code do (SPEC 3.1).
};

struct PhotographOptions
{
    bool apply_exif_orientation = true;
    SixteenBit sixteen_bit = SixteenBit::scale;
    std::int64_t maximum_pixels = 250'000'000; ///< Larger files are refused before decoding.
    /// Above 0: the decoder may give a smaller picture, down to this shorter side (JPEG decodes at
    /// 1/2, 1/4, 1/8 for a fraction of the cost). 0: full size.
    int at_least_px = 0;
};

/// What a file's header says; nothing is decoded.
struct PhotographFacts
{
    std::string format; ///< "JPEG", "PNG", "TIFF", "BMP", "WebP", "JPEG 2000", "GIF"
    std::string mode;   ///< As Pillow names it: "1" "L" "LA" "P" "RGB" "RGBA" "CMYK" "I;16" …
    int width = 0;      ///< As stored, before orientation.
    int height = 0;
    int exif_orientation = 1;
};

/// Errors: not_found, unreadable (cut short, not an image; says at what), unsupported, and
/// unsupported with the size for pictures above the limit. A file cut short is refused.
/// Threads: any.
[[nodiscard]] Result<PhotographFacts> inspect_photograph(const std::filesystem::path &file);
[[nodiscard]] Result<RgbImage> read_photograph(const std::filesystem::path &file,
                                               const PhotographOptions &options = {});
[[nodiscard]] Result<RgbImage> decode_photograph(std::span<const std::byte> bytes,
                                                 const PhotographOptions &options = {});

/// The authors' evaluation transform (SPEC 3.1), number for number: decode in the file's own mode,
/// Pillow's bicubic resize, RGB, normalise. Result: 3 x size x size, float32, channels first.
[[nodiscard]] Result<std::vector<float>> evaluation_tensor(std::span<const std::byte> file_bytes,
                                                           int size,
                                                           const PhotographOptions &options);
[[nodiscard]] Result<std::vector<float>> evaluation_tensor(const std::filesystem::path &file,
                                                           int size,
                                                           const PhotographOptions &options);

/// The options under which evaluation_tensor reproduces the authors' code.
[[nodiscard]] PhotographOptions published_photograph_options();

/// JPEG of an image, for thumbnails and exports. quality 1..100.
[[nodiscard]] Result<std::vector<std::byte>> encode_jpeg(const RgbImage &image, int quality);
[[nodiscard]] Result<std::vector<std::byte>> encode_png(const RgbImage &image);

/// High-quality reduction for the screen, keeps the aspect ratio; longer side becomes at most px.
[[nodiscard]] RgbImage reduced(const RgbImage &image, int longer_side_px);

/// "libjpeg-turbo 2.1.5, libpng 1.6.39 …" for `doctor`.
[[nodiscard]] std::string decoder_description();

} // namespace retclip
