// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/label_proposals.h"

#include <QSet>

#include <algorithm>
#include <map>

namespace retclip {

namespace {

const Finding &normalFinding()
{
    static const Finding *const normal = findingOf(QStringLiteral("normal"));
    return *normal;
}

/// What one report says of one class.
struct ClassReading
{
    bool present = false, absent = false, uncertain = false;
};

struct Reading
{
    QMap<QString, ClassReading> classes;
    bool normal = false;
    std::vector<FoundFinding> evidence;

    [[nodiscard]] QStringList named(bool ClassReading::*what) const
    {
        QStringList names;
        for (auto each = classes.cbegin(); each != classes.cend(); ++each)
            if (each.value().*what)
                names.append(each.key());
        return names;
    }
};

Reading readingOf(const std::vector<FoundFinding> &found, const ClassFindings &findings,
                  const std::optional<Laterality> &eye)
{
    Reading reading;
    bool disease = false;
    for (const FoundFinding &each : found) {
        if (eye && each.eye && each.eye != eye)
            continue;
        bool told = false;
        if (each.finding->id == normalFinding().id && each.assertion == Assertion::present)
            reading.normal = told = true;
        else if (each.assertion != Assertion::absent && each.finding->id != QLatin1String("poor_image"))
            disease = true;
        for (auto known = findings.classes.cbegin(); known != findings.classes.cend(); ++known) {
            // "No proliferative retinopathy" does not deny diabetic retinopathy; a case of it proves it.
            const bool same = each.finding->id == known.value()->id;
            if (!same && !(each.assertion != Assertion::absent && isCaseOf(*each.finding, *known.value())))
                continue;
            told = true;
            ClassReading &of = reading.classes[known.key()];
            of.present |= each.assertion == Assertion::present;
            of.absent |= each.assertion == Assertion::absent;
            of.uncertain |= each.assertion == Assertion::uncertain;
        }
        if (told)
            reading.evidence.push_back(each);
    }
    // One eye is normal and the other is not, or a report of a normal fundus names drusen all the same.
    if (reading.normal && disease) {
        reading.normal = false;
        for (auto known = findings.classes.cbegin(); known != findings.classes.cend(); ++known)
            if (known.value()->id == normalFinding().id)
                reading.classes.remove(known.key());
    }
    return reading;
}

/// In the set's order.
QStringList ordered(const LabelSet &set, const QStringList &names)
{
    QStringList result;
    for (const LabelClass &each : set.classes)
        if (names.contains(each.name))
            result.append(each.name);
    return result;
}

std::optional<QStringList> proposedLabel(const LabelSet &set, const Reading &reading)
{
    const QStringList present = reading.named(&ClassReading::present);
    if (!present.isEmpty()) {
        const bool several = set.kind == LabelKind::multilabel || set.kind == LabelKind::binary;
        return several || present.size() == 1 ? std::optional(ordered(set, present)) : std::nullopt;
    }
    if (!reading.named(&ClassReading::uncertain).isEmpty())
        return std::nullopt;
    const bool mayBeNone = set.kind == LabelKind::multilabel || set.kind == LabelKind::binary;
    const bool denied = set.kind == LabelKind::binary && !reading.named(&ClassReading::absent).isEmpty();
    if (mayBeNone && (reading.normal || denied))
        return QStringList();
    return std::nullopt;
}

std::optional<QStringList> currentLabel(const ExamRow &exam, const LabelSet &set, const std::optional<Laterality> &eye)
{
    for (const LabelState &label : exam.labels)
        if (label.setName == set.name && label.eye == eye && label.known)
            return ordered(set, label.positive);
    return std::nullopt;
}

} // namespace

Result<ClassFindings> findingsOfClasses(const LabelSet &set, const QMap<QString, QString> &chosen)
{
    ClassFindings result;
    for (auto each = chosen.cbegin(); each != chosen.cend(); ++each) {
        const bool isClass = std::any_of(set.classes.cbegin(), set.classes.cend(),
                                         [&](const LabelClass &known) { return known.name == each.key(); });
        const Finding *const finding = findingOf(each.value());
        if (!isClass || !finding)
            return failure(ErrorCode::invalid_argument,
                           isClass ? message(QT_TRANSLATE_NOOP("Message", "The dictionary has no finding %1."),
                                             {each.value().toStdString()})
                                   : message(QT_TRANSLATE_NOOP("Message", "The label set %1 has no class %2."),
                                             {set.name.toStdString(), each.key().toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "retclip labels dictionary lists the findings.")));
        result.classes.insert(each.key(), finding);
    }
    for (const LabelClass &each : set.classes) {
        if (result.classes.contains(each.name))
            continue;
        const Finding *finding = nullptr;
        QStringList words{each.titleZh, each.title, each.name};
        if (set.kind == LabelKind::binary)
            words.append(set.name);
        for (const QString &word : std::as_const(words))
            if (!finding && !word.isEmpty())
                finding = findingNamed(word);
        if (finding)
            result.classes.insert(each.name, finding);
        else
            result.unknown.append(each.name);
    }
    return result;
}

Result<std::vector<LabelProposal>> proposeLabels(const Study &study, const LabelSet &set, const ClassFindings &findings,
                                                 const std::vector<ExamId> &exams, const ProgressCallback &progress,
                                                 std::stop_token stop)
{
    std::vector<LabelProposal> proposals;
    ProgressReporter reporter(progress, std::int64_t(exams.size()),
                              message(QT_TRANSLATE_NOOP("Message", "Reading reports")));
    std::int64_t done = 0;
    for (const ExamId id : exams) {
        if (stop.stop_requested())
            return cancelled();
        reporter.advance_to(done++);
        RETCLIP_TRY(const ExamRow exam, study.exam(id));
        if (exam.report.trimmed().isEmpty())
            continue;
        const std::vector<FoundFinding> found = findFindings(exam.report);
        std::vector<std::optional<Laterality>> eyes{std::nullopt};
        if (set.perEye) {
            eyes.clear();
            for (const Laterality eye : both_eyes)
                if (exam.images[eye])
                    eyes.push_back(eye);
        }
        for (const std::optional<Laterality> &eye : eyes) {
            Reading reading = readingOf(found, findings, eye);
            const auto label = proposedLabel(set, reading);
            if (!label)
                continue;
            LabelProposal proposal;
            proposal.exam = id;
            proposal.code = exam.code;
            proposal.eye = eye;
            proposal.proposed = *label;
            proposal.uncertain = ordered(set, reading.named(&ClassReading::uncertain));
            for (const QString &name : std::as_const(proposal.proposed))
                proposal.uncertain.removeAll(name);
            proposal.current = currentLabel(exam, set, eye);
            proposal.evidence = std::move(reading.evidence);
            proposals.push_back(std::move(proposal));
        }
    }
    return proposals;
}

std::vector<ProposedEdit> editsOf(const LabelSet &set, const std::vector<LabelProposal> &proposals)
{
    std::map<std::pair<std::optional<Laterality>, QStringList>, std::vector<ExamId>> groups;
    for (const LabelProposal &proposal : proposals)
        if (proposal.differs())
            groups[{proposal.eye, proposal.proposed}].push_back(proposal.exam);
    std::vector<ProposedEdit> edits;
    for (const auto &[label, exams] : groups) {
        ProposedEdit edit;
        edit.action.labelSet = set.name;
        edit.action.eye = label.first;
        edit.action.positive = label.second;
        edit.exams = exams;
        edits.push_back(std::move(edit));
    }
    return edits;
}

Result<int> acceptProposals(Study &study, const LabelSet &set, const std::vector<LabelProposal> &proposals,
                            const QString &person)
{
    const std::vector<ProposedEdit> edits = editsOf(set, proposals);
    for (const ProposedEdit &edit : edits) {
        RETCLIP_TRY(const EditReceipt receipt, study.apply({edit.action, edit.exams, person}));
        (void)receipt;
    }
    return int(edits.size());
}

} // namespace retclip
