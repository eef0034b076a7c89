// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/wide_photograph.h"

#include "core/base/files.h"
#include "core/imaging/raster.h"

#include <algorithm>
#include <cmath>

namespace retclip {

Result<std::optional<WideImage>> read_wide_photograph(const std::filesystem::path &file,
                                                      const PhotographOptions &options)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    DecodeOptions decode;
    decode.maximum_pixels = options.maximum_pixels;
    decode.header_only = true;
    RETCLIP_TRY(const Raster header, decode_raster(mapped.bytes(), decode));
    if (header.mode != PixelMode::grey_wide)
        return std::optional<WideImage>();
    decode.header_only = false;
    RETCLIP_TRY(Raster raster, decode_raster(mapped.bytes(), decode));
    if (options.apply_exif_orientation)
        raster = upright(std::move(raster));
    if (raster.mode != PixelMode::grey_wide)
        return std::optional<WideImage>();
    WideImage image;
    image.width = raster.width;
    image.height = raster.height;
    image.maximum = std::clamp(raster.wide_maximum, 1, 65535);
    image.values.resize(raster.wide.size());
    for (std::size_t i = 0; i < image.values.size(); ++i)
        image.values[i] = std::uint16_t(std::clamp(raster.wide[i], 0, image.maximum));
    return std::optional(std::move(image));
}

DisplayWindow whole_window(const WideImage &image)
{
    return {image.maximum / 2.0, double(image.maximum)};
}

DisplayWindow fitting_window(const WideImage &image)
{
    if (image.empty())
        return {};
    std::vector<std::size_t> histogram(std::size_t(image.maximum) + 1);
    for (const std::uint16_t value : image.values)
        ++histogram[value];
    // The surround is black or nearly so; its values say nothing of the retina.
    const std::size_t surround = std::size_t(image.maximum) / 500;
    std::size_t count = 0;
    for (std::size_t value = surround + 1; value < histogram.size(); ++value)
        count += histogram[value];
    if (count == 0)
        return whole_window(image);
    const std::size_t aside = count / 200;
    std::size_t low = surround + 1, high = histogram.size() - 1;
    for (std::size_t seen = 0; low < high && seen + histogram[low] <= aside; ++low)
        seen += histogram[low];
    for (std::size_t seen = 0; high > low && seen + histogram[high] <= aside; --high)
        seen += histogram[high];
    return sound_window({double(low + high) / 2, double(high - low)}, image.maximum);
}

DisplayWindow sound_window(DisplayWindow window, int maximum)
{
    window.level = std::clamp(window.level, 0.0, double(maximum));
    window.width = std::clamp(window.width, 1.0, 2.0 * maximum);
    return window;
}

std::vector<std::uint8_t> window_lookup(const DisplayWindow &window, int maximum)
{
    const double black = window.level - window.width / 2;
    std::vector<std::uint8_t> table(std::size_t(maximum) + 1);
    for (std::size_t value = 0; value < table.size(); ++value)
        table[value] = std::uint8_t(
            std::lround(std::clamp((double(value) - black) / window.width, 0.0, 1.0) * 255));
    return table;
}

RgbImage windowed(const WideImage &image, const DisplayWindow &window)
{
    const std::vector<std::uint8_t> table = window_lookup(window, image.maximum);
    RgbImage out;
    out.width = image.width;
    out.height = image.height;
    out.pixels.resize(image.values.size() * 3);
    for (std::size_t i = 0; i < image.values.size(); ++i)
        out.pixels[3 * i] = out.pixels[3 * i + 1] = out.pixels[3 * i + 2] = table[image.values[i]];
    return out;
}

WideImage halved(const WideImage &image)
{
    WideImage half;
    half.maximum = image.maximum;
    half.width = std::max(1, image.width / 2);
    half.height = std::max(1, image.height / 2);
    half.values.resize(std::size_t(half.width) * std::size_t(half.height));
    for (int y = 0; y < half.height; ++y) {
        const int y0 = std::min(2 * y, image.height - 1), y1 = std::min(2 * y + 1, image.height - 1);
        for (int x = 0; x < half.width; ++x) {
            const int x0 = std::min(2 * x, image.width - 1), x1 = std::min(2 * x + 1, image.width - 1);
            const auto at = [&](int px, int py) {
                return int(image.values[std::size_t(py) * std::size_t(image.width) + std::size_t(px)]);
            };
            half.values[std::size_t(y) * std::size_t(half.width) + std::size_t(x)] =
                std::uint16_t((at(x0, y0) + at(x1, y0) + at(x0, y1) + at(x1, y1) + 2) / 4);
        }
    }
    return half;
}

} // namespace retclip
