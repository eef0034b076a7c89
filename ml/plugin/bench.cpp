// SPDX-License-Identifier: GPL-3.0-or-later
// The measures of docs/performance.md: the same network, inputs and text lengths as the yardstick
// in stock PyTorch (random ids, 60 of 100 tokens, dropout on).

#include "ml/plugin/measure.h"

#include "ml/compatibility.h"
#include "ml/plugin/step_profile.h"
#include "ml/training/adamw.h"
#include "ml/training/contrastive_step.h"
#include "ml/training/objective.h"
#include "ml/training/runtime.h"

#include <algorithm>
#include <chrono>

namespace retclip {
namespace {

using Clock = std::chrono::steady_clock;

// Median of `count` runs after one that warms up; negative: stopped.
template <typename Work>
double median_seconds(const torch::Device &device, int count, std::stop_token stop, Work work)
{
    work();
    wait_for_device(device);
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        if (stop.stop_requested())
            return -1;
        const auto began = Clock::now();
        work();
        wait_for_device(device);
        times.push_back(std::chrono::duration<double>(Clock::now() - began).count());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

LoadedBatch made_up_batch(const NetworkConfig &sizes, int patients, int context)
{
    const std::int64_t n = patients, s = sizes.image_resolution;
    LoadedBatch batch;
    batch.left_B3SS = torch::randn({n, 3, s, s});
    batch.right_B3SS = torch::randn({n, 3, s, s});
    batch.ids_BL = torch::randint(1, sizes.vocab_size, {n, context}, torch::kInt64);
    if (context > 60)
        batch.ids_BL.narrow(1, 60, context - 60).zero_();
    batch.has_left = torch::ones({n}, torch::kBool);
    batch.has_right = torch::ones({n}, torch::kBool);
    batch.report_numbers = torch::arange(n);
    return batch;
}

/// FLOP/s of one large product as the wide layers have it; negative: stopped.
double product_rate(const torch::Device &device, torch::ScalarType precision, int rounds,
                    std::stop_token stop)
{
    const torch::NoGradGuard no_gradients;
    const auto options = torch::TensorOptions(precision).device(device);
    const torch::Tensor x = torch::randn({1576, 768}, device).to(options);
    const torch::Tensor w = torch::randn({3072, 768}, device).to(options);
    const double seconds =
        median_seconds(device, std::max(rounds, 20), stop, [&] { torch::linear(x, w); });
    return seconds < 0 ? -1 : 2.0 * 1576 * 768 * 3072 / seconds;
}

/// Bytes a second, read and written, of a copy that no cache holds; negative: stopped.
double copy_rate(const torch::Device &device, std::stop_token stop)
{
    const torch::Tensor from = torch::ones({64 << 20}, device), to = torch::empty_like(from);
    const double seconds = median_seconds(device, 5, stop, [&] { torch::Tensor(to).copy_(from); });
    return seconds < 0 ? -1 : 2.0 * double(from.nbytes()) / seconds;
}

struct Rates
{
    double operations, bytes; ///< A second.
};

struct Update
{
    double seconds; ///< A step.
    double bytes;   ///< Weights, gradients and two moments, read; all but the gradients written.
};

/// A row a layer, kind and direction, then a row a kind: milliseconds of a step, what they could be
/// at the machine's own rates, and their share.
void add_profile(const std::vector<ProfiledPart> &parts, int steps, const Update &optimizer, const Rates &rates,
                 const std::map<std::string, std::string> &settings, std::vector<BenchMeasure> &measures)
{
    const auto least = [&](const ProfiledPart &part) {
        return part.operations / rates.operations + part.bytes / rates.bytes;
    };
    double whole = optimizer.seconds;
    std::map<std::string, ProfiledPart> kinds;
    std::map<std::string, double> least_of_kind;
    for (const ProfiledPart &part : parts) {
        whole += part.seconds / steps;
        ProfiledPart &sum = kinds[part.kind];
        sum.seconds += part.seconds;
        sum.calls += part.calls;
        least_of_kind[part.kind] += least(part);
    }
    const auto add = [&](const char *measure, std::map<std::string, std::string> what, double seconds,
                         double least_s, std::int64_t calls) {
        what.insert(settings.begin(), settings.end());
        measures.push_back({measure, 1000 * seconds / steps, "ms", std::move(what),
                            {{"bound_ms", 1000 * least_s / steps},
                             {"share", seconds / steps / whole},
                             {"calls", double(calls) / steps}}});
    };
    for (const ProfiledPart &part : parts)
        add("layer", {{"layer", part.layer.empty() ? "between layers" : part.layer}, {"kind", part.kind},
                      {"direction", part.backward ? "backward" : "forward"}},
            part.seconds, least(part), part.calls);
    for (const auto &[kind, sum] : kinds)
        add("kind", {{"kind", kind}}, sum.seconds, least_of_kind[kind], sum.calls);
    add("kind", {{"kind", "optimizer"}}, optimizer.seconds * steps, optimizer.bytes / rates.bytes * steps, steps);
}

} // namespace

Result<std::vector<BenchMeasure>> run_bench(const BenchRequest &request, std::stop_token stop)
{
    if (request.what == "memory")
        return bench_memory(request, stop);
    keep_memory_between_steps();
    const int threads = set_compute_threads(request.threads);
    RETCLIP_TRY(const torch::Device device, device_from(request.device));
    RETCLIP_TRY(const torch::ScalarType precision, precision_from(request.precision, device));
    const int steps = std::max(1, request.steps);
    const int batch = std::max(1, request.batch);
    const std::map<std::string, std::string> settings{
        {"batch", std::to_string(batch)},     {"threads", std::to_string(threads)},
        {"precision", precision_word(precision)}, {"device", device.str()},
        {"context", std::to_string(request.context)}, {"layers", std::to_string(request.layers)}};
    std::vector<BenchMeasure> measures;
    const auto add = [&](const char *measure, double value, const char *unit) {
        measures.push_back({measure, value, unit, settings});
    };
    torch::manual_seed(0);

    if (request.what == "gemm") {
        const double rate = product_rate(device, precision, steps, stop);
        if (rate < 0)
            return cancelled();
        add("gemm", rate / 1e9, "GFLOP/s");
        return measures;
    }

    NetworkConfig sizes;
    sizes.vision_layers = request.layers;
    sizes.text_num_hidden_layers = request.layers;
    RetClip network(sizes);
    network->to(device);
    const LoadedBatch made_up = made_up_batch(sizes, batch, request.context);
    if (request.what == "embed") {
        network->eval();
        torch::NoGradGuard no_gradients;
        const torch::Tensor pixels =
            torch::cat({made_up.left_B3SS, made_up.right_B3SS}).to(device);
        const double seconds = median_seconds(device, steps, stop, [&] {
            const AutocastGuard autocast(device.type(), precision);
            network->encode_image(pixels);
        });
        if (seconds < 0)
            return cancelled();
        add("embed", 2 * batch / seconds, "images/s");
        return measures;
    }
    if (request.what != "train")
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no measure of the network engine."),
                    {request.what}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was measured.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose train, embed, gemm or memory.")));

    network->train();
    AdamWOptions options;
    options.weight_decay = 1e-3;
    options.groups = DecayGroups::as_published;
    AdamW optimizer(named_weights(network), options);
    ContrastiveOptions contrastive;
    contrastive.precision = precision;
    double forward_backward = 0, update = 0;
    int counted = 0;
    const auto step = [&] {
        const auto began = Clock::now();
        optimizer.zero_gradients();
        (void)contrastive_step(network, made_up, device, contrastive);
        wait_for_device(device);
        const auto middle = Clock::now();
        optimizer.step(3e-5);
        network->clamp_scales(4.6052);
        wait_for_device(device);
        if (counted++ > 0) {
            forward_backward += std::chrono::duration<double>(middle - began).count();
            update += std::chrono::duration<double>(Clock::now() - middle).count();
        }
    };
    const double seconds = median_seconds(device, steps, stop, step);
    if (seconds < 0)
        return cancelled();
    add("train", batch / seconds, "patients/s");
    if (request.profile && counted > 1) {
        add("forward and backward", 1000 * forward_backward / (counted - 1), "ms");
        add("optimizer", 1000 * update / (counted - 1), "ms");
        add("memory", double(memory_in_use()), "bytes");
        const Rates rates{product_rate(device, precision, 20, stop), copy_rate(device, stop)};
        if (rates.operations < 0 || rates.bytes < 0)
            return cancelled();
        add("gemm", rates.operations / 1e9, "GFLOP/s");
        add("copy", rates.bytes / 1e9, "GB/s");
        const int watched = std::min(steps, 3);
        const StepProfile profile(device);
        for (int i = 0; i < watched; ++i) {
            if (stop.stop_requested())
                return cancelled();
            step();
        }
        const Update optimizing{update / (counted - 1), 7.0 * 4 * double(sizes.parameter_count())};
        add_profile(profile.parts(), watched, optimizing, rates, settings, measures);
    }
    return measures;
}

} // namespace retclip
