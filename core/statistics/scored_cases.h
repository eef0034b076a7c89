// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"
#include "core/statistics/confusion.h"
#include "core/statistics/ranking.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace retclip {

/// Scores against truth of one column (binary and multilabel) or of all (multiclass), with what
/// calibration and Brier need worked out once an item.
struct Calibration
{
    std::vector<std::uint32_t> item;
    std::vector<std::uint8_t> bin;
    std::vector<double> confidence, right, square;

    struct Values
    {
        double brier = std::numeric_limits<double>::quiet_NaN();
        double ece = std::numeric_limits<double>::quiet_NaN();
    };
    /// Weights: one an item of the input; empty: 1 each. NaN where nothing weighs anything.
    [[nodiscard]] Values values(std::span<const std::int32_t> weights) const;
    void add(std::size_t row, double p, bool is_right, double squared);
};

/// A classification input made ready once, before any weights: sorted ranks, predictions,
/// calibration. A resample then only weighs.
struct ScoredCases
{
    LabelKind kind = LabelKind::binary;
    std::size_t items = 0;
    std::size_t columns = 0;
    std::vector<double> scores; ///< items x columns
    std::vector<std::vector<int>> truth; ///< Per column 0/1/-1; multiclass one list of classes.
    std::vector<int> prediction; ///< Multiclass.
    std::vector<RankedCases> ranking; ///< One a column.
    std::vector<Calibration> calibration; ///< Multilabel one a column; else one.
    bool probabilities = true;

    [[nodiscard]] bool single() const
    {
        return kind == LabelKind::multiclass || kind == LabelKind::ordinal;
    }
    [[nodiscard]] double score(std::size_t row, std::size_t column) const
    {
        return scores[row * columns + column];
    }
    /// Two by two (binary, multilabel) or classes by classes.
    [[nodiscard]] ConfusionCounts confusion(std::size_t column,
                                            std::span<const std::int32_t> weights,
                                            double threshold = 0.5) const;
};

/// Errors: invalid_argument (unequal shapes, a score that is no finite number, a label outside).
[[nodiscard]] Result<ScoredCases> scored_cases(const ClassificationInput &input);

/// All columns pooled into one ranking.
[[nodiscard]] RankingValues micro_ranking(const ScoredCases &p);
/// Mean over pairs of classes of the mean of both directions (Hand and Till). Multiclass only.
[[nodiscard]] double one_versus_one(const ScoredCases &p);
/// Multiclass only; NaN where nothing is labelled.
[[nodiscard]] double log_loss(const ScoredCases &p);
/// Share of items whose class is among the k best scores; equal scores: the earlier class first.
[[nodiscard]] double top_accuracy(const ScoredCases &p, std::size_t k);

} // namespace retclip
