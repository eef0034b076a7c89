// SPDX-License-Identifier: GPL-3.0-or-later
// What the first steps of the run itself tell: loss, gradients, features, NaN, logit scale.
#include "ml/training/doctor_room.h"

#include "ml/compatibility.h"
#include "ml/training/contrastive_step.h"
#include "ml/training/first_not_finite.h"
#include "ml/training/objective.h"
#include "ml/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace retclip {
namespace {

constexpr int steps_as_the_run = 6;
constexpr double loss_above_floor = 1.0;    ///< Nat a level, above ln(batch), at the first step.
constexpr double largest_norm_ratio = 1e5;
constexpr double smallest_spread = 1e-4;
constexpr double fewest_directions = 1.5;
constexpr std::size_t looked_at = 64;
constexpr double nearly_clamped = 1e-3;

ContrastiveOptions options_of(const DoctorRoom &room)
{
    ContrastiveOptions options = contrastive_options(room.config);
    options.precision = room.precision == torch::kHalf ? torch::kFloat32 : room.precision;
    return options;
}

LoadedBatch batch_of(const DoctorRoom &room, std::int64_t number)
{
    return load_batch(room.data, *room.cache, room.batch_items(number));
}

std::string third_of(std::size_t layer, int layers)
{
    return 3 * layer < std::size_t(layers) ? "first" : 3 * layer < 2 * std::size_t(layers) ? "middle"
                                                                                           : "last";
}

/// Which part of the network a parameter belongs to, in words of the report.
std::string group_of(const std::string &name, const NetworkConfig &sizes)
{
    const auto layer_in = [&](const char *prefix, int layers, const char *word) -> std::string {
        const std::size_t at = std::string(prefix).size();
        return std::string(word) + third_of(std::size_t(std::stoul(name.substr(at))), layers);
    };
    if (name.starts_with("visual.transformer.resblocks."))
        return layer_in("visual.transformer.resblocks.", sizes.vision_layers, "image_blocks_");
    if (name.starts_with("visual.proj") || name.starts_with("visual.ln_post"))
        return "image_projection";
    if (name.starts_with("visual."))
        return "image_embedding";
    if (name.starts_with("bert.encoder.layer."))
        return layer_in("bert.encoder.layer.", sizes.text_num_hidden_layers, "text_layers_");
    if (name.starts_with("bert."))
        return "text_embedding";
    return name.starts_with("logit_scale") ? "logit_scales" : "heads";
}

struct Spread
{
    double spread = 0;     ///< 1 - |mean|²: 0 where all features are the same.
    double directions = 0; ///< Effective rank of what differs.
};

Spread spread_of(const torch::Tensor &features, const torch::Tensor &present)
{
    torch::Tensor rows = features.to(torch::kCPU).to(torch::kDouble);
    if (present.defined())
        rows = rows.index_select(0, present.nonzero().view({-1}));
    if (rows.size(0) < 2)
        return {1, double(rows.size(1))};
    const torch::Tensor mean = rows.mean(0);
    Spread spread;
    spread.spread = 1 - mean.dot(mean).item<double>();
    const torch::Tensor centred = rows - mean;
    const torch::Tensor values =
        torch::linalg_eigvalsh(torch::matmul(centred, centred.t())).clamp_min(0);
    const double sum = values.sum().item<double>();
    if (!(sum > 1e-18))
        return spread;
    const torch::Tensor share = values / sum;
    const torch::Tensor entropy = -(share * share.clamp_min(1e-30).log()).sum();
    spread.directions = std::exp(entropy.item<double>());
    return spread;
}

} // namespace

Result<RunCheck> check_ln_floor(DoctorRoom &room)
{
    RETCLIP_TRY(RetClip network, room.new_network());
    network->eval();
    const torch::NoGradGuard no_gradients;
    const LoadedBatch batch = batch_of(room, 0);
    const AutocastGuard autocast(room.device.type(), options_of(room).precision);
    LossOptions options = loss_options(options_of(room), batch);
    options.pairs = PairLoss::softmax; // ln(batch) is what chance gives there.
    const LossResult loss = contrastive_loss(network->forward(to_device(batch, room.device)), options);
    RunCheck check;
    check.check = "ln_floor";
    double chance = 0;
    int levels = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        check.details[std::string("loss_") + word(all_levels[i])] = loss.levels[i].item<double>();
        if (loss.rows[i] > 1) {
            chance += std::log(double(loss.rows[i]));
            ++levels;
        }
    }
    chance = levels ? chance / levels : 0;
    check.value = mean_level_loss(loss);
    check.limit = chance + loss_above_floor;
    check.details["ln_batch"] = chance;
    check.ok = levels > 0 && std::isfinite(*check.value) && *check.value <= *check.limit;
    check.verdict =
        message(QT_TRANSLATE_NOOP("Message", "A network that knows nothing has ln(batch) = %1 a level "
                                             "(%2 of three); this one starts at %3."),
                {figure(chance, 4), figure(3 * chance, 4), figure(*check.value, 4)});
    if (!check.ok)
        check.what_to_do = levels == 0
            ? message(QT_TRANSLATE_NOOP("Message", "No level has two patients to contrast: take a larger "
                                                   "batch."))
            : message(QT_TRANSLATE_NOOP("Message", "It is surer than it can be: lower "
                                                   "initial_logit_scale, or check the start weights."));
    return check;
}

Result<RunCheck> check_gradient_norms(DoctorRoom &room)
{
    RETCLIP_TRY(RetClip network, room.new_network());
    network->train();
    (void)contrastive_step(network, batch_of(room, 0), room.device, options_of(room));
    std::map<std::string, double> squares;
    bool finite = true;
    for (const NamedParameter &parameter : named_weights(network)) {
        if (!parameter.tensor.requires_grad())
            continue; // Frozen on purpose.
        const torch::Tensor gradient = parameter.tensor.grad();
        const double square =
            gradient.defined() ? gradient.to(torch::kDouble).pow(2).sum().item<double>() : 0;
        finite = finite && std::isfinite(square);
        squares[group_of(parameter.name, room.config.network)] += square;
    }
    RunCheck check;
    check.check = "gradient_norms";
    std::string smallest, largest;
    for (const auto &[group, square] : squares) {
        check.details[group] = std::sqrt(square);
        // Three numbers; at the start they may happen to be balanced.
        if (group == "logit_scales")
            continue;
        if (smallest.empty() || square < squares[smallest])
            smallest = group;
        if (largest.empty() || square > squares[largest])
            largest = group;
    }
    if (smallest.empty()) {
        check.verdict = message(QT_TRANSLATE_NOOP("Message", "Nothing can be trained: all is frozen."));
        check.what_to_do =
            message(QT_TRANSLATE_NOOP("Message", "Switch freeze_image or freeze_text off."));
        return check;
    }
    const double low = std::sqrt(squares[smallest]), high = std::sqrt(squares[largest]);
    check.value = low > 0 ? high / low : std::numeric_limits<double>::infinity();
    check.limit = largest_norm_ratio;
    check.ok = finite && low > 0 && *check.value <= largest_norm_ratio;
    check.verdict =
        message(QT_TRANSLATE_NOOP("Message", "Gradient norms lie between %1 (%2) and %3 (%4)."),
                {figure(low), smallest, figure(high), largest});
    if (!check.ok)
        check.what_to_do =
            message(QT_TRANSLATE_NOOP("Message", "No gradient to speak of reaches %1: it will not learn. "
                                                 "Check the start weights, or take new ones."),
                    {smallest});
    return check;
}

Result<RunCheck> check_dead_towers(DoctorRoom &room)
{
    RETCLIP_TRY(Trial trial, room.new_trial());
    const auto items = room.distinct_items(looked_at);
    RunCheck check;
    check.check = "dead_towers";
    check.limit = smallest_spread;
    if (items.size() < 4) {
        check.ok = true;
        check.verdict = message(QT_TRANSLATE_NOOP("Message", "Too few different reports to tell."));
        return check;
    }
    const ForwardResult features = trial.look(room.load(room.data, items, 32));
    const Level level = features.present_at(Level::patient).sum().item<std::int64_t>() >= 4
        ? Level::patient
        : Level::left;
    const Spread image = spread_of(features.image[level], features.present_at(level));
    const Spread text = spread_of(features.text[level], {});
    check.value = std::min(image.spread, text.spread);
    check.details = {{"image_spread", image.spread}, {"image_directions", image.directions},
                     {"text_spread", text.spread}, {"text_directions", text.directions}};
    const auto dead = [](const Spread &spread) {
        return !(spread.spread >= smallest_spread) || spread.directions < fewest_directions;
    };
    check.ok = !dead(image) && !dead(text);
    check.verdict = message(
        QT_TRANSLATE_NOOP("Message", "Features of %1 exams: photographs spread %2 in %3 directions, "
                                     "reports %4 in %5."),
        {std::to_string(items.size()), figure(image.spread), figure(image.directions),
         figure(text.spread), figure(text.directions)});
    if (!check.ok)
        check.what_to_do = dead(image)
            ? message(QT_TRANSLATE_NOOP("Message", "All photographs look the same to the network: check "
                                                   "that they differ, then the start weights."))
            : message(QT_TRANSLATE_NOOP("Message", "All reports look the same to the network: raise "
                                                   "network.text_initializer_range (0.08), or start from "
                                                   "a checkpoint."));
    return check;
}

Result<RunCheck> check_finite(DoctorRoom &room)
{
    RETCLIP_TRY(RetClip network, room.new_network());
    network->train();
    AdamW optimizer = room.new_optimizer(network);
    const Schedule schedule{room.config.learning_rate, std::min(room.config.warmup_steps, 2),
                            steps_as_the_run, Schedule::Shape::constant};
    const ContrastiveOptions options = options_of(room);
    RunCheck check;
    check.check = "finite";
    check.limit = steps_as_the_run;
    for (std::int64_t step = 0; step < steps_as_the_run; ++step) {
        if (room.stop.stop_requested())
            return cancelled();
        if (room.faults.before_step)
            room.faults.before_step(step, network);
        const LoadedBatch batch = batch_of(room, step);
        optimizer.zero_gradients();
        const ContrastiveOutcome outcome = contrastive_step(network, batch, room.device, options);
        const double norm = optimizer.gradient_norm();
        check.value = double(step + 1);
        if (!std::isfinite(outcome.loss) || !std::isfinite(norm)) {
            std::string where;
            {
                const AutocastGuard autocast(room.device.type(), options.precision);
                where = first_not_finite(network, to_device(batch, room.device));
            }
            if (where.empty() && !optimizer.first_not_finite().empty())
                where = "gradient of " + optimizer.first_not_finite();
            check.details["step"] = double(step + 1);
            check.verdict = message(
                QT_TRANSLATE_NOOP("Message", "NaN or infinity at step %1, first in %2 (loss %3)."),
                {std::to_string(step + 1), where.empty() ? "the loss" : where, figure(outcome.loss)});
            check.what_to_do = message(QT_TRANSLATE_NOOP(
                "Message", "Lower the learning rate or take float32; a parameter that is not finite "
                           "before the first step means damaged start weights."));
            return check;
        }
        const double clip = room.config.gradient_clip;
        optimizer.step(schedule.rate(step), clip > 0 && norm > clip ? clip / norm : 1);
        network->clamp_scales(room.config.maximum_logit_scale);
        check.details["loss_step_" + std::to_string(step + 1)] = outcome.loss;
    }
    room.largest_scale_after = torch::stack({network->logit_scale, network->logit_scale_left,
                                             network->logit_scale_right}).max().item<double>();
    // What the last step left must be finite too.
    const LoadedBatch last = batch_of(room, 0);
    const AutocastGuard autocast(room.device.type(), options.precision);
    const std::string where = first_not_finite(network, to_device(last, room.device));
    check.ok = where.empty();
    check.verdict = check.ok
        ? message(QT_TRANSLATE_NOOP("Message", "%1 steps as the run makes them: all numbers are finite."),
                  {std::to_string(steps_as_the_run)})
        : message(QT_TRANSLATE_NOOP("Message", "NaN or infinity after step %1, first in %2."),
                  {std::to_string(steps_as_the_run), where});
    if (!check.ok)
        check.what_to_do =
            message(QT_TRANSLATE_NOOP("Message", "Lower the learning rate, or take float32."));
    return check;
}

Result<RunCheck> check_logit_scale(DoctorRoom &room)
{
    RETCLIP_TRY(RetClip network, room.new_network());
    RunCheck check;
    check.check = "logit_scale";
    check.limit = room.config.maximum_logit_scale;
    double largest = 0;
    for (const auto &[name, scale] : {std::pair("patient", network->logit_scale),
                                      std::pair("left", network->logit_scale_left),
                                      std::pair("right", network->logit_scale_right)}) {
        check.details[name] = scale.item<double>();
        largest = std::max(largest, scale.item<double>());
    }
    if (room.largest_scale_after)
        check.details["after_first_steps"] = *room.largest_scale_after;
    check.value = std::max(largest, room.largest_scale_after.value_or(largest));
    check.ok = *check.value < room.config.maximum_logit_scale - nearly_clamped;
    check.verdict = message(
        QT_TRANSLATE_NOOP("Message", "It starts at %1 (a factor of %2); it is clamped at %3 (%4)."),
        {figure(largest), figure(std::exp(largest)), figure(*check.limit, 5),
         figure(std::exp(*check.limit))});
    if (!check.ok)
        check.what_to_do = message(QT_TRANSLATE_NOOP(
            "Message", "It stands at its clamp and cannot grow: lower initial_logit_scale, or raise "
                       "maximum_logit_scale."));
    return check;
}

} // namespace retclip
