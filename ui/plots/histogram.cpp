// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/histogram.h"

#include <QMouseEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace retclip {

Histogram::Histogram(QWidget *parent) : Chart(parent)
{
    plot()->axisRect()->setMinimumMargins(QMargins(36, 8, 12, 30));
    plot()->yAxis->setNumberFormat(QStringLiteral("f"));
    plot()->yAxis->setNumberPrecision(0);
    // Cases are whole: no tick at 1.5.
    plot()->yAxis->ticker()->setTickCount(4);
    Histogram::applyStyle();
}

void Histogram::setValues(const std::vector<float> &values, int bins)
{
    m_counts.clear();
    std::vector<float> finite;
    for (float value : values)
        if (std::isfinite(value))
            finite.push_back(value);
    if (!finite.empty()) {
        const auto [low, high] = std::minmax_element(finite.begin(), finite.end());
        m_low = *low;
        m_width = std::max((double(*high) - *low) / bins, 1e-9);
        m_counts.assign(std::size_t(bins), 0);
        for (float value : finite)
            ++m_counts[std::size_t(std::clamp(int((value - m_low) / m_width), 0, bins - 1))];
    }
    draw();
    contentsChanged();
}

void Histogram::setMarked(const std::vector<float> &values)
{
    m_marked = values;
    draw();
}

void Histogram::setXTitle(const QString &title)
{
    plot()->xAxis->setLabel(title);
}

void Histogram::setThreshold(std::optional<double> threshold)
{
    m_threshold = threshold;
    draw();
}

void Histogram::setReference(std::optional<double> value, const QString &name)
{
    m_reference = value;
    m_referenceName = name;
    draw();
}

void Histogram::draw()
{
    QCustomPlot &p = *plot();
    p.clearPlottables();
    p.clearItems();
    if (!m_counts.empty()) {
        QVector<double> x, y;
        int tallest = 0;
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            x << m_low + (double(i) + 0.5) * m_width;
            y << m_counts[i];
            tallest = std::max(tallest, m_counts[i]);
        }
        auto *bars = new QCPBars(p.xAxis, p.yAxis);
        bars->setWidth(m_width * 0.92);
        bars->setData(x, y, true);
        QColor fill = m_style.seriesColor(0);
        fill.setAlpha(170);
        bars->setBrush(fill);
        bars->setPen(Qt::NoPen);
        bars->setAntialiasedFill(false);
        p.xAxis->setRange(m_low - m_width, m_low + m_width * double(m_counts.size() + 1));
        p.yAxis->setRange(0, std::max(1, tallest) * 1.12);
        for (float value : m_marked) {
            auto *tick = new QCPItemLine(&p);
            tick->start->setTypeY(QCPItemPosition::ptAxisRectRatio);
            tick->start->setTypeX(QCPItemPosition::ptPlotCoords);
            tick->end->setTypeY(QCPItemPosition::ptAxisRectRatio);
            tick->end->setTypeX(QCPItemPosition::ptPlotCoords);
            tick->start->setCoords(value, 1.0);
            tick->end->setCoords(value, 0.88);
            tick->setPen(QPen(m_style.seriesColor(1), 2));
        }
        const auto vertical = [&](double value, const QPen &pen, const QString &name) {
            auto *line = new QCPItemStraightLine(&p);
            line->point1->setCoords(value, 0);
            line->point2->setCoords(value, 1);
            line->setPen(pen);
            if (name.isEmpty())
                return;
            auto *text = new QCPItemText(&p);
            text->position->setTypeX(QCPItemPosition::ptPlotCoords);
            text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
            const bool right = value < m_low + m_width * double(m_counts.size()) / 2;
            text->position->setCoords(value, 0.02);
            text->setPositionAlignment(Qt::AlignTop | (right ? Qt::AlignLeft : Qt::AlignRight));
            text->setPadding(QMargins(4, 0, 4, 0));
            text->setFont(ChartStyle::captionFont());
            text->setColor(m_style.textSecondary);
            text->setText(name);
        };
        if (m_reference)
            vertical(*m_reference, QPen(m_style.textSecondary, 1, Qt::DashLine), m_referenceName);
        if (m_threshold)
            vertical(*m_threshold, QPen(m_style.accent, 2), {});
    }
    p.replot(QCustomPlot::rpQueuedReplot);
}

bool Histogram::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == plot() && !m_counts.empty()) {
        const auto at = [&] {
            return plot()->xAxis->pixelToCoord(static_cast<QMouseEvent *>(event)->pos().x());
        };
        if (event->type() == QEvent::MouseButtonPress
            && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton) {
            m_dragging = true;
            setThreshold(at());
            emit thresholdMoved(*m_threshold);
        } else if (event->type() == QEvent::MouseMove && m_dragging) {
            setThreshold(at());
            emit thresholdMoved(*m_threshold);
        } else if (event->type() == QEvent::MouseButtonRelease && m_dragging) {
            m_dragging = false;
            emit thresholdPicked(*m_threshold);
        }
    }
    return Chart::eventFilter(watched, event);
}

ChartTable Histogram::table() const
{
    ChartTable result;
    result.heading = {tr("from"), tr("to"), tr("count")};
    for (std::size_t i = 0; i < m_counts.size(); ++i)
        result.rows.append({QString::number(m_low + double(i) * m_width, 'g', 6),
                            QString::number(m_low + double(i + 1) * m_width, 'g', 6),
                            QString::number(m_counts[i])});
    return result;
}

void Histogram::applyStyle()
{
    Chart::applyStyle();
    draw();
}

} // namespace retclip
