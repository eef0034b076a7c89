// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Low-rank adapters in a checkpoint of ours: beside a weight W (out x in) lie "….adapter.a" (rank x in)
// and "….adapter.b" (out x rank); the file's scalar "adapter_scale" is alpha / rank. What the network
// multiplies by is W + scale · b · a.

#include "ml/checkpoint/checkpoint.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

/// Places of its parts in Checkpoint::weights().
struct StoredAdapter
{
    std::size_t a = 0, b = 0, scale = 0;
};

struct StoredAdapters
{
    std::map<std::string, StoredAdapter> whole; ///< By the name of the weight, as in the file.
    std::vector<std::string> incomplete;        ///< Weights of which a part is missing or misshapen.
    std::int64_t rank = 0;                      ///< The largest.
};

/// A part of an adapter, or the scale, by a name in a file.
[[nodiscard]] bool is_adapter_part(std::string_view name);
[[nodiscard]] StoredAdapters adapters_in(const Checkpoint &checkpoint);
/// Adds scale · b · a to the weight's values (out x in).
[[nodiscard]] Result<void> add_adapter(const Checkpoint &checkpoint, const StoredAdapter &adapter,
                                       std::span<float> weight);

} // namespace retclip
