// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/memory_model.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace retclip {
namespace {

constexpr double libraries = 195e6;  ///< A process that has opened the engine and computed a little.
// What the allocator loses to holes between blocks of different sizes, measured (bench/memory_estimate.sh): adapters make and
// drop three results beside each that is kept, recomputed blocks come and go whole.
constexpr double holes = 1.12, holes_of_adapters = 1.5, holes_of_recomputation = 2;
constexpr double batches_loaded = 4; ///< Three ahead and the one in work (ml/data/batch_loader.cpp).

/// Bytes of one block of the image encoder for one token, and for one pair of tokens and head: what autograd
/// keeps of the operations in ml/network/vision.cpp and layers.cpp, in their order.
struct BlockBytes
{
    double token = 0; ///< Times width.
    double inner = 0; ///< Times the width of the wide layer.
    double pair = 0;  ///< Times heads.
};

BlockBytes image_block(const MemoryQuestion &question)
{
    const double wide = 4, factor = question.narrow ? 2 : 4;
    BlockBytes bytes;
    // Both norms' inputs in float32; the joint projection's factor, q, k, v, the attention's result, the wide
    // layer's factor as products take them.
    bytes.token = 2 * wide + (question.fused_attention ? 7 : 6) * factor;
    bytes.inner = 2 * factor; // Before and behind the activation.
    bytes.pair = question.fused_attention ? 0 : factor;
    if (question.rounded) { // Each product's result and each factor a rounded copy more.
        bytes.token += 3 * factor;
        bytes.inner += factor;
        bytes.pair += factor;
    }
    return bytes;
}

BlockBytes text_block(const MemoryQuestion &question, bool drops_attention)
{
    const double wide = 4, factor = question.narrow ? 2 : 4;
    BlockBytes bytes;
    // Norms are behind: their inputs in float32. The layer's input is a factor of q, k and v, cast for each.
    bytes.token = 2 * wide + (question.narrow || question.rounded ? 3 : 1) * factor + 5 * factor;
    bytes.inner = 2 * factor;
    bytes.pair = question.fused_attention ? 0 : (drops_attention ? 2 : 1) * factor;
    if (question.rounded) {
        bytes.token += 2 * factor;
        bytes.inner += factor;
        bytes.pair += factor;
    }
    return bytes;
}

double bytes_of(const BlockBytes &block, double tokens, double width, double inner, double heads)
{
    return tokens * (width * block.token + inner * block.inner) + heads * tokens * tokens * block.pair;
}

/// One sequence through an encoder.
struct EncoderBytes
{
    double kept = 0;    ///< For the backward pass.
    double passing = 0; ///< At the height beside it.
};

EncoderBytes encoder(const BlockBytes &block, double layers, double tokens, double width, double inner,
                     double heads, bool recompute, bool frozen, double factor)
{
    const double one = bytes_of(block, tokens, width, inner, heads);
    // The last block computes keys and values of all tokens, the rest of the first alone.
    const double last = tokens * width * (4 + 3 * factor) + heads * tokens * block.pair;
    // Gradients on their way back through one block.
    const double back = tokens * (3 * width * 4 + 2 * inner * factor);
    if (frozen)
        return {0, one};
    if (recompute)
        return {layers * tokens * width * 4, one + back};
    return {(layers - 1) * one + last, back};
}

} // namespace

MemoryParts memory_of_run(const RunConfig &config, const MemoryQuestion &question)
{
    const NetworkConfig &net = config.network;
    const bool contrastive = config.task == "pretrain";
    const bool adapted = config.adapter_rank > 0;
    const bool adapts_image = adapted && config.adapter_towers != "text";
    const bool adapts_text = adapted && contrastive && config.adapter_towers != "image";
    const double factor = question.narrow ? 2 : 4;

    // Weights of each part; the counts of NetworkConfig::parameter_count().
    const double all = double(net.parameter_count());
    const double w = net.vision_width, h = net.text_hidden_size, i = net.text_intermediate_size;
    const double image_blocks = net.vision_layers * (12 * w * w + 13 * w);
    const double image = 3.0 * net.vision_patch_size * net.vision_patch_size * w + (net.image_tokens() + 5) * w
        + image_blocks + w * net.embed_dim;
    const double words = double(net.vocab_size + net.text_max_position_embeddings + net.text_type_vocab_size) * h;
    const double text = words + 2 * h + net.text_num_hidden_layers * (4 * h * h + 2 * h * i + 9 * h + i);
    const double heads = all - image - text;
    const double r = config.adapter_rank;
    const double image_adapter = adapts_image ? net.vision_layers * r * (4 * w + 2 * w + 5 * w + 5 * w) : 0;
    const double text_adapter =
        adapts_text ? net.text_num_hidden_layers * r * (4 * 2 * h + 2 * (h + i)) : 0;

    const bool image_learns = !config.freeze_image && !adapts_image;
    const bool text_learns = contrastive && !config.freeze_text && !adapts_text;
    double learning = image_adapter + text_adapter + (contrastive ? heads : 2.0 * net.embed_dim);
    learning += image_learns ? image : 0;
    learning += text_learns ? text : 0;

    MemoryParts parts;
    parts.program = question.gpu ? 0.6e9 : libraries;
    parts.weights = 4 * (all + image_adapter + text_adapter);
    if (config.ema_decay > 0)
        parts.weights += 4 * learning;
    if (!config.teacher.empty() && contrastive)
        parts.weights += 4 * all; // Its sizes are not known here: as large as the network.
    // Products' copies of weights live as long as the step: of what learns once, of what is frozen while used.
    if (question.narrow || question.rounded)
        parts.weights += factor * (learning - (text_learns ? words : 0));
    parts.learning = 12 * learning;

    const std::int64_t at_once = config.micro_batch > 0 ? std::min<std::int64_t>(config.micro_batch, question.batch)
                                                        : question.batch;
    const double patches = double(net.image_tokens() - 1) * (1 - config.patch_mask_ratio);
    const EncoderBytes eye =
        encoder(image_block(question), net.vision_layers, patches + 1, w, 4 * w, w / net.vision_head_width,
                config.gradient_checkpointing, config.freeze_image, factor);
    EncoderBytes report;
    if (contrastive) {
        const double dropout =
            config.text_dropout >= 0 ? config.text_dropout : net.text_attention_probs_dropout_prob;
        report = encoder(text_block(question, dropout > 0), net.text_num_hidden_layers, double(question.tokens), h, i,
                         net.text_num_attention_heads, config.gradient_checkpointing, config.freeze_text, factor);
    }
    const double pixels = 2.0 * 3 * net.image_resolution * net.image_resolution * 4; // Of a patient.
    // The image encoder's start: patches as factors and the first norm's input.
    const double start = config.freeze_image ? 0 : 2 * (patches + 1) * (w * 4) + pixels * (factor / 4);
    parts.activations = double(at_once)
        * (2 * eye.kept * (adapts_image ? holes_of_adapters : holes)
           + report.kept * (adapts_text ? holes_of_adapters : holes) + start * holes);
    // What passes: gradients of both eyes' widest block, and the largest gradient before it is added up.
    parts.passing = double(at_once) * std::max(2 * eye.passing, report.passing)
            * (config.gradient_checkpointing ? holes_of_recomputation : 1)
        + (text_learns ? 4 * words : 0);
    parts.photographs = double(question.batch) * pixels * (question.gpu ? 1 : batches_loaded)
        + double(at_once) * pixels;
    return parts;
}

std::map<std::string, std::string> fastest_that_fits(const RunConfig &config, const MemoryQuestion &question,
                                                     std::uint64_t free_bytes, std::uint64_t *bytes, double *time)
{
    const auto needed = [&](const RunConfig &other) { return memory_of_run(other, question).all(); };
    const auto taken = [&](std::map<std::string, std::string> settings, const RunConfig &other, double share) {
        *bytes = std::uint64_t(needed(other));
        *time = share;
        return settings;
    };
    if (free_bytes == 0 || needed(config) <= double(free_bytes))
        return {};
    // The contrastive loss of a batch in parts computes each part's features twice; recomputing blocks computes
    // them twice as well. A classifier's loss adds up over the parts.
    constexpr double again = 4.0 / 3;
    const bool contrastive = config.task == "pretrain";
    struct Way
    {
        bool parts, recompute;
        double time;
    };
    const std::vector<Way> ways = contrastive
        ? std::vector<Way>{{false, true, again}, {true, false, again}, {true, true, 5.0 / 3}}
        : std::vector<Way>{{true, false, 1}, {false, true, again}, {true, true, again}};
    for (const Way &way : ways) {
        RunConfig other = config;
        std::map<std::string, std::string> settings;
        if (way.recompute != config.gradient_checkpointing)
            settings["gradient_checkpointing"] = way.recompute ? "true" : "false";
        other.gradient_checkpointing = way.recompute;
        other.micro_batch = 0;
        std::int64_t part = question.batch;
        for (; way.parts && part > 1 && needed(other) > double(free_bytes);) {
            part = (part + 1) / 2;
            other.micro_batch = int(part);
        }
        if (needed(other) > double(free_bytes))
            continue;
        if (other.micro_batch != config.micro_batch)
            settings["micro_batch"] = std::to_string(other.micro_batch);
        return taken(settings, other, way.time);
    }
    return {};
}

} // namespace retclip
