// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The contrastive loss at three levels (SPEC 4), and what may take its place (docs/training.md).

#include "ml/network/ret_clip.h"

#include <array>

namespace retclip {

/// Collects equal-shaped tensors of all ranks in rank order, (B,…) → (world·B,…), so that the
/// gradient of every copy flows back to the rank it came from (summed over ranks).
class FeatureGatherer
{
public:
    virtual ~FeatureGatherer() = default;
    [[nodiscard]] virtual torch::Tensor gather(const torch::Tensor &rows) = 0;
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
    /// Several processes: the global batch over all of them. Null: this process alone.
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

/// Float32 at least, whatever autocast says. Only present rows are contrasted.
[[nodiscard]] LossResult contrastive_loss(const ForwardResult &features,
                                          const LossOptions &options = {});

} // namespace retclip
