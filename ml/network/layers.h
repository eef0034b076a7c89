// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The pieces that both encoders are made of. Shapes: B patients, T queries, S keys, D width,
// H heads, W head width.

#include "ml/torch.h"

#include <functional>
#include <memory>
#include <vector>

namespace retclip {

/// A parameter to be: memory of that shape in float32, its values not yet written.
[[nodiscard]] torch::Tensor unset(std::vector<std::int64_t> shape);

/// x·Wᵀ + b and a·b, in the precision that an AutocastGuard around them asks for. `bias` may be
/// undefined.
[[nodiscard]] torch::Tensor dense(const torch::Tensor &x, const torch::Tensor &weight,
                                  const torch::Tensor &bias);
[[nodiscard]] torch::Tensor product(const torch::Tensor &a, const torch::Tensor &b);

struct AdapterImpl; ///< ml/network/adapters.h

/// y = x·Wᵀ + b. Weights are left unset: initial_values.cpp sets them, or a checkpoint does.
struct DenseImpl : torch::nn::Module
{
    DenseImpl(int inputs, int outputs, bool with_bias = true);
    torch::Tensor forward(const torch::Tensor &x) const;
    void adapt(int rank, double scale); ///< Puts a low-rank adapter beside the weight.
    torch::Tensor weight, bias;
    std::shared_ptr<AdapterImpl> adapter; ///< Null: none.
};
TORCH_MODULE(Dense);

/// Layer normalisation in float32 (float64 stays), whatever autocast says.
struct NormImpl : torch::nn::Module
{
    NormImpl(int width, double epsilon);
    torch::Tensor forward(const torch::Tensor &x) const;
    torch::Tensor weight, bias;
    double epsilon;
};
TORCH_MODULE(Norm);

/// A table of rows by number; row 0 gets no gradient where `padded`.
struct TableImpl : torch::nn::Module
{
    TableImpl(int rows, int width, bool padded);
    torch::Tensor forward(const torch::Tensor &rows) const;
    torch::Tensor weight;
    bool padded;
};
TORCH_MODULE(Table);

/// Where attention probabilities (B,H,T,S) are put as they are computed; null: nowhere.
using AttentionRecord = std::vector<torch::Tensor>;

/// softmax(q·kᵀ/sqrt(W) + bias)·v for q (B,T,D), k and v (B,S,D) split into heads; result (B,T,D).
/// bias: undefined, or broadcast to (B,H,T,S). The softmax is taken in float32.
[[nodiscard]] torch::Tensor attention(const torch::Tensor &q_BTD, const torch::Tensor &k_BSD,
                                      const torch::Tensor &v_BSD, int heads,
                                      const torch::Tensor &bias, double dropout_rate,
                                      AttentionRecord *record);

/// Inverted dropout. Draws from the device's generator; the same seed gives the same mask whatever
/// the number of threads.
[[nodiscard]] torch::Tensor dropped_out(const torch::Tensor &x, double rate, bool training);

/// x·sigmoid(1.702 x)
[[nodiscard]] torch::Tensor quick_gelu(const torch::Tensor &x);

/// Runs `block` without keeping its inner results, and runs it again for the gradients, with the
/// same random numbers and the same autocast. `parameters`: all that the block uses and that may
/// need a gradient.
[[nodiscard]] torch::Tensor
recomputed(const std::function<torch::Tensor(const torch::Tensor &)> &block,
           const torch::Tensor &x, const std::vector<torch::Tensor> &parameters);

} // namespace retclip
