// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/vision.h"

#include "ml/network/adapters.h"
#include "ml/network/layer_scope.h"

namespace retclip {

namespace {

using torch::indexing::Slice;

constexpr double vision_norm_epsilon = 1e-5;

} // namespace

PatchMask patch_mask_from_noise(const torch::Tensor &noise_BP, double ratio)
{
    const std::int64_t patches = noise_BP.size(1);
    const auto kept = static_cast<std::int64_t>(static_cast<double>(patches) * (1.0 - ratio));
    const torch::Tensor order = std::get<1>(torch::sort(noise_BP, /*stable=*/true, 1, false));
    return {order.narrow(1, 0, kept)};
}

VisionBlockImpl::JointAttention::JointAttention(int width)
{
    in_proj_weight = register_parameter("in_proj_weight", unset({3 * width, width}));
    in_proj_bias = register_parameter("in_proj_bias", unset({3 * width}));
    out_proj = register_module("out_proj", Dense(width, width));
}

torch::Tensor VisionBlockImpl::JointAttention::in_proj(const torch::Tensor &x, std::int64_t from,
                                                       std::int64_t count) const
{
    const bool all = count == in_proj_weight.size(0);
    const torch::Tensor y = dense(x, all ? in_proj_weight : in_proj_weight.narrow(0, from, count),
                                  all ? in_proj_bias : in_proj_bias.narrow(0, from, count));
    return in_proj_adapter ? y + in_proj_adapter->forward(x, from, count) : y;
}

void VisionBlockImpl::JointAttention::adapt(int rank, double scale)
{
    in_proj_adapter = register_module(
        "in_proj_adapter", std::make_shared<AdapterImpl>(in_proj_weight.size(1), in_proj_weight.size(0),
                                                         rank, scale));
}

VisionBlockImpl::Mlp::Mlp(int width)
{
    c_fc = register_module("c_fc", Dense(width, 4 * width));
    c_proj = register_module("c_proj", Dense(4 * width, width));
}

VisionBlockImpl::VisionBlockImpl(int width, int heads_) : heads(heads_)
{
    attn = register_module("attn", std::make_shared<JointAttention>(width));
    ln_1 = register_module("ln_1", Norm(width, vision_norm_epsilon));
    mlp = register_module("mlp", std::make_shared<Mlp>(width));
    ln_2 = register_module("ln_2", Norm(width, vision_norm_epsilon));
}

torch::Tensor VisionBlockImpl::forward(const torch::Tensor &x_BPD, bool only_class,
                                       AttentionRecord *record)
{
    const std::int64_t width = x_BPD.size(2);
    const torch::Tensor normed = ln_1->forward(x_BPD);
    torch::Tensor residual = x_BPD, mixed;
    if (only_class) {
        residual = x_BPD.narrow(1, 0, 1);
        const torch::Tensor q = attn->in_proj(normed.narrow(1, 0, 1), 0, width);
        const std::vector<torch::Tensor> pieces =
            attn->in_proj(normed, width, 2 * width).chunk(2, 2);
        mixed = attention(q, pieces[0], pieces[1], heads, {}, 0.0, record);
    } else {
        // In pieces, not three cuts: the way back joins their gradients in one pass, where each cut would
        // make zeros as wide as all three and add them up.
        const std::vector<torch::Tensor> pieces = attn->in_proj(normed, 0, 3 * width).chunk(3, 2);
        mixed = attention(pieces[0], pieces[1], pieces[2], heads, {}, 0.0, record);
    }
    const torch::Tensor x = residual + attn->out_proj->forward(mixed);
    return x + mlp->c_proj->forward(quick_gelu(mlp->c_fc->forward(ln_2->forward(x))));
}

VisionImpl::PatchProjection::PatchProjection(int width, int patch)
{
    weight = register_parameter("weight", unset({width, 3, patch, patch}));
}

VisionImpl::Blocks::Blocks(int layers, int width, int heads)
{
    register_module("resblocks", resblocks);
    for (int layer = 0; layer < layers; ++layer)
        resblocks->push_back(VisionBlock(width, heads));
}

VisionImpl::VisionImpl(const NetworkConfig &config)
    : patch(config.vision_patch_size), grid(config.grid())
{
    const int width = config.vision_width;
    class_embedding = register_parameter("class_embedding", unset({width}));
    positional_embedding =
        register_parameter("positional_embedding", unset({config.image_tokens(), width}));
    proj = register_parameter("proj", unset({width, config.embed_dim}));
    conv1 = register_module("conv1", std::make_shared<PatchProjection>(width, patch));
    ln_pre = register_module("ln_pre", Norm(width, vision_norm_epsilon));
    transformer = register_module("transformer",
                                  std::make_shared<Blocks>(config.vision_layers, width,
                                                           width / config.vision_head_width));
    ln_post = register_module("ln_post", Norm(width, vision_norm_epsilon));
}

torch::Tensor VisionImpl::embed(const torch::Tensor &pixels_B3SS,
                                const std::optional<PatchMask> &mask)
{
    TORCH_CHECK(pixels_B3SS.dim() == 4 && pixels_B3SS.size(1) == 3
                    && pixels_B3SS.size(2) / patch == grid && pixels_B3SS.size(3) / patch == grid,
                "pixels do not fit the network's resolution");
    const std::int64_t batch = pixels_B3SS.size(0), width = class_embedding.size(0);
    // A convolution whose stride is its size is a product of patches with the weight; pixels
    // beyond the last whole patch are not seen.
    const torch::Tensor patches = pixels_B3SS.narrow(2, 0, grid * patch)
                                      .narrow(3, 0, grid * patch)
                                      .reshape({batch, 3, grid, patch, grid, patch})
                                      .permute({0, 2, 4, 1, 3, 5})
                                      .reshape({batch, grid * grid, 3 * patch * patch});
    torch::Tensor x = dense(patches, conv1->weight.view({width, -1}), {});
    x = x + positional_embedding.narrow(0, 1, grid * grid);
    if (mask) {
        x = torch::gather(x, 1,
                          mask->kept_BK.to(x.device()).unsqueeze(-1).expand({-1, -1, width}));
    }
    const torch::Tensor first = (class_embedding + positional_embedding.select(0, 0))
                                    .view({1, 1, width})
                                    .expand({batch, 1, width});
    return ln_pre->forward(torch::cat({first.to(x.scalar_type()), x}, 1));
}

torch::Tensor VisionImpl::forward(const torch::Tensor &pixels_B3SS,
                                  const std::optional<PatchMask> &mask, AttentionRecord *record)
{
    torch::Tensor x = [&] {
        const LayerScope part("image patches");
        return embed(pixels_B3SS, mask);
    }();
    const std::size_t layers = transformer->resblocks->size();
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const LayerScope part("image block", int(layer));
        const auto block = transformer->resblocks->ptr<VisionBlockImpl>(layer);
        const bool only_class = layer + 1 == layers && !record;
        if (recompute && torch::GradMode::is_enabled() && !record) {
            x = recomputed([block, only_class](const torch::Tensor &input) {
                return block->forward(input, only_class, nullptr);
            }, x, block->parameters());
        } else {
            x = block->forward(x, only_class, record);
        }
    }
    const LayerScope part("image head");
    return product(ln_post->forward(x.select(1, 0)), proj);
}

} // namespace retclip
