// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_cases.h"
#include "core/inspection/inspection.h"
#include "core/statistics/threshold_table.h"
#include "ui/shell/selection.h"

#include <QObject>

namespace retclip {

/// The evaluation that the pages show: one result, one class, one threshold for all of them, and the
/// way from any count to its cases. A page changes it here and draws what the signals say.
///
/// Threads: window only.
class ShownEvaluation : public QObject
{
    Q_OBJECT

public:
    explicit ShownEvaluation(SelectionModel &selections, QObject *parent = nullptr);

    void show(const EvaluationResult &result);
    void clear();
    [[nodiscard]] const std::optional<EvaluationResult> &result() const { return m_result; }
    [[nodiscard]] const EvaluationCases &cases() const { return m_cases; }

    [[nodiscard]] int classIndex() const { return m_class; }
    void setClass(int index);
    /// The class against the rest on test, sorted once a class.
    [[nodiscard]] const ClassSeries &test() const { return m_test; }
    [[nodiscard]] const ThresholdTable &thresholds() const { return m_thresholds; }

    /// Nothing: the evaluation's own operating point.
    [[nodiscard]] std::optional<double> threshold() const { return m_threshold; }
    void setThreshold(std::optional<double> threshold);
    [[nodiscard]] double thresholdInForce() const { return m_threshold.value_or(0.5); }

    /// As people say it; tables that are copied keep the names of files.
    [[nodiscard]] QString classTitle(int place) const;
    [[nodiscard]] QString confusionTitle(int place) const; ///< Of a row or column.

    /// Each selects the exams and says how many they are.
    int selectCell(int truth, int prediction);
    int selectOutcome(bool with, bool called); ///< One class against the rest, at the threshold.
    int select(const std::vector<ExamId> &exams, std::function<QString()> sentence);

signals:
    void resultChanged();
    void classChanged();     ///< After resultChanged() too.
    void thresholdChanged(); ///< After classChanged() too.

private:
    [[nodiscard]] std::function<QString()> outcomeSentence(bool with, bool called, int count) const;

    SelectionModel &m_selections;
    std::optional<EvaluationResult> m_result;
    EvaluationCases m_cases;
    int m_class = 0;
    ClassSeries m_test;
    ThresholdTable m_thresholds;
    std::optional<double> m_threshold;
};

} // namespace retclip
