// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/findings/finding_scan.h"
#include "core/study/study.h"

#include <QMap>

#include <stop_token>

namespace retclip {

/// Which finding each class of a label set stands for.
struct ClassFindings
{
    QMap<QString, const Finding *> classes; ///< By class name.
    QStringList unknown;                    ///< Classes that the dictionary does not know.
};
/// By name, title or Chinese title of the class (a binary set: of the set too); `chosen` (class name →
/// finding id) goes before. Errors: invalid_argument for a finding or class that does not exist.
[[nodiscard]] Result<ClassFindings> findingsOfClasses(const LabelSet &set, const QMap<QString, QString> &chosen = {});

/// What a report would have a label be.
struct LabelProposal
{
    ExamId exam;
    QString code;
    std::optional<Laterality> eye; ///< In sets of an eye.
    QStringList proposed;          ///< Classes that hold.
    QStringList uncertain;         ///< Classes of which the report is not sure; not proposed.
    std::optional<QStringList> current; ///< Nothing: not labelled.
    std::vector<FoundFinding> evidence; ///< All that was read of the set's findings.

    [[nodiscard]] bool differs() const { return !current || *current != proposed; }
};

/// A proposal for each exam (or eye) whose report says something of the set's findings. What a report
/// does not name is not taken as absent, save that of several classes those named are the label; a
/// report of a normal fundus that names nothing else proposes the class for normal, or none. A set of one class of several gets
/// no proposal where the report names more than one of them.
/// Threads: the study's. Errors: cancelled.
[[nodiscard]] Result<std::vector<LabelProposal>> proposeLabels(const Study &study, const LabelSet &set,
                                                               const ClassFindings &findings,
                                                               const std::vector<ExamId> &exams,
                                                               const ProgressCallback &progress = {},
                                                               std::stop_token stop = {});

/// The edits that give proposals as labels of a person: exams with the same label are one edit. Those
/// that are labelled so already are left out.
struct ProposedEdit
{
    SetLabel action;
    std::vector<ExamId> exams;
};
[[nodiscard]] std::vector<ProposedEdit> editsOf(const LabelSet &set, const std::vector<LabelProposal> &proposals);

/// Makes them; how many edits that were.
[[nodiscard]] Result<int> acceptProposals(Study &study, const LabelSet &set,
                                          const std::vector<LabelProposal> &proposals, const QString &person);

} // namespace retclip
