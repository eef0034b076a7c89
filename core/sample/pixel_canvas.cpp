// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/pixel_canvas.h"

#include "core/sample/sample_random.h"

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

double latticeValue(std::int64_t x, std::int64_t y, std::uint64_t seed)
{
    const std::uint64_t h = SampleRandom::mixed(seed + std::uint64_t(x) * 0x8DA6B343ull
                                                + std::uint64_t(y) * 0xD8163841ull);
    return double(h >> 40) * 0x1p-24;
}

} // namespace

double smoothNoise(double x, double y, std::uint64_t seed)
{
    const double fx = std::floor(x);
    const double fy = std::floor(y);
    const auto ix = std::int64_t(fx);
    const auto iy = std::int64_t(fy);
    double u = x - fx;
    double v = y - fy;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    const double top = latticeValue(ix, iy, seed) * (1 - u) + latticeValue(ix + 1, iy, seed) * u;
    const double bottom =
        latticeValue(ix, iy + 1, seed) * (1 - u) + latticeValue(ix + 1, iy + 1, seed) * u;
    return top * (1 - v) + bottom * v;
}

double layeredNoise(double x, double y, int octaves, std::uint64_t seed)
{
    double sum = 0;
    double weight = 0;
    double amplitude = 1;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += amplitude * smoothNoise(x, y, seed + std::uint64_t(octave) * 977);
        weight += amplitude;
        amplitude *= 0.5;
        x *= 2.03;
        y *= 2.03;
    }
    return sum / weight;
}

double smoothStep(double low, double high, double value)
{
    const double t = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

PixelCanvas::PixelCanvas(int size_px, Laterality eye)
    : m_size(size_px), m_eye(eye), m_pixels(std::size_t(size_px) * std::size_t(size_px))
{
}

FieldPoint PixelCanvas::point(int column, int row) const
{
    const double x = (column + 0.5) / m_size * 2 - 1;
    return {m_eye == Laterality::right ? x : -x, (row + 0.5) / m_size * 2 - 1};
}

double PixelCanvas::root(double value)
{
    return std::sqrt(value);
}

void PixelCanvas::blur(double radius)
{
    const int reach = int(radius / pixelWidth() + 0.5);
    if (reach < 1)
        return;
    std::vector<Colour> line(static_cast<std::size_t>(m_size));
    const auto smooth = [&](auto pixel) {
        for (int i = 0; i < m_size; ++i)
            line[std::size_t(i)] = pixel(i);
        for (int channel = 0; channel < 3; ++channel) {
            const auto clamped = [&](int i) {
                return line[std::size_t(std::clamp(i, 0, m_size - 1))][std::size_t(channel)];
            };
            double sum = 0;
            for (int i = -reach; i <= reach; ++i)
                sum += clamped(i);
            for (int i = 0; i < m_size; ++i) {
                pixel(i)[std::size_t(channel)] = sum / (2 * reach + 1);
                sum += clamped(i + reach + 1) - clamped(i - reach);
            }
        }
    };
    for (int pass = 0; pass < 2; ++pass) {
        for (int row = 0; row < m_size; ++row)
            smooth([&](int i) -> Colour & { return at(i, row); });
        for (int column = 0; column < m_size; ++column)
            smooth([&](int i) -> Colour & { return at(column, i); });
    }
}

RgbImage PixelCanvas::toImage() const
{
    RgbImage image;
    image.width = m_size;
    image.height = m_size;
    image.pixels.reserve(m_pixels.size() * 3);
    for (const Colour &colour : m_pixels)
        for (const double value : colour)
            // To 1/4096 first: a last-bit difference between compilers cannot tip a level.
            image.pixels.push_back(std::uint8_t(std::clamp(
                std::floor(std::floor(value * 4096 + 0.5) / 4096 * 255 + 0.5), 0.0, 255.0)));
    return image;
}

void stampWatermark(RgbImage &image)
{
    // 5 x 7 dots a letter, a row a byte, highest of five bits leftmost.
    static constexpr std::array<std::array<std::uint8_t, 7>, 9> letters{{
        {0x0F, 0x10, 0x10, 0x0E, 0x01, 0x01, 0x1E}, // S
        {0x11, 0x11, 0x0A, 0x04, 0x04, 0x04, 0x04}, // Y
        {0x11, 0x19, 0x15, 0x13, 0x11, 0x11, 0x11}, // N
        {0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04}, // T
        {0x11, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11}, // H
        {0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F}, // E
        {0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04}, // T
        {0x0E, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0E}, // I
        {0x0E, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0E}, // C
    }};
    const int scale = std::max(1, image.width / 256);
    const int width = 9 * 6 * scale - scale;
    const int left = (image.width - width) / 2;
    const int top = image.height - 9 * scale - image.height / 40;
    if (left < 0 || top < 0)
        return;
    for (std::size_t letter = 0; letter < letters.size(); ++letter)
        for (int row = 0; row < 7 * scale; ++row)
            for (int column = 0; column < 5 * scale; ++column) {
                if (!(letters[letter][std::size_t(row / scale)] >> (4 - column / scale) & 1))
                    continue;
                const int x = left + int(letter) * 6 * scale + column;
                const std::size_t start =
                    (std::size_t(top + row) * std::size_t(image.width) + std::size_t(x)) * 3;
                for (std::size_t channel = 0; channel < 3; ++channel) {
                    auto &value = image.pixels[start + channel];
                    value = std::uint8_t((int(value) * 2 + 235 * 3) / 5);
                }
            }
}

} // namespace retclip
