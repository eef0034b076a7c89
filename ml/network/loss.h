// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The contrastive loss at three levels (SPEC 4), and what may take its place (docs/training.md).

#include "ml/network/ret_clip.h"

#include <array>

namespace retclip {

/// The other processes of a run, as the loss needs them. Every call is made by all of them in the same order.
class FeatureGatherer
{
public:
    virtual ~FeatureGatherer() = default;
    /// Equal-shaped tensors of all ranks in rank order, (B,…) → (world·B,…). Backward: a rank's rows get the
    /// sum of the gradients that all ranks have for them.
    [[nodiscard]] virtual torch::Tensor gather(const torch::Tensor &rows) = 0;
    /// Sum over the ranks, without a gradient.
    [[nodiscard]] virtual torch::Tensor sum(const torch::Tensor &values) = 0;
    [[nodiscard]] virtual std::int64_t world() const = 0;
    [[nodiscard]] virtual std::int64_t rank() const = 0;
};

/// What patients with identical reports are to each other in a batch.
enum class EqualReports {
    negatives, ///< Wrong answers, as published.
    positives, ///< Right answers: the target is spread evenly over them.
    ignored    ///< Neither: their pairs have no part in the loss.
};
/// "negatives", "positives", "ignored"; anything else is negatives.
[[nodiscard]] EqualReports equal_reports_from(std::string_view word);

enum class PairLoss {
    softmax, ///< Cross-entropy of rows and columns (published).
    sigmoid  ///< Each pair by itself: SigLIP, arXiv 2303.15343. Needs ForwardResult::biases.
};

struct LossOptions
{
    /// int64 (B), host memory: equal numbers are identical reports. Undefined: all differ.
    torch::Tensor report_numbers;
    EqualReports equal_reports = EqualReports::positives; ///< Where numbers are given.
    PairLoss pairs = PairLoss::softmax;
    /// Several processes: the global batch over all of them, of which each compares its own rows with all
    /// (memory: own batch × whole batch; features of all). Null: this process alone.
    FeatureGatherer *gatherer = nullptr;

    /// What a trained network makes of the same patients; null: nobody teaches. Adds to each level
    /// weight · t² · (KL of rows + KL of columns)/2 between the softmaxes of both networks' scaled
    /// similarities / t (Hinton et al. 2015 for the form; over similarities as in TinyCLIP, ICCV 2023).
    const ForwardResult *teacher = nullptr;
    double teacher_weight = 1;
    double teacher_temperature = 1;
};

struct LossResult
{
    torch::Tensor total;                 ///< patient + left + right + the teacher's; float32 scalar.
    std::array<torch::Tensor, 3> levels; ///< In the order of Level; 0 where fewer than 2 take part.
    std::array<std::int64_t, 3> rows{};  ///< Patients contrasted at each level.
    torch::Tensor taught;                ///< The teacher's part, weighted; undefined without one.
    /// Share of rows whose best partner is the right one; patient level; 0-dimensional, no gradient.
    torch::Tensor accuracy_image_to_text, accuracy_text_to_image;

    [[nodiscard]] const torch::Tensor &level(Level which) const
    {
        return levels[static_cast<std::size_t>(which)];
    }
};

/// Float32 at least, whatever autocast says. Only present rows are contrasted. With a gatherer the values are
/// those of the whole batch, and the mean over the ranks of their parameters' gradients is its gradient.
[[nodiscard]] LossResult contrastive_loss(const ForwardResult &features,
                                          const LossOptions &options = {});

} // namespace retclip
