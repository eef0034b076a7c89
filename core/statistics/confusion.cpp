// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/confusion.h"

#include <cmath>
#include <limits>

namespace retclip {
namespace {
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
} // namespace

double ConfusionCounts::total() const
{
    double sum = 0;
    for (double count : m_counts)
        sum += count;
    return sum;
}

double ConfusionCounts::in_truth(std::size_t c) const
{
    double sum = 0;
    for (std::size_t i = 0; i < m_classes; ++i)
        sum += at(c, i);
    return sum;
}

double ConfusionCounts::in_predictions(std::size_t c) const
{
    double sum = 0;
    for (std::size_t i = 0; i < m_classes; ++i)
        sum += at(i, c);
    return sum;
}

double ConfusionCounts::accuracy() const
{
    double right = 0;
    for (std::size_t c = 0; c < m_classes; ++c)
        right += at(c, c);
    const double all = total();
    return all > 0 ? right / all : nan;
}

double ConfusionCounts::balanced_accuracy() const
{
    double sum = 0;
    int present = 0;
    for (std::size_t c = 0; c < m_classes; ++c) {
        const double support = in_truth(c);
        if (support > 0) {
            sum += at(c, c) / support;
            ++present;
        }
    }
    return present > 0 ? sum / present : nan;
}

double ConfusionCounts::zero_or_undefined() const
{
    return total() > 0 ? 0.0 : nan;
}

double ConfusionCounts::precision(std::size_t c) const
{
    const double predicted = in_predictions(c);
    return predicted > 0 ? at(c, c) / predicted : zero_or_undefined();
}

double ConfusionCounts::recall(std::size_t c) const
{
    const double support = in_truth(c);
    return support > 0 ? at(c, c) / support : zero_or_undefined();
}

double ConfusionCounts::f1(std::size_t c) const
{
    const double both = in_truth(c) + in_predictions(c);
    return both > 0 ? 2.0 * at(c, c) / both : zero_or_undefined();
}

double ConfusionCounts::f1_present_classes() const
{
    double sum = 0;
    int present = 0;
    for (std::size_t c = 0; c < m_classes; ++c) {
        if (in_truth(c) + in_predictions(c) > 0) {
            sum += f1(c);
            ++present;
        }
    }
    return present > 0 ? sum / present : nan;
}

double ConfusionCounts::f1_weighted() const
{
    double sum = 0;
    for (std::size_t c = 0; c < m_classes; ++c)
        sum += f1(c) * in_truth(c);
    return sum / total(); // Nothing counted: f1 is NaN already.
}

double ConfusionCounts::kappa(int power) const
{
    const double all = total();
    double observed = 0, expected = 0;
    for (std::size_t i = 0; i < m_classes; ++i) {
        const double row = in_truth(i);
        for (std::size_t j = 0; j < m_classes; ++j) {
            const double apart = std::fabs(double(i) - double(j));
            const double weight = power == 0 ? double(i != j) : std::pow(apart, power);
            observed += weight * at(i, j);
            expected += weight * row * in_predictions(j);
        }
    }
    return expected > 0 ? 1.0 - observed * all / expected : nan;
}

double ConfusionCounts::mcc() const
{
    const double all = total();
    double right = 0, products = 0, truth_squares = 0, prediction_squares = 0;
    for (std::size_t c = 0; c < m_classes; ++c) {
        right += at(c, c);
        products += in_truth(c) * in_predictions(c);
        truth_squares += in_truth(c) * in_truth(c);
        prediction_squares += in_predictions(c) * in_predictions(c);
    }
    if (all <= 0)
        return nan;
    const double denominator = (all * all - truth_squares) * (all * all - prediction_squares);
    return denominator > 0 ? (right * all - products) / std::sqrt(denominator) : 0.0;
}

} // namespace retclip
