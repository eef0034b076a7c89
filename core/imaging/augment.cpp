// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/augment.h"

#include "core/imaging/tensor.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace retclip {
namespace {

constexpr int attempts = 10;
constexpr double crop_aspect_low = 3.0 / 4.0, crop_aspect_high = 4.0 / 3.0;
constexpr double erase_area_low = 0.02, erase_area_high = 1.0 / 3.0;
constexpr double erase_aspect_low = 0.3, erase_aspect_high = 1.0 / 0.3;

std::uint64_t mixed(std::uint64_t z) // SplitMix64
{
    z += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/// Numbers by their place: each draw has a number of its own, whatever was drawn before it.
class Draws
{
public:
    Draws(const AugmentKey &key, bool eyes_together)
    {
        m_base = mixed(std::uint64_t(key.seed));
        m_base = mixed(m_base ^ std::uint64_t(key.epoch));
        m_base = mixed(m_base ^ std::uint64_t(key.item));
        m_base = mixed(m_base ^ (eyes_together ? 0u : key.eye == Laterality::right ? 1u : 2u));
    }
    /// In [0, 1).
    [[nodiscard]] double at(std::uint64_t place) const
    {
        return double(mixed(m_base + place * 0xD1342543DE82EF95u) >> 11) * 0x1.0p-53;
    }
    [[nodiscard]] double between(std::uint64_t place, double low, double high) const
    {
        return low + at(place) * (high - low);
    }
    /// 0 to most, both included.
    [[nodiscard]] int whole(std::uint64_t place, int most) const
    {
        return std::min(int(at(place) * (most + 1)), most);
    }

private:
    std::uint64_t m_base = 0;
};

// Where each draw stands.
constexpr std::uint64_t crop_at = 0, flip_at = 100, jitter_at = 110, order_at = 120, erase_at = 200;

int rounded(double value)
{
    return int(std::nearbyint(value));
}

PixelBox drawn_crop(const Draws &draws, const AugmentOptions &options, int width, int height)
{
    const double area = double(width) * height;
    for (std::uint64_t attempt = 0; attempt < attempts; ++attempt) {
        const std::uint64_t at = crop_at + 4 * attempt;
        const double wanted = draws.between(at, options.crop_minimum, 1.0) * area;
        const double aspect =
            std::exp(draws.between(at + 1, std::log(crop_aspect_low), std::log(crop_aspect_high)));
        const int w = rounded(std::sqrt(wanted * aspect)), h = rounded(std::sqrt(wanted / aspect));
        if (w >= 1 && h >= 1 && w <= width && h <= height)
            return {draws.whole(at + 2, height - h), draws.whole(at + 3, width - w), h, w};
    }
    int w = width, h = height;
    const double aspect = double(width) / height;
    if (aspect < crop_aspect_low)
        h = rounded(width / crop_aspect_low);
    else if (aspect > crop_aspect_high)
        w = rounded(height * crop_aspect_high);
    w = std::clamp(w, 1, width);
    h = std::clamp(h, 1, height);
    return {(height - h) / 2, (width - w) / 2, h, w};
}

std::optional<PixelBox> drawn_erasure(const Draws &draws, const AugmentOptions &options)
{
    if (draws.at(erase_at) >= options.erasing_probability)
        return std::nullopt;
    const int side = options.size;
    for (std::uint64_t attempt = 0; attempt < attempts; ++attempt) {
        const std::uint64_t at = erase_at + 1 + 4 * attempt;
        const double wanted =
            draws.between(at, erase_area_low, erase_area_high) * double(side) * side;
        const double aspect = std::exp(
            draws.between(at + 1, std::log(erase_aspect_low), std::log(erase_aspect_high)));
        const int h = rounded(std::sqrt(wanted * aspect)), w = rounded(std::sqrt(wanted / aspect));
        if (w < side && h < side)
            return PixelBox{draws.whole(at + 2, side - h), draws.whole(at + 3, side - w), h, w};
    }
    return std::nullopt;
}

} // namespace

AugmentDraw draw_augmentation(const AugmentOptions &options, const AugmentKey &key, int width,
                              int height)
{
    const Draws draws(key, options.eyes_together);
    AugmentDraw draw;
    draw.crop = drawn_crop(draws, options, width, height);
    draw.flip = draws.at(flip_at) < options.flip_probability;
    for (std::size_t i = 0; i < 3; ++i) {
        draw.factors[i] =
            draws.between(jitter_at + i, std::max(0.0, 1.0 - options.jitter), 1.0 + options.jitter);
    }
    for (std::size_t i = 2; i > 0; --i)
        std::swap(draw.order[i], draw.order[std::size_t(draws.whole(order_at + i, int(i)))]);
    draw.erased = drawn_erasure(draws, options);
    return draw;
}

std::vector<float> augmented_tensor(const Raster &raster, const AugmentOptions &options,
                                    const AugmentDraw &draw)
{
    RgbImage image =
        to_rgb(resized(cropped(raster, draw.crop), options.size, options.size, Filter::bicubic));
    if (draw.flip)
        image = mirrored_left_right(image);
    for (Jitter kind : draw.order) {
        const double factor = draw.factors[std::size_t(kind)];
        if (factor == 1.0)
            continue;
        switch (kind) {
        case Jitter::brightness: image = with_brightness(image, factor); break;
        case Jitter::contrast: image = with_contrast(image, factor); break;
        case Jitter::saturation: image = with_saturation(image, factor); break;
        }
    }
    std::vector<float> tensor = normalised_tensor(image);
    if (draw.erased)
        erase(tensor, options.size, *draw.erased);
    return tensor;
}

std::vector<float> augmented_tensor(const RgbImage &image, const AugmentOptions &options,
                                    const AugmentKey &key)
{
    Raster raster;
    raster.width = image.width;
    raster.height = image.height;
    raster.bytes = image.pixels;
    return augmented_tensor(raster, options,
                            draw_augmentation(options, key, image.width, image.height));
}

Result<std::vector<float>> augmented_tensor(std::span<const std::byte> file_bytes,
                                            const PhotographOptions &photograph,
                                            const AugmentOptions &options, const AugmentKey &key)
{
    DecodeOptions decode;
    decode.maximum_pixels = photograph.maximum_pixels;
    decode.at_least_px = photograph.at_least_px;
    RETCLIP_TRY(Raster raster, decode_raster(file_bytes, decode));
    if (photograph.apply_exif_orientation)
        raster = upright(std::move(raster));
    if (photograph.sixteen_bit == SixteenBit::scale)
        raster = scaled_to_eight_bits(std::move(raster));
    const AugmentDraw draw = draw_augmentation(options, key, raster.width, raster.height);
    return augmented_tensor(raster, options, draw);
}

} // namespace retclip
