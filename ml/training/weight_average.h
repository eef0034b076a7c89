// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ml/training/adamw.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace retclip {

/// Exponential moving average of weights under training: after step t, e = d_t e + (1 - d_t) w with
/// d_t = min(decay, (1 + t) / (10 + t)), so that the first weights do not linger in short runs.
///
/// Threads: the run's. Deterministic.
class WeightAverage
{
public:
    /// Starts at the weights as they are.
    WeightAverage(std::vector<NamedParameter> weights, double decay);

    void update(std::int64_t step); ///< After optimizer step `step`, from 1.
    /// The averages into the weights' places and back: a second call undoes the first.
    void exchange();

    /// All that is saved: of `all`, what is averaged by its average; and beside it the weights under
    /// training as "optimizer.trained.NAME", to go on from.
    [[nodiscard]] std::vector<NamedParameter> saved(std::vector<NamedParameter> all) const;
    /// After the saved averages were copied into the weights: takes them over, and puts the weights
    /// under training back from the optimizer's part of the file. False: one is missing or misshapen.
    [[nodiscard]] bool restore(const std::vector<NamedParameter> &optimizer_part);

private:
    std::vector<NamedParameter> m_weights, m_averages; ///< In the same order.
    double m_decay;
};

} // namespace retclip
