// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/imaging/registration.h"

#include <QCoreApplication>

#include <chrono>

namespace retclip::cli {

namespace {

constexpr int aligned_at_px = 700; ///< The shorter side that registration needs.

struct ReadForAlignment
{
    RgbImage picture;
    double factor = 1; ///< How much larger the photograph is.
};

Result<ReadForAlignment> readForAlignment(const QString &file)
{
    PhotographOptions options;
    options.at_least_px = aligned_at_px;
    RETCLIP_TRY(const PhotographFacts facts, inspect_photograph(pathOf(file)));
    RETCLIP_TRY(RgbImage picture, read_photograph(pathOf(file), options));
    const double factor = double(std::max(facts.width, facts.height)) / std::max(picture.width, picture.height);
    return ReadForAlignment{std::move(picture), factor};
}

Result<int> align(Invocation &call)
{
    RETCLIP_TRY(const ReadForAlignment fixed, readForAlignment(call.positional("FIXED")));
    RETCLIP_TRY(const ReadForAlignment moving, readForAlignment(call.positional("MOVING")));
    const auto begin = std::chrono::steady_clock::now();
    const Registration found = register_photographs(fixed.picture, moving.picture, call.stop());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (call.stop().stop_requested())
        return cancelled();
    const AffineMap map = rescaled(found.map, fixed.factor, moving.factor);
    if (call.has("out")) {
        const RgbImage laid = laid_upon(moving.picture, found.map, fixed.picture.width, fixed.picture.height);
        RETCLIP_TRY(const auto png, encode_png(laid));
        RETCLIP_CHECK(write_file_atomically(pathOf(call.text("out")),
                                            {reinterpret_cast<const char *>(png.data()), png.size()}));
    }
    const Json line{{"fixed", call.positional("FIXED").toStdString()},
                    {"moving", call.positional("MOVING").toStdString()},
                    {"aligned", found.aligned},
                    {"agreement", found.agreement},
                    {"overlap", found.overlap},
                    {"map", {map.a, map.b, map.c, map.d, map.e, map.f}},
                    {"rotation_degrees", map.rotation_degrees()},
                    {"magnification", map.magnification()},
                    {"seconds", seconds}};
    call.out().result(line, found.aligned
                                ? QCoreApplication::translate("Command", "aligned: agreement %1, turned by %2°, %3 times as large")
                                      .arg(found.agreement, 0, 'f', 2)
                                      .arg(map.rotation_degrees(), 0, 'f', 1)
                                      .arg(map.magnification(), 0, 'f', 3)
                                : QCoreApplication::translate("Command", "not aligned: agreement %1, overlap %2")
                                      .arg(found.agreement, 0, 'f', 2)
                                      .arg(found.overlap, 0, 'f', 2));
    return found.aligned ? statusDone : statusFailed;
}

} // namespace

Verb alignVerb()
{
    return {"align", QT_TRANSLATE_NOOP("Command", "Lay one photograph of an eye upon another one by its vessels."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "map: x' = a x + b y + c, y' = d x + e y + f from pixels of MOVING to pixels of FIXED. Status 1 "
                  "where the vessels do not agree: not aligned."),
              {{"FIXED", QT_TRANSLATE_NOOP("Command", "The photograph that stays as it is.")},
               {"MOVING", QT_TRANSLATE_NOOP("Command", "Another one of the same eye.")}},
              {{"out", ValueKind::text, "FILE.png", QT_TRANSLATE_NOOP("Command", "MOVING as it lies on FIXED.")}},
              "retclip align 2021_od.jpg 2019_od.jpg --json", align}}};
}

} // namespace retclip::cli
