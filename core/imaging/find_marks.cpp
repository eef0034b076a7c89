// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/find_marks.h"

#include "core/imaging/eye_side.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace retclip {
namespace {

constexpr int coarse_side = 192; ///< eye_side() was set up at this size.
constexpr int fine_side = 512;   ///< A disc is some 80 px across there.
constexpr double edge_share = 0.12; ///< Inside and outside of the margin are looked at so far from it.
constexpr double enough_contrast = 0.55;
constexpr int directions = 40;

/// Light as the disc has it: red and green alike, small dark lines (vessels) closed over.
Plane disc_light(const RetinaGrid &grid)
{
    const int side = grid.side(), reach = std::max(1, side / 90);
    Plane light(side);
    for (std::size_t i = 0; i < light.values.size(); ++i)
        light.values[i] = 0.5f * (grid.green.values[i] + grid.red.values[i]);
    // A closing: the brightest around each point, then the darkest of those; along rows, then columns.
    const auto pass = [side, reach](const Plane &from, bool along_rows, bool brightest) {
        Plane to(side);
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                float best = from.at(x, y);
                for (int d = -reach; d <= reach; ++d) {
                    const int px = along_rows ? std::clamp(x + d, 0, side - 1) : x;
                    const int py = along_rows ? y : std::clamp(y + d, 0, side - 1);
                    best = brightest ? std::max(best, from.at(px, py)) : std::min(best, from.at(px, py));
                }
                to.at(x, y) = best;
            }
        }
        return to;
    };
    for (const bool brightest : {true, false}) {
        light = pass(light, true, brightest);
        light = pass(light, false, brightest);
    }
    return smoothed_inside(light, grid.inside, 0.004 * side);
}

struct Ellipse
{
    double x, y, rx, ry;
};

class DiscMargin
{
public:
    DiscMargin(const RetinaGrid &grid, const Ellipse &expected)
        : m_inside(grid.inside), m_light(disc_light(grid)), m_expected(expected), m_spread(spread())
    {
        for (int i = 0; i < directions; ++i) {
            const double angle = 6.283185307179586 * i / directions;
            m_directions[std::size_t(i)] = {std::cos(angle), std::sin(angle)};
        }
    }

    /// Mean fall of brightness across the margin; each direction counts for so much at most, so that
    /// one bright patch beside the disc does not decide.
    [[nodiscard]] double contrast(const Ellipse &e) const
    {
        double sum = 0;
        int count = 0;
        for (const auto &[c, s] : m_directions) {
            const auto in = at(e.x + c * e.rx * (1 - edge_share), e.y + s * e.ry * (1 - edge_share));
            const auto out = at(e.x + c * e.rx * (1 + edge_share), e.y + s * e.ry * (1 + edge_share));
            if (!in || !out)
                continue;
            sum += std::clamp((*in - *out) / m_spread, -1.0, 1.5);
            ++count;
        }
        return count < directions / 2 ? -1 : sum / count;
    }

    /// The best circle near, then the best ellipse near that.
    [[nodiscard]] Ellipse best() const
    {
        const double r = m_expected.ry;
        Ellipse best = m_expected;
        double score = judged(best);
        for (double dy = -0.5; dy <= 0.501; dy += 0.1)
            for (double dx = -0.5; dx <= 0.501; dx += 0.1)
                for (double size = 0.65; size <= 1.36; size += 0.05) {
                    const Ellipse e{m_expected.x + dx * r, m_expected.y + dy * r, size * r, size * r};
                    if (const double s = judged(e); s > score) {
                        score = s;
                        best = e;
                    }
                }
        for (double step = 0.06 * r; step > 0.008 * r;) {
            bool better = false;
            for (double Ellipse::*part : {&Ellipse::x, &Ellipse::y, &Ellipse::rx, &Ellipse::ry})
                for (const double sign : {-1.0, 1.0}) {
                    Ellipse e = best;
                    e.*part += sign * step;
                    const double shape = e.rx / e.ry;
                    if (shape < 0.75 || shape > 1.2)
                        continue;
                    if (const double s = judged(e); s > score + 1e-6) {
                        score = s;
                        best = e;
                        better = true;
                    }
                }
            if (!better)
                step /= 2;
        }
        return best;
    }

private:
    [[nodiscard]] double judged(const Ellipse &e) const
    {
        const double size = (e.rx + e.ry) / 2 / m_expected.ry - 1;
        const double away = std::hypot(e.x - m_expected.x, e.y - m_expected.y) / m_expected.ry;
        return contrast(e) - 0.5 * size * size - 0.1 * away * away;
    }
    [[nodiscard]] std::optional<double> at(double x, double y) const
    {
        const int side = m_light.side;
        const int x0 = int(std::floor(x)), y0 = int(std::floor(y));
        if (x0 < 0 || y0 < 0 || x0 + 1 >= side || y0 + 1 >= side || m_inside.at(x0, y0) <= 0)
            return std::nullopt;
        const double fx = x - x0, fy = y - y0;
        return (1 - fy) * ((1 - fx) * double(m_light.at(x0, y0)) + fx * double(m_light.at(x0 + 1, y0)))
            + fy * ((1 - fx) * double(m_light.at(x0, y0 + 1)) + fx * double(m_light.at(x0 + 1, y0 + 1)));
    }
    /// Of brightness within two disc diameters.
    [[nodiscard]] double spread() const
    {
        double sum = 0, squares = 0, count = 0;
        const double reach = 2 * m_expected.ry;
        for (double y = m_expected.y - reach; y <= m_expected.y + reach; y += 2)
            for (double x = m_expected.x - reach; x <= m_expected.x + reach; x += 2)
                if (const auto value = at(x, y)) {
                    sum += *value;
                    squares += *value * *value;
                    ++count;
                }
        if (count == 0)
            return 1;
        const double mean = sum / count;
        return std::max(0.01, std::sqrt(std::max(0.0, squares / count - mean * mean)));
    }

    const Plane &m_inside;
    Plane m_light;
    Ellipse m_expected;
    std::array<std::pair<double, double>, directions> m_directions{};
    double m_spread = 1;
};

} // namespace

std::optional<FoundMarks> find_disc_and_fovea(const RgbImage &image)
{
    const EyeSide seen = eye_side(retina_grid(image, coarse_side));
    if (!seen.eye)
        return std::nullopt;
    FoundMarks found;
    found.eye = *seen.eye;
    found.sureness = seen.sureness;
    found.fovea = {seen.fovea_x, seen.fovea_y};
    found.disc = {seen.disc_x, seen.disc_y, seen.disc_radius, seen.disc_radius};
    const RetinaGrid grid = retina_grid(image, fine_side);
    const double scale = grid.scale(), half = grid.side() / 2.0 - 0.5;
    const auto to_grid = [&](double at, double middle) { return (at - middle) / scale + half; };
    const DiscMargin margin(grid, {to_grid(seen.disc_x, grid.circle.x), to_grid(seen.disc_y, grid.circle.y),
                                   seen.disc_radius / scale, seen.disc_radius / scale});
    const Ellipse best = margin.best();
    found.margin_contrast = margin.contrast(best);
    if (found.margin_contrast >= enough_contrast) {
        found.margin_followed = true;
        found.disc = {grid.circle.x + (best.x - half) * scale, grid.circle.y + (best.y - half) * scale,
                      best.rx * scale, best.ry * scale};
    }
    return found;
}

FoundMarks scaled(const FoundMarks &marks, double factor)
{
    FoundMarks result = marks;
    // Centres of pixels: the first one lies at 0.
    const auto place = [factor](double at) { return (at + 0.5) * factor - 0.5; };
    result.disc = {place(marks.disc.x), place(marks.disc.y), marks.disc.radius_x * factor,
                   marks.disc.radius_y * factor};
    result.fovea = {place(marks.fovea.x), place(marks.fovea.y)};
    return result;
}

} // namespace retclip
