// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_calibration.h"
#include "core/statistics/operating_points.h"
#include "ui/shell/app_context.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QTableWidget;

namespace retclip {

class CurveChart;
class Job;
class ReliabilityChart;
class ShownEvaluation;

/// Whether the probabilities can be taken at their word, before and after temperature scaling, and
/// whether acting on them does more good than harm (decision curve). One class against the rest.
class CalibrationPage : public QWidget
{
    Q_OBJECT

public:
    CalibrationPage(AppContext &context, ShownEvaluation &shown, QWidget *parent = nullptr);
    void retranslate();

    [[nodiscard]] const std::optional<ClassCalibration> &calibration() const { return m_calibration; }
    [[nodiscard]] ReliabilityChart *reliabilityChart() const { return m_reliability; }
    [[nodiscard]] CurveChart *decisionChart() const { return m_decision; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void compute();
    void fill();
    void markThreshold();

    struct Contents
    {
        ClassCalibration calibration;
        std::vector<DecisionPoint> decision;
    };

    AppContext &m_context;
    ShownEvaluation &m_shown;
    ReliabilityChart *m_reliability;
    CurveChart *m_decision;
    QTableWidget *m_table;
    QLabel *m_tableTitle, *m_sentence, *m_decisionText;
    std::optional<ClassCalibration> m_calibration;
    std::vector<DecisionPoint> m_curve;
    QPointer<Job> m_job;
    int m_asked = 0; ///< Answers to an earlier question are passed over.
    bool m_stale = true;
};

} // namespace retclip
