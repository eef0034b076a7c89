// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/raster.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <openjpeg.h>

namespace retclip {
namespace {

struct Memory
{
    std::span<const std::byte> bytes;
    std::size_t position = 0;
};

OPJ_SIZE_T read_bytes(void *out, OPJ_SIZE_T count, void *user)
{
    auto *memory = static_cast<Memory *>(user);
    const std::size_t left = memory->bytes.size() - memory->position;
    if (left == 0)
        return OPJ_SIZE_T(-1);
    const std::size_t given = std::min<std::size_t>(count, left);
    std::memcpy(out, memory->bytes.data() + memory->position, given);
    memory->position += given;
    return given;
}
OPJ_OFF_T skip(OPJ_OFF_T count, void *user)
{
    auto *memory = static_cast<Memory *>(user);
    const auto left = OPJ_OFF_T(memory->bytes.size() - memory->position);
    const OPJ_OFF_T moved = std::clamp<OPJ_OFF_T>(count, 0, left);
    memory->position += std::size_t(moved);
    return moved == count ? moved : -1;
}
OPJ_BOOL seek(OPJ_OFF_T position, void *user)
{
    auto *memory = static_cast<Memory *>(user);
    if (position < 0 || std::size_t(position) > memory->bytes.size())
        return OPJ_FALSE;
    memory->position = std::size_t(position);
    return OPJ_TRUE;
}

// Stream and codec are both void pointers, so each has a deleter of its own.
struct DestroyStream
{
    void operator()(opj_stream_t *stream) const { opj_stream_destroy(stream); }
};
struct DestroyCodec
{
    void operator()(opj_codec_t *codec) const { opj_destroy_codec(codec); }
};
struct DestroyImage
{
    void operator()(opj_image_t *image) const { opj_image_destroy(image); }
};

} // namespace

Result<Raster> decode_jpeg2000(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    Memory memory{bytes};
    const std::unique_ptr<opj_stream_t, DestroyStream> stream(opj_stream_create(1 << 16, OPJ_TRUE));
    opj_stream_set_user_data(stream.get(), &memory, nullptr);
    opj_stream_set_user_data_length(stream.get(), bytes.size());
    opj_stream_set_read_function(stream.get(), read_bytes);
    opj_stream_set_skip_function(stream.get(), skip);
    opj_stream_set_seek_function(stream.get(), seek);
    const bool bare = bytes[0] == std::byte(0xFF);
    const std::unique_ptr<opj_codec_t, DestroyCodec> codec(
        opj_create_decompress(bare ? OPJ_CODEC_J2K : OPJ_CODEC_JP2));
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    if (!opj_setup_decoder(codec.get(), &parameters))
        return damaged("JPEG 2000");
    opj_image_t *raw = nullptr;
    const bool header = opj_read_header(stream.get(), codec.get(), &raw);
    const std::unique_ptr<opj_image_t, DestroyImage> image(raw);
    if (!header || !image || image->numcomps < 1)
        return damaged("JPEG 2000 header");
    Raster raster;
    raster.format = "JPEG 2000";
    const opj_image_comp_t &first = image->comps[0];
    RETCLIP_CHECK(check_size(first.w, first.h, options));
    raster.width = int(first.w);
    raster.height = int(first.h);
    const std::uint32_t count = image->numcomps;
    for (std::uint32_t c = 0; c < count; ++c) {
        const opj_image_comp_t &component = image->comps[c];
        if (component.w != first.w || component.h != first.h || component.prec < 1
            || component.prec > 16)
            return not_supported("JPEG 2000 with uneven components");
    }
    if (count == 1 && first.prec > 8) {
        raster.mode = PixelMode::grey_wide;
        raster.mode_name = "I;16";
        raster.wide_maximum = (1 << first.prec) - 1;
    } else if (count == 1) {
        raster.mode = PixelMode::grey;
        raster.mode_name = "L";
    } else if (count == 2) {
        raster.mode = PixelMode::grey_alpha;
        raster.mode_name = "LA";
    } else {
        raster.mode = count == 4 ? PixelMode::rgba : PixelMode::rgb;
        raster.mode_name = count == 4 ? "RGBA" : "RGB";
    }
    if (options.header_only)
        return raster;
    const std::size_t pixels = std::size_t(raster.width) * std::size_t(raster.height);
    if (pixels / 20000 > bytes.size())
        return cut_short("JPEG 2000 data");
    if (!opj_decode(codec.get(), stream.get(), image.get())
        || !opj_end_decompress(codec.get(), stream.get()))
        return damaged("JPEG 2000 data");
    const std::size_t channels = std::size_t(bytes_a_pixel(raster.mode));
    if (raster.mode == PixelMode::grey_wide)
        raster.wide.resize(pixels);
    else
        raster.bytes.resize(pixels * channels);
    const std::size_t used = raster.mode == PixelMode::grey_wide ? 1 : channels;
    for (std::size_t c = 0; c < used; ++c) {
        const opj_image_comp_t &component = image->comps[c];
        if (!component.data || component.w != std::uint32_t(raster.width)
            || component.h != std::uint32_t(raster.height))
            return damaged("JPEG 2000 data");
        const std::int64_t maximum = (1 << component.prec) - 1;
        for (std::size_t i = 0; i < pixels; ++i) {
            // Signed samples are moved into 0 …, as Pillow does.
            const std::int64_t moved = component.data[i]
                + (component.sgnd ? std::int64_t(1) << (component.prec - 1) : 0);
            const std::int64_t value = std::clamp<std::int64_t>(moved, 0, maximum);
            if (raster.mode == PixelMode::grey_wide)
                raster.wide[i] = std::int32_t(value);
            else
                raster.bytes[i * channels + c] =
                    std::uint8_t((value * 255 + maximum / 2) / maximum);
        }
    }
    if (count == 3 && image->color_space == OPJ_CLRSPC_SYCC) {
        for (std::size_t i = 0; i < pixels; ++i) {
            std::uint8_t *p = raster.bytes.data() + 3 * i;
            const double y = p[0], cb = p[1] - 128.0, cr = p[2] - 128.0;
            p[0] = std::uint8_t(std::clamp(y + 1.402 * cr + 0.5, 0.0, 255.0));
            p[1] = std::uint8_t(std::clamp(y - 0.344136 * cb - 0.714136 * cr + 0.5, 0.0, 255.0));
            p[2] = std::uint8_t(std::clamp(y + 1.772 * cb + 0.5, 0.0, 255.0));
        }
    }
    return raster;
}

} // namespace retclip
