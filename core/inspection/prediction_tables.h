// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"
#include "core/statistics/retrieval.h"

#include <filesystem>

namespace retclip {

/// Joins a table of labels and one of scores by `id`, in the order of the labels.
///
/// Labels: `id`, optional `patient`, then `label` (binary 0/1; multi-class a name or the number of
/// a score column from 0) or, multi-label, one 0/1 column a class (empty: unknown).
/// Scores: `id`, then `score` (binary) or one column a class.
/// Errors: unreadable, naming file, line and id: a row without a partner, an id twice, a cell that
/// is no number, a label that is no class.
[[nodiscard]] Result<ClassificationInput> readPredictions(const std::filesystem::path &labels,
                                                          const std::filesystem::path &scores,
                                                          LabelKind kind);

/// `query,gallery`, zero-based rows. Errors: unreadable (a row that is not there, naming the line).
[[nodiscard]] Result<Positives> readPositives(const std::filesystem::path &file,
                                              std::size_t queries, std::size_t gallery);

/// A float matrix from .npy. Errors: unsupported (not two-dimensional, not numbers), unreadable
/// (NaN or infinite).
[[nodiscard]] Result<Matrix> readFeatureMatrix(const std::filesystem::path &file);

} // namespace retclip
