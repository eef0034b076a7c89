// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/raster.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>

#include <jpeglib.h>

#include <jerror.h>

namespace retclip {
namespace {

/// Progressive files may announce scans without end; each costs a pass over the whole picture.
constexpr int most_scans = 500;

struct Failure
{
    jpeg_error_mgr manager; // first: libjpeg gives back a pointer to it
    jpeg_progress_mgr progress;
    std::jmp_buf jump;
    bool ended_early;
    char text[JMSG_LENGTH_MAX];
};

[[noreturn]] void fail(j_common_ptr info)
{
    auto *failure = reinterpret_cast<Failure *>(info->err);
    info->err->format_message(info, failure->text);
    std::longjmp(failure->jump, 1);
}

void note_warning(j_common_ptr info, int level)
{
    if (level >= 0)
        return;
    auto *failure = reinterpret_cast<Failure *>(info->err);
    ++info->err->num_warnings;
    if (info->err->msg_code == JWRN_JPEG_EOF)
        failure->ended_early = true;
}

void watch_scans(j_common_ptr info)
{
    auto *decoder = reinterpret_cast<j_decompress_ptr>(info);
    if (info->is_decompressor && decoder->input_scan_number > most_scans) {
        auto *failure = reinterpret_cast<Failure *>(info->err);
        std::snprintf(failure->text, sizeof(failure->text), "more than %d scans", most_scans);
        std::longjmp(failure->jump, 1);
    }
}

/// Between setjmp and longjmp no object with a destructor may be made, so all that has one lives
/// in the caller and this function only fills it.
enum class Outcome { done, failed, unsupported_colours, bad_size };

Outcome decode(std::span<const std::byte> bytes, const DecodeOptions &options, Raster &raster,
               Failure &failure, std::vector<JSAMPROW> &rows)
{
    jpeg_decompress_struct info;
    std::memset(&info, 0, sizeof(info));
    info.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = fail;
    failure.manager.emit_message = note_warning;
    if (setjmp(failure.jump)) {
        jpeg_destroy_decompress(&info);
        return Outcome::failed;
    }
    jpeg_create_decompress(&info);
    failure.progress.progress_monitor = watch_scans;
    info.progress = &failure.progress;
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char *>(bytes.data()),
                 static_cast<unsigned long>(bytes.size()));
    jpeg_save_markers(&info, JPEG_APP0 + 1, 0xFFFF);
    jpeg_read_header(&info, TRUE);
    raster.width = int(info.image_width);
    raster.height = int(info.image_height);
    for (auto *marker = info.marker_list; marker; marker = marker->next) {
        if (marker->data_length >= 6 && std::memcmp(marker->data, "Exif\0", 6) == 0) {
            raster.orientation = exif_orientation({marker->data, marker->data_length});
            break;
        }
    }
    switch (info.num_components) {
    case 1:
        raster.mode = PixelMode::grey;
        raster.mode_name = "L";
        info.out_color_space = JCS_GRAYSCALE;
        break;
    case 3:
        raster.mode = PixelMode::rgb;
        raster.mode_name = "RGB";
        info.out_color_space = JCS_RGB;
        break;
    case 4:
        raster.mode = PixelMode::cmyk;
        raster.mode_name = "CMYK";
        info.out_color_space = JCS_CMYK;
        break;
    default: jpeg_destroy_decompress(&info); return Outcome::unsupported_colours;
    }
    if (!check_size(raster.width, raster.height, options)) {
        jpeg_destroy_decompress(&info);
        return Outcome::bad_size;
    }
    if (options.header_only) {
        jpeg_destroy_decompress(&info);
        return Outcome::done;
    }
    if (options.at_least_px > 0) {
        const int shorter = std::min(raster.width, raster.height);
        unsigned eighths = 8;
        while (eighths > 1 && shorter * int(eighths / 2) / 8 >= options.at_least_px)
            eighths /= 2;
        info.scale_num = eighths;
        info.scale_denom = 8;
    }
    jpeg_start_decompress(&info);
    raster.width = int(info.output_width);
    raster.height = int(info.output_height);
    const std::size_t stride = std::size_t(info.output_width) * std::size_t(info.output_components);
    raster.bytes.resize(stride * info.output_height);
    rows.resize(info.output_height);
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = raster.bytes.data() + y * stride;
    while (info.output_scanline < info.output_height) {
        jpeg_read_scanlines(&info, rows.data() + info.output_scanline,
                            info.output_height - info.output_scanline);
    }
    jpeg_destroy_decompress(&info);
    return Outcome::done;
}

} // namespace

Result<Raster> decode_jpeg(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    Raster raster;
    raster.format = "JPEG";
    Failure failure = {};
    std::vector<JSAMPROW> rows;
    switch (decode(bytes, options, raster, failure, rows)) {
    case Outcome::done: break;
    case Outcome::unsupported_colours: return not_supported("JPEG of 2 components");
    case Outcome::bad_size: {
        auto size = check_size(raster.width, raster.height, options);
        return retclip::failure(std::move(size.error()));
    }
    case Outcome::failed:
        return failure.ended_early ? cut_short(failure.text) : damaged(failure.text);
    }
    if (failure.ended_early)
        return cut_short("JPEG data ends early");
    if (raster.mode == PixelMode::cmyk) {
        for (std::uint8_t &value : raster.bytes) // stored inverted, as Pillow reads every such file
            value = std::uint8_t(255 - value);
    }
    return raster;
}

} // namespace retclip
