// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/run_preparation.h"

#include "core/base/files.h"
#include "ml/network/adapters.h"
#include "ml/network/weights_file.h"
#include "ml/training/objective.h"
#include "ml/training/start_weights.h"

#include <nlohmann/json.hpp>

#include <system_error>

namespace retclip {
namespace {

// The folder of the run that a checkpoint belongs to, if it does.
std::filesystem::path run_of(const std::filesystem::path &checkpoint)
{
    const std::filesystem::path folder = checkpoint.parent_path().parent_path();
    std::error_code ignored;
    const bool ours = checkpoint.parent_path().filename() == "checkpoints"
        && std::filesystem::exists(folder / "run.json", ignored);
    return ours ? folder : std::filesystem::path();
}

} // namespace

std::filesystem::path tokenizer_in(const std::filesystem::path &run_folder)
{
    std::error_code ignored;
    for (const char *name : {"tokenizer.model", "vocab.txt"}) {
        if (std::filesystem::exists(run_folder / name, ignored))
            return run_folder / name;
    }
    return {};
}

Result<std::unique_ptr<Tokenizer>> prepare_tokenizer(const TrainRequest &request,
                                                     TokenizerService &tokenizers)
{
    const RunConfig &config = request.config;
    std::filesystem::path inside = tokenizer_in(request.folder);
    if (inside.empty()) {
        std::filesystem::path source = path_from_utf8(config.tokenizer_file);
        if (config.tokenizer_file.empty() && !config.start_from.empty()) {
            if (const auto run = run_of(path_from_utf8(config.start_from)); !run.empty())
                source = tokenizer_in(run);
        }
        if (!source.empty() && source.is_relative())
            source = request.folder / source;
        if (source.empty()) {
            if (config.task != "pretrain")
                return std::unique_ptr<Tokenizer>();
            return failure(
                ErrorCode::invalid_argument,
                message(QT_TRANSLATE_NOOP("Message", "The run has no tokenizer.")),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was trained.")),
                message(QT_TRANSLATE_NOOP("Message", "Set tokenizer_file to a vocab.txt or a "
                                                     "SentencePiece model, or have one trained.")));
        }
        RETCLIP_TRY(const std::string bytes, read_file(source));
        inside = request.folder
            / (source.extension() == ".txt" ? "vocab.txt" : "tokenizer.model");
        RETCLIP_CHECK(write_file_atomically(inside, bytes));
    }
    return tokenizers.open(inside);
}

Result<NetworkConfig> network_of_run(const RunConfig &config, const Tokenizer *tokenizer)
{
    NetworkConfig sizes = config.network;
    if (!config.start_from.empty()) {
        const auto run = run_of(path_from_utf8(config.start_from));
        if (!run.empty()) {
            RETCLIP_TRY(const std::string text, read_file(run / "run.json", 1 << 24));
            const auto json = nlohmann::json::parse(text, nullptr, false);
            RETCLIP_TRY(const RunConfig other, run_config_from_json(json));
            sizes = other.network;
            RETCLIP_TRY(sizes.vocab_size, word_rows_of(path_from_utf8(config.start_from)));
            return sizes;
        }
    }
    if (tokenizer && config.start_from.empty())
        sizes.vocab_size = tokenizer->vocabulary_size();
    if (tokenizer && tokenizer->vocabulary_size() > sizes.vocab_size)
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message",
                                      "The tokenizer has %1 pieces, but the network only %2 rows."),
                    {std::to_string(tokenizer->vocabulary_size()), std::to_string(sizes.vocab_size)}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was trained.")),
            message(QT_TRANSLATE_NOOP("Message",
                                      "Choose the tokenizer that belongs to the start weights.")));
    return sizes;
}

Result<RetClip> prepare_network(const RunConfig &config, const NetworkConfig &sizes, Message *told)
{
    torch::manual_seed(std::uint64_t(config.seed));
    RetClip network(sizes);
    network->set_scales(config.initial_logit_scale);
    if (config.task == "pretrain" && config.contrastive_loss == "sigmoid")
        network->add_logit_biases(config.initial_logit_bias);
    if (!config.start_from.empty()) {
        RETCLIP_TRY(const StartReport report,
                    load_start_weights(path_from_utf8(config.start_from), network));
        *told = message(QT_TRANSLATE_NOOP("Message", "Started from %1: %2 of %3 tensors."),
                        {config.start_from, std::to_string(report.copied),
                         std::to_string(report.wanted)});
    }
    if (config.round_start_to_float16)
        network->round_to_float16();
    if (config.adapter_rank > 0 && config.task != "probe")
        attach_adapters(*network, config.adapter_rank, config.adapter_alpha, config.adapter_towers != "text",
                        config.adapter_towers != "image" && config.task == "pretrain");
    return network;
}

Result<RetClip> prepare_teacher(const RunConfig &config, const NetworkConfig &student,
                                const std::filesystem::path &run_folder)
{
    const std::filesystem::path file = path_from_utf8(config.teacher);
    RETCLIP_TRY(RetClip teacher, open_network(file));
    const auto other_pieces = [&] {
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "The teacher \"%1\" reads texts with another tokenizer."),
                    {config.teacher}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was trained.")),
            message(QT_TRANSLATE_NOOP("Message", "Set tokenizer_file to the teacher's, which stands in its run's "
                                                 "folder.")));
    };
    if (teacher->config().vocab_size != student.vocab_size
        || teacher->config().text_max_position_embeddings < config.context_length)
        return other_pieces();
    if (const auto run = run_of(file); !run.empty() && !tokenizer_in(run).empty()) {
        RETCLIP_TRY(const std::string theirs, read_file(tokenizer_in(run)));
        RETCLIP_TRY(const std::string ours, read_file(tokenizer_in(run_folder)));
        if (theirs != ours)
            return other_pieces();
    }
    for (torch::Tensor &parameter : teacher->parameters())
        parameter.set_requires_grad(false);
    teacher->eval();
    return teacher;
}

DecodedCacheOptions cache_options(const RunConfig &config, const std::filesystem::path &cache_folder,
                                  int size_px)
{
    DecodedCacheOptions options;
    options.size_px = size_px;
    options.photograph.apply_exif_orientation = config.apply_exif_orientation;
    options.photograph.sixteen_bit =
        config.sixteen_bit == "clip" ? SixteenBit::clip : SixteenBit::scale;
    if (config.cache_decoded && !cache_folder.empty())
        options.folder = cache_folder / "decoded";
    return options;
}

} // namespace retclip
