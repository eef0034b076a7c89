// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/loss.h"

#include "ml/compatibility.h"

namespace retclip {

namespace {

struct LevelRows
{
    torch::Tensor image, text; ///< (N,E), those that take part.
    torch::Tensor numbers;     ///< (N) report numbers, or undefined.
};

/// Mean cross-entropy of rows whose right columns are `positive` (N,N), spread evenly over them.
torch::Tensor even_cross_entropy(const torch::Tensor &logits_NN, const torch::Tensor &positive_NN)
{
    const torch::Tensor share = positive_NN / positive_NN.sum(1, /*keepdim=*/true);
    return -(share * torch::log_softmax(logits_NN, 1)).sum(1).mean();
}

torch::Tensor level_loss(const torch::Tensor &logits_NN, const torch::Tensor &numbers)
{
    if (numbers.defined()) {
        const torch::Tensor same = (numbers.unsqueeze(0) == numbers.unsqueeze(1))
                                       .to(logits_NN.device(), logits_NN.scalar_type());
        return (even_cross_entropy(logits_NN, same) + even_cross_entropy(logits_NN.t(), same)) / 2;
    }
    const torch::Tensor diagonal =
        torch::arange(logits_NN.size(0), torch::TensorOptions(torch::kInt64))
            .to(logits_NN.device());
    return (torch::cross_entropy_loss(logits_NN, diagonal)
            + torch::cross_entropy_loss(logits_NN.t(), diagonal))
           / 2;
}

torch::Tensor share_right(const torch::Tensor &logits_NN)
{
    const torch::Tensor diagonal =
        torch::arange(logits_NN.size(0), torch::TensorOptions(torch::kInt64))
            .to(logits_NN.device());
    return (logits_NN.argmax(1) == diagonal).to(torch::kFloat32).mean();
}

} // namespace

LossResult contrastive_loss(const ForwardResult &features, const LossOptions &options)
{
    const torch::DeviceType device = features.scales.device().type();
    const AutocastGuard in_full_precision(device, torch::kFloat32);
    const std::int64_t batch = features.text.patient.size(0);

    LossResult result;
    for (const Level level : all_levels) {
        const auto index = static_cast<std::size_t>(level);
        LevelRows rows{features.image[level], features.text[level], options.report_numbers};
        torch::Tensor present = features.present_at(level);
        if (options.gatherer) {
            // Every rank takes part in every gather, whether or not its own patients are complete.
            if (!present.defined())
                present = torch::ones({batch}, torch::kBool);
            rows.image = options.gatherer->gather(rows.image);
            rows.text = options.gatherer->gather(rows.text);
            present = options.gatherer->gather(present.to(torch::kInt64)) != 0;
            if (rows.numbers.defined())
                rows.numbers = options.gatherer->gather(rows.numbers);
            present = present.all().item<bool>() ? torch::Tensor() : present;
        }
        if (present.defined()) {
            const torch::Tensor chosen = present.nonzero().view({-1});
            const torch::Tensor on_device = chosen.to(rows.image.device());
            rows.image = rows.image.index_select(0, on_device);
            rows.text = rows.text.index_select(0, on_device);
            if (rows.numbers.defined())
                rows.numbers = rows.numbers.index_select(0, chosen);
        }
        const std::int64_t count = rows.image.size(0);
        result.rows[index] = count;
        const torch::Tensor logits =
            features.scales.select(0, static_cast<std::int64_t>(index))
                .to(rows.image.scalar_type())
            * torch::matmul(rows.image, rows.text.t());
        // One patient has nothing to be told apart from: 0, with gradients of 0.
        result.levels[index] = count > 1 ? level_loss(logits, rows.numbers) : logits.sum() * 0;
        if (level == Level::patient) {
            const torch::Tensor fixed = logits.detach();
            const torch::Tensor none = torch::zeros({}, fixed.options());
            result.accuracy_image_to_text = count > 0 ? share_right(fixed) : none;
            result.accuracy_text_to_image = count > 0 ? share_right(fixed.t()) : none;
        }
    }
    result.total = result.levels[0] + result.levels[1] + result.levels[2];
    return result;
}

} // namespace retclip
