// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/retina_grid.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace retclip {
namespace {

constexpr double rim_share = 0.95; ///< Of the radius; beyond, the edge of the disc is seen, not retina.

/// Widths of three boxes that together have this variance.
std::array<int, 3> box_radii(double sigma)
{
    const double ideal = std::sqrt(4 * sigma * sigma + 1);
    int lower = int(ideal);
    lower -= lower % 2 == 0;
    const double count = (12 * sigma * sigma - 3.0 * lower * lower - 12.0 * lower - 9) / (-4.0 * lower - 4);
    std::array<int, 3> radii{};
    for (int i = 0; i < 3; ++i)
        radii[std::size_t(i)] = ((i < std::lround(count) ? lower : lower + 2) - 1) / 2;
    return radii;
}

/// One box filter along lines of `count` values, `step` apart.
void box_line(const float *from, float *to, int count, int step, int radius)
{
    double sum = 0;
    for (int i = 0; i < std::min(radius, count); ++i)
        sum += double(from[i * step]);
    const double share = 1.0 / (2 * radius + 1);
    for (int i = 0; i < count; ++i) {
        if (i + radius < count)
            sum += double(from[(i + radius) * step]);
        if (i - radius - 1 >= 0)
            sum -= double(from[(i - radius - 1) * step]);
        to[i * step] = float(sum * share);
    }
}

float sample(const RgbImage &image, double x, double y, int channel)
{
    const int x0 = int(std::floor(x)), y0 = int(std::floor(y));
    const double fx = x - x0, fy = y - y0;
    double sum = 0;
    for (int dy = 0; dy < 2; ++dy) {
        for (int dx = 0; dx < 2; ++dx) {
            const int px = x0 + dx, py = y0 + dy;
            if (px < 0 || py < 0 || px >= image.width || py >= image.height)
                continue;
            const std::size_t at = (std::size_t(py) * std::size_t(image.width) + std::size_t(px)) * 3;
            sum += (dx ? fx : 1 - fx) * (dy ? fy : 1 - fy)
                * double(image.pixels[at + std::size_t(channel)]);
        }
    }
    return float(sum / 255);
}

} // namespace

RetinaGrid retina_grid(const RgbImage &image, int side)
{
    RetinaGrid grid;
    grid.red = grid.green = grid.inside = Plane(side);
    if (image.empty())
        return grid;
    const std::optional<RetinaCircle> found = find_retina(image);
    grid.found = found.has_value();
    grid.circle = found ? *found
                        : RetinaCircle{(image.width - 1) / 2.0, (image.height - 1) / 2.0,
                                       std::max(image.width, image.height) / 2.0, 1};
    // Reduced first, so that a point stands for all the pixels around it.
    const double shrink = side / (2 * grid.circle.radius);
    const int longer = std::max(image.width, image.height);
    const RgbImage near = shrink < 1 ? reduced(image, std::max(16, int(std::lround(longer * shrink)))) : image;
    const double factor = double(std::max(near.width, near.height)) / longer;
    const double middle = (side - 1) / 2.0;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double px = (grid.photograph_x(x) + 0.5) * factor - 0.5;
            const double py = (grid.photograph_y(y) + 0.5) * factor - 0.5;
            grid.red.at(x, y) = sample(near, px, py, 0);
            grid.green.at(x, y) = sample(near, px, py, 1);
            const bool on_picture = px >= 0 && py >= 0 && px <= near.width - 1 && py <= near.height - 1;
            const bool lit = grid.red.at(x, y) > 0.06f || grid.green.at(x, y) > 0.06f;
            grid.inside.at(x, y) = on_picture && lit
                && std::hypot(x - middle, y - middle) < rim_share * side / 2;
        }
    }
    return grid;
}

Plane smoothed(const Plane &plane, double sigma)
{
    Plane a = plane, b(plane.side);
    for (const int radius : box_radii(sigma)) {
        for (int y = 0; y < plane.side; ++y)
            box_line(&a.at(0, y), &b.at(0, y), plane.side, 1, radius);
        for (int x = 0; x < plane.side; ++x)
            box_line(&b.at(x, 0), &a.at(x, 0), plane.side, plane.side, radius);
    }
    return a;
}

Plane smoothed_inside(const Plane &plane, const Plane &inside, double sigma)
{
    Plane masked(plane.side);
    for (std::size_t i = 0; i < masked.values.size(); ++i)
        masked.values[i] = plane.values[i] * inside.values[i];
    const Plane sum = smoothed(masked, sigma), weight = smoothed(inside, sigma);
    for (std::size_t i = 0; i < masked.values.size(); ++i)
        masked.values[i] = inside.values[i] > 0 && weight.values[i] > 1e-4f ? sum.values[i] / weight.values[i] : 0;
    return masked;
}

Plane evened(const Plane &plane, const Plane &inside, double sigma)
{
    const Plane mean = smoothed_inside(plane, inside, sigma);
    Plane difference(plane.side), square(plane.side);
    for (std::size_t i = 0; i < plane.values.size(); ++i) {
        difference.values[i] = (plane.values[i] - mean.values[i]) * inside.values[i];
        square.values[i] = difference.values[i] * difference.values[i];
    }
    const Plane variance = smoothed_inside(square, inside, sigma);
    for (std::size_t i = 0; i < plane.values.size(); ++i)
        difference.values[i] /= std::sqrt(variance.values[i]) + 0.01f;
    return difference;
}

double clarity(const RetinaGrid &grid)
{
    const Plane fine = smoothed_inside(grid.green, grid.inside, 0.006 * grid.side());
    const Plane ground = smoothed_inside(grid.green, grid.inside, 0.04 * grid.side());
    double squares = 0, light = 0, count = 0;
    for (std::size_t i = 0; i < fine.values.size(); ++i) {
        if (grid.inside.values[i] <= 0)
            continue;
        const double difference = double(fine.values[i]) - double(ground.values[i]);
        squares += difference * difference;
        light += double(ground.values[i]);
        ++count;
    }
    return count == 0 || light / count < 1e-3 ? 0 : std::sqrt(squares / count) / (light / count);
}

} // namespace retclip
