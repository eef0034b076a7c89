// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/describe.h"

#include "core/base/sha256.h"
#include "ml/checkpoint/weights.h"

#include <cstring>

namespace retclip {

namespace {

const char *word(CheckpointFormat format)
{
    switch (format) {
    case CheckpointFormat::safetensors: return "safetensors";
    case CheckpointFormat::zip_pickle: return "zip pickle";
    case CheckpointFormat::legacy_pickle: return "legacy pickle";
    }
    return "";
}

bool is_real(ElementType type)
{
    return type == ElementType::float16 || type == ElementType::bfloat16
           || type == ElementType::float32 || type == ElementType::float64;
}

/// A real tensor in another real type; integers stay what they are.
Array as_type(const Array &from, std::span<const float> values, ElementType type)
{
    Array to;
    to.type = type;
    to.shape = from.shape;
    to.bytes.resize(values.size() * size_of(type));
    for (std::size_t at = 0; at < values.size(); ++at) {
        if (type == ElementType::float32) {
            std::memcpy(to.bytes.data() + 4 * at, &values[at], 4);
        } else {
            const std::uint16_t bits = type == ElementType::float16
                                           ? half_from_float(values[at])
                                           : bfloat16_from_float(values[at]);
            std::memcpy(to.bytes.data() + 2 * at, &bits, 2);
        }
    }
    return to;
}

} // namespace

Result<CheckpointDescription> describe_checkpoint(const std::filesystem::path &file, bool hashes)
{
    RETCLIP_TRY(const Checkpoint checkpoint, Checkpoint::open(file));
    CheckpointDescription description;
    description.format = word(checkpoint.format());
    for (const StoredTensor &tensor : checkpoint.weights()) {
        CheckpointTensor line{tensor.name, tensor.shape, retclip::word(tensor.type), {}};
        if (hashes) {
            RETCLIP_TRY(const Array array, checkpoint.read(tensor));
            line.sha256 = sha256_of(std::span<const std::byte>(array.bytes));
        }
        if (is_real(tensor.type))
            description.parameters += tensor.count();
        description.tensors.push_back(std::move(line));
    }
    const std::optional<NetworkConfig> network = detect_network(checkpoint);
    if (!network)
        return description;
    WeightMatch match = match_weights(checkpoint, *network);
    if (match.whole()) {
        description.architecture = network;
        description.architecture_name = network_name(*network);
    }
    description.missing = std::move(match.missing);
    description.unexpected = std::move(match.unexpected);
    description.misshapen = std::move(match.misshapen);
    return description;
}

Result<void> convert_checkpoint(const std::filesystem::path &in, const std::filesystem::path &out,
                                const ConvertOptions &options)
{
    std::optional<ElementType> type;
    if (!options.type.empty()) {
        type = element_type_from(options.type);
        if (!type || !is_real(*type) || *type == ElementType::float64)
            return failure(
                ErrorCode::invalid_argument,
                message(QT_TRANSLATE_NOOP("Message", "Weights cannot be written as %1."),
                        {options.type}),
                message(QT_TRANSLATE_NOOP("Message", "No file was written.")),
                message(QT_TRANSLATE_NOOP("Message", "Choose float32, float16 or bfloat16.")));
    }
    RETCLIP_TRY(const Checkpoint checkpoint, Checkpoint::open(in));
    std::vector<Array> arrays;
    std::vector<SafetensorsPart> parts;
    arrays.reserve(checkpoint.weights().size());
    for (const StoredTensor &tensor : checkpoint.weights()) {
        RETCLIP_TRY(Array array, checkpoint.read(tensor));
        if (type && is_real(tensor.type) && tensor.type != *type) {
            std::vector<float> values(std::size_t(tensor.count()));
            RETCLIP_CHECK(checkpoint.read_float32(tensor, values));
            array = as_type(array, values, *type);
        }
        arrays.push_back(std::move(array));
        std::string name = tensor.name;
        const bool prefixed = name.rfind("module.", 0) == 0;
        if (options.prefix == ConvertOptions::Prefix::add_module && !prefixed)
            name.insert(0, "module.");
        else if (options.prefix == ConvertOptions::Prefix::remove_module && prefixed)
            name.erase(0, 7);
        parts.push_back({std::move(name), arrays.back().type, arrays.back().shape,
                         std::span<const std::byte>(arrays.back().bytes)});
    }
    std::map<std::string, std::string> notes;
    if (const auto note = checkpoint.metadata().find(network_note);
        note != checkpoint.metadata().end())
        notes.insert(*note);
    RETCLIP_CHECK(write_checkpoint(out, parts, notes));
    RETCLIP_TRY(const std::string hash, sha256_of_file(out));
    std::filesystem::path beside = out;
    beside += ".sha256";
    return write_file_atomically(beside, hash + "  " + utf8_from_path(out.filename()) + "\n");
}

} // namespace retclip
