// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/imaging/screen_photograph.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace retclip::cli {

namespace {

QString colourText(const ColourProfile &profile)
{
    const QString name = profile.description.empty() ? QCoreApplication::translate("Command", "without a name")
                                                     : QString::fromStdString(profile.description);
    switch (profile.handling) {
    case ColourHandling::untagged: return QCoreApplication::translate("Command", "no colour profile");
    case ColourHandling::srgb: return QCoreApplication::translate("Command", "colour profile: %1, the screen's own").arg(name);
    case ColourHandling::converted: return QCoreApplication::translate("Command", "colour profile: %1, converted").arg(name);
    case ColourHandling::unusable:
        return QCoreApplication::translate("Command", "colour profile: %1, cannot be used").arg(name);
    }
    return {};
}

Result<QString> writtenAsShown(const QString &file, const QString &folder)
{
    RETCLIP_TRY(const ScreenPhotograph shown, read_for_screen(pathOf(file)));
    RETCLIP_TRY(const auto png, encode_png(shown.image));
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."), {folder.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another folder.")));
    const QString target = QDir(folder).absoluteFilePath(QFileInfo(file).completeBaseName() + QStringLiteral(".png"));
    RETCLIP_CHECK(write_file_atomically(pathOf(target), {reinterpret_cast<const char *>(png.data()), png.size()}));
    return target;
}

Result<void> tellOf(Invocation &call, const QString &file)
{
    RETCLIP_TRY(const PhotographFacts facts, inspect_photograph(pathOf(file)));
    RETCLIP_TRY(const ColourProfile colours, inspect_colours(pathOf(file)));
    Json line{{"file", file.toStdString()},
              {"format", facts.format},
              {"mode", facts.mode},
              {"width", facts.width},
              {"height", facts.height},
              {"exif_orientation", facts.exif_orientation},
              {"colours", word(colours.handling)},
              {"colour_profile", colours.handling == ColourHandling::untagged ? Json(nullptr) : Json(colours.description)}};
    if (call.has("as-shown")) {
        RETCLIP_TRY(const QString written, writtenAsShown(file, call.text("as-shown")));
        line["as_shown"] = written.toStdString();
    }
    call.out().result(line, QStringLiteral("%1\t%2 %3\t%4 × %5\t%6")
                                .arg(file, QString::fromStdString(facts.format), QString::fromStdString(facts.mode))
                                .arg(facts.width)
                                .arg(facts.height)
                                .arg(colourText(colours)));
    return {};
}

Result<int> runPhotograph(Invocation &call)
{
    bool failed = false;
    for (const QString &file : call.positionals("IMAGE")) {
        if (call.stop().stop_requested())
            return cancelled();
        const Result<void> told = tellOf(call, file);
        if (told)
            continue;
        failed = true;
        if (call.out().isJson())
            call.out().json({{"file", file.toStdString()}, {"error", told.error().english()}});
        call.out().error(told.error());
    }
    return failed ? statusFailed : statusDone;
}

} // namespace

Verb photographVerb()
{
    return {"photograph", QT_TRANSLATE_NOOP("Command", "Say what a photograph's file is and how it is shown."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "Format, size and colour profile; colours: untagged, srgb, converted (to sRGB, for the screen "
                  "alone: a network sees the stored values) or unusable."),
              {{"IMAGE", QT_TRANSLATE_NOOP("Command", "Photographs."), PositionalDescription::atLeastOne}},
              {{"as-shown", ValueKind::text, "DIR",
                QT_TRANSLATE_NOOP("Command", "Write a PNG of each there, in the colours of the window.")}},
              "retclip photograph camera/*.jpg --json", runPhotograph}}};
}

} // namespace retclip::cli
