// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

namespace retclip {

struct CrossValidationOrder
{
    QString labelSet; ///< NAME or NAME/CLASS.
    QString dataset;  ///< Empty: the whole study without excluded exams.
    int folds = 5;    ///< 2 or more; with 2 the strength of the probe is fixed, else chosen once.
    std::int64_t seed = 123;
    bool perEye = false; ///< Judge eyes although the labels are an exam's.
};

/// What a linear probe on a run's embeddings says of every labelled exam (or eye) when it has not learned
/// from its patient: patients are dealt to folds by withFolds(), each fold is predicted by a probe fitted on
/// the others. So no label speaks for itself. Rows are those of an evaluation, with split test; nothing is
/// stored.
///
/// Embeddings are those of the cache, made where they are not there yet. Threads: the study's.
/// Errors: invalid_argument (folds, no label set, too few patients or labels), those of studyFeatures() and
/// of the backend, cancelled.
[[nodiscard]] Result<std::vector<PredictionRow>>
crossValidatedPredictions(const Study &study, const RunRow &run, ModelBackend &backend,
                          const CrossValidationOrder &order, const ProgressCallback &progress,
                          std::stop_token stop);

} // namespace retclip
