// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/plugin/torch_backend.h"

#include "ml/checkpoint/describe.h"
#include "ml/inference/open_model.h"
#include "ml/plugin/measure.h"
#include "ml/tokenizers/tokenizer_service.h"
#include "ml/training/probe_fit.h"
#include "ml/training/runtime.h"
#include "ml/training/trainer.h"

#include "ml/verify/verify.h"

#include <thread>

namespace retclip {
namespace {

class TorchBackend final : public ModelBackend
{
public:
    explicit TorchBackend(const std::filesystem::path &plugin_directory)
        : m_references(plugin_directory.parent_path().parent_path() / "share/retclip/verify"),
          m_tokenizers(make_tokenizer_service(plugin_directory))
    {
    }

    BackendDescription describe() override
    {
        try {
            return describe_machine();
        } catch (...) {
            BackendDescription description;
            description.warnings.push_back(error_from_current_exception().what_happened);
            return description;
        }
    }

    Result<RunOutcome> train(const TrainRequest &request, RunObserver &observer,
                             std::stop_token stop) override
    {
        return at_the_edge([&] { return run_training(request, *m_tokenizers, observer, stop); });
    }

    Result<RunEstimate> estimate(const RunConfig &config, const Manifest &manifest, bool measure,
                                 std::stop_token stop) override
    {
        return at_the_edge([&] { return estimate_run(config, manifest, measure, stop); });
    }

    Result<std::unique_ptr<OpenModel>> open_model(const ModelSource &source,
                                                  const std::string &device, int threads) override
    {
        return at_the_edge([&]() -> Result<std::unique_ptr<OpenModel>> {
            RETCLIP_TRY(const torch::Device where, device_from(device));
            return open_torch_model(source, where, threads, *m_tokenizers);
        });
    }

    Result<ProbeResult> fit_probe(const ProbeRequest &request, std::stop_token stop) override
    {
        const int threads = int(std::max(1u, std::thread::hardware_concurrency()));
        return at_the_edge([&] { return retclip::fit_probe(request, threads, stop); });
    }

    Result<CheckpointDescription> describe_checkpoint(const std::filesystem::path &file,
                                                      bool hashes) override
    {
        return at_the_edge([&] { return retclip::describe_checkpoint(file, hashes); });
    }

    Result<void> convert_checkpoint(const std::filesystem::path &in,
                                    const std::filesystem::path &out,
                                    const ConvertOptions &options) override
    {
        return at_the_edge([&] { return retclip::convert_checkpoint(in, out, options); });
    }

    Result<void> forward(const std::filesystem::path &model,
                         const std::filesystem::path &network_json,
                         const std::filesystem::path &inputs,
                         const std::filesystem::path &out) override
    {
        return at_the_edge([&] { return forward_file(model, network_json, inputs, out); });
    }

    Result<void> verify(const std::filesystem::path &fixtures, const std::string &device,
                        const std::function<void(const VerifyCase &)> &each,
                        std::stop_token stop) override
    {
        const std::filesystem::path &folder = fixtures.empty() ? m_references : fixtures;
        return at_the_edge([&] { return retclip::verify(folder, device, each, stop); });
    }

    Result<std::vector<BenchMeasure>> bench(const BenchRequest &request,
                                            std::stop_token stop) override
    {
        return at_the_edge([&] { return run_bench(request, stop); });
    }

private:
    // set once
    const std::filesystem::path m_references; ///< The set that ships with the program.
    const std::unique_ptr<TokenizerService> m_tokenizers;
};

} // namespace

std::unique_ptr<ModelBackend> make_torch_backend(const std::filesystem::path &plugin_directory)
{
    return std::make_unique<TorchBackend>(plugin_directory);
}

} // namespace retclip
