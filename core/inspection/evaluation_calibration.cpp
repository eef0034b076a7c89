// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/evaluation_calibration.h"

#include <cmath>

namespace retclip {

namespace {

CalibrationSide sideOf(const std::vector<int> &truth, const std::vector<double> &probabilities)
{
    CalibrationSide side;
    side.bins = reliability(truth, probabilities);
    if (truth.empty())
        return side;
    const double n = double(truth.size());
    for (const ReliabilityBin &bin : side.bins)
        side.ece += double(bin.cases) / n * std::abs(bin.share_positive - bin.mean_probability);
    for (std::size_t i = 0; i < truth.size(); ++i)
        side.brier += (probabilities[i] - truth[i]) * (probabilities[i] - truth[i]) / n;
    return side;
}

/// The class alone, or all classes of a case that has exactly one: what a temperature acts on.
struct TemperatureInput
{
    std::vector<int> truth;
    std::vector<double> probabilities;
    std::size_t classes = 1;
    std::size_t column = 0; ///< Of the class asked about.
};

TemperatureInput temperatureInput(const EvaluationCases &cases, const ClassSeries &series,
                                  int classIndex)
{
    TemperatureInput input;
    if (cases.isAboutOneClass()) {
        input.truth = series.truth;
        input.probabilities = series.scores;
        return input;
    }
    input.classes = cases.classes().size();
    input.column = std::size_t(classIndex);
    for (const std::size_t place : series.cases) {
        const EvaluatedCase &each = cases.all()[place];
        int label = -1;
        for (std::size_t c = 0; c < input.classes; ++c)
            if (each.truth[c].value_or(false))
                label = int(c);
        input.truth.push_back(label);
        input.probabilities.insert(input.probabilities.end(), each.scores.begin(), each.scores.end());
    }
    return input;
}

} // namespace

ClassCalibration calibrationOf(const EvaluationCases &cases, int classIndex)
{
    const ClassSeries test = cases.series(Split::test, classIndex);
    const ClassSeries validation = cases.series(Split::validation, classIndex);
    ClassCalibration result;
    result.cases = qint64(test.truth.size());
    result.validationCases = qint64(validation.truth.size());
    result.before = result.after = sideOf(test.truth, test.scores);
    const TemperatureInput fit = temperatureInput(cases, validation, classIndex);
    result.temperature = fit_temperature(fit.truth, fit.probabilities, fit.classes);
    if (!result.temperature)
        return result;
    TemperatureInput scaled = temperatureInput(cases, test, classIndex);
    apply_temperature(scaled.probabilities, scaled.classes, *result.temperature);
    std::vector<double> column;
    for (std::size_t i = 0; i < test.truth.size(); ++i)
        column.push_back(scaled.probabilities[i * scaled.classes + scaled.column]);
    result.after = sideOf(test.truth, column);
    return result;
}

} // namespace retclip
