// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"


namespace retclip {

/// What is asked of one exam of a dataset.
struct LeakCandidate
{
    ExamId exam;
    Split split = Split::none;
    QString patient;
    QString code;
    QString report;
    QStringList contents; ///< SHA-256 of its photographs.
};

/// What the splits of a dataset share: the same patient, the same photograph, photographs that look
/// the same (mirrored ones included; as far as they were looked at), the same report. Those that
/// block come first.
///
/// A report blocks where it is long and rare enough to be one person's: `distinctive_letters` letters
/// (a Chinese one counts three), and of at most `distinctive_patients` patients. Stock sentences such
/// as "normal fundus" are told, and do not block.
/// Threads: the study's. Errors: cancelled.
[[nodiscard]] Result<std::vector<Leak>> findLeaks(const Study &study,
                                                  const std::vector<LeakCandidate> &members,
                                                  std::stop_token stop = {});

inline constexpr int distinctive_letters = 160;
inline constexpr int distinctive_patients = 5;

/// Exams of several patients whose distinctive report is word for word the same: one person under two
/// numbers, or one report copied. A split keeps them together as it does those of the same photograph.
/// A number a place in `members`; the same number is the same group, -1: none.
[[nodiscard]] std::vector<int> sameReportGroups(const std::vector<LeakCandidate> &members);

/// Likewise exams whose photographs look the same, for a split that is asked to keep them together.
[[nodiscard]] Result<std::vector<int>> lookalikes(const Study &study,
                                                  const std::vector<LeakCandidate> &members,
                                                  std::stop_token stop = {});

} // namespace retclip
