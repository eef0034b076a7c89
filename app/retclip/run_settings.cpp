// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/run_settings.h"

#include "core/base/files.h"
#include "core/base/run_start.h"

#include <nlohmann/json.hpp>

namespace retclip::cli {

Result<RunConfig> configFrom(Invocation &call)
{
    RunConfig config;
    if (call.has("config")) {
        RETCLIP_TRY(const std::string text, read_file(pathOf(call.text("config"))));
        auto json = nlohmann::json::parse(text, nullptr, false);
        // What `runs show --json` prints is welcome as it stands.
        if (json.is_object() && json.contains("config") && json["config"].is_object())
            json = nlohmann::json(json["config"]);
        if (!json.is_object())
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "%1 is not a JSON object."),
                                      {call.text("config").toStdString()}),
                              message(QT_TRANSLATE_NOOP("Message",
                                  "Take the config of retclip runs show --json.")));
        RETCLIP_TRY(config, run_config_from_json(json));
    } else {
        auto named = preset(call.text("preset").toStdString());
        if (!named) {
            QStringList names;
            for (const Preset &each : presets())
                names << QLatin1String(each.name);
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "There is no preset \"%1\"."),
                                      {call.text("preset").toStdString()}),
                              message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                      {names.join(QStringLiteral(", ")).toStdString()}));
        }
        config = *named;
    }
    for (const QString &setting : call.texts("set")) {
        const qsizetype equals = setting.indexOf(QLatin1Char('='));
        if (equals <= 0)
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--set takes key=value, not \"%1\"."),
                                      {setting.toStdString()}),
                              message(QT_TRANSLATE_NOOP("Message", "Example: --set batch_size=32")));
        auto set = set_field(config, setting.left(equals).toStdString(),
                             setting.mid(equals + 1).toStdString());
        if (!set) {
            Error error = set.error();
            error.code = ErrorCode::invalid_argument; // a wrong --set is wrong usage
            return failure(std::move(error));
        }
    }
    if (call.has("device"))
        RETCLIP_CHECK(set_field(config, "device", call.text("device").toStdString()));
    if (call.has("label-set"))
        config.label_set = call.text("label-set").toStdString();
    RETCLIP_CHECK(validate(config));
    return with_absolute_files(std::move(config));
}

} // namespace retclip::cli
