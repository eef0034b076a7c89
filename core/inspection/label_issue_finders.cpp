// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/label_issue_finders.h"

#include "core/base/files.h"
#include "core/findings/label_proposals.h"
#include "core/inspection/confident_learning.h"
#include "core/inspection/cross_validation.h"
#include "core/study/reader_labels.h"
#include "core/study/round_state.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace retclip {

namespace {

/// Fewer say nothing of how often two things agree.
constexpr int fewestToCompare = 10;
/// Of eyes: where fewer agree, one eye says nothing of the other.
constexpr double eyesAgreeFrom = 0.5;

LabelKind kindAsked(const IssueList &list)
{
    return list.className.isEmpty() ? list.set.kind : LabelKind::binary;
}

/// Of the class that was named alone, else all.
QStringList narrowed(const IssueList &list, const QStringList &positive)
{
    if (list.className.isEmpty())
        return positive;
    return positive.contains(list.className) ? QStringList{list.className} : QStringList();
}

Result<std::vector<PredictionRow>> predictionsFor(IssueSearch &search)
{
    const RunRow &run = *search.order.run;
    if (search.order.folds == 0) {
        RETCLIP_TRY(auto rows, search.study.predictions(run.id, search.order.labelSet));
        if (rows.empty())
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "Run %1 has no predictions for \"%2\"."),
                                   {std::to_string(run.id.value), search.order.labelSet.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message",
                               "Cross-validate (5 folds), or evaluate the run on this label set first.")));
        return rows;
    }
    CrossValidationOrder order;
    order.labelSet = search.order.labelSet;
    order.folds = search.order.folds;
    order.seed = search.order.seed;
    return crossValidatedPredictions(search.study, run, *search.backend, order, search.progress, search.stop);
}

} // namespace

Result<void> IssueSearch::embed()
{
    if (features)
        return {};
    ModelSource source;
    source.run_folder = path_from_utf8(order.run->folder.toStdString());
    RETCLIP_TRY(features, studyFeatures(study, source, *backend, exams, order.device, 0, progress, stop));
    return {};
}

std::optional<QStringList> IssueSearch::labelOf(const ExamRow &exam, std::optional<Laterality> eye) const
{
    for (const LabelState &label : exam.labels)
        if (label.set == list.set.id && label.eye == (list.set.perEye ? eye : std::nullopt) && label.known)
            return narrowed(list, label.positive);
    return {};
}

Result<void> findModelIssues(IssueSearch &search)
{
    RETCLIP_TRY(const auto predictions, predictionsFor(search));
    const auto doubts = doubtedLabels(predictions, kindAsked(search.list));
    std::set<std::pair<ExamId, int>> judged;
    for (const PredictionRow &row : predictions)
        if (row.truth)
            judged.insert({row.exam, row.eye ? 1 + int(*row.eye) : 0});
    search.list.judged = qint64(judged.size());
    search.list.estimated = qint64(doubts.size());
    for (const DoubtedLabel &doubt : doubts) {
        IssueReason reason;
        reason.kind = IssueKind::model;
        reason.eye = doubt.eye;
        reason.given = doubt.given;
        reason.suggested = doubt.suggested;
        reason.strength = reason.value = doubt.confidence;
        reason.typical = doubt.threshold;
        search.found.push_back({doubt.exam, std::move(reason)});
    }
    return {};
}

Result<void> findEyeIssues(IssueSearch &search)
{
    RETCLIP_TRY(const auto pairs, checkPairs(search.study, search.stop));
    for (const PairFinding &pair : pairs) {
        if (pair.fault == PairFault::sizesDiffer)
            continue;
        IssueReason reason;
        reason.kind = IssueKind::eyes;
        reason.eye = pair.eye;
        reason.fault = pair.fault;
        reason.strength = reason.value = pair.sureness;
        search.found.push_back({pair.exam, std::move(reason)});
    }
    if (!search.list.set.perEye)
        return {};
    RETCLIP_TRY(const auto rows, search.study.exams(search.exams));
    for (const LabelClass &each : search.list.set.classes) {
        if (!search.list.className.isEmpty() && each.name != search.list.className)
            continue;
        struct OneEyed
        {
            ExamId exam;
            Laterality without;
            QStringList given;
        };
        std::vector<OneEyed> oneEyed;
        int both = 0;
        for (const ExamRow &exam : rows) {
            const auto right = search.labelOf(exam, Laterality::right), left = search.labelOf(exam, Laterality::left);
            if (!right || !left)
                continue;
            const bool inRight = right->contains(each.name), inLeft = left->contains(each.name);
            both += inRight && inLeft;
            if (inRight != inLeft)
                oneEyed.push_back({exam.id, inRight ? Laterality::left : Laterality::right, inRight ? *left : *right});
        }
        const double total = double(both) + double(oneEyed.size());
        if (total < fewestToCompare || both / total < eyesAgreeFrom)
            continue;
        for (const OneEyed &one : oneEyed) {
            IssueReason reason;
            reason.kind = IssueKind::eyes;
            reason.eye = one.without;
            reason.given = one.given;
            reason.others = {each.name};
            reason.value = both / total;
            reason.strength = reason.value / 2; // Which of the two is wrong is not said.
            search.found.push_back({one.exam, std::move(reason)});
        }
    }
    return {};
}

Result<void> findReportLabelIssues(IssueSearch &search)
{
    RETCLIP_TRY(const ClassFindings findings, findingsOfClasses(search.list.set));
    if (!findings.unknown.isEmpty())
        search.note(message(QT_TRANSLATE_NOOP("Message", "Not in the dictionary of findings, and so not read in reports: %1."),
                            {findings.unknown.join(QStringLiteral(", ")).toStdString()}));
    RETCLIP_TRY(const auto proposals, proposeLabels(search.study, search.list.set, findings, search.exams,
                                                    search.progress, search.stop));
    const auto differs = [&](const LabelProposal &each) {
        return narrowed(search.list, *each.current) != narrowed(search.list, each.proposed);
    };
    double compared = 0, agreeing = 0;
    for (const LabelProposal &each : proposals)
        if (each.current) {
            ++compared;
            agreeing += !differs(each);
        }
    const double agreement = compared >= fewestToCompare ? agreeing / compared : 0.5;
    for (const LabelProposal &each : proposals) {
        if (!each.current || !differs(each))
            continue;
        IssueReason reason;
        reason.kind = IssueKind::reportLabel;
        reason.eye = each.eye;
        reason.given = narrowed(search.list, *each.current);
        reason.suggested = narrowed(search.list, each.proposed);
        reason.strength = reason.value = agreement;
        for (const FoundFinding &word : each.evidence)
            if (word.assertion == Assertion::present && !reason.others.contains(word.text))
                reason.others << word.text;
        search.found.push_back({each.exam, std::move(reason)});
    }
    return {};
}

namespace {

/// Share of those whose word is not the commonest one.
template <typename Word>
double shareApart(const std::vector<Word> &words)
{
    std::size_t most = 0;
    for (const Word &each : words)
        most = std::max(most, std::size_t(std::count(words.begin(), words.end(), each)));
    return words.empty() ? 0.0 : 1.0 - double(most) / double(words.size());
}

Result<void> findDisputedGrades(IssueSearch &search)
{
    RETCLIP_TRY(const auto rounds, readingRounds(search.study));
    for (const ReadingRound &round : rounds) {
        if (round.labelSet != search.list.set.name)
            continue;
        RETCLIP_TRY(const auto items, roundItems(search.study, round));
        RETCLIP_TRY(const auto grades, roundGrades(search.study, round));
        for (const CaseState &state : caseStates(round, items, grades)) {
            if (!state.disputed())
                continue;
            std::vector<QString> words;
            for (const auto &[reader, grade] : state.grades)
                words.push_back(grade.gradable ? narrowed(search.list, grade.positive).join(u';') : QStringLiteral("?"));
            IssueReason reason;
            reason.kind = IssueKind::readers;
            reason.eye = state.eye;
            reason.strength = shareApart(words);
            reason.value = double(words.size());
            // Who said what stays the round's: its readers grade blind.
            reason.others = {round.name};
            if (reason.strength > 0)
                search.found.push_back({state.item.exam, std::move(reason)});
        }
    }
    return {};
}

} // namespace

Result<void> findReaderIssues(IssueSearch &search)
{
    RETCLIP_TRY(const auto disputed, disputedLabels(search.study, search.list.set.name, search.stop));
    for (const DisputedLabel &label : disputed) {
        RETCLIP_TRY(const ExamRow exam, search.study.exam(label.exam));
        IssueReason reason;
        reason.kind = IssueKind::readers;
        reason.eye = label.eye;
        reason.given = search.labelOf(exam, label.eye).value_or(QStringList());
        std::vector<QString> words;
        for (const ReaderLabel &each : label.said) {
            const QStringList positive = narrowed(search.list, each.positive);
            words.push_back(each.known ? positive.join(u';') : QStringLiteral("?"));
            reason.others << QStringLiteral("%1: %2").arg(
                each.person, !each.known ? QStringLiteral("?")
                             : positive.isEmpty() ? QStringLiteral("–") : positive.join(QStringLiteral(", ")));
        }
        reason.strength = shareApart(words);
        if (reason.strength > 0)
            search.found.push_back({label.exam, std::move(reason)});
    }
    return findDisputedGrades(search);
}

} // namespace retclip
