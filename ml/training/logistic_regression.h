// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"

#include <stop_token>
#include <vector>

namespace retclip {

/// One L2-penalised logistic regression, scikit-learn's objective: C * sum of log-loss + 0.5 |W|^2,
/// the intercept not penalised; one logistic output for two classes, softmax over all for more.
struct LogisticProblem
{
    const Matrix *features = nullptr; ///< N x width, unscaled.
    std::vector<int> classes;         ///< N entries 0 .. class_count-1; -1: the row is left out.
    int class_count = 2;
    double c = 1.0;
    int threads = 1;
    int maximum_iterations = 2000;
    double tolerance = 1e-8; ///< Largest gradient entry of the mean objective at the end.
};

struct LogisticFit
{
    int outputs = 0; ///< 1 for two classes.
    int width = 0;
    std::vector<double> weights; ///< outputs x width
    std::vector<double> bias;    ///< outputs
    int iterations = 0;
    bool converged = false;
};

/// Minimises by L-BFGS in double precision; the optimum is unique in W.
///
/// Errors:  invalid_argument (shapes, C <= 0, no row, NaN features); cancelled.
/// Threads: any; uses up to `threads`. Cost: O(N width outputs) an iteration.
/// `start`: a fit of the same shape to begin from (another C); may be null.
[[nodiscard]] Result<LogisticFit> fit_logistic(const LogisticProblem &problem,
                                               std::stop_token stop = {},
                                               const LogisticFit *start = nullptr);

/// Rows x 1 (probability of class 1) for one output, else rows x outputs.
[[nodiscard]] Matrix logistic_probabilities(const LogisticFit &fit, const Matrix &features);

} // namespace retclip
