// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/inspection/correction_worth.h"

#include <stop_token>

namespace retclip {

/// Closing the review loop: which run was reviewed, on which labels.
struct RetrainOrder
{
    RunRow run;       ///< Reviewed; it has an evaluation.
    QString labelSet; ///< Of its evaluations the newest with these labels; empty: the newest.
    QString name;     ///< Of dataset and run; empty: correctedName().
    QString person;
    BootstrapOptions bootstrap{2000, 1, 0.95};
};
struct Retrained
{
    DatasetRow dataset;
    RunRow run; ///< A supervised run trained again under its own settings; a pretraining run itself, probed again.
    EvaluationResult before, after;
    CorrectionWorth worth;
};

/// Freezes the corrected labels in the splits of before, learns from them under the same settings and seed, judges and
/// compares on the test cases that nobody corrected. A run of that name and dataset that was paused goes on.
///
/// Threads: `study`'s, which must be open for writing; blocks for the training. A stop pauses the run and keeps dataset and run.
/// Errors: not_found (the run was never evaluated), those of the steps.
[[nodiscard]] Result<Retrained> retrainOnCorrections(Study &study, const RetrainOrder &order, ModelBackend &backend,
                                                     TokenizerService &tokenizers, const ProgressCallback &progress,
                                                     std::stop_token stop);

} // namespace retclip
