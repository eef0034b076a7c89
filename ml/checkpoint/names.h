// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ml/checkpoint/checkpoint.h"

#include <string>
#include <string_view>
#include <vector>

namespace retclip {

/// Whose names a checkpoint's tensors carry.
enum class NameFamily {
    unknown,
    ret_clip,
    chinese_clip,      ///< visual.*, bert.*; no heads for each eye
    clip,              ///< visual.* alone counts; CLIP's own text side does not fit
    hugging_face_clip, ///< vision_model.*, text_model.*: query, key and value apart
    timm,              ///< blocks.N.*, patch_embed.*: RETFound and other ViTs
    bert               ///< bert.*, or embeddings.* and encoder.layer.*
};
[[nodiscard]] NameFamily name_family(const std::vector<StoredTensor> &weights);
/// "RET-CLIP", "Chinese-CLIP", "CLIP", "timm ViT (RETFound)", "BERT"; "" for unknown.
[[nodiscard]] const char *word(NameFamily family);

/// What a tensor of a file is to us.
struct OurName
{
    enum class Use {
        whole,
        piece,     ///< Ours is a third of it: `part` of query, key, value.
        stacked,   ///< It is a third of ours.
        transposed,
        patch_bias ///< Added to the position of every patch: the same sum as in the file's network.
    };
    std::string name;
    Use use = Use::whole;
    int part = 0;
};
/// Several where the file stacks what we keep apart. Empty where the tensor has no place here and
/// needs none (poolers, decoders, running numbers of positions).
[[nodiscard]] std::vector<OurName> our_names(std::string name, NameFamily family);

} // namespace retclip
