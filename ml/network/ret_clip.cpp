// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/ret_clip.h"

#include "ml/compatibility.h"
#include "ml/network/layer_scope.h"

namespace retclip {

namespace {

/// The mask as bool in host memory, or undefined where every patient has that eye.
torch::Tensor host_mask(const torch::Tensor &mask)
{
    if (!mask.defined())
        return {};
    torch::Tensor host = mask.to(torch::kCPU, torch::kBool);
    return host.all().item<bool>() ? torch::Tensor() : host;
}

torch::Tensor both(const torch::Tensor &a, const torch::Tensor &b)
{
    if (!a.defined())
        return b;
    return b.defined() ? torch::logical_and(a, b) : a;
}

/// Rows of absent parts become zeros, without a gradient.
torch::Tensor only_present(const torch::Tensor &rows, const torch::Tensor &present)
{
    if (!present.defined())
        return rows;
    return rows.masked_fill(present.logical_not().to(rows.device()).unsqueeze(1), 0.0);
}

torch::Tensor zero_rows(const torch::Tensor &rows, const torch::Tensor &present)
{
    torch::Tensor zero = (rows.detach() == 0).all(1);
    if (present.defined())
        zero = torch::logical_and(zero, present.to(zero.device()));
    return zero.sum();
}

} // namespace

torch::Tensor normalised_rows(const torch::Tensor &rows)
{
    const torch::Tensor wide = rows.scalar_type() == torch::kFloat64 ? rows
                                                                     : rows.to(torch::kFloat32);
    return wide / wide.norm(2, 1, /*keepdim=*/true).clamp_min(1e-12);
}

RetClipImpl::TextHead::TextHead(int width, int embedding)
{
    first = register_module("0", Dense(width, width));
    second = register_module("2", Dense(width, embedding));
}

torch::Tensor RetClipImpl::TextHead::forward(const torch::Tensor &cls_BD) const
{
    return second->forward(torch::relu(first->forward(cls_BD)));
}

RetClipImpl::RetClipImpl(const NetworkConfig &config, Start start) : m_config(config)
{
    const int embedding = config.embed_dim, width = config.text_hidden_size;
    logit_scale = register_parameter("logit_scale", torch::empty({}));
    logit_scale_left = register_parameter("logit_scale_left", torch::empty({}));
    logit_scale_right = register_parameter("logit_scale_right", torch::empty({}));
    visual = register_module("visual", Vision(config));
    bert = register_module("bert", Text(config));
    m_text_patient = register_module("text_projection",
                                     std::make_shared<TextHead>(width, embedding));
    m_text_left = register_module("text_projection_left",
                                  std::make_shared<TextHead>(width, embedding));
    m_text_right = register_module("text_projection_right",
                                   std::make_shared<TextHead>(width, embedding));
    m_map_patient = register_module("global_feature_mapping",
                                    Dense(2 * embedding, embedding, false));
    m_map_left = register_module("left_feature_mapping", Dense(embedding, embedding, false));
    m_map_right = register_module("right_feature_mapping", Dense(embedding, embedding, false));
    if (start == Start::initial_values)
        set_initial_values();
}

torch::Tensor RetClipImpl::encode_image(const torch::Tensor &pixels_B3SS,
                                        const std::optional<PatchMask> &mask,
                                        AttentionRecord *record)
{
    return visual->forward(pixels_B3SS, mask, record);
}

torch::Tensor RetClipImpl::encode_text(const torch::Tensor &ids_BL, AttentionRecord *record)
{
    const torch::Tensor ids = ids_BL.is_cpu() ? without_common_padding(ids_BL) : ids_BL;
    return bert->forward(ids.to(logit_scale.device()), record);
}

torch::Tensor RetClipImpl::map_patient(const torch::Tensor &raw_left_BE,
                                       const torch::Tensor &raw_right_BE)
{
    return m_map_patient->forward(torch::cat({raw_left_BE, raw_right_BE}, 1));
}

torch::Tensor RetClipImpl::map_eye(Laterality eye, const torch::Tensor &raw_BE)
{
    return (eye == Laterality::left ? m_map_left : m_map_right)->forward(raw_BE);
}

torch::Tensor RetClipImpl::map_text(Level level, const torch::Tensor &cls_BD)
{
    const auto &head = level == Level::patient ? m_text_patient
                       : level == Level::left  ? m_text_left
                                               : m_text_right;
    return head->forward(cls_BD);
}

ForwardResult RetClipImpl::forward(const PatientBatch &batch, const ForwardOptions &options)
{
    const torch::Tensor has_left = host_mask(batch.has_left);
    const torch::Tensor has_right = host_mask(batch.has_right);
    const std::int64_t patients = batch.ids_BL.size(0);
    const auto rows_of = [&](const torch::Tensor &present) {
        return present.defined() ? present.nonzero().view({-1}) : torch::arange(patients);
    };
    const torch::Tensor left_rows = rows_of(has_left), right_rows = rows_of(has_right);
    const auto chosen = [](const torch::Tensor &values, const torch::Tensor &present,
                           const torch::Tensor &rows) {
        return present.defined() ? values.index_select(0, rows.to(values.device())) : values;
    };

    const auto mask_of = [&](const std::optional<PatchMask> &given, const torch::Tensor &present,
                             const torch::Tensor &rows) -> std::optional<PatchMask> {
        if (given)
            return PatchMask{chosen(given->kept_BK, present, rows)};
        if (!is_training() || options.patch_mask_ratio <= 0)
            return std::nullopt;
        const std::int64_t patches = visual->positional_embedding.size(0) - 1;
        return patch_mask_from_noise(torch::rand({rows.size(0), patches}),
                                     options.patch_mask_ratio);
    };
    const auto left_mask = mask_of(options.left_mask, has_left, left_rows);
    const auto right_mask = mask_of(options.right_mask, has_right, right_rows);

    // Both eyes go through the one encoder together: absent eyes cost nothing.
    const torch::Tensor pixels = torch::cat({chosen(batch.left_B3SS, has_left, left_rows),
                                             chosen(batch.right_B3SS, has_right, right_rows)});
    std::optional<PatchMask> mask;
    if (left_mask && right_mask)
        mask = PatchMask{torch::cat({left_mask->kept_BK, right_mask->kept_BK})};
    const torch::Tensor raw = encode_image(pixels, mask);
    const auto spread = [&](const torch::Tensor &rows, const torch::Tensor &present,
                            std::int64_t begin) {
        const torch::Tensor part = raw.narrow(0, begin, rows.size(0));
        if (!present.defined())
            return part;
        return torch::zeros({patients, raw.size(1)}, raw.options())
            .index_copy(0, rows.to(raw.device()), part);
    };
    return heads(spread(left_rows, has_left, 0), spread(right_rows, has_right, left_rows.size(0)),
                 encode_text(batch.ids_BL), has_left, has_right);
}

ForwardResult RetClipImpl::heads(const torch::Tensor &raw_left_BE,
                                 const torch::Tensor &raw_right_BE, const torch::Tensor &cls_BD,
                                 const torch::Tensor &has_left, const torch::Tensor &has_right)
{
    const LayerScope part("heads");
    ForwardResult result;
    result.raw_left = raw_left_BE;
    result.raw_right = raw_right_BE;
    const torch::Tensor left = host_mask(has_left), right = host_mask(has_right);
    result.present = {both(left, right), left, right};

    LevelFeatures image, text;
    image.patient = only_present(map_patient(raw_left_BE, raw_right_BE), result.present[0]);
    image.left = map_eye(Laterality::left, raw_left_BE);
    image.right = map_eye(Laterality::right, raw_right_BE);
    for (const Level level : all_levels)
        text[level] = map_text(level, cls_BD);

    result.zero_features = torch::zeros({}, torch::kInt64).to(raw_left_BE.device());
    for (const Level level : all_levels) {
        result.zero_features = result.zero_features
                               + zero_rows(image[level], result.present_at(level))
                               + zero_rows(text[level], {});
        result.image[level] = normalised_rows(image[level]);
        result.text[level] = normalised_rows(text[level]);
    }
    result.scales = torch::stack({logit_scale, logit_scale_left, logit_scale_right}).exp();
    if (!logit_biases.empty())
        result.biases = torch::stack(logit_biases);
    return result;
}

void RetClipImpl::set_gradient_checkpointing(bool on)
{
    visual->recompute = on;
    bert->recompute = on;
}

void RetClipImpl::set_text_dropout(double rate)
{
    bert->dropout = rate < 0 ? m_config.text_hidden_dropout_prob : rate;
    bert->attention_dropout = rate < 0 ? m_config.text_attention_probs_dropout_prob : rate;
}

void RetClipImpl::clamp_scales(double largest)
{
    const torch::NoGradGuard no_gradient;
    for (torch::Tensor *scale : {&logit_scale, &logit_scale_left, &logit_scale_right})
        scale->clamp_(0.0, largest);
}

void RetClipImpl::set_scales(double logarithm)
{
    const torch::NoGradGuard no_gradient;
    for (torch::Tensor *scale : {&logit_scale, &logit_scale_left, &logit_scale_right})
        scale->fill_(logarithm);
}

void RetClipImpl::add_logit_biases(double value)
{
    for (const char *name : {"logit_bias", "logit_bias_left", "logit_bias_right"})
        logit_biases.push_back(
            register_parameter(name, torch::full({}, value, torch::kFloat32).to(logit_scale.device())));
}

void RetClipImpl::round_to_float16()
{
    const torch::NoGradGuard no_gradient;
    for (torch::Tensor &value : parameters())
        value.copy_(value.to(torch::kHalf));
}

} // namespace retclip
