// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/reliability_chart.h"

#include <qcustomplot.h>

#include <algorithm>

namespace retclip {

ReliabilityChart::ReliabilityChart(QWidget *parent) : Chart(parent)
{
    plot()->xAxis->setRange(-0.02, 1.02);
    plot()->yAxis->setRange(-0.02, 1.02);
    plot()->axisRect()->setMinimumMargins(QMargins(36, 8, 12, 30));
    ReliabilityChart::applyStyle();
    ReliabilityChart::retranslate();
}

void ReliabilityChart::setSeries(const QVector<Series> &series)
{
    m_series = series;
    draw();
    contentsChanged();
}

bool ReliabilityChart::isEmpty() const
{
    return std::all_of(m_series.begin(), m_series.end(),
                       [](const Series &each) { return each.bins.empty(); });
}

void ReliabilityChart::draw()
{
    QCustomPlot &p = *plot();
    p.clearPlottables();
    p.clearItems();
    auto *diagonal = new QCPCurve(p.xAxis, p.yAxis);
    diagonal->setData({0, 1}, {0, 1});
    diagonal->setPen(QPen(m_style.textSecondary, 1, Qt::DashLine));
    diagonal->removeFromLegend();
    static constexpr QCPScatterStyle::ScatterShape shapes[] = {QCPScatterStyle::ssDisc,
                                                               QCPScatterStyle::ssSquare};
    for (int i = 0; i < m_series.size(); ++i) {
        const QColor color = m_style.seriesColor(i);
        auto *line = new QCPCurve(p.xAxis, p.yAxis);
        QVector<double> x, y;
        for (const ReliabilityBin &bin : m_series[i].bins) {
            x << bin.mean_probability;
            y << bin.share_positive;
            auto *bar = new QCPItemLine(&p);
            bar->start->setCoords(bin.mean_probability, bin.share_low);
            bar->end->setCoords(bin.mean_probability, bin.share_high);
            bar->setPen(QPen(color, 1.2, ChartStyle::seriesDash(i)));
            bar->setHead(QCPLineEnding(QCPLineEnding::esBar, 6));
            bar->setTail(QCPLineEnding(QCPLineEnding::esBar, 6));
        }
        line->setData(x, y);
        line->setName(m_series[i].name);
        line->setPen(QPen(color, 1.8, ChartStyle::seriesDash(i)));
        line->setScatterStyle(
            QCPScatterStyle(shapes[i % 2], QPen(color, 1.6), i == 0 ? color : m_style.surface, 8));
    }
    setLegendShown(m_series.size() > 1);
    p.replot(QCustomPlot::rpQueuedReplot);
}

ChartTable ReliabilityChart::table() const
{
    ChartTable result;
    result.heading = {tr("series"), tr("from"), tr("to"), tr("mean probability"), tr("observed share"),
                      tr("low"), tr("high"), tr("n")};
    for (const Series &series : m_series)
        for (const ReliabilityBin &bin : series.bins) {
            QStringList cells{series.name};
            for (const double value : {bin.low, bin.high, bin.mean_probability, bin.share_positive,
                                       bin.share_low, bin.share_high})
                cells << QString::number(value, 'g', 9);
            result.rows.append(cells << QString::number(bin.cases));
        }
    return result;
}

void ReliabilityChart::applyStyle()
{
    Chart::applyStyle();
    draw();
}

void ReliabilityChart::retranslate()
{
    Chart::retranslate();
    setTitle(tr("Reliability"));
    plot()->xAxis->setLabel(tr("stated probability"));
    plot()->yAxis->setLabel(tr("observed share"));
    plot()->setToolTip(tr("A point a bin of ten, with its 95 % interval. Below the diagonal the "
                          "model is too sure, above it too careful."));
    draw();
}

} // namespace retclip
