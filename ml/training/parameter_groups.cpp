// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/parameter_groups.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace retclip {
namespace {

/// The number behind a prefix; -1 where the name does not start with it.
int layer_behind(std::string_view name, std::string_view prefix)
{
    if (name.substr(0, prefix.size()) != prefix)
        return -1;
    return std::atoi(std::string(name.substr(prefix.size())).c_str());
}

} // namespace

double layer_rate(std::string_view name, int image_layers, int text_layers, double decay)
{
    const auto starts = [&](std::string_view prefix) { return name.substr(0, prefix.size()) == prefix; };
    if (const int layer = layer_behind(name, "visual.transformer.resblocks."); layer >= 0)
        return std::pow(decay, image_layers - layer);
    if (const int layer = layer_behind(name, "bert.encoder.layer."); layer >= 0)
        return std::pow(decay, text_layers - layer);
    if (starts("bert."))
        return std::pow(decay, text_layers + 1);
    if (starts("visual.") && !starts("visual.ln_post.") && name != "visual.proj")
        return std::pow(decay, image_layers + 1);
    return 1.0;
}

std::string layer_group(std::string_view name, int image_layers, int text_layers)
{
    const auto starts = [&](std::string_view prefix) { return name.substr(0, prefix.size()) == prefix; };
    const auto third = [](const char *tower, int layer, int layers) {
        const int part = 3 * layer / std::max(1, layers);
        return std::string(tower) + (part <= 0 ? "_lower" : part == 1 ? "_middle" : "_upper");
    };
    if (const int layer = layer_behind(name, "visual.transformer.resblocks."); layer >= 0)
        return third("image", layer, image_layers);
    if (const int layer = layer_behind(name, "bert.encoder.layer."); layer >= 0)
        return third("text", layer, text_layers);
    if (starts("visual.ln_post.") || name == "visual.proj")
        return "image_end";
    if (starts("visual."))
        return "image_start";
    if (starts("bert."))
        return "text_start";
    if (starts("classifier."))
        return "classifier";
    if (starts("logit_"))
        return "scales";
    return "heads";
}

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
