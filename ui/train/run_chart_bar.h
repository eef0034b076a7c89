// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace retclip {

class RunCharts;
class Settings;

/// How the charts of a run are drawn: x axis, smoothing (kept in the settings), logarithmic axes,
/// everything in view, abandoned steps.
class RunChartBar : public QWidget
{
    Q_OBJECT

public:
    RunChartBar(RunCharts &charts, Settings &settings, QWidget *parent = nullptr);

    void toggleLogX();
    void toggleLogY();
    void toggleSmoothing();
    void retranslate();

private:
    void showSmoothing();

    RunCharts &m_charts;
    QLabel *m_xLabel, *m_smoothingLabel;
    QComboBox *m_xAxis;
    QSlider *m_smoothing;
    QToolButton *m_logX, *m_logY, *m_fit, *m_abandoned;
};

} // namespace retclip
