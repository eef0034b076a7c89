// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// 32 made-up patients in four kinds, drawn into a folder, and a network that trains on them in
// seconds.

#include "core/base/manifest.h"
#include "core/base/run_config.h"
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/imaging/photograph.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace retclip {

/// A disc whose colour and position tell the patient's finding.
inline std::string made_picture(const std::filesystem::path &file, int finding, int variation)
{
    RgbImage image;
    image.width = image.height = 40;
    image.pixels.assign(40 * 40 * 3, 20);
    for (int y = 0; y < 40; ++y) {
        for (int x = 0; x < 40; ++x) {
            std::uint8_t *pixel = &image.pixels[std::size_t((y * 40 + x) * 3)];
            pixel[0] = std::uint8_t(120 + 20 * finding);
            pixel[1] = std::uint8_t((finding % 2 ? 160 : 40) + 3 * variation);
            pixel[2] = std::uint8_t(finding / 2 % 2 ? 150 : 30);
            if ((x - 12 - 4 * finding) * (x - 12 - 4 * finding) + (y - 20) * (y - 20) < 30)
                pixel[0] = pixel[1] = pixel[2] = 250;
        }
    }
    const auto bytes = encode_png(image);
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char *>(bytes->data()), std::streamsize(bytes->size()));
    return utf8_from_path(file);
}

/// `differing`: how far photographs of one kind lie apart.
inline Manifest made_manifest(const std::filesystem::path &folder, int differing = 1)
{
    const char *findings[] = {"正常眼底", "糖尿病视网膜病变", "青光眼", "黄斑水肿"};
    Manifest manifest;
    manifest.dataset = "made here";
    manifest.target.label_set = "finding";
    manifest.target.kind = LabelKind::binary;
    manifest.target.classes = {"green"};
    for (int i = 0; i < 32; ++i) {
        ManifestItem item;
        item.exam.value = i + 1;
        item.patient = "P" + std::to_string(i);
        item.exam_code = "E" + std::to_string(i);
        const int finding = i % 4;
        item.text = std::string(findings[finding]) + "，编号" + std::to_string(i / 4);
        item.targets = {finding % 2};
        item.split = i < 20 ? Split::training : i < 26 ? Split::validation : Split::test;
        for (const Laterality eye : both_eyes) {
            if (i == 3 && eye == Laterality::left)
                continue; // one-eyed
            const auto file = folder / (item.exam_code + word(eye) + ".png");
            item.photographs[eye].path = made_picture(file, finding, differing * (i / 4));
            item.photographs[eye].sha256 = *sha256_of_file(file);
        }
        manifest.items.push_back(std::move(item));
    }
    return manifest;
}

inline RunConfig tiny_config(const std::filesystem::path &vocabulary)
{
    RunConfig config;
    config.network = {};
    config.network.embed_dim = 16;
    config.network.image_resolution = 32;
    config.network.vision_layers = 2;
    config.network.vision_width = 32;
    config.network.vision_patch_size = 8;
    config.network.vision_head_width = 16;
    config.network.vocab_size = 100;
    config.network.text_hidden_size = 32;
    config.network.text_intermediate_size = 64;
    config.network.text_max_position_embeddings = 32;
    config.network.text_num_attention_heads = 2;
    config.network.text_num_hidden_layers = 2;
    config.precision = "float32";
    config.device = "cpu";
    config.threads = 1;
    config.tokenizer_kind = "wordpiece";
    config.tokenizer_file = utf8_from_path(vocabulary);
    config.context_length = 20;
    config.augment = true;
    config.augment_flip_probability = 0.5;
    config.text_dropout = 0.1;
    config.batch_size = 8;
    config.epochs = 4;
    config.learning_rate = 1e-3;
    config.warmup_steps = 2;
    config.workers = 2;
    config.checkpoint_every_steps = 0;
    config.checkpoint_every_minutes = 0;
    config.validate_every_epochs = 1;
    return config;
}

inline void made_vocabulary(const std::filesystem::path &file)
{
    std::ofstream out(file);
    out << "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    for (const char *piece : {"正", "常", "眼", "底", "糖", "尿", "病", "视", "网", "膜", "变", "青", "光",
                              "黄", "斑", "水", "肿", "，", "编", "号", "0", "1", "2", "3", "4", "5",
                              "6", "7"})
        out << piece << "\n";
}

} // namespace retclip
