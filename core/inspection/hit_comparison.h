// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

#include <vector>

namespace retclip {

/// An exam that one of two runs found for the same query.
struct MovedHit
{
    ExamId exam;
    int before = 0, after = 0; ///< Ranks from 1; 0: not among that run's hits.
    std::optional<double> similarityBefore, similarityAfter;

    [[nodiscard]] bool isNew() const { return before == 0; }
    [[nodiscard]] bool isLost() const { return after == 0; }
    [[nodiscard]] int up() const { return isNew() || isLost() ? 0 : before - after; } ///< Places; below 0: down.
};

/// The second run's hits in their order, then what it lost in the order of the first's.
[[nodiscard]] std::vector<MovedHit> compareHits(const std::vector<RetrievalHit> &before, const std::vector<RetrievalHit> &after);

} // namespace retclip
