// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/contrastive_step.h"

#include "ml/compatibility.h"
#include "ml/training/random_state.h"
#include "ml/training/runtime.h"

#include <algorithm>
#include <chrono>

namespace retclip {
namespace {

// The encoders' outputs of a part of a batch.
struct Encoded
{
    torch::Tensor left, right, cls;
};

torch::Tensor narrowed(const torch::Tensor &tensor, std::int64_t from, std::int64_t count)
{
    return tensor.defined() ? tensor.narrow(0, from, count) : tensor;
}

PatientBatch part_of(const PatientBatch &batch, std::int64_t from, std::int64_t count)
{
    return {narrowed(batch.left_B3SS, from, count), narrowed(batch.right_B3SS, from, count),
            narrowed(batch.ids_BL, from, count), narrowed(batch.has_left, from, count),
            narrowed(batch.has_right, from, count)};
}

// Rows of absent eyes are not computed; they are zeros.
torch::Tensor encode_eye(RetClip &network, const torch::Tensor &pixels, const torch::Tensor &has,
                         double mask_ratio)
{
    const torch::Tensor rows = has.nonzero().view({-1});
    const bool all = rows.size(0) == pixels.size(0);
    std::optional<PatchMask> mask;
    if (mask_ratio > 0 && network->is_training()) {
        const std::int64_t patches = network->visual->positional_embedding.size(0) - 1;
        mask = patch_mask_from_noise(torch::rand({rows.size(0), patches}), mask_ratio);
    }
    if (rows.size(0) == 0)
        return torch::zeros({pixels.size(0), network->config().embed_dim}, pixels.options());
    const torch::Tensor raw = network->encode_image(
        all ? pixels : pixels.index_select(0, rows.to(pixels.device())), mask);
    if (all)
        return raw;
    return torch::zeros({pixels.size(0), raw.size(1)}, raw.options())
        .index_copy(0, rows.to(raw.device()), raw);
}

Encoded encode(RetClip &network, const PatientBatch &batch, double mask_ratio)
{
    const EncodedEyes eyes = encode_eyes(network, batch, mask_ratio);
    return {eyes.left, eyes.right, network->encode_text(batch.ids_BL)};
}

ContrastiveOutcome outcome_of(const ForwardResult &features, const LossResult &loss)
{
    ContrastiveOutcome outcome;
    outcome.loss = loss.total.item<double>();
    for (std::size_t level = 0; level < 3; ++level) {
        outcome.levels[level] = loss.levels[level].item<double>();
        outcome.rows[level] = loss.rows[level];
        outcome.scales[level] = features.scales[std::int64_t(level)].item<double>();
    }
    outcome.accuracy_image_to_text = loss.accuracy_image_to_text.item<double>();
    outcome.accuracy_text_to_image = loss.accuracy_text_to_image.item<double>();
    outcome.zero_features = features.zero_features.item<std::int64_t>();
    if (loss.taught.defined())
        outcome.taught = loss.taught.item<double>();
    return outcome;
}

/// Adds up which time went forward, which backward.
class StepClock
{
public:
    explicit StepClock(const torch::Device &device) : m_device(device) {}
    void forward_ends() { m_forward_s += lap(); }
    void backward_ends() { m_backward_s += lap(); }
    [[nodiscard]] ContrastiveOutcome told(ContrastiveOutcome outcome) const
    {
        outcome.forward_s = m_forward_s;
        outcome.backward_s = m_backward_s;
        return outcome;
    }

private:
    double lap()
    {
        wait_for_device(m_device);
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - m_began).count();
        m_began = now;
        return seconds;
    }
    torch::Device m_device;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
    double m_forward_s = 0, m_backward_s = 0;
};

torch::Tensor at_resolution(const torch::Tensor &pixels, std::int64_t size)
{
    if (pixels.size(2) == size)
        return pixels;
    return at::upsample_bilinear2d(pixels, {size, size}, /*align_corners=*/false, c10::nullopt, c10::nullopt);
}

/// What the teacher makes of the batch, a part at a time where the step goes by parts.
ForwardResult taught(RetClip teacher, const PatientBatch &batch, std::int64_t part)
{
    torch::NoGradGuard no_gradients;
    const std::int64_t count = batch.ids_BL.size(0);
    const std::int64_t step = part > 0 ? std::min(part, count) : count;
    std::vector<torch::Tensor> lefts, rights, states;
    for (std::int64_t from = 0; from < count; from += step) {
        PatientBatch piece = part_of(batch, from, std::min(step, count - from));
        piece.left_B3SS = at_resolution(piece.left_B3SS, teacher->config().image_resolution);
        piece.right_B3SS = at_resolution(piece.right_B3SS, teacher->config().image_resolution);
        const Encoded encoded = encode(teacher, piece, 0);
        lefts.push_back(encoded.left.to(torch::kFloat32));
        rights.push_back(encoded.right.to(torch::kFloat32));
        states.push_back(encoded.cls.to(torch::kFloat32));
    }
    return teacher->heads(torch::cat(lefts), torch::cat(rights), torch::cat(states), batch.has_left,
                          batch.has_right);
}

} // namespace

ContrastiveOptions contrastive_options(const RunConfig &config)
{
    ContrastiveOptions options;
    options.micro_batch = config.micro_batch;
    options.patch_mask_ratio = config.patch_mask_ratio;
    options.equal_reports = equal_reports_from(config.duplicate_reports);
    options.pairs = config.contrastive_loss == "sigmoid" ? PairLoss::sigmoid : PairLoss::softmax;
    options.teacher_weight = config.teacher_weight;
    options.teacher_temperature = config.teacher_temperature;
    return options;
}

LossOptions loss_options(const ContrastiveOptions &options, const LoadedBatch &batch)
{
    LossOptions loss;
    loss.equal_reports = options.equal_reports;
    loss.pairs = options.pairs;
    loss.teacher_weight = options.teacher_weight;
    loss.teacher_temperature = options.teacher_temperature;
    if (options.equal_reports != EqualReports::negatives)
        loss.report_numbers = batch.report_numbers;
    return loss;
}

EncodedEyes encode_eyes(RetClip &network, const PatientBatch &batch, double patch_mask_ratio)
{
    return {encode_eye(network, batch.left_B3SS, batch.has_left, patch_mask_ratio),
            encode_eye(network, batch.right_B3SS, batch.has_right, patch_mask_ratio)};
}

PatientBatch to_device(const LoadedBatch &batch, const torch::Device &device)
{
    // Ids stay in host memory: the text encoder cuts common padding there first.
    return {batch.left_B3SS.to(device), batch.right_B3SS.to(device), batch.ids_BL, batch.has_left,
            batch.has_right};
}

ForwardResult forward_in_parts(RetClip &network, const PatientBatch &batch, std::int64_t part)
{
    const torch::NoGradGuard no_gradients;
    const std::int64_t count = batch.ids_BL.size(0);
    if (part <= 0 || part >= count)
        return network->forward(batch);
    std::vector<torch::Tensor> lefts, rights, states;
    for (std::int64_t from = 0; from < count; from += part) {
        const Encoded some =
            encode(network, part_of(batch, from, std::min(part, count - from)), 0.0);
        lefts.push_back(some.left);
        rights.push_back(some.right);
        states.push_back(some.cls);
    }
    return network->heads(torch::cat(lefts), torch::cat(rights), torch::cat(states), batch.has_left,
                          batch.has_right);
}

ContrastiveOutcome contrastive_step(RetClip &network, const LoadedBatch &loaded,
                                    const torch::Device &device, const ContrastiveOptions &options)
{
    StepClock clock(device);
    const AutocastGuard autocast(device.type(), options.precision);
    LossOptions asked = loss_options(options, loaded);
    asked.gatherer = options.gatherer;
    const std::int64_t count = loaded.ids_BL.size(0);
    const PatientBatch batch = to_device(loaded, device);
    ForwardResult teaching;
    if (options.teacher) {
        teaching = taught(options.teacher, batch, options.micro_batch);
        asked.teacher = &teaching;
    }

    if (options.micro_batch <= 0 || options.micro_batch >= count) {
        ForwardOptions forward;
        forward.patch_mask_ratio = options.patch_mask_ratio;
        const ForwardResult features = network->forward(batch, forward);
        const LossResult loss = contrastive_loss(features, asked);
        clock.forward_ends();
        (loss.total * options.loss_scale).backward();
        clock.backward_ends();
        return clock.told(outcome_of(features, loss));
    }

    struct Part
    {
        std::int64_t from, count;
        RandomState random;
    };
    std::vector<Part> parts;
    std::vector<torch::Tensor> lefts, rights, states;
    {
        torch::NoGradGuard no_gradients;
        for (std::int64_t from = 0; from < count; from += options.micro_batch) {
            const std::int64_t size = std::min(options.micro_batch, count - from);
            parts.push_back({from, size, RandomState::current(device)});
            const Encoded part =
                encode(network, part_of(batch, from, size), options.patch_mask_ratio);
            lefts.push_back(part.left);
            rights.push_back(part.right);
            states.push_back(part.cls);
        }
    }
    const RandomState after = RandomState::current(device);
    const auto leaf = [](const std::vector<torch::Tensor> &rows) {
        return torch::cat(rows).to(torch::kFloat32).requires_grad_(true);
    };
    const torch::Tensor left = leaf(lefts), right = leaf(rights), cls = leaf(states);
    const ForwardResult features =
        network->heads(left, right, cls, batch.has_left, batch.has_right);
    const LossResult loss = contrastive_loss(features, asked);
    clock.forward_ends();
    (loss.total * options.loss_scale).backward();
    clock.backward_ends();

    for (const Part &part : parts) {
        part.random.restore(device);
        const Encoded again =
            encode(network, part_of(batch, part.from, part.count), options.patch_mask_ratio);
        std::vector<torch::Tensor> outputs, gradients;
        for (const auto &[output, whole] : {std::pair{again.left, left}, {again.right, right},
                                            {again.cls, cls}}) {
            if (!output.requires_grad() || !whole.grad().defined())
                continue; // A frozen encoder, or no such eye in this part.
            outputs.push_back(output);
            gradients.push_back(
                whole.grad().narrow(0, part.from, part.count).to(output.scalar_type()));
        }
        clock.forward_ends();
        if (!outputs.empty())
            torch::autograd::backward(outputs, gradients);
        clock.backward_ends();
    }
    after.restore(device);
    return clock.told(outcome_of(features, loss));
}

} // namespace retclip
