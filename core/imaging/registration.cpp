// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/registration.h"

#include "core/imaging/retina_grid.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

namespace retclip {
namespace {

constexpr int map_side = 320;   ///< Of the maps that are refined on: a vessel is 2 to 5 px across.
constexpr int coarse_side = 64; ///< Of the maps that every turn and size is tried on.
constexpr int padded = 128;     ///< Twice that: shifts do not wrap around.
constexpr double turn_step = 4, largest_turn = 20; ///< Degrees.
constexpr std::array sizes{0.8, 0.86, 0.93, 1.0, 1.075, 1.16, 1.25};
constexpr std::size_t refined_starts = 3;

// ---- Maps of vessels ----

/// Dark lines of a vessel's width, whatever their direction, each scaled by the spread of its kind.
Plane vessels_of(const RetinaGrid &grid)
{
    const int side = grid.side();
    const Plane even = evened(grid.green, grid.inside, 0.05 * side);
    const Plane well_inside = smoothed(grid.inside, 0.012 * side);
    Plane lines(side);
    for (const double sigma : {0.0035 * side, 0.007 * side}) {
        const Plane fine = smoothed_inside(even, grid.inside, sigma);
        const int step = std::max(1, int(std::lround(sigma)));
        for (int y = step; y + step < side; ++y) {
            for (int x = step; x + step < side; ++x) {
                if (well_inside.at(x, y) < 0.97f)
                    continue;
                const float middle = 2 * fine.at(x, y);
                const float xx = fine.at(x - step, y) + fine.at(x + step, y) - middle;
                const float yy = fine.at(x, y - step) + fine.at(x, y + step) - middle;
                const float xy = (fine.at(x + step, y + step) + fine.at(x - step, y - step)
                                  - fine.at(x + step, y - step) - fine.at(x - step, y + step)) / 4;
                // The curvatures across and along: a line has the one, a spot has both.
                const float half = (xx + yy) / 2;
                const float root = std::sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
                const float across = half + root, along = half - root;
                const float line = across - std::fabs(along);
                lines.at(x, y) = std::max(lines.at(x, y), std::clamp(line, 0.0f, 1.2f));
            }
        }
    }
    return lines;
}

struct VesselMap
{
    RetinaGrid grid;
    Plane lines; ///< Smoothed a little, so that near is nearly met.
    Plane broad; ///< Smoothed more, for the way there.
    Plane inside;
};

VesselMap vessel_map(const RgbImage &image)
{
    VesselMap map;
    map.grid = retina_grid(image, map_side);
    const Plane lines = vessels_of(map.grid);
    map.lines = smoothed(lines, 1.2);
    map.broad = smoothed(lines, 3.5);
    map.inside = map.grid.inside;
    return map;
}

// ---- Every turn and size, on small maps ----

using Complex = std::complex<float>;

/// Without the care for infinities that std::complex takes, at several times the cost.
Complex times(const Complex &a, const Complex &b)
{
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

void transform(std::vector<Complex> &values, bool back)
{
    const std::size_t n = values.size(); // a power of two
    for (std::size_t i = 1, j = 0; i < n; ++i) {
        std::size_t bit = n >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(values[i], values[j]);
    }
    for (std::size_t length = 2; length <= n; length <<= 1) {
        const float angle = (back ? 2.0f : -2.0f) * std::numbers::pi_v<float> / float(length);
        const Complex root(std::cos(angle), std::sin(angle));
        for (std::size_t begin = 0; begin < n; begin += length) {
            Complex factor(1);
            for (std::size_t k = 0; k < length / 2; ++k) {
                const Complex a = values[begin + k], b = times(values[begin + k + length / 2], factor);
                values[begin + k] = a + b;
                values[begin + k + length / 2] = a - b;
                factor = times(factor, root);
            }
        }
    }
}

/// Both ways of a square, in place.
void transform_square(std::vector<Complex> &square, bool back)
{
    std::vector<Complex> line(padded);
    for (int y = 0; y < padded; ++y) {
        std::copy_n(square.begin() + y * padded, padded, line.begin());
        transform(line, back);
        std::copy_n(line.begin(), padded, square.begin() + y * padded);
    }
    for (int x = 0; x < padded; ++x) {
        for (int y = 0; y < padded; ++y)
            line[std::size_t(y)] = square[std::size_t(y * padded + x)];
        transform(line, back);
        for (int y = 0; y < padded; ++y)
            square[std::size_t(y * padded + x)] = line[std::size_t(y)];
    }
}

/// Turned and sized about the middle, of mean 0 and length 1, in the corner of a square of zeros.
std::vector<Complex> small_map(const Plane &broad, const Plane &inside, double turn_degrees, double size)
{
    const double c = std::cos(turn_degrees * std::numbers::pi / 180);
    const double s = std::sin(turn_degrees * std::numbers::pi / 180);
    const double shrink = double(map_side) / coarse_side;
    std::vector<float> values(std::size_t(coarse_side * coarse_side), 0);
    std::vector<char> seen(values.size(), 0);
    double sum = 0, count = 0;
    for (int y = 0; y < coarse_side; ++y) {
        for (int x = 0; x < coarse_side; ++x) {
            const double dx = (x + 0.5 - coarse_side / 2.0) * shrink / size;
            const double dy = (y + 0.5 - coarse_side / 2.0) * shrink / size;
            const int px = int(map_side / 2.0 + c * dx + s * dy);
            const int py = int(map_side / 2.0 - s * dx + c * dy);
            if (px < 0 || py < 0 || px >= map_side || py >= map_side || inside.at(px, py) <= 0)
                continue;
            const auto at = std::size_t(y * coarse_side + x);
            values[at] = broad.at(px, py);
            seen[at] = 1;
            sum += double(values[at]);
            ++count;
        }
    }
    const float mean = count > 0 ? float(sum / count) : 0;
    double squares = 1e-12;
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = seen[i] ? values[i] - mean : 0;
        squares += double(values[i]) * double(values[i]);
    }
    const auto length = float(std::sqrt(squares));
    std::vector<Complex> square(std::size_t(padded * padded));
    for (int y = 0; y < coarse_side; ++y)
        for (int x = 0; x < coarse_side; ++x)
            square[std::size_t(y * padded + x)] = values[std::size_t(y * coarse_side + x)] / length;
    return square;
}

/// A similarity about the middles of both grids, in shares of a grid's side.
struct Start
{
    double score = -1, turn = 0, size = 1, x = 0, y = 0;
};

std::vector<Start> likely_starts(const VesselMap &fixed, const VesselMap &moving, std::stop_token stop)
{
    std::vector<Complex> spectrum = small_map(fixed.broad, fixed.inside, 0, 1);
    transform_square(spectrum, false);
    std::vector<Start> starts;
    for (double turn = -largest_turn; turn <= largest_turn; turn += turn_step) {
        for (const double size : sizes) {
            if (stop.stop_requested())
                return {};
            std::vector<Complex> square = small_map(moving.broad, moving.inside, turn, size);
            transform_square(square, false);
            for (std::size_t i = 0; i < square.size(); ++i)
                square[i] = times(spectrum[i], std::conj(square[i]));
            transform_square(square, true);
            // The best shift of up to four tenths of the field.
            const int reach = coarse_side * 4 / 10;
            Start best;
            best.turn = turn;
            best.size = size;
            for (int dy = -reach; dy <= reach; ++dy)
                for (int dx = -reach; dx <= reach; ++dx) {
                    const auto at = std::size_t(((dy + padded) % padded) * padded + (dx + padded) % padded);
                    const double score = double(square[at].real()) / (padded * padded);
                    if (score > best.score) {
                        best.score = score;
                        best.x = double(dx) / coarse_side;
                        best.y = double(dy) / coarse_side;
                    }
                }
            starts.push_back(best);
        }
    }
    std::sort(starts.begin(), starts.end(), [](const Start &a, const Start &b) { return a.score > b.score; });
    // Neighbours of a better one lead to the same place.
    std::vector<Start> apart;
    for (const Start &start : starts) {
        const bool near = std::any_of(apart.begin(), apart.end(), [&](const Start &better) {
            return std::fabs(better.turn - start.turn) <= 2 * turn_step
                && std::hypot(better.x - start.x, better.y - start.y) < 0.08;
        });
        if (!near)
            apart.push_back(start);
        if (apart.size() == refined_starts)
            break;
    }
    return apart;
}

// ---- Refined on larger maps ----

/// Six numbers from the middle of the one grid to that of the other: a 2 x 2 matrix as stretches and
/// a turn would be hard to step through, its entries and the shift are not.
using Six = std::array<double, 6>; // a b c d e f about the middles, px of the grid

Six six_of(const Start &start)
{
    const double angle = start.turn * std::numbers::pi / 180;
    return {start.size * std::cos(angle), -start.size * std::sin(angle), start.x * map_side,
            start.size * std::sin(angle), start.size * std::cos(angle),  start.y * map_side};
}

struct Agreement
{
    double correlation = -1;
    double overlap = 0;
};

/// Correlation of both maps where both show retina, each `step`-th point of the moving one.
Agreement agreement(const VesselMap &fixed, const VesselMap &moving, Plane VesselMap::*of, const Six &m,
                    int step)
{
    const Plane &there = fixed.*of, &here = moving.*of;
    constexpr double middle = (map_side - 1) / 2.0;
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, retina = 0;
    for (int y = 0; y < map_side; y += step) {
        for (int x = 0; x < map_side; x += step) {
            retina += fixed.inside.at(x, y) > 0;
            if (moving.inside.at(x, y) <= 0)
                continue;
            const double dx = x - middle, dy = y - middle;
            const double fx = middle + m[0] * dx + m[1] * dy + m[2];
            const double fy = middle + m[3] * dx + m[4] * dy + m[5];
            const int x0 = int(std::floor(fx)), y0 = int(std::floor(fy));
            if (x0 < 0 || y0 < 0 || x0 + 1 >= map_side || y0 + 1 >= map_side || fixed.inside.at(x0, y0) <= 0)
                continue;
            const auto u = float(fx - x0), v = float(fy - y0);
            const double a = double((1 - v) * ((1 - u) * there.at(x0, y0) + u * there.at(x0 + 1, y0))
                                    + v * ((1 - u) * there.at(x0, y0 + 1) + u * there.at(x0 + 1, y0 + 1)));
            const double b = double(here.at(x, y));
            ++n;
            sx += a;
            sy += b;
            sxx += a * a;
            syy += b * b;
            sxy += a * b;
        }
    }
    Agreement result;
    if (n < 50 || retina < 50)
        return result;
    const double size = m[0] * m[4] - m[1] * m[3]; // points of the moving one stand for so much area
    result.overlap = std::min(1.0, n * std::fabs(size) / retina);
    const double va = sxx - sx * sx / n, vb = syy - sy * sy / n;
    result.correlation = va > 0 && vb > 0 ? (sxy - sx * sy / n) / std::sqrt(va * vb) : -1;
    return result;
}

/// Little overlap correlates by chance: it is asked for.
double judged(const Agreement &agreement)
{
    return agreement.correlation - 0.3 * std::max(0.0, 0.5 - agreement.overlap);
}

/// Climbs by steps along given directions that halve where none leads up.
double climb(const VesselMap &fixed, const VesselMap &moving, Plane VesselMap::*of, Six &m,
             bool similarity, double first_px, double last_px, int every, std::stop_token stop)
{
    double score = judged(agreement(fixed, moving, of, m, every));
    // A matrix entry moves the rim of the retina by half a side.
    constexpr double lever = 2.0 / map_side;
    const std::vector<Six> affine{{0, 0, 1, 0, 0, 0},     {0, 0, 0, 0, 0, 1},     {lever, 0, 0, 0, lever, 0},
                                  {0, -lever, 0, lever, 0, 0}, {lever, 0, 0, 0, -lever, 0}, {0, lever, 0, lever, 0, 0}};
    const std::size_t ways = similarity ? 4 : 6;
    for (double step = first_px; step > last_px && !stop.stop_requested();) {
        bool better = false;
        for (std::size_t way = 0; way < ways; ++way) {
            for (const double sign : {1.0, -1.0}) {
                Six next = m;
                for (std::size_t i = 0; i < 6; ++i)
                    next[i] += sign * step * affine[way][i];
                const double found = judged(agreement(fixed, moving, of, next, every));
                if (found > score + 1e-7) {
                    score = found;
                    m = next;
                    better = true;
                    break;
                }
            }
        }
        if (!better)
            step /= 2;
    }
    return score;
}

/// From a grid's map to one between photographs.
AffineMap between_photographs(const VesselMap &fixed, const VesselMap &moving, const Six &m)
{
    const double to = fixed.grid.scale(), from = moving.grid.scale();
    AffineMap map;
    map.a = m[0] * to / from;
    map.b = m[1] * to / from;
    map.d = m[3] * to / from;
    map.e = m[4] * to / from;
    map.c = fixed.grid.circle.x + m[2] * to - map.a * moving.grid.circle.x - map.b * moving.grid.circle.y;
    map.f = fixed.grid.circle.y + m[5] * to - map.d * moving.grid.circle.x - map.e * moving.grid.circle.y;
    return map;
}

} // namespace

AffineMap AffineMap::inverse() const
{
    const double size = a * e - b * d;
    AffineMap back;
    back.a = e / size;
    back.b = -b / size;
    back.d = -d / size;
    back.e = a / size;
    back.c = -(back.a * c + back.b * f);
    back.f = -(back.d * c + back.e * f);
    return back;
}

AffineMap AffineMap::after(const AffineMap &first) const
{
    return {a * first.a + b * first.d, a * first.b + b * first.e, a * first.c + b * first.f + c,
            d * first.a + e * first.d, d * first.b + e * first.e, d * first.c + e * first.f + f};
}

double AffineMap::rotation_degrees() const
{
    return std::atan2(d - b, a + e) * 180 / std::numbers::pi;
}

double AffineMap::magnification() const
{
    return std::sqrt(std::fabs(a * e - b * d));
}

Registration register_photographs(const RgbImage &fixed_image, const RgbImage &moving_image,
                                  std::stop_token stop)
{
    Registration result;
    if (fixed_image.empty() || moving_image.empty())
        return result;
    const VesselMap fixed = vessel_map(fixed_image), moving = vessel_map(moving_image);
    const Six fields{1, 0, 0, 0, 1, 0};
    result.map = between_photographs(fixed, moving, fields);
    Six best = fields;
    double score = -2;
    for (const Start &start : likely_starts(fixed, moving, stop)) {
        Six m = six_of(start);
        climb(fixed, moving, &VesselMap::broad, m, true, 6, 0.7, 4, stop);
        const double found = climb(fixed, moving, &VesselMap::lines, m, true, 2, 0.4, 2, stop);
        if (found > score) {
            score = found;
            best = m;
        }
    }
    climb(fixed, moving, &VesselMap::lines, best, false, 1.5, 0.04, 2, stop);
    if (stop.stop_requested())
        return result;
    const Agreement seen = agreement(fixed, moving, &VesselMap::lines, best, 1);
    result.agreement = seen.correlation;
    result.overlap = seen.overlap;
    result.aligned = seen.correlation >= enough_agreement && seen.overlap >= enough_overlap;
    if (result.aligned)
        result.map = between_photographs(fixed, moving, best);
    return result;
}

AffineMap rescaled(const AffineMap &map, double fixed_factor, double moving_factor)
{
    // Pixel centres: p at the larger size is (p + 0.5) * factor - 0.5.
    const AffineMap shrink{1 / moving_factor, 0, 0.5 / moving_factor - 0.5, 0, 1 / moving_factor,
                           0.5 / moving_factor - 0.5};
    const AffineMap grow{fixed_factor, 0, 0.5 * fixed_factor - 0.5, 0, fixed_factor,
                         0.5 * fixed_factor - 0.5};
    return grow.after(map).after(shrink);
}

RgbImage laid_upon(const RgbImage &moving, const AffineMap &map, int width, int height)
{
    RgbImage out;
    out.width = width;
    out.height = height;
    out.pixels.assign(std::size_t(width) * std::size_t(height) * 3, 0);
    if (moving.empty())
        return out;
    const AffineMap back = map.inverse();
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto [mx, my] = back(x, y);
            const int x0 = int(std::floor(mx)), y0 = int(std::floor(my));
            if (x0 < 0 || y0 < 0 || x0 + 1 >= moving.width || y0 + 1 >= moving.height)
                continue;
            const double u = mx - x0, v = my - y0;
            const std::uint8_t *p = moving.pixels.data()
                + (std::size_t(y0) * std::size_t(moving.width) + std::size_t(x0)) * 3;
            const std::uint8_t *q = p + std::size_t(moving.width) * 3;
            std::uint8_t *o = out.pixels.data() + (std::size_t(y) * std::size_t(width) + std::size_t(x)) * 3;
            for (int c = 0; c < 3; ++c)
                o[c] = std::uint8_t(std::lround((1 - v) * ((1 - u) * p[c] + u * p[c + 3])
                                                + v * ((1 - u) * q[c] + u * q[c + 3])));
        }
    }
    return out;
}

} // namespace retclip
