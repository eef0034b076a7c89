// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/inspection/inspection.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace retclip {

/// Two rows that point nearly the same way.
struct AlikeRows
{
    std::size_t first = 0, second = 0; ///< first < second
    float similarity = 0;              ///< Cosine.
};

/// Pairs of rows (of length 1) with a cosine of at least `least`, by first and second; almost all: the
/// signs of 512 random projections are cut into 32 bands, and a pair is met where one band is equal in
/// both. Of pairs at 0.95, 998 in 1,000 are found, at 0.99 all but one in a million; what is found is
/// compared exactly. In a band that more than 2,000 share each is compared with the first 50 only, which
/// is enough to join them.
/// Errors: cancelled. Cost: some N * E * 512 multiplications; 64 bytes a row.
[[nodiscard]] Result<std::vector<AlikeRows>> alikeRows(const Matrix &rows, float least,
                                                       const ProgressCallback &progress = {},
                                                       std::stop_token stop = {});

struct EmbeddedPhotograph
{
    ExamId exam;
    Laterality eye = Laterality::right;
};
struct EmbeddingGroup
{
    std::vector<EmbeddedPhotograph> photographs; ///< Two or more, in order of exam.
    double similarity = 1; ///< The least between those that joined the group.
};

/// Photographs that a network sees as nearly the same: other crops, other lighting, the same eye on another
/// day. Compared are raw features of either eye after the mean of all is taken away: a network's features
/// all point roughly one way, and what they share would make everything alike.
/// Largest groups first. Errors: cancelled.
[[nodiscard]] Result<std::vector<EmbeddingGroup>>
embeddingDuplicates(const StudyFeatures &features, double least, const ProgressCallback &progress,
                    std::stop_token stop);

/// From here on two photographs count as alike.
inline constexpr double alikeFrom = 0.97;

} // namespace retclip
