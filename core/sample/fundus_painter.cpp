// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/fundus_painter.h"

#include "core/sample/pixel_canvas.h"
#include "core/sample/sample_random.h"
#include "core/sample/vessel_tree.h"

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr double pi = 3.14159265358979323846;

/// Towards `target`, by `share`.
void blend(Colour &colour, const Colour &target, double share)
{
    for (std::size_t channel = 0; channel < 3; ++channel)
        colour[channel] += (target[channel] - colour[channel]) * share;
}

/// As a layer of pigment would: each channel loses its share.
void absorb(Colour &colour, const Colour &loss, double share)
{
    for (std::size_t channel = 0; channel < 3; ++channel)
        colour[channel] *= 1 - loss[channel] * share;
}

double between(FieldPoint a, FieldPoint b)
{
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

class Painter
{
public:
    Painter(const EyeDescription &eye, int size_px)
        : m_eye(eye), m_anatomy(anatomyOf(eye)), m_canvas(size_px, eye.eye),
          m_random(eye.seed ^ 0xF0F0ull)
    {
    }

    RgbImage paint()
    {
        paintRetina();
        if (m_eye.finding == SampleFinding::myopia)
            paintTessellation();
        paintDisc();
        if (m_eye.finding == SampleFinding::glaucoma)
            paintNerveFibreDefect();
        if (m_eye.finding == SampleFinding::macularDegeneration)
            paintDrusen();
        paintVessels();
        if (m_eye.finding == SampleFinding::diabeticRetinopathy)
            paintRetinopathy();
        if (m_eye.discHaemorrhage)
            paintDiscHaemorrhage();
        illuminate();
        if (m_eye.finding == SampleFinding::cataract)
            paintHaze();
        paintCamera();
        RgbImage image = m_canvas.toImage();
        stampWatermark(image);
        return image;
    }

private:
    double soft() const { return std::max(0.010, 1.3 * m_canvas.pixelWidth()); }

    /// A point in the quadrant the description names, between two distances from the fovea.
    FieldPoint inQuadrant(double nearest, double farthest)
    {
        const bool temporal = m_eye.quadrant == Quadrant::superiorTemporal
            || m_eye.quadrant == Quadrant::inferiorTemporal;
        const bool superior = m_eye.quadrant == Quadrant::superiorTemporal
            || m_eye.quadrant == Quadrant::superiorNasal;
        const double radius = m_random.between(nearest, farthest);
        double angle = m_random.between(0.30, 1.30);
        if (temporal)
            angle = pi - angle;
        if (superior)
            angle = -angle;
        const FieldPoint &centre = temporal ? m_anatomy.fovea : m_anatomy.disc;
        return {centre.x + radius * portableCosine(angle), centre.y + radius * portableSine(angle)};
    }

    FieldPoint aroundFovea(double nearest, double farthest)
    {
        const double radius = m_random.between(nearest, farthest);
        const double angle = m_random.between(-pi, pi);
        return {m_anatomy.fovea.x + radius * portableCosine(angle),
                m_anatomy.fovea.y + radius * portableSine(angle)};
    }

    bool onDisc(FieldPoint point, double margin = 1.25) const
    {
        return discDistance(point) < margin;
    }

    /// 1 at the disc's edge.
    double discDistance(FieldPoint point) const
    {
        const double x = (point.x - m_anatomy.disc.x) / m_anatomy.discRadiusX;
        const double y = (point.y - m_anatomy.disc.y) / m_anatomy.discRadiusY;
        return std::sqrt(x * x + y * y);
    }

    void paintRetina()
    {
        const double dark = m_eye.pigment;
        const Colour base{0.86 - 0.16 * dark, 0.47 - 0.13 * dark, 0.215 - 0.075 * dark};
        m_canvas.everywhere([&](Colour &pixel, FieldPoint here) {
            pixel = base;
            const double cloud = layeredNoise(here.x * 3.2 + 7, here.y * 3.2 + 3, 4, m_eye.seed);
            const double grain = smoothNoise(here.x * 46, here.y * 46, m_eye.seed + 5);
            const double texture = 1 + 0.16 * (cloud - 0.5) + 0.045 * (grain - 0.5);
            for (double &value : pixel)
                value *= texture;
            pixel[1] *= 1 + 0.10 * (cloud - 0.5);
            // The macula is darker and browner, the fovea darkest.
            const double d = between(here, m_anatomy.fovea);
            const double macula = 1 / (1 + (d / 0.17) * (d / 0.17) * (1 + d / 0.17));
            absorb(pixel, {0.26, 0.42, 0.40}, macula);
            // The nerve fibre layer is a little brighter near the disc, above and below.
            const double dd = between(here, m_anatomy.disc);
            const double streak =
                smoothNoise((here.x - m_anatomy.disc.x) / (dd + 0.05) * 14 + 40,
                            (here.y - m_anatomy.disc.y) / (dd + 0.05) * 14 + 40, m_eye.seed + 9);
            const double layer = (0.4 + 0.6 * streak) * 0.10 / (1 + dd * dd * 9);
            pixel[1] += layer * 0.55;
            pixel[2] += layer * 0.35;
        });
        if (m_eye.age < 45 && m_eye.finding == SampleFinding::normal)
            m_canvas.around(m_anatomy.fovea, 0.05, [&](Colour &pixel, FieldPoint, double d) {
                blend(pixel, {0.95, 0.75, 0.5}, 0.55 * smoothStep(0.022, 0.004, d));
            });
    }

    // Choroidal vessels show through: light orange bands with darker islands between.
    void paintTessellation()
    {
        const double strength = 0.35 + 0.2 * m_eye.severity;
        m_canvas.everywhere([&](Colour &pixel, FieldPoint here) {
            const double bendX =
                layeredNoise(here.x * 2 + 11, here.y * 2, 2, m_eye.seed + 31) - 0.5;
            const double bendY =
                layeredNoise(here.x * 2, here.y * 2 + 17, 2, m_eye.seed + 37) - 0.5;
            const double noise = smoothNoise(here.x * 8.5 + 2.6 * bendX + here.y * 1.5,
                                             here.y * 12.5 + 2.6 * bendY, m_eye.seed + 41);
            const double ridge = 1 - 2 * std::abs(noise - 0.5);
            const double band = smoothStep(0.62, 0.95, ridge);
            const double island = smoothStep(0.70, 0.25, ridge);
            const double away = smoothStep(0.06, 0.22, between(here, m_anatomy.fovea));
            blend(pixel, {0.93, 0.52, 0.24}, strength * 0.62 * band * away);
            absorb(pixel, {0.20, 0.27, 0.25}, strength * island * (0.4 + 0.6 * away));
        });
        // Peripapillary atrophy: a pale crescent on the disc's temporal side, grows with severity.
        const double reach = 0.05 + 0.045 * m_eye.severity;
        const FieldPoint centre{m_anatomy.disc.x - reach * 0.62, m_anatomy.disc.y};
        const double radius = m_anatomy.discRadiusX + reach * 0.62;
        m_canvas.around(centre, radius + 0.1, [&](Colour &pixel, FieldPoint here, double) {
            const double x = (here.x - centre.x) / radius;
            const double y = (here.y - centre.y) / (m_anatomy.discRadiusY + reach * 0.35);
            const double wobble =
                0.12 * (smoothNoise(here.x * 14, here.y * 14, m_eye.seed + 43) - 0.5);
            const double inside = smoothStep(1.06, 0.94, std::sqrt(x * x + y * y) + wobble);
            blend(pixel, {0.97, 0.86, 0.66}, 0.80 * inside);
            const double rim = inside * smoothStep(0.80, 0.98, std::sqrt(x * x + y * y) + wobble);
            absorb(pixel, {0.35, 0.42, 0.45}, 0.5 * rim);
        });
    }

    void paintDisc()
    {
        const FieldPoint disc = m_anatomy.disc;
        const double reach = std::max(m_anatomy.discRadiusX, m_anatomy.discRadiusY) * 1.4;
        const double cup = m_eye.cupDisc;
        const bool notched = m_eye.finding == SampleFinding::glaucoma;
        const bool notchBelow = m_eye.quadrant == Quadrant::inferiorTemporal
            || m_eye.quadrant == Quadrant::inferiorNasal;
        m_canvas.around(disc, reach, [&](Colour &pixel, FieldPoint here, double) {
            const double d = discDistance(here);
            const double edge = soft() / m_anatomy.discRadiusX;
            const double inside = smoothStep(1 + edge, 1 - edge, d);
            const double temporal = (disc.x - here.x) / m_anatomy.discRadiusX;
            const Colour rim{0.985, 0.655 + 0.07 * temporal, 0.40 + 0.08 * temporal};
            const double grain = smoothNoise(here.x * 60, here.y * 60, m_eye.seed + 51) - 0.5;
            blend(pixel, rim, inside * (0.93 + 0.10 * grain));
            absorb(pixel, {0.20, 0.28, 0.30},
                   0.55 * smoothStep(1.22, 1.02, d) * (1 - inside)); // Scleral ring's shade.
            double x = (here.x - disc.x + 0.012) / (m_anatomy.discRadiusX * cup * 0.96);
            double y = (here.y - disc.y) / (m_anatomy.discRadiusY * cup);
            if (notched && (here.y > disc.y) == notchBelow)
                y *= 0.90; // The rim is thinnest on the notch's side.
            const double cupEdge = 0.55 * edge / std::max(cup, 0.2) + 0.05;
            const double inCup = smoothStep(1 + cupEdge, 1 - cupEdge, std::sqrt(x * x + y * y));
            blend(pixel, {1.0, 0.90, 0.70}, inCup * inside * (notched ? 0.95 : 0.80));
            // Pores of the lamina show as grey dots in a deep cup.
            if (notched) {
                const double pores = smoothNoise(here.x * 95, here.y * 95, m_eye.seed + 53);
                absorb(pixel, {0.10, 0.12, 0.12}, inCup * inside * smoothStep(0.66, 0.9, pores));
            }
        });
    }

    // A dark wedge that widens from the notch along the arcade.
    void paintNerveFibreDefect()
    {
        const bool below = m_eye.quadrant == Quadrant::inferiorTemporal
            || m_eye.quadrant == Quadrant::inferiorNasal;
        const double side = below ? 1.0 : -1.0;
        m_canvas.everywhere([&](Colour &pixel, FieldPoint here) {
            const double temporal = m_anatomy.disc.x - here.x;
            const double height = (here.y - m_anatomy.disc.y) * side;
            if (temporal < 0 || height < 0)
                return;
            const double middle = 0.10 + 0.70 * std::sqrt(temporal) * (1 - 0.35 * temporal);
            const double halfWidth = 0.02 + (0.03 + 0.03 * m_eye.severity) * temporal;
            const double inside =
                smoothStep(halfWidth + 0.035, halfWidth * 0.6, std::abs(height - middle));
            absorb(pixel, {0.14, 0.24, 0.22},
                   inside * smoothStep(0.0, 0.12, temporal) * smoothStep(0.95, 0.5, temporal));
        });
    }

    void paintVessels()
    {
        std::vector<float> arteries(std::size_t(m_canvas.size()) * std::size_t(m_canvas.size()));
        std::vector<float> veins(arteries.size());
        std::vector<float> reflexes(arteries.size());
        const double pixel = m_canvas.pixelWidth();
        Colour *first = &m_canvas.at(0, 0);
        for (const VesselSegment &segment : growVessels(m_eye, m_anatomy)) {
            const double drawn = std::max(segment.halfWidth, 0.42 * pixel);
            const double faint = segment.halfWidth / drawn;
            const double edge = 0.75 * pixel + 0.002;
            const FieldPoint middle{(segment.from.x + segment.to.x) / 2,
                                    (segment.from.y + segment.to.y) / 2};
            const double reach = between(segment.from, segment.to) / 2 + drawn + edge + pixel;
            const double dx = segment.to.x - segment.from.x;
            const double dy = segment.to.y - segment.from.y;
            const double squared = std::max(dx * dx + dy * dy, 1e-12);
            m_canvas.around(middle, reach, [&](Colour &at, FieldPoint here, double) {
                const double along = std::clamp(
                    ((here.x - segment.from.x) * dx + (here.y - segment.from.y) * dy) / squared,
                    0.0, 1.0);
                const double distance =
                    between(here, {segment.from.x + along * dx, segment.from.y + along * dy});
                const float cover = float(faint * smoothStep(drawn + edge, drawn - edge, distance));
                const auto index = std::size_t(&at - first);
                float &store = segment.vein ? veins[index] : arteries[index];
                store = std::max(store, cover);
                if (!segment.vein && drawn > 0.6 * pixel)
                    reflexes[index] = std::max(
                        reflexes[index], float(faint * smoothStep(drawn * 0.45, 0, distance)));
            });
        }
        for (std::size_t i = 0; i < veins.size(); ++i) {
            absorb(first[i], {0.36, 0.66, 0.52}, double(veins[i]));
            absorb(first[i], {0.20, 0.52, 0.42}, double(arteries[i]));
            blend(first[i], {0.93, 0.50, 0.30}, 0.35 * double(reflexes[i]));
        }
    }

    void spot(FieldPoint centre, double radius, const Colour &colour, double share, double softness,
              double ragged)
    {
        const std::uint64_t seed = m_random.next();
        m_canvas.around(
            centre, radius * 1.8 + soft(), [&](Colour &pixel, FieldPoint here, double d) {
                const double wobble =
                    ragged * radius * (smoothNoise(here.x * 34, here.y * 34, seed) - 0.5) * 2;
                const double edge = std::max(softness * radius, 0.6 * m_canvas.pixelWidth());
                blend(pixel, colour, share * smoothStep(radius + edge, radius - edge, d + wobble));
            });
    }

    void paintRetinopathy()
    {
        static constexpr std::array<int, 4> aneurysms{0, 8, 18, 30};
        static constexpr std::array<int, 4> haemorrhages{0, 0, 7, 15};
        const Colour blood{0.36, 0.055, 0.045};
        const auto severity = std::size_t(m_eye.severity);
        for (int i = 0; i < aneurysms[severity]; ++i) {
            const FieldPoint at = aroundFovea(0.12, 0.62);
            if (!onDisc(at))
                spot(at, m_random.between(0.007, 0.011), blood, 0.85, 0.35, 0);
        }
        for (int i = 0; i < haemorrhages[severity]; ++i) {
            // Two thirds lie in the quadrant that the report names.
            const FieldPoint at = i % 3 != 0 ? inQuadrant(0.22, 0.66) : aroundFovea(0.2, 0.75);
            if (onDisc(at))
                continue;
            const double radius = m_random.between(0.016, 0.036);
            spot(at, radius, blood, 0.88, 0.30, 0.55);
            if (m_random.chance(0.4)) // Blots grow together.
                spot({at.x + radius * 1.1, at.y + radius * m_random.between(-0.8, 0.8)},
                     radius * 0.7, blood, 0.85, 0.35, 0.5);
        }
        if (m_eye.exudates) {
            const int clusters = 1 + m_eye.severity;
            for (int cluster = 0; cluster < clusters; ++cluster) {
                const FieldPoint middle =
                    cluster == 0 ? inQuadrant(0.14, 0.24) : aroundFovea(0.14, 0.34);
                const double ring = m_random.between(0.035, 0.085);
                for (int i = 0; i < 14; ++i) {
                    const double angle = m_random.between(-pi, pi);
                    const double radius = ring * m_random.between(0.55, 1.1);
                    spot({middle.x + radius * portableCosine(angle),
                          middle.y + radius * portableSine(angle)},
                         m_random.between(0.005, 0.012), {1.0, 0.87, 0.42}, 0.9, 0.25, 0.4);
                }
            }
        }
        if (m_eye.severity == 3)
            for (int i = 0; i < 4; ++i) { // Cotton-wool spots lie near the arcades.
                const FieldPoint at = aroundFovea(0.38, 0.62);
                if (!onDisc(at, 1.6))
                    spot(at, m_random.between(0.028, 0.045), {0.97, 0.88, 0.70}, 0.72, 0.75, 0.5);
            }
        if (m_eye.laserScars)
            paintLaserScars();
    }

    void paintLaserScars()
    {
        for (double y = -0.9; y <= 0.9; y += 0.115)
            for (double x = -0.9; x <= 0.9; x += 0.115) {
                const FieldPoint at{x + m_random.between(-0.028, 0.028),
                                    y + m_random.between(-0.028, 0.028)};
                if (between(at, m_anatomy.fovea) < 0.58 || between(at, m_anatomy.disc) < 0.34)
                    continue;
                const double radius = m_random.between(0.024, 0.034);
                spot(at, radius, {0.90, 0.74, 0.50}, 0.80, 0.22, 0.25);
                if (m_random.chance(0.7))
                    spot({at.x + 0.004, at.y}, radius * 0.5, {0.22, 0.13, 0.10}, 0.75, 0.5, 0.4);
            }
    }

    void paintDrusen()
    {
        static constexpr std::array<int, 4> counts{0, 22, 48, 80};
        const auto severity = std::size_t(m_eye.severity);
        for (int i = 0; i < counts[severity]; ++i) {
            const double reach = 0.10 + 0.26 * m_random.fraction();
            const FieldPoint at = aroundFovea(0.0, reach);
            const bool large = m_eye.severity > 1 && m_random.chance(0.35);
            spot(at, large ? m_random.between(0.018, 0.030) : m_random.between(0.008, 0.014),
                 {0.96, 0.77, 0.43}, 0.72, large ? 0.6 : 0.4, 0.15);
        }
        if (m_eye.atrophy) {
            const double radius = m_random.between(0.11, 0.16);
            spot(m_anatomy.fovea, radius, {0.93, 0.73, 0.50}, 0.82, 0.06, 0.35);
            // Large choroidal vessels show in its floor.
            m_canvas.around(
                m_anatomy.fovea, radius * 0.95, [&](Colour &pixel, FieldPoint here, double) {
                    const double ridge = 1
                        - 2
                            * std::abs(smoothNoise(here.x * 13, here.y * 13, m_eye.seed + 61)
                                       - 0.5);
                    absorb(pixel, {0.10, 0.34, 0.36}, 0.75 * smoothStep(0.80, 0.96, ridge));
                });
        }
    }

    // A splinter on the disc's edge, along the nerve fibres.
    void paintDiscHaemorrhage()
    {
        const bool below = m_eye.quadrant == Quadrant::inferiorTemporal
            || m_eye.quadrant == Quadrant::inferiorNasal;
        const double side = below ? 1.0 : -1.0;
        for (int i = 0; i < 7; ++i) {
            const double t = i / 6.0;
            spot({m_anatomy.disc.x - m_anatomy.discRadiusX * (0.55 + 0.22 * t),
                  m_anatomy.disc.y + side * m_anatomy.discRadiusY * (0.78 + 0.62 * t)},
                 0.013 * (1.15 - t * 0.7), {0.55, 0.06, 0.05}, 0.85, 0.35, 0.2);
        }
    }

    void illuminate()
    {
        const double shiftX = m_random.between(-0.14, 0.14);
        const double shiftY = m_random.between(-0.10, 0.10);
        const double fall = m_random.between(0.26, 0.40);
        m_canvas.everywhere([&](Colour &pixel, FieldPoint here) {
            const double x = here.x - shiftX;
            const double y = here.y - shiftY;
            const double light = 1.06 - fall * (x * x + y * y);
            for (double &value : pixel)
                value *= light;
            pixel[2] *= 0.92 + 0.08 * light;
        });
    }

    void paintHaze()
    {
        const double amount = 0.20 + 0.155 * m_eye.severity;
        m_canvas.blur(0.005 + 0.007 * m_eye.severity);
        const Colour veil{0.70, 0.56, 0.36};
        m_canvas.everywhere([&](Colour &pixel, FieldPoint here) {
            const double cloud = layeredNoise(here.x * 1.3 + 5, here.y * 1.3, 3, m_eye.seed + 71);
            blend(pixel, veil, std::clamp(amount * (0.72 + 0.56 * cloud), 0.0, 0.86));
        });
    }

    void paintCamera()
    {
        static constexpr std::array<Colour, 3> tints{
            {{1.0, 1.0, 1.0}, {1.03, 0.90, 0.84}, {0.93, 1.03, 1.10}}};
        const Colour tint = tints[std::size_t(m_eye.camera)];
        const bool flat = m_eye.camera == 2; // The field is cut above and below.
        const bool notch = m_eye.camera == 1;
        const double radius = flat ? 0.985 : 0.955;
        const double pixelWidth = m_canvas.pixelWidth();
        std::uint64_t state = m_eye.seed * 31 + 7;
        m_canvas.everywhere([&](Colour &pixel, FieldPoint here) {
            state += 0x9E3779B97F4A7C15ull;
            const std::uint64_t bits = SampleRandom::mixed(state);
            // Three sums of uniform numbers: noise near to a normal one, without a logarithm.
            const auto noise = [&](int shift) {
                return (double(bits >> shift & 0x3FF) + double(bits >> (shift + 10) & 0x3FF)) / 1023
                    - 1;
            };
            const double d = std::sqrt(here.x * here.x + here.y * here.y);
            double field = smoothStep(radius + pixelWidth, radius - pixelWidth, d);
            if (flat)
                field *= smoothStep(0.86 + pixelWidth, 0.86 - pixelWidth, std::abs(here.y));
            if (notch) { // A small tab at the upper right, as some cameras print.
                const double x =
                    (m_eye.eye == Laterality::right ? here.x : -here.x) - 0.66; // The camera's own.
                const double y = here.y + 0.70;
                field = std::max(field, x * x + y * y < 0.0022 ? 1.0 : 0.0);
            }
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const double value =
                    pixel[channel] * tint[channel] + 0.011 * noise(int(channel) * 20);
                pixel[channel] = std::clamp(value, 0.0, 1.0) * field + 0.012 * (1 - field);
            }
        });
    }

    const EyeDescription &m_eye;
    FundusAnatomy m_anatomy;
    PixelCanvas m_canvas;
    SampleRandom m_random;
};

} // namespace

RgbImage paintFundus(const EyeDescription &eye, int size_px)
{
    return Painter(eye, size_px).paint();
}

} // namespace retclip
