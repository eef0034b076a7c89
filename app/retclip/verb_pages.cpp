// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/pages.h"
#include "app/retclip/verbs.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Result<int> printPage(Invocation &call, const char *name, const QString &page)
{
    call.out().result(Json{{name, page.toStdString()}}, page.trimmed());
    return statusDone;
}

Result<int> runManual(Invocation &call)
{
    return printPage(call, "manual", manualPage());
}

Result<int> runCompletion(Invocation &call)
{
    const QString shell = call.positional("SHELL");
    if (shell != QLatin1String("bash") && shell != QLatin1String("zsh"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "There is no completion for \"%1\"."), {shell.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Name bash or zsh.")));
    return printPage(call, "completion", shell == QLatin1String("zsh") ? zshCompletion() : bashCompletion());
}

} // namespace

Verb manualVerb()
{
    return {"manual", QT_TRANSLATE_NOOP("Command", "Print the manual page, as man reads it."),
            {{"", "", {}, {}, "retclip manual | man -l -", runManual}}};
}

Verb completionVerb()
{
    return {"completion", QT_TRANSLATE_NOOP("Command", "Print a script that completes retclip's words in a shell."),
            {{"", "", {{"SHELL", QT_TRANSLATE_NOOP("Command", "bash or zsh.")}}, {},
              "source <(retclip completion bash)", runCompletion}}};
}

} // namespace retclip::cli
