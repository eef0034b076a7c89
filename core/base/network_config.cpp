// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/network_config.h"

#include <nlohmann/json.hpp>

namespace retclip {
namespace {

Message nothing_loaded()
{
    return message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded."));
}

tl::unexpected<Error> bad_key(const char *key, const std::string &cause)
{
    return failure(
        ErrorCode::invalid_argument,
        message(QT_TRANSLATE_NOOP("Message", "The network sizes hold no usable value for \"%1\"."),
                {key}),
        nothing_loaded(),
        message(QT_TRANSLATE_NOOP("Message", "Correct this key, then try again.")), cause);
}

struct IntegerKey
{
    const char *name;
    int NetworkConfig::*member;
    bool required;
    int maximum;
};

constexpr IntegerKey integer_keys[] = {
    {"embed_dim", &NetworkConfig::embed_dim, true, 65536},
    {"image_resolution", &NetworkConfig::image_resolution, true, 16384},
    {"vision_layers", &NetworkConfig::vision_layers, true, 1024},
    {"vision_width", &NetworkConfig::vision_width, true, 65536},
    {"vision_patch_size", &NetworkConfig::vision_patch_size, true, 4096},
    {"vision_head_width", &NetworkConfig::vision_head_width, false, 65536},
    {"vocab_size", &NetworkConfig::vocab_size, true, 4'000'000},
    {"text_hidden_size", &NetworkConfig::text_hidden_size, true, 65536},
    {"text_intermediate_size", &NetworkConfig::text_intermediate_size, true, 262144},
    {"text_max_position_embeddings", &NetworkConfig::text_max_position_embeddings, true, 65536},
    {"text_num_attention_heads", &NetworkConfig::text_num_attention_heads, true, 4096},
    {"text_num_hidden_layers", &NetworkConfig::text_num_hidden_layers, true, 1024},
    {"text_type_vocab_size", &NetworkConfig::text_type_vocab_size, true, 65536},
};

struct RealKey
{
    const char *name;
    double NetworkConfig::*member;
};

constexpr RealKey real_keys[] = {
    {"text_attention_probs_dropout_prob", &NetworkConfig::text_attention_probs_dropout_prob},
    {"text_hidden_dropout_prob", &NetworkConfig::text_hidden_dropout_prob},
    {"text_initializer_range", &NetworkConfig::text_initializer_range},
};

struct VisionSizes
{
    int embed, resolution, layers, width, patch, head_width;
};
struct TextSizes
{
    int hidden, intermediate, heads, layers;
};

constexpr VisionSizes vit_b_16{512, 224, 12, 768, 16, 64};
constexpr VisionSizes vit_b_32{512, 224, 12, 768, 32, 64};
constexpr VisionSizes vit_l_14{768, 224, 24, 1024, 14, 64};
constexpr VisionSizes vit_l_14_336{768, 336, 24, 1024, 14, 64};
constexpr VisionSizes vit_h_14{1024, 224, 32, 1280, 14, 80};
constexpr VisionSizes vit_s_8{512, 224, 12, 384, 8, 64};
constexpr TextSizes roberta_base{768, 3072, 12, 12};
constexpr TextSizes roberta_large{1024, 4096, 16, 24};
constexpr TextSizes rbt3{768, 3072, 12, 3};

NetworkConfig joined(const VisionSizes &vision, const TextSizes &text, int vocabulary = 21128)
{
    NetworkConfig config;
    config.embed_dim = vision.embed;
    config.image_resolution = vision.resolution;
    config.vision_layers = vision.layers;
    config.vision_width = vision.width;
    config.vision_patch_size = vision.patch;
    config.vision_head_width = vision.head_width;
    config.vocab_size = vocabulary;
    config.text_hidden_size = text.hidden;
    config.text_intermediate_size = text.intermediate;
    config.text_num_attention_heads = text.heads;
    config.text_num_hidden_layers = text.layers;
    return config;
}

} // namespace

std::int64_t NetworkConfig::parameter_count() const
{
    const std::int64_t w = vision_width, e = embed_dim, h = text_hidden_size;
    const std::int64_t inner = text_intermediate_size;
    const std::int64_t patch = vision_patch_size;
    const std::int64_t vision_block = 4 * w * w + 4 * w // attention
        + 8 * w * w + 5 * w // c_fc, c_proj
        + 4 * w; // two LayerNorms
    const std::int64_t vision = 3 * patch * patch * w + w + image_tokens() * w + 4 * w
        + vision_layers * vision_block + w * e;
    const std::int64_t text_block = 4 * (h * h + h) + 2 * h * inner + inner + h + 4 * h;
    const std::int64_t text =
        (std::int64_t(vocab_size) + text_max_position_embeddings + text_type_vocab_size) * h + 2 * h
        + text_num_hidden_layers * text_block;
    const std::int64_t heads = 2 * e * e + 2 * e * e + 3 * (h * h + h + h * e + e);
    return vision + text + heads + 3;
}

Result<NetworkConfig> network_config_from_json(const nlohmann::json &json)
{
    if (!json.is_object()) {
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "The network sizes are not a JSON object.")),
            nothing_loaded(),
            message(QT_TRANSLATE_NOOP("Message", "Choose a model configuration file.")));
    }
    NetworkConfig config;
    for (const IntegerKey &key : integer_keys) {
        const auto found = json.find(key.name);
        if (found == json.end()) {
            if (key.required)
                return bad_key(key.name, "missing");
            continue;
        }
        if (!found->is_number_integer())
            return bad_key(key.name, "not an integer");
        if (found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t(key.maximum))
            return bad_key(key.name, "above " + std::to_string(key.maximum));
        const auto value = found->get<std::int64_t>();
        if (value < 1 || value > key.maximum)
            return bad_key(key.name, "not in 1 to " + std::to_string(key.maximum));
        config.*key.member = int(value);
    }
    for (const RealKey &key : real_keys) {
        const auto found = json.find(key.name);
        if (found == json.end())
            continue;
        if (!found->is_number())
            return bad_key(key.name, "not a number");
        const double value = found->get<double>();
        if (!(value >= 0.0 && value < 1.0))
            return bad_key(key.name, "not in 0 to 1");
        config.*key.member = value;
    }
    if (const auto found = json.find("text_hidden_act"); found != json.end()) {
        if (!found->is_string())
            return bad_key("text_hidden_act", "not a text");
        config.text_hidden_act = found->get<std::string>();
        if (config.text_hidden_act != "gelu")
            return bad_key("text_hidden_act", "only gelu is supported");
    }
    if (config.vision_width % config.vision_head_width != 0)
        return bad_key("vision_head_width", "vision_width is not a multiple of it");
    if (config.text_hidden_size % config.text_num_attention_heads != 0)
        return bad_key("text_num_attention_heads", "text_hidden_size is not a multiple of it");
    if (config.vision_patch_size > config.image_resolution)
        return bad_key("vision_patch_size", "larger than image_resolution");
    return config;
}

nlohmann::json to_json(const NetworkConfig &config)
{
    nlohmann::json json = nlohmann::json::object();
    for (const IntegerKey &key : integer_keys)
        json[key.name] = config.*key.member;
    for (const RealKey &key : real_keys)
        json[key.name] = config.*key.member;
    json["text_hidden_act"] = config.text_hidden_act;
    return json;
}

const std::vector<NamedNetwork> &named_networks()
{
    static const std::vector<NamedNetwork> networks{
        {"ViT-B-16 + RoBERTa-base", joined(vit_b_16, roberta_base)},
        {"ViT-B-32 + RoBERTa-base", joined(vit_b_32, roberta_base)},
        {"ViT-L-14 + RoBERTa-base", joined(vit_l_14, roberta_base)},
        {"ViT-L-14-336 + RoBERTa-base", joined(vit_l_14_336, roberta_base)},
        {"ViT-H-14 + RoBERTa-base", joined(vit_h_14, roberta_base)},
        {"ViT-S-8 + RoBERTa-base", joined(vit_s_8, roberta_base)},
        {"ViT-B-16 + RoBERTa-large", joined(vit_b_16, roberta_large)},
        {"ViT-B-32 + RoBERTa-large", joined(vit_b_32, roberta_large)},
        {"ViT-L-14 + RoBERTa-large", joined(vit_l_14, roberta_large)},
        {"ViT-L-14-336 + RoBERTa-large", joined(vit_l_14_336, roberta_large)},
        {"ViT-H-14 + RoBERTa-large", joined(vit_h_14, roberta_large)},
        {"ViT-S-8 + RoBERTa-large", joined(vit_s_8, roberta_large)},
        {"ViT-B-16 + RBT3", joined(vit_b_16, rbt3)},
        {"ViT-B-32 + RBT3", joined(vit_b_32, rbt3)},
        {"ViT-L-14 + RBT3", joined(vit_l_14, rbt3)},
        {"ViT-L-14-336 + RBT3", joined(vit_l_14_336, rbt3)},
        {"ViT-H-14 + RBT3", joined(vit_h_14, rbt3)},
        {"ViT-S-8 + RBT3", joined(vit_s_8, rbt3)},
        // Learns on a few hundred patients in minutes on two cores.
        {"small", joined({128, 128, 4, 192, 16, 64}, {192, 768, 3, 3}, 2000)},
        // For checks: seconds.
        {"tiny", joined({32, 64, 2, 64, 16, 32}, {64, 256, 2, 2}, 500)},
    };
    return networks;
}

} // namespace retclip
