// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/weights_file.h"

#include "ml/checkpoint/side_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>

namespace retclip {

namespace {

std::string first_of(const std::vector<std::string> &names)
{
    std::string list;
    for (std::size_t at = 0; at < std::min<std::size_t>(names.size(), 3); ++at)
        list += (at ? ", " : "") + names[at];
    return names.size() > 3 ? list + " …" : list;
}

} // namespace

Result<WeightMatch> load_weights(RetClip &network, const Checkpoint &checkpoint, Fit fit)
{
    WeightMatch match = match_weights(checkpoint, network->config());
    const Message unchanged =
        message(QT_TRANSLATE_NOOP("Message", "The network was not changed."));
    if (fit == Fit::whole && !match.whole()) {
        const bool missing = !match.missing.empty();
        return failure(
            ErrorCode::unsupported,
            missing ? message(QT_TRANSLATE_NOOP("Message", "The checkpoint lacks %1 tensors: %2."),
                              {std::to_string(match.missing.size()), first_of(match.missing)})
                    : message(QT_TRANSLATE_NOOP("Message", "%1 tensors have another shape: %2."),
                              {std::to_string(match.misshapen.size()), first_of(match.misshapen)}),
            unchanged,
            message(QT_TRANSLATE_NOOP(
                "Message", "Choose a whole RET-CLIP checkpoint, or the sizes it was made with.")));
    }
    if (match.sources.empty())
        return failure(
            ErrorCode::unsupported,
            message(QT_TRANSLATE_NOOP("Message", "The checkpoint holds no tensor of this network.")),
            unchanged,
            message(QT_TRANSLATE_NOOP(
                "Message", "Choose RET-CLIP, CLIP or BERT weights of the same sizes.")));

    // All is read before anything is changed.
    const torch::NoGradGuard no_gradient;
    std::vector<std::pair<torch::Tensor, torch::Tensor>> pairs;
    auto parameters = network->named_parameters();
    for (const WeightSource &source : match.sources) {
        torch::Tensor *target = parameters.find(source.name);
        if (!target)
            continue;
        torch::Tensor values = torch::empty(target->sizes(), torch::kFloat32);
        const std::span<float> out(values.data_ptr<float>(), std::size_t(values.numel()));
        if (source.as_stored()) {
            RETCLIP_CHECK(
                checkpoint.read_float32(checkpoint.weights()[source.tensor], out));
        } else {
            RETCLIP_TRY(const std::vector<float> read,
                        read_weight(checkpoint, source, network->config()));
            std::copy(read.begin(), read.end(), out.begin());
        }
        pairs.emplace_back(*target, std::move(values));
    }
    // The biases of a sigmoid loss, where the network has them and the file too.
    for (const StoredTensor &tensor : checkpoint.weights()) {
        torch::Tensor *target = tensor.name.starts_with("logit_bias") ? parameters.find(tensor.name) : nullptr;
        if (!target || tensor.count() != 1)
            continue;
        torch::Tensor values = torch::empty({}, torch::kFloat32);
        RETCLIP_CHECK(checkpoint.read_float32(tensor, std::span<float>(values.data_ptr<float>(), 1)));
        pairs.emplace_back(*target, std::move(values));
    }
    for (auto &[target, values] : pairs)
        target.copy_(values);
    return match;
}

Result<RetClip> open_network(const std::filesystem::path &file,
                             const std::optional<NetworkConfig> &config)
{
    RETCLIP_CHECK(require_side_file(file));
    RETCLIP_TRY(const Checkpoint checkpoint, Checkpoint::open(file));
    const std::optional<NetworkConfig> sizes = config ? config : detect_network(checkpoint);
    if (!sizes)
        return failure(
            ErrorCode::unsupported,
            message(QT_TRANSLATE_NOOP("Message", "The tensors of %1 are not a RET-CLIP network."),
                    {utf8_from_path(file.filename())}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded.")),
            message(QT_TRANSLATE_NOOP(
                "Message", "Choose a whole RET-CLIP checkpoint, or the sizes it was made with.")));
    RetClip network(*sizes, Start::unset);
    RETCLIP_CHECK(load_weights(network, checkpoint, Fit::whole));
    return network;
}

Result<void> save_weights(const RetClip &network, const std::filesystem::path &file,
                          std::map<std::string, std::string> notes)
{
    std::vector<torch::Tensor> kept;
    std::vector<SafetensorsPart> parts;
    for (const auto &item : network->named_parameters()) {
        const torch::Tensor values =
            item.value().detach().to(torch::kCPU, torch::kFloat32).contiguous();
        kept.push_back(values);
        parts.push_back({item.key(), ElementType::float32, values.sizes().vec(),
                         std::as_bytes(std::span<const float>(values.data_ptr<float>(),
                                                              std::size_t(values.numel())))});
    }
    notes[network_note] = to_json(network->config()).dump();
    RETCLIP_CHECK(write_checkpoint(file, parts, notes));
    return write_side_file(file);
}

} // namespace retclip
