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

/// "as_published" or "exclude_norms"; anything else is exclude_norms.
[[nodiscard]] DecayGroups decay_groups_from(std::string_view word);

} // namespace retclip
