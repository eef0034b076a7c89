// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/retina.h"

#include "core/imaging/retina_grid.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace retclip {
namespace {

constexpr int working_side = 256; ///< The disc is looked for at this size.
constexpr double clear_media = 0.10; ///< Clarity that photographs without any haze reach.
constexpr int detail_side = 512; ///< Detail is measured at this size, so cameras compare.

/// Pixels lit by the retina: brighter than the black surround of this very picture.
std::vector<std::uint8_t> lit(const RgbImage &image)
{
    const std::size_t count = image.pixels.size() / 3;
    std::vector<std::uint8_t> bright(count);
    std::array<std::size_t, 256> histogram{};
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t *p = image.pixels.data() + 3 * i;
        bright[i] = std::max({p[0], p[1], p[2]});
        ++histogram[bright[i]];
    }
    // The surround is a dark hump: take a fifth of the brightness that most of the picture reaches,
    // but never less than sensor noise.
    std::size_t above = 0;
    int level = 255;
    for (; level > 0 && above * 4 < count; --level)
        above += histogram[std::size_t(level)];
    const int threshold = std::clamp(level / 5, 12, 60);
    for (std::uint8_t &value : bright)
        value = value > threshold;
    return bright;
}

/// Least squares circle through points (Kasa): x² + y² + a x + b y + c = 0.
std::optional<RetinaCircle> circle_through(const std::vector<std::array<double, 2>> &points)
{
    double m[3][4] = {};
    for (const auto &[x, y] : points) {
        const double row[3] = {x, y, 1};
        const double right = -(x * x + y * y);
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j)
                m[i][j] += row[i] * row[j];
            m[i][3] += row[i] * right;
        }
    }
    for (int i = 0; i < 3; ++i) {
        int pivot = i;
        for (int r = i + 1; r < 3; ++r) {
            if (std::fabs(m[r][i]) > std::fabs(m[pivot][i]))
                pivot = r;
        }
        if (std::fabs(m[pivot][i]) < 1e-9)
            return std::nullopt;
        std::swap(m[i], m[pivot]);
        for (int r = 0; r < 3; ++r) {
            if (r == i)
                continue;
            const double factor = m[r][i] / m[i][i];
            for (int c = i; c < 4; ++c)
                m[r][c] -= factor * m[i][c];
        }
    }
    RetinaCircle circle;
    circle.x = -m[0][3] / m[0][0] / 2;
    circle.y = -m[1][3] / m[1][1] / 2;
    const double squared = circle.x * circle.x + circle.y * circle.y - m[2][3] / m[2][2];
    if (!(squared > 0))
        return std::nullopt;
    circle.radius = std::sqrt(squared);
    return circle;
}

} // namespace

std::optional<RetinaCircle> find_retina(const RgbImage &image)
{
    if (image.width < 16 || image.height < 16)
        return std::nullopt;
    const RgbImage small = reduced(image, working_side);
    const std::vector<std::uint8_t> mask = lit(small);
    const auto is_lit = [&](int x, int y) {
        return mask[std::size_t(y) * std::size_t(small.width) + std::size_t(x)] != 0;
    };
    // The first and last lit pixel of each row that do not touch the picture's edge lie on the rim.
    std::vector<std::array<double, 2>> rim;
    for (int y = 0; y < small.height; ++y) {
        int first = -1, last = -1, lit_count = 0;
        for (int x = 0; x < small.width; ++x) {
            if (is_lit(x, y)) {
                first = first < 0 ? x : first;
                last = x;
                ++lit_count;
            }
        }
        // Specks of text or dust beside the disc fill little of their row.
        if (first < 0 || lit_count * 2 < last - first + 1 || lit_count < small.width / 10)
            continue;
        if (first > 1)
            rim.push_back({first - 0.5, double(y)});
        if (last < small.width - 2)
            rim.push_back({last + 0.5, double(y)});
    }
    if (rim.size() < 24)
        return std::nullopt;
    std::optional<RetinaCircle> circle = circle_through(rim);
    for (int round = 0; circle && round < 3; ++round) {
        // Notches, text and shadows lie off the circle: fit again without the farthest.
        std::vector<std::array<double, 2>> near;
        const double allowed = std::max(2.0, circle->radius * (round == 0 ? 0.1 : 0.04));
        for (const auto &point : rim) {
            if (std::fabs(std::hypot(point[0] - circle->x, point[1] - circle->y) - circle->radius)
                < allowed)
                near.push_back(point);
        }
        if (near.size() < 16)
            return std::nullopt;
        circle = circle_through(near);
    }
    if (!circle || circle->radius < 0.2 * std::min(small.width, small.height)
        || circle->radius > 1.5 * std::max(small.width, small.height))
        return std::nullopt;
    std::size_t inside = 0;
    for (int y = 0; y < small.height; ++y) {
        for (int x = 0; x < small.width; ++x)
            inside += is_lit(x, y) && std::hypot(x - circle->x, y - circle->y) <= circle->radius;
    }
    const double area = 3.14159265358979323846 * circle->radius * circle->radius;
    circle->inside_share = std::min(1.0, double(inside) / area);
    if (circle->inside_share < 0.3)
        return std::nullopt;
    const double back =
        double(std::max(image.width, image.height)) / std::max(small.width, small.height);
    circle->x = (circle->x + 0.5) * back - 0.5;
    circle->y = (circle->y + 0.5) * back - 0.5;
    circle->radius *= back;
    return circle;
}

namespace {

/// Stray light falls in from the edge: directions in which the rim is much brighter than the retina
/// within, and pale where retina is red.
double glare_of(const RetinaGrid &grid)
{
    constexpr int directions = 36;
    const double middle = (grid.side() - 1) / 2.0, radius = grid.side() / 2.0;
    double rim[directions] = {}, rim_count[directions] = {}, rim_red[directions] = {}, within = 0, within_count = 0;
    for (int y = 0; y < grid.side(); ++y) {
        for (int x = 0; x < grid.side(); ++x) {
            if (grid.inside.at(x, y) <= 0)
                continue;
            const double away = std::hypot(x - middle, y - middle) / radius;
            const double green = double(grid.green.at(x, y));
            if (away > 0.3 && away < 0.75) {
                within += green;
                ++within_count;
            } else if (away > 0.86) {
                const int at = std::min(directions - 1, int((std::atan2(y - middle, x - middle) / 6.2831853072 + 0.5) * directions));
                rim[at] += green;
                rim_red[at] += double(grid.red.at(x, y));
                ++rim_count[at];
            }
        }
    }
    if (within_count == 0)
        return 0;
    int washed = 0, seen = 0;
    for (int i = 0; i < directions; ++i) {
        if (rim_count[i] == 0)
            continue;
        ++seen;
        washed += rim[i] / rim_count[i] > 1.6 * within / within_count && rim[i] > 0.6 * rim_red[i];
    }
    return seen > 0 ? double(washed) / seen : 0;
}

} // namespace

PhotographQuality photograph_quality(const RgbImage &image)
{
    return photograph_quality(image, retina_grid(image, 192));
}

PhotographQuality photograph_quality(const RgbImage &image, const RetinaGrid &grid)
{
    PhotographQuality quality;
    if (image.empty())
        return quality;
    const RgbImage small = reduced(image, detail_side);
    quality.retina = find_retina(small);
    const double cx = quality.retina ? quality.retina->x : small.width / 2.0;
    const double cy = quality.retina ? quality.retina->y : small.height / 2.0;
    // Kept off the rim, whose edge would count as detail.
    const double radius = quality.retina ? quality.retina->radius * 0.92 : 1e9;
    const auto green = [&](int x, int y) {
        return int(
            small.pixels[(std::size_t(y) * std::size_t(small.width) + std::size_t(x)) * 3 + 1]);
    };
    double sum = 0, squares = 0, detail = 0, brightness = 0, white = 0, black = 0;
    double parts[4] = {}, part_counts[4] = {};
    std::size_t count = 0;
    for (int y = 1; y + 1 < small.height; ++y) {
        for (int x = 1; x + 1 < small.width; ++x) {
            if (std::hypot(x - cx, y - cy) > radius)
                continue;
            const std::uint8_t *p = small.pixels.data()
                + (std::size_t(y) * std::size_t(small.width) + std::size_t(x)) * 3;
            const int g = p[1];
            sum += g;
            squares += double(g) * g;
            const int laplacian =
                4 * g - green(x - 1, y) - green(x + 1, y) - green(x, y - 1) - green(x, y + 1);
            detail += double(laplacian) * laplacian;
            const double light = (0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]) / 255;
            brightness += light;
            const int part = (x > cx) + 2 * (y > cy);
            parts[part] += light;
            part_counts[part] += 1;
            white += std::min({p[0], p[1], p[2]}) >= 250;
            black += std::max({p[0], p[1], p[2]}) <= 15;
            ++count;
        }
    }
    if (count == 0)
        return quality;
    const double n = double(count);
    const double mean = sum / n;
    const double deviation = std::sqrt(std::max(0.0, squares / n - mean * mean));
    quality.contrast = deviation / 255;
    quality.illumination = brightness / n;
    quality.focus = std::sqrt(detail / n) / 8;
    quality.overexposed = white / n;
    quality.underexposed = black / n;
    quality.haze = std::clamp(1 - clarity(grid) / clear_media, 0.0, 1.0);
    quality.glare = glare_of(grid);
    double darkest = 1, brightest = 0;
    for (int part = 0; part < 4; ++part) {
        if (part_counts[part] > 0) {
            darkest = std::min(darkest, parts[part] / part_counts[part]);
            brightest = std::max(brightest, parts[part] / part_counts[part]);
        }
    }
    quality.evenness = brightest > 0 ? darkest / brightest : 0;
    if (quality.retina) { // back to the caller's pixels
        const double back =
            double(std::max(image.width, image.height)) / std::max(small.width, small.height);
        quality.retina->x = (quality.retina->x + 0.5) * back - 0.5;
        quality.retina->y = (quality.retina->y + 0.5) * back - 0.5;
        quality.retina->radius *= back;
    }
    return quality;
}

} // namespace retclip
