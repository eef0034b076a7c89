// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/photograph_faults.h"

#include <algorithm>

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

} // namespace retclip
