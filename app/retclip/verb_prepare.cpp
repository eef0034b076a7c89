// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "core/imaging/photograph.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <chrono>

namespace retclip::cli {

namespace {

Result<int> runPrepare(Invocation &call)
{
    const QDir out(call.text("out"));
    if (!QDir().mkpath(out.path()))
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 cannot be made."),
                               {out.path().toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another folder.")));
    const int size = int(call.integer("size"));
    bool failed = false;
    QSet<QString> names;
    for (const QString &file : call.positionals("IMAGE")) {
        if (call.stop().stop_requested())
            return cancelled();
        QString name = QFileInfo(file).completeBaseName();
        for (int number = 2; names.contains(name); ++number)
            name = QStringLiteral("%1-%2").arg(QFileInfo(file).completeBaseName()).arg(number);
        names.insert(name);
        const QString target = out.absoluteFilePath(name + QStringLiteral(".npy"));
        const auto started = std::chrono::steady_clock::now();
        auto made = evaluation_tensor(path_from_utf8(file.toStdString()), size,
                                      published_photograph_options());
        Result<void> written;
        if (made)
            written = write_npy(make_array({3, size, size}, *made),
                                path_from_utf8(target.toStdString()));
        const double seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        if (made && written) {
            call.out().result({{"file", file.toStdString()}, {"npy", target.toStdString()},
                               {"seconds", seconds}}, target);
            continue;
        }
        failed = true;
        const Error &error = made ? written.error() : made.error();
        if (call.out().isJson())
            call.out().json({{"file", file.toStdString()}, {"error", error.english()}});
        call.out().error(error);
    }
    return failed ? statusFailed : statusDone;
}

} // namespace

Verb prepareVerb()
{
    return {"prepare", QT_TRANSLATE_NOOP("Command", "Turn photographs into a network's input."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "The evaluation transform of the published code: a float32 .npy of 3 x S x S each."),
              {{"IMAGE", QT_TRANSLATE_NOOP("Command", "Photographs."), PositionalDescription::atLeastOne}},
              {{"size", ValueKind::integer, "S", QT_TRANSLATE_NOOP("Command", "Side in pixels."), {}, "224", 1},
               {"out", ValueKind::text, "DIR", QT_TRANSLATE_NOOP("Command", "Folder to write to."), {},
                "", 0, false, true}},
              "retclip prepare 10023_left.jpg --size 224 --out tensors", runPrepare}}};
}

} // namespace retclip::cli
