// SPDX-License-Identifier: GPL-3.0-or-later
// What is built where a format's own library is absent (a bare GPU server): JPEG and PNG by
// stb_image where that is there, the others refused in words.
#include "core/imaging/dicom.h"
#include "core/imaging/dicom_deidentify.h"
#include "core/imaging/raster.h"

#include <memory>

#ifdef RETCLIP_HAVE_STB
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wunused-function"
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_NO_STDIO
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#include <stb_image.h>
#pragma GCC diagnostic pop
#endif

namespace retclip {
namespace {

[[maybe_unused]] Result<Raster> without_library(std::span<const std::byte> bytes,
                                                const DecodeOptions &options, const char *format)
{
#ifdef RETCLIP_HAVE_STB
    const auto *data = reinterpret_cast<const stbi_uc *>(bytes.data());
    int width = 0, height = 0, channels = 0;
    if (bytes.size() > 0x7FFFFFFF
        || !stbi_info_from_memory(data, int(bytes.size()), &width, &height, &channels))
        return damaged(format);
    RETCLIP_CHECK(check_size(width, height, options));
    Raster raster;
    raster.format = format;
    raster.width = width;
    raster.height = height;
    raster.mode = channels == 1 ? PixelMode::grey
        : channels == 2         ? PixelMode::grey_alpha
        : channels == 4         ? PixelMode::rgba
                                : PixelMode::rgb;
    raster.mode_name = channels == 1 ? "L" : channels == 2 ? "LA" : channels == 4 ? "RGBA" : "RGB";
    if (options.header_only)
        return raster;
    const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> pixels(
        stbi_load_from_memory(data, int(bytes.size()), &width, &height, &channels, channels),
        &stbi_image_free);
    if (!pixels)
        return cut_short(stbi_failure_reason() ? stbi_failure_reason() : format);
    raster.bytes.assign(pixels.get(),
                        pixels.get()
                            + std::size_t(width) * std::size_t(height) * std::size_t(channels));
    return raster;
#else
    return not_supported(std::string(format) + " (built without its library)");
#endif
}

} // namespace

#ifndef RETCLIP_HAVE_JPEG
Result<Raster> decode_jpeg(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    return without_library(bytes, options, "JPEG");
}
#endif
#ifndef RETCLIP_HAVE_PNG
Result<Raster> decode_png(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    return without_library(bytes, options, "PNG");
}
#endif
#ifndef RETCLIP_HAVE_TIFF
Result<Raster> decode_tiff(std::span<const std::byte>, const DecodeOptions &)
{
    return not_supported("TIFF (built without its library)");
}
#endif
#ifndef RETCLIP_HAVE_WEBP
Result<Raster> decode_webp(std::span<const std::byte>, const DecodeOptions &)
{
    return not_supported("WebP (built without its library)");
}
#endif
#ifndef RETCLIP_HAVE_OPENJPEG
Result<Raster> decode_jpeg2000(std::span<const std::byte>, const DecodeOptions &)
{
    return not_supported("JPEG 2000 (built without its library)");
}
#endif

#ifndef RETCLIP_HAVE_DCMTK
bool looks_like_dicom(std::span<const std::byte>)
{
    return false;
}
bool looks_like_dicom(const std::filesystem::path &)
{
    return false;
}
std::string dicom_colour_profile(std::span<const std::byte>)
{
    return {};
}
bool may_be_fundus_photograph(const DicomFacts &)
{
    return false;
}
Result<Raster> decode_dicom(std::span<const std::byte>, const DecodeOptions &)
{
    return not_supported("DICOM (built without its library)");
}
Result<DicomFacts> read_dicom_facts(const std::filesystem::path &)
{
    return not_supported("DICOM (built without its library)");
}
Result<DeidentifiedDicom> deidentified_dicom(std::span<const std::byte>, std::string_view)
{
    return not_supported("DICOM (built without its library)");
}
Result<DicomResidue> second_look_at_dicom(std::span<const std::byte>, std::span<const std::byte>)
{
    return not_supported("DICOM (built without its library)");
}
std::string identifying_value_in(std::string_view, const std::vector<std::string> &)
{
    return {};
}
Result<RgbImage> read_dicom_frame(const std::filesystem::path &, int, const PhotographOptions &)
{
    return not_supported("DICOM (built without its library)");
}
Result<std::vector<std::filesystem::path>> read_dicom_directory(const std::filesystem::path &)
{
    return not_supported("DICOM (built without its library)");
}
#endif

} // namespace retclip
