// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/first_not_finite.h"

#include "ml/network/loss.h"

namespace retclip {
namespace {

bool is_finite(const torch::Tensor &tensor)
{
    return !tensor.defined() || !tensor.is_floating_point()
        || torch::isfinite(tensor).all().item<bool>();
}

std::string in_images(RetClip &network, const torch::Tensor &pixels)
{
    torch::Tensor x = network->visual->embed(pixels, {});
    if (!is_finite(x))
        return "output of visual.ln_pre";
    auto &blocks = network->visual->transformer->resblocks;
    for (std::size_t layer = 0; layer < blocks->size(); ++layer) {
        x = blocks->ptr<VisionBlockImpl>(layer)->forward(x, false, nullptr);
        if (!is_finite(x))
            return "output of visual.transformer.resblocks." + std::to_string(layer);
    }
    return is_finite(network->encode_image(pixels)) ? "" : "output of visual.proj";
}

std::string in_texts(RetClip &network, const torch::Tensor &ids)
{
    torch::Tensor x = network->bert->embed(ids);
    if (!is_finite(x))
        return "output of bert.embeddings";
    const torch::Tensor bias =
        ((ids == 0).to(x.scalar_type()) * -10000.0).unsqueeze(1).unsqueeze(1);
    auto &layers = network->bert->encoder->layer;
    for (std::size_t layer = 0; layer < layers->size(); ++layer) {
        x = layers->ptr<TextLayerImpl>(layer)->forward(x, bias, false, 0, 0, nullptr);
        if (!is_finite(x))
            return "output of bert.encoder.layer." + std::to_string(layer);
    }
    return {};
}

std::string in_loss(RetClip &network, const PatientBatch &batch)
{
    const ForwardResult features = network->forward(batch);
    for (const Level level : all_levels) {
        if (!is_finite(features.image[level]))
            return std::string("image features of level ") + word(level);
        if (!is_finite(features.text[level]))
            return std::string("text features of level ") + word(level);
    }
    if (!is_finite(features.scales))
        return "logit scales";
    const LossResult loss = contrastive_loss(features);
    for (const Level level : all_levels) {
        if (!is_finite(loss.level(level)))
            return std::string("loss_") + word(level);
    }
    return {};
}

} // namespace

std::string first_not_finite(RetClip &network, const PatientBatch &batch)
{
    const torch::NoGradGuard no_gradient;
    for (const auto &parameter : network->named_parameters()) {
        if (!is_finite(parameter.value()))
            return "parameter " + parameter.key();
    }
    for (const auto &[pixels, name] : {std::pair(batch.left_B3SS, "left"),
                                       std::pair(batch.right_B3SS, "right")}) {
        if (!is_finite(pixels))
            return std::string("pixels of the ") + name + " eye";
    }
    for (const torch::Tensor &pixels : {batch.left_B3SS, batch.right_B3SS}) {
        if (std::string name = in_images(network, pixels); !name.empty())
            return name;
    }
    const torch::Tensor ids = batch.ids_BL.to(network->logit_scale.device());
    if (std::string name = in_texts(network, ids); !name.empty())
        return name;
    return in_loss(network, batch);
}

} // namespace retclip
