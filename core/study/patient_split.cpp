// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/patient_split.h"

#include "core/study/study_errors.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

namespace retclip {

namespace {

/// SplitMix64 (Steele, Lea and Flood 2014): std::shuffle and its engines' distributions differ
/// between standard libraries.
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next()
    {
        std::uint64_t value = m_state += 0x9e3779b97f4a7c15ull;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ull;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebull;
        return value ^ (value >> 31);
    }
    /// Without bias: values of the last, cut-off part are thrown away.
    std::uint64_t below(std::uint64_t bound)
    {
        const std::uint64_t limit = ~std::uint64_t(0) - ~std::uint64_t(0) % bound;
        std::uint64_t value = next();
        while (value >= limit)
            value = next();
        return value % bound;
    }

private:
    std::uint64_t m_state;
};

class Union
{
public:
    explicit Union(std::size_t count) : m_parents(count) { std::iota(m_parents.begin(), m_parents.end(), 0); }
    std::size_t root(std::size_t item)
    {
        while (m_parents[item] != item)
            item = m_parents[item] = m_parents[m_parents[item]];
        return item;
    }
    void join(std::size_t a, std::size_t b)
    {
        // The smaller stays root: patients are sorted, so a group is named by its first.
        const std::size_t left = root(a), right = root(b);
        m_parents[std::max(left, right)] = std::min(left, right);
    }

private:
    std::vector<std::size_t> m_parents;
};

} // namespace

Result<PatientSplit> splitByPatient(const std::vector<SplitExam> &exams, SplitFractions fractions,
                                    std::int64_t seed)
{
    std::array wanted{fractions.training, fractions.validation, fractions.test};
    const double sum = wanted[0] + wanted[1] + wanted[2];
    if (!(std::abs(sum - 1) < 1e-6) || *std::min_element(wanted.begin(), wanted.end()) < 0)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The parts of the split do not add up to 100 %.")),
                       message(QT_TRANSLATE_NOOP("Message", "No split was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Give three that do, e.g. 70/10/20.")));

    std::vector<std::string> patients;
    for (const SplitExam &exam : exams)
        patients.push_back(exam.patient);
    std::sort(patients.begin(), patients.end());
    patients.erase(std::unique(patients.begin(), patients.end()), patients.end());
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < patients.size(); ++i)
        places[patients[i]] = i;

    Union groups(patients.size());
    std::unordered_map<std::string, std::size_t> owners;
    std::vector<std::set<std::string>> strata(patients.size());
    std::vector<bool> held(patients.size(), false);
    for (const SplitExam &exam : exams) {
        const std::size_t place = places[exam.patient];
        if (exam.heldOut)
            held[place] = true;
        if (!exam.stratum.empty())
            strata[place].insert(exam.stratum);
        for (const std::string &content : exam.contents)
            if (const auto [owner, isNew] = owners.emplace(content, place); !isNew)
                groups.join(owner->second, place);
    }
    std::map<std::size_t, std::vector<std::size_t>> members; // By the group's first patient.
    for (std::size_t place = 0; place < patients.size(); ++place)
        members[groups.root(place)].push_back(place);

    const bool holdsOut = std::find(held.begin(), held.end(), true) != held.end();
    if (holdsOut) {
        const double rest = wanted[0] + wanted[1];
        if (!(rest > 0))
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "Nothing is left to train on beside what is held out.")),
                           message(QT_TRANSLATE_NOOP("Message", "No split was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "Give training and validation a share, e.g. 80/20/0.")));
        wanted = {wanted[0] / rest, wanted[1] / rest, 0};
    }
    PatientSplit result;
    std::vector<Split> ofGroup(patients.size(), Split::training);
    std::map<std::string, std::vector<std::size_t>> byStratum; // Groups, in order of patient.
    for (const auto &[root, group] : members) {
        std::set<std::string> all;
        const bool isHeld = std::any_of(group.begin(), group.end(), [&held](std::size_t place) { return held[place]; });
        for (const std::size_t place : group)
            all.insert(strata[place].begin(), strata[place].end());
        std::string name;
        for (const std::string &stratum : all)
            name += stratum + '\n';
        if (isHeld)
            ofGroup[root] = Split::test;
        else
            byStratum[name].push_back(root);
        if (group.size() > 1) {
            std::vector<std::string> names;
            for (const std::size_t place : group)
                names.push_back(patients[place]);
            result.joined.push_back(std::move(names));
        }
    }

    Random random{std::uint64_t(seed)};
    std::array<double, 3> given{0, 0, 0};
    double total = 0;
    for (auto &[name, roots] : byStratum) {
        for (std::size_t i = roots.size(); i > 1; --i)
            std::swap(roots[i - 1], roots[random.below(i)]);
        // Each goes where most is missing so far; strata lie one after the other, so the fractions
        // hold in each and in all.
        for (const std::size_t root : roots) {
            const double weight = double(members[root].size());
            total += weight;
            std::size_t best = 0;
            double missing = -1e300;
            for (std::size_t split = 0; split < 3; ++split) {
                const double lack = wanted[split] * total - given[split];
                if (wanted[split] > 0 && lack > missing + 1e-9) {
                    missing = lack;
                    best = split;
                }
            }
            given[best] += weight;
            ofGroup[root] = std::array{Split::training, Split::validation, Split::test}[best];
        }
    }
    for (const SplitExam &exam : exams)
        result.splits.push_back(ofGroup[groups.root(places[exam.patient])]);
    return result;
}

namespace {

/// Exams dealt to parts.
struct Dealt
{
    std::vector<std::size_t> parts; ///< As the exams given.
    std::vector<std::vector<std::string>> joined;
};

Dealt deal(const std::vector<SplitExam> &exams, const std::vector<double> &wanted, std::int64_t seed)
{
    std::vector<std::string> patients;
    for (const SplitExam &exam : exams)
        patients.push_back(exam.patient);
    std::sort(patients.begin(), patients.end());
    patients.erase(std::unique(patients.begin(), patients.end()), patients.end());
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < patients.size(); ++i)
        places[patients[i]] = i;

    Union groups(patients.size());
    std::unordered_map<std::string, std::size_t> owners;
    std::vector<std::set<std::string>> strata(patients.size());
    for (const SplitExam &exam : exams) {
        const std::size_t place = places[exam.patient];
        if (!exam.stratum.empty())
            strata[place].insert(exam.stratum);
        for (const std::string &content : exam.contents)
            if (const auto [owner, isNew] = owners.emplace(content, place); !isNew)
                groups.join(owner->second, place);
    }
    std::map<std::size_t, std::vector<std::size_t>> members; // By the group's first patient.
    for (std::size_t place = 0; place < patients.size(); ++place)
        members[groups.root(place)].push_back(place);

    Dealt result;
    std::map<std::string, std::vector<std::size_t>> byStratum; // Groups, in order of patient.
    for (const auto &[root, group] : members) {
        std::set<std::string> all;
        for (const std::size_t place : group)
            all.insert(strata[place].begin(), strata[place].end());
        std::string name;
        for (const std::string &stratum : all)
            name += stratum + '\n';
        byStratum[name].push_back(root);
        if (group.size() > 1) {
            std::vector<std::string> names;
            for (const std::size_t place : group)
                names.push_back(patients[place]);
            result.joined.push_back(std::move(names));
        }
    }

    Random random{std::uint64_t(seed)};
    std::vector<double> given(wanted.size(), 0.0);
    double total = 0;
    std::vector<std::size_t> ofGroup(patients.size(), 0);
    for (auto &[name, roots] : byStratum) {
        for (std::size_t i = roots.size(); i > 1; --i)
            std::swap(roots[i - 1], roots[random.below(i)]);
        // Each goes where most is missing so far; strata lie one after the other, so the fractions
        // hold in each and in all.
        for (const std::size_t root : roots) {
            const double weight = double(members[root].size());
            total += weight;
            std::size_t best = 0;
            double missing = -1e300;
            for (std::size_t part = 0; part < wanted.size(); ++part) {
                const double lack = wanted[part] * total - given[part];
                if (wanted[part] > 0 && lack > missing + 1e-9) {
                    missing = lack;
                    best = part;
                }
            }
            given[best] += weight;
            ofGroup[root] = best;
        }
    }
    for (const SplitExam &exam : exams)
        result.parts.push_back(ofGroup[groups.root(places[exam.patient])]);
    return result;
}

} // namespace

std::vector<int> foldsByPatient(const std::vector<SplitExam> &exams, int folds, std::int64_t seed)
{
    const auto count = std::size_t(std::max(1, folds));
    const Dealt dealt = deal(exams, std::vector<double>(count, 1.0 / double(count)), seed);
    return {dealt.parts.begin(), dealt.parts.end()};
}

} // namespace retclip
