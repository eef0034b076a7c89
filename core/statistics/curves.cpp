// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/classification.h"

#include <algorithm>
#include <limits>

namespace retclip {
namespace {

/// Calls `each(true positives, false positives, threshold)` at every distinct score, falling.
template <typename Each>
void sweep(const std::vector<int> &truth, const std::vector<double> &scores, Each each)
{
    std::vector<std::pair<double, int>> cases;
    for (std::size_t i = 0; i < std::min(truth.size(), scores.size()); ++i) {
        if (truth[i] >= 0)
            cases.emplace_back(scores[i], truth[i]);
    }
    std::sort(cases.begin(), cases.end(),
              [](const auto &a, const auto &b) { return a.first > b.first; });
    double right = 0, wrong = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        (cases[i].second == 1 ? right : wrong) += 1;
        if (i + 1 == cases.size() || cases[i + 1].first != cases[i].first)
            each(right, wrong, cases[i].first);
    }
}

struct Totals
{
    double positives = 0, negatives = 0;
};

Totals totals(const std::vector<int> &truth)
{
    return {double(std::count(truth.begin(), truth.end(), 1)),
            double(std::count(truth.begin(), truth.end(), 0))};
}

} // namespace

std::vector<CurvePoint> roc_curve(const std::vector<int> &truth, const std::vector<double> &scores)
{
    const Totals all = totals(truth);
    if (all.positives == 0 || all.negatives == 0)
        return {};
    std::vector<CurvePoint> points{{0, 0, std::numeric_limits<double>::infinity()}};
    sweep(truth, scores, [&](double right, double wrong, double threshold) {
        points.push_back({wrong / all.negatives, right / all.positives, threshold});
    });
    return points;
}

std::vector<CurvePoint> precision_recall_curve(const std::vector<int> &truth,
                                               const std::vector<double> &scores)
{
    const Totals all = totals(truth);
    if (all.positives == 0)
        return {};
    std::vector<CurvePoint> points{{0, 1, std::numeric_limits<double>::infinity()}};
    sweep(truth, scores, [&](double right, double wrong, double threshold) {
        points.push_back({right / all.positives, right / (right + wrong), threshold});
    });
    return points;
}

std::optional<double> youden_threshold(const std::vector<int> &truth,
                                       const std::vector<double> &scores)
{
    const Totals all = totals(truth);
    if (all.positives == 0 || all.negatives == 0)
        return std::nullopt;
    double best = -1, best_threshold = 0;
    sweep(truth, scores, [&](double right, double wrong, double threshold) {
        const double index = right / all.positives - wrong / all.negatives;
        if (index > best) {
            best = index;
            best_threshold = threshold;
        }
    });
    return best_threshold;
}

} // namespace retclip
