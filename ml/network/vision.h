// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The image encoder (SPEC 1.1): a pre-norm ViT whose class token is projected.
// Shapes: B patients, P image tokens, D width, E embedding, S pixels a side.

#include "core/base/network_config.h"
#include "ml/network/layers.h"

#include <optional>

namespace retclip {

/// Patches that are kept (FLIP), a row an image, in rising order of noise. The class token always is.
struct PatchMask
{
    torch::Tensor kept_BK; ///< int64, 0 … patches-1
};

/// Keeps the int(patches·(1-ratio)) patches of smallest noise. noise: (B, patches), 0..1.
[[nodiscard]] PatchMask patch_mask_from_noise(const torch::Tensor &noise_BP, double ratio);

struct VisionBlockImpl : torch::nn::Module
{
    VisionBlockImpl(int width, int heads);
    /// `only_class`: compute the class token's row alone (all that the last block needs).
    torch::Tensor forward(const torch::Tensor &x_BPD, bool only_class, AttentionRecord *record);

    struct JointAttention : torch::nn::Module
    {
        explicit JointAttention(int width);
        /// Rows `from` to `from` + `count` of the joint projection.
        torch::Tensor in_proj(const torch::Tensor &x, std::int64_t from, std::int64_t count) const;
        void adapt(int rank, double scale); ///< Of the joint projection.
        torch::Tensor in_proj_weight, in_proj_bias; ///< Rows q, k, v.
        std::shared_ptr<AdapterImpl> in_proj_adapter; ///< Null: none.
        Dense out_proj{nullptr};
    };
    struct Mlp : torch::nn::Module
    {
        explicit Mlp(int width);
        Dense c_fc{nullptr}, c_proj{nullptr};
    };
    std::shared_ptr<JointAttention> attn;
    Norm ln_1{nullptr};
    std::shared_ptr<Mlp> mlp;
    Norm ln_2{nullptr};
    int heads;
};
TORCH_MODULE(VisionBlock);

struct VisionImpl : torch::nn::Module
{
    explicit VisionImpl(const NetworkConfig &config);
    /// Pixels (B,3,S,S) to raw visual features (B,E).
    torch::Tensor forward(const torch::Tensor &pixels_B3SS, const std::optional<PatchMask> &mask,
                          AttentionRecord *record);
    /// Patches embedded, class token first, positions added, ln_pre applied: (B,P,D).
    torch::Tensor embed(const torch::Tensor &pixels_B3SS, const std::optional<PatchMask> &mask);

    struct PatchProjection : torch::nn::Module
    {
        PatchProjection(int width, int patch);
        torch::Tensor weight; ///< (D,3,patch,patch)
    };
    struct Blocks : torch::nn::Module
    {
        Blocks(int layers, int width, int heads);
        torch::nn::ModuleList resblocks;
    };
    torch::Tensor class_embedding, positional_embedding, proj;
    std::shared_ptr<PatchProjection> conv1;
    Norm ln_pre{nullptr};
    std::shared_ptr<Blocks> transformer;
    Norm ln_post{nullptr};
    int patch;
    int grid;
    bool recompute = false; ///< Gradient checkpointing.
};
TORCH_MODULE(Vision);

} // namespace retclip
