// SPDX-License-Identifier: GPL-3.0-or-later
// The values of a new network (SPEC 1.4), drawn from torch's default generator in the order of the
// parameters.
#include "ml/network/ret_clip.h"

#include <cmath>
#include <string>

namespace retclip {

namespace {

bool contains(const std::string &text, const char *part)
{
    return text.find(part) != std::string::npos;
}

bool ends_with(const std::string &text, const std::string &end)
{
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// The library's default for a dense layer or convolution, weight and bias alike.
void set_library_default(torch::Tensor &values, std::int64_t fan_in)
{
    const double bound = 1.0 / std::sqrt(static_cast<double>(fan_in));
    values.uniform_(-bound, bound);
}

} // namespace

void RetClipImpl::set_initial_values()
{
    const torch::NoGradGuard no_gradient;
    const double image_deviation = 1.0 / std::sqrt(m_config.vision_width);
    const double head_deviation = 1.0 / std::sqrt(m_config.text_hidden_size);
    for (const auto &item : named_parameters()) {
        const std::string &name = item.key();
        torch::Tensor values = item.value();
        const bool is_norm = contains(name, "LayerNorm") || contains(name, "ln_");
        if (is_norm) {
            values.fill_(ends_with(name, "weight") ? 1.0 : 0.0);
        } else if (name.rfind("logit_scale", 0) == 0) {
            values.fill_(4.5); // ln 90 = 4.49981 in float16, which is what training starts from
        } else if (name == "visual.class_embedding" || name == "visual.positional_embedding"
                   || name == "visual.proj") {
            values.normal_(0.0, image_deviation);
        } else if (name.rfind("bert.", 0) == 0) {
            if (ends_with(name, "bias"))
                values.zero_();
            else
                values.normal_(0.0, m_config.text_initializer_range);
        } else if (contains(name, "attn.in_proj_weight")) {
            const double bound = std::sqrt(6.0 / static_cast<double>(values.size(0)
                                                                     + values.size(1)));
            values.uniform_(-bound, bound);
        } else if (contains(name, "attn.") && ends_with(name, "bias")) {
            values.zero_();
        } else if (contains(name, "text_projection")) {
            if (ends_with(name, "bias"))
                set_library_default(values, m_config.text_hidden_size);
            else
                values.normal_(0.0, head_deviation);
        } else if (contains(name, "c_fc.bias")) {
            set_library_default(values, m_config.vision_width);
        } else if (contains(name, "c_proj.bias")) {
            set_library_default(values, std::int64_t(4) * m_config.vision_width);
        } else { // weights of blocks, conv1 and image maps
            set_library_default(values, values.numel() / values.size(0));
        }
    }
}

} // namespace retclip
