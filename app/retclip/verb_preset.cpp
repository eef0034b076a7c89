// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/published_sources.h"
#include "core/base/run_config.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Result<int> listPresets(Invocation &call)
{
    for (const Preset &each : presets()) {
        const QString help = QCoreApplication::translate("Preset", each.help);
        call.out().result({{"preset", each.name}, {"task", each.config.task}, {"help", each.help}},
                          QStringLiteral("%1\t%2").arg(QLatin1String(each.name), help));
    }
    return statusDone;
}

/// Every setting, what was published of it, and where that stands.
Result<int> showPreset(Invocation &call)
{
    RETCLIP_TRY(const RunConfig config, preset(call.positional("NAME").toStdString()));
    const bool reproduction = config.preset == "ret-clip-paper";
    for (const FieldDescription &field : run_fields()) {
        const std::string value = field_value(config, field);
        Json json{{"key", field.key}, {"value", value},
                  {"published", *field.published ? Json(field.published) : Json(nullptr)}};
        QString text = QStringLiteral("%1\t%2\t%3").arg(
            QLatin1String(field.key), QString::fromStdString(value),
            QCoreApplication::translate("RunField", field.published));
        const PublishedSource *source = reproduction ? published_source(field.key) : nullptr;
        if (source) {
            json["source"] = source->source;
            json["stated"] = source->stated;
            text += QLatin1Char('\t')
                    + (source->stated ? QCoreApplication::translate("Command", "stated")
                                      : QCoreApplication::translate("Command", "NOT STATED"))
                    + QLatin1Char('\t')
                    + QCoreApplication::translate("PublishedSource", source->source);
        }
        call.out().result(json, text);
    }
    return statusDone;
}

} // namespace

Verb presetVerb()
{
    return {"preset", QT_TRANSLATE_NOOP("Command", "Starting points of a run, and where each setting comes from."),
            {{"list", QT_TRANSLATE_NOOP("Command", "Every preset, a line each."), {}, {}, "retclip preset list", listPresets},
             {"show", QT_TRANSLATE_NOOP("Command", "Every setting of a preset; for ret-clip-paper with its source, or marked as not stated."),
              {{"NAME", QT_TRANSLATE_NOOP("Command", "ret-clip-paper, pretrain-small …")}}, {},
              "retclip preset show ret-clip-paper --json", showPreset}}};
}

} // namespace retclip::cli
