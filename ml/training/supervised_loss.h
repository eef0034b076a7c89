// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The losses of fine-tuning, and the probabilities that go with them (docs/training.md).
// Shapes: N rows (a patient or an eye each), K classes, O outputs of the classifier.

#include "core/base/manifest.h"

#include "ml/torch.h"

#include <vector>

namespace retclip {

struct SupervisedLoss
{
    LabelKind kind = LabelKind::binary;
    int classes = 1;            ///< Binary: 1.
    bool cumulative = false;    ///< Grades by one score and thresholds (proportional odds).
    double label_smoothing = 0; ///< Spread evenly over the classes (binary: over yes and no).
    double focal_gamma = 0;     ///< 0: cross-entropy.
    /// Exclusive classes: one weight a class. Otherwise two rows: of a class's absence, its presence.
    /// Empty: all weigh alike.
    std::vector<std::vector<double>> weights;

    [[nodiscard]] bool exclusive() const
    {
        return kind == LabelKind::multiclass || kind == LabelKind::ordinal;
    }
    /// Grades by thresholds take one score; else an output a class.
    [[nodiscard]] int outputs() const;
    /// Grades by thresholds: the first threshold, then the steps to the next ones (before softplus).
    [[nodiscard]] int biases() const;
};

/// Logits (N,O) of features (N,width) by the classifier's weight (O,width) and bias: linear; for grades
/// by thresholds the logarithms of the grades' probabilities (N,K). Float32.
[[nodiscard]] torch::Tensor class_logits(const SupervisedLoss &loss, const torch::Tensor &features,
                                         const torch::Tensor &weight, const torch::Tensor &bias);

/// Bias that a classifier starts with: zeros; thresholds lie evenly about 0.
[[nodiscard]] torch::Tensor initial_bias(const SupervisedLoss &loss);

/// Mean over what is known, weighted where weights are given; unknown entries have no part. 0 where
/// nothing is known but for exclusive classes without weights, smoothing or gamma (NaN, as LibTorch's).
/// The gradient flows to the logits.
[[nodiscard]] torch::Tensor supervised_loss(const SupervisedLoss &loss, const torch::Tensor &logits,
                                            const std::vector<Targets> &rows);

/// What that mean is divided by: the weight of all that is known in the rows. The loss of a batch is the mean
/// of its parts' losses by these. 0: nothing is known.
[[nodiscard]] double known_weight(const SupervisedLoss &loss, const std::vector<Targets> &rows);

/// Probabilities (N,K; binary N,1), in each row 1 together where classes exclude each other.
[[nodiscard]] torch::Tensor class_probabilities(const SupervisedLoss &loss, const torch::Tensor &logits);

/// Weights under which each class counts alike: N / (K n) for exclusive classes, N / (2 n) for the
/// presence and for the absence of each other class, n and N among the known of the rows
/// (scikit-learn's "balanced"). A class that never occurs weighs 1.
[[nodiscard]] std::vector<std::vector<double>> balanced_weights(LabelKind kind, int classes,
                                                                const std::vector<Targets> &rows);

} // namespace retclip
