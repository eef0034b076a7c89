// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/interval_chart.h"

#include <QLocale>
#include <QMouseEvent>

#include <qcustomplot.h>

#include <cmath>

namespace retclip {

IntervalChart::IntervalChart(QWidget *parent) : Chart(parent)
{
    plot()->yAxis->setRangeReversed(true);
    IntervalChart::applyStyle();
}

void IntervalChart::setRows(const QVector<Row> &rows, std::optional<double> chance)
{
    m_rows = rows;
    m_chance = chance;
    draw();
    updateGeometry();
    contentsChanged();
}

void IntervalChart::setXTitle(const QString &title)
{
    plot()->xAxis->setLabel(title);
}

QSize IntervalChart::sizeHint() const
{
    return {320, 74 + int(m_rows.size()) * 26};
}

void IntervalChart::draw()
{
    QCustomPlot &p = *plot();
    p.clearItems();
    p.clearPlottables();
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    double low = m_chance.value_or(1);
    double high = m_chance.value_or(0);
    for (int i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        ticker->addTick(i, row.count > 0
                               ? tr("%1  (n %2)").arg(row.name, QLocale().toString(row.count))
                               : row.name);
        if (row.value) {
            low = std::min(low, row.interval ? row.interval->low : *row.value);
            high = std::max(high, row.interval ? row.interval->high : *row.value);
        }
    }
    p.yAxis->setTicker(ticker);
    p.yAxis->grid()->setVisible(false);
    p.yAxis->setRange(-0.6, std::max<double>(1, double(m_rows.size())) - 0.4);
    const double room = std::max((high - low) * 0.08, 0.01);
    p.xAxis->setRange(low - room, high + room);
    for (int i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const QColor color = row.few ? m_style.textSecondary : m_style.seriesColor(0);
        if (!row.value) {
            auto *text = new QCPItemText(&p);
            text->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
            text->position->setTypeY(QCPItemPosition::ptPlotCoords);
            text->position->setCoords(0.02, i);
            text->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
            text->setFont(ChartStyle::captionFont());
            text->setColor(m_style.textSecondary);
            text->setText(row.reason);
            continue;
        }
        if (row.interval) {
            auto *bar = new QCPItemLine(&p);
            bar->start->setCoords(row.interval->low, i);
            bar->end->setCoords(row.interval->high, i);
            bar->setPen(QPen(color, 2, row.few ? Qt::DotLine : Qt::SolidLine));
            bar->setHead(QCPLineEnding(QCPLineEnding::esBar, 8));
            bar->setTail(QCPLineEnding(QCPLineEnding::esBar, 8));
        }
        auto *dot = new QCPItemTracer(&p);
        dot->position->setCoords(*row.value, i);
        dot->setStyle(QCPItemTracer::tsCircle);
        dot->setSize(9);
        dot->setPen(QPen(color, 2));
        dot->setBrush(row.few ? m_style.surface : color);
    }
    if (m_chance) {
        auto *line = new QCPItemStraightLine(&p);
        line->point1->setCoords(*m_chance, 0);
        line->point2->setCoords(*m_chance, 1);
        line->setPen(QPen(m_style.textSecondary, 1, Qt::DashLine));
    }
    p.replot(QCustomPlot::rpQueuedReplot);
}

bool IntervalChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == plot() && event->type() == QEvent::MouseButtonPress && !m_rows.isEmpty()) {
        const int row = int(std::lround(
            plot()->yAxis->pixelToCoord(static_cast<QMouseEvent *>(event)->pos().y())));
        if (row >= 0 && row < m_rows.size())
            emit rowPicked(row);
    }
    return Chart::eventFilter(watched, event);
}

ChartTable IntervalChart::table() const
{
    ChartTable result;
    result.heading = {tr("name"), tr("value"), tr("low"), tr("high"), tr("n"), tr("remark")};
    for (const Row &row : m_rows)
        result.rows.append(
            {row.name, row.value ? QString::number(*row.value, 'g', 9) : QString(),
             row.interval ? QString::number(row.interval->low, 'g', 9) : QString(),
             row.interval ? QString::number(row.interval->high, 'g', 9) : QString(),
             QString::number(row.count), row.few ? tr("few cases") : row.reason});
    return result;
}

void IntervalChart::applyStyle()
{
    Chart::applyStyle();
    draw();
}

} // namespace retclip
