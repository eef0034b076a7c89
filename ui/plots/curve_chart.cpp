// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_chart.h"

#include "ui/plots/curve_plottable.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace retclip {

/// The read-out beside the pointer: every curve's raw value at one x.
class HoverPanel : public QWidget
{
public:
    explicit HoverPanel(QWidget *parent) : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

    void show(const QString &heading, const QVector<CurveChart::Reading> &readings,
              const QString &more, const ChartStyle &style)
    {
        m_heading = heading;
        m_readings = readings;
        m_more = more;
        m_style = style;
        const QFontMetrics metrics(ChartStyle::captionFont());
        int names = 0;
        int values = 0;
        for (const auto &reading : readings) {
            names = std::max(names, metrics.horizontalAdvance(reading.name));
            values = std::max(values, metrics.horizontalAdvance(shownNumber(reading.y)));
        }
        const int rows = int(readings.size()) + 1 + (more.isEmpty() ? 0 : 1);
        const int width = std::max({names + values + 44, metrics.horizontalAdvance(heading) + 20,
                                    metrics.horizontalAdvance(more) + 20});
        resize(width, rows * (metrics.height() + 3) + 12);
        setVisible(true);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_style.border, 1));
        painter.setBrush(m_style.raised);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setFont(ChartStyle::captionFont());
        const QFontMetrics metrics(painter.font());
        const int line = metrics.height() + 3;
        int y = 6;
        painter.setPen(m_style.textSecondary);
        painter.drawText(QRect(10, y, width() - 20, line), Qt::AlignLeft | Qt::AlignVCenter,
                         m_heading);
        y += line;
        for (const auto &reading : m_readings) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(reading.color);
            painter.drawRoundedRect(QRectF(10, y + line / 2.0 - 4, 8, 8), 2, 2);
            painter.setPen(m_style.text);
            painter.drawText(QRect(24, y, width() - 34, line), Qt::AlignLeft | Qt::AlignVCenter,
                             reading.name);
            painter.drawText(QRect(24, y, width() - 34, line), Qt::AlignRight | Qt::AlignVCenter,
                             shownNumber(reading.y));
            y += line;
        }
        if (!m_more.isEmpty()) {
            painter.setPen(m_style.textSecondary);
            painter.drawText(QRect(10, y, width() - 20, line), Qt::AlignLeft | Qt::AlignVCenter,
                             m_more);
        }
    }

private:
    QString m_heading, m_more;
    QVector<CurveChart::Reading> m_readings;
    ChartStyle m_style;
};

namespace {

/// Ticks as a person writes them: 20,000 instead of 2·10⁴.
class PlainTicker : public QCPAxisTicker
{
protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        return std::abs(tick) < 1e-12 ? shownNumber(0) : shownTick(tick);
    }

private:
    static QString shownTick(double tick)
    {
        const double size = std::abs(tick);
        if (size < 1e-3 || size >= 1e7)
            return QLocale().toString(tick, 'g', 3);
        return QLocale().toString(tick, 'g', 8);
    }
};

void setLogarithmic(QCPAxis &axis, bool on)
{
    axis.setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (on)
        axis.setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    else
        axis.setTicker(QSharedPointer<PlainTicker>::create());
    axis.setNumberFormat(QStringLiteral("gb"));
    axis.setNumberPrecision(2);
}

} // namespace

struct CurveChart::Decorations
{
    QCPItemStraightLine *hoverLine = nullptr;
    QVector<QCPItemStraightLine *> lines;
    QVector<QCPItemText *> names;
    QVector<QCPItemLine *> markers;
};

CurveChart::CurveChart(QWidget *parent)
    : Chart(parent), m_decorations(std::make_unique<Decorations>()),
      m_hoverX(std::numeric_limits<double>::quiet_NaN())
{
    QCustomPlot &p = *plot();
    // Hovering must not draw all curves again: the line lives in a layer of its own.
    p.addLayer(QStringLiteral("hover"), p.layer(QStringLiteral("overlay")), QCustomPlot::limBelow);
    p.layer(QStringLiteral("hover"))->setMode(QCPLayer::lmBuffered);
    p.setInteractions(QCP::iRangeDrag);
    p.setMouseTracking(true);
    setLogarithmic(*p.xAxis, false);
    setLogarithmic(*p.yAxis, false);

    m_decorations->hoverLine = new QCPItemStraightLine(&p);
    m_decorations->hoverLine->setLayer(QStringLiteral("hover"));
    m_decorations->hoverLine->setVisible(false);
    m_decorations->hoverLine->setAntialiased(false);

    setLegendShown(false);

    m_panel = new HoverPanel(&p);
    connect(&p, &QCustomPlot::mousePress, this, [this](QMouseEvent *) { plot()->setFocus(); });
    connect(&p, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) {
        if (event->buttons() & Qt::LeftButton)
            viewMoved();
    });
    connect(&p, &QCustomPlot::mouseDoubleClick, this, [this](QMouseEvent *) { fit(); });
    CurveChart::applyStyle();
}

CurveChart::~CurveChart() = default;

void CurveChart::clearCurves()
{
    for (CurvePlottable *curve : m_curves)
        plot()->removePlottable(curve);
    m_curves.clear();
    hoverAt(std::numeric_limits<double>::quiet_NaN());
    contentsChanged();
}

int CurveChart::addCurve(const CurveLook &look)
{
    auto *curve = new CurvePlottable(plot()->xAxis, plot()->yAxis);
    curve->data.setSmoothing(m_smoothing);
    curve->setLook(look, look.color);
    if (look.abandoned)
        curve->removeFromLegend();
    m_curves.push_back(curve);
    return int(m_curves.size()) - 1;
}

void CurveChart::setLook(int curve, const CurveLook &look)
{
    m_curves[std::size_t(curve)]->setLook(look, look.color);
}

void CurveChart::append(int curve, std::span<const double> x, std::span<const double> y)
{
    m_curves[std::size_t(curve)]->data.append(x, y);
}

void CurveChart::replace(int curve, std::span<const double> x, std::span<const double> y)
{
    m_curves[std::size_t(curve)]->data.clear();
    append(curve, x, y);
}

int CurveChart::curveCount() const
{
    return int(m_curves.size());
}

const CurveData &CurveChart::data(int curve) const
{
    return m_curves[std::size_t(curve)]->data;
}

void CurveChart::setCurveVisible(int curve, bool visible)
{
    CurvePlottable *plottable = m_curves[std::size_t(curve)];
    plottable->setVisible(visible);
    if (!visible)
        plottable->removeFromLegend();
    else if (!plottable->look().abandoned)
        plottable->addToLegend();
}

void CurveChart::setReferenceLines(const QVector<ReferenceLine> &lines)
{
    m_references = lines;
    drawReferences();
}

void CurveChart::drawReferences()
{
    for (auto *line : std::as_const(m_decorations->lines))
        plot()->removeItem(line);
    for (auto *name : std::as_const(m_decorations->names))
        plot()->removeItem(name);
    m_decorations->lines.clear();
    m_decorations->names.clear();
    for (const ReferenceLine &reference : std::as_const(m_references)) {
        auto *line = new QCPItemStraightLine(plot());
        line->setLayer(QStringLiteral("grid"));
        // Coordinates of a straight line on a logarithmic x axis must be positive.
        line->point1->setCoords(1, reference.value);
        line->point2->setCoords(2, reference.value);
        line->setPen(QPen(m_style.textSecondary, 1, Qt::DashLine));
        auto *name = new QCPItemText(plot());
        // Under the curves, and at the end where they are not: a run that learns leaves the first line, the
        // highest, behind, and comes to the others late. No point is hidden by words.
        name->setLayer(QStringLiteral("grid"));
        name->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        name->position->setTypeY(QCPItemPosition::ptPlotCoords);
        const bool first = m_decorations->names.isEmpty();
        name->position->setCoords(first ? 0.988 : 0.012, reference.value);
        name->setPositionAlignment((first ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
        name->setText(reference.name);
        name->setFont(ChartStyle::captionFont());
        name->setColor(m_style.textSecondary);
        name->setPadding(QMargins(3, 0, 3, 0));
        name->setBrush(m_style.surface); // over the lines of the grid
        name->setClipToAxisRect(true);
        m_decorations->lines.append(line);
        m_decorations->names.append(name);
    }
}

void CurveChart::setMarkers(const QVector<CurveMarker> &markers)
{
    m_markers = markers;
    for (auto *marker : std::as_const(m_decorations->markers))
        plot()->removeItem(marker);
    m_decorations->markers.clear();
    // More marks than this would be a comb; the events list has them all.
    const int every = std::max<int>(1, int(markers.size()) / 60);
    for (int i = 0; i < markers.size(); i += every) {
        auto *tick = new QCPItemLine(plot());
        tick->start->setTypeX(QCPItemPosition::ptPlotCoords);
        tick->start->setTypeY(QCPItemPosition::ptAxisRectRatio);
        tick->end->setTypeX(QCPItemPosition::ptPlotCoords);
        tick->end->setTypeY(QCPItemPosition::ptAxisRectRatio);
        tick->start->setCoords(markers[i].x, 1.0);
        tick->end->setCoords(markers[i].x, 0.965);
        tick->setPen(QPen(markers[i].color, 1));
        tick->setTail(QCPLineEnding::esNone);
        tick->setHead(QCPLineEnding(QCPLineEnding::esDisc, 6, 6));
        m_decorations->markers.append(tick);
    }
}

void CurveChart::setXTitle(const QString &title)
{
    plot()->xAxis->setLabel(title);
}

void CurveChart::setSmoothing(double weight)
{
    m_smoothing = weight;
    for (CurvePlottable *curve : m_curves)
        curve->data.setSmoothing(weight);
    refresh();
    emit modeChanged();
}

void CurveChart::setLogX(bool on)
{
    if (on == m_logX)
        return;
    m_logX = on;
    setLogarithmic(*plot()->xAxis, on);
    fit();
    emit modeChanged();
}

void CurveChart::setLogY(bool on)
{
    if (on == m_logY)
        return;
    m_logY = on;
    setLogarithmic(*plot()->yAxis, on);
    fit();
    emit modeChanged();
}

void CurveChart::setLegendShown(bool shown)
{
    m_legend = shown;
}

void CurveChart::fit()
{
    m_fitted = true;
    fitQuietly();
    plot()->replot(QCustomPlot::rpQueuedReplot);
    const QCPRange range = plot()->xAxis->range();
    emit xRangeChanged(range.lower, range.upper);
}

void CurveChart::fitQuietly()
{
    bool any = false;
    QCPRange keys;
    QCPRange values;
    for (const CurvePlottable *curve : m_curves) {
        if (!curve->visible())
            continue;
        bool foundKey = false;
        bool foundValue = false;
        const QCPRange key = curve->getKeyRange(foundKey, m_logX ? QCP::sdPositive : QCP::sdBoth);
        const QCPRange value =
            curve->getValueRange(foundValue, m_logY ? QCP::sdPositive : QCP::sdBoth, {});
        if (!foundKey || !foundValue)
            continue;
        if (!any) {
            keys = key;
            values = value;
        } else {
            keys.expand(key);
            values.expand(value);
        }
        any = true;
    }
    if (!any) {
        plot()->xAxis->setRange(m_logX ? 1 : 0, 10);
        plot()->yAxis->setRange(m_logY ? 0.1 : 0, 1);
        return;
    }
    // A reference line is part of the picture where it does not squeeze the curves flat.
    const double span = std::max(values.size(), 1e-12);
    for (const ReferenceLine &line : std::as_const(m_references)) {
        if (m_logY && line.value <= 0)
            continue;
        if (line.value > values.lower - 2 * span && line.value < values.upper + 2 * span)
            values.expand(line.value);
    }
    // The name of the highest reference stands above its line: inside the picture, not cut off.
    const double plotHeight = std::max(1, plot()->axisRect()->height());
    const double nameShare
        = std::min(0.4, (QFontMetrics(ChartStyle::captionFont()).height() + 2) / plotHeight);
    const double highest = m_references.isEmpty() ? 0 : m_references.constFirst().value;
    const bool named = !m_references.isEmpty() && highest <= values.upper && highest >= values.lower;
    if (m_logY) {
        const double room = std::max(std::log(values.upper / values.lower) * 0.05, 0.05);
        values.lower *= std::exp(-room);
        values.upper *= std::exp(room);
        if (named)
            values.upper = std::max(values.upper,
                                    highest * std::pow(highest / values.lower, nameShare / (1 - nameShare)));
    } else {
        const double room = values.size() > 0 ? values.size() * 0.07
                                              : std::max(std::abs(values.upper) * 0.1, 1e-9);
        const bool touchesZero = values.lower >= 0 && values.lower < values.size() * 0.15;
        values.lower = touchesZero ? 0 : values.lower - room;
        values.upper += room;
        if (named)
            values.upper = std::max(values.upper,
                                    highest + (highest - values.lower) * nameShare / (1 - nameShare));
    }
    if (m_logX) {
        keys.upper = std::max(keys.upper, keys.lower * 1.5);
    } else {
        if (keys.size() <= 0)
            keys = QCPRange(keys.lower - 0.5, keys.upper + 0.5);
        const double room = keys.size() * 0.02;
        keys.lower = keys.lower >= 0 && keys.lower < keys.size() * 0.1 ? 0 : keys.lower - room;
        keys.upper += room;
    }
    plot()->xAxis->setRange(keys);
    plot()->yAxis->setRange(values);
}

void CurveChart::setXRange(double low, double high)
{
    if (!(high > low) || (m_logX && low <= 0))
        return;
    const QCPRange old = plot()->xAxis->range();
    if (old.lower == low && old.upper == high)
        return;
    plot()->xAxis->setRange(low, high);
    m_fitted = false;
    plot()->replot(QCustomPlot::rpQueuedReplot);
}

std::pair<double, double> CurveChart::xRange() const
{
    const QCPRange range = plot()->xAxis->range();
    return {range.lower, range.upper};
}

std::pair<double, double> CurveChart::yRange() const
{
    const QCPRange range = plot()->yAxis->range();
    return {range.lower, range.upper};
}

void CurveChart::refresh()
{
    if (m_fitted)
        fitQuietly();
    int inLegend = 0;
    for (const CurvePlottable *curve : m_curves)
        inLegend += curve->visible() && !curve->look().abandoned;
    Chart::setLegendShown(m_legend && inLegend > 1 && inLegend <= 8);
    contentsChanged();
    plot()->replot(QCustomPlot::rpQueuedReplot);
}

QVector<CurveChart::Reading> CurveChart::readingsAt(double x) const
{
    QVector<Reading> readings;
    for (const CurvePlottable *curve : m_curves) {
        if (!curve->visible() || curve->look().abandoned || curve->data.empty())
            continue;
        const std::size_t index = curve->data.nearest(x);
        readings.append({curve->look().name, curve->look().color, curve->data.x()[index],
                         curve->data.y()[index]});
    }
    return readings;
}

void CurveChart::hoverAt(double x)
{
    m_hoverX = x;
    placeHover();
}

void CurveChart::placeHover()
{
    QCPItemStraightLine *line = m_decorations->hoverLine;
    const QCPRange range = plot()->xAxis->range();
    const bool shown = std::isfinite(m_hoverX) && range.contains(m_hoverX) && !isEmpty();
    line->setVisible(shown);
    if (!shown) {
        m_panel->hide();
    } else {
        QVector<Reading> readings = readingsAt(m_hoverX);
        // The line stands on a point that was really measured: the nearest of any curve.
        double at = m_hoverX;
        double distance = std::numeric_limits<double>::infinity();
        for (const Reading &reading : std::as_const(readings))
            if (std::abs(reading.x - m_hoverX) < distance) {
                distance = std::abs(reading.x - m_hoverX);
                at = reading.x;
            }
        const auto [bottom, top] = yRange();
        line->point1->setCoords(at, bottom);
        line->point2->setCoords(at, top);
        constexpr int shownReadings = 12;
        QString more;
        if (readings.size() > shownReadings) {
            more = tr("and %n more", nullptr, int(readings.size()) - shownReadings);
            readings.resize(shownReadings);
        }
        const QString heading = plot()->xAxis->label().isEmpty()
            ? shownNumber(at)
            : tr("%1 %2").arg(plot()->xAxis->label(), shownNumber(at));
        m_panel->show(heading, readings, more, m_style);
        const QRect area = plot()->axisRect()->rect();
        const int px = int(plot()->xAxis->coordToPixel(at));
        const bool rightSide = px + 12 + m_panel->width() < area.right();
        m_panel->move(rightSide ? px + 12 : std::max(0, px - 12 - m_panel->width()),
                      area.top() + 8);
    }
    plot()->layer(QStringLiteral("hover"))->replot();
}

void CurveChart::viewMoved()
{
    m_fitted = false;
    const QCPRange range = plot()->xAxis->range();
    emit xRangeChanged(range.lower, range.upper);
}

bool CurveChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == plot()) {
        if (event->type() == QEvent::Wheel) {
            auto *wheel = static_cast<QWheelEvent *>(event);
            const bool vertical = wheel->modifiers() & Qt::ShiftModifier;
            // Some systems turn Shift+wheel into a sideways one.
            const int delta = wheel->angleDelta().y() ? wheel->angleDelta().y()
                                                      : wheel->angleDelta().x();
            QCPAxis *axis = vertical ? plot()->yAxis : plot()->xAxis;
            const QPointF at = wheel->position();
            axis->scaleRange(std::pow(0.85, delta / 120.0),
                             axis->pixelToCoord(vertical ? at.y() : at.x()));
            viewMoved();
            placeHover();
            plot()->replot(QCustomPlot::rpQueuedReplot);
            return true;
        }
        if (event->type() == QEvent::MouseMove) {
            auto *mouse = static_cast<QMouseEvent *>(event);
            if (mouse->buttons() == Qt::NoButton) {
                const bool inside = plot()->axisRect()->rect().contains(mouse->pos());
                const double x = inside ? plot()->xAxis->pixelToCoord(mouse->pos().x())
                                        : std::numeric_limits<double>::quiet_NaN();
                hoverAt(x);
                emit hovered(x);
                for (const CurveMarker &marker : std::as_const(m_markers))
                    if (inside && mouse->pos().y() > plot()->axisRect()->bottom() - 14
                        && std::abs(plot()->xAxis->coordToPixel(marker.x) - mouse->pos().x()) < 5)
                        plot()->setToolTip(marker.name);
            }
        } else if (event->type() == QEvent::Leave) {
            hoverAt(std::numeric_limits<double>::quiet_NaN());
            emit hovered(std::numeric_limits<double>::quiet_NaN());
        }
    }
    return Chart::eventFilter(watched, event);
}

ChartTable CurveChart::table() const
{
    ChartTable result;
    result.heading = {tr("curve"),
                      plot()->xAxis->label().isEmpty() ? tr("x") : plot()->xAxis->label(),
                      title().isEmpty() ? tr("value") : title()};
    for (const CurvePlottable *curve : m_curves) {
        if (!curve->visible() || !curve->look().inTable)
            continue;
        for (std::size_t i = 0; i < curve->data.size(); ++i)
            result.rows.append({curve->look().name,
                                QString::number(curve->data.x()[i], 'g', 12),
                                QString::number(curve->data.y()[i], 'g', 9)});
    }
    return result;
}

void CurveChart::applyStyle()
{
    Chart::applyStyle();
    if (!m_decorations)
        return;
    m_decorations->hoverLine->setPen(QPen(m_style.accent, 1));
    drawReferences();
}

bool CurveChart::isEmpty() const
{
    return std::all_of(m_curves.begin(), m_curves.end(), [](const CurvePlottable *curve) {
        return curve->data.empty() || !curve->visible();
    });
}

} // namespace retclip
