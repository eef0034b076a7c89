// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/adapters.h"

#include "ml/network/ret_clip.h"

#include <cmath>

namespace retclip {

AdapterImpl::AdapterImpl(std::int64_t inputs, std::int64_t outputs, std::int64_t rank, double scale_)
    : scale(scale_)
{
    const torch::NoGradGuard no_gradient;
    const double bound = 1.0 / std::sqrt(static_cast<double>(inputs));
    a = register_parameter("a", unset({rank, inputs}).uniform_(-bound, bound));
    b = register_parameter("b", torch::zeros({outputs, rank}, torch::kFloat32));
}

torch::Tensor AdapterImpl::forward(const torch::Tensor &x, std::int64_t from, std::int64_t count) const
{
    return dense(dense(x, a, {}), count == b.size(0) ? b : b.narrow(0, from, count), {}) * scale;
}

void attach_adapters(RetClipImpl &network, int rank, double alpha, bool image, bool text)
{
    const double scale = alpha / rank;
    network.register_parameter("adapter_scale", torch::full({}, scale, torch::kFloat32),
                               /*requires_grad=*/false);
    const auto freeze = [](torch::nn::Module &module) {
        for (torch::Tensor &parameter : module.parameters())
            parameter.set_requires_grad(false);
    };
    if (image) {
        freeze(*network.visual);
        auto &blocks = network.visual->transformer->resblocks;
        for (std::size_t layer = 0; layer < blocks->size(); ++layer) {
            const auto block = blocks->ptr<VisionBlockImpl>(layer);
            block->attn->adapt(rank, scale);
            for (Dense *part : {&block->attn->out_proj, &block->mlp->c_fc, &block->mlp->c_proj})
                (*part)->adapt(rank, scale);
        }
    }
    if (text) {
        freeze(*network.bert);
        auto &layers = network.bert->encoder->layer;
        for (std::size_t layer = 0; layer < layers->size(); ++layer) {
            const auto one = layers->ptr<TextLayerImpl>(layer);
            auto &self = *one->attention->self;
            for (Dense *part : {&self.query, &self.key, &self.value, &one->attention->output->dense,
                                &one->intermediate->dense, &one->output->dense})
                (*part)->adapt(rank, scale);
        }
    }
}

bool is_adapter_name(std::string_view parameter)
{
    return parameter.ends_with("adapter.a") || parameter.ends_with("adapter.b");
}

} // namespace retclip
