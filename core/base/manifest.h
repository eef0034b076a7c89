// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/identifiers.h"
#include "core/base/laterality.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

enum class Split { none, training, validation, test };
[[nodiscard]] const char *word(Split split); ///< "none", "train", "validation", "test"
[[nodiscard]] std::optional<Split> split_from(std::string_view text); ///< also "val", "valid", "training"

enum class LabelKind {
    binary,     ///< One class, present or absent.
    multiclass, ///< Exactly one of several classes.
    multilabel, ///< Each class present or absent.
    ordinal     ///< One of several classes with an order (grades).
};
[[nodiscard]] const char *word(LabelKind kind);
[[nodiscard]] std::optional<LabelKind> label_kind_from(std::string_view text);

/// The label set that a run learns or is judged by. Empty name: none.
struct TargetDescription
{
    std::string label_set;
    LabelKind kind = LabelKind::binary;
    bool per_eye = false;             ///< Labels speak of an eye; else of the exam.
    std::vector<std::string> classes; ///< Binary: one entry, the positive class.
};

/// Targets of one exam or eye, as the kind says: binary and multilabel: one entry a class, 0, 1 or
/// -1 (unknown); multiclass and ordinal: one entry, the class index or -1. Empty: unknown.
using Targets = std::vector<int>;

struct ManifestPhotograph
{
    std::string path;   ///< Absolute, UTF-8. Empty: this eye has no photograph.
    std::string sha256; ///< Lower-case hex of the file's bytes.
    [[nodiscard]] bool present() const { return !path.empty(); }
};

struct ManifestItem
{
    ExamId exam;
    std::string patient;
    std::string exam_code;
    PerEye<ManifestPhotograph> photographs;
    std::string text; ///< The report, UTF-8, as stored (cleaning happens before the tokenizer).
    Split split = Split::none;
    Targets targets;             ///< Of the exam.
    PerEye<Targets> eye_targets; ///< Where TargetDescription::per_eye.
};

/// A frozen, hashed list of what a run sees. Written once as JSON Lines beside the run (first line:
/// header with target description and count); `ml` reads nothing else.
struct Manifest
{
    std::string dataset; ///< Its name, or the query it came from.
    TargetDescription target;
    std::vector<ManifestItem> items;

    /// SHA-256 over everything that can change a result (contents, texts, targets, splits, order),
    /// but not over paths: a study that moved keeps its hash.
    [[nodiscard]] std::string hash() const;
};

/// Errors: unreadable (cut short, wrong count, bad JSON: names the line).
[[nodiscard]] Result<Manifest> read_manifest(const std::filesystem::path &file);
/// Writes to a temporary file beside, syncs and renames.
[[nodiscard]] Result<void> write_manifest(const Manifest &manifest, const std::filesystem::path &file);

} // namespace retclip
