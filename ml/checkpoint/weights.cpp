// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/weights.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace retclip {

namespace {

bool replace(std::string &text, std::string_view what, std::string_view by)
{
    const std::size_t at = text.find(what);
    if (at == std::string::npos)
        return false;
    text.replace(at, what.size(), by);
    return true;
}

bool ends_with(const std::string &text, std::string_view end)
{
    return text.size() >= end.size()
           && std::string_view(text).substr(text.size() - end.size()) == end;
}

struct OurName
{
    std::string name;
    int piece = 0;
    int pieces = 1;
};

/// A tensor's name in the file to ours; several where stacked tensors are taken apart.
std::vector<OurName> our_names(std::string name)
{
    if (name.rfind("module.", 0) == 0)
        name.erase(0, 7);
    // Hugging Face's BERT without its prefix; its older norms say gamma and beta.
    if (name.rfind("embeddings.", 0) == 0 || name.rfind("encoder.layer.", 0) == 0)
        name.insert(0, "bert.");
    if (name.rfind("bert.", 0) == 0) {
        if (ends_with(name, "LayerNorm.gamma"))
            name.replace(name.size() - 5, 5, "weight");
        else if (ends_with(name, "LayerNorm.beta"))
            name.replace(name.size() - 4, 4, "bias");
        replace(name, "attention.self.out_proj", "attention.output.dense");
        if (name.find("attention.self.Wqkv.") != std::string::npos) {
            std::vector<OurName> result;
            int piece = 0;
            for (const char *part : {"attention.self.query.", "attention.self.key.",
                                     "attention.self.value."}) {
                std::string one = name;
                replace(one, "attention.self.Wqkv.", part);
                result.push_back({std::move(one), piece++, 3});
            }
            return result;
        }
    }
    if (name.rfind("visual.", 0) == 0) {
        replace(name, "attn.Wqkv.weight", "attn.in_proj_weight");
        replace(name, "attn.Wqkv.bias", "attn.in_proj_bias");
    }
    return {{std::move(name)}};
}

bool is_left_out(const std::string &name)
{
    return name.find("bert.pooler.") != std::string::npos || name.rfind("pooler.", 0) == 0
           || ends_with(name, "position_ids");
}

std::string words_of(const std::vector<std::int64_t> &shape)
{
    std::string result;
    for (const std::int64_t extent : shape)
        result += (result.empty() ? "" : "x") + std::to_string(extent);
    return shape.empty() ? "scalar" : result;
}

int square_root(std::int64_t number)
{
    const auto root = static_cast<int>(std::lround(std::sqrt(static_cast<double>(number))));
    return std::int64_t(root) * root == number ? root : 0;
}

/// Weights of the four neighbours at a fraction t (a = -0.75).
std::array<double, 4> cubic(double t)
{
    constexpr double a = -0.75;
    const auto near = [](double x) { return ((a + 2) * x - (a + 3)) * x * x + 1; };
    const auto far = [](double x) { return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a; };
    return {far(t + 1), near(t), near(1 - t), far(2 - t)};
}

int likely_heads(int width, int preferred)
{
    for (const int head : {preferred, 64, 32, 16, 8, 4, 2, 1})
        if (width % head == 0)
            return head;
    return 1;
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

WeightMatch match_weights(const Checkpoint &checkpoint, const NetworkConfig &config)
{
    WeightMatch match;
    std::unordered_map<std::string, WeightSource> found;
    const auto expected = expected_parameters(config);
    std::unordered_map<std::string, const ParameterShape *> ours;
    for (const ParameterShape &parameter : expected)
        ours.emplace(parameter.name, &parameter);

    const auto &weights = checkpoint.weights();
    for (std::size_t index = 0; index < weights.size(); ++index) {
        if (is_left_out(weights[index].name))
            continue;
        for (OurName &name : our_names(weights[index].name)) {
            const auto place = ours.find(name.name);
            if (place == ours.end()) {
                match.unexpected.push_back(weights[index].name);
                break;
            }
            std::vector<std::int64_t> shape = weights[index].shape;
            if (name.pieces > 1 && !shape.empty() && shape[0] % name.pieces == 0)
                shape[0] /= name.pieces;
            WeightSource source{name.name, index, name.piece, name.pieces, false};
            const std::vector<std::int64_t> &wanted = place->second->shape;
            if (shape != wanted) {
                const bool positions = name.name == "visual.positional_embedding"
                                       && shape.size() == 2 && shape[1] == wanted[1]
                                       && square_root(shape[0] - 1) > 0
                                       && square_root(wanted[0] - 1) > 0;
                if (!positions) {
                    // A scalar kept as one element is the same number.
                    if (!(wanted.empty() && weights[index].count() == 1)) {
                        match.misshapen.push_back(name.name + ": " + words_of(shape)
                                                  + " in the file, " + words_of(wanted)
                                                  + " in the network");
                        ours.erase(place);
                        continue;
                    }
                } else {
                    source.resized = true;
                    match.resized.push_back(name.name + ": " + words_of(shape) + " to "
                                            + words_of(wanted));
                }
            }
            found[name.name] = std::move(source);
        }
    }
    for (const ParameterShape &parameter : expected) {
        if (const auto source = found.find(parameter.name); source != found.end())
            match.sources.push_back(source->second);
        else if (ours.count(parameter.name))
            match.missing.push_back(parameter.name);
    }
    return match;
}

Result<std::vector<float>> read_weight(const Checkpoint &checkpoint, const WeightSource &source,
                                       const NetworkConfig &config)
{
    const StoredTensor &tensor = checkpoint.weights()[source.tensor];
    std::vector<float> values(std::size_t(tensor.count()));
    RETCLIP_CHECK(checkpoint.read_float32(tensor, values));
    if (source.pieces > 1) {
        const auto length = std::ptrdiff_t(values.size()) / source.pieces;
        const auto begin = values.begin() + length * source.piece;
        return std::vector<float>(begin, begin + length);
    }
    if (source.resized)
        return resized_positions(values, config.vision_width, square_root(tensor.shape[0] - 1),
                                 config.grid());
    return values;
}

std::optional<NetworkConfig> detect_network(const Checkpoint &checkpoint)
{
    std::unordered_map<std::string, std::vector<std::int64_t>> shapes;
    int vision_layers = 0, text_layers = 0;
    for (const StoredTensor &tensor : checkpoint.weights()) {
        for (const OurName &name : our_names(tensor.name)) {
            shapes[name.name] = tensor.shape;
            for (const auto &[prefix, layers] :
                 {std::pair<std::string_view, int *>{"visual.transformer.resblocks.",
                                                     &vision_layers},
                  {"bert.encoder.layer.", &text_layers}}) {
                if (name.name.rfind(prefix, 0) == 0)
                    *layers = std::max(*layers, std::atoi(name.name.c_str() + prefix.size()) + 1);
            }
        }
    }
    const auto shape = [&](const char *name, std::size_t rank) -> std::vector<std::int64_t> {
        const auto found = shapes.find(name);
        if (found == shapes.end() || found->second.size() != rank)
            return std::vector<std::int64_t>(rank, 0);
        return found->second;
    };
    const auto conv = shape("visual.conv1.weight", 4);
    const auto positions = shape("visual.positional_embedding", 2);
    const auto words = shape("bert.embeddings.word_embeddings.weight", 2);
    const auto text_positions = shape("bert.embeddings.position_embeddings.weight", 2);
    const auto types = shape("bert.embeddings.token_type_embeddings.weight", 2);
    const auto inner = shape("bert.encoder.layer.0.intermediate.dense.weight", 2);
    const auto proj = shape("visual.proj", 2);
    const int grid = square_root(positions[0] - 1);
    constexpr std::int64_t too_large = 1 << 24;
    for (const auto &list : {conv, positions, words, text_positions, types, inner, proj})
        for (const std::int64_t extent : list)
            if (extent < 1 || extent > too_large)
                return std::nullopt;
    if (grid < 1 || vision_layers < 1 || text_layers < 1 || vision_layers > 1024
        || text_layers > 1024 || conv[2] > 4096 || conv[0] > 65536)
        return std::nullopt;

    NetworkConfig config;
    config.embed_dim = int(proj[1]);
    config.vision_width = int(conv[0]);
    config.vision_patch_size = int(conv[2]);
    config.image_resolution = grid * int(conv[2]);
    config.vision_layers = vision_layers;
    config.vision_head_width = likely_heads(config.vision_width, conv[0] == 1280 ? 80 : 64);
    config.vocab_size = int(words[0]);
    config.text_hidden_size = int(words[1]);
    config.text_intermediate_size = int(inner[0]);
    config.text_max_position_embeddings = int(text_positions[0]);
    config.text_type_vocab_size = int(types[0]);
    config.text_num_hidden_layers = text_layers;
    config.text_num_attention_heads =
        config.text_hidden_size / likely_heads(config.text_hidden_size, 64);
    if (const auto note = checkpoint.metadata().find(network_note);
        note != checkpoint.metadata().end()) {
        const auto json = nlohmann::json::parse(note->second, nullptr, false);
        if (!json.is_discarded())
            if (const auto written = network_config_from_json(json))
                config = *written;
    }
    return config;
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
