// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// RET-CLIP (SPEC 1): one image encoder for both eyes, one text encoder, three levels.
// Shapes: B patients, L text tokens, S pixels a side, E embedding, D text width.

#include "core/base/laterality.h"
#include "core/base/network_config.h"
#include "ml/network/text.h"
#include "ml/network/vision.h"

#include "ml/torch.h"

#include <array>
#include <cstdint>
#include <optional>

namespace retclip {

/// One feature matrix (B,E) a level, rows of length 1 (all zeros where the part is absent).
struct LevelFeatures
{
    torch::Tensor patient, left, right;

    [[nodiscard]] torch::Tensor &operator[](Level level)
    {
        return level == Level::patient ? patient : level == Level::left ? left : right;
    }
    [[nodiscard]] const torch::Tensor &operator[](Level level) const
    {
        return level == Level::patient ? patient : level == Level::left ? left : right;
    }
};

/// Some patients, with either or both eyes.
struct PatientBatch
{
    torch::Tensor left_B3SS, right_B3SS; ///< float32; a row of an absent eye holds anything finite.
    torch::Tensor ids_BL;                ///< int64
    /// bool (B), in host memory; undefined: every patient has that eye.
    torch::Tensor has_left, has_right;
};

struct ForwardOptions
{
    /// FLIP: the share of patches left out, drawn anew an image; in training mode only.
    double patch_mask_ratio = 0.0;
    /// Given masks, a row a patient (for verification); they come before the ratio.
    std::optional<PatchMask> left_mask, right_mask;
};

struct ForwardResult
{
    LevelFeatures image, text;
    torch::Tensor raw_left, raw_right; ///< Raw visual features (B,E), zeros where absent.
    torch::Tensor scales;              ///< exp of the logarithmic scales: patient, left, right.
    torch::Tensor biases; ///< Of the sigmoid loss, in the same order; undefined: the network has none.
    /// Which patients take part at a level: bool (B), in host memory; undefined: all. The patient
    /// level needs both eyes; an eye's level needs that eye. Texts are always there.
    std::array<torch::Tensor, 3> present;
    /// Features of length 0 among those present, on the device (guarded: they stay 0, not NaN).
    torch::Tensor zero_features;

    [[nodiscard]] torch::Tensor present_at(Level level) const
    {
        return present[static_cast<std::size_t>(level)];
    }
};

enum class Start {
    initial_values, ///< Drawn as the authors do (SPEC 1.4), from torch's default generator.
    unset           ///< Memory as it comes: a checkpoint fills all of it.
};

/// Parameter names, shapes and their order are those of the published checkpoint.
///
/// Threads: one at a time. Errors: c10::Error; callers turn it into ours at the edge of ml.
class RetClipImpl : public torch::nn::Module
{
public:
    explicit RetClipImpl(const NetworkConfig &config, Start start = Start::initial_values);

    /// Raw visual features (B,E), neither mapped nor normalised.
    torch::Tensor encode_image(const torch::Tensor &pixels_B3SS,
                               const std::optional<PatchMask> &mask = {},
                               AttentionRecord *record = nullptr);
    /// [CLS] states (B,D). ids in host memory are cut to the longest text first.
    torch::Tensor encode_text(const torch::Tensor &ids_BL, AttentionRecord *record = nullptr);

    /// A level's image feature (B,E), not normalised: patient from both eyes.
    torch::Tensor map_patient(const torch::Tensor &raw_left_BE, const torch::Tensor &raw_right_BE);
    torch::Tensor map_eye(Laterality eye, const torch::Tensor &raw_BE);
    /// A level's text feature (B,E), not normalised.
    torch::Tensor map_text(Level level, const torch::Tensor &cls_BD);

    [[nodiscard]] ForwardResult forward(const PatientBatch &batch,
                                        const ForwardOptions &options = {});
    /// The part behind the encoders; cached-feature accumulation enters here.
    [[nodiscard]] ForwardResult heads(const torch::Tensor &raw_left_BE,
                                      const torch::Tensor &raw_right_BE,
                                      const torch::Tensor &cls_BD,
                                      const torch::Tensor &has_left = {},
                                      const torch::Tensor &has_right = {});

    [[nodiscard]] const NetworkConfig &config() const { return m_config; }

    /// Recompute blocks in the backward pass instead of keeping their inner results.
    void set_gradient_checkpointing(bool on);
    /// Replaces the configuration's text dropout; below 0: back to the configuration's.
    void set_text_dropout(double rate);
    /// Logarithmic scales to [0, largest]: after each optimizer step.
    void clamp_scales(double largest);
    /// All three scales to one logarithm.
    void set_scales(double logarithm);
    /// Gives the network the three biases of the sigmoid loss, "logit_bias", "logit_bias_left" and
    /// "logit_bias_right". The published network has none; they change no feature.
    void add_logit_biases(double value);
    /// Rounds every weight to float16 and back, as the published training start does silently.
    void round_to_float16();

    torch::Tensor logit_scale, logit_scale_left, logit_scale_right; ///< Logarithms.
    std::vector<torch::Tensor> logit_biases; ///< Patient, left, right; empty: none.
    Vision visual{nullptr};
    Text bert{nullptr};

private:
    struct TextHead : torch::nn::Module ///< Dense "0", ReLU, dense "2".
    {
        TextHead(int width, int embedding);
        torch::Tensor forward(const torch::Tensor &cls_BD) const;
        Dense first{nullptr}, second{nullptr};
    };
    void set_initial_values();

    NetworkConfig m_config;
    std::shared_ptr<TextHead> m_text_patient, m_text_left, m_text_right;
    Dense m_map_patient{nullptr}, m_map_left{nullptr}, m_map_right{nullptr};
};
TORCH_MODULE(RetClip);

/// Rows divided by their L2 norm, in float32; a row of zeros stays zero.
[[nodiscard]] torch::Tensor normalised_rows(const torch::Tensor &rows);

} // namespace retclip
