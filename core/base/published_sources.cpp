// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/published_sources.h"

namespace retclip {

namespace {

constexpr const char *script = QT_TRANSLATE_NOOP("PublishedSource", "RET-CLIP_example.sh");
constexpr const char *parameters =
    QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/params.py, default of the option");
constexpr const char *image_sizes =
    QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/clip/model_configs/ViT-B-16.json");
constexpr const char *text_sizes = QT_TRANSLATE_NOOP(
    "PublishedSource", "RET_CLIP/clip/model_configs/RoBERTa-wwm-ext-base-chinese.json");
constexpr const char *model = QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/clip/model.py");
constexpr const char *cleaning =
    QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/data.py, before the tokenizer");
constexpr const char *transform =
    QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/data.py, transform of photographs");
constexpr const char *training_transform = QT_TRANSLATE_NOOP(
    "PublishedSource", "RET_CLIP/training/data.py, timm's transform for training");
constexpr const char *timm_default = QT_TRANSLATE_NOOP(
    "PublishedSource", "RET_CLIP/training/data.py leaves it to timm's documented default");
constexpr const char *main_file = QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/main.py");
constexpr const char *rate = QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/scheduler.py");
constexpr const char *rfmid = QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/eval_RFMiD.py");
constexpr const char *ours = QT_TRANSLATE_NOOP(
    "PublishedSource", "Not stated: a setting of this program alone, which changes no number.");
constexpr const char *unknown_start = QT_TRANSLATE_NOOP(
    "PublishedSource", "Not stated: the script leaves the file open (likely Chinese-CLIP's "
                       "weights). Name one.");
constexpr const char *unlimited = QT_TRANSLATE_NOOP(
    "PublishedSource", "RET_CLIP/training/params.py: none, so the epochs count");
constexpr const char *no_option =
    QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/params.py has no such option");
constexpr const char *leftover = QT_TRANSLATE_NOOP(
    "PublishedSource", "RET_CLIP/training/params.py: off; the options of distillation are left-overs that fail");
constexpr const char *not_used = QT_TRANSLATE_NOOP(
    "PublishedSource", "Not stated: not used by this preset's task.");

// clang-format off
constexpr PublishedSource sources[] = {
    {"preset", ours, false},
    {"task", QT_TRANSLATE_NOOP("PublishedSource", "RET-CLIP_example.sh; the paper (arXiv 2405.14137), abstract: tripartite objective"), true},
    {"seed", parameters, true},
    {"device", QT_TRANSLATE_NOOP("PublishedSource", "RET-CLIP_example.sh: one GPU, which the preset takes where there is one"), true},
    {"precision", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/params.py: amp, float16 with loss scaling"), true},
    {"threads", ours, false},
    {"deterministic", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/main.py asks for no deterministic algorithms"), true},
    {"start_from", unknown_start, false},
    {"freeze_image", parameters, true},
    {"freeze_text", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/params.py has no such option"), true},
    {"round_start_to_float16", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/main.py: weights pass through float16 before training"), true},
    {"initial_logit_scale", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/clip/model.py: ln 90, which float16 makes 4.5"), true},
    {"maximum_logit_scale", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/train.py: clamp after the step"), true},
    {"initial_logit_bias", not_used, false},
    {"adapter_rank", no_option, true},
    {"adapter_alpha", not_used, false},
    {"adapter_towers", not_used, false},
    {"teacher", leftover, true},
    {"teacher_weight", not_used, false},
    {"teacher_temperature", not_used, false},
    {"network.embed_dim", image_sizes, true},
    {"network.image_resolution", image_sizes, true},
    {"network.vision_layers", image_sizes, true},
    {"network.vision_width", image_sizes, true},
    {"network.vision_patch_size", image_sizes, true},
    {"network.vision_head_width", model, true},
    {"network.vocab_size", text_sizes, true},
    {"network.text_hidden_size", text_sizes, true},
    {"network.text_intermediate_size", text_sizes, true},
    {"network.text_num_hidden_layers", text_sizes, true},
    {"network.text_num_attention_heads", text_sizes, true},
    {"network.text_max_position_embeddings", text_sizes, true},
    {"network.text_type_vocab_size", text_sizes, true},
    {"network.text_attention_probs_dropout_prob", text_sizes, true},
    {"network.text_hidden_dropout_prob", text_sizes, true},
    {"network.text_initializer_range", text_sizes, true},
    {"network.text_hidden_act", text_sizes, true},
    {"tokenizer_kind", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP_baseline/clip/bert_tokenizer.py"), true},
    {"tokenizer_file", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/clip/vocab.txt, which you name: it does not ship with this program"), true},
    {"tokenizer_vocabulary", not_used, false},
    {"tokenizer_model", not_used, false},
    {"context_length", script, true},
    {"clean_reports", cleaning, true},
    {"duplicate_reports", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/train.py: the target is the diagonal"), true},
    {"one_eyed", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/clip/model.py asserts both eyes"), true},
    {"apply_exif_orientation", transform, true},
    {"sixteen_bit", transform, true},
    {"workers", script, true},
    {"cache_decoded", ours, false},
    {"augment", script, true},
    {"augment_eyes_together", training_transform, true},
    {"augment_flip_probability", timm_default, true},
    {"augment_crop_minimum", training_transform, true},
    {"augment_jitter", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/data.py, jitter of timm's transform"), true},
    {"augment_erasing_probability", training_transform, true},
    {"batch_size", script, true},
    {"micro_batch", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/params.py: no accumulation"), true},
    {"epochs", script, true},
    {"max_steps", unlimited, true},
    {"learning_rate", script, true},
    {"weight_decay", script, true},
    {"beta1", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/params.py, defaults of ViT-B-16"), true},
    {"beta2", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/params.py, defaults of ViT-B-16"), true},
    {"epsilon", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/params.py, defaults of ViT-B-16"), true},
    {"warmup_steps", script, true},
    {"schedule", rate, true},
    {"decay_groups", main_file, true},
    {"gradient_clip", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/train.py clips nothing"), true},
    {"patch_mask_ratio", parameters, true},
    {"text_dropout", text_sizes, true},
    {"gradient_checkpointing", script, true},
    {"contrastive_loss", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/train.py: cross-entropy of rows and columns"), true},
    {"layer_decay", no_option, true},
    {"ema_decay", no_option, true},
    {"early_stop_validations", no_option, true},
    {"label_set", QT_TRANSLATE_NOOP("PublishedSource", "Not stated for your labels; the code judges on RFMiD's 28."), false},
    {"feature", rfmid, true},
    {"probe_solver", rfmid, true},
    {"probe_l2", not_used, false},
    {"selection_metric", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/eval_RFMiD.py; it chooses on the test set too, this program never does"), true},
    {"test_each_validation", rfmid, true},
    {"class_weights", rfmid, true},
    {"label_smoothing", rfmid, true},
    {"focal_gamma", rfmid, true},
    {"ordinal_loss", not_used, false},
    {"log_every_steps", script, true},
    {"validate_every_epochs", script, true},
    {"checkpoint_every_steps", QT_TRANSLATE_NOOP("PublishedSource", "RET-CLIP_example.sh: by steps switched off, each epoch instead; the preset keeps this program's own, for safety"), true},
    {"checkpoint_every_minutes", ours, false},
    {"background_checkpoint_mb", ours, false},
    {"keep_checkpoints", QT_TRANSLATE_NOOP("PublishedSource", "RET_CLIP/training/main.py keeps all; the preset keeps this program's own, for disk space"), true},
    {"group", ours, false},
    {"folds", no_option, true},
    {"fold", not_used, false},
};
// clang-format on

} // namespace

const PublishedSource *published_source(std::string_view key)
{
    for (const PublishedSource &source : sources)
        if (key == source.key)
            return &source;
    return nullptr;
}

} // namespace retclip
