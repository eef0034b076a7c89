// SPDX-License-Identifier: GPL-3.0-or-later
// The table of settings. Texts are marked for translation (context "RunField").
#include "core/base/run_config.h"

namespace retclip {
namespace {

constexpr unsigned pretrain = 1u << unsigned(Task::pretrain);
constexpr unsigned finetune = 1u << unsigned(Task::finetune);
constexpr unsigned probe = 1u << unsigned(Task::probe);
constexpr unsigned networks = pretrain | finetune; ///< Tasks that change the network's weights.
constexpr unsigned supervised = finetune | probe;
constexpr unsigned every = pretrain | finetune | probe;

constexpr const char *computing = QT_TRANSLATE_NOOP("RunField", "Computing");
constexpr const char *start = QT_TRANSLATE_NOOP("RunField", "Start");
constexpr const char *network = QT_TRANSLATE_NOOP("RunField", "Network");
constexpr const char *texts = QT_TRANSLATE_NOOP("RunField", "Reports");
constexpr const char *data = QT_TRANSLATE_NOOP("RunField", "Photographs");
constexpr const char *augmentation = QT_TRANSLATE_NOOP("RunField", "Augmentation");
constexpr const char *optimisation = QT_TRANSLATE_NOOP("RunField", "Optimisation");
constexpr const char *labels = QT_TRANSLATE_NOOP("RunField", "Labels");
constexpr const char *keeping = QT_TRANSLATE_NOOP("RunField", "Watching and keeping");
constexpr const char *together = QT_TRANSLATE_NOOP("RunField", "Groups and folds");

constexpr FieldType integer = FieldType::integer;
constexpr FieldType real = FieldType::real;
constexpr FieldType boolean = FieldType::boolean;
constexpr FieldType choice = FieldType::choice;
constexpr FieldType text = FieldType::text;
constexpr FieldType file = FieldType::file;

using R = RunConfig;
using N = NetworkConfig;

// clang-format off
const std::vector<FieldDescription> table{
    {"preset", text, &R::preset, 0, 0, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Preset"), QT_TRANSLATE_NOOP("RunField", "The starting point that the other settings came from; a name for people, read by nothing."),
     "", every, true},
    {"task", choice, &R::task, 0, 0, "", {"pretrain", "finetune", "probe"}, start,
     QT_TRANSLATE_NOOP("RunField", "Task"), QT_TRANSLATE_NOOP("RunField", "Pretrain: photographs against reports, no labels. Fine-tune: the network and a classifier on a label set. Probe: a classifier alone on fixed features; minutes instead of hours."),
     "", every, false},
    {"seed", integer, &R::seed, 0, 9.0e15, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Seed"), QT_TRANSLATE_NOOP("RunField", "Fixes initial weights, order, augmentation and dropout. The same seed on the same machine gives the same run."),
     QT_TRANSLATE_NOOP("RunField", "123 (code)"), every, false},

    {"device", text, &R::device, 0, 0, "", {}, computing,
     QT_TRANSLATE_NOOP("RunField", "Device"), QT_TRANSLATE_NOOP("RunField", "auto takes the first GPU, else the processor. cpu, cuda or cuda:1 name one."),
     QT_TRANSLATE_NOOP("RunField", "one GPU (script)"), every, false},
    {"precision", choice, &R::precision, 0, 0, "", {"auto", "float32", "bfloat16", "float16"}, computing,
     QT_TRANSLATE_NOOP("RunField", "Precision"), QT_TRANSLATE_NOOP("RunField", "auto takes bfloat16 where the device is fast at it, else float32. 16 bits halve the memory of activations; float16 scales the loss and skips steps that overflow."),
     QT_TRANSLATE_NOOP("RunField", "float16 with loss scaling (code)"), every, false},
    {"threads", integer, &R::threads, 0, 1024, "", {}, computing,
     QT_TRANSLATE_NOOP("RunField", "Processor threads"), QT_TRANSLATE_NOOP("RunField", "0 takes all cores. Another number of threads may change the last digits of a result."),
     "", every, true},
    {"deterministic", boolean, &R::deterministic, 0, 1, "", {}, computing,
     QT_TRANSLATE_NOOP("RunField", "Bit for bit repeatable"), QT_TRANSLATE_NOOP("RunField", "Uses only algorithms that give the same bits each time; on a GPU some of them are slower."),
     QT_TRANSLATE_NOOP("RunField", "off (code)"), every, true},

    {"start_from", file, &R::start_from, 0, 0, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Start from"), QT_TRANSLATE_NOOP("RunField", "A checkpoint (.pt or .safetensors) whose weights are loaded first. Empty: new random weights, which need far more patients."),
     QT_TRANSLATE_NOOP("RunField", "the script leaves the file open (not stated which)"), every, false},
    {"freeze_image", boolean, &R::freeze_image, 0, 1, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Freeze the image encoder"), QT_TRANSLATE_NOOP("RunField", "Its weights stay as loaded: half the time and memory of a step, less to gain."),
     QT_TRANSLATE_NOOP("RunField", "off (code)"), networks, true},
    {"freeze_text", boolean, &R::freeze_text, 0, 1, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Freeze the text encoder"), QT_TRANSLATE_NOOP("RunField", "Its weights stay as loaded; sensible only with a start checkpoint."),
     QT_TRANSLATE_NOOP("RunField", "off (code)"), pretrain, true},
    {"round_start_to_float16", boolean, &R::round_start_to_float16, 0, 1, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Round starting weights to 16 bits"), QT_TRANSLATE_NOOP("RunField", "The published code rounds every starting weight to float16 unseen. On only to repeat its numbers."),
     QT_TRANSLATE_NOOP("RunField", "on (code)"), networks, true},
    {"initial_logit_scale", real, &R::initial_logit_scale, 0, 10, QT_TRANSLATE_NOOP("RunField", "ln"), {}, start,
     QT_TRANSLATE_NOOP("RunField", "Initial logit scale"), QT_TRANSLATE_NOOP("RunField", "Logarithm of the factor on similarities at the start, for each of the three levels. Lower is gentler on small data."),
     QT_TRANSLATE_NOOP("RunField", "4.5 (ln 90 rounded to float16, code)"), pretrain, true},
    {"maximum_logit_scale", real, &R::maximum_logit_scale, 0, 10, QT_TRANSLATE_NOOP("RunField", "ln"), {}, start,
     QT_TRANSLATE_NOOP("RunField", "Largest logit scale"), QT_TRANSLATE_NOOP("RunField", "The logarithm is clamped to this after each step."),
     QT_TRANSLATE_NOOP("RunField", "4.6052 (ln 100, code)"), pretrain, true},
    {"initial_logit_bias", real, &R::initial_logit_bias, -100, 100, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Initial logit bias"), QT_TRANSLATE_NOOP("RunField", "Only with the sigmoid loss: what is added to scaled similarities at the start, so that the many wrong pairs do not outweigh the right ones. Learned from there on."),
     "", pretrain, true, 2},
    {"adapter_rank", integer, &R::adapter_rank, 0, 1024, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Adapter rank"), QT_TRANSLATE_NOOP("RunField", "0: whole fine-tuning. Else the encoder stays as loaded and small matrices of this rank beside its layers learn instead (LoRA): optimizer memory falls to a few percent, a step saves up to a third of its products, checkpoints stay as large as the network. 4 to 16 is usual."),
     QT_TRANSLATE_NOOP("RunField", "none (code)"), networks, true, 2},
    {"adapter_alpha", real, &R::adapter_alpha, 0.001, 10000, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Adapter alpha"), QT_TRANSLATE_NOOP("RunField", "What the adapters give is multiplied by alpha / rank, so another rank does not ask for another learning rate. Adapters want a higher rate than whole fine-tuning, some 1e-4 to 1e-3."),
     "", networks, true, 2},
    {"adapter_towers", choice, &R::adapter_towers, 0, 0, "", {"image", "text", "both"}, start,
     QT_TRANSLATE_NOOP("RunField", "Adapters in"), QT_TRANSLATE_NOOP("RunField", "The encoder that gets adapters and stays frozen beside them; the other one learns whole, unless it is frozen."),
     "", networks, true, 2},
    {"teacher", file, &R::teacher, 0, 0, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Teacher"), QT_TRANSLATE_NOOP("RunField", "A checkpoint of a trained, usually larger network with the same tokenizer: this one learns its similarities beside its own loss (distillation). Each step also runs the teacher forward."),
     QT_TRANSLATE_NOOP("RunField", "none (leftover options, fail in the code)"), pretrain, true, 2},
    {"teacher_weight", real, &R::teacher_weight, 0, 1000, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Teacher weight"), QT_TRANSLATE_NOOP("RunField", "How much the teacher's part counts beside the network's own loss."),
     "", pretrain, true, 2},
    {"teacher_temperature", real, &R::teacher_temperature, 0.01, 100, "", {}, start,
     QT_TRANSLATE_NOOP("RunField", "Teacher temperature"), QT_TRANSLATE_NOOP("RunField", "Both networks' scaled similarities are divided by it before they are compared; above 1, more of the teacher's order among wrong answers is learned."),
     "", pretrain, true, 2},

    {"network.embed_dim", integer, &N::embed_dim, 1, 65536, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Embedding width"), QT_TRANSLATE_NOOP("RunField", "Numbers in a feature. Wider separates more findings and takes more memory in search."),
     QT_TRANSLATE_NOOP("RunField", "512 (ViT-B-16)"), every, false},
    {"network.image_resolution", integer, &N::image_resolution, 8, 4096, QT_TRANSLATE_NOOP("RunField", "px"), {}, network,
     QT_TRANSLATE_NOOP("RunField", "Image side"), QT_TRANSLATE_NOOP("RunField", "Photographs are resized to this square. Twice the side shows smaller lesions and costs some four times the time and memory."),
     QT_TRANSLATE_NOOP("RunField", "224 px (ViT-B-16)"), every, false},
    {"network.vision_layers", integer, &N::vision_layers, 1, 1024, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Image layers"), QT_TRANSLATE_NOOP("RunField", "Blocks of the image encoder; time and memory grow with it."), QT_TRANSLATE_NOOP("RunField", "12 (ViT-B-16)"), every, true},
    {"network.vision_width", integer, &N::vision_width, 1, 65536, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Image width"), QT_TRANSLATE_NOOP("RunField", "Numbers a patch carries through the image encoder; time grows with its square."), QT_TRANSLATE_NOOP("RunField", "768 (ViT-B-16)"), every, true},
    {"network.vision_patch_size", integer, &N::vision_patch_size, 1, 4096, QT_TRANSLATE_NOOP("RunField", "px"), {}, network,
     QT_TRANSLATE_NOOP("RunField", "Patch side"), QT_TRANSLATE_NOOP("RunField", "Side of the square that becomes one token. Half the side: four times the tokens."), QT_TRANSLATE_NOOP("RunField", "16 px (ViT-B-16)"), every, true},
    {"network.vision_head_width", integer, &N::vision_head_width, 1, 65536, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Image head width"), QT_TRANSLATE_NOOP("RunField", "Numbers in one attention head; must divide the image width."), QT_TRANSLATE_NOOP("RunField", "64 (ViT-B-16)"), every, true},
    {"network.vocab_size", integer, &N::vocab_size, 2, 4000000, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Vocabulary"), QT_TRANSLATE_NOOP("RunField", "Rows of the word embedding; must be at least the tokenizer's vocabulary. A trained tokenizer sets it."), QT_TRANSLATE_NOOP("RunField", "21128 (RoBERTa-base)"), every, true},
    {"network.text_hidden_size", integer, &N::text_hidden_size, 1, 65536, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Text width"), QT_TRANSLATE_NOOP("RunField", "Numbers a token carries through the text encoder."), QT_TRANSLATE_NOOP("RunField", "768 (RoBERTa-base)"), every, true},
    {"network.text_intermediate_size", integer, &N::text_intermediate_size, 1, 262144, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Text inner width"), QT_TRANSLATE_NOOP("RunField", "Width inside each text layer, usually four times the text width."), QT_TRANSLATE_NOOP("RunField", "3072 (RoBERTa-base)"), every, true},
    {"network.text_num_hidden_layers", integer, &N::text_num_hidden_layers, 1, 1024, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Text layers"), QT_TRANSLATE_NOOP("RunField", "Layers of the text encoder; time and memory grow with it."), QT_TRANSLATE_NOOP("RunField", "12 (RoBERTa-base)"), every, true},
    {"network.text_num_attention_heads", integer, &N::text_num_attention_heads, 1, 4096, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Text heads"), QT_TRANSLATE_NOOP("RunField", "Attention heads of the text encoder; must divide the text width."), QT_TRANSLATE_NOOP("RunField", "12 (RoBERTa-base)"), every, true},
    {"network.text_max_position_embeddings", integer, &N::text_max_position_embeddings, 3, 65536, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Longest text"), QT_TRANSLATE_NOOP("RunField", "Positions that have an embedding; the text length limit cannot be above it."), QT_TRANSLATE_NOOP("RunField", "512 (RoBERTa-base)"), every, true},
    {"network.text_type_vocab_size", integer, &N::text_type_vocab_size, 1, 65536, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Token types"), QT_TRANSLATE_NOOP("RunField", "Rows of the token type embedding; only the first is used. Must fit the start checkpoint."), QT_TRANSLATE_NOOP("RunField", "2 (RoBERTa-base)"), every, true},
    {"network.text_attention_probs_dropout_prob", real, &N::text_attention_probs_dropout_prob, 0, 0.99, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Attention dropout"), QT_TRANSLATE_NOOP("RunField", "Share of attention weights dropped in training; against learning reports by heart."), QT_TRANSLATE_NOOP("RunField", "0.1 (RoBERTa-base)"), networks, true},
    {"network.text_hidden_dropout_prob", real, &N::text_hidden_dropout_prob, 0, 0.99, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Hidden dropout"), QT_TRANSLATE_NOOP("RunField", "Share of hidden values dropped in training; against learning reports by heart."), QT_TRANSLATE_NOOP("RunField", "0.1 (RoBERTa-base)"), networks, true},
    {"network.text_initializer_range", real, &N::text_initializer_range, 0, 0.99, "", {}, network,
     QT_TRANSLATE_NOOP("RunField", "Text initial spread"), QT_TRANSLATE_NOOP("RunField", "Standard deviation of new text weights."), QT_TRANSLATE_NOOP("RunField", "0.02 (RoBERTa-base)"), networks, true},
    {"network.text_hidden_act", choice, &N::text_hidden_act, 0, 0, "", {"gelu"}, network,
     QT_TRANSLATE_NOOP("RunField", "Text activation"), QT_TRANSLATE_NOOP("RunField", "The exact GELU of BERT; the only one."), QT_TRANSLATE_NOOP("RunField", "gelu (RoBERTa-base)"), every, true},

    {"tokenizer_kind", choice, &R::tokenizer_kind, 0, 0, "", {"wordpiece", "sentencepiece"}, texts,
     QT_TRANSLATE_NOOP("RunField", "Tokenizer"), QT_TRANSLATE_NOOP("RunField", "WordPiece reads a BERT vocabulary and fits published weights. SentencePiece is trained from the study's own reports: shorter texts, nothing unknown."),
     QT_TRANSLATE_NOOP("RunField", "wordpiece (code)"), every, false},
    {"tokenizer_file", file, &R::tokenizer_file, 0, 0, "", {}, texts,
     QT_TRANSLATE_NOOP("RunField", "Tokenizer file"), QT_TRANSLATE_NOOP("RunField", "vocab.txt for WordPiece, a .model for SentencePiece. Empty with SentencePiece: trained from the training reports before the first step."),
     QT_TRANSLATE_NOOP("RunField", "vocab.txt of 21128 lines (code)"), every, false},
    {"tokenizer_vocabulary", integer, &R::tokenizer_vocabulary, 16, 100000, "", {}, texts,
     QT_TRANSLATE_NOOP("RunField", "Trained vocabulary"), QT_TRANSLATE_NOOP("RunField", "Pieces wanted when a tokenizer is trained here; fewer are made where the reports do not carry so many."),
     "", pretrain, true},
    {"tokenizer_model", choice, &R::tokenizer_model, 0, 0, "", {"unigram", "bpe"}, texts,
     QT_TRANSLATE_NOOP("RunField", "Tokenizer model"), QT_TRANSLATE_NOOP("RunField", "How SentencePiece chooses pieces. Unigram suits Chinese and mixed texts."),
     "", pretrain, true},
    {"context_length", integer, &R::context_length, 3, 512, QT_TRANSLATE_NOOP("RunField", "tokens"), {}, texts,
     QT_TRANSLATE_NOOP("RunField", "Text length limit"), QT_TRANSLATE_NOOP("RunField", "Longer reports are cut at this many tokens. Time and memory of the text side grow with it."),
     QT_TRANSLATE_NOOP("RunField", "100 (script), 52 (code)"), every, false},
    {"clean_reports", boolean, &R::clean_reports, 0, 1, "", {}, texts,
     QT_TRANSLATE_NOOP("RunField", "Clean reports"), QT_TRANSLATE_NOOP("RunField", "Lower case and straight double quotes before the tokenizer."),
     QT_TRANSLATE_NOOP("RunField", "on (code)"), every, true},
    {"duplicate_reports", choice, &R::duplicate_reports, 0, 0, "", {"negatives", "positives", "ignored"}, texts,
     QT_TRANSLATE_NOOP("RunField", "Identical reports"), QT_TRANSLATE_NOOP("RunField", "Patients with the same report in one batch: as negatives they are pushed apart though nothing differs (as published); as positives they count as right answers of each other; ignored, they are neither pulled together nor pushed apart."),
     QT_TRANSLATE_NOOP("RunField", "negatives (code)"), pretrain, false},

    {"one_eyed", choice, &R::one_eyed, 0, 0, "", {"leave_out", "train_that_eye"}, data,
     QT_TRANSLATE_NOOP("RunField", "Patients with one eye"), QT_TRANSLATE_NOOP("RunField", "Leave out: as published. Train that eye: the eye that is there and the report train that eye's level; the other levels skip the patient."),
     QT_TRANSLATE_NOOP("RunField", "leave_out (code cannot train on them)"), networks, false},
    {"apply_exif_orientation", boolean, &R::apply_exif_orientation, 0, 1, "", {}, data,
     QT_TRANSLATE_NOOP("RunField", "Apply EXIF orientation"), QT_TRANSLATE_NOOP("RunField", "Turns photographs as the camera noted. Off repeats the published code, which ignores it."),
     QT_TRANSLATE_NOOP("RunField", "off (code)"), every, true},
    {"sixteen_bit", choice, &R::sixteen_bit, 0, 0, "", {"scale", "clip"}, data,
     QT_TRANSLATE_NOOP("RunField", "16-bit photographs"), QT_TRANSLATE_NOOP("RunField", "Scale: the whole range to 8 bits. Clip: values above 255 turn white, as in the published code."),
     QT_TRANSLATE_NOOP("RunField", "clip (code)"), every, true},
    {"workers", integer, &R::workers, 0, 256, "", {}, data,
     QT_TRANSLATE_NOOP("RunField", "Decoding threads"), QT_TRANSLATE_NOOP("RunField", "Read photographs beside the training. More help while the curve shows waiting for data; 0 reads on the training thread."),
     QT_TRANSLATE_NOOP("RunField", "16 (script), 4 (code)"), every, true},
    {"cache_decoded", boolean, &R::cache_decoded, 0, 1, "", {}, data,
     QT_TRANSLATE_NOOP("RunField", "Keep decoded photographs"), QT_TRANSLATE_NOOP("RunField", "Stores resized photographs in the study's cache, so later epochs read no originals. Needs disk space; may be deleted at any time."),
     "", every, true},

    {"augment", boolean, &R::augment, 0, 1, "", {}, augmentation,
     QT_TRANSLATE_NOOP("RunField", "Augment"), QT_TRANSLATE_NOOP("RunField", "Changes each photograph a little each epoch (crop, colour, erasing). Less learning by heart, slower fall of the training loss, more decoding."),
     QT_TRANSLATE_NOOP("RunField", "on (script)"), networks, false},
    {"augment_eyes_together", boolean, &R::augment_eyes_together, 0, 1, "", {}, augmentation,
     QT_TRANSLATE_NOOP("RunField", "Both eyes alike"), QT_TRANSLATE_NOOP("RunField", "One draw a patient, so both eyes are cropped, coloured and turned alike. Off: each eye its own, as published."),
     QT_TRANSLATE_NOOP("RunField", "off (code)"), networks, true},
    {"augment_flip_probability", real, &R::augment_flip_probability, 0, 1, "", {}, augmentation,
     QT_TRANSLATE_NOOP("RunField", "Mirror probability"), QT_TRANSLATE_NOOP("RunField", "Mirroring makes a right eye look like a left one while its report says right: keep 0 unless you repeat published numbers."),
     QT_TRANSLATE_NOOP("RunField", "0.5 (code)"), networks, true},
    {"augment_crop_minimum", real, &R::augment_crop_minimum, 0.05, 1, "", {}, augmentation,
     QT_TRANSLATE_NOOP("RunField", "Smallest crop"), QT_TRANSLATE_NOOP("RunField", "Share of the area that a random crop keeps at least. Small crops may cut lesions away."),
     QT_TRANSLATE_NOOP("RunField", "0.9 (code)"), networks, true},
    {"augment_jitter", real, &R::augment_jitter, 0, 1, "", {}, augmentation,
     QT_TRANSLATE_NOOP("RunField", "Colour jitter"), QT_TRANSLATE_NOOP("RunField", "Brightness, contrast and saturation change by up to this share. Stands for different cameras."),
     QT_TRANSLATE_NOOP("RunField", "0.2 (code)"), networks, true},
    {"augment_erasing_probability", real, &R::augment_erasing_probability, 0, 1, "", {}, augmentation,
     QT_TRANSLATE_NOOP("RunField", "Erasing probability"), QT_TRANSLATE_NOOP("RunField", "How often one rectangle of 2 to 33 % of the area is blanked."),
     QT_TRANSLATE_NOOP("RunField", "0.1 (code)"), networks, true},

    {"batch_size", integer, &R::batch_size, 1, 1000000, QT_TRANSLATE_NOOP("RunField", "patients"), {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Batch size"), QT_TRANSLATE_NOOP("RunField", "Patients contrasted together. Larger gives more negatives and a better signal, needs memory in proportion, and raises the chance level ln(batch)."),
     QT_TRANSLATE_NOOP("RunField", "256 (script), 64 (code)"), every, false},
    {"micro_batch", integer, &R::micro_batch, 0, 1000000, QT_TRANSLATE_NOOP("RunField", "patients"), {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Micro batch"), QT_TRANSLATE_NOOP("RunField", "0: the whole batch at once. Else only so many patients are in memory at a time, with the same loss over the whole batch, for about a third more time."),
     QT_TRANSLATE_NOOP("RunField", "not available (fails in the code)"), networks, true},
    {"epochs", integer, &R::epochs, 1, 100000, QT_TRANSLATE_NOOP("RunField", "epochs"), {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Epochs"), QT_TRANSLATE_NOOP("RunField", "Times that each patient is seen. Time grows with it; small studies learn by heart after many."),
     QT_TRANSLATE_NOOP("RunField", "10 (script), 32 (code)"), every, false},
    {"max_steps", integer, &R::max_steps, 0, 100000000, QT_TRANSLATE_NOOP("RunField", "steps"), {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Largest number of steps"), QT_TRANSLATE_NOOP("RunField", "0: as many as the epochs take. Else the run ends after so many."),
     "", networks, true},
    {"learning_rate", real, &R::learning_rate, 0, 10, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Learning rate"), QT_TRANSLATE_NOOP("RunField", "Highest rate. Too high: the loss jumps or sticks at chance. Too low: it hardly falls. New weights want more (5e-4) than loaded ones (3e-5)."),
     QT_TRANSLATE_NOOP("RunField", "3e-5 (script), 5e-4 (code)"), every, false},
    {"weight_decay", real, &R::weight_decay, 0, 10, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Weight decay"), QT_TRANSLATE_NOOP("RunField", "Pulls weights towards 0, apart from the gradient. More is against learning by heart."),
     QT_TRANSLATE_NOOP("RunField", "0.001 (script), 0.2 (code)"), every, true},
    {"beta1", real, &R::beta1, 0, 0.999999, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Beta 1"), QT_TRANSLATE_NOOP("RunField", "Memory of the mean gradient in AdamW."), QT_TRANSLATE_NOOP("RunField", "0.9 (code)"), networks, true},
    {"beta2", real, &R::beta2, 0, 0.999999, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Beta 2"), QT_TRANSLATE_NOOP("RunField", "Memory of the squared gradient in AdamW. Lower reacts faster and is steadier for transformers."), QT_TRANSLATE_NOOP("RunField", "0.98 for ViT (code)"), networks, true},
    {"epsilon", real, &R::epsilon, 1e-12, 1, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Epsilon"), QT_TRANSLATE_NOOP("RunField", "Keeps AdamW from dividing by nearly 0."), QT_TRANSLATE_NOOP("RunField", "1e-6 for ViT (code)"), networks, true},
    {"warmup_steps", integer, &R::warmup_steps, 0, 100000000, QT_TRANSLATE_NOOP("RunField", "steps"), {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Warm-up"), QT_TRANSLATE_NOOP("RunField", "Steps over which the rate rises from near 0. Too few may spoil the start; longer than the run, the rate never reaches its height."),
     QT_TRANSLATE_NOOP("RunField", "50 (script), 500 (code)"), networks, false},
    {"schedule", choice, &R::schedule, 0, 0, "", {"cosine", "constant"}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Schedule"), QT_TRANSLATE_NOOP("RunField", "After the warm-up the rate falls to 0 along a cosine, or stays."), QT_TRANSLATE_NOOP("RunField", "cosine (code)"), networks, true},
    {"decay_groups", choice, &R::decay_groups, 0, 0, "", {"as_published", "exclude_norms"}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "What decays"), QT_TRANSLATE_NOOP("RunField", "exclude_norms: biases, norms, embeddings and scales do not decay. as_published: the code's lists, which decay BERT's norms by oversight."),
     QT_TRANSLATE_NOOP("RunField", "as_published (code)"), networks, true},
    {"gradient_clip", real, &R::gradient_clip, 0, 1000000, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Gradient clipping"), QT_TRANSLATE_NOOP("RunField", "Largest norm of all gradients together; 0: off. 1 calms a jumping loss."), QT_TRANSLATE_NOOP("RunField", "off (code)"), networks, true},
    {"patch_mask_ratio", real, &R::patch_mask_ratio, 0, 0.95, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Masked patches"), QT_TRANSLATE_NOOP("RunField", "Share of patches left out in training (FLIP). 0.5 makes steps nearly twice as fast, at some cost in small lesions."), QT_TRANSLATE_NOOP("RunField", "0 (script)"), pretrain, true},
    {"text_dropout", real, &R::text_dropout, -1, 0.99, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Text dropout"), QT_TRANSLATE_NOOP("RunField", "-1: the network's own. 0 makes losses comparable from step to step."), QT_TRANSLATE_NOOP("RunField", "0.1 (code)"), networks, true},
    {"gradient_checkpointing", boolean, &R::gradient_checkpointing, 0, 1, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Recompute activations"), QT_TRANSLATE_NOOP("RunField", "Memory of activations falls to a fraction, a step takes about a third longer; same numbers."), QT_TRANSLATE_NOOP("RunField", "on (script)"), networks, true},
    {"contrastive_loss", choice, &R::contrastive_loss, 0, 0, "", {"softmax", "sigmoid"}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Contrastive loss"), QT_TRANSLATE_NOOP("RunField", "softmax: each photograph chooses its report among the batch, as published. sigmoid: each pair is judged by itself (SigLIP), which suits small batches; start it with a logit scale of 2.3 (ln 10)."), QT_TRANSLATE_NOOP("RunField", "softmax (code)"), pretrain, true, 2},
    {"layer_decay", real, &R::layer_decay, 0.1, 1, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Layer decay"), QT_TRANSLATE_NOOP("RunField", "Each layer learns at this share of the rate of the layer above it, the embeddings at the least: what was learned before is kept. 1: all alike. 0.65 to 0.9 is usual in fine-tuning."), QT_TRANSLATE_NOOP("RunField", "1 (code)"), networks, true, 2},
    {"ema_decay", real, &R::ema_decay, 0, 0.999999, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Average of the weights"), QT_TRANSLATE_NOOP("RunField", "0: off. Else a moving average of the weights with this memory a step is what is validated, chosen and kept as the result; steadier than the last step's. 0.999 averages over some 1000 steps. Takes memory once more of the weights, checkpoints grow by a third."), QT_TRANSLATE_NOOP("RunField", "off (code)"), networks, true, 2},
    {"early_stop_validations", integer, &R::early_stop_validations, 0, 100000, "", {}, optimisation,
     QT_TRANSLATE_NOOP("RunField", "Stop early after"), QT_TRANSLATE_NOOP("RunField", "0: never. Else the run ends once so many validations in a row brought nothing better; the best state is the result, as ever."), QT_TRANSLATE_NOOP("RunField", "never (code)"), networks, true, 2},

    {"label_set", text, &R::label_set, 0, 0, "", {}, labels,
     QT_TRANSLATE_NOOP("RunField", "Label set"), QT_TRANSLATE_NOOP("RunField", "What is learned: NAME, or NAME/CLASS for one class of several."), "", supervised, false},
    {"feature", choice, &R::feature, 0, 0, "", {"patient", "eye"}, labels,
     QT_TRANSLATE_NOOP("RunField", "Classifier sees"), QT_TRANSLATE_NOOP("RunField", "patient: both eyes' features together, for labels of an exam. eye: the raw visual feature of one eye, for labels of an eye."),
     QT_TRANSLATE_NOOP("RunField", "eye (RFMiD, code)"), supervised, false},
    {"probe_solver", choice, &R::probe_solver, 0, 0, "", {"logistic", "adamw"}, labels,
     QT_TRANSLATE_NOOP("RunField", "Probe solver"), QT_TRANSLATE_NOOP("RunField", "logistic: exact solution, seconds. adamw: the published loop over epochs."), QT_TRANSLATE_NOOP("RunField", "adamw (code)"), probe, true},
    {"probe_l2", real, &R::probe_l2, 1e-8, 1e8, "", {}, labels,
     QT_TRANSLATE_NOOP("RunField", "Probe C"), QT_TRANSLATE_NOOP("RunField", "Inverse of the strength that holds the logistic weights small; smaller for few labelled exams."), "", probe, true},
    {"selection_metric", choice, &R::selection_metric, 0, 0, "", {"auroc", "average_precision"}, labels,
     QT_TRANSLATE_NOOP("RunField", "Chosen by"), QT_TRANSLATE_NOOP("RunField", "The validation metric whose best epoch is kept. The test set never chooses."), QT_TRANSLATE_NOOP("RunField", "AUROC and average precision, on test too (code)"), supervised, true},
    {"class_weights", choice, &R::class_weights, 0, 0, "", {"none", "balanced"}, labels,
     QT_TRANSLATE_NOOP("RunField", "Class weights"), QT_TRANSLATE_NOOP("RunField", "balanced: each class counts alike in the loss, however rare it is in training. Finds more of a rare disease and calls more healthy ones ill; probabilities no longer are frequencies."), QT_TRANSLATE_NOOP("RunField", "none (code)"), finetune, true, 2},
    {"label_smoothing", real, &R::label_smoothing, 0, 0.9, "", {}, labels,
     QT_TRANSLATE_NOOP("RunField", "Label smoothing"), QT_TRANSLATE_NOOP("RunField", "Share of each label that is spread evenly over the classes: less sure of itself, and more robust where labels err. 0.1 is usual."), QT_TRANSLATE_NOOP("RunField", "0 (code)"), finetune, true, 2},
    {"focal_gamma", real, &R::focal_gamma, 0, 10, "", {}, labels,
     QT_TRANSLATE_NOOP("RunField", "Focal gamma"), QT_TRANSLATE_NOOP("RunField", "0: cross-entropy. Above, cases that are already right count less, the hard ones more; 2 is usual where one class is rare."), QT_TRANSLATE_NOOP("RunField", "0 (code)"), finetune, true, 2},
    {"ordinal_loss", choice, &R::ordinal_loss, 0, 0, "", {"cross_entropy", "cumulative"}, labels,
     QT_TRANSLATE_NOOP("RunField", "Loss of grades"), QT_TRANSLATE_NOOP("RunField", "For label sets with an order. cross_entropy: grades are classes like others. cumulative: one score and thresholds between the grades (proportional odds), so a far wrong grade costs more than the next one."), "", finetune, true, 2},

    {"log_every_steps", integer, &R::log_every_steps, 1, 1000000, QT_TRANSLATE_NOOP("RunField", "steps"), {}, keeping,
     QT_TRANSLATE_NOOP("RunField", "Log every"), QT_TRANSLATE_NOOP("RunField", "Steps between points of the curve."), QT_TRANSLATE_NOOP("RunField", "1 (script)"), networks, true},
    {"validate_every_epochs", integer, &R::validate_every_epochs, 0, 100000, QT_TRANSLATE_NOOP("RunField", "epochs"), {}, keeping,
     QT_TRANSLATE_NOOP("RunField", "Validate every"), QT_TRANSLATE_NOOP("RunField", "Epochs between judgements on the validation set; 0: never."), QT_TRANSLATE_NOOP("RunField", "1 (script)"), networks, true},
    {"checkpoint_every_steps", integer, &R::checkpoint_every_steps, 0, 100000000, QT_TRANSLATE_NOOP("RunField", "steps"), {}, keeping,
     QT_TRANSLATE_NOOP("RunField", "Checkpoint every (steps)"), QT_TRANSLATE_NOOP("RunField", "0: by time alone. A crash loses at most what came after the last one."), QT_TRANSLATE_NOOP("RunField", "each epoch (script)"), networks, true},
    {"checkpoint_every_minutes", real, &R::checkpoint_every_minutes, 0, 100000, QT_TRANSLATE_NOOP("RunField", "min"), {}, keeping,
     QT_TRANSLATE_NOOP("RunField", "Checkpoint every (minutes)"), QT_TRANSLATE_NOOP("RunField", "0: by steps alone. Each takes disk space of three times the weights."), "", networks, true},
    {"keep_checkpoints", integer, &R::keep_checkpoints, 1, 100000, "", {}, keeping,
     QT_TRANSLATE_NOOP("RunField", "Checkpoints kept"), QT_TRANSLATE_NOOP("RunField", "The latest so many, besides the best."), QT_TRANSLATE_NOOP("RunField", "all (code)"), networks, true},
    {"background_checkpoint_mb", integer, &R::background_checkpoint_mb, 0, 100000000, QT_TRANSLATE_NOOP("RunField", "MB"), {}, keeping,
     QT_TRANSLATE_NOOP("RunField", "Write beside the run from"), QT_TRANSLATE_NOOP("RunField", "Checkpoints of at least this size are copied in memory and written while the run goes on; where memory has no room for the copy, the run waits. 0: all."), "", networks, true, 2},

    {"group", text, &R::group, 0, 0, "", {}, together,
     QT_TRANSLATE_NOOP("RunField", "Group"), QT_TRANSLATE_NOOP("RunField", "Runs of one sweep or cross-validation carry the same name here; their table shows them together."), "", every, true, 2},
    {"folds", integer, &R::folds, 0, 100, "", {}, together,
     QT_TRANSLATE_NOOP("RunField", "Folds"), QT_TRANSLATE_NOOP("RunField", "0: the split as it is. Else patients are dealt to so many parts of equal size and like labels, the same for each seed; one part is the test set, the next the validation set. A frozen dataset's own test set stays out."), QT_TRANSLATE_NOOP("RunField", "none (code)"), every, true, 2},
    {"fold", integer, &R::fold, 1, 100, "", {}, together,
     QT_TRANSLATE_NOOP("RunField", "Fold"), QT_TRANSLATE_NOOP("RunField", "The part that this run is tested on, from 1. A cross-validation is a run for each."), "", every, true, 2},
};
// clang-format on

} // namespace

std::span<const FieldDescription> run_fields()
{
    return table;
}

} // namespace retclip
