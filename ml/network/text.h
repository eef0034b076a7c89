// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The text encoder (SPEC 1.2): BERT, post-norm, without a pooler.
// Shapes: B patients, L text tokens, D width.

#include "core/base/network_config.h"
#include "ml/network/layers.h"

namespace retclip {

/// Without the columns behind the last token of the longest text. Exact: padding gets attention
/// exp(-10000) = 0. A batch with a text of padding alone stays as it is, for there padding attends.
/// ids must lie in host memory.
[[nodiscard]] torch::Tensor without_common_padding(const torch::Tensor &ids_BL);

struct TextLayerImpl : torch::nn::Module
{
    explicit TextLayerImpl(const NetworkConfig &config);
    /// `only_first`: compute the first position's row alone (all that the last layer needs).
    torch::Tensor forward(const torch::Tensor &x_BLD, const torch::Tensor &bias, bool only_first,
                          double rate, double attention_rate, AttentionRecord *record);

    struct SelfAttention : torch::nn::Module
    {
        explicit SelfAttention(int width);
        Dense query{nullptr}, key{nullptr}, value{nullptr};
    };
    struct Output : torch::nn::Module ///< Dense, then the norm of the sum with the residual.
    {
        Output(int inputs, int width);
        Dense dense{nullptr};
        Norm LayerNorm{nullptr};
    };
    struct Attention : torch::nn::Module
    {
        explicit Attention(int width);
        std::shared_ptr<SelfAttention> self;
        std::shared_ptr<Output> output;
    };
    struct Intermediate : torch::nn::Module
    {
        Intermediate(int width, int inner);
        Dense dense{nullptr};
    };
    std::shared_ptr<Attention> attention;
    std::shared_ptr<Intermediate> intermediate;
    std::shared_ptr<Output> output;
    int heads;
};
TORCH_MODULE(TextLayer);

struct TextImpl : torch::nn::Module
{
    explicit TextImpl(const NetworkConfig &config);
    /// Token ids (B,L), int64, 0 is padding, to the [CLS] state of the last layer (B,D).
    torch::Tensor forward(const torch::Tensor &ids_BL, AttentionRecord *record);
    /// Word, position and type embeddings, normalised: (B,L,D).
    torch::Tensor embed(const torch::Tensor &ids_BL);

    struct Embeddings : torch::nn::Module
    {
        explicit Embeddings(const NetworkConfig &config);
        Table word_embeddings{nullptr}, position_embeddings{nullptr},
            token_type_embeddings{nullptr};
        Norm LayerNorm{nullptr};
    };
    struct Encoder : torch::nn::Module
    {
        explicit Encoder(const NetworkConfig &config);
        torch::nn::ModuleList layer;
    };
    std::shared_ptr<Embeddings> embeddings;
    std::shared_ptr<Encoder> encoder;
    double dropout;           ///< Embeddings and layer outputs, training only.
    double attention_dropout; ///< Attention probabilities, training only.
    bool recompute = false;   ///< Gradient checkpointing.
};
TORCH_MODULE(Text);

} // namespace retclip
