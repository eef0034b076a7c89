// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/quality/pair_checks.h"

namespace retclip {

/// Photographs that look the same: copies at another size or compression, or turned.
struct LookalikeGroup
{
    std::vector<LookedPhotograph> photographs; ///< Two or more, in order of exam.
    int patients = 0;      ///< Different ones: 2 and more is one person under two names, or a copy.
    int distance = 0;      ///< The largest between neighbours in the group, of 256 bits.
    bool mirrored = false; ///< Some pair of them is turned left to right.
    bool sameContent = false; ///< All are the same file.
};
/// Groups across patients first, then the largest. Errors: cancelled.
[[nodiscard]] Result<std::vector<LookalikeGroup>> lookalikeGroups(const Study &study,
                                                                  std::stop_token stop = {});

/// All that looking at photographs found, for one list.
struct StudyChecks
{
    LookCount count;
    std::vector<PairFinding> pairs;
    std::vector<LookalikeGroup> lookalikes;
    QVector<FacetValue> faults; ///< Exams for each fault of photographs.
    QVector<FacetValue> fields; ///< Exams for each middle of a field.
};
/// Threads: the study's. Cost: a few seconds for 400,000 photographs.
[[nodiscard]] Result<StudyChecks> checkStudyPhotographs(const Study &study, std::stop_token stop = {});

} // namespace retclip
