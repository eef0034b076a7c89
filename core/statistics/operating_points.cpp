// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/operating_points.h"

#include <algorithm>

namespace retclip {

std::optional<OperatingPoint> sensitivity_at_specificity(const std::vector<int> &truth,
                                                         const std::vector<double> &scores,
                                                         double specificity)
{
    std::optional<OperatingPoint> best;
    for (const CurvePoint &point : roc_curve(truth, scores)) {
        const OperatingPoint each{point.threshold, point.y, 1 - point.x};
        if (each.specificity < specificity)
            continue;
        // Of equally sensitive ones the more specific.
        if (!best || each.sensitivity > best->sensitivity
            || (each.sensitivity == best->sensitivity && each.specificity > best->specificity))
            best = each;
    }
    return best;
}

std::optional<OperatingPoint> specificity_at_sensitivity(const std::vector<int> &truth,
                                                         const std::vector<double> &scores,
                                                         double sensitivity)
{
    std::optional<OperatingPoint> best;
    for (const CurvePoint &point : roc_curve(truth, scores)) {
        const OperatingPoint each{point.threshold, point.y, 1 - point.x};
        if (each.sensitivity < sensitivity)
            continue;
        if (!best || each.specificity > best->specificity
            || (each.specificity == best->specificity && each.sensitivity > best->sensitivity))
            best = each;
    }
    return best;
}

std::vector<DecisionPoint> decision_curve(const std::vector<int> &truth,
                                          const std::vector<double> &scores, int steps)
{
    std::vector<double> with, without; // Scores of cases with and without the class, rising.
    for (std::size_t i = 0; i < std::min(truth.size(), scores.size()); ++i)
        if (truth[i] >= 0)
            (truth[i] == 1 ? with : without).push_back(scores[i]);
    std::sort(with.begin(), with.end());
    std::sort(without.begin(), without.end());
    const double n = double(with.size() + without.size());
    std::vector<DecisionPoint> curve;
    if (n == 0)
        return curve;
    const auto called = [](const std::vector<double> &sorted, double threshold) {
        return double(sorted.end() - std::lower_bound(sorted.begin(), sorted.end(), threshold));
    };
    for (int step = 1; step < steps; ++step) {
        const double threshold = double(step) / steps, odds = threshold / (1 - threshold);
        curve.push_back({threshold,
                         called(with, threshold) / n - called(without, threshold) / n * odds,
                         double(with.size()) / n - double(without.size()) / n * odds});
    }
    return curve;
}

} // namespace retclip
