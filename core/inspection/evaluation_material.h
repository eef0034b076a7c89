// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"
#include "core/inspection/inspection.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retclip {

/// One thing that is classified: an exam, or one eye of it.
struct JudgedCase
{
    ExamId exam;
    std::string patient;
    std::string code;
    std::optional<Laterality> eye;
    std::size_t row = 0; ///< Of the features.
    Split split = Split::none;
    Targets targets;
};

/// What a classifier learns from and is judged by: labelled cases and their features.
struct EvaluationMaterial
{
    TargetDescription target;
    RunConfig config;
    StudyFeatures features;
    std::vector<JudgedCase> cases;
    std::map<ExamId, QString> codes;
    qint64 leftOut = 0; ///< Exams or eyes without features or labels.
    bool perEye = false;

    /// Features and cases of a manifest; `eyes`: eyes are judged although labels are an exam's.
    /// Errors: those of studyFeatures().
    [[nodiscard]] Result<void> take(const Manifest &manifest, const Study &study, const RunRow &run,
                                    ModelBackend &backend, bool eyes,
                                    const ProgressCallback &progress, std::stop_token stop);

    [[nodiscard]] std::vector<std::size_t> ofSplit(Split split) const;
    /// Scores a case: binary one, else one a class.
    [[nodiscard]] std::size_t columns() const;
    /// Raw visual features: [left, right] of an exam, or one eye's.
    [[nodiscard]] Matrix rawFeatures(const std::vector<std::size_t> &cases) const;
    [[nodiscard]] std::vector<Targets> targetsOf(const std::vector<std::size_t> &cases) const;
    /// The scores as predictions, a row a case and class, appended to `rows`.
    void predict(std::vector<PredictionRow> &rows, const std::vector<std::size_t> &cases,
                 const Matrix &scores, RunId run, const QString &labelSet) const;
};

[[nodiscard]] Result<RunConfig> runConfigOf(const RunRow &run);

/// Candidates for C of the logistic probe: half decades from 0.001 to 100.
[[nodiscard]] std::vector<double> probeStrengths();

} // namespace retclip
