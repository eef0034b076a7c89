// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

namespace retclip {

/// Value and gradient (written to the second argument) at a point.
using SmoothFunction = std::function<double(const std::vector<double> &, std::vector<double> &)>;

struct LbfgsOptions
{
    int history = 12;
    int maximum_iterations = 2000;
    double tolerance = 1e-8; ///< Largest absolute gradient entry at the end.
};
struct LbfgsOutcome
{
    std::vector<double> point;
    int iterations = 0;
    bool converged = false;
    bool cancelled = false;
};

/// Limited-memory BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.5) with a line
/// search that brackets and halves until both weak Wolfe conditions hold. For smooth convex
/// functions. Threads: any.
[[nodiscard]] LbfgsOutcome minimise(const SmoothFunction &function, std::vector<double> start,
                                    const LbfgsOptions &options, std::stop_token stop = {});

} // namespace retclip
