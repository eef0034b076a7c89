// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/run_checkpoint.h"

#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "ml/checkpoint/side_file.h"
#include "ml/checkpoint/weights.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>
#include <system_error>

namespace retclip {
namespace {

using nlohmann::json;

constexpr const char *position_key = "retclip.position";
constexpr std::string_view optimizer_prefix = "optimizer.";

ElementType element_type_of(const torch::Tensor &tensor)
{
    switch (tensor.scalar_type()) {
    case torch::kInt64: return ElementType::int64;
    case torch::kUInt8: return ElementType::uint8;
    default: return ElementType::float32;
    }
}

json to_json(const RunPosition &position)
{
    return {{"step", position.step},
            {"patients", position.patients},
            {"loss_scale", position.loss_scale},
            {"config_hash", position.config_hash},
            {"config", position.config},
            {"manifest_hash", position.manifest_hash},
            {"threads", position.threads},
            {"precision", position.precision},
            {"validation_due", position.validation_due},
            {"best_file", position.best_file},
            {"best_value", position.best_value},
            {"best_tie", position.best_tie},
            {"best_step", position.best_step},
            {"validations_since_best", position.validations_since_best},
            {"best_metrics", position.best_metrics}};
}

RunPosition position_from(const json &object)
{
    RunPosition position;
    position.step = object.at("step");
    position.patients = object.at("patients");
    position.loss_scale = object.at("loss_scale");
    position.config_hash = object.at("config_hash");
    position.config = object.value("config", std::string()); // later than the others
    position.manifest_hash = object.at("manifest_hash");
    position.threads = object.at("threads");
    position.precision = object.at("precision");
    position.validation_due = object.at("validation_due");
    position.best_file = object.at("best_file");
    position.best_value = object.at("best_value");
    position.best_tie = object.at("best_tie");
    position.best_step = object.at("best_step");
    position.validations_since_best = object.value("validations_since_best", 0); // later than the others
    position.best_metrics = object.at("best_metrics").get<std::map<std::string, double>>();
    return position;
}

Error corrupted_checkpoint(const std::filesystem::path &file, std::string cause)
{
    return {ErrorCode::corrupted,
            message(QT_TRANSLATE_NOOP("Message", "The checkpoint \"%1\" is damaged."),
                    {utf8_from_path(file)}),
            message(QT_TRANSLATE_NOOP("Message", "It was not changed; no weights were loaded.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose another checkpoint, or start the run anew.")),
            std::move(cause)};
}

std::string random_name(std::size_t rank, const char *device)
{
    return "random." + (rank == 0 ? "" : std::to_string(rank) + ".") + device;
}

} // namespace

CheckpointFolder::CheckpointFolder(std::filesystem::path run_folder, int keep)
    : m_folder(std::move(run_folder) / "checkpoints"), m_keep(std::max(1, keep))
{
}

std::string CheckpointFolder::file_name(std::int64_t step)
{
    char name[64];
    std::snprintf(name, sizeof name, "step-%06lld.safetensors", static_cast<long long>(step));
    return name;
}

CheckpointFolder::Index CheckpointFolder::index() const
{
    auto text = read_file(m_folder / "index.json", 1 << 20);
    if (!text)
        return {};
    const json object = json::parse(*text, nullptr, false);
    if (!object.is_object())
        return {};
    return {object.value("last", std::string()), object.value("best", std::string())};
}

std::uint64_t CheckpointFolder::Contents::bytes() const
{
    std::uint64_t sum = 0;
    for (const NamedParameter &part : tensors)
        sum += part.tensor.nbytes();
    return sum;
}

void CheckpointFolder::Contents::detach()
{
    for (NamedParameter &part : tensors)
        part.tensor = part.tensor.clone();
}

CheckpointFolder::Contents
CheckpointFolder::contents_of(const std::vector<NamedParameter> &weights, const AdamW &optimizer,
                              const std::vector<RandomState> &random_of_ranks,
                              const RunPosition &position, bool is_best)
{
    Contents contents;
    contents.position = position;
    contents.is_best = is_best;
    if (is_best)
        contents.position.best_file = file_name(position.step);
    const auto hold = [&](std::string name, const torch::Tensor &tensor) {
        contents.tensors.push_back(
            {std::move(name), tensor.detach().to(torch::kCPU).contiguous()});
    };
    for (const NamedParameter &weight : weights)
        hold(weight.name, weight.tensor);
    for (const NamedParameter &part : optimizer.state())
        hold(std::string(optimizer_prefix) + part.name, part.tensor);
    for (std::size_t rank = 0; rank < random_of_ranks.size(); ++rank) {
        hold(random_name(rank, "host"), random_of_ranks[rank].host);
        if (random_of_ranks[rank].gpu.defined())
            hold(random_name(rank, "gpu"), random_of_ranks[rank].gpu);
    }
    return contents;
}

Result<std::string> CheckpointFolder::write(const Contents &contents) const
{
    std::error_code problem;
    std::filesystem::create_directories(m_folder, problem);
    std::vector<SafetensorsPart> parts;
    for (const NamedParameter &part : contents.tensors) {
        parts.push_back({part.name, element_type_of(part.tensor), part.tensor.sizes().vec(),
                         std::span(static_cast<const std::byte *>(part.tensor.data_ptr()),
                                   part.tensor.nbytes())});
    }
    const RunPosition &stored = contents.position;
    const std::string name = file_name(stored.step);
    remove_side_file(m_folder / name); // Of a file that this one replaces.
    std::string sha256;
    RETCLIP_CHECK(write_safetensors(
        m_folder / name, parts,
        {{position_key, to_json(stored).dump()}, {network_note, stored.network}}, &sha256));
    RETCLIP_CHECK(write_side_file(m_folder / name, sha256));
    const json index{{"last", name}, {"best", stored.best_file}};
    RETCLIP_CHECK(write_file_atomically(m_folder / "index.json", index.dump(2) + "\n"));

    // Only now the oldest may go: a crash before this line leaves one too many, never one too few.
    std::vector<std::string> files;
    for (const auto &entry : std::filesystem::directory_iterator(m_folder, problem)) {
        const std::string file = utf8_from_path(entry.path().filename());
        if (file.rfind("step-", 0) == 0 && entry.path().extension() == ".safetensors")
            files.push_back(file);
    }
    std::sort(files.begin(), files.end(), [](const std::string &a, const std::string &b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    std::erase(files, stored.best_file);
    for (std::size_t i = 0; i + std::size_t(m_keep) < files.size(); ++i) {
        if (files[i] == name)
            continue;
        std::filesystem::remove(m_folder / files[i], problem);
        remove_side_file(m_folder / files[i]);
    }
    return name;
}

Result<CheckpointFolder::Loaded> CheckpointFolder::read(const std::string &file) const
{
    const std::filesystem::path path = m_folder / file;
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(path));
    RETCLIP_TRY(const SafetensorsTable table, read_safetensors_table(mapped.bytes()));
    Loaded loaded;
    loaded.file = file;
    if (const auto note = table.metadata.find(network_note); note != table.metadata.end())
        loaded.position.network = note->second;
    const auto metadata = table.metadata.find(position_key);
    if (metadata == table.metadata.end())
        return failure(corrupted_checkpoint(path, "no position"));
    try {
        const std::string network = loaded.position.network;
        loaded.position = position_from(json::parse(metadata->second));
        loaded.position.network = network;
    } catch (const json::exception &error) {
        return failure(corrupted_checkpoint(path, error.what()));
    }
    std::map<std::string, torch::Tensor> random;
    for (const SafetensorsEntry &entry : table.entries) {
        const auto type = entry.type == ElementType::int64 ? torch::kInt64
            : entry.type == ElementType::uint8             ? torch::kUInt8
                                                           : torch::kFloat32;
        torch::Tensor tensor = torch::empty(entry.shape, type);
        if (tensor.nbytes() != entry.end - entry.begin)
            return failure(corrupted_checkpoint(path, entry.name));
        std::memcpy(tensor.data_ptr(), mapped.bytes().data() + entry.begin, tensor.nbytes());
        if (entry.name.rfind(optimizer_prefix, 0) == 0)
            loaded.optimizer.push_back({entry.name.substr(optimizer_prefix.size()), tensor});
        else if (entry.name.rfind("random.", 0) == 0)
            random[entry.name] = tensor;
        else
            loaded.weights.push_back({entry.name, tensor});
    }
    for (std::size_t rank = 0; random.contains(random_name(rank, "host")); ++rank)
        loaded.random.push_back(
            {random[random_name(rank, "host")], random[random_name(rank, "gpu")]});
    if (loaded.random.empty())
        return failure(corrupted_checkpoint(path, "no random state"));
    return loaded;
}

Result<CheckpointFolder::Loaded> CheckpointFolder::newest() const
{
    std::vector<std::string> files;
    std::error_code problem;
    for (const auto &entry : std::filesystem::directory_iterator(m_folder, problem)) {
        const std::string file = utf8_from_path(entry.path().filename());
        if (file.rfind("step-", 0) == 0 && entry.path().extension() == ".safetensors")
            files.push_back(file);
    }
    std::sort(files.begin(), files.end(), [](const std::string &a, const std::string &b) {
        return a.size() != b.size() ? a.size() > b.size() : a > b;
    });
    std::optional<Error> first_error;
    for (const std::string &file : files) {
        // A file cut or changed since it was written: the one before it.
        auto same = require_side_file(m_folder / file);
        auto loaded = same ? read(file) : Result<Loaded>(failure(std::move(same.error())));
        if (loaded)
            return loaded;
        if (!first_error)
            first_error = std::move(loaded.error());
    }
    if (first_error)
        return failure(std::move(*first_error));
    return failure(ErrorCode::not_found,
                   message(QT_TRANSLATE_NOOP("Message", "The run has no checkpoint.")),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded.")),
                   message(QT_TRANSLATE_NOOP("Message", "Start the run anew.")));
}

Result<std::vector<NamedParameter>> read_run_weights(const std::filesystem::path &file)
{
    const CheckpointFolder folder(file.parent_path().parent_path(), 1);
    RETCLIP_TRY(auto loaded, folder.read(utf8_from_path(file.filename())));
    return std::move(loaded.weights);
}

Result<void> copy_weights(const std::vector<NamedParameter> &from,
                          const std::vector<NamedParameter> &to)
{
    std::map<std::string, torch::Tensor> by_name;
    for (const NamedParameter &part : from)
        by_name[part.name] = part.tensor;
    for (const NamedParameter &target : to) {
        const auto found = by_name.find(target.name);
        if (found == by_name.end() || found->second.sizes() != target.tensor.sizes())
            return failure(
                ErrorCode::corrupted,
                message(QT_TRANSLATE_NOOP("Message",
                                          "The checkpoint does not fit the network: \"%1\" is "
                                          "missing or has another shape."),
                        {target.name}),
                message(QT_TRANSLATE_NOOP("Message", "No weights were loaded.")),
                message(QT_TRANSLATE_NOOP("Message", "Choose a checkpoint of the same sizes.")));
    }
    torch::NoGradGuard no_gradients;
    for (const NamedParameter &target : to)
        torch::Tensor(target.tensor).copy_(by_name[target.name]);
    return {};
}

} // namespace retclip
