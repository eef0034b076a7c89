// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/augment.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace retclip {
namespace {

RgbImage like(const RgbImage &image)
{
    return {image.width, image.height, std::vector<std::uint8_t>(image.pixels.size())};
}

std::uint8_t luma(const std::uint8_t *rgb)
{
    return std::uint8_t((rgb[0] * 19595 + rgb[1] * 38470 + rgb[2] * 7471 + 0x8000) >> 16);
}

/// Pillow's blend: float arithmetic, cut towards zero.
std::uint8_t blended(int from, int to, float share)
{
    const float value = float(from) + share * float(to - from);
    if (value <= 0.0f)
        return 0;
    if (value >= 255.0f)
        return 255;
    return std::uint8_t(value);
}

/// Blends each pixel with a grey that `grey` gives for it.
template <typename Grey> RgbImage blended_with(const RgbImage &image, double factor, Grey grey)
{
    RgbImage out = like(image);
    const auto share = float(factor);
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
        const int from = grey(image.pixels.data() + i);
        for (std::size_t c = 0; c < 3; ++c)
            out.pixels[i + c] = blended(from, image.pixels[i + c], share);
    }
    return out;
}

std::uint8_t clip8(int value)
{
    return std::uint8_t(std::clamp(value, 0, 255));
}

void to_hsv(const std::uint8_t *rgb, std::uint8_t *hsv)
{
    const int r = rgb[0], g = rgb[1], b = rgb[2];
    const int high = std::max({r, g, b}), low = std::min({r, g, b});
    hsv[2] = std::uint8_t(high);
    if (high == low) {
        hsv[0] = hsv[1] = 0;
        return;
    }
    const float range = float(high - low);
    const float s = range / float(high);
    const float rc = float(high - r) / range, gc = float(high - g) / range,
                bc = float(high - b) / range;
    float h = 0;
    if (r == high)
        h = bc - gc;
    else if (g == high)
        h = float(2.0 + double(rc) - double(bc));
    else
        h = float(4.0 + double(gc) - double(rc));
    h = float(std::fmod(double(h) / 6.0 + 1.0, 1.0));
    hsv[0] = clip8(int(double(h) * 255.0));
    hsv[1] = clip8(int(double(s) * 255.0));
}

void from_hsv(const std::uint8_t *hsv, std::uint8_t *rgb)
{
    const int v = hsv[2];
    if (hsv[1] == 0) {
        rgb[0] = rgb[1] = rgb[2] = std::uint8_t(v);
        return;
    }
    const double s = hsv[1] / 255.0;
    const double h = hsv[0] * 6.0 / 255.0;
    const int sector = int(std::floor(h));
    const double f = h - sector;
    const std::uint8_t p = clip8(int(std::round(v * (1.0 - s))));
    const std::uint8_t q = clip8(int(std::round(v * (1.0 - s * f))));
    const std::uint8_t t = clip8(int(std::round(v * (1.0 - s * (1.0 - f)))));
    const auto bright = std::uint8_t(v);
    const auto set = [rgb](std::uint8_t r, std::uint8_t g, std::uint8_t b) {
        rgb[0] = r;
        rgb[1] = g;
        rgb[2] = b;
    };
    switch (sector % 6) {
    case 0: set(bright, t, p); break;
    case 1: set(q, bright, p); break;
    case 2: set(p, bright, t); break;
    case 3: set(p, q, bright); break;
    case 4: set(t, p, bright); break;
    default: set(bright, p, q); break;
    }
}

double cubic(double v1, double v2, double v3, double v4, double d)
{
    const double p2 = -v1 + v3;
    const double p3 = 2 * (v1 - v2) + v3 - v4;
    const double p4 = -v1 + v2 - v3 + v4;
    return v2 + d * (p2 + d * (p3 + d * p4));
}

/// Value of channel c at a position given from the centre of the first pixel.
double sampled(const RgbImage &image, double x, double y, int c, Filter filter)
{
    const int left = int(std::floor(x)), top = int(std::floor(y));
    const double dx = x - left, dy = y - top;
    const auto at = [&](int column, int row) -> double {
        column = std::clamp(column, 0, image.width - 1);
        row = std::clamp(row, 0, image.height - 1);
        return image.pixels[(std::size_t(row) * std::size_t(image.width) + std::size_t(column)) * 3
                            + std::size_t(c)];
    };
    if (filter == Filter::bilinear) {
        const auto across = [&](int row) {
            return at(left, row) * (1 - dx) + at(left + 1, row) * dx;
        };
        return across(top) * (1 - dy) + across(top + 1) * dy;
    }
    const auto across = [&](int row) {
        return cubic(at(left - 1, row), at(left, row), at(left + 1, row), at(left + 2, row), dx);
    };
    return cubic(across(top - 1), across(top), across(top + 1), across(top + 2), dy);
}

} // namespace

Raster cropped(const Raster &raster, const PixelBox &box)
{
    Raster out;
    out.mode = raster.mode;
    out.mode_name = raster.mode_name;
    out.format = raster.format;
    out.colours = raster.colours;
    out.wide_maximum = raster.wide_maximum;
    out.width = box.width;
    out.height = box.height;
    const auto rows = [&](const auto &in, auto &to, std::size_t size) {
        to.resize(std::size_t(box.width) * std::size_t(box.height) * size);
        for (int y = 0; y < box.height; ++y) {
            const auto from = in.begin()
                + std::ptrdiff_t((std::size_t(box.top + y) * std::size_t(raster.width)
                                  + std::size_t(box.left))
                                 * size);
            std::copy(from, from + std::ptrdiff_t(std::size_t(box.width) * size),
                      to.begin() + std::ptrdiff_t(std::size_t(y) * std::size_t(box.width) * size));
        }
    };
    if (raster.mode == PixelMode::grey_wide)
        rows(raster.wide, out.wide, 1);
    else
        rows(raster.bytes, out.bytes, std::size_t(bytes_a_pixel(raster.mode)));
    return out;
}

RgbImage mirrored_left_right(const RgbImage &image)
{
    RgbImage out = like(image);
    for (int y = 0; y < image.height; ++y) {
        const std::size_t row = std::size_t(y) * std::size_t(image.width);
        for (int x = 0; x < image.width; ++x)
            std::memcpy(out.pixels.data() + (row + std::size_t(image.width - 1 - x)) * 3,
                        image.pixels.data() + (row + std::size_t(x)) * 3, 3);
    }
    return out;
}

RgbImage mirrored_top_bottom(const RgbImage &image)
{
    RgbImage out = like(image);
    const std::size_t stride = std::size_t(image.width) * 3;
    for (int y = 0; y < image.height; ++y)
        std::memcpy(out.pixels.data() + std::size_t(image.height - 1 - y) * stride,
                    image.pixels.data() + std::size_t(y) * stride, stride);
    return out;
}

RgbImage greyed(const RgbImage &image)
{
    RgbImage out = like(image);
    for (std::size_t i = 0; i < image.pixels.size(); i += 3)
        out.pixels[i] = out.pixels[i + 1] = out.pixels[i + 2] = luma(image.pixels.data() + i);
    return out;
}

RgbImage with_brightness(const RgbImage &image, double factor)
{
    return blended_with(image, factor, [](const std::uint8_t *) { return 0; });
}

RgbImage with_contrast(const RgbImage &image, double factor)
{
    double sum = 0;
    for (std::size_t i = 0; i < image.pixels.size(); i += 3)
        sum += luma(image.pixels.data() + i);
    const double count = double(image.pixels.size() / 3);
    const int mean = count > 0 ? int(sum / count + 0.5) : 0;
    return blended_with(image, factor, [mean](const std::uint8_t *) { return mean; });
}

RgbImage with_saturation(const RgbImage &image, double factor)
{
    return blended_with(image, factor, [](const std::uint8_t *rgb) { return int(luma(rgb)); });
}

RgbImage with_hue(const RgbImage &image, double shift)
{
    RgbImage out = like(image);
    const auto turn = std::uint8_t(int(shift * 255.0));
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
        std::uint8_t hsv[3];
        to_hsv(image.pixels.data() + i, hsv);
        hsv[0] = std::uint8_t(hsv[0] + turn);
        from_hsv(hsv, out.pixels.data() + i);
    }
    return out;
}

RgbImage rotated(const RgbImage &image, double degrees, Filter filter)
{
    const double radians = -std::fmod(degrees, 360.0) * 3.14159265358979323846 / 180.0;
    // Rounded to 15 digits, so that a quarter turn is one.
    const auto rounded = [](double value) { return std::round(value * 1e15) / 1e15; };
    const double a = rounded(std::cos(radians)), b = rounded(std::sin(radians));
    const double cx = image.width / 2.0, cy = image.height / 2.0;
    const double x0 = -a * cx - b * cy + cx, y0 = b * cx - a * cy + cy;
    RgbImage out = like(image);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const double sx = a * (x + 0.5) + b * (y + 0.5) + x0;
            const double sy = -b * (x + 0.5) + a * (y + 0.5) + y0;
            if (sx < 0 || sx >= image.width || sy < 0 || sy >= image.height)
                continue;
            std::uint8_t *to = out.pixels.data()
                + (std::size_t(y) * std::size_t(image.width) + std::size_t(x)) * 3;
            for (int c = 0; c < 3; ++c)
                to[c] = std::uint8_t(
                    std::clamp(sampled(image, sx - 0.5, sy - 0.5, c, filter), 0.0, 255.0));
        }
    }
    return out;
}

RgbImage blurred(const RgbImage &image, int kernel, double sigma)
{
    const int half = kernel / 2;
    std::vector<double> weights(std::size_t(2 * half + 1));
    double sum = 0;
    for (int i = -half; i <= half; ++i)
        sum += weights[std::size_t(i + half)] = std::exp(-0.5 * (i / sigma) * (i / sigma));
    for (double &weight : weights)
        weight /= sum;
    const auto reflected = [](int i, int size) {
        if (size == 1)
            return 0;
        const int period = 2 * (size - 1);
        i = ((i % period) + period) % period;
        return i < size ? i : period - i;
    };
    std::vector<double> between(image.pixels.size());
    const auto index = [&](int x, int y) {
        return (std::size_t(y) * std::size_t(image.width) + std::size_t(x)) * 3;
    };
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            for (int i = -half; i <= half; ++i) {
                const std::size_t from = index(reflected(x + i, image.width), y);
                for (std::size_t c = 0; c < 3; ++c)
                    between[index(x, y) + c] +=
                        weights[std::size_t(i + half)] * image.pixels[from + c];
            }
        }
    }
    RgbImage out = like(image);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            double values[3] = {};
            for (int i = -half; i <= half; ++i) {
                const std::size_t from = index(x, reflected(y + i, image.height));
                for (std::size_t c = 0; c < 3; ++c)
                    values[c] += weights[std::size_t(i + half)] * between[from + c];
            }
            for (std::size_t c = 0; c < 3; ++c)
                out.pixels[index(x, y) + c] = clip8(int(std::nearbyint(values[c])));
        }
    }
    return out;
}

void erase(std::vector<float> &tensor, int side, const PixelBox &box)
{
    const std::size_t plane = std::size_t(side) * std::size_t(side);
    for (std::size_t c = 0; c < 3; ++c) {
        for (int y = box.top; y < box.top + box.height; ++y) {
            float *row = tensor.data() + c * plane + std::size_t(y) * std::size_t(side);
            std::fill(row + box.left, row + box.left + box.width, 0.0f);
        }
    }
}

} // namespace retclip
