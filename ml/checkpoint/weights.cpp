// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/weights.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace retclip {

namespace {

/// Weights of the four neighbours at a fraction t (a = -0.75).
std::array<double, 4> cubic(double t)
{
    constexpr double a = -0.75;
    const auto near = [](double x) { return ((a + 2) * x - (a + 3)) * x * x + 1; };
    const auto far = [](double x) { return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a; };
    return {far(t + 1), near(t), near(1 - t), far(2 - t)};
}

} // namespace

std::vector<ParameterShape> expected_parameters(const NetworkConfig &config)
{
    std::vector<ParameterShape> list;
    const auto add = [&](std::string name, std::vector<std::int64_t> shape) {
        list.push_back({std::move(name), std::move(shape)});
    };
    const auto add_pair = [&](const std::string &name, std::int64_t rows, std::int64_t columns) {
        add(name + ".weight", {rows, columns});
        add(name + ".bias", {rows});
    };
    const auto add_norm = [&](const std::string &name, std::int64_t width) {
        add(name + ".weight", {width});
        add(name + ".bias", {width});
    };
    const std::int64_t w = config.vision_width, e = config.embed_dim, h = config.text_hidden_size;
    const std::int64_t patch = config.vision_patch_size, inner = config.text_intermediate_size;
    for (const char *scale : {"logit_scale", "logit_scale_left", "logit_scale_right"})
        add(scale, {});
    add("visual.class_embedding", {w});
    add("visual.positional_embedding", {config.image_tokens(), w});
    add("visual.proj", {w, e});
    add("visual.conv1.weight", {w, 3, patch, patch});
    add_norm("visual.ln_pre", w);
    for (int layer = 0; layer < config.vision_layers; ++layer) {
        const std::string block = "visual.transformer.resblocks." + std::to_string(layer);
        add(block + ".attn.in_proj_weight", {3 * w, w});
        add(block + ".attn.in_proj_bias", {3 * w});
        add_pair(block + ".attn.out_proj", w, w);
        add_norm(block + ".ln_1", w);
        add_pair(block + ".mlp.c_fc", 4 * w, w);
        add_pair(block + ".mlp.c_proj", w, 4 * w);
        add_norm(block + ".ln_2", w);
    }
    add_norm("visual.ln_post", w);
    add("bert.embeddings.word_embeddings.weight", {config.vocab_size, h});
    add("bert.embeddings.position_embeddings.weight", {config.text_max_position_embeddings, h});
    add("bert.embeddings.token_type_embeddings.weight", {config.text_type_vocab_size, h});
    add_norm("bert.embeddings.LayerNorm", h);
    for (int layer = 0; layer < config.text_num_hidden_layers; ++layer) {
        const std::string block = "bert.encoder.layer." + std::to_string(layer);
        for (const char *part : {"query", "key", "value"})
            add_pair(block + ".attention.self." + part, h, h);
        add_pair(block + ".attention.output.dense", h, h);
        add_norm(block + ".attention.output.LayerNorm", h);
        add_pair(block + ".intermediate.dense", inner, h);
        add_pair(block + ".output.dense", h, inner);
        add_norm(block + ".output.LayerNorm", h);
    }
    for (const char *head : {"text_projection", "text_projection_left", "text_projection_right"}) {
        add_pair(std::string(head) + ".0", h, h);
        add_pair(std::string(head) + ".2", e, h);
    }
    add("global_feature_mapping.weight", {e, 2 * e});
    add("left_feature_mapping.weight", {e, e});
    add("right_feature_mapping.weight", {e, e});
    return list;
}

std::string network_name(const NetworkConfig &config)
{
    for (const NamedNetwork &named : named_networks()) {
        NetworkConfig same = named.config;
        same.vocab_size = config.vocab_size;
        if (same == config)
            return named.name;
    }
    return "ViT " + std::to_string(config.vision_layers) + "x" + std::to_string(config.vision_width)
           + "/" + std::to_string(config.vision_patch_size) + " at "
           + std::to_string(config.image_resolution) + " px + BERT "
           + std::to_string(config.text_num_hidden_layers) + "x"
           + std::to_string(config.text_hidden_size);
}

std::vector<float> resized_positions(std::span<const float> values, int width, int grid_before,
                                     int grid_after)
{
    if (grid_before == grid_after)
        return {values.begin(), values.end()};
    const auto columns = std::size_t(width);
    std::vector<float> result((std::size_t(grid_after) * std::size_t(grid_after) + 1) * columns);
    std::copy_n(values.begin(), columns, result.begin());
    const auto clamped = [&](int at) {
        return std::size_t(std::clamp(at, 0, grid_before - 1));
    };
    const double step =
        grid_after > 1 ? static_cast<double>(grid_before - 1) / (grid_after - 1) : 0.0;
    for (int y = 0; y < grid_after; ++y) {
        const double source_y = y * step;
        const int top = static_cast<int>(std::floor(source_y));
        const auto rows = cubic(source_y - top);
        for (int x = 0; x < grid_after; ++x) {
            const double source_x = x * step;
            const int left = static_cast<int>(std::floor(source_x));
            const auto across = cubic(source_x - left);
            float *out = result.data()
                         + (std::size_t(y) * std::size_t(grid_after) + std::size_t(x) + 1) * columns;
            for (std::size_t channel = 0; channel < columns; ++channel) {
                double sum = 0;
                for (int dy = 0; dy < 4; ++dy) {
                    const std::size_t row = clamped(top - 1 + dy) * std::size_t(grid_before);
                    double line = 0;
                    for (int dx = 0; dx < 4; ++dx)
                        line += across[std::size_t(dx)]
                                * values[(row + clamped(left - 1 + dx) + 1) * columns + channel];
                    sum += rows[std::size_t(dy)] * line;
                }
                out[channel] = static_cast<float>(sum);
            }
        }
    }
    return result;
}

} // namespace retclip
