// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/names.h"

#include <array>
#include <utility>

namespace retclip {

namespace {

using Use = OurName::Use;

bool starts_with(std::string_view text, std::string_view start)
{
    return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool replace(std::string &text, std::string_view what, std::string_view by)
{
    const std::size_t at = text.find(what);
    if (at == std::string::npos)
        return false;
    text.replace(at, what.size(), by);
    return true;
}

void replace_start(std::string &text, std::string_view what, std::string_view by)
{
    if (starts_with(text, what))
        text.replace(0, what.size(), by);
}

std::string_view unwrapped(std::string_view name)
{
    return starts_with(name, "module.") ? name.substr(7) : name;
}

/// BERT's names, which start with "bert.", to ours.
std::vector<OurName> bert_names(std::string name)
{
    // Older norms say gamma and beta.
    if (ends_with(name, "LayerNorm.gamma"))
        name.replace(name.size() - 5, 5, "weight");
    else if (ends_with(name, "LayerNorm.beta"))
        name.replace(name.size() - 4, 4, "bias");
    replace(name, "attention.self.out_proj", "attention.output.dense");
    if (name.find("attention.self.Wqkv.") == std::string::npos)
        return {{std::move(name)}};
    std::vector<OurName> result;
    for (const char *part :
         {"attention.self.query.", "attention.self.key.", "attention.self.value."}) {
        std::string one = name;
        replace(one, "attention.self.Wqkv.", part);
        result.push_back({std::move(one), Use::piece, int(result.size())});
    }
    return result;
}

/// timm's ViT (RETFound): the same blocks under other names.
std::vector<OurName> timm_names(std::string name)
{
    if (name == "cls_token")
        return {{"visual.class_embedding"}};
    if (name == "pos_embed")
        return {{"visual.positional_embedding"}};
    if (name == "patch_embed.proj.weight")
        return {{"visual.conv1.weight"}};
    if (name == "patch_embed.proj.bias")
        return {{"visual.positional_embedding", Use::patch_bias}};
    for (const char *norm : {"norm.", "fc_norm."})
        if (starts_with(name, norm))
            return {{"visual.ln_post." + name.substr(std::string_view(norm).size())}};
    if (!starts_with(name, "blocks."))
        return {{std::move(name)}};
    static constexpr std::array<std::pair<const char *, const char *>, 7> parts{{
        {".norm1.", ".ln_1."}, {".norm2.", ".ln_2."}, {".attn.qkv.weight", ".attn.in_proj_weight"},
        {".attn.qkv.bias", ".attn.in_proj_bias"}, {".attn.proj.", ".attn.out_proj."},
        {".mlp.fc1.", ".mlp.c_fc."}, {".mlp.fc2.", ".mlp.c_proj."},
    }};
    for (const auto &[theirs, ours] : parts)
        if (replace(name, theirs, ours))
            break;
    return {{"visual.transformer.resblocks." + name.substr(std::string_view("blocks.").size())}};
}

/// Hugging Face's CLIP and Chinese-CLIP.
std::vector<OurName> hugging_face_names(std::string name)
{
    if (name == "visual_projection.weight")
        return {{"visual.proj", Use::transposed}};
    if (starts_with(name, "text_model.embeddings.") || starts_with(name, "text_model.encoder.layer."))
        return bert_names("bert." + name.substr(std::string_view("text_model.").size()));
    if (!starts_with(name, "vision_model."))
        return {{std::move(name)}};
    name.erase(0, std::string_view("vision_model.").size());
    static constexpr std::array<std::pair<const char *, const char *>, 6> starts{{
        {"embeddings.class_embedding", "class_embedding"},
        {"embeddings.patch_embedding.", "conv1."},
        {"embeddings.position_embedding.weight", "positional_embedding"},
        {"pre_layrnorm.", "ln_pre."}, // as it is spelled there
        {"post_layernorm.", "ln_post."},
        {"encoder.layers.", "transformer.resblocks."},
    }};
    for (const auto &[theirs, ours] : starts)
        replace_start(name, theirs, ours);
    name.insert(0, "visual.");
    int part = 0;
    for (const char *letter : {".self_attn.q_proj.", ".self_attn.k_proj.", ".self_attn.v_proj."}) {
        if (replace(name, letter, ".attn.in_proj_"))
            return {{std::move(name), Use::stacked, part}};
        ++part;
    }
    for (const auto &[theirs, ours] :
         {std::pair{".self_attn.out_proj.", ".attn.out_proj."}, {".layer_norm1.", ".ln_1."},
          {".layer_norm2.", ".ln_2."}, {".mlp.fc1.", ".mlp.c_fc."}, {".mlp.fc2.", ".mlp.c_proj."}})
        if (replace(name, theirs, ours))
            break;
    return {{std::move(name)}};
}

bool has_no_place(std::string_view name, NameFamily family)
{
    if (ends_with(name, "position_ids") || name.find("bert.pooler.") != std::string_view::npos
        || starts_with(name, "pooler."))
        return true;
    // A masked autoencoder's other half, and the classifier of what it was trained on.
    return family == NameFamily::timm
           && (starts_with(name, "decoder_") || name == "mask_token" || starts_with(name, "head."));
}

} // namespace

NameFamily name_family(const std::vector<StoredTensor> &weights)
{
    bool visual = false, bert = false, heads = false, hugging = false, timm = false;
    for (const StoredTensor &tensor : weights) {
        const std::string_view name = unwrapped(tensor.name);
        visual = visual || starts_with(name, "visual.");
        heads = heads || starts_with(name, "left_feature_mapping")
                || starts_with(name, "text_projection_left");
        bert = bert || starts_with(name, "bert.") || starts_with(name, "embeddings.word_embeddings")
               || starts_with(name, "encoder.layer.");
        hugging = hugging || starts_with(name, "vision_model.");
        timm = timm || starts_with(name, "patch_embed.") || starts_with(name, "blocks.");
    }
    if (visual)
        return heads  ? NameFamily::ret_clip
               : bert ? NameFamily::chinese_clip
                      : NameFamily::clip;
    return hugging ? NameFamily::hugging_face_clip
           : timm  ? NameFamily::timm
           : bert  ? NameFamily::bert
                   : NameFamily::unknown;
}

const char *word(NameFamily family)
{
    switch (family) {
    case NameFamily::ret_clip: return "RET-CLIP";
    case NameFamily::chinese_clip: return "Chinese-CLIP";
    case NameFamily::clip: return "CLIP";
    case NameFamily::hugging_face_clip: return "CLIP (Hugging Face)";
    case NameFamily::timm: return "timm ViT (RETFound)";
    case NameFamily::bert: return "BERT";
    case NameFamily::unknown: break;
    }
    return "";
}

std::vector<OurName> our_names(std::string name, NameFamily family)
{
    name.erase(0, name.size() - unwrapped(name).size());
    if (has_no_place(name, family))
        return {};
    if (family == NameFamily::timm)
        return timm_names(std::move(name));
    if (family == NameFamily::hugging_face_clip)
        return hugging_face_names(std::move(name));
    // Hugging Face's BERT comes without its prefix too.
    if (starts_with(name, "embeddings.") || starts_with(name, "encoder.layer."))
        name.insert(0, "bert.");
    if (starts_with(name, "bert."))
        return bert_names(std::move(name));
    if (starts_with(name, "visual.")) {
        replace(name, "attn.Wqkv.weight", "attn.in_proj_weight");
        replace(name, "attn.Wqkv.bias", "attn.in_proj_bias");
    }
    return {{std::move(name)}};
}

} // namespace retclip
