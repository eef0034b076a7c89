// SPDX-License-Identifier: GPL-3.0-or-later
// `model forward`: given tensors in, features and losses out, or the name of what does not fit.
#include "core/base/files.h"
#include "ml/network/loss.h"
#include "ml/network/weights_file.h"
#include "ml/training/first_not_finite.h"
#include "ml/verify/forward_results.h"
#include "ml/verify/verify.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace retclip {

namespace {

Message no_file()
{
    return message(QT_TRANSLATE_NOOP("Message", "No file was written."));
}

tl::unexpected<Error> misfit_of(const std::string &input, const std::string &cause)
{
    // Not invalid_argument: the command line was right, the work failed.
    return failure(
        ErrorCode::unsupported,
        message(QT_TRANSLATE_NOOP("Message", "The input \"%1\" does not fit the network: %2."),
                {input, cause}),
        no_file(),
        message(QT_TRANSLATE_NOOP(
            "Message",
            "Give left, right and ids with the shapes that the configuration names.")));
}

std::string shape_words(const std::vector<std::int64_t> &shape)
{
    std::string words;
    for (const std::int64_t extent : shape)
        words += (words.empty() ? "" : " x ") + std::to_string(extent);
    return words.empty() ? "a single number" : words;
}

/// Pixels of an eye, N x 3 x S x S. An edge that gives the same patches is the same to the network.
Result<torch::Tensor> pixels_of(const std::map<std::string, Array> &arrays, const std::string &name,
                                const NetworkConfig &config)
{
    const auto found = arrays.find(name);
    if (found == arrays.end())
        return misfit_of(name, "the file does not hold it");
    const Array &array = found->second;
    if (array.type != ElementType::float32)
        return misfit_of(name, std::string("its type is ") + word(array.type) + ", not float32");
    const auto &shape = array.shape;
    const auto fits = [&](std::int64_t edge) {
        return edge > 0 && edge / config.vision_patch_size == config.grid();
    };
    if (shape.size() != 4 || shape[0] < 1 || shape[1] != 3 || !fits(shape[2]) || !fits(shape[3]))
        return misfit_of(name, "it is " + shape_words(shape) + " where N x 3 x "
                                   + std::to_string(config.image_resolution) + " x "
                                   + std::to_string(config.image_resolution) + " is needed");
    return tensor_of(array);
}

/// Tokens, N x L, each an id of the vocabulary.
Result<torch::Tensor> ids_of(const std::map<std::string, Array> &arrays, const NetworkConfig &config)
{
    const auto found = arrays.find("ids");
    if (found == arrays.end())
        return misfit_of("ids", "the file does not hold it");
    const Array &array = found->second;
    if (array.type != ElementType::int64)
        return misfit_of("ids", std::string("its type is ") + word(array.type) + ", not int64");
    if (array.shape.size() != 2 || array.shape[0] < 1 || array.shape[1] < 1)
        return misfit_of("ids", "it is " + shape_words(array.shape) + " where N x L is needed");
    const std::int64_t length = array.shape[1];
    if (length > config.text_max_position_embeddings)
        return misfit_of("ids", "it has " + std::to_string(length)
                                    + " positions, and the network's texts end at "
                                    + std::to_string(config.text_max_position_embeddings));
    const auto values = array.as<std::int64_t>();
    for (std::size_t at = 0; at < values.size(); ++at)
        if (values[at] < 0 || values[at] >= config.vocab_size)
            return misfit_of("ids", "the id " + std::to_string(values[at]) + " in row "
                                        + std::to_string(at / std::size_t(length)) + ", position "
                                        + std::to_string(at % std::size_t(length))
                                        + " is not within 0 and "
                                        + std::to_string(config.vocab_size - 1));
    return tensor_of(array);
}

Result<PatientBatch> given_batch(const std::map<std::string, Array> &arrays,
                                 const NetworkConfig &config)
{
    PatientBatch batch;
    RETCLIP_TRY(batch.left_B3SS, pixels_of(arrays, "left", config));
    RETCLIP_TRY(batch.right_B3SS, pixels_of(arrays, "right", config));
    RETCLIP_TRY(batch.ids_BL, ids_of(arrays, config));
    for (const auto &[name, rows] : {std::pair("right", batch.right_B3SS.size(0)),
                                     std::pair("ids", batch.ids_BL.size(0))})
        if (rows != batch.left_B3SS.size(0))
            return misfit_of(name, "it has " + std::to_string(rows) + " rows, and left has "
                                       + std::to_string(batch.left_B3SS.size(0)));
    return batch;
}

/// The published code divides by a norm of 0 and goes on with NaN (SPEC 1.3); here it has a name.
/// A feature as long as 1 is right; one of 0 stays 0.
Result<void> require_features(RetClip &network, const PatientBatch &batch,
                              const std::map<std::string, torch::Tensor> &results)
{
    for (const auto &[name, tensor] : results) {
        if (torch::isfinite(tensor).all().item<bool>())
            continue;
        const std::string origin = first_not_finite(network, batch);
        return failure(
            ErrorCode::not_finite,
            message(QT_TRANSLATE_NOOP("Message", "The result \"%1\" is not finite; the first tensor with a NaN or infinity is: %2."),
                    {name, origin.empty() ? name : origin}),
            no_file(),
            message(QT_TRANSLATE_NOOP("Message", "Mend that tensor, or choose another checkpoint or other inputs.")));
    }
    for (const auto &[name, tensor] : results) {
        if (tensor.dim() != 2)
            continue;
        const torch::Tensor zero = tensor.norm(2, 1) < 0.5;
        if (!zero.any().item<bool>())
            continue;
        return failure(
            ErrorCode::not_finite,
            message(QT_TRANSLATE_NOOP("Message", "The feature \"%1\" of row %2 is zero, so it has no direction; %3 of %4 rows are."),
                    {name, std::to_string(zero.to(torch::kInt64).argmax().item<std::int64_t>()),
                     std::to_string(zero.sum().item<std::int64_t>()),
                     std::to_string(zero.size(0))}),
            no_file(),
            message(QT_TRANSLATE_NOOP("Message", "See that the weights of that projection are not zero, or choose another checkpoint.")));
    }
    return {};
}

Result<void> forward_checked(const std::filesystem::path &model,
                             const std::filesystem::path &network_json,
                             const std::filesystem::path &inputs, const std::filesystem::path &out)
{
    const torch::NoGradGuard no_gradient;
    RETCLIP_TRY(const std::string text, read_file(network_json));
    const auto json = nlohmann::json::parse(text, nullptr, false);
    RETCLIP_TRY(const NetworkConfig config, network_config_from_json(json));
    RETCLIP_TRY(const auto arrays, read_safetensors(inputs));
    RETCLIP_TRY(const PatientBatch batch, given_batch(arrays, config));
    RETCLIP_TRY(RetClip network, open_network(model, config));
    network->eval();
    const ForwardResult result = network->forward(batch);
    const auto results = named_results(result, contrastive_loss(result));
    RETCLIP_CHECK(require_features(network, batch, results));
    std::vector<torch::Tensor> kept;
    std::vector<SafetensorsPart> parts;
    for (const auto &[name, tensor] : results) {
        kept.push_back(tensor.to(torch::kFloat32).contiguous());
        parts.push_back({name, ElementType::float32, kept.back().sizes().vec(),
                         std::as_bytes(std::span<const float>(kept.back().data_ptr<float>(),
                                                              std::size_t(kept.back().numel())))});
    }
    return write_safetensors(out, parts);
}

tl::unexpected<Error> not_computed(std::string details)
{
    return failure(
        ErrorCode::unsupported,
        message(QT_TRANSLATE_NOOP("Message", "The inputs do not fit the network.")), no_file(),
        message(QT_TRANSLATE_NOOP(
            "Message",
            "Give left, right and ids with the shapes that the configuration names.")),
        std::move(details));
}

} // namespace

torch::Tensor tensor_of(const Array &array)
{
    torch::Tensor tensor =
        torch::empty(array.shape, array.type == ElementType::int64 ? torch::kInt64
                                                                   : torch::kFloat32);
    if (array.bytes.size() != std::size_t(tensor.nbytes()))
        throw std::runtime_error("an array has an unexpected type");
    std::memcpy(tensor.data_ptr(), array.bytes.data(), array.bytes.size());
    return tensor;
}

std::map<std::string, torch::Tensor> named_results(const ForwardResult &result,
                                                   const LossResult &loss)
{
    return {{"image_patient", result.image.patient}, {"image_left", result.image.left},
            {"image_right", result.image.right},     {"text_patient", result.text.patient},
            {"text_left", result.text.left},         {"text_right", result.text.right},
            {"logit_scales", result.scales},         {"loss", loss.total},
            {"loss_patient", loss.levels[0]},        {"loss_left", loss.levels[1]},
            {"loss_right", loss.levels[2]}};
}

Result<void> forward_file(const std::filesystem::path &model,
                          const std::filesystem::path &network_json,
                          const std::filesystem::path &inputs, const std::filesystem::path &out)
{
    try {
        return forward_checked(model, network_json, inputs, out);
    } catch (const std::bad_alloc &) {
        return failure(ErrorCode::out_of_memory,
                       message(QT_TRANSLATE_NOOP("Message", "Memory did not suffice for this network.")),
                       no_file(),
                       message(QT_TRANSLATE_NOOP("Message", "Give fewer images at once.")));
    } catch (const c10::Error &error) {
        return not_computed(error.what_without_backtrace());
    } catch (const std::exception &exception) {
        return not_computed(exception.what());
    }
}

} // namespace retclip
