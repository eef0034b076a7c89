// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/photograph.h"
#include "core/sample/vessel_tree.h"

#include <array>
#include <cstdint>
#include <vector>

namespace retclip {

using Colour = std::array<double, 3>;

/// Smooth noise in 0..1 on a lattice of spacing 1; the same on every machine.
[[nodiscard]] double smoothNoise(double x, double y, std::uint64_t seed);
/// Several octaves, 0..1.
[[nodiscard]] double layeredNoise(double x, double y, int octaves, std::uint64_t seed);
/// 0 below `low`, 1 above `high`, smooth between.
[[nodiscard]] double smoothStep(double low, double high, double value);

/// A square colour picture in floating point, addressed in field coordinates (-1..1), already
/// mirrored for left eyes.
class PixelCanvas
{
public:
    PixelCanvas(int size_px, Laterality eye);

    [[nodiscard]] int size() const { return m_size; }
    [[nodiscard]] double pixelWidth() const { return 2.0 / m_size; }
    [[nodiscard]] Colour &at(int column, int row)
    {
        return m_pixels[std::size_t(row) * std::size_t(m_size) + std::size_t(column)];
    }
    /// Field coordinates of a pixel's middle, +x nasal.
    [[nodiscard]] FieldPoint point(int column, int row) const;

    /// Calls f(pixel, point, distance) for all pixels nearer than `radius` to `centre`.
    template <typename F> void around(FieldPoint centre, double radius, F &&f)
    {
        const double middle = m_eye == Laterality::right ? centre.x : -centre.x;
        const auto index = [&](double value) { return int((value + 1) / 2 * m_size); };
        const int left = std::max(0, index(middle - radius) - 1);
        const int right = std::min(m_size - 1, index(middle + radius) + 1);
        const int top = std::max(0, index(centre.y - radius) - 1);
        const int bottom = std::min(m_size - 1, index(centre.y + radius) + 1);
        for (int row = top; row <= bottom; ++row)
            for (int column = left; column <= right; ++column) {
                const FieldPoint here = point(column, row);
                const double dx = here.x - centre.x;
                const double dy = here.y - centre.y;
                const double squared = dx * dx + dy * dy;
                if (squared < radius * radius)
                    f(at(column, row), here, root(squared));
            }
    }
    template <typename F> void everywhere(F &&f)
    {
        for (int row = 0; row < m_size; ++row)
            for (int column = 0; column < m_size; ++column)
                f(at(column, row), point(column, row));
    }

    void blur(double radius); ///< In field units; three box passes.
    [[nodiscard]] RgbImage toImage() const;

private:
    static double root(double value);
    int m_size;
    Laterality m_eye;
    std::vector<Colour> m_pixels;
};

/// Writes "SYNTHETIC" in a small font across the bottom of a picture.
void stampWatermark(RgbImage &image);

} // namespace retclip
