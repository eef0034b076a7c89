// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/auroc_comparison.h"

#include "core/statistics/normal_distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace retclip {

namespace {

/// Ranks from 1; equal values share the middle of theirs.
std::vector<double> middle_ranks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        const double middle = 0.5 * double(begin + end + 1);
        for (std::size_t i = begin; i < end; ++i)
            ranks[order[i]] = middle;
        begin = end;
    }
    return ranks;
}

/// DeLong's structural components: for each case with the class the share of cases without it that
/// score lower, and the reverse.
struct Components
{
    std::vector<double> positives, negatives;
    double auroc = 0;
};

Components components(std::span<const int> truth, std::span<const double> scores)
{
    std::vector<double> positive, negative, all;
    for (std::size_t i = 0; i < truth.size(); ++i)
        (truth[i] == 1 ? positive : negative).push_back(scores[i]);
    all = positive;
    all.insert(all.end(), negative.begin(), negative.end());
    const auto among_all = middle_ranks(all);
    const auto among_positives = middle_ranks(positive), among_negatives = middle_ranks(negative);
    const double m = double(positive.size()), n = double(negative.size());
    Components result;
    for (std::size_t i = 0; i < positive.size(); ++i) {
        result.positives.push_back((among_all[i] - among_positives[i]) / n);
        result.auroc += result.positives.back() / m;
    }
    for (std::size_t j = 0; j < negative.size(); ++j)
        result.negatives.push_back(1 - (among_all[positive.size() + j] - among_negatives[j]) / m);
    return result;
}

double covariance(std::span<const double> a, std::span<const double> b)
{
    const double n = double(a.size());
    if (a.size() < 2)
        return 0;
    const double mean_a = std::accumulate(a.begin(), a.end(), 0.0) / n;
    const double mean_b = std::accumulate(b.begin(), b.end(), 0.0) / n;
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - mean_a) * (b[i] - mean_b);
    return sum / (n - 1);
}

double covariance(const Components &a, const Components &b)
{
    return covariance(a.positives, b.positives) / double(a.positives.size())
        + covariance(a.negatives, b.negatives) / double(a.negatives.size());
}

bool has_both_classes(std::span<const int> truth)
{
    return std::find(truth.begin(), truth.end(), 1) != truth.end()
        && std::find(truth.begin(), truth.end(), 0) != truth.end();
}

} // namespace

std::optional<AurocComparison> compare_aurocs(std::span<const int> truth,
                                              std::span<const double> first,
                                              std::span<const double> second, double level)
{
    if (!has_both_classes(truth) || first.size() != truth.size() || second.size() != truth.size())
        return {};
    const Components a = components(truth, first), b = components(truth, second);
    AurocComparison result;
    result.first = a.auroc;
    result.second = b.auroc;
    result.variance_first = covariance(a, a);
    result.variance_second = covariance(b, b);
    result.covariance = covariance(a, b);
    const double variance =
        result.variance_first + result.variance_second - 2 * result.covariance;
    // Rounding leaves a trace of variance between equal scores.
    if (variance > 1e-15) {
        const double deviation = std::sqrt(variance), difference = a.auroc - b.auroc;
        result.z = difference / deviation;
        result.p = 2 * normal_cumulative(-std::fabs(*result.z));
        const double reach = normal_quantile(0.5 + 0.5 * level) * deviation;
        result.difference = Interval{difference - reach, difference + reach};
    }
    return result;
}

std::optional<Interval> delong_interval(std::span<const int> truth, std::span<const double> scores,
                                        double level)
{
    if (!has_both_classes(truth) || scores.size() != truth.size())
        return {};
    const Components parts = components(truth, scores);
    const double reach =
        normal_quantile(0.5 + 0.5 * level) * std::sqrt(std::max(0.0, covariance(parts, parts)));
    return Interval{std::max(0.0, parts.auroc - reach), std::min(1.0, parts.auroc + reach)};
}

} // namespace retclip
