// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/plugin/torch_backend.h"

#include "ml/checkpoint/describe.h"
#include "ml/inference/open_model.h"
#include "ml/plugin/measure.h"
#include "ml/tokenizers/tokenizer_service.h"
#include "ml/training/doctor.h"
#include "ml/training/probe_fit.h"
#include "ml/training/prove_resume.h"
#include "ml/training/runtime.h"
#include "ml/training/trainer.h"
#include "ml/verify/verify.h"

#include <chrono>
#include <shared_mutex>
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
        // Runs may go on beside each other; experiments end first.
        std::shared_lock drawing(m_random_numbers, std::try_to_lock);
        while (!drawing) {
            if (stop.stop_requested())
                return cancelled();
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            (void)drawing.try_lock();
        }
        return at_the_edge([&] { return run_training(request, *m_tokenizers, observer, stop); });
    }

    Result<void> diagnose(const TrainRequest &request, const CheckCallback &each,
                          const ProgressCallback &progress, std::stop_token stop) override
    {
        return experiment<void>(
            [&] { return run_doctor(request, *m_tokenizers, each, progress, stop); });
    }

    Result<void> prove_resume(const TrainRequest &request, int steps, const CheckCallback &each,
                              const ProgressCallback &progress, std::stop_token stop) override
    {
        return experiment<void>([&] {
            return retclip::prove_resume(request, steps, *m_tokenizers, each, progress, stop);
        });
    }

    Result<RunEstimate> estimate(const RunConfig &config, const Manifest &manifest, bool measure,
                                 std::stop_token stop) override
    {
        if (measure)
            return experiment<RunEstimate>(
                [&] { return estimate_run(config, manifest, true, stop); });
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
    /// What seeds the process's generator must not do so while a run draws from it: the run would
    /// no longer repeat.
    template <typename T, typename Work>
    Result<T> experiment(Work work)
    {
        const std::unique_lock alone(m_random_numbers, std::try_to_lock);
        if (!alone)
            return failure(
                ErrorCode::conflict,
                message(QT_TRANSLATE_NOOP("Message", "A run computes now.")),
                message(QT_TRANSLATE_NOOP("Message", "It goes on undisturbed; nothing was checked.")),
                message(QT_TRANSLATE_NOOP("Message", "Try again when it has ended or is paused.")));
        return at_the_edge(work);
    }

    // set once
    const std::filesystem::path m_references; ///< The set that ships with the program.
    const std::unique_ptr<TokenizerService> m_tokenizers;
    // any thread
    std::shared_mutex m_random_numbers; ///< Shared by runs, alone for experiments.
};

} // namespace

std::unique_ptr<ModelBackend> make_torch_backend(const std::filesystem::path &plugin_directory)
{
    return std::make_unique<TorchBackend>(plugin_directory);
}

} // namespace retclip
