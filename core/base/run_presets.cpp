// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_config.h"

namespace retclip {
namespace {

NetworkConfig network_named(std::string_view name)
{
    for (const NamedNetwork &network : named_networks()) {
        if (name == network.name)
            return network.config;
    }
    return {};
}

/// Every published setting of the script and the code (SPEC 5, 9).
RunConfig published()
{
    RunConfig config;
    config.preset = "ret-clip-paper";
    config.network = network_named("ViT-B-16 + RoBERTa-base");
    config.precision = "float16";
    config.deterministic = false;
    config.round_start_to_float16 = true;
    config.initial_logit_scale = 4.5;
    config.maximum_logit_scale = 4.6052;
    config.tokenizer_kind = "wordpiece";
    config.context_length = 100;
    config.one_eyed = "leave_out";
    config.duplicate_reports = "negatives";
    config.augment = true;
    config.augment_eyes_together = false;
    config.augment_flip_probability = 0.5;
    config.apply_exif_orientation = false;
    config.sixteen_bit = "clip";
    config.workers = 16;
    config.batch_size = 256;
    config.epochs = 10;
    config.learning_rate = 3e-5;
    config.weight_decay = 0.001;
    config.warmup_steps = 50;
    config.decay_groups = "as_published";
    config.gradient_checkpointing = true;
    config.feature = "eye";
    config.probe_solver = "adamw";
    return config;
}

/// The full network with what has been learned since.
RunConfig full()
{
    RunConfig config;
    config.preset = "pretrain";
    config.network = network_named("ViT-B-16 + RoBERTa-base");
    config.tokenizer_kind = "wordpiece";
    config.duplicate_reports = "positives";
    config.augment = true;
    config.batch_size = 256;
    config.epochs = 10;
    config.learning_rate = 3e-5;
    config.weight_decay = 0.05;
    config.warmup_steps = 100;
    config.gradient_clip = 1.0;
    config.gradient_checkpointing = true;
    config.workers = 4;
    return config;
}

RunConfig small()
{
    RunConfig config;
    config.preset = "pretrain-small";
    config.network = network_named("small");
    // New weights must tell reports apart from the first step on. With the published 0.02 and 4.5
    // all features of this width fall together, and the loss stays at ln(batch).
    config.network.text_initializer_range = 0.08;
    config.initial_logit_scale = 3.0;
    config.text_dropout = 0.0;
    config.tokenizer_vocabulary = 2000;
    config.context_length = 64;
    config.duplicate_reports = "positives";
    // Without augmentation a few hundred patients are learned by heart: validation loss rises from
    // the first epochs on, and retrieval of unseen patients stays near chance.
    config.augment = true;
    config.augment_erasing_probability = 0.0;
    config.batch_size = 32;
    config.epochs = 50;
    // At 1e-3 the text encoder can collapse before the warm-up ends (all features equal, the loss
    // stays at ln(batch)); half of it learns on every study tried.
    config.learning_rate = 5e-4;
    config.weight_decay = 0.05;
    config.warmup_steps = 100;
    config.gradient_clip = 1.0;
    config.validate_every_epochs = 4;
    config.checkpoint_every_steps = 100;
    config.checkpoint_every_minutes = 2.0;
    return config;
}

RunConfig fine_tuning()
{
    RunConfig config = small();
    config.preset = "finetune";
    config.task = "finetune";
    config.augment = true;
    config.augment_erasing_probability = 0.0;
    config.validate_every_epochs = 1;
    config.batch_size = 16;
    config.epochs = 20;
    config.learning_rate = 1e-4;
    config.warmup_steps = 50;
    config.weight_decay = 0.01;
    config.beta2 = 0.999;
    config.epsilon = 1e-8;
    return config;
}

RunConfig probing()
{
    RunConfig config = small();
    config.preset = "probe";
    config.task = "probe";
    config.augment = false;
    config.batch_size = 128;
    config.epochs = 75;
    config.learning_rate = 1e-3;
    config.weight_decay = 0.0;
    config.epsilon = 1e-6;
    return config;
}

RunConfig quick()
{
    RunConfig config = small();
    config.preset = "quick";
    config.network = network_named("tiny");
    config.network.text_initializer_range = 0.12; // as in small(), for a narrower network
    config.tokenizer_vocabulary = 500;
    config.context_length = 48;
    config.augment = false;
    config.batch_size = 16;
    config.epochs = 100;
    config.max_steps = 200;
    config.learning_rate = 1e-3;
    config.warmup_steps = 20;
    config.checkpoint_every_steps = 50;
    return config;
}

} // namespace

const std::vector<Preset> &presets()
{
    static const std::vector<Preset> list{
        {"pretrain", QT_TRANSLATE_NOOP("Preset", "Pretrain (full)"),
         QT_TRANSLATE_NOOP(
             "Preset",
             "ViT-B/16 at 224 px with a 12-layer Chinese text encoder. For a GPU, thousands of "
             "patients, and best with a start checkpoint and its vocab.txt."),
         full()},
        {"pretrain-small", QT_TRANSLATE_NOOP("Preset", "Pretrain (small)"),
         QT_TRANSLATE_NOOP("Preset",
                           "A network of 4 million weights at 128 px that learns from a few hundred "
                           "patients in minutes on two processor cores. Trains its own tokenizer."),
         small()},
        {"finetune", QT_TRANSLATE_NOOP("Preset", "Fine-tune"),
         QT_TRANSLATE_NOOP(
             "Preset",
             "The image encoder and a classifier learn a label set. Start from a pretrained run."),
         fine_tuning()},
        {"probe", QT_TRANSLATE_NOOP("Preset", "Linear probe"),
         QT_TRANSLATE_NOOP("Preset",
                           "A linear classifier on the fixed features of a pretrained run: shows "
                           "what its features hold. Seconds to minutes."),
         probing()},
        {"quick", QT_TRANSLATE_NOOP("Preset", "Quick check"),
         QT_TRANSLATE_NOOP("Preset",
                           "A tiny network for 200 steps: shows in two minutes that data, "
                           "tokenizer and training work. Not for results."),
         quick()},
        {"ret-clip-paper", QT_TRANSLATE_NOOP("Preset", "RET-CLIP as published"),
         QT_TRANSLATE_NOOP(
             "Preset",
             "Every setting of the authors' script and code, their oversights included, to compare "
             "with the paper. Needs their start weights, vocab.txt and a large GPU."),
         published()},
    };
    return list;
}

Result<RunConfig> preset(std::string_view name)
{
    std::string known;
    for (const Preset &entry : presets()) {
        if (name == entry.name)
            return entry.config;
        known += (known.empty() ? "" : ", ") + std::string(entry.name);
    }
    return failure(
        ErrorCode::not_found,
        message(QT_TRANSLATE_NOOP("Message", "There is no preset \"%1\"."), {std::string(name)}),
        message(QT_TRANSLATE_NOOP("Message", "Nothing was started.")),
        message(QT_TRANSLATE_NOOP("Message", "Take one of: %1."), {known}));
}

} // namespace retclip
