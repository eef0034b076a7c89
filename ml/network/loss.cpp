// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/loss.h"

#include "ml/compatibility.h"
#include "ml/network/layer_scope.h"

#include <algorithm>
#include <limits>

namespace retclip {

namespace {

/// The rows of a level that take part: this process's own, and all processes', which they are compared with.
/// In one process both are the same. n own rows among N.
struct LevelRows
{
    torch::Tensor image, text;             ///< (n,E)
    torch::Tensor all_image, all_text;     ///< (N,E)
    torch::Tensor place;                   ///< (n) int64, on the device: which of the N each own row is.
    torch::Tensor numbers, all_numbers;    ///< (n), (N) report numbers, or undefined.
    torch::Tensor teacher_image, teacher_text, teacher_all_image, teacher_all_text; ///< Or undefined.
    bool alone = true;
};

/// (n,N): which columns tell the same report as the row.
torch::Tensor same_reports(const LevelRows &rows)
{
    return (rows.all_numbers.unsqueeze(0) == rows.numbers.unsqueeze(1)).to(rows.image.device());
}

/// (n,N): each row's own column.
torch::Tensor own_columns(const LevelRows &rows, std::int64_t columns)
{
    return torch::zeros({rows.place.size(0), columns}, torch::TensorOptions(torch::kBool).device(rows.place.device()))
        .scatter_(1, rows.place.unsqueeze(1), true);
}

/// Cross-entropy of the rows, added up.
torch::Tensor softmax_sum(const torch::Tensor &given_nN, const LevelRows &rows, EqualReports equal)
{
    torch::Tensor logits = given_nN;
    if (rows.numbers.defined() && equal == EqualReports::positives) {
        const torch::Tensor same = same_reports(rows).to(logits.scalar_type());
        const torch::Tensor share = same / same.sum(1, /*keepdim=*/true);
        return -(share * torch::log_softmax(logits, 1)).sum(1).sum();
    }
    if (rows.numbers.defined() && equal == EqualReports::ignored) {
        const torch::Tensor others =
            torch::logical_and(same_reports(rows), own_columns(rows, logits.size(1)).logical_not());
        logits = logits.masked_fill(others, -std::numeric_limits<double>::infinity());
    }
    return torch::cross_entropy_loss(logits, rows.place, {}, at::Reduction::Sum);
}

/// Minus the sum over the rows' pairs of log sigmoid(z (logit + bias)), z = 1 for right pairs, else -1.
torch::Tensor sigmoid_sum(const torch::Tensor &logits_nN, const torch::Tensor &bias, const LevelRows &rows,
                          EqualReports equal)
{
    torch::Tensor right = own_columns(rows, logits_nN.size(1));
    torch::Tensor counts;
    if (rows.numbers.defined() && equal != EqualReports::negatives) {
        const torch::Tensor same = same_reports(rows);
        if (equal == EqualReports::positives)
            right = same;
        else
            counts = torch::logical_or(same.logical_not(), right).to(logits_nN.scalar_type());
    }
    const torch::Tensor z = right.to(logits_nN.scalar_type()) * 2 - 1;
    torch::Tensor terms = torch::log_sigmoid(z * (logits_nN + bias.to(logits_nN.scalar_type())));
    if (counts.defined())
        terms = terms * counts;
    return -terms.sum();
}

/// t² times the Kullback-Leibler divergences of the rows, added up.
torch::Tensor divergence_sum(const torch::Tensor &taught_nN, const torch::Tensor &logits_nN, double temperature)
{
    const torch::Tensor target = torch::log_softmax(taught_nN / temperature, 1);
    const torch::Tensor own = torch::log_softmax(logits_nN / temperature, 1);
    return (target.exp() * (target - own)).sum(1).sum() * (temperature * temperature);
}

torch::Tensor right_rows(const torch::Tensor &logits_nN, const LevelRows &rows)
{
    if (logits_nN.size(0) == 0)
        return torch::zeros({}, torch::TensorOptions(torch::kFloat32).device(logits_nN.device()));
    return (logits_nN.argmax(1) == rows.place).to(torch::kFloat32).sum();
}

torch::Tensor similarities(const torch::Tensor &scales, std::size_t level, const torch::Tensor &rows,
                           const torch::Tensor &columns)
{
    return scales.select(0, static_cast<std::int64_t>(level)).to(rows.scalar_type())
        * torch::matmul(rows, columns.t());
}

torch::Tensor chosen(const torch::Tensor &rows, const torch::Tensor &which)
{
    return rows.defined() && which.defined() ? rows.index_select(0, which.to(rows.device())) : rows;
}

LevelRows level_rows(const ForwardResult &features, Level level, const LossOptions &options)
{
    LevelRows rows;
    rows.alone = !options.gatherer;
    torch::Tensor present = features.present_at(level);
    const std::int64_t count = features.text.patient.size(0);
    const auto whole = [&](const torch::Tensor &own) {
        return own.defined() && options.gatherer ? options.gatherer->gather(own) : own;
    };
    const torch::Tensor none;
    const torch::Tensor taught_image = options.teacher ? options.teacher->image[level] : none;
    const torch::Tensor taught_text = options.teacher ? options.teacher->text[level] : none;
    // Every rank takes part in every gather, whether or not its own patients are complete.
    const torch::Tensor image = whole(features.image[level]), text = whole(features.text[level]);
    const torch::Tensor all_taught_image = whole(taught_image), all_taught_text = whole(taught_text);
    torch::Tensor all_present = present;
    if (options.gatherer) {
        if (!present.defined())
            present = torch::ones({count}, torch::kBool);
        all_present = options.gatherer->gather(present.to(torch::kInt64)) != 0;
    }
    const torch::Tensor all_numbers = whole(options.report_numbers);
    const torch::Tensor own = present.defined() ? present.nonzero().view({-1}) : none;
    const torch::Tensor all = all_present.defined() ? all_present.nonzero().view({-1}) : none;
    rows.image = chosen(features.image[level], own);
    rows.text = chosen(features.text[level], own);
    rows.numbers = chosen(options.report_numbers, own);
    rows.teacher_image = chosen(taught_image, own);
    rows.teacher_text = chosen(taught_text, own);
    rows.all_image = rows.alone ? rows.image : chosen(image, all);
    rows.all_text = rows.alone ? rows.text : chosen(text, all);
    rows.all_numbers = rows.alone ? rows.numbers : chosen(all_numbers, all);
    rows.teacher_all_image = rows.alone ? rows.teacher_image : chosen(all_taught_image, all);
    rows.teacher_all_text = rows.alone ? rows.teacher_text : chosen(all_taught_text, all);
    if (rows.alone)
        rows.place = torch::arange(rows.image.size(0), torch::kInt64);
    else // How many that take part stand before it, over all ranks.
        rows.place = (all_present.to(torch::kInt64).cumsum(0) - 1).index_select(0, own + options.gatherer->rank() * count);
    rows.place = rows.place.to(rows.image.device());
    return rows;
}

/// Losses of a level's own rows among N: what they add to the mean over all N.
struct LevelLoss
{
    torch::Tensor loss, taught;        ///< taught: undefined without a teacher.
    torch::Tensor image_right, text_right; ///< Own rows whose best partner is the right one.
};

LevelLoss level_loss(const ForwardResult &features, const LevelRows &rows, std::size_t level,
                     const LossOptions &options)
{
    const double count = double(rows.all_image.size(0));
    LevelLoss result;
    const torch::Tensor logits = similarities(features.scales, level, rows.image, rows.all_text);
    const torch::Tensor turned =
        rows.alone ? logits.t() : similarities(features.scales, level, rows.text, rows.all_image);
    result.image_right = right_rows(logits.detach(), rows);
    result.text_right = right_rows(turned.detach(), rows);
    // One patient has nothing to be told apart from: 0, with gradients of 0.
    if (count < 2) {
        result.loss = (logits.sum() + turned.sum()) * 0;
        return result;
    }
    if (options.pairs == PairLoss::sigmoid)
        result.loss = sigmoid_sum(logits, features.biases.select(0, std::int64_t(level)), rows, options.equal_reports)
            / count;
    else
        result.loss = (softmax_sum(logits, rows, options.equal_reports) / count
                       + softmax_sum(turned, rows, options.equal_reports) / count)
            / 2;
    if (options.teacher) {
        const torch::Tensor &scales = options.teacher->scales;
        const torch::Tensor goal =
            similarities(scales, level, rows.teacher_image, rows.teacher_all_text).detach();
        const torch::Tensor turned_goal = rows.alone
            ? goal.t()
            : similarities(scales, level, rows.teacher_text, rows.teacher_all_image).detach();
        const double t = options.teacher_temperature;
        result.taught =
            (divergence_sum(goal, logits, t) / count + divergence_sum(turned_goal, turned, t) / count) / 2;
    }
    return result;
}

/// The value of all processes with the gradient of this one's part: each computes its own rows' losses, whose
/// sum is the loss. The gradients' mean over the processes is taken later, so each counts as many times as
/// there are processes.
void add_up(LossResult &result, FeatureGatherer &gatherer)
{
    const double world = double(gatherer.world());
    std::vector<torch::Tensor> parts{result.levels[0], result.levels[1], result.levels[2],
                                     result.accuracy_image_to_text, result.accuracy_text_to_image};
    if (result.taught.defined())
        parts.push_back(result.taught);
    std::vector<torch::Tensor> values;
    for (const torch::Tensor &part : parts)
        values.push_back(part.detach().to(torch::kFloat64));
    const torch::Tensor sums = gatherer.sum(torch::stack(values));
    const auto whole = [&](torch::Tensor &part, std::int64_t index) {
        const torch::Tensor scaled = part * world;
        part = scaled + (sums[index].to(part.scalar_type()) - scaled).detach();
    };
    for (std::int64_t level = 0; level < 3; ++level)
        whole(result.levels[std::size_t(level)], level);
    result.accuracy_image_to_text = sums[3].to(torch::kFloat32);
    result.accuracy_text_to_image = sums[4].to(torch::kFloat32);
    if (result.taught.defined())
        whole(result.taught, 5);
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
    for (const Level level : all_levels) {
        const auto index = static_cast<std::size_t>(level);
        const LevelRows rows = level_rows(features, level, options);
        LevelLoss own = level_loss(features, rows, index, options);
        result.rows[index] = rows.all_image.size(0);
        result.levels[index] = std::move(own.loss);
        if (own.taught.defined())
            result.taught = result.taught.defined() ? result.taught + own.taught : own.taught;
        if (level == Level::patient) {
            const double count = double(std::max<std::int64_t>(result.rows[index], 1));
            result.accuracy_image_to_text = own.image_right / count;
            result.accuracy_text_to_image = own.text_right / count;
        }
    }
    if (result.taught.defined())
        result.taught = result.taught * options.teacher_weight;
    if (options.gatherer)
        add_up(result, *options.gatherer);
    result.total = result.levels[0] + result.levels[1] + result.levels[2];
    if (result.taught.defined())
        result.total = result.total + result.taught;
    return result;
}

} // namespace retclip
