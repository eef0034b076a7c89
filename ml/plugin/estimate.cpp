// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/plugin/measure.h"

#include "ml/data/dataset.h"
#include "ml/training/adamw.h"
#include "ml/training/contrastive_step.h"
#include "ml/training/objective.h"
#include "ml/training/runtime.h"
#include "ml/training/sampler.h"

#include <algorithm>
#include <chrono>

namespace retclip {
namespace {

// Numbers kept for the backward pass, one transformer layer and token: a pre-norm block holds its
// inputs, q, k, v, the attention output, the wide layer twice and both norms, some 17 widths, and
// the attention matrix of each head (scores and probabilities).
double kept_numbers(double tokens, double width, double heads, double layers)
{
    return layers * tokens * (17 * width + 2 * heads * tokens);
}

} // namespace

std::uint64_t predicted_memory(const RunConfig &config, double bytes_per_number)
{
    const NetworkConfig &net = config.network;
    const double weights = double(net.parameter_count());
    const double image = kept_numbers(net.image_tokens() * (1 - config.patch_mask_ratio),
                                      net.vision_width,
                                      double(net.vision_width) / net.vision_head_width,
                                      config.gradient_checkpointing ? 1 : net.vision_layers);
    const double text = kept_numbers(config.context_length, net.text_hidden_size,
                                     net.text_num_attention_heads,
                                     config.gradient_checkpointing ? 1 : net.text_num_hidden_layers);
    const double boundaries = config.gradient_checkpointing
        ? double(net.vision_layers) * net.image_tokens() * net.vision_width * 2
            + double(net.text_num_hidden_layers) * config.context_length * net.text_hidden_size
        : 0;
    const int at_once = config.micro_batch > 0 ? std::min(config.micro_batch, config.batch_size)
                                               : config.batch_size;
    const double pixels =
        3.0 * 2 * 3 * net.image_resolution * net.image_resolution * config.batch_size * 4;
    const double libraries = 350e6;
    return std::uint64_t(weights * 16 // weights, gradients, two moments, in float32
                         + at_once * (2 * image + text + boundaries) * bytes_per_number + pixels
                         + libraries);
}

Result<RunEstimate> estimate_run(const RunConfig &config, const Manifest &manifest, bool measure,
                                 std::stop_token stop)
{
    RETCLIP_CHECK(validate(config));
    RETCLIP_TRY(const torch::Device device, device_from(config.device));
    RETCLIP_TRY(const torch::ScalarType precision,
                precision_from(config.precision, device, config.network.vision_width));
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
    estimate.memory_bytes = predicted_memory(config, precision == torch::kFloat32 ? 4.0 : 2.7);
    if (!measure || config.task == "probe")
        return estimate;

    set_compute_threads(config.threads);
    torch::manual_seed(std::uint64_t(config.seed));
    RetClip network(config.network);
    network->to(device);
    network->train();
    network->set_gradient_checkpointing(config.gradient_checkpointing);
    AdamW optimizer(named_weights(network), {});
    LoadedBatch batch;
    const std::int64_t n = sampler.batch, s = config.network.image_resolution;
    batch.left_B3SS = torch::randn({n, 3, s, s});
    batch.right_B3SS = torch::randn({n, 3, s, s});
    batch.ids_BL =
        torch::randint(1, config.network.vocab_size, {n, config.context_length}, torch::kInt64);
    batch.has_left = torch::ones({n}, torch::kBool);
    batch.has_right = torch::ones({n}, torch::kBool);
    batch.report_numbers = torch::arange(n);
    ContrastiveOptions options;
    options.precision = precision;
    options.micro_batch = config.micro_batch;
    options.patch_mask_ratio = config.patch_mask_ratio;
    std::vector<double> seconds;
    for (int step = 0; step < 3; ++step) {
        if (stop.stop_requested())
            return cancelled();
        const auto began = std::chrono::steady_clock::now();
        optimizer.zero_gradients();
        (void)contrastive_step(network, batch, device, options);
        if (device.is_cuda())
            torch::cuda::synchronize(device.index());
        optimizer.step(1e-6);
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    }
    // The first step also sets things up: the median leaves it out.
    std::sort(seconds.begin(), seconds.end());
    estimate.seconds_per_step = seconds[1];
    estimate.measured_steps = 3;
    return estimate;
}

} // namespace retclip
