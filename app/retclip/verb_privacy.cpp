// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/privacy/study_privacy.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Json findJson(const TextFinds &text, const PrivacyFind &find)
{
    return {{"exam", text.code.toStdString()}, {"field", word(text.field)}, {"kind", word(find.kind)},
            {"start", find.start}, {"length", find.length}, {"text", find.text.toStdString()},
            {"evidence", find.evidence}, {"confidence", word(find.confidence)},
            {"replacement", find.replacement.toStdString()}};
}

void show(Invocation &call, const std::vector<TextFinds> &texts)
{
    for (const TextFinds &text : texts)
        for (const PrivacyFind &find : text.finds)
            call.out().result(findJson(text, find),
                              QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6 (%7)")
                                  .arg(text.code, QLatin1String(word(text.field)), title(find.kind), find.text,
                                       find.replacement, title(find.confidence),
                                       QCoreApplication::translate("Privacy", find.evidence)));
}

/// Leaves the finds of these kinds alone.
Result<void> keepKinds(std::vector<TextFinds> &texts, const QStringList &words)
{
    std::vector<IdentifierKind> kinds;
    for (const QString &each : words.join(u',').split(u',', Qt::SkipEmptyParts)) {
        const auto kind = identifierKindFrom(each.trimmed());
        if (!kind) {
            QStringList known;
            for (int i = 0; i < identifierKindCount; ++i)
                known.append(QLatin1String(word(IdentifierKind(i))));
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "There is no kind of identifier \"%1\"."),
                                      {each.toStdString()}),
                              message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                      {known.join(QStringLiteral(", ")).toStdString()}));
        }
        kinds.push_back(*kind);
    }
    if (kinds.empty())
        return {};
    for (TextFinds &text : texts)
        std::erase_if(text.finds, [&](const PrivacyFind &find) {
            return std::find(kinds.cbegin(), kinds.cend(), find.kind) == kinds.cend();
        });
    std::erase_if(texts, [](const TextFinds &text) { return text.finds.empty(); });
    return {};
}

Result<int> lookThrough(Invocation &call)
{
    const bool redact = call.has("redact");
    RETCLIP_TRY(const auto study, call.study(redact ? OpenMode::readWrite : OpenMode::readOnly));
    RETCLIP_TRY(std::vector<TextFinds> texts,
                findIdentifiers(*study, call.text("where"), call.out().progress(), call.stop()));
    RETCLIP_CHECK(keepKinds(texts, call.texts("kind")));
    show(call, texts);
    if (!redact || texts.empty())
        return statusDone;
    const Redaction redaction = redactionOf(texts);
    RETCLIP_TRY(const EditReceipt receipt, study->apply({redaction.action, redaction.exams, call.person()}));
    call.out().result(receiptJson(receipt),
                      QStringLiteral("%1\t%2\t%3\t%4").arg(receipt.edit.value)
                          .arg(receipt.time.toString(Qt::ISODate), receipt.person, receipt.summary));
    call.out().note(QCoreApplication::translate("Command",
        "What was taken out stays in the study's history, so that undo can bring it back, and in its backups. "
        "An export with --deidentify carries neither."));
    return statusDone;
}

} // namespace

Form studyPrivacyForm()
{
    return {"privacy",
            QT_TRANSLATE_NOOP("Command",
                "Finds what tells a person in reports, comments and tags; with --redact replaces it by one edit that "
                "undo takes back."),
            {{"STUDY", QT_TRANSLATE_NOOP("Command", "Study folder.")}},
            {{"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only exams that match.")},
             {"kind", ValueKind::text, "KIND", QT_TRANSLATE_NOOP("Command", "Only these kinds: name, date, phone …"),
              {}, "", std::numeric_limits<double>::lowest(), true},
             {"redact", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Replace all that is listed.")},
             {"reader", ValueKind::text, "NAME",
              QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal.")}},
            "retclip study privacy glaucoma.study --json", lookThrough};
}

} // namespace retclip::cli
