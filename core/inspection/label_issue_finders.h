// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"
#include "core/inspection/label_issues.h"

namespace retclip {

/// A reason and whose it is.
struct FoundIssue
{
    ExamId exam;
    IssueReason reason;
};

/// One walk through the study, from kind to kind: what each finds, in no order yet.
struct IssueSearch
{
    const Study &study;
    ModelBackend *backend;
    const IssueOrder &order;
    IssueList &list; ///< set and className are there; counts and notes are added.
    std::vector<ExamId> exams; ///< All that may be listed.
    const ProgressCallback &progress;
    std::stop_token stop;
    std::optional<StudyFeatures> features{}; ///< Once asked for.
    std::vector<FoundIssue> found{};

    [[nodiscard]] Result<void> embed(); ///< Fills `features`.
    /// The label of an exam or eye, of the class alone where one was named; nothing: not labelled.
    [[nodiscard]] std::optional<QStringList> labelOf(const ExamRow &exam,
                                                     std::optional<Laterality> eye) const;
    void note(Message what) { list.notes.push_back(std::move(what)); }
};

// Errors of all: those of what they read, cancelled.
[[nodiscard]] Result<void> findModelIssues(IssueSearch &search);
[[nodiscard]] Result<void> findDuplicateIssues(IssueSearch &search);
[[nodiscard]] Result<void> findReportImageIssues(IssueSearch &search);
[[nodiscard]] Result<void> findEyeIssues(IssueSearch &search);
[[nodiscard]] Result<void> findReportLabelIssues(IssueSearch &search);
[[nodiscard]] Result<void> findReaderIssues(IssueSearch &search);

/// For each row i of `images` the share of `texts` that are nearer to it than its own text is: rows whose
/// report (a number a row) is its own are not asked. `asked`: rows of `texts` that are compared.
/// Rows of length 1. Cost: O(N * asked * E) on all cores.
[[nodiscard]] Result<std::vector<double>>
sharesNearer(const Matrix &images, const Matrix &texts, const std::vector<int> &reports,
             const std::vector<std::size_t> &asked, std::stop_token stop);

} // namespace retclip
