// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/photograph.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifdef RETCLIP_HAVE_JPEG
#include <jpeglib.h>
#endif
#ifdef RETCLIP_HAVE_PNG
#include <png.h>
#endif

namespace retclip {
namespace {

tl::unexpected<Error> not_written(ErrorCode code, const char *cause)
{
    return failure(code, message(QT_TRANSLATE_NOOP("Message", "A picture could not be encoded.")),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                   message(QT_TRANSLATE_NOOP("Message", "Try another format.")), cause);
}

bool usable(const RgbImage &image)
{
    return image.width > 0 && image.height > 0
        && image.pixels.size() == std::size_t(image.width) * std::size_t(image.height) * 3;
}

#ifdef RETCLIP_HAVE_JPEG
struct JpegFailure
{
    jpeg_error_mgr manager;
    std::jmp_buf jump;
};

[[noreturn]] void fail(j_common_ptr info)
{
    std::longjmp(reinterpret_cast<JpegFailure *>(info->err)->jump, 1);
}

/// Fills `out` (to be freed by the caller, also after a failure).
bool compress(const RgbImage &image, int quality, unsigned char *&out, unsigned long &length)
{
    jpeg_compress_struct info;
    std::memset(&info, 0, sizeof(info));
    JpegFailure failure;
    info.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = fail;
    if (setjmp(failure.jump)) {
        jpeg_destroy_compress(&info);
        return false;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &out, &length);
    info.image_width = JDIMENSION(image.width);
    info.image_height = JDIMENSION(image.height);
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, std::clamp(quality, 1, 100), TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        auto *row = const_cast<JSAMPROW>(
            image.pixels.data() + std::size_t(info.next_scanline) * std::size_t(image.width) * 3);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    return true;
}
#endif

} // namespace

Result<std::vector<std::byte>> encode_jpeg(const RgbImage &image, int quality)
{
    if (!usable(image))
        return not_written(ErrorCode::invalid_argument, "an empty picture");
#ifdef RETCLIP_HAVE_JPEG
    unsigned char *out = nullptr;
    unsigned long length = 0;
    const bool ok = compress(image, quality, out, length);
    std::vector<std::byte> bytes;
    if (ok) {
        const auto *begin = reinterpret_cast<const std::byte *>(out);
        bytes.assign(begin, begin + length);
    }
    std::free(out);
    if (!ok)
        return not_written(ErrorCode::internal, "libjpeg");
    return bytes;
#else
    return not_written(ErrorCode::unavailable, "built without libjpeg");
#endif
}

Result<std::vector<std::byte>> encode_png(const RgbImage &image)
{
    if (!usable(image))
        return not_written(ErrorCode::invalid_argument, "an empty picture");
#ifdef RETCLIP_HAVE_PNG
    png_image info;
    std::memset(&info, 0, sizeof(info));
    info.version = PNG_IMAGE_VERSION;
    info.width = png_uint_32(image.width);
    info.height = png_uint_32(image.height);
    info.format = PNG_FORMAT_RGB;
    png_alloc_size_t length = 0;
    if (!png_image_write_to_memory(&info, nullptr, &length, 0, image.pixels.data(), 0, nullptr))
        return not_written(ErrorCode::internal, info.message);
    std::vector<std::byte> bytes(length);
    if (!png_image_write_to_memory(&info, bytes.data(), &length, 0, image.pixels.data(), 0,
                                   nullptr))
        return not_written(ErrorCode::internal, info.message);
    bytes.resize(length);
    return bytes;
#else
    return not_written(ErrorCode::unavailable, "built without libpng");
#endif
}

} // namespace retclip
