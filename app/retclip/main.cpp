// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/private_files.h"
#include "app/retclip/in_english.h"
#include "app/retclip/invocation.h"
#include "app/retclip/signals.h"
#include "app/retclip/verbs.h"
#include "app/version.h"
#include "core/base/file_names.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace {

using namespace retclip;
using namespace retclip::cli;

bool usesNetworks(const char *name)
{
    const Verb *verb = findVerb(QString::fromUtf8(name));
    if (!verb)
        return false;
    for (const Form &form : verb->forms)
        if (form.usesNetworks)
            return true;
    return false;
}

/// libgomp reads its settings when it is loaded, before main: only a fresh start of the program
/// with the variable set stops its threads from spinning while others compute.
void waitPassively(char **arguments)
{
    if (std::getenv("OMP_WAIT_POLICY"))
        return;
    setenv("OMP_WAIT_POLICY", "passive", 1);
    execv("/proc/self/exe", arguments);
    // Where there is no /proc the program goes on, only slower beside other work.
}

/// Options that every verb takes may stand before it as well.
struct CommandLine
{
    QStringList words;    ///< From the verb on; flags that stood before it are behind it.
    QString language;     ///< Given before the verb; empty: not.
    bool help = false, version = false;
};

bool isLanguage(const QString &text)
{
    return text == QLatin1String("en") || text == QLatin1String("zh_CN");
}

/// Qt would put other letters for such bytes, and the program work on a file of another name.
Result<void> checkBytes(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i)
        if (!is_utf8(argv[i]))
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "\"%1\" is not UTF-8."),
                                      {QString::fromLocal8Bit(argv[i]).toStdString()}),
                              message(QT_TRANSLATE_NOOP("Message", "Rename the file or folder first, for instance with convmv.")));
    return {};
}

Result<CommandLine> readCommandLine(const QStringList &given)
{
    CommandLine line;
    QStringList flags;
    qsizetype i = 0;
    for (; i < given.size() && given[i].startsWith(QLatin1Char('-')); ++i) {
        const QString &word = given[i];
        if (word == QLatin1String("--quiet") || word == QLatin1String("--json")) {
            flags << word;
        } else if (word == QLatin1String("--help") || word == QLatin1String("-h")) {
            line.help = true;
        } else if (word == QLatin1String("--version")) {
            line.version = true;
        } else if (word == QLatin1String("--language") && i + 1 < given.size()) {
            line.language = given[++i];
        } else if (word.startsWith(QLatin1String("--language="))) {
            line.language = word.mid(11);
        } else {
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                                          "Before the verb stand only --json, --quiet and "
                                          "--language LANGUAGE, not \"%1\"."),
                                      {word.toStdString()}),
                              message(QT_TRANSLATE_NOOP("Message",
                                  "Write other options behind the verb; see retclip help.")));
        }
    }
    if (!line.language.isEmpty() && !isLanguage(line.language))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "%1 takes one of %2, not \"%3\"."),
                                  {"--language", "en, zh_CN", line.language.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "See retclip help.")));
    line.words = given.mid(i);
    for (const QString &flag : std::as_const(flags))
        if (!line.words.isEmpty() && !line.words.contains(flag))
            line.words.insert(1, flag);
    return line;
}

/// The verb among the words of main(), before Qt looks at them.
const char *verbOf(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--language") == 0)
            ++i;
        else if (argv[i][0] != '-')
            return argv[i];
    }
    return "";
}

QString wantedLanguage(const QStringList &words)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString language;
        if (words[i] == QLatin1String("--language") && i + 1 < words.size())
            language = words[i + 1];
        if (words[i].startsWith(QLatin1String("--language=")))
            language = words[i].mid(11);
        // Other values are a verb's own: the language of the sample's reports.
        if (isLanguage(language))
            return language;
    }
    const QString system = QLocale::system().name();
    return system == QLatin1String("C") ? QStringLiteral("en") : system; // English has plurals too.
}

QString overview()
{
    QString text = QCoreApplication::translate(
        "Command", "retclip: the RET-CLIP workstation without a window\n\n"
                   "usage: retclip VERB …   (retclip VERB --help for its options)\n\n");
    for (const Verb &verb : verbs())
        text += QStringLiteral("  %1 %2\n").arg(QLatin1String(verb.name), -12)
                    .arg(QCoreApplication::translate("Command", verb.purpose));
    return text;
}

int statusOf(const Error &error)
{
    if (error.code == ErrorCode::cancelled)
        return statusInterrupted;
    return error.code == ErrorCode::invalid_argument ? statusUsage : statusFailed;
}

int runVerb(const QStringList &words)
{
    Output plain(Output::Format::people, false);
    const Verb *verb = findVerb(words[0]);
    if (!verb) {
        QStringList names;
        for (const Verb &each : verbs())
            names << QLatin1String(each.name);
        const QString near = nearest(words[0], names);
        plain.error({ErrorCode::invalid_argument,
                     message(QT_TRANSLATE_NOOP("Message", "There is no verb \"%1\"."),
                             {words[0].toStdString()}),
                     message(QT_TRANSLATE_NOOP("Message", "Nothing was done.")),
                     near.isEmpty()
                         ? message(QT_TRANSLATE_NOOP("Message", "See retclip help."))
                         : message(QT_TRANSLATE_NOOP("Message", "Was \"%1\" meant? See retclip help."),
                                   {near.toStdString()}),
                     {}});
        return statusUsage;
    }
    auto parsed = parse(*verb, words.mid(1));
    if (!parsed) {
        plain.error(parsed.error());
        return statusUsage;
    }
    if (parsed->help) {
        plain.text(helpText(*verb).trimmed());
        return statusDone;
    }

    std::stop_source stop;
    const SignalWatch watch(stop);
    Output output(parsed->values.contains(QStringLiteral("json")) ? Output::Format::json
                                                                  : Output::Format::people,
                  parsed->values.contains(QStringLiteral("quiet")));
    output.stopWhenLost(stop);
    const Form &form = *parsed->form;
    Invocation invocation(std::move(*parsed), output, stop.get_token());
    Result<int> status = form.run(invocation);
    output.endProgress();
    if (output.outputLost())
        return statusFailed;
    if (status)
        return *status;
    output.error(status.error());
    return statusOf(status.error());
}

} // namespace

int main(int argc, char **argv)
{
    keepFilesPrivate();
    if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {
        std::printf("retclip %s\n", programVersion());
        return std::fflush(stdout) == 0 ? statusDone : statusFailed;
    }
    if (usesNetworks(verbOf(argc, argv)))
        waitPassively(argv);

    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("retclip"));
    QCoreApplication::setApplicationVersion(QString::fromLatin1(programVersion()));
    const QStringList given = QCoreApplication::arguments().mid(1);
    QTranslator translator(&application); // Found there by InEnglish.
    if (translator.load(QStringLiteral(":/i18n/retclip_%1.qm").arg(wantedLanguage(given))))
        QCoreApplication::installTranslator(&translator);
    if (!keepsFileWords()) // Titles of classes too are chosen by it.
        QLocale::setDefault(QLocale(translator.language()));
    Output output(Output::Format::people, false);
    if (const auto read = checkBytes(argc, argv); !read) {
        output.error(read.error());
        return statusUsage;
    }
    const auto line = readCommandLine(given);
    if (!line) {
        output.error(line.error());
        return statusUsage;
    }
    const QStringList &words = line->words;
    if (line->version) {
        output.text(QStringLiteral("retclip %1").arg(QString::fromLatin1(programVersion())));
        return statusDone;
    }
    const bool asked = line->help || (!words.isEmpty() && words[0] == QLatin1String("help"));
    if (asked) {
        const QString verb = words.value(!words.isEmpty() && words[0] == QLatin1String("help") ? 1 : 0);
        if (findVerb(verb))
            return runVerb({verb, QStringLiteral("--help")});
        output.text(overview().trimmed());
        return statusDone;
    }
    if (words.isEmpty()) {
        output.note(overview().trimmed());
        return statusUsage;
    }
    return runVerb(words);
}
