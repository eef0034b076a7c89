// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace retclip {

/// One bin of a reliability diagram: cases whose probability lies in (low, high].
struct ReliabilityBin
{
    double low = 0, high = 0;
    double mean_probability = 0;
    double share_positive = 0; ///< Of the cases; with a Wilson interval below.
    double share_low = 0, share_high = 0;
    std::int64_t cases = 0;
};
/// `truth` 0 or 1 (others are left out), probabilities in [0, 1]. Empty bins are left out.
[[nodiscard]] std::vector<ReliabilityBin> reliability(std::span<const int> truth,
                                                      std::span<const double> probabilities,
                                                      int bins = 10);

/// Temperature scaling (Guo et al. 2017): the T for which probability^(1/T), normalised, has the
/// least log loss. Fit it on validation, never on test. `probabilities`: cases × classes, row-major;
/// one class: of the positive one. Nothing where no case is labelled, or where only one class occurs
/// (any sharper T would fit it better still).
[[nodiscard]] std::optional<double> fit_temperature(std::span<const int> truth,
                                                    std::span<const double> probabilities,
                                                    std::size_t classes);
/// In place.
void apply_temperature(std::span<double> probabilities, std::size_t classes, double temperature);

} // namespace retclip
