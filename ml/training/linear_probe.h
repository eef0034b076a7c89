// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace retclip {

/// The authors' linear probe (SPEC 8): one linear layer on fixed features, mean binary
/// cross-entropy over all label entries (or softmax cross-entropy where classes exclude each
/// other), AdamW with betas 0.9, 0.999, eps 1e-6, no decay, constant rate; the incomplete last
/// batch of an epoch is dropped (but an epoch of less than one batch is one batch).
struct LinearProbe
{
    enum class Loss { sigmoid, softmax };

    int outputs = 1;
    int width = 0;
    std::vector<float> weights; ///< outputs x width
    std::vector<float> bias;    ///< outputs

    /// LibTorch's starting distribution of a linear layer: uniform within +-1/sqrt(width).
    [[nodiscard]] static LinearProbe fresh(int outputs, int width, std::int64_t seed);
    /// Probabilities, rows x outputs.
    [[nodiscard]] Matrix probabilities(const Matrix &features, Loss loss) const;
};

struct LinearProbeTraining
{
    const Matrix *features = nullptr; ///< N x width
    /// N x outputs; an entry below 0 is unknown and has no part in the loss.
    const Matrix *targets = nullptr;
    LinearProbe::Loss loss = LinearProbe::Loss::sigmoid;
    int batch = 128;
    int epochs = 75;
    double learning_rate = 1e-3;
    std::int64_t seed = 123;
    std::vector<std::vector<std::int64_t>> orders; ///< One an epoch; empty: drawn from the seed.
};

/// Called after each epoch (from 1) with the state and the loss of its last batch.
using LinearProbeEpoch = std::function<void(int epoch, const LinearProbe &probe, double loss)>;

/// Trains `probe` in place. False: a stop was asked for. Threads: any.
[[nodiscard]] bool train_linear_probe(LinearProbe &probe, const LinearProbeTraining &training,
                                      const LinearProbeEpoch &after_epoch,
                                      std::stop_token stop = {});

} // namespace retclip
