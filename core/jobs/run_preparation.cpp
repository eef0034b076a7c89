// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/run_preparation.h"

#include "core/base/files.h"
#include "core/base/tokenizer.h"

#include <nlohmann/json.hpp>

namespace retclip {

namespace {

namespace fs = std::filesystem;

/// The folder of the run that a checkpoint lies in; empty: it lies in none.
fs::path runOf(const fs::path &checkpoint)
{
    std::error_code ignored;
    const fs::path folder = checkpoint.parent_path().parent_path();
    return checkpoint.parent_path().filename() == "checkpoints" && fs::exists(folder / "run.json", ignored)
        ? folder
        : fs::path();
}

fs::path tokenizerIn(const fs::path &folder)
{
    std::error_code ignored;
    for (const char *name : {"tokenizer.model", "vocab.txt"})
        if (fs::exists(folder / name, ignored))
            return folder / name;
    return {};
}

/// Each training report, cleaned.
std::vector<std::string> trainingTexts(const Manifest &manifest, bool clean)
{
    std::vector<std::string> texts;
    for (const ManifestItem &item : manifest.items)
        if (item.split == Split::training && !item.text.empty())
            texts.push_back(clean ? clean_report(item.text) : item.text);
    return texts;
}

} // namespace

Result<TrainRequest> prepareRun(const RunRow &run, const QString &cacheFolder, bool resume,
                                TokenizerService &tokenizers, std::stop_token stop)
{
    TrainRequest request;
    request.folder = path_from_utf8(run.folder.toStdString());
    request.cache_folder = path_from_utf8(cacheFolder.toStdString());
    request.resume = resume;
    RETCLIP_TRY(const std::string text, read_file(request.folder / "run.json"));
    const auto json = nlohmann::json::parse(text, nullptr, false);
    RETCLIP_TRY(request.config, run_config_from_json(json));
    RETCLIP_TRY(request.manifest, read_manifest(request.folder / "manifest.jsonl"));
    RunConfig &config = request.config;
    RETCLIP_CHECK(validate(config));

    fs::path tokenizer = tokenizerIn(request.folder);
    if (tokenizer.empty() && !config.tokenizer_file.empty())
        tokenizer = path_from_utf8(config.tokenizer_file);
    if (tokenizer.empty() && !config.start_from.empty())
        if (const fs::path other = runOf(path_from_utf8(config.start_from)); !other.empty())
            tokenizer = tokenizerIn(other);
    const bool readsText = config.task == "pretrain";
    if (tokenizer.empty() && readsText && config.tokenizer_kind == "sentencepiece") {
        const std::vector<std::string> texts = trainingTexts(request.manifest, config.clean_reports);
        if (texts.empty())
            return failure(
                ErrorCode::invalid_argument,
                message(QT_TRANSLATE_NOOP("Message", "No exam of the training split has a report to make a tokenizer from.")),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was trained.")),
                message(QT_TRANSLATE_NOOP("Message", "Import reports, or choose a tokenizer file.")));
        TokenizerTraining options;
        options.vocabulary_size = config.tokenizer_vocabulary;
        options.model = config.tokenizer_model;
        options.seed = config.seed;
        tokenizer = request.folder / "tokenizer.model";
        RETCLIP_TRY([[maybe_unused]] const TokenizerTrainingResult trained,
                    tokenizers.train(texts, options, tokenizer, stop));
    }
    // New weights have as many word rows as there are pieces; weights that are there keep theirs.
    if (!tokenizer.empty() && readsText && config.start_from.empty()) {
        RETCLIP_TRY(const auto opened, tokenizers.open(tokenizer));
        if (opened->vocabulary_size() != config.network.vocab_size) {
            config.network.vocab_size = opened->vocabulary_size();
            RETCLIP_CHECK(write_file_atomically(request.folder / "run.json", to_json(config).dump(2) + "\n"));
        }
    }
    if (stop.stop_requested())
        return failure(cancelled().value());
    return request;
}

} // namespace retclip
