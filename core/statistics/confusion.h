// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace retclip {

/// Counts of truth against prediction and what follows from them. NaN means undefined here, and
/// everything is undefined where nothing was counted; callers give the reason in words.
class ConfusionCounts
{
public:
    explicit ConfusionCounts(std::size_t classes) : m_classes(classes), m_counts(classes * classes)
    {
    }

    void add(std::size_t truth, std::size_t prediction, double weight)
    {
        m_counts[truth * m_classes + prediction] += weight;
    }
    [[nodiscard]] std::size_t classes() const { return m_classes; }
    [[nodiscard]] double at(std::size_t truth, std::size_t prediction) const
    {
        return m_counts[truth * m_classes + prediction];
    }
    [[nodiscard]] double total() const;
    [[nodiscard]] double in_truth(std::size_t c) const;
    [[nodiscard]] double in_predictions(std::size_t c) const;

    [[nodiscard]] double accuracy() const;
    [[nodiscard]] double balanced_accuracy() const; ///< Over classes that occur in the truth.
    [[nodiscard]] double precision(std::size_t c) const; ///< 0 where nothing was predicted.
    [[nodiscard]] double recall(std::size_t c) const; ///< 0 where the class does not occur.
    [[nodiscard]] double f1(std::size_t c) const;
    [[nodiscard]] double f1_present_classes() const; ///< Over classes in truth or predictions.
    [[nodiscard]] double f1_weighted() const;
    /// Cohen's, disagreement weighted by |i - j|^power; power 0: any disagreement counts 1.
    [[nodiscard]] double kappa(int power) const;
    [[nodiscard]] double mcc() const; ///< 0 where its denominator is.

private:
    [[nodiscard]] double zero_or_undefined() const;

    std::size_t m_classes;
    std::vector<double> m_counts;
};

} // namespace retclip
