// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"

#include "app/retclip/door.h"
#include "app/retclip/shown_words.h"
#include "core/base/files.h"
#include "core/study/query_hints.h"

namespace retclip::cli {

std::filesystem::path pathOf(const QString &text)
{
    return path_from_utf8(text.toStdString());
}

Invocation::Invocation(ParsedArguments arguments, Output &output, std::stop_token stop)
    : m_arguments(std::move(arguments)), m_output(output), m_stop(std::move(stop))
{
}

Invocation::~Invocation() = default;

QString Invocation::positional(const char *name) const
{
    return m_arguments.positionals.value(QLatin1String(name)).value(0);
}

QStringList Invocation::positionals(const char *name) const
{
    return m_arguments.positionals.value(QLatin1String(name));
}

bool Invocation::has(const char *option) const
{
    return m_arguments.values.contains(QLatin1String(option));
}

QString Invocation::text(const char *option) const
{
    return m_arguments.values.value(QLatin1String(option)).value(0);
}

QStringList Invocation::texts(const char *option) const
{
    return m_arguments.values.value(QLatin1String(option));
}

qint64 Invocation::integer(const char *option, qint64 fallback) const
{
    return has(option) ? text(option).toLongLong() : fallback;
}

double Invocation::real(const char *option, double fallback) const
{
    return has(option) ? text(option).toDouble() : fallback;
}

Result<std::unique_ptr<Study>> Invocation::study(OpenMode mode) const
{
    auto study = Study::open(positional("STUDY"), mode);
    if (!study)
        return study;
    tellLabelClasses(**study);
    if (has("where"))
        if (const auto hints = queryHints(**study, text("where")))
            for (const Error &hint : *hints)
                m_output.note(QStringLiteral("! ") + translated(hint.what_happened) + QLatin1Char(' ') + translated(hint.what_to_do));
    return study;
}

BackendDoor &Invocation::door()
{
    if (!m_door)
        m_door = makeDoor();
    return *m_door;
}

QString Invocation::person() const
{
    if (has("reader"))
        return text("reader");
    const QString login = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return login.isEmpty() ? QStringLiteral("command line") : login;
}

tl::unexpected<Error> wrongUsage(Message happened, Message toDo)
{
    return failure(ErrorCode::invalid_argument, std::move(happened),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was done.")), std::move(toDo));
}

} // namespace retclip::cli
