// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/label_issues.h"

#include "core/inspection/label_issue_finders.h"
#include "core/study/exam_set.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace retclip {

const char *word(IssueKind kind)
{
    switch (kind) {
    case IssueKind::model: return "model";
    case IssueKind::duplicates: return "duplicates";
    case IssueKind::reportImage: return "report_image";
    case IssueKind::eyes: return "eyes";
    case IssueKind::reportLabel: return "report_label";
    case IssueKind::readers: break;
    }
    return "readers";
}

std::optional<IssueKind> issueKindFrom(const QString &name)
{
    for (const IssueKind kind : allIssueKinds)
        if (name == QLatin1String(word(kind)))
            return kind;
    return {};
}

bool needsRun(IssueKind kind)
{
    return kind == IssueKind::model || kind == IssueKind::reportImage;
}

namespace {

/// Reasons sorted, strength worked out; false: none is left.
bool rankReasons(LabelIssue &issue)
{
    std::stable_sort(issue.reasons.begin(), issue.reasons.end(), [](const IssueReason &a, const IssueReason &b) {
        return a.strength > b.strength;
    });
    double nothingWrong = 1;
    std::set<IssueKind> seen;
    for (const IssueReason &reason : issue.reasons)
        if (seen.insert(reason.kind).second) // The strongest of its kind: the others say the same again.
            nothingWrong *= 1 - std::clamp(reason.strength, 0.0, 1.0);
    issue.strength = 1 - nothingWrong;
    return !issue.reasons.empty();
}

void rankIssues(std::vector<LabelIssue> &issues)
{
    std::stable_sort(issues.begin(), issues.end(), [](const LabelIssue &a, const LabelIssue &b) {
        return a.strength != b.strength ? a.strength > b.strength : a.exam < b.exam;
    });
}

Result<LabelSet> labelSetOf(const Study &study, const QString &name)
{
    RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
    for (const LabelSet &set : sets)
        if (set.name == name)
            return set;
    QStringList known;
    for (const LabelSet &set : sets)
        known << set.name;
    return failure(ErrorCode::not_found,
                   message(QT_TRANSLATE_NOOP("Message", "There is no label set “%1” in this study."), {name.toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                   known.isEmpty() ? message(QT_TRANSLATE_NOOP("Message", "Define it first, or import labels."))
                                   : message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                                             {known.join(QStringLiteral(", ")).toStdString()}));
}

Result<void> findAll(IssueSearch &search, const std::vector<IssueKind> &kinds)
{
    for (const IssueKind kind : kinds) {
        if (search.stop.stop_requested())
            return cancelled();
        switch (kind) {
        case IssueKind::model: RETCLIP_CHECK(findModelIssues(search)); break;
        case IssueKind::duplicates: RETCLIP_CHECK(findDuplicateIssues(search)); break;
        case IssueKind::reportImage: RETCLIP_CHECK(findReportImageIssues(search)); break;
        case IssueKind::eyes: RETCLIP_CHECK(findEyeIssues(search)); break;
        case IssueKind::reportLabel: RETCLIP_CHECK(findReportLabelIssues(search)); break;
        case IssueKind::readers: RETCLIP_CHECK(findReaderIssues(search)); break;
        }
    }
    return {};
}

/// The kinds that can be asked: without a run those that need one are left out, or refused where they
/// were named.
Result<std::vector<IssueKind>> kindsToAsk(const IssueOrder &order, IssueList &list)
{
    std::vector<IssueKind> kinds = order.kinds;
    if (kinds.empty())
        kinds.assign(allIssueKinds.begin(), allIssueKinds.end());
    if (order.run)
        return kinds;
    const auto needy = std::find_if(kinds.begin(), kinds.end(), needsRun);
    if (needy == kinds.end())
        return kinds;
    if (!order.kinds.empty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "Issues of the kind %1 need a run."), {word(*needy)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Name a run whose embeddings are looked at.")));
    std::erase_if(kinds, needsRun);
    list.notes.push_back(message(QT_TRANSLATE_NOOP("Message",
        "No run was named: predictions, and reports against photographs, were not asked.")));
    return kinds;
}

} // namespace

Result<IssueList> labelIssues(const Study &study, ModelBackend *backend, const IssueOrder &order,
                              const ProgressCallback &progress, std::stop_token stop)
{
    IssueList list;
    RETCLIP_TRY(list.set, labelSetOf(study, order.labelSet.section(u'/', 0, 0)));
    list.className = order.labelSet.section(u'/', 1);
    RETCLIP_TRY(const auto kinds, kindsToAsk(order, list));
    RETCLIP_TRY(std::vector<ExamId> exams, study.find(order.where, stop));
    RETCLIP_TRY(const ExamSet excluded, study.matching(QStringLiteral("excluded"), stop));
    std::erase_if(exams, [&](ExamId exam) { return excluded.contains(exam.value); });
    IssueSearch search{study, backend, order, list, std::move(exams), progress, stop};
    RETCLIP_CHECK(findAll(search, kinds));

    const std::set<ExamId> allowed(search.exams.begin(), search.exams.end());
    std::map<ExamId, LabelIssue> byExam;
    for (FoundIssue &found : search.found)
        if (allowed.contains(found.exam))
            byExam[found.exam].reasons.push_back(std::move(found.reason));
    std::vector<ExamId> ids;
    for (auto &[exam, issue] : byExam)
        ids.push_back(exam);
    RETCLIP_TRY(const QStringList codes, study.codes(ids));
    qsizetype at = 0;
    for (auto &[exam, issue] : byExam) {
        issue.exam = exam;
        issue.code = at < codes.size() ? codes[at] : QString();
        ++at;
        rankReasons(issue);
        for (const IssueKind kind : kinds)
            list.counts[kind] += std::any_of(issue.reasons.begin(), issue.reasons.end(),
                                             [&](const IssueReason &each) { return each.kind == kind; });
        list.issues.push_back(std::move(issue));
    }
    rankIssues(list.issues);
    return list;
}

std::vector<LabelIssue> issuesOfKinds(const std::vector<LabelIssue> &issues, const std::vector<IssueKind> &kinds)
{
    if (kinds.empty())
        return issues;
    std::vector<LabelIssue> kept;
    for (const LabelIssue &issue : issues) {
        LabelIssue narrow = issue;
        std::erase_if(narrow.reasons, [&](const IssueReason &reason) {
            return std::find(kinds.begin(), kinds.end(), reason.kind) == kinds.end();
        });
        if (rankReasons(narrow))
            kept.push_back(std::move(narrow));
    }
    rankIssues(kept);
    return kept;
}

namespace {

std::string hundredths(double value)
{
    return QString::number(value, 'f', 2).toStdString();
}

std::string inAHundred(double share)
{
    return std::to_string(int(std::lround(share * 100)));
}

Message faultWords(PairFault fault)
{
    switch (fault) {
    case PairFault::wrongEye: return message(QT_TRANSLATE_NOOP("Message", "This photograph looks like the other eye."));
    case PairFault::swappedEyes: return message(QT_TRANSLATE_NOOP("Message", "Both photographs look like the other eye: swapped?"));
    case PairFault::sameSideTwice: return message(QT_TRANSLATE_NOOP("Message", "Both photographs look like the same eye."));
    case PairFault::sameImageTwice: return message(QT_TRANSLATE_NOOP("Message", "Both eyes are one photograph."));
    case PairFault::mirroredTwice: return message(QT_TRANSLATE_NOOP("Message", "Both eyes are one photograph, turned left to right."));
    case PairFault::sizesDiffer: return message(QT_TRANSLATE_NOOP("Message", "The photographs differ much in size."));
    case PairFault::reportOtherEye: break;
    }
    return message(QT_TRANSLATE_NOOP("Message", "The report speaks only of the eye that was not photographed."));
}

} // namespace

Message issueWords(const IssueReason &reason, const std::function<QString(const QStringList &)> &titles)
{
    const auto classes = [&](const QStringList &names) { return titles(names).toStdString(); };
    const std::string given = classes(reason.given);
    const std::string suggested = classes(reason.suggested.value_or(QStringList()));
    const std::string others = reason.others.join(QStringLiteral(", ")).toStdString();
    switch (reason.kind) {
    case IssueKind::model:
        return message(QT_TRANSLATE_NOOP("Message",
                           "Labelled %1; the run, which has not learned from it, says %2 with probability %3 (%4 on average where that is the label)."),
                       {given, suggested, hundredths(reason.value), hundredths(reason.typical)});
    case IssueKind::duplicates:
        return reason.suggested
            ? message(QT_TRANSLATE_NOOP("Message", "Labelled %1; nearly the same photograph (%2) is labelled %3 in %4."),
                      {given, hundredths(reason.value), suggested, others})
            : message(QT_TRANSLATE_NOOP("Message", "Labelled %1; nearly the same photograph (%2) is labelled otherwise in %3."),
                      {given, hundredths(reason.value), others});
    case IssueKind::reportImage:
        return message(QT_TRANSLATE_NOOP("Message",
                           "To the run %1 of 100 other reports fit these photographs better than this one."),
                       {inAHundred(reason.value)});
    case IssueKind::eyes:
        if (reason.fault)
            return faultWords(*reason.fault);
        return message(QT_TRANSLATE_NOOP("Message", "%1 is labelled in one eye only; of 100 patients with it, %2 have it in both here."),
                       {classes(reason.others), inAHundred(reason.value)});
    case IssueKind::reportLabel:
        return others.empty()
            ? message(QT_TRANSLATE_NOOP("Message", "Labelled %1; the report reads %2. Elsewhere report and label agree in %3 of 100."),
                      {given, suggested, inAHundred(reason.value)})
            : message(QT_TRANSLATE_NOOP("Message", "Labelled %1; the report reads %2 (“%3”). Elsewhere report and label agree in %4 of 100."),
                      {given, suggested, others, inAHundred(reason.value)});
    case IssueKind::readers: break;
    }
    return reason.value > 0
        ? message(QT_TRANSLATE_NOOP("Message", "The %1 readers of the round %2 differ."),
                  {std::to_string(int(reason.value)), others})
        : message(QT_TRANSLATE_NOOP("Message", "Readers differ: %1."), {others});
}

std::optional<SetLabel> suggestedLabel(const LabelIssue &issue, const IssueList &list, const ExamRow &exam)
{
    const auto reason = std::find_if(issue.reasons.begin(), issue.reasons.end(),
                                     [](const IssueReason &each) { return each.suggested.has_value(); });
    if (reason == issue.reasons.end())
        return {};
    SetLabel label;
    label.labelSet = list.set.name;
    label.source = LabelSource::review;
    if (list.set.perEye)
        label.eye = reason->eye;
    const bool several = list.set.kind == LabelKind::multilabel && !list.className.isEmpty();
    if (!several) {
        label.positive = *reason->suggested;
    } else {
        for (const LabelState &state : exam.labels)
            if (state.set == list.set.id && state.eye == label.eye)
                label.positive = state.positive;
        label.positive.removeAll(list.className);
        if (reason->suggested->contains(list.className))
            label.positive << list.className;
    }
    const bool exactlyOne = list.set.kind == LabelKind::multiclass || list.set.kind == LabelKind::ordinal;
    if ((list.set.perEye && !label.eye) || (exactlyOne && label.positive.size() != 1))
        return {};
    return label;
}

} // namespace retclip
