// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where a network looks: maps over a photograph and weights of a text's pieces, for one similarity.
// Shapes: P image tokens (class token first), S pixels a side, L text tokens, E embedding.

#include "core/base/laterality.h"
#include "ml/network/ret_clip.h"

#include <functional>
#include <stop_token>

namespace retclip {

/// Relevance of each column of the class token's row: R starts as the identity; each layer adds
/// mean over heads of (gradient x attention, negatives dropped) times R. Source: Chefer, Gur, Wolf,
/// ICCV 2021, rule 5 and 6. `gradients` may be empty: then rollout (Abnar, Zuidema, ACL 2020), the
/// product of (attention + identity)/2.
/// Records as the encoders make them: (1,H,P,P), the last one (1,H,1,P). Result: P numbers.
[[nodiscard]] torch::Tensor class_relevance(const AttentionRecord &attention,
                                            const std::vector<torch::Tensor> &gradients);

/// To 0..1; all zeros where nothing stands out.
[[nodiscard]] std::vector<float> scaled_to_one(const torch::Tensor &values);

/// How much the similarity falls when a square of two cells a side is grey, for `side` x `side`
/// places. `similarity` takes pixels (N,3,S,S) to N numbers. Empty: stopped.
[[nodiscard]] torch::Tensor
occlusion(const torch::Tensor &pixels_3SS, int side,
          const std::function<torch::Tensor(const torch::Tensor &)> &similarity,
          std::stop_token stop);

} // namespace retclip
