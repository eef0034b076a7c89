// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/photograph_looks.h"

#include <span>
#include <stop_token>
#include <vector>

namespace retclip {

/// What does not fit in one exam.
enum class PairFault {
    wrongEye,       ///< One photograph looks like the other eye.
    swappedEyes,    ///< Both do.
    sameSideTwice,  ///< Both look like the same eye: one is wrongly named or is of another day.
    sameImageTwice, ///< The two eyes are one photograph.
    mirroredTwice,  ///< The two eyes are one photograph, turned left to right.
    sizesDiffer,    ///< One photograph has less than half of the other's pixels a side.
    reportOtherEye  ///< The report names only the eye that was not photographed.
};
[[nodiscard]] const char *word(PairFault fault); ///< "wrong_eye" …
/// "The two eyes look swapped", in the present language.
[[nodiscard]] QString pairFaultTitle(PairFault fault);

struct PairFinding
{
    PairFault fault = PairFault::wrongEye;
    ExamId exam;
    std::optional<Laterality> eye; ///< As the study names it; nothing: of the pair.
    double sureness = 1;           ///< 0..1; of a look at the picture, not of a fact.
    QString detail;                ///< "2048 x 2048 and 512 x 512", a report's words …
};

/// Looks for them among exams that are not marked as checked (eyesCheckedTag); surest first within
/// each kind, kinds in the order of PairFault. Photographs that were not looked at are compared by
/// content and size alone.
/// Threads: the study's. Errors: cancelled.
[[nodiscard]] Result<std::vector<PairFinding>> checkPairs(const Study &study, std::stop_token stop = {});

/// The findings of one exam whose photographs these are, without the report's.
[[nodiscard]] std::vector<PairFinding> checkPair(std::span<const LookedPhotograph> photographs);

} // namespace retclip
