// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"
#include "core/study/values.h"

#include <QString>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retclip {

/// One judged exam or eye: its label, and the model's word on each class.
struct EvaluatedCase
{
    ExamId exam;
    std::optional<Laterality> eye;
    Split split = Split::none;
    std::vector<double> scores;             ///< A class.
    std::vector<std::optional<bool>> truth; ///< A class; nothing: unknown.
    std::vector<std::uint8_t> predicted;    ///< A class.
};

/// One class against the rest: the cases whose label is known.
struct ClassSeries
{
    std::vector<int> truth; ///< 0 or 1.
    std::vector<double> scores;
    std::vector<std::size_t> cases; ///< Places in EvaluationCases::all().
};

/// Who an exam belongs to: the unit of every interval.
using PatientsOfExams = std::map<ExamId, std::string>;

/// The predictions of an evaluation as cases, and the way from any cell, point or bar back to them.
///
/// Classes: binary: one, the positive class. In a confusion matrix binary has two rows: 0 is
/// without the class, 1 with it; multiclass has a row a class.
class EvaluationCases
{
public:
    EvaluationCases() = default;
    EvaluationCases(const std::vector<PredictionRow> &rows, const TargetDescription &target);

    [[nodiscard]] const std::vector<EvaluatedCase> &all() const { return m_cases; }
    [[nodiscard]] const std::vector<std::string> &classes() const { return m_classes; }
    [[nodiscard]] LabelKind kind() const { return m_kind; }
    /// Two by two, about one class: binary and multilabel.
    [[nodiscard]] bool isAboutOneClass() const;

    /// Cells at a threshold for the class (binary, multilabel), else by the predicted class.
    /// `threshold` nothing: as the evaluation predicted.
    [[nodiscard]] ConfusionMatrix confusion(Split split, int classIndex,
                                            std::optional<double> threshold) const;
    /// The exams of exactly that cell, each once, in the order of the evaluation.
    [[nodiscard]] std::vector<ExamId> casesOf(Split split, int classIndex,
                                              std::optional<double> threshold, int truth,
                                              int prediction) const;
    /// One class against the rest, for curves, thresholds and calibration.
    [[nodiscard]] ClassSeries series(Split split, int classIndex) const;
    /// Exams of one class against the rest (any kind): with the class or without, called positive
    /// (score >= threshold) or not; each once, in the order of the evaluation.
    [[nodiscard]] std::vector<ExamId> examsOf(const ClassSeries &series, double threshold, bool with,
                                              bool called) const;
    /// For a report on these cases (places in all()). `patients` may lack an exam: it is then a
    /// patient of its own.
    [[nodiscard]] ClassificationInput input(const std::vector<std::size_t> &cases,
                                            const PatientsOfExams &patients) const;
    [[nodiscard]] std::vector<std::size_t> ofSplit(Split split) const;

private:
    [[nodiscard]] std::optional<std::pair<int, int>>
    cellOf(const EvaluatedCase &each, int classIndex, std::optional<double> threshold) const;

    LabelKind m_kind = LabelKind::binary;
    std::vector<std::string> m_classes;
    std::vector<EvaluatedCase> m_cases;
};

} // namespace retclip
