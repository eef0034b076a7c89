// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Supervised rows: what a classifier sees (a patient or an eye) with its labels.

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/statistics/classification.h"
#include "ml/training/objective.h"

#include <filesystem>
#include <optional>

namespace retclip {

struct LabelledRow
{
    std::int64_t item = 0;
    std::optional<Laterality> eye; ///< None: the whole exam.
    Targets targets;               ///< As Targets says; never empty here.
};

/// Number of a classifier's outputs: one for binary, else one a class.
[[nodiscard]] int outputs_of(const TargetDescription &target);
/// Width of what it sees: both raw features (absent eye: zeros), or one.
[[nodiscard]] int feature_width(const RunConfig &config);

/// Rows of a batch in order; those without any known label are left out, unless `keep_unknown`.
[[nodiscard]] std::vector<LabelledRow> labelled_rows(const RunRoom &room, const LoadedBatch &batch,
                                                     bool keep_unknown);

/// The labelled rows of those items of the run's manifest, without loading a photograph.
[[nodiscard]] std::vector<LabelledRow> rows_of_items(const RunRoom &room,
                                                     const std::vector<std::int64_t> &items);
[[nodiscard]] std::vector<Targets> targets_of(const std::vector<LabelledRow> &rows);

/// The features (rows x width) that belong to the rows, from raw visual features of a batch.
[[nodiscard]] torch::Tensor features_of(const RunConfig &config, const LoadedBatch &batch,
                                        const std::vector<LabelledRow> &rows,
                                        const torch::Tensor &raw_left, const torch::Tensor &raw_right);

/// Everything about one split that predictions and metrics need.
struct Judged
{
    Split split = Split::none;
    std::vector<LabelledRow> rows;
    Matrix scores; ///< Probabilities.
};

/// Only rows with a label; unit of the bootstrap: the patient.
[[nodiscard]] ClassificationInput classification_input(const RunRoom &room, const Judged &judged);

/// Metrics with a value, by name.
[[nodiscard]] Result<std::map<std::string, double>>
classification_metrics(const RunRoom &room, const Judged &judged, std::stop_token stop);

/// exam_id, exam, patient, eye, split, class, score, truth: a line a row and class. Atomic.
[[nodiscard]] Result<void> write_predictions(const RunRoom &room, const std::vector<Judged> &splits,
                                             const std::filesystem::path &file);

} // namespace retclip
