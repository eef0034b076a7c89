// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ml/checkpoint/weights.h"
#include "ml/network/ret_clip.h"

#include <filesystem>
#include <map>
#include <string>

namespace retclip {

enum class Fit {
    whole, ///< Every parameter must be there in its shape: a missing one is named, nothing changes.
    part   ///< What is there is taken, the rest stays: pretrained encoders. Nothing at all: an error.
};

/// Copies a checkpoint's weights into a network, cast to float32; gives what matched and what not.
/// Errors: unsupported (Fit::whole: tensors missing or misshapen; Fit::part: none fits), and those
/// of reading.
[[nodiscard]] Result<WeightMatch> load_weights(RetClip &network, const Checkpoint &checkpoint,
                                               Fit fit);

/// Opens, detects the sizes (or takes the given ones), builds the network and loads all of it.
[[nodiscard]] Result<RetClip> open_network(const std::filesystem::path &file,
                                           const std::optional<NetworkConfig> &config = {});

/// Writes the weights, float32, in the published order, with the network's sizes as a note.
/// ".pt" gives a PyTorch archive, anything else safetensors. Atomic.
[[nodiscard]] Result<void> save_weights(const RetClip &network, const std::filesystem::path &file,
                                        std::map<std::string, std::string> notes = {});

} // namespace retclip
