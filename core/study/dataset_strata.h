// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

namespace retclip {

/// What a split keeps even: "G,sex" names label sets, NAME/CLASS, or one of sex, age (by decade), site,
/// camera. A word an exam; exams of the same word are shared out alike. Empty `by`: empty words.
/// Errors: not_found (no such label set or field).
[[nodiscard]] Result<std::vector<std::string>> strataOf(const Study &study, const std::vector<ExamRow> &rows,
                                                        const QString &by);

/// Which exams are kept away from training: each of `rules` is "site=A", "camera=Topcon", "sex=F" or
/// "source=table.csv"; several values of one field are several rules.
/// Errors: invalid_argument (not such a rule), not_found (a value that no exam has).
[[nodiscard]] Result<std::vector<bool>> heldOut(const std::vector<ExamRow> &rows, const QStringList &rules);

/// What two versions of a dataset are compared by, of one exam.
struct MemberRecord
{
    QString photographs; ///< Of the eyes and contents of its photographs.
    QString report;      ///< Of its words; empty: none.
    QString labels;      ///< JSON: "SET" or "SET@OD" → "class+class", "0"; only what is known.
};
[[nodiscard]] MemberRecord memberRecord(const ExamRow &row);

} // namespace retclip
