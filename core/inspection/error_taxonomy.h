// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_groups.h"

#include <functional>

namespace retclip {

/// How many reviewed exams were judged so, for that reason, in that class and group. An exam counts once a line,
/// with each reader's newest verdict.
struct TaxonomyLine
{
    VerdictKind verdict = VerdictKind::labelWrong;
    QString reason;    ///< A code; empty: none was given.
    QString className; ///< Of the exam's label now in the verdict's label set; "none"; empty: no set was under review.
    GroupBy by = GroupBy::everyone;
    QString value;     ///< As EvaluatedGroup.
    std::vector<ExamId> exams;
    qint64 ofGroup = 0; ///< Reviewed exams of that group: what the share is of.
};

struct ErrorTaxonomy
{
    std::vector<TaxonomyLine> lines; ///< Everyone first; of each group the commonest first.
    qint64 reviewed = 0, patients = 0;
    bool synthetic = false;
    QString labelSet; ///< Empty: of any.

    [[nodiscard]] QString csv() const; ///< A line a TaxonomyLine; words of files.
    /// A page for people in the present language; `reasonTitle` says a code in words.
    [[nodiscard]] QString html(const QString &title, const std::function<QString(const QString &)> &reasonTitle) const;
};

/// Of the exams that a query finds and that have a verdict. `labelSet` empty: of any set. A group that all reviewed
/// exams share is left out. Threads: `study`'s. Errors: those of the query.
[[nodiscard]] Result<ErrorTaxonomy> errorTaxonomy(const Study &study, const QString &query, const QString &labelSet,
                                                  std::stop_token stop = {});

} // namespace retclip
