// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/manifest.h"
#include "core/base/run_config.h"
#include "core/study/study.h"

namespace retclip {

/// Whose test split is it that a cross-validation finds in a manifest?
enum class TestSplit {
    isDealt,  ///< Nobody's: its patients are dealt to folds like the others.
    staysOut  ///< A frozen dataset's: nobody learns from it, and no fold is judged by it.
};

/// The same items, split for one fold of RunConfig::folds: fold `fold` is the test set, the next one (the
/// first after the last) the validation set, all others the training set. Patients are dealt by
/// foldsByPatient() with the run's seed, stratified by the label (several labels: by the rarest present).
/// Without folds the manifest stays as it is.
/// Errors: invalid_argument (fewer patients than folds).
[[nodiscard]] Result<Manifest> withFolds(Manifest manifest, const RunConfig &config, TestSplit test);

/// What a run with these settings sees of a dataset (empty: the study), folds included.
/// Errors: as Study::manifest() and withFolds().
[[nodiscard]] Result<Manifest> manifestOfRun(const Study &study, const QString &dataset,
                                             const RunConfig &config);

} // namespace retclip
