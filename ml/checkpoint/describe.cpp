// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/describe.h"

#include "core/base/sha256.h"
#include "ml/checkpoint/adapters.h"
#include "ml/checkpoint/names.h"
#include "ml/checkpoint/side_file.h"
#include "ml/checkpoint/weights.h"

#include <cstring>
#include <system_error>

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

/// Larger files are hashed only where hashes were asked for: the table alone must come at once.
constexpr std::uint64_t hashed_unasked = std::uint64_t(64) << 20;

Result<void> add_side_file(const std::filesystem::path &file, bool hashes,
                           CheckpointDescription &description)
{
    std::error_code ignored;
    if (has_side_file(file) && !hashes && std::filesystem::file_size(file, ignored) > hashed_unasked) {
        description.sha256_file = "unchecked";
        return {};
    }
    RETCLIP_TRY(const SideFile state, compare_side_file(file));
    description.sha256_file = retclip::word(state);
    return {};
}

void add_notes(NameFamily family, const WeightMatch &match, CheckpointDescription &description)
{
    if (family == NameFamily::timm)
        description.notes.push_back(message(QT_TRANSLATE_NOOP(
            "Message",
            "The image encoder was made for another network: no norm before its blocks, another "
            "GELU. It is a start for training; its own features are not repeated.")));
    if (match.adapted > 0)
        description.notes.push_back(message(
            QT_TRANSLATE_NOOP("Message", "Low-rank adapters of rank %1 stand beside %2 weights. Whoever reads "
                                         "the file here, or converts it, gets their sum."),
            {std::to_string(match.adapter_rank), std::to_string(match.adapted)}));
    if (!description.architecture && description.matched > 0)
        description.notes.push_back(message(QT_TRANSLATE_NOOP(
            "Message", "This is not a whole network. As a start, it gives %1 tensors; the other %2 "
                       "begin anew."),
            {std::to_string(description.matched), std::to_string(description.missing.size())}));
}

/// What would be loaded, before anything is.
void add_match(const Checkpoint &checkpoint, CheckpointDescription &description)
{
    const NameFamily family = name_family(checkpoint.weights());
    description.family = retclip::word(family);
    const std::optional<NetworkConfig> network = likely_network(checkpoint);
    if (!network)
        return;
    WeightMatch match = match_weights(checkpoint, *network);
    if (match.whole()) {
        description.architecture = network;
        description.architecture_name = network_name(*network);
    }
    description.matched = std::int64_t(match.sources.size());
    description.missing = std::move(match.missing);
    description.unexpected = std::move(match.unexpected);
    description.misshapen = std::move(match.misshapen);
    description.resized = std::move(match.resized);
    add_notes(family, match, description);
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
    RETCLIP_CHECK(add_side_file(file, hashes, description));
    add_match(checkpoint, description);
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
    const StoredAdapters adapters = adapters_in(checkpoint);
    if (!adapters.incomplete.empty())
        return failure(
            ErrorCode::corrupted,
            message(QT_TRANSLATE_NOOP("Message", "The adapter of \"%1\" is not whole."),
                    {adapters.incomplete.front()}),
            message(QT_TRANSLATE_NOOP("Message", "No file was written.")),
            message(QT_TRANSLATE_NOOP("Message", "Take another checkpoint of the run.")));
    for (const StoredTensor &tensor : checkpoint.weights()) {
        if (!adapters.whole.empty() && is_adapter_part(tensor.name))
            continue; // Other programs know weights alone.
        RETCLIP_TRY(Array array, checkpoint.read(tensor));
        const auto adapter = adapters.whole.find(tensor.name);
        const bool adapted = adapter != adapters.whole.end();
        if (is_real(tensor.type) && (adapted || (type && tensor.type != *type))) {
            std::vector<float> values(std::size_t(tensor.count()));
            RETCLIP_CHECK(checkpoint.read_float32(tensor, values));
            if (adapted)
                RETCLIP_CHECK(add_adapter(checkpoint, adapter->second, values));
            array = as_type(array, values, type.value_or(tensor.type));
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
    return write_side_file(out);
}

} // namespace retclip
