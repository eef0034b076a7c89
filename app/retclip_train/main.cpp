// SPDX-License-Identifier: GPL-3.0-or-later
// retclip-train: runs one training job of a run folder without Qt, on a server or a cluster.
// Events go to standard output as JSON Lines, messages to standard error.

#include "app/private_files.h"
#include "core/base/files.h"
#include "core/base/rank_place.h"
#include "ml/plugin/backend_door.h"

#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <optional>
#include <thread>

#include <unistd.h>

using namespace retclip;

namespace {

constexpr const char *usage =
    "usage: retclip-train --config RUN.json --manifest MANIFEST.jsonl --out FOLDER\n"
    "                     [--cache FOLDER] [--resume]\n"
    "\n"
    "Trains in FOLDER: checkpoints/, events.jsonl, metrics.json, predictions.csv. Events are\n"
    "printed as JSON Lines. Ctrl+C writes a checkpoint and ends with status 130; --resume goes on.\n"
    "Under torchrun or srun it is one of several processes: rank 0 writes and prints, FOLDER lies\n"
    "where all see it, and batch_size counts the patients of all.\n"
    "\n"
    "example: retclip-train --config run.json --manifest manifest.jsonl --out runs/1 --resume\n";

volatile std::sig_atomic_t stop_signals = 0;

void on_signal(int)
{
    stop_signals = stop_signals + 1;
    if (stop_signals > 1)
        std::_Exit(130); // Asked twice: at once. The last checkpoint is whole.
}

struct Options
{
    std::string config, manifest, out, cache;
    bool resume = false;
};

std::optional<Options> parse(int count, char **words)
{
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--resume") {
            options.resume = true;
            continue;
        }
        std::string *value = word == "--config" ? &options.config
            : word == "--manifest"              ? &options.manifest
            : word == "--out"                   ? &options.out
            : word == "--cache"                 ? &options.cache
                                                : nullptr;
        if (!value || i + 1 >= count)
            return std::nullopt;
        *value = words[++i];
    }
    if (options.config.empty() || options.manifest.empty() || options.out.empty())
        return std::nullopt;
    return options;
}

class Printer final : public RunObserver
{
public:
    explicit Printer(bool prints) : m_prints(prints) {}
    void on_event(const RunEvent &event) override
    {
        if (!m_prints)
            return;
        std::cout << to_json(event).dump() << std::endl; // A pipe must see each line at once.
    }

private:
    bool m_prints;
};

int fail(const Error &error)
{
    std::cerr << error.what_happened.english() << "\n"
              << error.what_was_kept.english() << "\n"
              << error.what_to_do.english() << "\n";
    if (!error.cause.empty())
        std::cerr << error.cause << "\n";
    return error.code == ErrorCode::cancelled ? 130 : 1;
}

Result<RunOutcome> run(const Options &options, const RankPlace &place, std::stop_token stop)
{
    const auto door = make_backend_door();
    Printer printer(place.rank == 0);
    if (place.rank > 0) { // Settings and data come from rank 0, which alone writes.
        RETCLIP_TRY(ModelBackend *backend, door->backend());
        return backend->train({}, printer, stop);
    }
    RETCLIP_TRY(const std::string text, read_file(path_from_utf8(options.config), 1 << 24));
    TrainRequest request;
    RETCLIP_TRY(request.config,
                run_config_from_json(nlohmann::json::parse(text, nullptr, false)));
    RETCLIP_TRY(request.manifest, read_manifest(path_from_utf8(options.manifest)));
    request.folder = path_from_utf8(options.out);
    request.cache_folder =
        options.cache.empty() ? request.folder / "cache" : path_from_utf8(options.cache);
    request.resume = options.resume;
    std::error_code ignored;
    std::filesystem::create_directories(request.folder, ignored);
    // A run's folder tells all by itself.
    RETCLIP_CHECK(write_file_atomically(request.folder / "run.json",
                                        to_json(request.config).dump(2) + "\n"));
    if (!std::filesystem::exists(request.folder / "manifest.jsonl"))
        RETCLIP_CHECK(write_manifest(request.manifest, request.folder / "manifest.jsonl"));
    if (request.config.tokenizer_file.empty() && request.config.task == "pretrain"
        && request.config.tokenizer_kind == "sentencepiece"
        && !std::filesystem::exists(request.folder / "tokenizer.model")) {
        std::vector<std::string> texts;
        for (const ManifestItem &item : request.manifest.items) {
            if (item.split == Split::training && !item.text.empty())
                texts.push_back(request.config.clean_reports ? clean_report(item.text) : item.text);
        }
        TokenizerTraining training;
        training.vocabulary_size = request.config.tokenizer_vocabulary;
        training.model = request.config.tokenizer_model;
        training.seed = request.config.seed;
        RETCLIP_CHECK(door->tokenizers().train(texts, training,
                                               request.folder / "tokenizer.model", stop));
    }
    RETCLIP_TRY(ModelBackend *backend, door->backend());
    return backend->train(request, printer, stop);
}

} // namespace

int main(int count, char **words)
{
    keepFilesPrivate();
    // OpenMP reads this when it is loaded; waiting threads must not spin.
    if (!std::getenv("OMP_WAIT_POLICY")) {
        setenv("OMP_WAIT_POLICY", "passive", 1);
        execv("/proc/self/exe", words);
    }
    if (count == 2 && (!std::strcmp(words[1], "--help") || !std::strcmp(words[1], "-h"))) {
        std::cout << usage;
        return 0;
    }
    const std::optional<Options> options = parse(count, words);
    if (!options) {
        std::cerr << usage;
        return 2;
    }
    const Result<RankPlace> place = launched_rank();
    if (!place)
        return fail(place.error());
    if (place->world > 1)
        take_part(*place);
    struct sigaction action = {};
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::stop_source stop;
    // A signal's handler may set a flag only; this thread turns it into a request to stop.
    const std::jthread watcher([&stop](std::stop_token ended) {
        while (!ended.stop_requested() && stop_signals == 0)
            usleep(50000);
        if (stop_signals > 0)
            stop.request_stop();
    });
    const auto outcome = run(*options, *place, stop.get_token());
    if (!outcome)
        return fail(outcome.error());
    return outcome->outcome == "paused" ? 130 : 0;
}
