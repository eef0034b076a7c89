// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <atomic>
#include <mutex>

namespace retclip {

/// Tokens of single bytes, from a one-line file.
class FakeTokenizer : public Tokenizer
{
public:
    [[nodiscard]] int vocabulary_size() const override { return 321; }
    [[nodiscard]] Tokens encode(std::string_view text, int context_length) const override;
    [[nodiscard]] std::vector<std::string> pieces(const std::vector<std::int32_t> &ids) const override;
    [[nodiscard]] std::string kind() const override { return "sentencepiece"; }
};

class FakeTokenizers : public TokenizerService
{
public:
    [[nodiscard]] Result<std::unique_ptr<Tokenizer>> open(const std::filesystem::path &file) override;
    [[nodiscard]] Result<TokenizerTrainingResult>
    train(const std::vector<std::string> &texts, const TokenizerTraining &options,
          const std::filesystem::path &out, std::stop_token stop) override;
    std::atomic<int> trained = 0;
    std::vector<std::string> texts; ///< Of the last training.
};

/// A backend that trains nothing but behaves as the real one must: events, checkpoints, stops,
/// resuming, errors; without LibTorch. What it does not do says so (unavailable).
class FakeBackend : public ModelBackend
{
public:
    [[nodiscard]] BackendDescription describe() override;
    [[nodiscard]] Result<RunOutcome> train(const TrainRequest &request, RunObserver &observer,
                                           std::stop_token stop) override;
    [[nodiscard]] Result<RunEstimate> estimate(const RunConfig &config, const Manifest &manifest,
                                               bool measure, std::stop_token stop) override;
    [[nodiscard]] Result<std::unique_ptr<OpenModel>> open_model(const ModelSource &source,
                                                                const std::string &device,
                                                                int threads) override;
    [[nodiscard]] Result<ProbeResult> fit_probe(const ProbeRequest &request,
                                                std::stop_token stop) override;
    [[nodiscard]] Result<CheckpointDescription> describe_checkpoint(const std::filesystem::path &file,
                                                                    bool hashes) override;
    [[nodiscard]] Result<void> convert_checkpoint(const std::filesystem::path &in,
                                                  const std::filesystem::path &out,
                                                  const ConvertOptions &options) override;
    [[nodiscard]] Result<void> forward(const std::filesystem::path &model,
                                       const std::filesystem::path &network_json,
                                       const std::filesystem::path &inputs,
                                       const std::filesystem::path &out) override;
    [[nodiscard]] Result<void> verify(const std::filesystem::path &fixtures, const std::string &device,
                                      const std::function<void(const VerifyCase &)> &each,
                                      std::stop_token stop) override;
    [[nodiscard]] Result<std::vector<BenchMeasure>> bench(const BenchRequest &request,
                                                          std::stop_token stop) override;

    // Set before a run.
    int steps = 20;
    int step_ms = 5;
    std::string fail_in; ///< Name of a run's folder that ends in out_of_memory.
    // Seen so far.
    std::atomic<int> running = 0, most_running = 0;
    std::mutex mutex;
    std::vector<std::string> order; ///< Folders, as they were started.
    RunConfig last_config;          ///< Under mutex.
};

class FakeDoor : public BackendDoor
{
public:
    [[nodiscard]] Result<ModelBackend *> backend() override { return &fake; }
    [[nodiscard]] TokenizerService &tokenizers() override { return fake_tokenizers; }
    FakeBackend fake;
    FakeTokenizers fake_tokenizers;
};

} // namespace retclip
