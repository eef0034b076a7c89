// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_check.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

namespace retclip {
namespace {

nlohmann::ordered_json number(const std::optional<double> &value)
{
    return value && std::isfinite(*value) ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

constexpr std::pair<const char *, const char *> titles[]{
    {"data_order", QT_TRANSLATE_NOOP("Message", "Order of the data")},
    {"duplicate_captions", QT_TRANSLATE_NOOP("Message", "Identical reports in a batch")},
    {"ln_floor", QT_TRANSLATE_NOOP("Message", "Loss of the first step")},
    {"gradient_norms", QT_TRANSLATE_NOOP("Message", "Gradients of each part")},
    {"dead_towers", QT_TRANSLATE_NOOP("Message", "Features that differ")},
    {"finite", QT_TRANSLATE_NOOP("Message", "NaN and infinity")},
    {"logit_scale", QT_TRANSLATE_NOOP("Message", "Logit scale")},
    {"learning_rate", QT_TRANSLATE_NOOP("Message", "Learning rate")},
    {"overfit_128", QT_TRANSLATE_NOOP("Message", "Learn 128 pairs by heart")},
    {"shuffled_pairs", QT_TRANSLATE_NOOP("Message", "Shuffled pairs teach nothing")},
    {"repeat_losses", QT_TRANSLATE_NOOP("Message", "Run twice: losses")},
    {"repeat_weights", QT_TRANSLATE_NOOP("Message", "Run twice: weights")},
    {"repeat_optimizer", QT_TRANSLATE_NOOP("Message", "Run twice: optimizer")},
    {"repeat_random", QT_TRANSLATE_NOOP("Message", "Run twice: random numbers")},
    {"resume_losses", QT_TRANSLATE_NOOP("Message", "Stopped and resumed: losses")},
    {"resume_weights", QT_TRANSLATE_NOOP("Message", "Stopped and resumed: weights")},
    {"resume_optimizer", QT_TRANSLATE_NOOP("Message", "Stopped and resumed: optimizer")},
    {"resume_random", QT_TRANSLATE_NOOP("Message", "Stopped and resumed: random numbers")},
};

} // namespace

nlohmann::ordered_json to_json(const RunCheck &check)
{
    nlohmann::ordered_json json{{"check", check.check},
                                {"ok", check.ok},
                                {"value", number(check.value)},
                                {"limit", number(check.limit)},
                                {"verdict", check.verdict.english()},
                                {"what_to_do", check.what_to_do.english()}};
    if (!check.details.empty()) {
        auto &details = json["details"] = nlohmann::ordered_json::object();
        for (const auto &[name, value] : check.details)
            details[name] = number(value);
    }
    json["seconds"] = number(check.seconds);
    return json;
}

Message title(const std::string &check)
{
    for (const auto &[name, words] : titles) {
        if (check == name)
            return message(words);
    }
    return Message(check);
}

} // namespace retclip
