// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/plugin/measure.h"

#include "ml/compatibility.h"
#include "ml/data/dataset.h"
#include "ml/training/memory_model.h"
#include "ml/training/objective.h"
#include "ml/training/run_preparation.h"
#include "ml/training/runtime.h"
#include "ml/training/sampler.h"
#include "ml/training/weight_average.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <fstream>

namespace retclip {
namespace {

constexpr std::size_t batches_in_memory = 4; ///< As the loader holds: three ahead and the one in work.
constexpr double usable_share = 0.95;        ///< Of the free memory.

/// Tokens of the longest training report, from above: a character is a piece at most, pieces of a trained
/// tokenizer are longer on the whole.
std::int64_t longest_text(const RunConfig &config, const Manifest &manifest)
{
    std::size_t most = 0;
    for (const ManifestItem &item : manifest.items) {
        if (item.split != Split::training)
            continue;
        const auto starts_a_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
        most = std::max(most, std::size_t(std::count_if(item.text.begin(), item.text.end(), starts_a_character)));
    }
    if (most == 0)
        return config.context_length;
    return std::min<std::int64_t>(config.context_length, std::int64_t(most) + 2);
}

Result<MemoryQuestion> question_of(const RunConfig &config, const Manifest &manifest, std::int64_t batch)
{
    RETCLIP_TRY(const torch::Device device, device_from(config.device));
    RETCLIP_TRY(const torch::ScalarType precision,
                precision_from(config.precision, device, config.network.vision_width));
    MemoryQuestion question;
    question.gpu = device.is_cuda();
    question.rounded = precision == torch::kBFloat16 && !question.gpu && !library_multiplies_bfloat16();
    question.narrow = precision != torch::kFloat32 && !question.rounded;
    question.fused_attention =
        has_fused_attention && !question.rounded && !(question.gpu && config.deterministic);
    question.batch = batch;
    question.tokens = longest_text(config, manifest);
    return question;
}

/// A run on made-up patients of the real sizes: the same objective, optimizer and average as the trainer's.
class MadeUpRun
{
public:
    static Result<std::unique_ptr<MadeUpRun>> make(RunConfig config, const MemoryQuestion &question)
    {
        std::unique_ptr<MadeUpRun> run(new MadeUpRun(std::move(config)));
        RETCLIP_TRY(const torch::Device device, device_from(run->m_config.device));
        RETCLIP_TRY(const torch::ScalarType precision,
                    precision_from(run->m_config.precision, device, run->m_config.network.vision_width));
        run->m_config.start_from.clear();
        run->m_config.teacher.clear();
        Message told;
        RETCLIP_TRY(RetClip network, prepare_network(run->m_config, run->m_config.network, &told));
        network->to(device);
        run->fill(question);
        run->m_room = std::make_unique<RunRoom>(
            RunRoom{run->m_config, run->m_data, run->m_cache, device, precision, network});
        run->m_objective = run->m_config.task == "finetune" ? make_supervised_objective(*run->m_room)
                                                            : make_contrastive_objective(*run->m_room);
        run->m_optimizer = std::make_unique<AdamW>(run->m_objective->trainable(), AdamWOptions{});
        if (run->m_config.ema_decay > 0)
            run->m_average = std::make_unique<WeightAverage>(run->m_objective->trainable(), run->m_config.ema_decay);
        run->m_objective->set_training(true);
        return run;
    }

    void step()
    {
        ++m_steps;
        m_optimizer->zero_gradients();
        RunEvent event;
        m_objective->step(m_batches.front(), 1.0, event);
        (void)m_optimizer->gradient_norm();
        m_optimizer->step(1e-6);
        m_objective->after_step();
        if (m_average)
            m_average->update(m_steps);
        wait_for_device(m_room->device);
        m_batches.push_back(std::move(m_batches.front()));
        m_batches.pop_front();
    }

private:
    explicit MadeUpRun(RunConfig config) : m_config(std::move(config)), m_cache(DecodedCacheOptions{}) {}

    void fill(const MemoryQuestion &question)
    {
        m_data.manifest.target.classes = {"made up"};
        for (std::int64_t i = 0; i < question.batch; ++i) {
            ManifestItem item;
            item.targets = {int(i % 2)};
            item.eye_targets.left = item.eye_targets.right = item.targets;
            m_data.manifest.items.push_back(std::move(item));
            m_data.training.push_back(i);
        }
        const std::int64_t n = question.batch, s = m_config.network.image_resolution;
        for (std::size_t k = 0; k < batches_in_memory; ++k) {
            LoadedBatch batch;
            batch.items = m_data.training;
            batch.left_B3SS = torch::randn({n, 3, s, s});
            batch.right_B3SS = torch::randn({n, 3, s, s});
            batch.ids_BL = torch::zeros({n, m_config.context_length}, torch::kInt64);
            batch.ids_BL.narrow(1, 0, question.tokens)
                .copy_(torch::randint(1, m_config.network.vocab_size, {n, question.tokens}, torch::kInt64));
            batch.has_left = torch::ones({n}, torch::kBool);
            batch.has_right = torch::ones({n}, torch::kBool);
            batch.report_numbers = torch::arange(n);
            m_batches.push_back(std::move(batch));
        }
    }

    RunConfig m_config;
    Dataset m_data;
    DecodedCache m_cache;
    std::unique_ptr<RunRoom> m_room;
    std::unique_ptr<Objective> m_objective;
    std::unique_ptr<AdamW> m_optimizer;
    std::unique_ptr<WeightAverage> m_average;
    std::deque<LoadedBatch> m_batches;
    std::int64_t m_steps = 0;
};

/// The most that this process ever held.
std::uint64_t peak_memory()
{
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("VmHWM:", 0) == 0)
            return std::strtoull(line.c_str() + 6, nullptr, 10) * 1024;
    }
    return 0;
}

} // namespace

Result<RunEstimate> estimate_run(const RunConfig &config, const Manifest &manifest, bool measure,
                                 std::stop_token stop)
{
    RETCLIP_CHECK(validate(config));
    RunEstimate estimate;
    std::int64_t items = 0;
    for (const ManifestItem &item : manifest.items)
        items += item.split == Split::training;
    SamplerOptions sampler;
    sampler.items = items;
    sampler.batch = std::clamp<std::int64_t>(items, 1, config.batch_size);
    estimate.steps = batches_per_epoch(sampler) * config.epochs;
    if (config.max_steps > 0)
        estimate.steps = std::min<std::int64_t>(estimate.steps, config.max_steps);
    // Without data, as large as the settings say.
    RETCLIP_TRY(const MemoryQuestion question,
                question_of(config, manifest, manifest.items.empty() ? config.batch_size : sampler.batch));
    if (config.task == "probe") { // Features of one batch at a time, without gradients.
        RunConfig looking = config;
        looking.freeze_image = true;
        looking.task = "finetune";
        estimate.memory_bytes = std::uint64_t(memory_of_run(looking, question).all());
        return estimate;
    }
    estimate.memory_bytes = std::uint64_t(memory_of_run(config, question).all());
    if (!question.gpu)
        estimate.memory_free_bytes = std::uint64_t(usable_share * double(free_memory() + memory_in_use()));
    estimate.proposal = fastest_that_fits(config, question, estimate.memory_free_bytes, &estimate.proposal_bytes,
                                          &estimate.proposal_time);
    if (!measure)
        return estimate;

    set_compute_threads(config.threads);
    RETCLIP_TRY(const auto run, MadeUpRun::make(config, question));
    std::vector<double> seconds;
    for (int step = 0; step < 3; ++step) {
        if (stop.stop_requested())
            return cancelled();
        const auto began = std::chrono::steady_clock::now();
        run->step();
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    }
    // The first step also sets things up: the median leaves it out.
    std::sort(seconds.begin(), seconds.end());
    estimate.seconds_per_step = seconds[1];
    estimate.measured_steps = 3;
    return estimate;
}

Result<std::vector<BenchMeasure>> bench_memory(const BenchRequest &request, std::stop_token stop)
{
    const RunConfig &config = request.config;
    RETCLIP_CHECK(validate(config));
    keep_memory_between_steps();
    set_compute_threads(config.threads);
    RETCLIP_TRY(const MemoryQuestion question, question_of(config, {}, config.batch_size));
    const MemoryParts parts = memory_of_run(config, question);
    RETCLIP_TRY(const auto run, MadeUpRun::make(config, question));
    for (int step = 0; step < std::max(2, request.steps); ++step) {
        if (stop.stop_requested())
            return cancelled();
        run->step();
    }
    const double peak = double(peak_memory());
    return std::vector<BenchMeasure>{
        {"memory", peak, "bytes",
         {{"preset", config.preset}, {"task", config.task}, {"batch", std::to_string(config.batch_size)},
          {"micro_batch", std::to_string(config.micro_batch)},
          {"gradient_checkpointing", config.gradient_checkpointing ? "true" : "false"},
          {"precision", question.narrow ? "16 bits" : question.rounded ? "rounded" : "float32"}},
         {{"estimate", parts.all()}, {"error", parts.all() / peak - 1}, {"program", parts.program},
          {"weights", parts.weights}, {"learning", parts.learning}, {"activations", parts.activations},
          {"passing", parts.passing}, {"photographs", parts.photographs}}}};
}

} // namespace retclip
