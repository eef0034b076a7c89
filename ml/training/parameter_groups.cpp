// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/parameter_groups.h"

namespace retclip {

bool decays(std::string_view name, DecayGroups groups)
{
    const auto contains = [&](std::string_view part) {
        return name.find(part) != std::string_view::npos;
    };
    if (contains("bn") || contains("ln") || contains("bias") || contains("logit_scale"))
        return false;
    if (groups == DecayGroups::as_published)
        return true;
    return !contains("LayerNorm") && !contains("embedding");
}

DecayGroups decay_groups_from(std::string_view word)
{
    return word == "as_published" ? DecayGroups::as_published : DecayGroups::exclude_norms;
}

} // namespace retclip
