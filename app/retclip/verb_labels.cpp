// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/findings/label_proposals.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Json evidenceJson(const FoundFinding &found)
{
    return {{"finding", found.finding->id.toStdString()}, {"text", found.text.toStdString()},
            {"start", found.start}, {"length", found.length},
            {"eye", found.eye ? Json(word(*found.eye)) : Json(nullptr)}, {"assertion", word(found.assertion)}};
}

Json namesJson(const QStringList &names)
{
    Json list = Json::array();
    for (const QString &name : names)
        list.push_back(name.toStdString());
    return list;
}

void showProposal(Invocation &call, const LabelProposal &proposal, const LabelSet &set)
{
    Json line{{"exam", proposal.code.toStdString()}, {"label_set", set.name.toStdString()},
              {"eye", proposal.eye ? Json(word(*proposal.eye)) : Json(nullptr)},
              {"proposed", namesJson(proposal.proposed)}, {"uncertain", namesJson(proposal.uncertain)},
              {"current", proposal.current ? namesJson(*proposal.current) : Json(nullptr)},
              {"differs", proposal.differs()}, {"evidence", Json::array()}};
    QStringList words;
    for (const FoundFinding &found : proposal.evidence) {
        line["evidence"].push_back(evidenceJson(found));
        words.append(found.assertion == Assertion::present
                         ? found.text
                         : QStringLiteral("%1 (%2)").arg(found.text, QLatin1String(word(found.assertion))));
    }
    call.out().result(line, QStringLiteral("%1\t%2\t%3")
                                .arg(proposal.code, proposal.proposed.isEmpty() ? QStringLiteral("-") : proposal.proposed.join(u';'),
                                     words.join(QStringLiteral(", "))));
}

Result<QMap<QString, QString>> chosenFindings(const QString &text)
{
    QMap<QString, QString> chosen;
    for (const QString &pair : text.split(u',', Qt::SkipEmptyParts)) {
        const qsizetype at = pair.indexOf(u'=');
        if (at <= 0)
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no pair CLASS=FINDING."), {pair.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "Write for example G=glaucoma,C=cataract.")));
        chosen.insert(pair.left(at).trimmed(), pair.mid(at + 1).trimmed());
    }
    return chosen;
}

Result<int> propose(Invocation &call)
{
    const bool apply = call.has("apply");
    RETCLIP_TRY(const auto study, call.study(apply ? OpenMode::readWrite : OpenMode::readOnly));
    RETCLIP_TRY(const QVector<LabelSet> sets, study->labelSets());
    const QString name = call.text("labels");
    const auto set = std::find_if(sets.cbegin(), sets.cend(), [&](const LabelSet &each) { return each.name == name; });
    if (set == sets.cend())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no label set %1."), {name.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")), {});
    RETCLIP_TRY(const auto chosen, chosenFindings(call.text("map")));
    RETCLIP_TRY(const ClassFindings findings, findingsOfClasses(*set, chosen));
    for (const QString &each : findings.unknown)
        call.out().note(QCoreApplication::translate(
            "Command", "The dictionary does not know the class %1: name its finding with --map.").arg(each));
    RETCLIP_TRY(const std::vector<ExamId> exams, study->find(call.text("where"), call.stop()));
    RETCLIP_TRY(std::vector<LabelProposal> proposals, proposeLabels(*study, *set, findings, exams, call.out().progress(), call.stop()));
    const QString only = call.text("only");
    std::erase_if(proposals, [&](const LabelProposal &each) {
        return (only == QLatin1String("missing") && each.current) || (only == QLatin1String("differing") && !each.differs());
    });
    for (const LabelProposal &proposal : proposals)
        showProposal(call, proposal, *set);
    if (!apply)
        return statusDone;
    RETCLIP_TRY(const int edits, acceptProposals(*study, *set, proposals, call.person()));
    call.out().note(QCoreApplication::translate("Command", "Labels given in %1 edits; retclip undo takes each back.").arg(edits));
    return statusDone;
}

Result<int> dictionary(Invocation &call)
{
    for (const Finding &finding : findingDictionary())
        call.out().result({{"finding", finding.id.toStdString()}, {"title", finding.title.toStdString()},
                           {"title_zh", finding.titleZh.toStdString()}, {"icd10", finding.icd10.toStdString()},
                           {"snomed", finding.snomed.toStdString()},
                           {"broader", finding.broader.toStdString()}, {"terms", namesJson(finding.terms)}},
                          QStringLiteral("%1\t%2\t%3\t%4").arg(finding.id, finding.icd10, finding.titleZh,
                                                                finding.terms.join(QStringLiteral(", "))));
    return statusDone;
}

} // namespace

Verb labelsVerb()
{
    Verb verb{"labels", QT_TRANSLATE_NOOP("Command", "Label sets and what they mean; labels that are likely wrong, or that reports propose."),
            {{"propose", QT_TRANSLATE_NOOP("Command",
                  "What the reports would have the labels be, with the words that say so. Nothing is changed without --apply."),
              {studyPlace},
              {{"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Label set."), {}, "", 0, false, true},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
               {"only", ValueKind::choice, "WHICH", QT_TRANSLATE_NOOP("Command", "Exams without a label, those where it differs, or all."),
                {"missing", "differing", "all"}, "all"},
               {"map", ValueKind::text, "CLASS=FINDING,…", QT_TRANSLATE_NOOP("Command", "Findings of classes that the dictionary does not know by name.")},
               {"apply", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Give the labels.")},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Who gives them.")}},
              "retclip labels propose odir.study --labels odir --only missing --json", propose},
             {"dictionary", QT_TRANSLATE_NOOP("Command", "The findings that are looked for in reports, and their words."), {}, {},
              "retclip labels dictionary --json", dictionary},
             labelIssuesForm()}};
    for (Form &form : labelSetForms())
        verb.forms.push_back(std::move(form));
    return verb;
}

} // namespace retclip::cli
