// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/dataset_leaks.h"

#include "core/study/photograph_looks.h"
#include "core/study/text_index.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <set>

namespace retclip {

namespace {

using Places = std::vector<std::size_t>; ///< In the list of members.

bool acrossSplits(const std::vector<LeakCandidate> &members, const Places &places)
{
    return std::any_of(places.begin(), places.end(), [&](std::size_t place) {
        return members[place].split != members[places.front()].split;
    });
}

Leak leakOf(LeakKind kind, const std::vector<LeakCandidate> &members, const Places &places)
{
    Leak leak;
    leak.kind = kind;
    QSet<QString> patients;
    for (const std::size_t place : places) {
        leak.exams.push_back(members[place].exam);
        leak.codes.append(QStringLiteral("%1 (%2)").arg(members[place].code,
                                                        QLatin1String(word(members[place].split))));
        patients.insert(members[place].patient);
    }
    leak.patients = int(patients.size());
    return leak;
}

/// Chinese says in a character what takes English several letters.
int lettersOf(const QString &report)
{
    int letters = 0;
    for (const QChar character : report)
        if (character.isLetterOrNumber())
            letters += character.unicode() >= 0x2e80 ? 3 : 1;
    return letters;
}

/// One person's findings rather than a stock sentence.
bool isDistinctive(const QString &report, int patients)
{
    return patients <= distinctive_patients && lettersOf(report) >= distinctive_letters;
}

std::map<qint64, Places> placesByReport(const std::vector<LeakCandidate> &members)
{
    std::map<qint64, Places> found;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (!members[i].report.trimmed().isEmpty())
            found[reportHash(members[i].report)].push_back(i);
    return found;
}

/// Pairs of members whose photographs look the same.
struct AlikePair
{
    std::size_t first, second;
    NearPair photographs;
};
Result<std::vector<AlikePair>> alikePairs(const Study &study, const std::vector<LeakCandidate> &members,
                                          const std::stop_token &stop)
{
    std::map<ExamId, std::size_t> placeOf;
    for (std::size_t i = 0; i < members.size(); ++i)
        placeOf[members[i].exam] = i;
    RETCLIP_TRY(const std::vector<LookedPhotograph> photographs, lookedPhotographs(study, stop));
    std::vector<PictureSignature> signatures;
    std::vector<std::size_t> owners;
    for (const LookedPhotograph &photograph : photographs) {
        const auto place = placeOf.find(photograph.exam);
        if (place == placeOf.end() || !photograph.signature)
            continue;
        signatures.push_back(*photograph.signature);
        owners.push_back(place->second);
    }
    std::vector<AlikePair> pairs;
    for (const NearPair &pair : near_pairs(signatures, near_distance, stop))
        if (owners[pair.first] != owners[pair.second])
            pairs.push_back({owners[pair.first], owners[pair.second], pair});
    if (stop.stop_requested())
        return failure(cancelled().value());
    return pairs;
}

} // namespace

Result<std::vector<Leak>> findLeaks(const Study &study, const std::vector<LeakCandidate> &members,
                                    std::stop_token stop)
{
    std::map<QString, Places> byPatient, byContent;
    for (std::size_t i = 0; i < members.size(); ++i) {
        byPatient[members[i].patient].push_back(i);
        for (const QString &content : members[i].contents)
            if (auto &places = byContent[content]; places.empty() || places.back() != i)
                places.push_back(i);
    }
    std::vector<Leak> leaks, told;
    for (const auto &[patient, places] : byPatient)
        if (acrossSplits(members, places))
            leaks.push_back(leakOf(LeakKind::samePatient, members, places));
    for (const auto &[content, places] : byContent)
        if (!content.isEmpty() && acrossSplits(members, places))
            leaks.push_back(leakOf(LeakKind::sameImage, members, places));
    RETCLIP_TRY(const auto alike, alikePairs(study, members, stop));
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (const AlikePair &pair : alike) {
        const auto places = std::minmax(pair.first, pair.second);
        if (members[pair.first].split == members[pair.second].split || !seen.insert(places).second)
            continue;
        Leak leak = leakOf(LeakKind::nearDuplicate, members, {places.first, places.second});
        leak.distance = pair.photographs.distance;
        leak.mirrored = pair.photographs.mirrored;
        leaks.push_back(std::move(leak));
    }
    for (const auto &[hash, places] : placesByReport(members)) {
        if (!acrossSplits(members, places))
            continue;
        Leak leak = leakOf(LeakKind::sameReport, members, places);
        if (leak.patients < 2)
            continue; // The patient in two splits was told above.
        leak.detail = members[places.front()].report;
        leak.blocks = isDistinctive(leak.detail, leak.patients);
        (leak.blocks ? leaks : told).push_back(std::move(leak));
    }
    leaks.insert(leaks.end(), std::make_move_iterator(told.begin()), std::make_move_iterator(told.end()));
    return leaks;
}

Result<std::vector<int>> lookalikes(const Study &study, const std::vector<LeakCandidate> &members,
                                    std::stop_token stop)
{
    RETCLIP_TRY(const auto alike, alikePairs(study, members, stop));
    std::vector<NearPair> pairs;
    for (const AlikePair &pair : alike)
        pairs.push_back({std::min(pair.first, pair.second), std::max(pair.first, pair.second), 0, false});
    const std::vector<std::size_t> roots = joined_by(pairs, members.size());
    std::vector<int> groups(members.size(), -1);
    for (const NearPair &pair : pairs)
        groups[pair.first] = groups[pair.second] = int(roots[pair.first]);
    return groups;
}

std::vector<int> sameReportGroups(const std::vector<LeakCandidate> &members)
{
    std::vector<int> groups(members.size(), -1);
    for (const auto &[hash, places] : placesByReport(members)) {
        QSet<QString> patients;
        for (const std::size_t place : places)
            patients.insert(members[place].patient);
        if (patients.size() < 2 || !isDistinctive(members[places.front()].report, int(patients.size())))
            continue;
        for (const std::size_t place : places)
            groups[place] = int(places.front());
    }
    return groups;
}

const char *word(LeakKind kind)
{
    switch (kind) {
    case LeakKind::samePatient: return "same_patient";
    case LeakKind::sameImage: return "same_image";
    case LeakKind::nearDuplicate: return "near_duplicate";
    case LeakKind::sameReport: return "same_report";
    }
    return "same_report";
}

} // namespace retclip
