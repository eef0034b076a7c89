// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quality/pair_checks.h"

#include "core/quality/report_eyes.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <set>

namespace retclip {

namespace {

constexpr double strongly = 2; ///< Sides that differ by more are of another camera or a preview.
constexpr std::size_t examsAtOnce = 500;

bool differs(const LookedPhotograph &photograph)
{
    return photograph.eye && photograph.seen && *photograph.eye != *photograph.seen;
}

std::optional<PairFinding> sameImage(const LookedPhotograph &a, const LookedPhotograph &b)
{
    PairFinding finding{PairFault::sameImageTwice, a.exam, {}, 1, {}};
    if (a.content != 0 && a.content == b.content)
        return finding;
    if (!a.signature || !b.signature)
        return std::nullopt;
    const int apart = distance(*a.signature, *b.signature);
    const int turned = distance(*a.signature, mirrored(*b.signature));
    if (std::min(apart, turned) > near_distance)
        return std::nullopt;
    finding.fault = turned < apart ? PairFault::mirroredTwice : PairFault::sameImageTwice;
    finding.sureness = 1 - std::min(apart, turned) / 128.0;
    return finding;
}

void checkSides(const LookedPhotograph &a, const LookedPhotograph &b, std::vector<PairFinding> &found)
{
    const double less = std::min(a.sureness, b.sureness);
    if (differs(a) && differs(b)) {
        found.push_back({PairFault::swappedEyes, a.exam, {}, less, {}});
    } else if (a.seen && b.seen && *a.seen == *b.seen) {
        const LookedPhotograph &wrong = differs(a) ? a : b;
        found.push_back({PairFault::sameSideTwice, a.exam, wrong.eye, less, {}});
    } else if (differs(a) || differs(b)) {
        const LookedPhotograph &wrong = differs(a) ? a : b;
        found.push_back({PairFault::wrongEye, a.exam, wrong.eye, wrong.sureness, {}});
    }
}

void checkSizes(const LookedPhotograph &a, const LookedPhotograph &b, std::vector<PairFinding> &found)
{
    const int smaller = std::min({a.width, a.height, b.width, b.height});
    const double longer = std::max(a.width, a.height), other = std::max(b.width, b.height);
    if (smaller > 0 && std::max(longer, other) > strongly * std::min(longer, other))
        found.push_back({PairFault::sizesDiffer, a.exam, {}, 1,
                         QStringLiteral("%1 x %2, %3 x %4").arg(a.width).arg(a.height).arg(b.width).arg(b.height)});
}

/// One-eyed exams whose report speaks of the other eye alone.
Result<void> checkReports(const Study &study, std::vector<PairFinding> &found, const std::stop_token &stop)
{
    RETCLIP_TRY(const std::vector<ExamId> ids, study.find(QStringLiteral("eye:one report:*"), stop));
    for (std::size_t begin = 0; begin < ids.size(); begin += examsAtOnce) {
        if (stop.stop_requested())
            return failure(cancelled().value());
        RETCLIP_TRY(const std::vector<ExamRow> rows,
                    study.exams(std::span(ids).subspan(begin, std::min(examsAtOnce, ids.size() - begin))));
        for (const ExamRow &row : rows) {
            const Laterality there = row.images.right ? Laterality::right : Laterality::left;
            const NamedEyes named = eyesNamedIn(row.report);
            const bool ofThis = there == Laterality::right ? named.right : named.left;
            const bool ofOther = there == Laterality::right ? named.left : named.right;
            if (ofOther && !ofThis)
                found.push_back({PairFault::reportOtherEye, row.id, there, 1, row.report.left(120)});
        }
    }
    return {};
}

} // namespace

const char *word(PairFault fault)
{
    static constexpr std::array words{"wrong_eye",       "swapped_eyes", "same_side_twice",
                                      "same_image_twice", "mirrored_twice", "sizes_differ",
                                      "report_other_eye"};
    return words[std::size_t(fault)];
}

QString pairFaultTitle(PairFault fault)
{
    static constexpr std::array titles{QT_TRANSLATE_NOOP("PairFault", "One photograph looks like the other eye"),
                                       QT_TRANSLATE_NOOP("PairFault", "The two eyes look swapped"),
                                       QT_TRANSLATE_NOOP("PairFault", "Both look like the same eye"),
                                       QT_TRANSLATE_NOOP("PairFault", "Both eyes are one photograph"),
                                       QT_TRANSLATE_NOOP("PairFault", "Both eyes are one photograph, mirrored"),
                                       QT_TRANSLATE_NOOP("PairFault", "Sizes differ strongly"),
                                       QT_TRANSLATE_NOOP("PairFault", "The report names the other eye only")};
    return QCoreApplication::translate("PairFault", titles[std::size_t(fault)]);
}

std::vector<PairFinding> checkPair(std::span<const LookedPhotograph> photographs)
{
    std::vector<PairFinding> found;
    const auto of = [&](Laterality eye) -> const LookedPhotograph * {
        const auto at = std::find_if(photographs.begin(), photographs.end(),
                                     [&](const LookedPhotograph &each) { return each.eye == eye; });
        return at == photographs.end() ? nullptr : &*at;
    };
    const LookedPhotograph *right = of(Laterality::right), *left = of(Laterality::left);
    if (right && left) {
        // One photograph twice explains why both look like one side.
        if (const auto same = sameImage(*right, *left))
            found.push_back(*same);
        else
            checkSides(*right, *left, found);
        checkSizes(*right, *left, found);
    } else if (const LookedPhotograph *only = right ? right : left; only && differs(*only)) {
        found.push_back({PairFault::wrongEye, only->exam, only->eye, only->sureness, {}});
    }
    return found;
}

Result<std::vector<PairFinding>> checkPairs(const Study &study, std::stop_token stop)
{
    RETCLIP_TRY(const std::vector<LookedPhotograph> photographs, lookedPhotographs(study, stop));
    RETCLIP_TRY(const std::vector<ExamId> checkedIds,
                study.find(QStringLiteral("tag:\"%1\"").arg(QLatin1String(eyesCheckedTag)), stop));
    const std::set<ExamId> checked(checkedIds.begin(), checkedIds.end());
    std::vector<PairFinding> found;
    for (std::size_t begin = 0; begin < photographs.size();) {
        std::size_t end = begin + 1;
        while (end < photographs.size() && photographs[end].exam == photographs[begin].exam)
            ++end;
        if (!checked.contains(photographs[begin].exam)) {
            const auto here = checkPair(std::span(photographs).subspan(begin, end - begin));
            found.insert(found.end(), here.begin(), here.end());
        }
        begin = end;
    }
    RETCLIP_CHECK(checkReports(study, found, stop));
    std::erase_if(found, [&](const PairFinding &finding) { return checked.contains(finding.exam); });
    std::stable_sort(found.begin(), found.end(), [](const PairFinding &a, const PairFinding &b) {
        return a.fault != b.fault ? a.fault < b.fault : a.sureness > b.sureness;
    });
    return found;
}

} // namespace retclip
