// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/operations.h"

#include <algorithm>

namespace retclip {
namespace {

/// Forward of one sequence through an encoder's blocks. The last block computes keys and values of all tokens,
/// the rest of its first token alone.
double encoder_operations(double layers, double tokens, double width, double inner)
{
    const double whole = 2 * tokens * (4 * width * width + 2 * width * inner) + 4 * tokens * tokens * width;
    const double last = 2 * tokens * 2 * width * width + 2 * (2 * width * width + 2 * width * inner) + 4 * tokens * width;
    return (layers - 1) * whole + last;
}

/// Of forward, backward and weights' gradients together, as a multiple of forward.
double passes(bool frozen, bool adapted)
{
    return frozen ? 1 : adapted ? 2 : 3;
}

} // namespace

double step_operations(const RunConfig &config, const StepSize &size)
{
    const NetworkConfig &net = config.network;
    const bool contrastive = config.task == "pretrain";
    const bool adapted = config.adapter_rank > 0;
    const double width = net.vision_width;
    const double patches = double(net.grid()) * net.grid() * (1 - config.patch_mask_ratio);
    const double image = encoder_operations(net.vision_layers, patches + 1, width, 4 * width)
        + 2 * double(net.grid()) * net.grid() * 3 * net.vision_patch_size * net.vision_patch_size * width
        + 2 * width * net.embed_dim;
    double sum = double(size.images) * image
        * passes(config.freeze_image, adapted && config.adapter_towers != "text");
    if (contrastive && size.texts > 0) {
        const double text = encoder_operations(net.text_num_hidden_layers, double(size.tokens), net.text_hidden_size,
                                               net.text_intermediate_size);
        sum += double(size.texts) * text * passes(config.freeze_text, adapted && config.adapter_towers != "image");
        const double heads = 3 * 2.0 * net.text_hidden_size * (net.text_hidden_size + net.embed_dim)
            + 2.0 * 4 * net.embed_dim * net.embed_dim;
        sum += 3 * double(size.texts) * heads;
    }
    return sum;
}

} // namespace retclip
