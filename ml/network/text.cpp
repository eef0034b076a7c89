// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/text.h"

#include "ml/network/layer_scope.h"

namespace retclip {

namespace {

constexpr double text_norm_epsilon = 1e-12;
constexpr std::int64_t padding_id = 0;
/// Added to the scores of padding: not minus infinity, so that padding alone attends evenly.
constexpr double masked_score = -10000.0;

} // namespace

torch::Tensor without_common_padding(const torch::Tensor &ids_BL)
{
    if (ids_BL.numel() == 0)
        return ids_BL;
    const torch::Tensor is_token = ids_BL != padding_id;
    if (!is_token.any(1).all().item<bool>())
        return ids_BL;
    const std::int64_t used = is_token.any(0).nonzero().max().item<std::int64_t>() + 1;
    return ids_BL.narrow(1, 0, used);
}

TextLayerImpl::SelfAttention::SelfAttention(int width)
{
    query = register_module("query", Dense(width, width));
    key = register_module("key", Dense(width, width));
    value = register_module("value", Dense(width, width));
}

TextLayerImpl::Output::Output(int inputs, int width)
{
    dense = register_module("dense", Dense(inputs, width));
    LayerNorm = register_module("LayerNorm", Norm(width, text_norm_epsilon));
}

TextLayerImpl::Attention::Attention(int width)
{
    self = register_module("self", std::make_shared<SelfAttention>(width));
    output = register_module("output", std::make_shared<Output>(width, width));
}

TextLayerImpl::Intermediate::Intermediate(int width, int inner)
{
    dense = register_module("dense", Dense(width, inner));
}

TextLayerImpl::TextLayerImpl(const NetworkConfig &config)
    : heads(config.text_num_attention_heads)
{
    const int width = config.text_hidden_size, inner = config.text_intermediate_size;
    attention = register_module("attention", std::make_shared<Attention>(width));
    intermediate = register_module("intermediate", std::make_shared<Intermediate>(width, inner));
    output = register_module("output", std::make_shared<Output>(inner, width));
}

torch::Tensor TextLayerImpl::forward(const torch::Tensor &x_BLD, const torch::Tensor &bias,
                                     bool only_first, double rate, double attention_rate,
                                     AttentionRecord *record)
{
    const torch::Tensor asking = only_first ? x_BLD.narrow(1, 0, 1) : x_BLD;
    const torch::Tensor mixed = retclip::attention(
        attention->self->query->forward(asking), attention->self->key->forward(x_BLD),
        attention->self->value->forward(x_BLD), heads, bias, attention_rate, record);
    const torch::Tensor x = attention->output->LayerNorm->forward(
        asking + dropped_out(attention->output->dense->forward(mixed), rate, rate > 0));
    const torch::Tensor inner = torch::gelu(intermediate->dense->forward(x));
    return output->LayerNorm->forward(
        x + dropped_out(output->dense->forward(inner), rate, rate > 0));
}

TextImpl::Embeddings::Embeddings(const NetworkConfig &config)
{
    const int width = config.text_hidden_size;
    word_embeddings = register_module("word_embeddings", Table(config.vocab_size, width, true));
    position_embeddings = register_module(
        "position_embeddings", Table(config.text_max_position_embeddings, width, false));
    token_type_embeddings =
        register_module("token_type_embeddings", Table(config.text_type_vocab_size, width, false));
    LayerNorm = register_module("LayerNorm", Norm(width, text_norm_epsilon));
}

TextImpl::Encoder::Encoder(const NetworkConfig &config)
{
    register_module("layer", layer);
    for (int index = 0; index < config.text_num_hidden_layers; ++index)
        layer->push_back(TextLayer(config));
}

TextImpl::TextImpl(const NetworkConfig &config)
    : dropout(config.text_hidden_dropout_prob),
      attention_dropout(config.text_attention_probs_dropout_prob)
{
    embeddings = register_module("embeddings", std::make_shared<Embeddings>(config));
    encoder = register_module("encoder", std::make_shared<Encoder>(config));
}

torch::Tensor TextImpl::embed(const torch::Tensor &ids_BL)
{
    TORCH_CHECK(ids_BL.dim() == 2
                    && ids_BL.size(1) <= embeddings->position_embeddings->weight.size(0),
                "texts are longer than the network's positions");
    const torch::Tensor x =
        embeddings->word_embeddings->forward(ids_BL)
        + embeddings->position_embeddings->weight.narrow(0, 0, ids_BL.size(1))
        + embeddings->token_type_embeddings->weight.select(0, 0);
    return dropped_out(embeddings->LayerNorm->forward(x), dropout, is_training());
}

torch::Tensor TextImpl::forward(const torch::Tensor &ids_BL, AttentionRecord *record)
{
    const double rate = is_training() ? dropout : 0.0;
    const double attention_rate = is_training() ? attention_dropout : 0.0;
    torch::Tensor x = [&] {
        const LayerScope part("text embedding");
        return embed(ids_BL);
    }();
    torch::Tensor bias;
    const torch::Tensor padding = ids_BL == padding_id;
    // Texts of one length need no mask at all; looking costs nothing in host memory only.
    if (!padding.is_cpu() || padding.any().item<bool>())
        bias = (padding.to(x.scalar_type()) * masked_score).unsqueeze(1).unsqueeze(1);
    const std::size_t layers = encoder->layer->size();
    for (std::size_t index = 0; index < layers; ++index) {
        const LayerScope part("text layer", int(index));
        const auto layer = encoder->layer->ptr<TextLayerImpl>(index);
        const bool only_first = index + 1 == layers && !record;
        if (recompute && torch::GradMode::is_enabled() && !record) {
            x = recomputed([=](const torch::Tensor &input) {
                return layer->forward(input, bias, only_first, rate, attention_rate, nullptr);
            }, x, layer->parameters());
        } else {
            x = layer->forward(x, bias, only_first, rate, attention_rate, record);
        }
    }
    return x.select(1, 0);
}

} // namespace retclip
