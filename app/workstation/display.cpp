// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/display.h"

#include "core/base/result.h"

#include <QString>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace retclip {

namespace {

QtMessageHandler handlerBefore = nullptr;

/// Qt says that no platform plugin starts by a fatal message, whatever the reason was: no display named, one
/// that does not answer, a plugin that is not there. Nothing else is fatal while QApplication is made.
void tellOfDisplay(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type != QtFatalMsg) {
        if (qEnvironmentVariableIsSet("QT_DEBUG_PLUGINS"))
            handlerBefore(type, context, text);
        return; // Warnings about the plugin go before the fatal word, and say it less well.
    }
    const Error error{
        ErrorCode::not_found,
        message(QT_TRANSLATE_NOOP("Message", "There is no display to show a window on.")),
        message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
        message(QT_TRANSLATE_NOOP("Message",
                                  "Start it on a desktop, or set DISPLAY. Without one: QT_QPA_PLATFORM=offscreen "
                                  "for --screenshot and --tour, xvfb-run (package xvfb) for the whole window, or "
                                  "retclip tour and the other commands of retclip, which need none.")),
        {}};
    std::fprintf(stderr, "%s\n%s\n%s\n", error.what_happened.english().c_str(),
                 error.what_was_kept.english().c_str(), error.what_to_do.english().c_str());
    std::fflush(stderr);
    std::_Exit(1); // Returning would abort.
}

} // namespace

bool asksForWords(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--")
            return false;
        if (word == "-h" || word == "--help" || word == "--help-all" || word == "-v" || word == "--version")
            return true;
    }
    return false;
}

DisplayWatch::DisplayWatch()
{
    handlerBefore = qInstallMessageHandler(tellOfDisplay);
    if (!handlerBefore)
        handlerBefore = [](QtMsgType, const QMessageLogContext &, const QString &) {};
}

DisplayWatch::~DisplayWatch()
{
    qInstallMessageHandler(nullptr);
}

} // namespace retclip
