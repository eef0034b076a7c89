// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/retina.h"

#include <vector>

namespace retclip {

/// A square field of numbers, row by row.
struct Plane
{
    int side = 0;
    std::vector<float> values;

    Plane() = default;
    explicit Plane(int side_px, float value = 0)
        : side(side_px), values(std::size_t(side_px) * std::size_t(side_px), value)
    {
    }
    [[nodiscard]] float &at(int x, int y) { return values[std::size_t(y) * std::size_t(side) + std::size_t(x)]; }
    [[nodiscard]] float at(int x, int y) const
    {
        return values[std::size_t(y) * std::size_t(side) + std::size_t(x)];
    }
};

/// The retina at one size whatever the camera: its disc fills a square of `side` pixels. Where no
/// disc is found the whole picture counts as its middle (cropped within the disc).
struct RetinaGrid
{
    RetinaCircle circle; ///< In pixels of the photograph.
    bool found = false;  ///< Whether that disc was seen or is assumed.
    Plane red, green;    ///< 0..1
    Plane inside;        ///< 1 within the lit disc but for its outermost rim, else 0.

    [[nodiscard]] int side() const { return green.side; }
    /// Pixels of the photograph that one of the grid spans.
    [[nodiscard]] double scale() const { return 2 * circle.radius / side(); }
    [[nodiscard]] double photograph_x(double x) const { return circle.x + (x + 0.5 - side() / 2.0) * scale(); }
    [[nodiscard]] double photograph_y(double y) const { return circle.y + (y + 0.5 - side() / 2.0) * scale(); }
};
/// Threads: any. An empty image gives planes of zeros.
[[nodiscard]] RetinaGrid retina_grid(const RgbImage &image, int side);

/// Very nearly a Gaussian (three box filters); `sigma` in pixels. Beyond the edge lies 0.
[[nodiscard]] Plane smoothed(const Plane &plane, double sigma);
/// The mean around each pixel of what lies inside, weighted by a Gaussian; 0 outside.
[[nodiscard]] Plane smoothed_inside(const Plane &plane, const Plane &inside, double sigma);
/// How many local standard deviations a pixel is above its surroundings; 0 outside.
[[nodiscard]] Plane evened(const Plane &plane, const Plane &inside, double sigma);

/// How far vessels and margins stand out of the retina, by how bright it is: 0 nothing does; clear
/// media reach 0.04 to 0.12.
[[nodiscard]] double clarity(const RetinaGrid &grid);

} // namespace retclip
