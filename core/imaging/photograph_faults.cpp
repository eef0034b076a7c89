// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/photograph_faults.h"

#include <algorithm>
#include <cmath>

namespace retclip {

PhotographVerdict judged(const PhotographQuality &quality, int width, int height,
                         const QualityLimits &limits)
{
    struct Measure
    {
        const char *fault;
        double goodness; ///< Below 0.5: a fault.
    };
    std::vector<Measure> measures;
    const auto more_is_better = [&](const char *fault, double value, double limit) {
        measures.push_back({fault, std::clamp(0.5 * value / limit, 0.0, 1.0)});
    };
    // Shares end at 1, so their good side is measured by what is missing.
    const auto less_is_better = [&](const char *fault, double value, double limit) {
        measures.push_back({fault, std::clamp(1.0 - 0.5 * value / limit, 0.0, 1.0)});
    };
    more_is_better("blurred", quality.focus, limits.focus);
    less_is_better("overexposed", quality.overexposed, limits.overexposed);
    more_is_better("underexposed", quality.illumination, limits.illumination);
    more_is_better("uneven", quality.evenness, limits.evenness);
    less_is_better("low_contrast", quality.haze, limits.haze);
    less_is_better("glare", quality.glare, limits.glare);
    if (quality.retina && std::min(width, height) > 0) {
        less_is_better("field_cut", 1 - quality.retina->inside_share, 1 - limits.field);
        more_is_better("small_disc", 2 * quality.retina->radius / std::min(width, height),
                       limits.disc_size);
    }
    std::stable_sort(measures.begin(), measures.end(), [](const Measure &a, const Measure &b) {
        return a.goodness < b.goodness;
    });
    PhotographVerdict verdict;
    verdict.score = measures.front().goodness;
    for (const Measure &measure : measures)
        if (measure.goodness < 0.5)
            verdict.faults.emplace_back(measure.fault);
    return verdict;
}

namespace {

struct TileSums
{
    double light = 0, detail = 0, white = 0;
    int count = 0; ///< Pixels of the retina.
};

/// What each tile holds of the retina.
std::vector<TileSums> tile_sums(const RgbImage &image, const FaultMap &map, double tile)
{
    const auto circle = find_retina(image);
    std::vector<TileSums> sums(std::size_t(map.columns) * std::size_t(map.rows));
    const auto at = [&](int x, int y) {
        return image.pixels.data() + (std::size_t(y) * std::size_t(image.width) + std::size_t(x)) * 3;
    };
    for (int y = 1; y + 1 < image.height; ++y) {
        for (int x = 1; x + 1 < image.width; ++x) {
            if (circle && std::hypot(x - circle->x, y - circle->y) > 0.95 * circle->radius)
                continue;
            TileSums &sum = sums[std::size_t(std::min(map.rows - 1, int(y / tile))) * std::size_t(map.columns)
                                 + std::size_t(std::min(map.columns - 1, int(x / tile)))];
            const std::uint8_t *p = at(x, y);
            const int detail = 4 * p[1] - at(x - 1, y)[1] - at(x + 1, y)[1] - at(x, y - 1)[1] - at(x, y + 1)[1];
            sum.light += (0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]) / 255;
            sum.detail += double(detail) * detail;
            sum.white += std::min({p[0], p[1], p[2]}) >= 250;
            ++sum.count;
        }
    }
    return sums;
}

} // namespace

FaultMap fault_map(const RgbImage &photograph, int tiles_across, const QualityLimits &limits)
{
    FaultMap map;
    if (photograph.empty() || tiles_across < 1)
        return map;
    const RgbImage image = reduced(photograph, 512); // The size at which focus is measured.
    const double tile = double(std::max(image.width, image.height)) / tiles_across;
    map.columns = std::max(1, int(std::lround(image.width / tile)));
    map.rows = std::max(1, int(std::lround(image.height / tile)));
    const std::vector<TileSums> sums = tile_sums(image, map, tile);
    double light = 0;
    int count = 0;
    for (const TileSums &sum : sums) {
        light += sum.light;
        count += sum.count;
    }
    const double usual = count > 0 ? light / count : 0;
    for (const TileSums &sum : sums) {
        TileFault fault = TileFault::none;
        if (sum.count > tile * tile / 3) {
            if (sum.white / sum.count > 0.2)
                fault = TileFault::bright;
            else if (sum.light / sum.count < std::max(0.4 * usual, 0.6 * limits.illumination))
                fault = TileFault::dark;
            else if (std::sqrt(sum.detail / sum.count) / 8 < limits.focus)
                fault = TileFault::blurred;
        }
        map.tiles.push_back(fault);
    }
    return map;
}

} // namespace retclip
