// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_cases.h"
#include "core/study/study.h"

namespace retclip {

/// What the study knows of an exam that cases can be grouped by.
struct ExamFacts
{
    std::string patient;
    QString sex; ///< "F", "M" or empty.
    int age = -1;
    QString camera, site;
    QStringList tags;
    std::optional<bool> poorPhotograph; ///< A quality below 0.5 in an eye; nothing: not looked at.
};
using FactsOfExams = std::map<ExamId, ExamFacts>;

/// Threads: any; `study` must belong to the calling thread.
[[nodiscard]] Result<FactsOfExams> examFacts(const Study &study, const std::vector<ExamId> &exams,
                                             std::stop_token stop = {});
[[nodiscard]] PatientsOfExams patientsOf(const FactsOfExams &facts);

enum class GroupBy { everyone, sex, age, eye, camera, site, quality, tag };
[[nodiscard]] const char *groupWord(GroupBy by); ///< "sex": as in files.

/// The groups of one exam, or of one eye of it; with several tags it is in several.
[[nodiscard]] QStringList groupsOf(GroupBy by, std::optional<Laterality> eye, const ExamFacts &facts);

/// The test cases that share something, one class against the rest.
struct EvaluatedGroup
{
    GroupBy by = GroupBy::everyone;
    /// "F"; "40-54" (years); "right"; a camera, site or tag; "poor" or "good". Empty: not known.
    QString value;
    qint64 cases = 0, patients = 0, positives = 0;
    std::vector<ExamId> exams;   ///< Each once.
    ClassificationReport report; ///< At the evaluation's own operating point, 0.5.

    /// Too few to rank: under 30 cases, or under 10 of either kind. With 10 of the rarer kind the
    /// 95 % interval of an AUROC of 0.85 is some 0.3 wide (Hanley and McNeil 1982): wider than any
    /// difference between groups that is worth a word.
    [[nodiscard]] bool few() const;
};
inline constexpr qint64 fewestCases = 30, fewestOfAKind = 10;

/// Everyone first, then each group; what does not divide the cases (one value for all) is left out.
/// Errors: those of the report; cancelled.
[[nodiscard]] Result<std::vector<EvaluatedGroup>>
evaluatedGroups(const EvaluationCases &cases, int classIndex, const FactsOfExams &facts,
                const BootstrapOptions &bootstrap, std::stop_token stop = {});

} // namespace retclip
