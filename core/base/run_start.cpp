// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_start.h"

#include "core/base/files.h"

#include <system_error>

namespace retclip {

RunConfig with_absolute_files(RunConfig config)
{
    for (const FieldDescription &field : run_fields()) {
        const auto *member = std::get_if<std::string RunConfig::*>(&field.member);
        if (field.type != FieldType::file || !member)
            continue;
        std::string &file = config.*(*member);
        const std::filesystem::path path = path_from_utf8(file);
        if (file.empty() || path.is_absolute())
            continue;
        std::error_code failed; // The working folder is gone: what was typed is the best that is known.
        const std::filesystem::path whole = std::filesystem::absolute(path, failed);
        if (!failed)
            file = utf8_from_path(whole.lexically_normal());
    }
    return config;
}

StartWarning start_warning(const RunConfig &config)
{
    if (config.task != "probe" && config.adapter_rank > 0 && config.start_from.empty())
        return {message(QT_TRANSLATE_NOOP("Message", "Adapters stand beside frozen weights, and without a start "
                                                     "checkpoint these are random.")),
                message(QT_TRANSLATE_NOOP("Message", "Set start_from to a pretrained checkpoint."))};
    if (config.task == "pretrain" || !config.start_from.empty())
        return {};
    return {config.task == "probe"
                ? message(QT_TRANSLATE_NOOP("Message",
                                            "No start checkpoint is set: the probe reads an encoder "
                                            "with random weights that has learnt nothing."))
                : message(QT_TRANSLATE_NOOP("Message",
                                            "No start checkpoint is set: fine-tuning begins with random "
                                            "weights.")),
            message(QT_TRANSLATE_NOOP("Message",
                                      "Set start_from to a pretrained checkpoint, unless this is the "
                                      "baseline you want."))};
}

} // namespace retclip
