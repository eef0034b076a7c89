// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/study/study.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace retclip {

struct TermOptions
{
    QString where;       ///< Reports of these exams; empty: all.
    int leastReports = 3; ///< A term stands in so many.
    bool shortOnes = false; ///< Also single Chinese characters and words of one or two letters.
};

/// A word or phrase that the reports use.
struct ReportTerm
{
    QString text;
    qint64 reports = 0;     ///< That hold it.
    qint64 occurrences = 0; ///< In all of them.
    bool chinese = false;
    /// How much oftener its parts stand together than by chance: ln of the least ratio over the places
    /// where it can be cut. 0 for single words.
    double cohesion = 0;
    /// How freely it is surrounded: entropy in nats of what stands beside it, of the poorer side.
    double freedom = 0;
};

/// A term beside another one.
struct NearTerm
{
    QString text;
    qint64 reports = 0;
    double likeness = 0;     ///< Of contexts, 0..1: synonyms, opposites, other degrees of the same.
    qint64 together = 0;     ///< Reports that hold both.
    double association = 0;  ///< Of holding both: normalised pointwise mutual information, -1..1.
};
struct TermNeighbours
{
    std::vector<NearTerm> alike;    ///< Stand in like contexts, the likest first.
    std::vector<NearTerm> together; ///< Stand in the same reports, the most associated first.
};

/// The words of a study's reports, found without a dictionary.
///
/// Sequences of up to six Chinese characters, or four words of other letters, are terms where they occur
/// often enough, hold together (their parts occur together oftener than by chance) and stand free (many
/// different signs before and behind): Sproat and Shih 1990; Feng et al. 2004, "accessor variety"; here the
/// entropy of neighbours after Jin and Tanaka-Ishii 2006. What falls into two parts that stand free
/// themselves is two terms. A term is counted wherever it stands, inside a longer one too, as a query does.
///
/// Contexts are the two terms on either side within a clause, weighted by positive pointwise mutual
/// information (Levy and Goldberg 2014); likeness is their cosine.
///
/// Threads: made on one; then any. Cost: docs/curation.md. Errors: cancelled; those of the query.
class ReportTerms
{
public:
    [[nodiscard]] static Result<std::shared_ptr<const ReportTerms>>
    of(const Study &study, const TermOptions &options, const ProgressCallback &progress, std::stop_token stop);

    ~ReportTerms();
    [[nodiscard]] qint64 reports() const;
    /// By falling number of reports.
    [[nodiscard]] const std::vector<ReportTerm> &terms() const;
    /// Errors: not_found, with the nearest terms.
    [[nodiscard]] Result<TermNeighbours> near(const QString &term, int top) const;

private:
    struct Private;
    explicit ReportTerms(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// A test of the query language that finds the reports with one of those terms: report:"a","b".
[[nodiscard]] QString queryOfTerms(const QStringList &terms);

} // namespace retclip
