// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"

#include <span>

namespace retclip {

/// Two AUROCs of the same cases, compared by DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988)
/// with the ranks of Sun and Xu (IEEE Signal Processing Letters 21, 2014). The cases count as
/// independent: with several exams a patient prefer the bootstrap over patients.
struct AurocComparison
{
    double first = 0, second = 0;
    double variance_first = 0, variance_second = 0, covariance = 0;
    /// Of first - second, two-sided; absent where the difference has no variance.
    std::optional<double> z, p;
    std::optional<Interval> difference; ///< first - second, at the level asked for.
};

/// `truth`: 0 or 1, as many as scores of each. Nothing where a class is absent.
[[nodiscard]] std::optional<AurocComparison> compare_aurocs(std::span<const int> truth,
                                                            std::span<const double> first,
                                                            std::span<const double> second,
                                                            double level = 0.95);

/// One AUROC's interval by the same variance, within [0, 1]. Nothing where a class is absent.
[[nodiscard]] std::optional<Interval> delong_interval(std::span<const int> truth,
                                                      std::span<const double> scores,
                                                      double level = 0.95);

} // namespace retclip
