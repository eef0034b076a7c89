// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The contrastive loss at three levels (SPEC 4).

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

struct LossOptions
{
    /// int64 (B), host memory: equal numbers are identical reports, which then count as positives
    /// of each other. Undefined: as published, they are negatives.
    torch::Tensor report_numbers;
    /// Several processes: the global batch over all of them. Null: this process alone.
    FeatureGatherer *gatherer = nullptr;
};

struct LossResult
{
    torch::Tensor total;                 ///< patient + left + right; float32 scalar.
    std::array<torch::Tensor, 3> levels; ///< In the order of Level; 0 where fewer than 2 take part.
    std::array<std::int64_t, 3> rows{};  ///< Patients contrasted at each level.
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
