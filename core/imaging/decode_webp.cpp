// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/raster.h"

#include <cstring>

#include <webp/decode.h>

namespace retclip {
namespace {

int orientation_in(std::span<const std::byte> bytes)
{
    std::size_t at = 12;
    while (at + 8 <= bytes.size()) {
        std::uint32_t length = 0;
        for (std::size_t i = 0; i < 4; ++i)
            length |= std::uint32_t(bytes[at + 4 + i]) << (8 * i);
        if (length > bytes.size() - at - 8)
            return 1;
        if (std::memcmp(bytes.data() + at, "EXIF", 4) == 0)
            return exif_orientation(
                {reinterpret_cast<const std::uint8_t *>(bytes.data()) + at + 8, length});
        at += 8 + length + (length & 1);
    }
    return 1;
}

} // namespace

Result<Raster> decode_webp(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    const auto *data = reinterpret_cast<const std::uint8_t *>(bytes.data());
    WebPBitstreamFeatures features;
    const VP8StatusCode status = WebPGetFeatures(data, bytes.size(), &features);
    if (status == VP8_STATUS_NOT_ENOUGH_DATA)
        return cut_short("WebP header");
    if (status != VP8_STATUS_OK)
        return damaged("WebP header");
    if (features.has_animation)
        return not_supported("animated WebP");
    Raster raster;
    raster.format = "WebP";
    raster.width = features.width;
    raster.height = features.height;
    raster.mode = features.has_alpha ? PixelMode::rgba : PixelMode::rgb;
    raster.mode_name = features.has_alpha ? "RGBA" : "RGB";
    raster.orientation = orientation_in(bytes);
    RETCLIP_CHECK(check_size(raster.width, raster.height, options));
    if (options.header_only)
        return raster;
    const int stride = raster.width * bytes_a_pixel(raster.mode);
    raster.bytes.resize(std::size_t(stride) * std::size_t(raster.height));
    const auto *out = features.has_alpha
        ? WebPDecodeRGBAInto(data, bytes.size(), raster.bytes.data(), raster.bytes.size(), stride)
        : WebPDecodeRGBInto(data, bytes.size(), raster.bytes.data(), raster.bytes.size(), stride);
    if (!out)
        return cut_short("WebP data");
    return raster;
}

} // namespace retclip
