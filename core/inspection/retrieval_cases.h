// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

#include <QStringList>

#include <array>

namespace retclip {

/// One search whose answer is known: an exam's report for its photographs, or the other way round.
struct RetrievalCase
{
    ExamId exam;
    int rank = 0; ///< Of the first right candidate, from 1: the own one, or one with the same report.
    double own = 0;
    ExamId nearest;
    double nearestSimilarity = 0;
};

/// Ranks fall into 1, 2–5, 6–10, 11–20, 21–50, 51–100, over 100.
inline constexpr std::array<int, 6> rankBinEnds{1, 5, 10, 20, 50, 100};

/// What stands behind R@K: which searches failed, and what was taken for what.
struct RetrievalCases
{
    std::vector<RetrievalCase> hardest;      ///< All, the largest rank first, then the widest lead of the wrong one.
    std::array<qint64, rankBinEnds.size() + 1> rankCounts{};
    QStringList classes;                     ///< Of the label set, and "-" for none of them. Empty: no set was asked.
    std::vector<std::vector<std::vector<ExamId>>> confusions; ///< [class looked for][class found first]: the exams looked for.
};

/// At the level of the patient. `labelSet`: whose classes are confused; empty: none. An exam of several classes
/// counts as the first of the set. Threads: the study's. Cost: N^2 * E. Errors: not_found (label set; nothing to
/// search), cancelled.
[[nodiscard]] Result<RetrievalCases> retrievalCases(const Study &study, const StudyFeatures &features, bool toReports,
                                                    const QString &labelSet, std::stop_token stop);

} // namespace retclip
