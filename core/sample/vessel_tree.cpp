// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/vessel_tree.h"

#include "core/sample/sample_random.h"

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr double pi = 3.14159265358979323846;

double distance(FieldPoint a, FieldPoint b)
{
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

class Grower
{
public:
    Grower(const EyeDescription &eye, const FundusAnatomy &anatomy)
        : m_anatomy(anatomy), m_random(eye.seed ^ 0x5EEDull)
    {
        m_narrowing = eye.age > 65 ? 0.85 : 1.0;
        // A deep cup pushes the vessels to its nasal side.
        m_nasalShift = std::max(0.0, eye.cupDisc - 0.4) * 0.10;
    }

    std::vector<VesselSegment> grow()
    {
        for (const double side : {-1.0, 1.0}) {
            growArcade(side, true);
            growArcade(side, false);
            growNasal(side, true);
            growNasal(side, false);
        }
        // Two small vessels from the disc's temporal rim towards the macula.
        for (const double side : {-1.0, 1.0}) {
            const FieldPoint start{m_anatomy.disc.x - m_anatomy.discRadiusX * 0.6,
                                   m_anatomy.disc.y + side * 0.03};
            walk(start, pi + side * m_random.between(-0.35, 0.1), 0.0042, m_random.chance(0.5),
                 0.34, 1, side * 0.4);
        }
        return std::move(m_segments);
    }

private:
    double fullHalfWidth(bool vein) { return (vein ? 0.0125 : 0.0092 * m_narrowing); }

    // The temporal arcades are a parabola that opens towards the temporal side.
    void growArcade(double side, bool vein)
    {
        const double opening = m_random.between(1.45, 1.95);
        const double offset = vein ? 0.0 : 0.035;
        const double start = fullHalfWidth(vein) * m_random.between(0.9, 1.05);
        const double phase = m_random.between(0.0, 2 * pi);
        FieldPoint previous{m_anatomy.disc.x + m_nasalShift + m_random.between(-0.008, 0.008),
                            m_anatomy.disc.y};
        double travelled = 0;
        double untilBranch = m_random.between(0.10, 0.18);
        for (double t = 0.012; t < 1.0; t += 0.012) {
            const double height = 0.78 * t * (1.0 - 0.30 * t);
            const double sag = opening * height * height * (1.0 + 0.9 * t * t);
            FieldPoint here;
            here.x = m_anatomy.disc.x + m_nasalShift * (1 - t) - sag
                + 0.012 * portableSine(9 * t + phase) + offset * (1 - t) * 0.4;
            here.y = m_anatomy.disc.y
                + side * (height + offset * t + 0.012 * portableSine(13 * t + phase));
            const double halfWidth = start * (1.0 - 0.62 * t);
            m_segments.push_back({previous, here, halfWidth, vein});
            const double step = distance(previous, here);
            travelled += step;
            untilBranch -= step;
            if (untilBranch <= 0 && travelled > 0.12) {
                const double heading = headingOf(previous, here);
                const bool inwards = m_random.chance(0.5);
                const double turn = (inwards ? -side : side) * m_random.between(0.45, 0.95);
                // With y down, a path that runs temporally turns inwards by a turn against side.
                walk(here, heading + (here.x < previous.x ? turn : -turn), halfWidth * 0.66, vein,
                     inwards ? 0.42 : 0.62, 2, 0);
                untilBranch = m_random.between(0.13, 0.26);
            }
            previous = here;
            if (previous.x * previous.x + previous.y * previous.y > 1.15)
                break;
        }
    }

    void growNasal(double side, bool vein)
    {
        const FieldPoint start{m_anatomy.disc.x + m_nasalShift, m_anatomy.disc.y};
        const double heading = -0.0 + side * m_random.between(0.75, 1.15);
        walk(start, heading, fullHalfWidth(vein) * 0.74, vein, 0.95, 2, -side * 0.5);
    }

    static double headingOf(FieldPoint from, FieldPoint to)
    {
        // Of unit steps only the direction is needed: atan2 by its own rational approximation.
        const double x = to.x - from.x;
        const double y = to.y - from.y;
        const double ax = std::abs(x);
        const double ay = std::abs(y);
        const double ratio = std::min(ax, ay) / std::max(std::max(ax, ay), 1e-12);
        double angle = ratio
            * (0.9998660
               + ratio * ratio
                   * (-0.3302995
                      + ratio * ratio
                          * (0.1801410
                             + ratio * ratio * (-0.0851330 + ratio * ratio * 0.0208351))));
        if (ay > ax)
            angle = pi / 2 - angle;
        if (x < 0)
            angle = pi - angle;
        return y < 0 ? -angle : angle;
    }

    void walk(FieldPoint start, double heading, double halfWidth, bool vein, double length,
              int branches, double bend)
    {
        const double step = 0.014;
        double curvature = bend;
        double untilBranch = m_random.between(0.10, 0.20);
        FieldPoint here = start;
        const double whole = length;
        for (double left = length; left > 0; left -= step) {
            curvature = curvature * 0.93 + m_random.between(-0.55, 0.55) * 0.55;
            heading += (bend * 0.5 + curvature) * step;
            const FieldPoint next{here.x + step * portableCosine(heading),
                                  here.y + step * portableSine(heading)};
            if (next.x * next.x + next.y * next.y > 1.15)
                return;
            if (distance(next, m_anatomy.fovea) < 0.145) // The foveal avascular zone.
                return;
            const double width = halfWidth * (0.45 + 0.55 * left / whole);
            m_segments.push_back({here, next, width, vein});
            here = next;
            untilBranch -= step;
            if (branches > 0 && untilBranch <= 0) {
                const double turn = m_random.between(0.4, 0.85) * (m_random.chance(0.5) ? 1 : -1);
                walk(here, heading + turn, width * 0.68, vein, left * 0.65, branches - 1, 0);
                heading -= turn * 0.25;
                untilBranch = m_random.between(0.13, 0.28);
            }
        }
    }

    const FundusAnatomy &m_anatomy;
    SampleRandom m_random;
    double m_narrowing = 1;
    double m_nasalShift = 0;
    std::vector<VesselSegment> m_segments;
};

} // namespace

double portableSine(double radians)
{
    double turns = radians / (2 * pi);
    turns -= std::floor(turns + 0.5);
    double x = turns * 2 * pi; // -pi .. pi
    if (x > pi / 2)
        x = pi - x;
    else if (x < -pi / 2)
        x = -pi - x;
    const double y = x * x;
    return x * (1 - y / 6 * (1 - y / 20 * (1 - y / 42 * (1 - y / 72 * (1 - y / 110)))));
}

double portableCosine(double radians)
{
    return portableSine(radians + pi / 2);
}

FundusAnatomy anatomyOf(const EyeDescription &eye)
{
    SampleRandom random(eye.seed ^ 0xA7A7ull);
    FundusAnatomy anatomy;
    anatomy.disc.x += random.between(-0.045, 0.045);
    anatomy.disc.y += random.between(-0.05, 0.05);
    anatomy.fovea.x = anatomy.disc.x - random.between(0.58, 0.66);
    anatomy.fovea.y = anatomy.disc.y + random.between(0.04, 0.11);
    const double scale = random.between(0.94, 1.08);
    anatomy.discRadiusX *= scale;
    anatomy.discRadiusY *= scale;
    if (eye.finding == SampleFinding::myopia)
        anatomy.discRadiusX *= 0.86 - 0.04 * eye.severity; // A tilted disc looks narrower.
    return anatomy;
}

std::vector<VesselSegment> growVessels(const EyeDescription &eye, const FundusAnatomy &anatomy)
{
    return Grower(eye, anatomy).grow();
}

} // namespace retclip
