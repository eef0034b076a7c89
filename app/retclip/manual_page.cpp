// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/pages.h"

#include "app/retclip/option_words.h"
#include "app/retclip/verbs.h"
#include "app/version.h"

#include <QCoreApplication>
#include <QStringList>

namespace retclip::cli {

namespace {

/// Plain text for roff: a dash stays a dash, a dot at the start of a line is no request.
QString roff(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\e")).replace(QLatin1Char('-'), QLatin1String("\\-"));
    if (text.startsWith(QLatin1Char('.')) || text.startsWith(QLatin1Char('\'')))
        text.prepend(QLatin1String("\\&"));
    return text;
}

QString paragraph(const QString &head, const QString &body)
{
    return QStringLiteral(".TP\n.B %1\n%2\n").arg(roff(head), roff(body));
}

QString optionParagraph(const OptionDescription &option)
{
    const auto [head, body] = wordsOf(option);
    return paragraph(head, body);
}

QString verbSection(const Verb &verb)
{
    QString text = QStringLiteral(".SH %1\n%2\n").arg(roff(QString::fromUtf8(verb.name).toUpper()), roff(commandWord(verb.purpose)));
    for (const Form &form : verb.forms) {
        // "usage: retclip …": the words after the colon.
        const QString usage = usageLine(verb, form);
        text += QStringLiteral(".SS %1\n").arg(roff(usage.mid(usage.indexOf(QLatin1String("retclip ")))));
        if (*form.purpose)
            text += roff(commandWord(form.purpose)) + QLatin1Char('\n');
        for (const PositionalDescription &place : form.positionals)
            text += paragraph(QLatin1String(place.name), commandWord(place.help));
        for (const OptionDescription &option : form.options)
            text += optionParagraph(option);
        text += QStringLiteral(".PP\n%1\n.RS\n.EX\n%2\n.EE\n.RE\n")
                    .arg(roff(commandWord(QT_TRANSLATE_NOOP("Command", "Example:"))), roff(QString::fromUtf8(form.example)));
    }
    return text;
}

} // namespace

QString manualPage()
{
    QString text = QStringLiteral(".\\\" Written by \"retclip manual\".\n.TH RETCLIP 1 \"\" \"%1 %2\"\n")
                       .arg(QLatin1String(programName), QLatin1String(programVersion()));
    text += QStringLiteral(".SH NAME\nretclip \\- %1\n")
                .arg(roff(commandWord(QT_TRANSLATE_NOOP("Command", "the RET-CLIP workstation without a window"))));
    text += QStringLiteral(".SH SYNOPSIS\n.B retclip\n.I VERB\n\\&...\n.SH DESCRIPTION\n");
    for (const Verb &verb : verbs())
        text += paragraph(QLatin1String(verb.name), commandWord(verb.purpose));
    text += QStringLiteral(".SH OPTIONS\n%1\n").arg(roff(commandWord(QT_TRANSLATE_NOOP("Command", "With every verb:"))));
    for (const OptionDescription &option : commonOptions())
        text += optionParagraph(option);
    for (const Verb &verb : verbs())
        text += verbSection(verb);
    text += QStringLiteral(".SH EXIT STATUS\n");
    text += paragraph(QStringLiteral("0"), commandWord(QT_TRANSLATE_NOOP("Command", "Done.")));
    text += paragraph(QStringLiteral("1"), commandWord(QT_TRANSLATE_NOOP("Command", "Failed; standard error says what happened, what was kept and what to do.")));
    text += paragraph(QStringLiteral("2"), commandWord(QT_TRANSLATE_NOOP("Command", "Wrong usage; nothing was done.")));
    text += paragraph(QStringLiteral("130"), commandWord(QT_TRANSLATE_NOOP("Command", "Interrupted; what was finished is kept.")));
    text += QStringLiteral(".SH SEE ALSO\n.BR retclip\\-workstation (1)\n");
    return text;
}

} // namespace retclip::cli
