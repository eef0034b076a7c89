// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace retclip {

/// A share with what it was counted from, for its interval; nothing: counted from nothing.
struct CountedShare
{
    std::int64_t hits = 0, cases = 0;
    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] std::optional<Interval> interval(double level = 0.95) const; ///< Wilson's.
};

/// What a threshold makes of the cases: positive is called where score >= threshold.
struct Outcomes
{
    std::int64_t true_positive = 0, false_positive = 0, false_negative = 0, true_negative = 0;

    [[nodiscard]] CountedShare sensitivity() const;
    [[nodiscard]] CountedShare specificity() const;
    [[nodiscard]] CountedShare positive_predictive_value() const;
    [[nodiscard]] CountedShare negative_predictive_value() const;
    friend bool operator==(const Outcomes &, const Outcomes &) = default;
};

/// The cases of one class, sorted once, so that the outcomes at any threshold cost O(log n).
class ThresholdTable
{
public:
    ThresholdTable() = default;
    /// `truth` 0 or 1; others are left out.
    ThresholdTable(const std::vector<int> &truth, const std::vector<double> &scores);

    [[nodiscard]] Outcomes at(double threshold) const;
    /// The scores that occur, rising, each once: between two of them nothing changes.
    [[nodiscard]] const std::vector<double> &scores() const { return m_scores; }
    /// Of scores(): how many lie below the threshold. scores().size(): nothing is called positive.
    [[nodiscard]] std::size_t place(double threshold) const;
    /// The threshold of a place: that score; past the last one, just above it.
    [[nodiscard]] double threshold(std::size_t place) const;
    [[nodiscard]] bool has_both() const;

private:
    std::vector<double> m_scores;
    std::vector<std::int64_t> m_positives, m_negatives; ///< With a score below that place's.
};

} // namespace retclip
