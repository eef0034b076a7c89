// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ml/data/batch_loader.h"
#include "ml/network/loss.h"

#include "ml/torch.h"

#include <array>
#include <optional>

namespace retclip {

struct ContrastiveOptions
{
    torch::ScalarType precision = torch::kFloat32;
    std::int64_t micro_batch = 0; ///< 0, or at least the batch: the whole batch at once.
    double patch_mask_ratio = 0;
    EqualReports equal_reports = EqualReports::negatives;
    PairLoss pairs = PairLoss::softmax;
    /// A trained network to learn from, in evaluation mode; null: none.
    RetClip teacher{nullptr};
    double teacher_weight = 1, teacher_temperature = 1;
    FeatureGatherer *gatherer = nullptr; ///< Several processes: the loss is of all their batches.
    double loss_scale = 1; ///< Float16: multiplies the loss before the backward pass.
};

struct ContrastiveOutcome
{
    double loss = 0;
    std::array<double, 3> levels{};
    std::array<std::int64_t, 3> rows{}; ///< Patients contrasted at each level.
    std::array<double, 3> scales{};     ///< exp, as used.
    double accuracy_image_to_text = 0, accuracy_text_to_image = 0;
    std::int64_t zero_features = 0;
    std::optional<double> taught; ///< The teacher's part of the loss.
    double forward_s = 0, backward_s = 0; ///< By the clock. What a part computes again counts as forward.
};

/// The network's input on its device, from a loaded batch.
[[nodiscard]] PatientBatch to_device(const LoadedBatch &batch, const torch::Device &device);

/// Raw visual features of both eyes (B,E); absent eyes are not computed, their rows are zeros.
struct EncodedEyes
{
    torch::Tensor left, right;
};
[[nodiscard]] EncodedEyes encode_eyes(RetClip &network, const PatientBatch &batch,
                                      double patch_mask_ratio);

/// The options that a run's settings ask for, but for precision, gatherer and teacher.
[[nodiscard]] ContrastiveOptions contrastive_options(const RunConfig &config);
/// Of a loss over that batch.
[[nodiscard]] LossOptions loss_options(const ContrastiveOptions &options, const LoadedBatch &batch);
/// Features of the whole batch, encoded `part` patients at a time (0: all at once); without gradients.
[[nodiscard]] ForwardResult forward_in_parts(RetClip &network, const PatientBatch &batch,
                                             std::int64_t part);

/// Forward and backward of one batch; gradients are added to the parameters'.
///
/// With a micro-batch, features are first computed without gradients, a part at a time; the loss of
/// the whole batch gives the features' gradients; then each part is computed again with the same
/// random numbers and passes its own back. Gradients equal those of the whole batch at once; memory
/// is that of one part. Throws what LibTorch throws. A teacher sees the same photographs, whole (at its
/// own resolution), and the same ids.
[[nodiscard]] ContrastiveOutcome contrastive_step(RetClip &network, const LoadedBatch &batch,
                                                  const torch::Device &device,
                                                  const ContrastiveOptions &options);

} // namespace retclip
