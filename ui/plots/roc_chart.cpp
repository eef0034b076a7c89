// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/roc_chart.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace retclip {

RocChart::RocChart(Kind kind, QWidget *parent) : Chart(parent), m_kind(kind)
{
    plot()->xAxis->setRange(-0.01, 1.01);
    plot()->yAxis->setRange(-0.01, 1.02);
    setLegendShown(false);
    plot()->axisRect()->setMinimumMargins(QMargins(36, 8, 12, 30));
    RocChart::applyStyle();
    RocChart::retranslate();
}

void RocChart::setCurves(const QVector<Curve> &curves, double prevalence)
{
    m_curves = curves;
    m_prevalence = prevalence;
    draw();
    contentsChanged();
}

void RocChart::setThreshold(std::optional<double> threshold)
{
    m_threshold = threshold;
    placeMark();
    // Only what moves is drawn anew: a slider is followed at the screen's own pace.
    if (plot()->isVisible() && !plot()->size().isEmpty())
        plot()->layer(QStringLiteral("overlay"))->replot();
    else
        plot()->replot(QCustomPlot::rpQueuedReplot);
}

int RocChart::pointOfThreshold() const
{
    if (!m_threshold || m_curves.isEmpty())
        return -1;
    // Thresholds fall along a curve; positive is called where score >= threshold.
    const auto &points = m_curves.first().points;
    const auto past = std::partition_point(points.begin(), points.end(), [&](const CurvePoint &point) {
        return point.threshold >= *m_threshold;
    });
    return std::max(0, int(past - points.begin()) - 1);
}

int RocChart::nearestPoint(double x, double y) const
{
    int best = -1;
    double distance = 0;
    if (m_curves.isEmpty())
        return best;
    const auto &points = m_curves.first().points;
    for (int i = 0; i < int(points.size()); ++i) {
        const CurvePoint &point = points[std::size_t(i)];
        if (!std::isfinite(point.threshold))
            continue;
        const double d = (point.x - x) * (point.x - x) + (point.y - y) * (point.y - y);
        if (best < 0 || d < distance) {
            best = i;
            distance = d;
        }
    }
    return best;
}

void RocChart::draw()
{
    QCustomPlot &p = *plot();
    p.clearPlottables();
    p.clearItems();
    const auto line = [&](const QVector<double> &x, const QVector<double> &y, const QPen &pen,
                          const QString &name) {
        auto *curve = new QCPCurve(p.xAxis, p.yAxis);
        curve->setData(x, y);
        curve->setPen(pen);
        if (name.isEmpty())
            curve->removeFromLegend();
        else
            curve->setName(name);
        return curve;
    };
    const QPen chance(m_style.textSecondary, 1, Qt::DashLine);
    if (m_kind == Kind::roc)
        line({0, 1}, {0, 1}, chance, {});
    else if (m_prevalence > 0)
        line({0, 1}, {m_prevalence, m_prevalence}, chance, {});
    for (int i = 0; i < m_curves.size(); ++i) {
        QVector<double> x, y;
        for (const CurvePoint &point : m_curves[i].points) {
            x << point.x;
            y << point.y;
        }
        line(x, y, QPen(m_style.seriesColor(i), i == 0 ? 2.2 : 1.5, ChartStyle::seriesDash(i)),
             m_curves[i].name);
    }
    setLegendShown(m_curves.size() > 1 && m_curves.size() <= 8);
    m_mark = new QCPItemTracer(&p);
    m_mark->setLayer(QStringLiteral("overlay"));
    m_mark->setStyle(QCPItemTracer::tsCircle);
    m_mark->setSize(11);
    m_mark->setPen(QPen(m_style.text, 2));
    m_mark->setBrush(m_style.surface);
    m_markText = new QCPItemText(&p);
    m_markText->setLayer(QStringLiteral("overlay"));
    m_markText->position->setParentAnchor(m_mark->position);
    m_markText->setFont(ChartStyle::captionFont());
    m_markText->setColor(m_style.text);
    m_markText->setTextAlignment(Qt::AlignLeft);
    placeMark();
    p.replot(QCustomPlot::rpQueuedReplot);
}

void RocChart::placeMark()
{
    const int index = pointOfThreshold();
    m_mark->setVisible(index >= 0);
    m_markText->setVisible(index >= 0);
    if (index < 0)
        return;
    const CurvePoint &point = m_curves.first().points[std::size_t(index)];
    m_mark->position->setCoords(point.x, point.y);
    const bool toRight = point.x < 0.55;
    const bool below = point.y > 0.3;
    m_markText->position->setCoords(toRight ? 10 : -10, below ? 12 : -12);
    m_markText->setPositionAlignment((toRight ? Qt::AlignLeft : Qt::AlignRight)
                                     | (below ? Qt::AlignTop : Qt::AlignBottom));
    QString text = m_kind == Kind::roc
        ? tr("threshold %1: sensitivity %2, specificity %3")
              .arg(shownNumber(*m_threshold), shownNumber(point.y), shownNumber(1 - point.x))
        : tr("threshold %1: recall %2, precision %3")
              .arg(shownNumber(*m_threshold), shownNumber(point.x), shownNumber(point.y));
    text.replace(QStringLiteral(": "), QStringLiteral("\n"));
    text.replace(QStringLiteral(", "), QStringLiteral("\n"));
    m_markText->setText(text);
}

QPointF RocChart::markedPoint() const
{
    const int index = pointOfThreshold();
    if (index < 0)
        return {-1, -1};
    const CurvePoint &point = m_curves.first().points[std::size_t(index)];
    return {point.x, point.y};
}

bool RocChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == plot() && !m_curves.isEmpty()) {
        int picked = -1;
        if (event->type() == QEvent::MouseButtonPress
            || (event->type() == QEvent::MouseMove
                && static_cast<QMouseEvent *>(event)->buttons() & Qt::LeftButton)) {
            const QPoint at = static_cast<QMouseEvent *>(event)->pos();
            picked = nearestPoint(plot()->xAxis->pixelToCoord(at.x()),
                                  plot()->yAxis->pixelToCoord(at.y()));
        } else if (event->type() == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent *>(event)->key();
            if (key == Qt::Key_Left || key == Qt::Key_Right) {
                const int now = std::max(0, pointOfThreshold());
                picked = std::clamp(now + (key == Qt::Key_Right ? 1 : -1), 0,
                                    int(m_curves.first().points.size()) - 1);
            }
        }
        if (picked >= 0) {
            const double threshold = m_curves.first().points[std::size_t(picked)].threshold;
            if (std::isfinite(threshold)) {
                setThreshold(threshold);
                emit thresholdPicked(threshold);
            }
            if (event->type() == QEvent::KeyPress)
                return true;
        }
    }
    return Chart::eventFilter(watched, event);
}

ChartTable RocChart::table() const
{
    ChartTable result;
    result.heading = m_kind == Kind::roc
        ? QStringList{tr("curve"), tr("threshold"), tr("1 - specificity"), tr("sensitivity")}
        : QStringList{tr("curve"), tr("threshold"), tr("recall"), tr("precision")};
    for (const Curve &curve : m_curves)
        for (const CurvePoint &point : curve.points)
            result.rows.append({curve.name, QString::number(point.threshold, 'g', 9),
                                QString::number(point.x, 'g', 9),
                                QString::number(point.y, 'g', 9)});
    return result;
}

void RocChart::applyStyle()
{
    Chart::applyStyle();
    draw();
}

void RocChart::retranslate()
{
    Chart::retranslate();
    setTitle(m_kind == Kind::roc ? tr("ROC") : tr("Precision–recall"));
    plot()->xAxis->setLabel(m_kind == Kind::roc ? tr("1 − specificity") : tr("recall"));
    plot()->yAxis->setLabel(m_kind == Kind::roc ? tr("sensitivity") : tr("precision"));
    plot()->setToolTip(tr("Click or use the arrow keys to move the threshold"));
    draw();
}

} // namespace retclip
