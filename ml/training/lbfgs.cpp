// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/lbfgs.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>

namespace retclip {
namespace {

using Vector = std::vector<double>;

double dot(const Vector &a, const Vector &b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double largest(const Vector &a)
{
    double most = 0;
    for (const double value : a)
        most = std::max(most, std::abs(value));
    return most;
}

struct Pair
{
    Vector step, change;
    double inverse_product;
};

// The two loops of algorithm 7.4: minus the inverse Hessian's estimate times the gradient.
Vector direction_of(const std::deque<Pair> &pairs, const Vector &gradient)
{
    Vector d(gradient.size());
    std::transform(gradient.begin(), gradient.end(), d.begin(), [](double g) { return -g; });
    Vector alphas(pairs.size());
    for (std::size_t p = pairs.size(); p-- > 0;) {
        alphas[p] = pairs[p].inverse_product * dot(pairs[p].step, d);
        for (std::size_t i = 0; i < d.size(); ++i)
            d[i] -= alphas[p] * pairs[p].change[i];
    }
    if (!pairs.empty()) {
        const Pair &last = pairs.back();
        const double scale = 1.0 / (last.inverse_product * dot(last.change, last.change));
        for (double &value : d)
            value *= scale;
    }
    for (std::size_t p = 0; p < pairs.size(); ++p) {
        const double beta = pairs[p].inverse_product * dot(pairs[p].change, d);
        for (std::size_t i = 0; i < d.size(); ++i)
            d[i] += (alphas[p] - beta) * pairs[p].step[i];
    }
    return d;
}

} // namespace

LbfgsOutcome minimise(const SmoothFunction &function, std::vector<double> start,
                      const LbfgsOptions &options, std::stop_token stop)
{
    LbfgsOutcome outcome;
    Vector x = std::move(start);
    Vector gradient(x.size()), next(x.size()), next_gradient(x.size());
    double value = function(x, gradient);
    std::deque<Pair> pairs;
    while (outcome.iterations < options.maximum_iterations) {
        if (largest(gradient) <= options.tolerance) {
            outcome.converged = true;
            break;
        }
        if (stop.stop_requested()) {
            outcome.cancelled = true;
            break;
        }
        Vector d = direction_of(pairs, gradient);
        double slope = dot(gradient, d);
        if (!(slope < 0)) { // Rounding spoilt the estimate: begin afresh, downhill.
            pairs.clear();
            d = direction_of(pairs, gradient);
            slope = dot(gradient, d);
        }
        double step = pairs.empty() ? std::min(1.0, 1.0 / std::sqrt(-slope)) : 1.0;
        double low = 0;
        double high = std::numeric_limits<double>::infinity();
        double next_value = value;
        bool moved = false;
        for (int trial = 0; trial < 60; ++trial) {
            for (std::size_t i = 0; i < x.size(); ++i)
                next[i] = x[i] + step * d[i];
            next_value = function(next, next_gradient);
            // The last digits of the value are noise near the optimum: allow for them.
            const double noise = 1e-15 * std::abs(value);
            if (!(next_value <= value + 1e-4 * step * slope + noise)) {
                high = step;
            } else if (dot(next_gradient, d) < 0.9 * slope) {
                low = step;
                moved = true;
            } else {
                moved = true;
                break;
            }
            step = std::isinf(high) ? 2 * step : 0.5 * (low + high);
        }
        ++outcome.iterations;
        if (!moved)
            break; // No further decrease can be told from rounding.
        Pair pair{Vector(x.size()), Vector(x.size()), 0};
        for (std::size_t i = 0; i < x.size(); ++i) {
            pair.step[i] = next[i] - x[i];
            pair.change[i] = next_gradient[i] - gradient[i];
        }
        const double product = dot(pair.step, pair.change);
        if (product > 1e-300) {
            pair.inverse_product = 1.0 / product;
            pairs.push_back(std::move(pair));
            if (int(pairs.size()) > options.history)
                pairs.pop_front();
        }
        std::swap(x, next);
        std::swap(gradient, next_gradient);
        value = next_value;
    }
    outcome.point = std::move(x);
    return outcome;
}

} // namespace retclip
