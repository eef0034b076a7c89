// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"

#include <optional>
#include <vector>

namespace retclip {

/// What happens at one threshold: a case is called positive where score >= threshold.
struct OperatingPoint
{
    double threshold = 0;
    double sensitivity = 0;
    double specificity = 0;
};
/// The highest sensitivity among thresholds with at least that specificity, and the reverse. Nothing
/// where a class is absent. The threshold may be infinite (nothing is called positive).
[[nodiscard]] std::optional<OperatingPoint>
sensitivity_at_specificity(const std::vector<int> &truth, const std::vector<double> &scores,
                           double specificity);
[[nodiscard]] std::optional<OperatingPoint>
specificity_at_sensitivity(const std::vector<int> &truth, const std::vector<double> &scores,
                           double sensitivity);

/// A point of a decision curve (Vickers and Elkin 2006): the net benefit of treating by the model at
/// a threshold probability, beside treating all and none (0).
struct DecisionPoint
{
    double threshold = 0;
    double model = 0;
    double treat_all = 0;
};
/// At thresholds 1/steps … (steps-1)/steps. `scores` are probabilities. Empty without a labelled case.
[[nodiscard]] std::vector<DecisionPoint> decision_curve(const std::vector<int> &truth,
                                                        const std::vector<double> &scores,
                                                        int steps = 100);

} // namespace retclip
