// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Low-rank adapters (LoRA, arXiv 2106.09685) beside the dense layers of both encoders.

#include "ml/torch.h"

#include <cstdint>
#include <string_view>

namespace retclip {

class RetClipImpl;

/// What stands beside a frozen weight (out, in): scale · b · (a · x), a (rank, in), b (out, rank).
/// a starts as a dense layer's weight does, b at 0: at first nothing changes.
struct AdapterImpl : torch::nn::Module
{
    AdapterImpl(std::int64_t inputs, std::int64_t outputs, std::int64_t rank, double scale);
    /// Outputs `from` to `from` + `count` alone.
    torch::Tensor forward(const torch::Tensor &x, std::int64_t from, std::int64_t count) const;
    torch::Tensor forward(const torch::Tensor &x) const { return forward(x, 0, b.size(0)); }
    torch::Tensor a, b;
    double scale;
};

/// Freezes the encoders named and puts adapters of `rank` beside the weights of their attention and of
/// their wide layers, drawn from torch's default generator; alpha / rank is what they count. Names in a
/// checkpoint: ml/checkpoint/adapters.h. Call before the network goes to its device.
void attach_adapters(RetClipImpl &network, int rank, double alpha, bool image, bool text);

/// Whether a parameter is one that adapters learn.
[[nodiscard]] bool is_adapter_name(std::string_view parameter);

} // namespace retclip
