// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/loss.h"

#include "ml/compatibility.h"
#include "ml/network/layer_scope.h"

#include <limits>

namespace retclip {

namespace {

struct LevelRows
{
    torch::Tensor image, text; ///< (N,E), those that take part.
    torch::Tensor numbers;     ///< (N) report numbers, or undefined.
    torch::Tensor teacher_image, teacher_text; ///< (N,E'), or undefined.
};

torch::Tensor diagonal_of(const torch::Tensor &logits_NN)
{
    return torch::arange(logits_NN.size(0), torch::TensorOptions(torch::kInt64))
        .to(logits_NN.device());
}

/// Mean cross-entropy of rows whose right columns are `positive` (N,N), spread evenly over them.
torch::Tensor even_cross_entropy(const torch::Tensor &logits_NN, const torch::Tensor &positive_NN)
{
    const torch::Tensor share = positive_NN / positive_NN.sum(1, /*keepdim=*/true);
    return -(share * torch::log_softmax(logits_NN, 1)).sum(1).mean();
}

torch::Tensor same_reports(const torch::Tensor &numbers, const torch::Tensor &like)
{
    return (numbers.unsqueeze(0) == numbers.unsqueeze(1)).to(like.device());
}

torch::Tensor softmax_loss(const torch::Tensor &given_NN, const torch::Tensor &numbers,
                           EqualReports equal)
{
    torch::Tensor logits_NN = given_NN;
    if (numbers.defined() && equal == EqualReports::positives) {
        const torch::Tensor same = same_reports(numbers, logits_NN).to(logits_NN.scalar_type());
        return (even_cross_entropy(logits_NN, same) + even_cross_entropy(logits_NN.t(), same)) / 2;
    }
    const torch::Tensor diagonal = diagonal_of(logits_NN);
    if (numbers.defined() && equal == EqualReports::ignored) {
        const torch::Tensor others = same_reports(numbers, logits_NN).fill_diagonal_(false);
        logits_NN = logits_NN.masked_fill(others, -std::numeric_limits<double>::infinity());
    }
    return (torch::cross_entropy_loss(logits_NN, diagonal)
            + torch::cross_entropy_loss(logits_NN.t(), diagonal))
           / 2;
}

/// -1/N of the sum over pairs of log sigmoid(z (logit + bias)), z = 1 for right pairs, else -1.
torch::Tensor sigmoid_loss(const torch::Tensor &logits_NN, const torch::Tensor &bias,
                           const torch::Tensor &numbers, EqualReports equal)
{
    const std::int64_t count = logits_NN.size(0);
    torch::Tensor right = torch::eye(count, torch::TensorOptions(torch::kBool).device(logits_NN.device()));
    torch::Tensor counts;
    if (numbers.defined() && equal != EqualReports::negatives) {
        const torch::Tensor same = same_reports(numbers, logits_NN);
        if (equal == EqualReports::positives)
            right = same;
        else
            counts = torch::logical_or(same.logical_not(), right).to(logits_NN.scalar_type());
    }
    const torch::Tensor z = right.to(logits_NN.scalar_type()) * 2 - 1;
    torch::Tensor terms = torch::log_sigmoid(z * (logits_NN + bias.to(logits_NN.scalar_type())));
    if (counts.defined())
        terms = terms * counts;
    return -terms.sum() / double(count);
}

/// t² times the mean Kullback-Leibler divergence of the rows.
torch::Tensor divergence(const torch::Tensor &taught_NN, const torch::Tensor &logits_NN,
                         double temperature)
{
    const torch::Tensor target = torch::log_softmax(taught_NN / temperature, 1);
    const torch::Tensor own = torch::log_softmax(logits_NN / temperature, 1);
    return (target.exp() * (target - own)).sum(1).mean() * (temperature * temperature);
}

torch::Tensor share_right(const torch::Tensor &logits_NN)
{
    return (logits_NN.argmax(1) == diagonal_of(logits_NN)).to(torch::kFloat32).mean();
}

torch::Tensor similarities(const torch::Tensor &scales, std::size_t level, const torch::Tensor &image,
                           const torch::Tensor &text)
{
    return scales.select(0, static_cast<std::int64_t>(level)).to(image.scalar_type())
        * torch::matmul(image, text.t());
}

/// The rows of a level, of all ranks, those that take part.
LevelRows level_rows(const ForwardResult &features, Level level, const LossOptions &options)
{
    LevelRows rows{features.image[level], features.text[level], options.report_numbers, {}, {}};
    if (options.teacher) {
        rows.teacher_image = options.teacher->image[level];
        rows.teacher_text = options.teacher->text[level];
    }
    torch::Tensor *const all[] = {&rows.image, &rows.text, &rows.teacher_image, &rows.teacher_text};
    torch::Tensor present = features.present_at(level);
    if (options.gatherer) {
        // Every rank takes part in every gather, whether or not its own patients are complete.
        if (!present.defined())
            present = torch::ones({features.text.patient.size(0)}, torch::kBool);
        for (torch::Tensor *part : all)
            if (part->defined())
                *part = options.gatherer->gather(*part);
        present = options.gatherer->gather(present.to(torch::kInt64)) != 0;
        if (rows.numbers.defined())
            rows.numbers = options.gatherer->gather(rows.numbers);
        present = present.all().item<bool>() ? torch::Tensor() : present;
    }
    if (present.defined()) {
        const torch::Tensor chosen = present.nonzero().view({-1});
        const torch::Tensor on_device = chosen.to(rows.image.device());
        for (torch::Tensor *part : all)
            if (part->defined())
                *part = part->index_select(0, on_device);
        if (rows.numbers.defined())
            rows.numbers = rows.numbers.index_select(0, chosen);
    }
    return rows;
}

} // namespace

EqualReports equal_reports_from(std::string_view word)
{
    return word == "positives" ? EqualReports::positives
        : word == "ignored"    ? EqualReports::ignored
                               : EqualReports::negatives;
}

LossResult contrastive_loss(const ForwardResult &features, const LossOptions &options)
{
    const LayerScope part("loss");
    const torch::DeviceType device = features.scales.device().type();
    const AutocastGuard in_full_precision(device, torch::kFloat32);
    TORCH_CHECK(options.pairs == PairLoss::softmax || features.biases.defined(),
                "the sigmoid loss needs the network's biases");

    LossResult result;
    torch::Tensor taught;
    for (const Level level : all_levels) {
        const auto index = static_cast<std::size_t>(level);
        const LevelRows rows = level_rows(features, level, options);
        const std::int64_t count = rows.image.size(0);
        result.rows[index] = count;
        const torch::Tensor logits = similarities(features.scales, index, rows.image, rows.text);
        // One patient has nothing to be told apart from: 0, with gradients of 0.
        if (count < 2)
            result.levels[index] = logits.sum() * 0;
        else if (options.pairs == PairLoss::sigmoid)
            result.levels[index] =
                sigmoid_loss(logits, features.biases.select(0, static_cast<std::int64_t>(index)),
                             rows.numbers, options.equal_reports);
        else
            result.levels[index] = softmax_loss(logits, rows.numbers, options.equal_reports);
        if (options.teacher && count > 1) {
            const torch::Tensor goal = similarities(options.teacher->scales, index, rows.teacher_image,
                                                    rows.teacher_text)
                                           .detach();
            const double t = options.teacher_temperature;
            const torch::Tensor part =
                (divergence(goal, logits, t) + divergence(goal.t(), logits.t(), t)) / 2;
            taught = taught.defined() ? taught + part : part;
        }
        if (level == Level::patient) {
            const torch::Tensor fixed = logits.detach();
            const torch::Tensor none = torch::zeros({}, fixed.options());
            result.accuracy_image_to_text = count > 0 ? share_right(fixed) : none;
            result.accuracy_text_to_image = count > 0 ? share_right(fixed.t()) : none;
        }
    }
    result.total = result.levels[0] + result.levels[1] + result.levels[2];
    if (taught.defined()) {
        result.taught = taught * options.teacher_weight;
        result.total = result.total + result.taught;
    }
    return result;
}

} // namespace retclip
