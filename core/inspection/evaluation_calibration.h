// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_cases.h"
#include "core/statistics/calibration.h"

#include <optional>
#include <vector>

namespace retclip {

/// How the probabilities of one class stand against what was seen on test.
struct CalibrationSide
{
    std::vector<ReliabilityBin> bins; ///< Ten, equally wide; empty ones are left out.
    double ece = 0;   ///< Of the bins: |share with the class - mean probability|, weighted by cases.
    double brier = 0; ///< Mean squared distance of probability and outcome.
};

/// One class against the rest, as it came and after temperature scaling. The temperature is fitted on
/// validation (several exclusive classes: one for all of them), never on test.
struct ClassCalibration
{
    qint64 cases = 0;           ///< Of test, with a known label.
    qint64 validationCases = 0; ///< What the temperature was fitted on.
    CalibrationSide before;
    std::optional<double> temperature; ///< Nothing: no validation cases, or of one kind only.
    CalibrationSide after;             ///< As before without a temperature.
};

[[nodiscard]] ClassCalibration calibrationOf(const EvaluationCases &cases, int classIndex);

} // namespace retclip
