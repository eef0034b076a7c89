// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_plottable.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace retclip {

CurvePlottable::CurvePlottable(QCPAxis *keyAxis, QCPAxis *valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
    setSelectable(QCP::stNone);
}

void CurvePlottable::setLook(const CurveLook &look, const QColor &drawn)
{
    m_look = look;
    m_color = drawn;
    setName(look.name);
}

QCPRange CurvePlottable::getKeyRange(bool &found, QCP::SignDomain sign) const
{
    found = false;
    const auto &x = data.x();
    auto first = x.begin();
    if (sign == QCP::sdPositive)
        first = std::upper_bound(x.begin(), x.end(), 0.0);
    if (first == x.end())
        return {};
    found = true;
    return {*first, x.back()};
}

QCPRange CurvePlottable::getValueRange(bool &found, QCP::SignDomain sign,
                                       const QCPRange &inKeyRange) const
{
    found = false;
    if (data.empty())
        return {};
    const auto &x = data.x();
    std::size_t begin = 0;
    std::size_t end = x.size();
    if (inKeyRange != QCPRange()) {
        begin = std::size_t(std::lower_bound(x.begin(), x.end(), inKeyRange.lower) - x.begin());
        end = std::size_t(std::upper_bound(x.begin(), x.end(), inKeyRange.upper) - x.begin());
    }
    if (begin >= end)
        return {};
    auto [low, high] = data.extremes(begin, end);
    if (sign == QCP::sdPositive) {
        if (high <= 0)
            return {};
        if (low <= 0) {
            low = high;
            for (std::size_t i = begin; i < end; ++i)
                if (data.y()[i] > 0)
                    low = std::min(low, data.y()[i]);
        }
    }
    found = true;
    return {low, high};
}

void CurvePlottable::draw(QCPPainter *painter)
{
    QCPAxis *key = mKeyAxis.data();
    QCPAxis *value = mValueAxis.data();
    if (!key || !value || data.empty())
        return;
    const QRect area = clipRect();
    const int width = area.width();
    if (width < 2)
        return;

    // One pixel column each, with one more at both sides so that lines leave the picture.
    const auto &x = data.x();
    std::vector<double> edges;
    edges.reserve(std::size_t(width) + 1);
    for (int column = 0; column <= width; ++column)
        edges.push_back(key->pixelToCoord(area.left() + column));
    edges.back() = std::nextafter(edges.back(), std::numeric_limits<double>::infinity());
    const std::vector<CurveColumn> columns = data.columns(edges);

    const bool logValue = value->scaleType() == QCPAxis::stLogarithmic;
    const double floor = value->range().lower;
    const auto valuePixel = [&](double y) {
        // What a logarithm cannot show lies at the lower edge.
        const double pixel = value->coordToPixel(logValue && y <= 0 ? floor * 1e-3 : y);
        return std::clamp(pixel, double(area.top()) - 4000, double(area.bottom()) + 4000);
    };

    std::size_t first = columns.empty() ? std::size_t(std::lower_bound(x.begin(), x.end(), edges[0])
                                                      - x.begin())
                                        : columns.front().begin;
    std::size_t last = columns.empty() ? first : columns.back().end;
    const std::size_t before = first > 0 ? first - 1 : first;
    const std::size_t after = std::min(last + 1, x.size());
    const std::size_t inView = last - first;
    const double density = double(inView) / width;
    // What lies inside a column is one stroke; a curve counts as dense where columns hold more
    // than four points on average over the columns that hold any.
    const bool dense = !columns.empty() && double(inView) / double(columns.size()) > 4;

    const bool smoothed = data.smoothing() > 0;
    QColor raw = m_look.abandoned ? QColor(128, 128, 128) : m_color;
    if (smoothed || m_look.abandoned)
        raw.setAlpha(95);

    painter->save();
    if (dense) {
        painter->setAntialiasing(false);
        QColor band = raw;
        if (!smoothed && !m_look.abandoned)
            band.setAlpha(190);
        painter->setPen(QPen(band, 0));
        QVector<QLine> strokes;
        strokes.reserve(qsizetype(columns.size()));
        double previous = before < first ? valuePixel(data.y()[before]) : std::nan("");
        for (const CurveColumn &column : columns) {
            const int px = int(std::floor(key->coordToPixel(x[column.begin])));
            double top = valuePixel(column.maximum);
            double bottom = valuePixel(column.minimum);
            if (std::isfinite(previous)) { // Joined to the column before: no gap in the line.
                top = std::min(top, previous);
                bottom = std::max(bottom, previous);
            }
            strokes.append(QLine(px, int(std::lround(top)), px, int(std::lround(bottom))));
            previous = valuePixel(data.y()[column.end - 1]);
        }
        painter->drawLines(strokes);
    } else {
        painter->setAntialiasing(inView < 20000);
        QPolygonF line;
        line.reserve(qsizetype(after - before));
        for (std::size_t i = before; i < after; ++i) {
            if (key->scaleType() == QCPAxis::stLogarithmic && x[i] <= 0)
                continue;
            line.append(QPointF(key->coordToPixel(x[i]), valuePixel(data.y()[i])));
        }
        QPen pen(raw, m_look.abandoned ? 1.0 : density > 0.5 ? 1.0 : 1.6);
        pen.setStyle(density > 0.5 ? Qt::SolidLine : m_look.dash);
        pen.setCosmetic(true);
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        painter->drawPolyline(line);
        if (density < 0.25 && !m_look.abandoned) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(raw);
            for (const QPointF &point : line)
                drawMarker(*painter, point);
        }
    }

    if (smoothed && !m_look.abandoned) {
        const auto &mean = data.smoothed();
        QPolygonF line;
        if (dense) {
            line.reserve(qsizetype(columns.size()));
            for (const CurveColumn &column : columns)
                line.append(QPointF(key->coordToPixel(x[column.end - 1]),
                                    valuePixel(mean[column.end - 1])));
        } else {
            for (std::size_t i = before; i < after; ++i)
                line.append(QPointF(key->coordToPixel(x[i]), valuePixel(mean[i])));
        }
        painter->setAntialiasing(true);
        QPen pen(m_color, 2);
        pen.setStyle(m_look.dash);
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        painter->drawPolyline(line);
    }
    painter->restore();
}

void CurvePlottable::drawMarker(QPainter &painter, const QPointF &at) const
{
    constexpr double r = 2.8;
    switch (m_look.marker % 4) {
    case 0:
        painter.drawEllipse(at, r, r);
        break;
    case 1:
        painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r));
        break;
    case 2:
        painter.drawPolygon(QPolygonF{at + QPointF(0, -r - 1), at + QPointF(r + 1, r),
                                      at + QPointF(-r - 1, r)});
        break;
    default:
        painter.drawPolygon(QPolygonF{at + QPointF(0, -r - 1), at + QPointF(r + 1, 0),
                                      at + QPointF(0, r + 1), at + QPointF(-r - 1, 0)});
    }
}

void CurvePlottable::drawLegendIcon(QCPPainter *painter, const QRectF &rect) const
{
    painter->setAntialiasing(true);
    QPen pen(m_look.abandoned ? QColor(128, 128, 128) : m_color, 2);
    pen.setStyle(m_look.dash);
    painter->setPen(pen);
    painter->drawLine(QLineF(rect.left(), rect.center().y(), rect.right(), rect.center().y()));
    painter->setPen(Qt::NoPen);
    painter->setBrush(pen.color());
    if (!m_look.abandoned)
        drawMarker(*painter, rect.center());
}

} // namespace retclip
