// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace retclip {

/// The sizes of a RET-CLIP network: the keys of the published model configuration files, joined
/// (SPEC 1). Member names are the JSON keys.
struct NetworkConfig
{
    int embed_dim = 512;
    int image_resolution = 224; ///< Pixels; the input is square.
    int vision_layers = 12;
    int vision_width = 768;
    int vision_patch_size = 16; ///< Pixels.
    int vision_head_width = 64;
    int vocab_size = 21128;
    double text_attention_probs_dropout_prob = 0.1;
    std::string text_hidden_act = "gelu";
    double text_hidden_dropout_prob = 0.1;
    int text_hidden_size = 768;
    double text_initializer_range = 0.02;
    int text_intermediate_size = 3072;
    int text_max_position_embeddings = 512;
    int text_num_attention_heads = 12;
    int text_num_hidden_layers = 12;
    int text_type_vocab_size = 2;

    /// Patches along one side.
    [[nodiscard]] int grid() const { return image_resolution / vision_patch_size; }
    /// Class token and patches.
    [[nodiscard]] int image_tokens() const { return grid() * grid() + 1; }
    /// Number of trainable numbers of the whole network.
    [[nodiscard]] std::int64_t parameter_count() const;

    friend bool operator==(const NetworkConfig &, const NetworkConfig &) = default;
};

/// Reads the published keys; vision_head_width may be absent, text_* that do not change the
/// network may be absent. Unknown keys are ignored here (published files carry more); wrong types,
/// sizes below 1 and widths not divisible by their heads are errors naming the key.
[[nodiscard]] Result<NetworkConfig> network_config_from_json(const nlohmann::json &json);
[[nodiscard]] nlohmann::json to_json(const NetworkConfig &config);

/// A size that ships with the program, e.g. "ViT-B-16 + RoBERTa-base", "small", "tiny".
struct NamedNetwork
{
    const char *name;
    NetworkConfig config;
};
[[nodiscard]] const std::vector<NamedNetwork> &named_networks();

} // namespace retclip
