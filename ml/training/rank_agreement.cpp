// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/rank_agreement.h"

#include "core/base/files.h"

#include <nlohmann/json.hpp>
#include <torch/cuda.h>

#include <algorithm>
#include <thread>

namespace retclip {
namespace {

using nlohmann::json;

Message nothing_trained()
{
    return message(QT_TRANSLATE_NOOP("Message", "Nothing was trained."));
}

tl::unexpected<Error> other_data(const Ranks &ranks, const std::filesystem::path &folder)
{
    return failure(
        ErrorCode::conflict,
        message(QT_TRANSLATE_NOOP("Message",
                                  "Process %1 of the run sees other files in \"%2\" than process 0."),
                {std::to_string(ranks.place().rank), utf8_from_path(folder)}),
        nothing_trained(),
        message(QT_TRANSLATE_NOOP("Message", "Put the study on storage that all machines see under "
                                             "the same path.")));
}

} // namespace

Result<TrainRequest> request_of_first(const TrainRequest &own, Ranks &ranks)
{
    json words;
    if (ranks.is_first())
        words = {{"folder", utf8_from_path(std::filesystem::absolute(own.folder))},
                 {"cache", utf8_from_path(own.cache_folder.empty()
                                              ? own.cache_folder
                                              : std::filesystem::absolute(own.cache_folder))},
                 {"resume", own.resume},
                 {"config", to_json(own.config)},
                 {"manifest", own.manifest.hash()}};
    const std::string said = ranks.first_words(words.dump());
    if (ranks.is_first())
        return own;
    words = json::parse(said);
    TrainRequest request;
    request.folder = path_from_utf8(words.at("folder").get<std::string>());
    request.cache_folder = path_from_utf8(words.at("cache").get<std::string>());
    request.resume = words.at("resume");
    RETCLIP_TRY(request.config, run_config_from_json(words.at("config")));
    RETCLIP_TRY(request.manifest, read_manifest(request.folder / "manifest.jsonl"));
    if (request.manifest.hash() != words.at("manifest").get<std::string>())
        return other_data(ranks, request.folder);
    return request;
}

Result<void> same_on_all_ranks(Ranks &ranks, std::int64_t step)
{
    if (ranks.all_equal(step))
        return {};
    return failure(
        ErrorCode::conflict,
        message(QT_TRANSLATE_NOOP("Message",
                                  "The processes of the run do not see the same checkpoints.")),
        message(QT_TRANSLATE_NOOP("Message", "The run was left as it is.")),
        message(QT_TRANSLATE_NOOP("Message", "Put the study on storage that all machines see under "
                                             "the same path.")));
}

Result<void> can_be_distributed(const RunConfig &config, const Ranks &ranks)
{
    if (ranks.world() == 1 || config.task == "pretrain")
        return {};
    return failure(
        ErrorCode::invalid_argument,
        message(QT_TRANSLATE_NOOP("Message", "Only pretraining runs in several processes.")),
        nothing_trained(),
        message(QT_TRANSLATE_NOOP("Message", "Start fine-tuning and probes as one process, without "
                                             "torchrun or srun.")));
}

Result<void> batch_divides(const RunConfig &config, const SamplerOptions &sampler)
{
    const bool whole = config.batch_size % sampler.world == 0;
    if (whole && sampler.batch > 0)
        return {};
    return failure(
        ErrorCode::invalid_argument,
        whole ? message(QT_TRANSLATE_NOOP("Message", "%1 exams are too few for %2 processes."),
                        {std::to_string(sampler.items), std::to_string(sampler.world)})
              : message(QT_TRANSLATE_NOOP("Message",
                                          "A batch of %1 cannot be shared evenly by %2 processes."),
                        {std::to_string(config.batch_size), std::to_string(sampler.world)}),
        nothing_trained(),
        message(QT_TRANSLATE_NOOP("Message", "Set batch_size, which counts the patients of all "
                                             "processes, to a multiple of their number.")));
}

std::string device_of_rank(const std::string &device, const RankPlace &place)
{
    if (place.world == 1 || (device != "auto" && device != "cuda") || !torch::cuda::is_available())
        return device;
    return "cuda:" + std::to_string(std::size_t(place.local_rank) % torch::cuda::device_count());
}

int threads_of_rank(int threads, const RankPlace &place)
{
    if (threads > 0 || place.local_world == 1)
        return threads;
    return std::max(1, int(std::thread::hardware_concurrency()) / place.local_world);
}

} // namespace retclip
