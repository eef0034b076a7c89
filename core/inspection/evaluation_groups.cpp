// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/evaluation_groups.h"

#include <algorithm>
#include <set>

namespace retclip {

namespace {

QString ageBand(int age)
{
    return age < 0    ? QString()
        : age < 40 ? QStringLiteral("0-39")
        : age < 55 ? QStringLiteral("40-54")
        : age < 70 ? QStringLiteral("55-69")
                   : QStringLiteral("70+");
}

/// The class against the rest: binary, whatever the label set is.
Result<EvaluatedGroup> judged(const EvaluationCases &cases, const ClassSeries &series, int classIndex,
                              const std::vector<std::size_t> &rows, const FactsOfExams &facts,
                              const BootstrapOptions &bootstrap, std::stop_token stop)
{
    EvaluatedGroup group;
    ClassificationInput input;
    input.classes = {cases.classes()[std::size_t(classIndex)]};
    std::set<ExamId> seen;
    std::set<std::string> patients;
    for (const std::size_t row : rows) {
        const ExamId exam = cases.all()[series.cases[row]].exam;
        input.targets.push_back({series.truth[row]});
        input.exact_scores.push_back(series.scores[row]);
        input.patients.push_back(facts.at(exam).patient);
        patients.insert(input.patients.back());
        group.positives += series.truth[row];
        if (seen.insert(exam).second)
            group.exams.push_back(exam);
    }
    group.cases = qint64(rows.size());
    group.patients = qint64(patients.size());
    RETCLIP_TRY(group.report, classification_report(input, bootstrap, std::move(stop)));
    return group;
}

} // namespace

const char *groupWord(GroupBy by)
{
    switch (by) {
    case GroupBy::everyone: return "all";
    case GroupBy::sex: return "sex";
    case GroupBy::age: return "age";
    case GroupBy::eye: return "eye";
    case GroupBy::camera: return "camera";
    case GroupBy::site: return "site";
    case GroupBy::quality: return "photographs";
    case GroupBy::tag: return "tag";
    }
    return "";
}

QStringList groupsOf(GroupBy by, std::optional<Laterality> eye, const ExamFacts &facts)
{
    switch (by) {
    case GroupBy::everyone: return {QString()};
    case GroupBy::sex: return {facts.sex};
    case GroupBy::age: return {ageBand(facts.age)};
    case GroupBy::eye: return eye ? QStringList{QString::fromLatin1(word(*eye))} : QStringList();
    case GroupBy::camera: return {facts.camera};
    case GroupBy::site: return {facts.site};
    case GroupBy::quality:
        return {!facts.poorPhotograph ? QString()
                    : *facts.poorPhotograph ? QStringLiteral("poor") : QStringLiteral("good")};
    case GroupBy::tag: return facts.tags;
    }
    return {};
}

bool EvaluatedGroup::few() const
{
    return cases < fewestCases || std::min(positives, cases - positives) < fewestOfAKind;
}

Result<FactsOfExams> examFacts(const Study &study, const std::vector<ExamId> &exams,
                               std::stop_token stop)
{
    RETCLIP_TRY(const std::vector<ExamRow> rows, study.exams(exams));
    RETCLIP_TRY(const std::vector<ExamId> seen, study.find(QStringLiteral("quality:*"), stop));
    RETCLIP_TRY(const std::vector<ExamId> poor, study.find(QStringLiteral("quality<0.5"), stop));
    FactsOfExams facts;
    for (const ExamRow &row : rows)
        facts[row.id] = {row.patient.toStdString(), row.sex, row.age, row.camera, row.site, row.tags, {}};
    const auto mark = [&](const std::vector<ExamId> &ids, bool value) {
        for (const ExamId id : ids)
            if (const auto found = facts.find(id); found != facts.end())
                found->second.poorPhotograph = value;
    };
    mark(seen, false);
    mark(poor, true);
    return facts;
}

PatientsOfExams patientsOf(const FactsOfExams &facts)
{
    PatientsOfExams patients;
    for (const auto &[exam, each] : facts)
        patients.emplace(exam, each.patient);
    return patients;
}

Result<std::vector<EvaluatedGroup>> evaluatedGroups(const EvaluationCases &cases, int classIndex,
                                                    const FactsOfExams &facts,
                                                    const BootstrapOptions &bootstrap,
                                                    std::stop_token stop)
{
    const ClassSeries series = cases.series(Split::test, classIndex);
    std::vector<std::size_t> known; // An exam that was deleted since has no facts.
    for (std::size_t row = 0; row < series.cases.size(); ++row)
        if (facts.contains(cases.all()[series.cases[row]].exam))
            known.push_back(row);
    std::vector<EvaluatedGroup> groups;
    for (const GroupBy by : {GroupBy::everyone, GroupBy::sex, GroupBy::age, GroupBy::eye, GroupBy::camera,
                             GroupBy::site, GroupBy::quality, GroupBy::tag}) {
        std::map<QString, std::vector<std::size_t>> members;
        for (const std::size_t row : known) {
            const EvaluatedCase &each = cases.all()[series.cases[row]];
            for (const QString &value : groupsOf(by, each.eye, facts.at(each.exam)))
                members[value].push_back(row);
        }
        const bool divides = members.size() > 1
            || (members.size() == 1 && members.begin()->second.size() < known.size());
        if (by != GroupBy::everyone && !divides)
            continue;
        for (const auto &[value, rows] : members) {
            RETCLIP_TRY(EvaluatedGroup group,
                        judged(cases, series, classIndex, rows, facts, bootstrap, stop));
            group.by = by;
            group.value = value;
            groups.push_back(std::move(group));
        }
    }
    return groups;
}

} // namespace retclip
