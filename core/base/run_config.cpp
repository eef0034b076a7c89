// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_config.h"

#include "core/base/sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <type_traits>

namespace retclip {
namespace {

/// Calls `use(member reference)` with the member that a field stands for.
template <typename Config, typename Use>
decltype(auto) with_member(Config &config, const FieldDescription &field, Use use)
{
    return std::visit(
        [&](auto pointer) -> decltype(auto) {
            if constexpr (std::is_invocable_v<decltype(pointer), Config &>)
                return use(config.*pointer);
            else
                return use(config.network.*pointer);
        },
        field.member);
}

std::string text_of(double value)
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof(text), value);
    return std::string(text, end.ptr);
}

Message run_unchanged()
{
    return message(QT_TRANSLATE_NOOP("Message", "The run's settings were not changed."));
}

/// 100000, not 1e+05.
std::string whole(double value)
{
    return std::to_string(static_cast<long long>(value));
}

std::string choices_of(const FieldDescription &field)
{
    if (field.type == FieldType::boolean)
        return "true, false";
    std::string words;
    for (const char *option : field.choices)
        words += (words.empty() ? "" : ", ") + std::string(option);
    return words;
}

/// What may be given, from the table of settings.
Message allowed(const FieldDescription &field)
{
    if (field.type == FieldType::integer)
        return message(QT_TRANSLATE_NOOP("Message", "Give a whole number from %1 to %2."),
                       {whole(field.minimum), whole(field.maximum)});
    if (field.type == FieldType::real)
        return message(QT_TRANSLATE_NOOP("Message", "Give a number from %1 to %2."),
                       {text_of(field.minimum), text_of(field.maximum)});
    return message(QT_TRANSLATE_NOOP("Message", "Give one of: %1."), {choices_of(field)});
}

tl::unexpected<Error> bad_value(const FieldDescription &field, const std::string &value)
{
    return failure(
        ErrorCode::invalid_argument,
        message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no value for %2."), {value, field.key}),
        run_unchanged(), allowed(field));
}

tl::unexpected<Error> does_not_fit(Message what, Message to_do)
{
    return failure(ErrorCode::invalid_argument, std::move(what), run_unchanged(), std::move(to_do));
}

/// Insertions, deletions and changes between two words.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

/// Empty: none is near.
std::string nearest_key(std::string_view key)
{
    std::string best;
    std::size_t best_distance = std::string_view::npos;
    for (const FieldDescription &field : run_fields()) {
        const std::string_view known = field.key;
        // Who leaves out "network." still means that field.
        const std::size_t dot = known.find('.');
        std::size_t d = distance(key, known);
        if (dot != std::string_view::npos)
            d = std::min(d, distance(key, known.substr(dot + 1)) + 1);
        if (d < best_distance) {
            best_distance = d;
            best = known;
        }
    }
    // A word that shares too little with any setting was no slip of the keys.
    return best_distance <= std::max<std::size_t>(2, key.size() / 3) ? best : std::string();
}

bool in_range(const FieldDescription &field, double value)
{
    return std::isfinite(value) && value >= field.minimum && value <= field.maximum;
}

bool is_choice(const FieldDescription &field, const std::string &value)
{
    return std::any_of(field.choices.begin(), field.choices.end(),
                       [&](const char *option) { return value == option; });
}

tl::unexpected<Error> unknown_key(std::string_view key)
{
    const std::string near = nearest_key(key);
    return failure(
        ErrorCode::not_found,
        message(QT_TRANSLATE_NOOP("Message", "There is no setting \"%1\"."), {std::string(key)}),
        run_unchanged(),
        near.empty()
            ? message(QT_TRANSLATE_NOOP("Message", "All settings stand in the form of a new run, and "
                                                   "in the run.json of any run."))
            : message(QT_TRANSLATE_NOOP("Message", "Did you mean \"%1\"?"), {near}));
}

} // namespace

const char *word(Task task)
{
    switch (task) {
    case Task::pretrain: return "pretrain";
    case Task::finetune: return "finetune";
    case Task::probe: return "probe";
    }
    return "pretrain";
}

std::string RunConfig::hash() const
{
    return sha256_of(to_json(*this).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

const FieldDescription *find_run_field(std::string_view key)
{
    for (const FieldDescription &field : run_fields()) {
        if (key == field.key)
            return &field;
    }
    return nullptr;
}

bool may_change_on_resume(std::string_view key)
{
    constexpr std::string_view free_ones[] = {
        "preset", "device", "precision", "threads", "deterministic", "workers", "cache_decoded", "micro_batch",
        "gradient_checkpointing", "gradient_clip", "learning_rate", "early_stop_validations",
        "log_every_steps", "validate_every_epochs", "checkpoint_every_steps", "checkpoint_every_minutes",
        "keep_checkpoints", "background_checkpoint_mb", "group"};
    return std::find(std::begin(free_ones), std::end(free_ones), key) != std::end(free_ones);
}

std::vector<std::string> differing_fields(const RunConfig &a, const RunConfig &b)
{
    std::vector<std::string> keys;
    for (const FieldDescription &field : run_fields()) {
        if (field_value(a, field) != field_value(b, field))
            keys.emplace_back(field.key);
    }
    return keys;
}

std::string field_value(const RunConfig &config, const FieldDescription &field)
{
    return with_member(config, field, [](const auto &value) -> std::string {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::string>)
            return value;
        else if constexpr (std::is_same_v<Value, bool>)
            return value ? "true" : "false";
        else if constexpr (std::is_same_v<Value, double>)
            return text_of(value);
        else
            return std::to_string(value);
    });
}

Result<void> set_field(RunConfig &config, std::string_view key, std::string_view value)
{
    const FieldDescription *field = find_run_field(key);
    if (!field)
        return unknown_key(key);
    const std::string text(value);
    const auto parse = [&](auto &number) {
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        return problem == std::errc() && end == text.data() + text.size()
            && in_range(*field, double(number));
    };
    const bool ok = with_member(config, *field, [&](auto &member) {
        using Value = std::decay_t<decltype(member)>;
        if constexpr (std::is_same_v<Value, std::string>) {
            if (field->type == FieldType::choice && !is_choice(*field, text))
                return false;
            member = text;
        } else if constexpr (std::is_same_v<Value, bool>) {
            if (text == "true" || text == "on" || text == "yes" || text == "1")
                member = true;
            else if (text == "false" || text == "off" || text == "no" || text == "0")
                member = false;
            else
                return false;
        } else {
            Value number{};
            if (!parse(number))
                return false;
            member = number;
        }
        return true;
    });
    if (!ok)
        return bad_value(*field, text);
    config.version = std::max(config.version, field->since);
    return {};
}

Result<void> validate(const RunConfig &config)
{
    for (const FieldDescription &field : run_fields()) {
        const bool ok = with_member(config, field, [&](const auto &value) {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, std::string>)
                return field.type != FieldType::choice || is_choice(field, value);
            else if constexpr (std::is_same_v<Value, bool>)
                return true;
            else
                return in_range(field, double(value));
        });
        if (!ok)
            return bad_value(field, field_value(config, field));
    }
    const NetworkConfig &network = config.network;
    const auto number = [](auto value) { return std::to_string(value); };
    if (network.vision_width % network.vision_head_width != 0) {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP("Message",
                                      "The image width %1 is not a multiple of the head width %2."),
                    {number(network.vision_width), number(network.vision_head_width)}),
            message(QT_TRANSLATE_NOOP(
                "Message", "Change network.vision_width or network.vision_head_width.")));
    }
    if (network.text_hidden_size % network.text_num_attention_heads != 0) {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP("Message",
                                      "The text width %1 is not a multiple of the %2 heads."),
                    {number(network.text_hidden_size), number(network.text_num_attention_heads)}),
            message(QT_TRANSLATE_NOOP(
                "Message",
                "Change network.text_hidden_size or network.text_num_attention_heads.")));
    }
    if (network.vision_patch_size > network.image_resolution) {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP("Message",
                                      "A patch of %1 px is larger than the image side of %2 px."),
                    {number(network.vision_patch_size), number(network.image_resolution)}),
            message(QT_TRANSLATE_NOOP(
                "Message", "Change network.vision_patch_size or network.image_resolution.")));
    }
    if (config.context_length > network.text_max_position_embeddings) {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP(
                        "Message",
                        "The text length limit %1 is above the %2 positions of the network."),
                    {number(config.context_length), number(network.text_max_position_embeddings)}),
            message(QT_TRANSLATE_NOOP("Message", "Lower context_length.")));
    }
    if (config.micro_batch > config.batch_size) {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP("Message", "The micro batch %1 is larger than the batch %2."),
                    {number(config.micro_batch), number(config.batch_size)}),
            message(QT_TRANSLATE_NOOP("Message", "Lower micro_batch, or set it to 0.")));
    }
    const bool adapts_image = config.adapter_rank > 0 && config.adapter_towers != "text";
    const bool adapts_text =
        config.adapter_rank > 0 && config.adapter_towers != "image" && config.task == "pretrain";
    if ((config.freeze_image && adapts_image) || (config.freeze_text && adapts_text)) {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP("Message", "An encoder cannot be frozen and have adapters.")),
            message(QT_TRANSLATE_NOOP("Message", "Adapters freeze what they stand beside: switch freeze_image "
                                                 "and freeze_text off, or change adapter_towers.")));
    }
    if (config.task == "finetune" && config.adapter_rank > 0 && config.adapter_towers == "text") {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP("Message", "Fine-tuning reads no texts: adapters there learn nothing.")),
            message(QT_TRANSLATE_NOOP("Message", "Set adapter_towers to image.")));
    }
    if (config.folds == 1 || config.folds == 2 || (config.folds > 0 && config.fold > config.folds)) {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP("Message", "There is no fold %1 of %2."),
                    {number(config.fold), number(config.folds)}),
            message(QT_TRANSLATE_NOOP("Message", "Take three folds or more (one to test on, one to choose by, the "
                                                 "rest to learn from), and a fold from 1 to their number.")));
    }
    if (config.initial_logit_scale > config.maximum_logit_scale) {
        return does_not_fit(message(QT_TRANSLATE_NOOP(
                                "Message", "The initial logit scale is above the largest one.")),
                            message(QT_TRANSLATE_NOOP("Message", "Lower initial_logit_scale.")));
    }
    const std::string &device = config.device;
    const bool device_number = device.starts_with("cuda:") && device.size() > 5 && device.size() < 9
        && std::all_of(device.begin() + 5, device.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
    if (device != "auto" && device != "cpu" && device != "cuda" && !device_number) {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no device."), {device}),
            message(QT_TRANSLATE_NOOP("Message", "Give auto, cpu, cuda or cuda: with a number.")));
    }
    if (config.tokenizer_kind == "wordpiece" && config.tokenizer_file.empty()
        && config.task == "pretrain") {
        return does_not_fit(
            message(QT_TRANSLATE_NOOP("Message", "WordPiece needs a vocabulary file.")),
            message(QT_TRANSLATE_NOOP("Message",
                                      "Choose vocab.txt under tokenizer_file, or take "
                                      "SentencePiece, which is trained from the reports.")));
    }
    if (config.task != "pretrain" && config.label_set.empty()) {
        return does_not_fit(message(QT_TRANSLATE_NOOP("Message", "This task needs a label set.")),
                            message(QT_TRANSLATE_NOOP("Message", "Choose one under label_set.")));
    }
    return {};
}

Result<RunConfig> run_config_from_json(const nlohmann::json &json)
{
    const auto unusable = [](ErrorCode code, Message what, Message to_do) {
        return failure(code, std::move(what),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded.")),
                       std::move(to_do));
    };
    if (!json.is_object()) {
        return unusable(
            ErrorCode::unreadable,
            message(QT_TRANSLATE_NOOP("Message", "The run's settings are not a JSON object.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose a run.json file.")));
    }
    RunConfig config;
    const auto version = json.find("version");
    if (version == json.end() || !version->is_number_integer()) {
        return unusable(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "The setting \"%1\" is missing."), {"version"}),
            message(QT_TRANSLATE_NOOP("Message", "Add it, then try again.")));
    }
    if (*version > newest_run_config_version) {
        return unusable(
            ErrorCode::newer_version,
            message(QT_TRANSLATE_NOOP(
                "Message", "The run's settings were written by a later version of this program.")),
            message(QT_TRANSLATE_NOOP("Message", "Update this program.")));
    }
    config.version = std::max(1, version->get<int>());
    for (const auto &[key, value] : json.items()) {
        if (key != "version" && !find_run_field(key))
            return unknown_key(key);
    }
    for (const FieldDescription &field : run_fields()) {
        const auto found = json.find(field.key);
        if (found == json.end() && field.since > config.version)
            continue;
        if (found == json.end()) {
            return unusable(ErrorCode::invalid_argument,
                            message(QT_TRANSLATE_NOOP("Message", "The setting \"%1\" is missing."),
                                    {field.key}),
                            message(QT_TRANSLATE_NOOP("Message", "Add it, then try again.")));
        }
        const bool ok = with_member(config, field, [&](auto &member) {
            using Value = std::decay_t<decltype(member)>;
            if constexpr (std::is_same_v<Value, std::string>) {
                if (!found->is_string())
                    return false;
                member = found->get<std::string>();
                return field.type != FieldType::choice || is_choice(field, member);
            } else if constexpr (std::is_same_v<Value, bool>) {
                if (!found->is_boolean())
                    return false;
                member = found->get<bool>();
                return true;
            } else {
                const bool fits =
                    std::is_same_v<Value, double> ? found->is_number() : found->is_number_integer();
                if (!fits || !in_range(field, found->template get<double>()))
                    return false;
                member = found->template get<Value>();
                return true;
            }
        });
        if (!ok)
            return bad_value(field,
                             found->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
    return config;
}

nlohmann::json to_json(const RunConfig &config)
{
    nlohmann::json json = {{"version", config.version}};
    for (const FieldDescription &field : run_fields())
        if (field.since <= config.version)
            with_member(config, field, [&](const auto &value) { json[field.key] = value; });
    return json;
}

} // namespace retclip
