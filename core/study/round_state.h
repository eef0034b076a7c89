// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"

#include <map>

namespace retclip {

/// After so many reviews each without agreement the lead decides (Schaekermann et al. 2019, TVST 8(6):40).
inline constexpr int mostReviews = 5;

/// How one eye (or exam) of a case stands.
struct CaseState
{
    RoundItem item;
    std::optional<Laterality> eye;
    std::map<int, Grade> grades; ///< By reader, the latest stage of each.
    std::optional<Grade> settled;
    bool complete = false; ///< Every reader has graded it.
    bool differs = false;  ///< Complete, and not all say the same.
    bool unresolved = false; ///< Differs after mostReviews reviews of each.
    int reviews = 0;       ///< Of the reader with the fewest.
    int nextReader = 0;    ///< Whose turn it is to see the others' grades; 0: nobody's.

    [[nodiscard]] bool disputed() const { return differs && !settled; }
};

/// Of all cases (no repeats), in order of item, right eye first.
[[nodiscard]] std::vector<CaseState> caseStates(const ReadingRound &round, const std::vector<RoundItem> &items,
                                                const std::vector<Grade> &grades);
/// Same classes, or both not gradable.
[[nodiscard]] bool sameGrade(const Grade &a, const Grade &b);

/// The edit that settles every case on which all readers say the same: their label, source grader. Not
/// gradable by all: settled as ambiguous. No exams: there is none.
[[nodiscard]] Edit settlingOfAgreed(const ReadingRound &round, const std::vector<CaseState> &states,
                                    const QString &person);

/// How fast a reader goes, from the times of finished items in order.
struct Pace
{
    double perMinute = 0;   ///< Of the last 20 within this sitting; 0: fewer than 3.
    int sittingMinutes = 0; ///< Since the last pause of 10 minutes or more.
    bool slower = false;    ///< The last 20 took half as long again as the first 20 of the sitting.
    bool rest = false;      ///< 45 minutes without a pause, or slower after 20: time for one.
};
[[nodiscard]] Pace paceOf(const std::vector<QDateTime> &finished, const QDateTime &now);

struct ReaderProgress
{
    QString reader;
    int graded = 0; ///< Items, repeats counted.
    int total = 0;
    Pace pace;
};
[[nodiscard]] QVector<ReaderProgress> progressOf(const ReadingRound &round, const std::vector<RoundItem> &items,
                                                 const std::vector<Grade> &grades, const QDateTime &now);

} // namespace retclip
