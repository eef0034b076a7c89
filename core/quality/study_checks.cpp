// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quality/study_checks.h"

#include "core/quality/photograph_look.h"

#include <algorithm>
#include <map>
#include <set>

namespace retclip {

namespace {

/// The patients of those exams, by exam.
Result<std::map<ExamId, QString>> patientsOf(const Study &study, const std::set<ExamId> &exams)
{
    const std::vector<ExamId> ids(exams.begin(), exams.end());
    RETCLIP_TRY(const std::vector<ExamRow> rows, study.exams(ids));
    std::map<ExamId, QString> patients;
    for (const ExamRow &row : rows)
        patients[row.id] = row.patient;
    return patients;
}

} // namespace

Result<std::vector<LookalikeGroup>> lookalikeGroups(const Study &study, std::stop_token stop)
{
    RETCLIP_TRY(std::vector<LookedPhotograph> photographs, lookedPhotographs(study, stop));
    std::erase_if(photographs, [](const LookedPhotograph &each) { return !each.signature; });
    std::vector<PictureSignature> signatures;
    for (const LookedPhotograph &photograph : photographs)
        signatures.push_back(*photograph.signature);
    const std::vector<NearPair> pairs = near_pairs(signatures, near_distance, stop);
    if (stop.stop_requested())
        return failure(cancelled().value());
    const std::vector<std::size_t> roots = joined_by(pairs, photographs.size());
    std::map<std::size_t, LookalikeGroup> byRoot;
    std::set<ExamId> exams;
    for (const NearPair &pair : pairs) {
        LookalikeGroup &group = byRoot[roots[pair.first]];
        group.distance = std::max(group.distance, pair.distance);
        group.mirrored = group.mirrored || pair.mirrored;
    }
    for (std::size_t i = 0; i < photographs.size(); ++i) {
        const auto group = byRoot.find(roots[i]);
        if (group == byRoot.end())
            continue;
        group->second.photographs.push_back(photographs[i]);
        exams.insert(photographs[i].exam);
    }
    RETCLIP_TRY(const auto patients, patientsOf(study, exams));
    std::vector<LookalikeGroup> groups;
    for (auto &[root, group] : byRoot) {
        std::set<QString> names;
        for (const LookedPhotograph &photograph : group.photographs)
            if (const auto name = patients.find(photograph.exam); name != patients.end())
                names.insert(name->second);
        group.patients = int(names.size());
        group.sameContent = std::all_of(group.photographs.begin(), group.photographs.end(),
                                        [&](const LookedPhotograph &each) {
                                            return each.content != 0
                                                && each.content == group.photographs.front().content;
                                        });
        groups.push_back(std::move(group));
    }
    std::stable_sort(groups.begin(), groups.end(), [](const LookalikeGroup &a, const LookalikeGroup &b) {
        return a.patients != b.patients ? a.patients > b.patients
                                        : a.photographs.size() > b.photographs.size();
    });
    return groups;
}

Result<StudyChecks> checkStudyPhotographs(const Study &study, std::stop_token stop)
{
    StudyChecks checks;
    RETCLIP_TRY(checks.count, countLooks(study, lookMethod));
    RETCLIP_TRY(checks.pairs, checkPairs(study, stop));
    RETCLIP_TRY(checks.lookalikes, lookalikeGroups(study, stop));
    RETCLIP_TRY(const QVector<Facet> facets, study.facets({}, {QStringLiteral("fault"), QStringLiteral("field")}, stop));
    checks.faults = facets.front().values;
    checks.fields = facets.back().values;
    return checks;
}

} // namespace retclip
