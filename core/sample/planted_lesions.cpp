// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/planted_lesions.h"

#include "core/sample/fundus_painter.h"

#include <cstdlib>

namespace retclip {

namespace {
constexpr int leastDifference = 60; // Of red, green and blue together, of 765.
constexpr double largestShare = 0.3;
} // namespace

std::optional<Region> plantedLesions(const EyeDescription &eye, int size_px)
{
    if (eye.finding == SampleFinding::normal)
        return {};
    EyeDescription healthy = eye;
    healthy.finding = SampleFinding::normal;
    healthy.severity = 0;
    healthy.cupDisc = 0.3;
    healthy.exudates = healthy.laserScars = healthy.discHaemorrhage = healthy.atrophy = false;
    const RgbImage with = paintFundus(eye, size_px), without = paintFundus(healthy, size_px);
    BrushMask mask(QSize(with.width, with.height));
    qint64 count = 0;
    for (int y = 0; y < with.height; ++y)
        for (int x = 0; x < with.width; ++x) {
            const std::size_t at = (std::size_t(y) * std::size_t(with.width) + std::size_t(x)) * 3;
            int difference = 0;
            for (std::size_t c = 0; c < 3; ++c)
                difference += std::abs(int(with.pixels[at + c]) - int(without.pixels[at + c]));
            if (difference < leastDifference)
                continue;
            mask.inside[std::size_t(x) * std::size_t(with.height) + std::size_t(y)] = 1;
            ++count;
        }
    if (count == 0 || double(count) > largestShare * with.width * with.height)
        return {};
    Region region;
    region.className = QString::fromLatin1(plantedLesionClass);
    region.geometry = mask.geometry();
    region.person = QStringLiteral("sample generator");
    return region;
}

} // namespace retclip
