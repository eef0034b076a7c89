// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From anyone's tensor names to RET-CLIP's (SPEC 6).

#include "core/base/network_config.h"
#include "ml/checkpoint/adapters.h"
#include "ml/checkpoint/checkpoint.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace retclip {

/// A parameter of the network, in the published order.
struct ParameterShape
{
    std::string name;
    std::vector<std::int64_t> shape;
};
[[nodiscard]] std::vector<ParameterShape> expected_parameters(const NetworkConfig &config);

/// Where one parameter of ours comes from.
struct WeightSource
{
    std::string name;       ///< Ours.
    std::size_t tensor = 0; ///< Number among the checkpoint's weights.
    int piece = 0;          ///< Of stacked query, key, value: which third; `pieces` 1: the whole.
    int pieces = 1;
    std::vector<std::size_t> stacked; ///< Query, key, value of a file that keeps them apart.
    bool transposed = false;
    bool resized = false; ///< Position embedding of another grid.
    std::optional<std::size_t> patch_bias; ///< Added to the positions of patches.
    std::optional<StoredAdapter> adapter;  ///< Added to the weight.

    /// Whether the file's numbers are ours as they stand.
    [[nodiscard]] bool as_stored() const
    {
        return pieces == 1 && stacked.empty() && !transposed && !resized && !patch_bias && !adapter;
    }
};

/// How a checkpoint fits a network, before anything is loaded.
struct WeightMatch
{
    std::vector<WeightSource> sources;
    std::vector<std::string> missing;    ///< Ours, not in the file.
    std::vector<std::string> unexpected; ///< In the file, as it names them, not ours.
    std::vector<std::string> misshapen;  ///< "name: 4x8 in the file, 4x6 in the network"
    std::vector<std::string> resized;
    std::int64_t adapted = 0, adapter_rank = 0; ///< Weights with low-rank adapters, and their rank.

    [[nodiscard]] bool whole() const { return missing.empty() && misshapen.empty(); }
};

/// Understands `module.`, flash-attention names, the pooler (dropped), position_ids (ignored),
/// Hugging Face's BERT names with and without `bert.`, gamma and beta, CLIP's `visual.*`, Hugging
/// Face's CLIP and Chinese-CLIP, timm's ViT (RETFound); see names.h. Low-rank adapters of ours are added
/// to the weights they belong to; the biases of a sigmoid loss are no part of the network.
[[nodiscard]] WeightMatch match_weights(const Checkpoint &checkpoint, const NetworkConfig &config);

/// One parameter's values as float32, resized where the match says so.
[[nodiscard]] Result<std::vector<float>> read_weight(const Checkpoint &checkpoint,
                                                     const WeightSource &source,
                                                     const NetworkConfig &config);

/// The network that the tensors are, where they are one: sizes from shapes; heads, which leave no
/// trace in shapes, from the file's own note or by the published rule (64 a head).
[[nodiscard]] std::optional<NetworkConfig> detect_network(const Checkpoint &checkpoint);
/// The sides that the tensors have, the published sizes for the others: what to match a start
/// checkpoint with. Nothing where neither side is there.
[[nodiscard]] std::optional<NetworkConfig> likely_network(const Checkpoint &checkpoint);
/// "ViT-B-16 + RoBERTa-base", or the sizes in words.
[[nodiscard]] std::string network_name(const NetworkConfig &config);

/// Position embeddings (1 + grid², width) of another grid (SPEC 1.6): row 0 kept, the rest resized
/// by bicubic interpolation (a = -0.75) with aligned corners.
[[nodiscard]] std::vector<float> resized_positions(std::span<const float> values, int width,
                                                   int grid_before, int grid_after);

/// The key under which our safetensors files keep the network's sizes as JSON.
inline constexpr const char *network_note = "retclip_network";

} // namespace retclip
