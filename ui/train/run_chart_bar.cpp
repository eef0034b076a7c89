// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_chart_bar.h"

#include "ui/shell/icon_tool.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/train/run_charts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QToolButton>

namespace retclip {

namespace {
const QString smoothingSetting = QStringLiteral("train/smoothing");
constexpr int smoothed_percent = 60; ///< Where S goes from none.
} // namespace

RunChartBar::RunChartBar(RunCharts &charts, Settings &settings, QWidget *parent)
    : QWidget(parent), m_charts(charts)
{
    m_xLabel = new QLabel;
    setLook(m_xLabel, "secondary");
    m_xAxis = new QComboBox;
    for (int i = 0; i < 4; ++i)
        m_xAxis->addItem(QString(), i);
    m_xLabel->setBuddy(m_xAxis);
    m_smoothingLabel = new QLabel;
    setLook(m_smoothingLabel, "secondary");
    m_smoothing = new QSlider(Qt::Horizontal);
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(110);
    m_logX = iconTool({});
    m_logY = iconTool({});
    m_logX->setCheckable(true);
    m_logY->setCheckable(true);
    m_fit = iconTool(QStringLiteral("zoom-fit"));
    m_abandoned = iconTool(QStringLiteral("history"));
    m_abandoned->setCheckable(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    for (QWidget *each : std::initializer_list<QWidget *>{m_xLabel, m_xAxis, m_smoothingLabel,
                                                          m_smoothing, m_logX, m_logY, m_fit,
                                                          m_abandoned})
        row->addWidget(each);

    connect(m_xAxis, &QComboBox::activated, this,
            [this](int index) { m_charts.setXAxis(XAxis(index)); });
    connect(m_smoothing, &QSlider::valueChanged, this, [this, &settings](int value) {
        m_charts.setSmoothing(value / 100.0);
        settings.setValue(smoothingSetting, value);
        showSmoothing();
    });
    connect(m_logX, &QToolButton::toggled, &charts, &RunCharts::setLogX);
    connect(m_logY, &QToolButton::toggled, &charts, &RunCharts::setLogY);
    connect(m_fit, &QToolButton::clicked, &charts, &RunCharts::fit);
    connect(m_abandoned, &QToolButton::toggled, &charts, &RunCharts::setAbandonedShown);
    m_smoothing->setValue(settings.value(smoothingSetting, 0).toInt());
}

void RunChartBar::toggleLogX()
{
    m_logX->toggle();
}

void RunChartBar::toggleLogY()
{
    m_logY->toggle();
}

void RunChartBar::toggleSmoothing()
{
    m_smoothing->setValue(m_smoothing->value() ? 0 : smoothed_percent);
}

void RunChartBar::showSmoothing()
{
    const int value = m_smoothing->value();
    m_smoothingLabel->setText(
        value ? tr("smooth %1").arg(QLocale().toString(value / 100.0, 'f', 2)) : tr("smooth off"));
}

void RunChartBar::retranslate()
{
    m_xLabel->setText(tr("x"));
    const QStringList axes{tr("step"), tr("patients seen"), tr("epoch"), tr("hours")};
    for (int i = 0; i < axes.size(); ++i)
        m_xAxis->setItemText(i, axes[i]);
    m_xAxis->setAccessibleName(tr("x axis"));
    showSmoothing();
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("Drawn over the raw points, never instead of them (S)"));
    m_logX->setText(tr("log x"));
    m_logY->setText(tr("log y"));
    nameButton(*m_logX, tr("Logarithmic x (Shift+L)"));
    nameButton(*m_logY, tr("Logarithmic loss (L)"));
    nameButton(*m_fit, tr("Fit all curves (F)"));
    nameButton(*m_abandoned, tr("Show abandoned steps: replayed after a resume"));
}

} // namespace retclip
