// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/pages.h"

#include "app/retclip/verbs.h"
#include "app/version.h"

#include <QFile>
#include <QStringList>

namespace retclip::cli {

namespace {

/// A line of a bash `case`: the words that stand for `key`.
QString caseLine(const QString &key, QStringList words)
{
    for (QString &word : words)
        word = QLatin1Char('\'') + word.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
    return QStringLiteral("        '%1') printf '%s\\n' %2 ;;\n").arg(key, words.join(QLatin1Char(' ')));
}

QString keyOf(const Verb &verb, const Form &form)
{
    const QString verbName = QLatin1String(verb.name);
    return *form.action ? verbName + QLatin1Char(' ') + QLatin1String(form.action) : verbName;
}

/// Flags stand alone; all others take the next word.
QStringList optionNames(const std::vector<OptionDescription> &options)
{
    QStringList names;
    for (const OptionDescription &option : options)
        names << QStringLiteral("--") + QLatin1String(option.name);
    return names;
}

/// What the shell offers for an option's value: its choices, or a word of the script for what a name means.
QStringList valueWords(const OptionDescription &option)
{
    if (option.kind == ValueKind::flag)
        return {};
    QStringList words;
    for (const char *choice : option.choices)
        words << QString::fromUtf8(choice);
    if (!words.isEmpty())
        return words;
    const QByteArray asks(option.placeholder);
    if (asks.contains("FILE") || asks.contains("TABLE"))
        return {QStringLiteral("@file")};
    if (asks.contains("FOLDER") || asks.contains("DIR") || asks.contains("STUDY"))
        return {QStringLiteral("@folder")};
    return {QStringLiteral("@none")};
}

QString wordCases()
{
    QStringList names;
    for (const Verb &verb : verbs())
        names << QLatin1String(verb.name);
    QString text = caseLine(QString(), names);
    for (const Verb &verb : verbs()) {
        QStringList actions;
        for (const Form &form : verb.forms)
            if (*form.action)
                actions << QLatin1String(form.action);
        if (!actions.isEmpty())
            text += caseLine(QLatin1String(verb.name) + QLatin1String(" ?"), actions);
        for (const Form &form : verb.forms)
            text += caseLine(keyOf(verb, form), optionNames(form.options) + optionNames(commonOptions()));
    }
    return text;
}

QString valueCases()
{
    QString text;
    for (const Verb &verb : verbs())
        for (const Form &form : verb.forms)
            for (const OptionDescription &option : form.options)
                if (const QStringList words = valueWords(option); !words.isEmpty())
                    text += caseLine(keyOf(verb, form) + QLatin1String(" --") + QLatin1String(option.name), words);
    for (const OptionDescription &option : commonOptions())
        if (const QStringList words = valueWords(option); !words.isEmpty())
            text += QStringLiteral("        *' --%1') printf '%s\\n' %2 ;;\n").arg(QLatin1String(option.name), words.join(QLatin1Char(' ')));
    return text;
}

/// The part of the script that is the same for every table of verbs.
QString scriptPart()
{
    QFile file(QStringLiteral(":/completion.bash"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

QString bashCompletion()
{
    return QStringLiteral("# %1 %2: completion for bash, written by \"retclip completion bash\".\n"
                          "_retclip_words() {\n    case $1 in\n")
               .arg(QLatin1String(programName), QLatin1String(programVersion()))
           + wordCases() + QStringLiteral("    esac\n}\n_retclip_values() {\n    case $1 in\n") + valueCases()
           + QStringLiteral("    esac\n}\n") + scriptPart();
}

QString zshCompletion()
{
    return QStringLiteral("#compdef retclip\nautoload -U +X bashcompinit && bashcompinit\n") + bashCompletion();
}

} // namespace retclip::cli
