// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/supervised_loss.h"

#include <algorithm>
#include <cmath>

namespace retclip {
namespace {

torch::Tensor on_device_of(const torch::Tensor &like, const std::vector<float> &values,
                           at::IntArrayRef shape)
{
    return torch::tensor(values).view(shape).to(like.device());
}

/// Of binary and multi-label rows: what is true and what is known, both as the logits.
struct Entries
{
    torch::Tensor truth, known;
};

Entries entries_of(const torch::Tensor &logits, const std::vector<Targets> &rows)
{
    std::vector<float> truth, known;
    for (const Targets &targets : rows) {
        for (std::int64_t c = 0; c < logits.size(1); ++c) {
            const int value = std::size_t(c) < targets.size() ? targets[std::size_t(c)] : -1;
            truth.push_back(float(std::max(value, 0)));
            known.push_back(value >= 0 ? 1.0f : 0.0f);
        }
    }
    return {on_device_of(logits, truth, logits.sizes()), on_device_of(logits, known, logits.sizes())};
}

torch::Tensor entry_loss(const SupervisedLoss &loss, const torch::Tensor &logits,
                         const std::vector<Targets> &rows)
{
    const Entries entries = entries_of(logits, rows);
    if (loss.label_smoothing == 0 && loss.focal_gamma == 0 && loss.weights.empty()) {
        // The published loss (SPEC 8): the mean is over the known entries.
        return torch::binary_cross_entropy_with_logits(logits, entries.truth, entries.known, {},
                                                       at::Reduction::Sum)
            / entries.known.sum().clamp_min(1.0);
    }
    const torch::Tensor truth =
        entries.truth * (1 - loss.label_smoothing) + loss.label_smoothing / 2;
    const torch::Tensor log_yes = torch::log_sigmoid(logits), log_no = torch::log_sigmoid(-logits);
    torch::Tensor yes = -log_yes, no = -log_no;
    if (loss.focal_gamma > 0) {
        // (1 - p)^gamma and p^gamma by logarithms, whose derivatives are finite everywhere.
        yes = yes * torch::exp(log_no * loss.focal_gamma);
        no = no * torch::exp(log_yes * loss.focal_gamma);
    }
    torch::Tensor weight = entries.known;
    if (!loss.weights.empty()) {
        std::vector<float> absent, present;
        for (std::int64_t c = 0; c < logits.size(1); ++c) {
            absent.push_back(float(loss.weights[0][std::size_t(c)]));
            present.push_back(float(loss.weights[1][std::size_t(c)]));
        }
        const std::vector<std::int64_t> row{1, logits.size(1)};
        weight = weight
            * torch::where(entries.truth > 0.5, on_device_of(logits, present, row).expand_as(weight),
                           on_device_of(logits, absent, row).expand_as(weight));
    }
    return (weight * (truth * yes + (1 - truth) * no)).sum() / weight.sum().clamp_min(1e-12);
}

torch::Tensor class_loss(const SupervisedLoss &loss, const torch::Tensor &logits,
                         const std::vector<Targets> &rows)
{
    std::vector<std::int64_t> classes;
    for (const Targets &targets : rows)
        classes.push_back(targets[0]);
    const torch::Tensor truth = torch::tensor(classes, torch::kInt64).to(logits.device());
    if (loss.label_smoothing == 0 && loss.focal_gamma == 0 && loss.weights.empty() && !loss.cumulative)
        return torch::cross_entropy_loss(logits, truth, {}, at::Reduction::Mean, /*ignore_index=*/-1);
    // Logarithms of grades' probabilities add up to 1 as they are.
    const torch::Tensor log_p = loss.cumulative ? logits : torch::log_softmax(logits, 1);
    const std::int64_t count = logits.size(1);
    const torch::Tensor known = truth >= 0;
    const torch::Tensor right = torch::one_hot(truth.clamp_min(0), count).to(logits.scalar_type())
            * (1 - loss.label_smoothing)
        + loss.label_smoothing / double(count);
    torch::Tensor terms = -log_p;
    if (loss.focal_gamma > 0)
        terms = terms * (1 - log_p.exp()).clamp_min(1e-6).pow(loss.focal_gamma);
    torch::Tensor weight = known.to(logits.scalar_type());
    if (!loss.weights.empty()) {
        std::vector<float> each;
        for (const double value : loss.weights[0])
            each.push_back(float(value));
        weight = weight * on_device_of(logits, each, {count}).index_select(0, truth.clamp_min(0));
    }
    return (weight * (right * terms).sum(1)).sum() / weight.sum().clamp_min(1e-12);
}

} // namespace

int SupervisedLoss::outputs() const
{
    return cumulative || kind == LabelKind::binary ? 1 : classes;
}

int SupervisedLoss::biases() const
{
    return cumulative ? classes - 1 : outputs();
}

torch::Tensor class_logits(const SupervisedLoss &loss, const torch::Tensor &features,
                           const torch::Tensor &weight, const torch::Tensor &bias)
{
    if (!loss.cumulative)
        return torch::linear(features, weight, bias);
    // P(grade <= k) = sigmoid(t_k - score), t_k = t_0 + the steps up to k, each softplus of its bias, so
    // the thresholds keep their order. sigmoid(a) - sigmoid(b) = sigmoid(a) sigmoid(-b) (1 - e^(b-a)),
    // and 1 - e^-softplus(d) = sigmoid(d): no difference of nearly equal numbers is taken.
    const torch::Tensor score = torch::linear(features, weight); // (N,1)
    const std::int64_t steps = bias.size(0) - 1;
    const torch::Tensor first = bias.narrow(0, 0, 1);
    const torch::Tensor thresholds = steps == 0
        ? first
        : torch::cat({first, first + torch::cumsum(torch::softplus(bias.narrow(0, 1, steps)), 0)});
    const torch::Tensor below = torch::log_sigmoid(thresholds - score); // (N,K-1): grade <= k
    const torch::Tensor above = torch::log_sigmoid(score - thresholds); // grade > k
    std::vector<torch::Tensor> parts{below.narrow(1, 0, 1)};
    if (steps > 0)
        parts.push_back(below.narrow(1, 1, steps) + above.narrow(1, 0, steps)
                        + torch::log_sigmoid(bias.narrow(0, 1, steps)));
    parts.push_back(above.narrow(1, steps, 1));
    return torch::cat(parts, 1);
}

torch::Tensor initial_bias(const SupervisedLoss &loss)
{
    torch::Tensor bias = torch::zeros({loss.biases()}, torch::kFloat32);
    if (loss.cumulative) // Steps of softplus(0) = ln 2, half of them below 0.
        bias[0] = -0.5 * std::log(2.0) * double(loss.classes - 2);
    return bias;
}

torch::Tensor supervised_loss(const SupervisedLoss &loss, const torch::Tensor &logits,
                              const std::vector<Targets> &rows)
{
    return loss.exclusive() ? class_loss(loss, logits, rows) : entry_loss(loss, logits, rows);
}

double known_weight(const SupervisedLoss &loss, const std::vector<Targets> &rows)
{
    double sum = 0;
    for (const Targets &targets : rows) {
        if (loss.exclusive()) {
            if (!targets.empty() && targets[0] >= 0)
                sum += loss.weights.empty() ? 1 : loss.weights[0][std::size_t(targets[0])];
            continue;
        }
        for (std::size_t c = 0; c < targets.size() && c < std::size_t(loss.classes); ++c) {
            if (targets[c] >= 0)
                sum += loss.weights.empty() ? 1 : loss.weights[std::size_t(targets[c] > 0)][c];
        }
    }
    return sum;
}

torch::Tensor class_probabilities(const SupervisedLoss &loss, const torch::Tensor &logits)
{
    if (loss.cumulative)
        return logits.exp();
    return loss.exclusive() ? logits.softmax(1) : logits.sigmoid();
}

std::vector<std::vector<double>> balanced_weights(LabelKind kind, int classes,
                                                  const std::vector<Targets> &rows)
{
    const bool exclusive = kind == LabelKind::multiclass || kind == LabelKind::ordinal;
    const auto count = std::size_t(classes);
    const auto share = [](double all, double parts, double own) {
        return own > 0 ? all / (parts * own) : 1.0;
    };
    if (exclusive) {
        std::vector<double> seen(count, 0.0);
        double known = 0;
        for (const Targets &targets : rows) {
            if (targets.empty() || targets[0] < 0)
                continue;
            ++seen[std::size_t(targets[0])];
            ++known;
        }
        std::vector<double> weights;
        for (const double own : seen)
            weights.push_back(share(known, double(classes), own));
        return {weights};
    }
    std::vector<double> absent(count, 0.0), present(count, 0.0);
    for (const Targets &targets : rows) {
        for (std::size_t c = 0; c < count && c < targets.size(); ++c) {
            if (targets[c] >= 0)
                ++(targets[c] > 0 ? present : absent)[c];
        }
    }
    std::vector<std::vector<double>> weights(2);
    for (std::size_t c = 0; c < count; ++c) {
        const double known = absent[c] + present[c];
        weights[0].push_back(share(known, 2, absent[c]));
        weights[1].push_back(share(known, 2, present[c]));
    }
    return weights;
}

} // namespace retclip
