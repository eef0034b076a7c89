// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/doctor_room.h"

#include "ml/compatibility.h"
#include "ml/training/contrastive_step.h"
#include "ml/training/objective.h"
#include "ml/training/run_preparation.h"
#include "ml/training/runtime.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace retclip {
namespace {

constexpr std::int64_t fewest_patches = 16; ///< Fewer are not divided further.

} // namespace

std::string figure(double value, int digits)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    return text;
}

double mean_level_loss(const LossResult &loss)
{
    double sum = 0;
    int levels = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        if (loss.rows[i] < 2)
            continue;
        sum += loss.levels[i].item<double>();
        ++levels;
    }
    return levels ? sum / levels : 0;
}

Trial::Trial(RetClip network, AdamW optimizer, torch::Device device, torch::ScalarType precision,
             double maximum_logit_scale)
    : m_network(std::move(network)), m_optimizer(std::move(optimizer)), m_device(device),
      m_precision(precision), m_maximum_logit_scale(maximum_logit_scale)
{
    m_network->set_text_dropout(0);
    m_network->train();
}

std::optional<PatchMask> Trial::mask_of(const LoadedBatch &batch, Laterality eye) const
{
    const std::int64_t patches = m_network->visual->positional_embedding.size(0) - 1;
    if (patches <= fewest_patches)
        return std::nullopt;
    const std::int64_t kept = std::max(fewest_patches, patches / 4);
    std::vector<torch::Tensor> rows;
    for (const std::int64_t item : batch.items) {
        const auto order = random_permutation(
            patches, std::uint64_t(item) * 2 + (eye == Laterality::left ? 0 : 1));
        rows.push_back(torch::tensor(std::vector<std::int64_t>(order.begin(), order.begin() + kept)));
    }
    return PatchMask{torch::stack(rows)};
}

ForwardResult Trial::forward(const LoadedBatch &batch)
{
    ForwardOptions options;
    options.left_mask = mask_of(batch, Laterality::left);
    options.right_mask = mask_of(batch, Laterality::right);
    return m_network->forward(to_device(batch, m_device), options);
}

double Trial::step(const LoadedBatch &batch, double rate)
{
    m_optimizer.zero_gradients();
    LossOptions options;
    options.report_numbers = batch.report_numbers;
    double value = 0;
    {
        const AutocastGuard autocast(m_device.type(), m_precision);
        const LossResult loss = contrastive_loss(forward(batch), options);
        value = mean_level_loss(loss);
        loss.total.backward();
    }
    const double norm = m_optimizer.gradient_norm();
    if (!std::isfinite(norm) || !std::isfinite(value))
        return std::nan("");
    m_optimizer.step(rate, norm > 1 ? 1 / norm : 1);
    m_network->clamp_scales(m_maximum_logit_scale);
    return value;
}

ForwardResult Trial::look(const std::vector<LoadedBatch> &batches)
{
    const torch::NoGradGuard no_gradients;
    m_network->eval();
    std::vector<ForwardResult> parts;
    for (const LoadedBatch &batch : batches) {
        const AutocastGuard autocast(m_device.type(), m_precision);
        parts.push_back(forward(batch));
    }
    m_network->train();
    ForwardResult whole = parts.front();
    const auto gather = [&](auto part_of) {
        std::vector<torch::Tensor> list;
        for (const ForwardResult &part : parts)
            list.push_back(part_of(part));
        return torch::cat(list);
    };
    for (const Level level : all_levels) {
        whole.image[level] = gather([&](const ForwardResult &p) { return p.image[level]; });
        whole.text[level] = gather([&](const ForwardResult &p) { return p.text[level]; });
        whole.present[std::size_t(level)] = gather([&](const ForwardResult &p) {
            const torch::Tensor present = p.present_at(level);
            return present.defined() ? present
                                     : torch::ones({p.image[level].size(0)}, torch::kBool);
        });
    }
    return whole;
}

Result<std::unique_ptr<DoctorRoom>> DoctorRoom::make(const TrainRequest &request,
                                                     TokenizerService &tokenizers,
                                                     std::stop_token stop, const DoctorFaults &faults)
{
    if (request.config.task != "pretrain")
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "The doctor looks at pretraining; this run's task "
                                                 "is \"%1\"."),
                    {request.config.task}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was computed.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose a preset that pretrains.")));
    RETCLIP_CHECK(retclip::validate(request.config));
    keep_memory_between_steps();
    set_compute_threads(request.config.threads);
    auto room = std::make_unique<DoctorRoom>();
    room->config = request.config;
    room->faults = faults;
    room->stop = stop;
    RunConfig &config = room->config;
    RETCLIP_TRY(room->device, device_from(config.device));
    RETCLIP_TRY(room->precision,
                precision_from(config.precision, room->device, config.network.vision_width));
    RETCLIP_TRY(const std::unique_ptr<Tokenizer> tokenizer, prepare_tokenizer(request, tokenizers));
    RETCLIP_TRY(room->data, prepare_dataset(config, request.manifest, tokenizer.get()));
    RETCLIP_TRY(config.network, network_of_run(config, tokenizer.get()));
    const int size_px = config.network.image_resolution;
    room->cache =
        std::make_unique<DecodedCache>(cache_options(config, request.cache_folder, size_px));
    room->augmented_cache = std::make_unique<DecodedCache>(
        cache_options(config, request.cache_folder, augmentation_source_px(size_px)));
    room->sampler.items = std::int64_t(room->data.training.size());
    room->sampler.batch = std::min<std::int64_t>(config.batch_size, room->sampler.items);
    room->sampler.seed = config.seed;
    return room;
}

Result<RetClip> DoctorRoom::new_network()
{
    if (stop.stop_requested())
        return cancelled();
    Message ignored;
    RETCLIP_TRY(RetClip network, prepare_network(config, config.network, &ignored));
    network->to(device);
    for (const auto &[frozen, module] :
         {std::pair<bool, torch::nn::Module *>(config.freeze_image, network->visual.get()),
          {config.freeze_text, network->bert.get()}}) {
        if (!frozen)
            continue; // As it is: where adapters learn, what they stand beside does not.
        for (torch::Tensor &parameter : module->parameters())
            parameter.set_requires_grad(false);
    }
    if (config.text_dropout >= 0)
        network->set_text_dropout(config.text_dropout);
    if (faults.network)
        faults.network(network);
    return network;
}

AdamW DoctorRoom::new_optimizer(const RetClip &network) const
{
    std::vector<NamedParameter> trainable;
    for (NamedParameter &parameter : named_weights(network)) {
        if (parameter.tensor.requires_grad())
            trainable.push_back(std::move(parameter));
    }
    AdamWOptions options;
    options.beta1 = config.beta1;
    options.beta2 = config.beta2;
    options.epsilon = config.epsilon;
    options.weight_decay = config.weight_decay;
    options.groups = decay_groups_from(config.decay_groups);
    return {std::move(trainable), options};
}

Result<Trial> DoctorRoom::new_trial()
{
    RETCLIP_TRY(RetClip network, new_network());
    AdamW optimizer = new_optimizer(network);
    // Float16 would need its loss scaled; a trial is about learning, not about that.
    const auto type = precision == torch::kHalf ? torch::kFloat32 : precision;
    return Trial(std::move(network), std::move(optimizer), device, type,
                 config.maximum_logit_scale);
}

std::vector<std::int64_t> DoctorRoom::order(std::int64_t epoch) const
{
    auto order = epoch_order(sampler, epoch);
    if (faults.order)
        faults.order(epoch, order);
    return order;
}

std::vector<std::int64_t> DoctorRoom::batch_items(std::int64_t number) const
{
    const std::int64_t batches = batches_per_epoch(sampler);
    const auto places = order(number / batches);
    std::vector<std::int64_t> items;
    for (std::int64_t i = 0; i < sampler.batch; ++i)
        items.push_back(data.training[std::size_t(
            places[std::size_t((number % batches) * sampler.batch + i)])]);
    return items;
}

std::vector<std::int64_t> DoctorRoom::distinct_items(std::size_t count) const
{
    std::vector<std::int64_t> items;
    std::set<std::int64_t> seen;
    for (const std::int64_t item : data.training) {
        if (items.size() < count && seen.insert(data.report_numbers[std::size_t(item)]).second)
            items.push_back(item);
    }
    return items;
}

std::vector<LoadedBatch> DoctorRoom::load(const Dataset &from,
                                          const std::vector<std::int64_t> &items,
                                          std::size_t size) const
{
    std::vector<LoadedBatch> batches;
    for (std::size_t begin = 0; begin < items.size(); begin += size) {
        const std::size_t end = std::min(items.size(), begin + size);
        if (end - begin < 2)
            break;
        batches.push_back(load_batch(from, *cache,
                                     {items.begin() + std::ptrdiff_t(begin),
                                      items.begin() + std::ptrdiff_t(end)}));
    }
    return batches;
}

} // namespace retclip
