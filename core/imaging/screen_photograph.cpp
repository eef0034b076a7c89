// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/screen_photograph.h"

#include "core/base/files.h"

#include <algorithm>
#include <utility>

namespace retclip {
namespace {

/// reduced() in the file's own three channels; other modes become RGB first.
Raster reduced_raster(Raster raster, int longer_side_px)
{
    const int longer = std::max(raster.width, raster.height);
    if (longer_side_px < 1 || longer <= longer_side_px || raster.mode != PixelMode::rgb)
        return raster;
    RgbImage small = reduced(RgbImage{raster.width, raster.height, std::move(raster.bytes)}, longer_side_px);
    raster.width = small.width;
    raster.height = small.height;
    raster.bytes = std::move(small.pixels);
    return raster;
}

} // namespace

Result<ScreenPhotograph> decode_for_screen(std::span<const std::byte> bytes, const PhotographOptions &options,
                                           int longer_side_px)
{
    DecodeOptions decode;
    decode.maximum_pixels = options.maximum_pixels;
    decode.at_least_px = options.at_least_px;
    RETCLIP_TRY(Raster raster, decode_raster(bytes, decode));
    if (options.apply_exif_orientation)
        raster = upright(std::move(raster));
    const std::string profile = embedded_profile(bytes);
    const ColourProfile colours = examine_profile(profile, raster.mode);
    RgbImage image = to_srgb(reduced_raster(std::move(raster), longer_side_px), profile);
    if (longer_side_px > 0)
        image = reduced(image, longer_side_px);
    return ScreenPhotograph{std::move(image), colours};
}

Result<ScreenPhotograph> read_for_screen(const std::filesystem::path &file, const PhotographOptions &options,
                                         int longer_side_px)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    Result<ScreenPhotograph> shown = decode_for_screen(mapped.bytes(), options, longer_side_px);
    if (!shown && !shown.error().what_happened.arguments.empty())
        shown.error().what_happened.arguments.front() = utf8_from_path(file);
    return shown;
}

Result<ColourProfile> inspect_colours(const std::filesystem::path &file)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    const std::string profile = embedded_profile(mapped.bytes());
    if (profile.empty())
        return ColourProfile{};
    DecodeOptions options;
    options.header_only = true;
    options.maximum_pixels = std::int64_t(1) << 40;
    Result<Raster> header = decode_raster(mapped.bytes(), options);
    if (!header) {
        if (!header.error().what_happened.arguments.empty())
            header.error().what_happened.arguments.front() = utf8_from_path(file);
        return failure(std::move(header.error()));
    }
    return examine_profile(profile, header->mode);
}

} // namespace retclip
