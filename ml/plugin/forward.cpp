// SPDX-License-Identifier: GPL-3.0-or-later
// One forward pass on given tensors: `retclip model forward`.

#include "ml/plugin/measure.h"

#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "ml/network/loss.h"
#include "ml/network/weights_file.h"

#include <nlohmann/json.hpp>

#include <cstring>

namespace retclip {
namespace {

tl::unexpected<Error> bad_input(const std::filesystem::path &file, const std::string &name)
{
    return failure(
        ErrorCode::invalid_argument,
        message(QT_TRANSLATE_NOOP("Message", "\"%1\" lacks the tensor \"%2\", or it has another "
                                             "type or shape."),
                {utf8_from_path(file), name}),
        message(QT_TRANSLATE_NOOP("Message", "Nothing was computed.")),
        message(QT_TRANSLATE_NOOP("Message", "Give left and right (float32, N x 3 x S x S) and ids "
                                             "(int64, N x L).")));
}

} // namespace

Result<void> forward_file(const std::filesystem::path &model,
                          const std::filesystem::path &network_json,
                          const std::filesystem::path &inputs, const std::filesystem::path &out)
{
    torch::NoGradGuard no_gradients;
    RETCLIP_TRY(const std::string text, read_file(network_json, 1 << 20));
    RETCLIP_TRY(const NetworkConfig config,
                network_config_from_json(nlohmann::json::parse(text, nullptr, false)));
    RETCLIP_TRY(RetClip network, open_network(model, config));
    network->eval();
    RETCLIP_TRY(const auto arrays, read_safetensors(inputs));
    const auto tensor_of = [&](const char *name, ElementType type, std::size_t rank) {
        const auto found = arrays.find(name);
        if (found == arrays.end() || found->second.type != type
            || found->second.shape.size() != rank)
            return torch::Tensor();
        torch::Tensor tensor = torch::empty(
            found->second.shape, type == ElementType::int64 ? torch::kInt64 : torch::kFloat32);
        std::memcpy(tensor.data_ptr(), found->second.bytes.data(), tensor.nbytes());
        return tensor;
    };
    PatientBatch batch;
    batch.left_B3SS = tensor_of("left", ElementType::float32, 4);
    batch.right_B3SS = tensor_of("right", ElementType::float32, 4);
    batch.ids_BL = tensor_of("ids", ElementType::int64, 2);
    if (!batch.left_B3SS.defined())
        return bad_input(inputs, "left");
    if (!batch.right_B3SS.defined() || batch.right_B3SS.sizes() != batch.left_B3SS.sizes())
        return bad_input(inputs, "right");
    if (!batch.ids_BL.defined() || batch.ids_BL.size(0) != batch.left_B3SS.size(0)
        || batch.ids_BL.size(1) > config.text_max_position_embeddings
        || (batch.ids_BL.numel() > 0
            && (batch.ids_BL.min().item<std::int64_t>() < 0
                || batch.ids_BL.max().item<std::int64_t>() >= config.vocab_size)))
        return bad_input(inputs, "ids");
    const ForwardResult features = network->forward(batch);
    const LossResult loss = contrastive_loss(features);
    std::map<std::string, Array> results;
    const auto store = [&](const std::string &name, const torch::Tensor &tensor) {
        const torch::Tensor host = tensor.to(torch::kCPU, torch::kFloat32).contiguous();
        results[name] = make_array(host.sizes().vec(),
                                   std::span<const float>(host.data_ptr<float>(),
                                                          std::size_t(host.numel())));
    };
    for (const Level level : all_levels) {
        store(std::string("image_") + word(level), features.image[level]);
        store(std::string("text_") + word(level), features.text[level]);
        store(std::string("loss_") + word(level), loss.level(level));
    }
    store("logit_scales", features.scales);
    store("loss", loss.total);
    return write_safetensors(out, results);
}

} // namespace retclip
