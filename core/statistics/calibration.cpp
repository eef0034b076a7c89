// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/calibration.h"

#include "core/statistics/proportion.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace retclip {

namespace {

// A probability of 0 or 1 would have an infinite logit.
constexpr double least = 1e-12;

double logit(double p)
{
    const double kept = std::clamp(p, least, 1 - least);
    return std::log(kept / (1 - kept));
}

/// Mean log loss of the labelled cases at 1/T.
double loss_at(std::span<const int> truth, std::span<const double> probabilities,
               std::size_t classes, double sharpness)
{
    double sum = 0;
    std::size_t cases = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (truth[i] < 0)
            continue;
        ++cases;
        if (classes == 1) {
            const double z = logit(probabilities[i]) * sharpness;
            sum += std::log1p(std::exp(-std::fabs(z))) + std::max(z, 0.0) - (truth[i] == 1 ? z : 0);
            continue;
        }
        const double *row = probabilities.data() + i * classes;
        double largest = -1e300;
        for (std::size_t c = 0; c < classes; ++c)
            largest = std::max(largest, std::log(std::max(row[c], least)) * sharpness);
        double all = 0;
        for (std::size_t c = 0; c < classes; ++c)
            all += std::exp(std::log(std::max(row[c], least)) * sharpness - largest);
        sum += largest + std::log(all)
            - std::log(std::max(row[std::size_t(truth[i])], least)) * sharpness;
    }
    return sum / double(std::max<std::size_t>(cases, 1));
}

} // namespace

std::vector<ReliabilityBin> reliability(std::span<const int> truth,
                                        std::span<const double> probabilities, int bins)
{
    std::vector<ReliabilityBin> all(static_cast<std::size_t>(bins));
    std::vector<double> positives(all.size());
    for (std::size_t i = 0; i < std::min(truth.size(), probabilities.size()); ++i) {
        if (truth[i] < 0)
            continue;
        const double p = probabilities[i];
        const auto bin = std::size_t(std::clamp(int(std::ceil(p * bins)) - 1, 0, bins - 1));
        ++all[bin].cases;
        all[bin].mean_probability += p;
        positives[bin] += truth[i] == 1;
    }
    std::vector<ReliabilityBin> filled;
    for (std::size_t b = 0; b < all.size(); ++b) {
        ReliabilityBin bin = all[b];
        if (bin.cases == 0)
            continue;
        const double n = double(bin.cases);
        bin.low = double(b) / bins;
        bin.high = double(b + 1) / bins;
        bin.mean_probability /= n;
        bin.share_positive = positives[b] / n;
        const Interval around = *wilson_interval(std::int64_t(positives[b]), bin.cases);
        bin.share_low = around.low;
        bin.share_high = around.high;
        filled.push_back(bin);
    }
    return filled;
}

std::optional<double> fit_temperature(std::span<const int> truth,
                                      std::span<const double> probabilities, std::size_t classes)
{
    std::set<int> seen;
    for (int label : truth)
        if (label >= 0)
            seen.insert(label);
    if (seen.size() < 2 || classes == 0 || probabilities.size() != truth.size() * classes)
        return {};
    // The loss is convex in 1/T, hence has one minimum in log T: golden section finds it.
    constexpr double golden = 0.6180339887498949;
    double low = std::log(0.02), high = std::log(50.0);
    const auto at = [&](double log_temperature) {
        return loss_at(truth, probabilities, classes, std::exp(-log_temperature));
    };
    double a = high - golden * (high - low), b = low + golden * (high - low);
    double loss_a = at(a), loss_b = at(b);
    while (high - low > 1e-7) {
        if (loss_a < loss_b) {
            high = b;
            b = a;
            loss_b = loss_a;
            a = high - golden * (high - low);
            loss_a = at(a);
        } else {
            low = a;
            a = b;
            loss_a = loss_b;
            b = low + golden * (high - low);
            loss_b = at(b);
        }
    }
    return std::exp(0.5 * (low + high));
}

void apply_temperature(std::span<double> probabilities, std::size_t classes, double temperature)
{
    const double sharpness = 1 / temperature;
    if (classes == 1) {
        for (double &p : probabilities)
            p = 1 / (1 + std::exp(-logit(p) * sharpness));
        return;
    }
    for (std::size_t row = 0; row + classes <= probabilities.size(); row += classes) {
        double sum = 0;
        for (std::size_t c = 0; c < classes; ++c) {
            double &p = probabilities[row + c];
            p = std::pow(std::max(p, least), sharpness);
            sum += p;
        }
        for (std::size_t c = 0; c < classes; ++c)
            probabilities[row + c] /= sum;
    }
}

} // namespace retclip
