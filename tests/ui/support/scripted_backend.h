// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <atomic>
#include <optional>

namespace retclip {

/// A backend for tests of the window: no network, but events, checkpoints, stops and features as
/// a real one gives them, and the same every time.
class ScriptedBackend : public ModelBackend
{
public:
    std::optional<CheckpointDescription> checkpoint; ///< What describe_checkpoint() says.

    std::int64_t steps = 40;
    RunEstimate estimated{}; ///< What estimate() gives; without memory: some.
    int microseconds_a_step = 500;
    std::atomic<int> trained_steps = 0;

    BackendDescription describe() override;
    Result<RunOutcome> train(const TrainRequest &request, RunObserver &observer,
                             std::stop_token stop) override;
    Result<RunEstimate> estimate(const RunConfig &config, const Manifest &manifest, bool measure,
                                 std::stop_token stop) override;
    Result<std::unique_ptr<OpenModel>> open_model(const ModelSource &source,
                                                  const std::string &device, int threads) override;
    Result<ProbeResult> fit_probe(const ProbeRequest &request, std::stop_token stop) override;
    Result<CheckpointDescription> describe_checkpoint(const std::filesystem::path &file,
                                                      bool hashes) override;
    Result<void> convert_checkpoint(const std::filesystem::path &in,
                                    const std::filesystem::path &out,
                                    const ConvertOptions &options) override;
    Result<void> forward(const std::filesystem::path &model,
                         const std::filesystem::path &network_json,
                         const std::filesystem::path &inputs,
                         const std::filesystem::path &out) override;
    Result<void> verify(const std::filesystem::path &fixtures, const std::string &device,
                        const std::function<void(const VerifyCase &)> &each,
                        std::stop_token stop) override;
    Result<std::vector<BenchMeasure>> bench(const BenchRequest &request,
                                            std::stop_token stop) override;

    /// Events of a believable run: losses fall from chance, three levels, validations, checkpoints.
    static std::vector<RunEvent> events(std::int64_t steps, int batch, int seed, double start_time);
};

class ScriptedTokenizers : public TokenizerService
{
public:
    Result<std::unique_ptr<Tokenizer>> open(const std::filesystem::path &file) override;
    Result<TokenizerTrainingResult> train(const std::vector<std::string> &texts,
                                          const TokenizerTraining &options,
                                          const std::filesystem::path &out,
                                          std::stop_token stop) override;
};

class ScriptedDoor : public BackendDoor
{
public:
    ScriptedBackend scripted;
    ScriptedTokenizers scripted_tokenizers;
    Result<ModelBackend *> backend() override { return &scripted; }
    TokenizerService &tokenizers() override { return scripted_tokenizers; }
};

} // namespace retclip
