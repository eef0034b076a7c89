// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace retclip {

/// Which parameters shrink by weight decay.
enum class DecayGroups {
    as_published, ///< No decay where the name contains bn, ln, bias or logit_scale (SPEC 5): BERT's
                  ///< LayerNorm weights and all embeddings do decay.
    exclude_norms ///< Beside those, no norm and no embedding decays.
};

/// Whether a parameter of that (unprefixed) name decays. Threads: any.
[[nodiscard]] bool decays(std::string_view name, DecayGroups groups);

/// Share of the learning rate that a parameter of that (unprefixed) name gets under layer-wise decay:
/// decay^d, d the number of layers between it and its encoder's output. Projections, heads and a
/// classifier have d = 0, the last block 1, the embeddings one more than the first block (BEiT,
/// arXiv 2106.08254, and MAE fine-tune so). Each encoder counts its own layers. Threads: any.
[[nodiscard]] double layer_rate(std::string_view name, int image_layers, int text_layers, double decay);

/// The group of layers that a parameter of that (unprefixed) name belongs to: "image_start" (patches and
/// positions), "image_lower", "image_middle", "image_upper" (thirds of the blocks), "image_end", the same with
/// "text_" (no end), "heads", "scales", "classifier". Threads: any.
[[nodiscard]] std::string layer_group(std::string_view name, int image_layers, int text_layers);

/// "as_published" or "exclude_norms"; anything else is exclude_norms.
[[nodiscard]] DecayGroups decay_groups_from(std::string_view word);

} // namespace retclip
