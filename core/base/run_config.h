// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/base/network_config.h"
#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retclip {

enum class Task { pretrain, finetune, probe };
[[nodiscard]] const char *word(Task task);

/// Raised with every setting that is added (FieldDescription::since).
inline constexpr int newest_run_config_version = 3;

/// Everything that determines a run. Serialised as one flat JSON object whose keys are the `key`s
/// of run_fields(); the form in the window, `--set key=value`, validation and the reference in
/// docs/ are made from the same table, so a setting is added in two places: here and there.
///
/// Choices are kept as their words (the table lists them), so a file reads like the form.
struct RunConfig
{
    /// Of the settings that stand in its JSON: a file of an older version keeps its number, and so its
    /// hash, while none of the settings added since is changed.
    int version = newest_run_config_version;
    std::string preset = "pretrain-small";
    std::string task = "pretrain"; ///< pretrain | finetune | probe
    std::int64_t seed = 123;

    // Where and how it computes
    std::string device = "auto";    ///< auto | cpu | cuda | cuda:N
    std::string precision = "auto"; ///< auto | float32 | bfloat16 | float16
    int threads = 0;                ///< 0: all cores.
    bool deterministic = true;

    // Network and start
    NetworkConfig network;     ///< Keys "network.embed_dim" …
    std::string start_from;    ///< Checkpoint file; empty: new weights.
    bool freeze_image = false;
    bool freeze_text = false;
    bool round_start_to_float16 = false; ///< As published (SPEC 1.4).
    double initial_logit_scale = 4.5;    ///< Logarithm.
    double maximum_logit_scale = 4.6052; ///< Logarithm; clamped after each step.
    double initial_logit_bias = -10.0;   ///< Of the sigmoid loss.
    int adapter_rank = 0;                ///< Low-rank adapters beside frozen weights; 0: none.
    double adapter_alpha = 16.0;         ///< Their product counts alpha / rank.
    std::string adapter_towers = "both"; ///< image | text | both
    std::string teacher;                 ///< Checkpoint of a network to learn from; empty: none.
    double teacher_weight = 1.0;         ///< Of its part in the loss.
    double teacher_temperature = 1.0;

    // Text
    std::string tokenizer_kind = "sentencepiece"; ///< wordpiece | sentencepiece
    std::string tokenizer_file; ///< vocab.txt or .model; empty: trained from the training reports.
    int tokenizer_vocabulary = 2000;
    std::string tokenizer_model = "unigram"; ///< unigram | bpe
    int context_length = 100;
    bool clean_reports = true; ///< SPEC 2: lower case, straight double quotes.

    // Data
    std::string one_eyed = "train_that_eye";     ///< leave_out | train_that_eye
    std::string duplicate_reports = "negatives"; ///< negatives | positives | ignored
    bool augment = false;
    bool augment_eyes_together = true; ///< One draw a patient; else each eye its own (as published).
    double augment_flip_probability = 0.0; ///< Published: 0.5 (turns eyes: SPEC 3.2).
    double augment_crop_minimum = 0.9;
    double augment_jitter = 0.2;
    double augment_erasing_probability = 0.1;
    bool apply_exif_orientation = true; ///< Published: off.
    std::string sixteen_bit = "scale";  ///< scale | clip (published: clip at 255)
    int workers = 1;                    ///< Decoding threads beside the run.
    bool cache_decoded = true;

    // Optimisation
    int batch_size = 64;   ///< Patients contrasted together.
    int micro_batch = 0;   ///< 0: the whole batch at once; else cached-feature accumulation.
    int epochs = 10;
    int max_steps = 0;     ///< 0: by epochs.
    double learning_rate = 5e-4;
    double weight_decay = 0.2;
    double beta1 = 0.9;
    double beta2 = 0.98;
    double epsilon = 1e-6;
    int warmup_steps = 50;
    std::string schedule = "cosine";            ///< cosine | constant
    std::string decay_groups = "exclude_norms"; ///< as_published | exclude_norms
    double gradient_clip = 0.0;                 ///< Largest global norm; 0: off (as published).
    double patch_mask_ratio = 0.0;              ///< FLIP; 0: off.
    double text_dropout = -1.0;                 ///< -1: the network's own.
    bool gradient_checkpointing = false;
    std::string contrastive_loss = "softmax"; ///< softmax (published) | sigmoid (SigLIP)
    double layer_decay = 1.0;  ///< Rate of a layer, as a share of the layer's above it; 1: all alike.
    double ema_decay = 0.0;    ///< Moving average of the weights, which then is the result; 0: off.
    int early_stop_validations = 0; ///< Validations without a gain that end the run; 0: never.

    // Supervised tasks
    std::string label_set;            ///< NAME, or NAME/CLASS for one class of several.
    std::string feature = "patient";  ///< patient | eye : what the classifier sees
    std::string probe_solver = "logistic"; ///< logistic (lbfgs) | adamw (published)
    double probe_l2 = 1.0;            ///< C of the logistic regression.
    std::string class_weights = "none";         ///< none | balanced
    double label_smoothing = 0.0;
    double focal_gamma = 0.0;                   ///< 0: cross-entropy.
    std::string ordinal_loss = "cross_entropy"; ///< cross_entropy | cumulative
    std::string selection_metric = "auroc"; ///< auroc | average_precision, on validation
    bool test_each_validation = false; ///< Test is judged at each validation, too, and chooses nothing.

    // Watching and keeping
    int log_every_steps = 1;
    int validate_every_epochs = 1;
    int checkpoint_every_steps = 200;
    double checkpoint_every_minutes = 5.0;
    int keep_checkpoints = 2; ///< Besides the best.
    int background_checkpoint_mb = 64; ///< Smaller ones are written while the run waits.

    // Belonging together
    std::string group; ///< Of a sweep or a cross-validation; a name for people. Empty: alone.
    int folds = 0;     ///< Cross-validation over so many parts of the patients; 0: the split as it is.
    int fold = 1;      ///< Which part is the test set, from 1; the next one is the validation set.

    /// SHA-256 of the canonical JSON; checkpoints carry it.
    [[nodiscard]] std::string hash() const;
};

enum class FieldType { integer, real, boolean, choice, text, file };

/// A pointer to the member that a field stands for.
using FieldMember = std::variant<int RunConfig::*, std::int64_t RunConfig::*, double RunConfig::*,
                                 bool RunConfig::*, std::string RunConfig::*,
                                 int NetworkConfig::*, double NetworkConfig::*,
                                 std::string NetworkConfig::*>;

/// One setting of a run: all that the form, `--set`, validation and docs need.
struct FieldDescription
{
    const char *key;   ///< "batch_size", "network.embed_dim"
    FieldType type;
    FieldMember member;
    double minimum;    ///< Inclusive; for numbers.
    double maximum;
    const char *unit;  ///< "patients", "px", "" …
    std::vector<const char *> choices;
    const char *group; ///< Heading in the form (translated, context "RunField").
    const char *label; ///< (translated, context "RunField")
    const char *help;  ///< What it does to result, memory and time (translated, "RunField").
    const char *published; ///< The paper's or code's value with source, "" where none applies.
    unsigned tasks;    ///< Bit (1 << Task) for each task that reads it.
    bool advanced;     ///< Folded away in the form.
    int since = 1;     ///< RunConfig::version that first had it: older files mean its default.
};

[[nodiscard]] std::span<const FieldDescription> run_fields();
/// Whether a run may go on from its checkpoint under another value of that setting: where and how fast it
/// computes, the height of the learning rate, what is kept. Data, order, network and loss may not.
[[nodiscard]] bool may_change_on_resume(std::string_view key);
/// Keys whose values differ, in the order of run_fields().
[[nodiscard]] std::vector<std::string> differing_fields(const RunConfig &a, const RunConfig &b);
[[nodiscard]] const FieldDescription *find_run_field(std::string_view key);

/// The field's value as text ("0.0005", "true", "cpu") and back.
/// set_field errors: not_found (unknown key, with the nearest known one), invalid_argument (range).
[[nodiscard]] std::string field_value(const RunConfig &config, const FieldDescription &field);
[[nodiscard]] Result<void> set_field(RunConfig &config, std::string_view key, std::string_view value);

/// Cross-field checks (warm-up longer than the run is allowed; batch below 1, vision width not
/// divisible by head width … are not).
[[nodiscard]] Result<void> validate(const RunConfig &config);

/// Every key of the file's version must be there and known; a missing or unknown one is an error naming
/// it. Settings that came later take their defaults, which leave the run as it was.
[[nodiscard]] Result<RunConfig> run_config_from_json(const nlohmann::json &json);
[[nodiscard]] nlohmann::json to_json(const RunConfig &config);

/// A named starting point. Names: pretrain, pretrain-small, finetune, probe, quick, ret-clip-paper.
struct Preset
{
    const char *name;
    const char *title; ///< (translated, context "Preset")
    const char *help;  ///< (translated, context "Preset")
    RunConfig config;
};
[[nodiscard]] const std::vector<Preset> &presets();
[[nodiscard]] Result<RunConfig> preset(std::string_view name);

} // namespace retclip
