// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <QJsonObject>

namespace retclip {

/// One exam whose labels are not the same in two versions.
struct LabelDifference
{
    ExamId exam;
    QString labelSet; ///< "G" or "G@OD".
    QString before, after; ///< "1", "mild+exudate"; empty: not labelled.
};

/// What sets two frozen datasets apart. Exams are in order of patient.
struct DatasetDiff
{
    DatasetRow before, after;
    std::vector<ExamId> added, removed;
    struct Move
    {
        ExamId exam;
        Split from = Split::none, to = Split::none;
    };
    std::vector<Move> moved;
    std::vector<ExamId> otherPhotographs, otherReport;
    std::vector<LabelDifference> labels;
    std::vector<ExamId> otherLabels; ///< Of `labels`, each once.
    qint64 same = 0; ///< In both, and nothing of the above.
    /// One of them was frozen by a program that kept neither labels nor what changed of an exam: photographs
    /// or reports that differ are listed as photographs, labels are not compared.
    bool partly = false;
};

/// Errors: not_found.
[[nodiscard]] Result<DatasetDiff> diffDatasets(const Study &study, const QString &before, const QString &after);

/// How much there is of each value in each split.
struct ProfileRow
{
    QString field; ///< "patients", "exams", "photographs", "reports", "label:G", "label:G@OD", "sex", "age", "camera", "site", "eyes", "source".
    QString value; ///< A class, "60-69", "both" …; empty: not known, or of the counts none.
    qint64 training = 0, validation = 0, test = 0;
    [[nodiscard]] qint64 all() const { return training + validation + test; }
};
/// What a frozen dataset holds and how it is shared out: labels as they were when it was frozen (as they
/// are now, where that was not kept), the rest as the study says it now.
struct DatasetProfile
{
    DatasetRow dataset;
    std::vector<ProfileRow> rows; ///< Values of a field together, most first; ages in order.
    [[nodiscard]] const ProfileRow *count(const QString &field) const;
};
[[nodiscard]] Result<DatasetProfile> profileDataset(const Study &study, const QString &name);

/// The exams of a dataset that a row of its profile counts.
[[nodiscard]] Result<std::vector<ExamId>> examsOfProfileRow(const Study &study, const QString &name, const QString &field,
                                                            const QString &value);

} // namespace retclip
