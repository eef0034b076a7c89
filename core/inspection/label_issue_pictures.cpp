// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/label_issue_finders.h"

#include "core/base/all_cores.h"
#include "core/inspection/embedding_duplicates.h"
#include "core/inspection/report_text.h"
#include "core/quality/study_checks.h"
#include "core/statistics/row_products.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

// What photographs say against labels: of the same picture, and of their report.

namespace retclip {

namespace {

/// In larger groups photographs are alike by camera or by a network that sees little, not as copies.
constexpr std::size_t largestGroup = 8;
/// A report is compared with so many others.
constexpr std::size_t askedReports = 1000;
/// Below, a run cannot tell whose report is whose, and its word on one pair means nothing.
constexpr double leastTrust = 0.2;

struct AlikeGroup
{
    std::vector<std::pair<ExamId, std::optional<Laterality>>> members;
    double likeness = 1;
};

Result<std::vector<AlikeGroup>> alikeGroups(IssueSearch &search)
{
    std::vector<AlikeGroup> groups;
    RETCLIP_TRY(const auto looks, lookalikeGroups(search.study, search.stop));
    for (const LookalikeGroup &each : looks) {
        AlikeGroup group;
        group.likeness = each.sameContent ? 1.0 : 1.0 - each.distance / 256.0;
        for (const LookedPhotograph &photograph : each.photographs)
            group.members.emplace_back(photograph.exam, photograph.eye);
        groups.push_back(std::move(group));
    }
    if (!search.order.run)
        return groups;
    RETCLIP_CHECK(search.embed());
    RETCLIP_TRY(const auto embedded, embeddingDuplicates(*search.features, alikeFrom, search.progress, search.stop));
    for (const EmbeddingGroup &each : embedded) {
        AlikeGroup group;
        group.likeness = each.similarity;
        for (const EmbeddedPhotograph &photograph : each.photographs)
            group.members.emplace_back(photograph.exam, photograph.eye);
        groups.push_back(std::move(group));
    }
    return groups;
}

/// A member of a group that is labelled.
struct LabelledMember
{
    const ExamRow *exam;
    std::optional<Laterality> eye;
    QStringList label;
};

void judgeGroup(IssueSearch &search, const std::vector<LabelledMember> &members, double likeness)
{
    const double count = double(members.size());
    for (const LabelledMember &one : members) {
        std::map<QString, int> otherWords;
        IssueReason reason;
        reason.kind = IssueKind::duplicates;
        reason.eye = one.eye;
        reason.given = one.label;
        reason.value = likeness;
        int differing = 0;
        for (const LabelledMember &other : members) {
            if (other.label == one.label)
                continue;
            ++differing;
            const int times = ++otherWords[other.label.join(u';')];
            if (times * 2 > int(members.size()) || members.size() == 2)
                reason.suggested = other.label;
            if (!reason.others.contains(other.exam->code))
                reason.others << other.exam->code;
        }
        // The one that most of its copies contradict; of two, or of halves, each may be the wrong one.
        if (differing == 0 || differing * 2 < int(members.size()))
            continue;
        reason.strength = likeness * differing / count;
        search.found.push_back({one.exam->id, std::move(reason)});
    }
}

} // namespace

Result<void> findDuplicateIssues(IssueSearch &search)
{
    RETCLIP_TRY(const auto groups, alikeGroups(search));
    std::size_t crowded = 0;
    for (const AlikeGroup &group : groups) {
        if (group.members.size() > largestGroup) {
            ++crowded;
            continue;
        }
        std::set<ExamId> ids;
        for (const auto &[exam, eye] : group.members)
            ids.insert(exam);
        RETCLIP_TRY(const auto rows, search.study.exams(std::vector<ExamId>(ids.begin(), ids.end())));
        std::vector<LabelledMember> members;
        std::set<std::pair<ExamId, int>> taken;
        for (const auto &[exam, side] : group.members) {
            const auto eye = search.list.set.perEye ? side : std::nullopt;
            const auto row = std::find_if(rows.begin(), rows.end(), [id = exam](const ExamRow &each) { return each.id == id; });
            const auto label = row == rows.end() ? std::nullopt : search.labelOf(*row, eye);
            if (label && taken.insert({exam, eye ? 1 + int(*eye) : 0}).second)
                members.push_back({&*row, eye, *label});
        }
        if (members.size() > 1)
            judgeGroup(search, members, group.likeness);
        if (search.stop.stop_requested())
            return cancelled();
    }
    if (crowded > 0)
        search.note(message(QT_TRANSLATE_NOOP("Message",
                        "Groups of more than %1 photographs that look alike: %2. They say nothing of copies and were passed over."),
                            {std::to_string(largestGroup), std::to_string(crowded)}));
    return {};
}

Result<std::vector<double>> sharesNearer(const Matrix &images, const Matrix &texts, const std::vector<int> &reports,
                                         const std::vector<std::size_t> &asked, std::stop_token stop)
{
    std::vector<double> shares(images.rows, 0.0);
    constexpr std::size_t rowsInPart = 64;
    const std::size_t parts = (images.rows + rowsInPart - 1) / rowsInPart;
    on_all_cores(parts, [&](std::size_t part) {
        if (stop.stop_requested())
            return;
        for (std::size_t row = part * rowsInPart; row < std::min(images.rows, (part + 1) * rowsInPart); ++row) {
            const auto image = images.row(row);
            const auto similarity = [&](std::size_t text) { return dot_product(image, texts.row(text)); };
            const float own = similarity(row);
            std::size_t nearer = 0, compared = 0;
            for (const std::size_t text : asked) {
                if (reports[text] == reports[row])
                    continue;
                ++compared;
                nearer += similarity(text) > own;
            }
            shares[row] = compared ? double(nearer) / double(compared) : 0.0;
        }
    });
    if (stop.stop_requested())
        return failure(cancelled().value());
    return shares;
}

Result<void> findReportImageIssues(IssueSearch &search)
{
    RETCLIP_CHECK(search.embed());
    const Features &features = search.features->features;
    RETCLIP_TRY(const auto rows, search.study.exams(search.features->exams));
    Matrix images(0, features.image_patient.values.columns), texts(0, features.text_patient.values.columns);
    std::vector<ExamId> exams;
    std::vector<int> reports;
    std::map<std::string, int> numbers;
    const auto append = [](Matrix &to, std::span<const float> row) {
        to.values.insert(to.values.end(), row.begin(), row.end());
        ++to.rows;
    };
    for (std::size_t i = 0; i < rows.size() && rows.size() == search.features->exams.size(); ++i) {
        if (!features.image_patient.present[i] || !features.text_patient.present[i])
            continue;
        append(images, features.image_patient.values.row(i));
        append(texts, features.text_patient.values.row(i));
        exams.push_back(rows[i].id);
        reports.push_back(numbers.try_emplace(normalisedReport(rows[i].report.toStdString()), int(numbers.size())).first->second);
    }
    if (exams.size() < 20 || numbers.size() < 10 || images.columns != texts.columns) {
        search.note(message(QT_TRANSLATE_NOOP("Message",
            "Too few exams have both eyes and a report to compare reports with photographs.")));
        return {};
    }
    std::vector<std::size_t> asked;
    const std::size_t count = std::min(askedReports, exams.size());
    for (std::size_t i = 0; i < count; ++i)
        asked.push_back(i * exams.size() / count);
    RETCLIP_TRY(const auto shares, sharesNearer(images, texts, reports, asked, search.stop));
    std::vector<double> sorted = shares;
    std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(sorted.size() / 2), sorted.end());
    const double trust = std::max(0.0, 1 - 2 * sorted[sorted.size() / 2]);
    if (trust < leastTrust) {
        search.note(message(QT_TRANSLATE_NOOP("Message",
            "The run hardly tells whose report is whose, so it was not asked about single reports.")));
        return {};
    }
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i] <= 0.5)
            continue;
        IssueReason reason;
        reason.kind = IssueKind::reportImage;
        reason.value = shares[i];
        reason.strength = trust * (2 * shares[i] - 1);
        search.found.push_back({exams[i], std::move(reason)});
    }
    return {};
}

} // namespace retclip
