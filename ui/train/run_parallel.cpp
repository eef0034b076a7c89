// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_parallel.h"

#include "core/base/run_config.h"
#include "ui/plots/chart_style.h"
#include "ui/shell/theme.h"
#include "ui/train/run_list.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace retclip {

namespace {

constexpr double noPlace = std::numeric_limits<double>::quiet_NaN();
constexpr int upperRoom = 40, lowerRoom = 22, sideRoom = 60;
constexpr double nearEnough = 8;

/// Places of numbers; logarithmic where they span more than a decade on one side of 0.
void placeNumbers(ParallelAxis &axis, const std::vector<double> &values)
{
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double value : values) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    const bool logarithmic = low > 0 && high / low > 10;
    const auto on = [&](double value) { return logarithmic ? std::log(value) : value; };
    for (const double value : values) {
        if (!std::isfinite(value))
            axis.places.push_back(noPlace);
        else
            axis.places.push_back(high > low ? (on(value) - on(low)) / (on(high) - on(low)) : 0.5);
    }
    const QLocale locale;
    axis.low = locale.toString(low, 'g', 4);
    axis.high = locale.toString(high, 'g', 4);
}

void placeWords(ParallelAxis &axis)
{
    for (const QString &word : std::as_const(axis.shown))
        if (!word.isEmpty() && !axis.words.contains(word))
            axis.words << word;
    axis.words.sort();
    for (const QString &word : std::as_const(axis.shown)) {
        const auto at = axis.words.indexOf(word);
        axis.places.push_back(at < 0                 ? noPlace
                              : axis.words.size() > 1 ? double(at) / double(axis.words.size() - 1)
                                                      : 0.5);
    }
    if (!axis.words.isEmpty()) {
        axis.low = axis.words.first();
        axis.high = axis.words.last();
    }
}

/// Poor runs stand back, good ones out, on light and on dark.
QColor between(const QColor &poor, const QColor &good, double figure)
{
    const auto mixed = [&](int a, int b) { return int(std::lround(a + figure * (b - a))); };
    return {mixed(poor.red(), good.red()), mixed(poor.green(), good.green()), mixed(poor.blue(), good.blue())};
}

/// File names and the like: their last part tells them apart.
QString shortened(const QString &text)
{
    return text.size() > 18 ? QStringLiteral("…") + text.right(17) : text;
}

} // namespace

QVector<ParallelAxis> parallelAxes(const QVector<RunRow> &runs)
{
    QVector<ParallelAxis> axes;
    for (const FieldDescription &field : run_fields()) {
        const QString key = QString::fromLatin1(field.key);
        if (key == QLatin1String("preset") || key == QLatin1String("group"))
            continue;
        ParallelAxis axis;
        axis.title = QCoreApplication::translate("RunField", field.label);
        std::vector<double> numbers;
        for (const RunRow &run : runs) {
            const QJsonValue value = run.config.value(key);
            axis.shown << shortened(value.toVariant().toString());
            numbers.push_back(value.isDouble() ? value.toDouble() : noPlace);
        }
        if (std::all_of(axis.shown.cbegin(), axis.shown.cend(), [&](const QString &word) { return word == axis.shown.first(); }))
            continue;
        const bool isNumber = field.type == FieldType::integer || field.type == FieldType::real;
        if (isNumber)
            placeNumbers(axis, numbers);
        else
            placeWords(axis);
        axes.append(axis);
    }
    ParallelAxis figure;
    std::vector<double> values;
    for (const RunRow &run : runs) {
        std::map<std::string, double> metrics;
        for (auto metric = run.metrics.begin(); metric != run.metrics.end(); ++metric)
            metrics[metric.key().toStdString()] = metric.value().toDouble();
        const auto headline = headlineFigure(metrics);
        values.push_back(headline ? headline->value : noPlace);
        figure.shown << (headline ? headlineText(*headline) : QString());
        if (headline && figure.title.isEmpty())
            figure.title = headline->name;
    }
    if (!figure.title.isEmpty()) {
        placeNumbers(figure, values);
        axes.append(figure);
    }
    return axes;
}

RunParallel::RunParallel(QWidget *parent) : QWidget(parent)
{
    setMouseTracking(true);
    setMinimumHeight(120);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RunParallel::showRuns(const QVector<RunRow> &runs)
{
    m_runs = runs;
    m_axes = runs.size() > 1 ? parallelAxes(runs) : QVector<ParallelAxis>();
    m_hovered = -1;
    setAccessibleName(tr("%n run(s) as lines through the settings that differ", nullptr, int(runs.size())));
    update();
}

QPointF RunParallel::pointOf(int run, int axis) const
{
    const double step = m_axes.size() > 1 ? double(width() - 2 * sideRoom) / double(m_axes.size() - 1) : 0;
    const double place = m_axes[axis].places[std::size_t(run)];
    const double room = height() - upperRoom - lowerRoom;
    return {sideRoom + step * axis, upperRoom + (std::isfinite(place) ? 1 - place : 1) * room};
}

void RunParallel::paintRun(QPainter &painter, int run, bool strong) const
{
    const double figure = m_axes.last().places[std::size_t(run)];
    const ChartStyle style = ChartStyle::current();
    QColor color = std::isfinite(figure) ? between(style.textDisabled, style.accent, figure) : style.textDisabled;
    if (m_hovered >= 0 && !strong)
        color.setAlphaF(0.35f);
    QPainterPath path;
    bool begun = false;
    for (int axis = 0; axis < m_axes.size(); ++axis) {
        if (!std::isfinite(m_axes[axis].places[std::size_t(run)])) {
            begun = false;
            continue;
        }
        const QPointF at = pointOf(run, axis);
        if (begun)
            path.lineTo(at);
        else
            path.moveTo(at);
        begun = true;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(at, 3, 3);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, strong ? 3 : 1.6));
    painter.drawPath(path);
}

void RunParallel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ChartStyle style = ChartStyle::current();
    painter.setFont(ChartStyle::captionFont());
    if (m_axes.size() < 2) {
        painter.setPen(style.textSecondary);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Compare runs whose settings differ (C): a line a run shows which settings go with good ones."));
        return;
    }
    const double step = double(width() - 2 * sideRoom) / double(m_axes.size() - 1);
    const QFontMetrics metrics(painter.font());
    for (int axis = 0; axis < m_axes.size(); ++axis) {
        const double x = sideRoom + step * axis;
        painter.setPen(QPen(style.border, 1));
        painter.drawLine(QPointF(x, upperRoom), QPointF(x, height() - lowerRoom));
        const double room = std::min(2.0 * sideRoom, step) - 4;
        const auto written = [&](double y, const QString &text, const QColor &color) {
            painter.setPen(color);
            painter.drawText(QRectF(x - room / 2, y, room, 16), Qt::AlignCenter, metrics.elidedText(text, Qt::ElideMiddle, int(room)));
        };
        written(2, m_axes[axis].title, style.text);
        written(20, m_axes[axis].high, style.textSecondary);
        written(height() - lowerRoom + 3, m_axes[axis].low, style.textSecondary);
    }
    for (int run = 0; run < m_runs.size(); ++run)
        if (run != m_hovered)
            paintRun(painter, run, false);
    if (m_hovered >= 0)
        paintRun(painter, m_hovered, true);
}

int RunParallel::runAt(QPointF place) const
{
    int nearest = -1;
    double least = nearEnough;
    for (int run = 0; run < m_runs.size(); ++run) {
        for (int axis = 0; axis + 1 < m_axes.size(); ++axis) {
            const QPointF from = pointOf(run, axis), to = pointOf(run, axis + 1);
            if (place.x() < from.x() - nearEnough || place.x() > to.x() + nearEnough || to.x() <= from.x())
                continue;
            const double share = std::clamp((place.x() - from.x()) / (to.x() - from.x()), 0.0, 1.0);
            const double distance = std::abs(place.y() - (from.y() + share * (to.y() - from.y())));
            if (distance < least) {
                least = distance;
                nearest = run;
            }
        }
    }
    return nearest;
}

void RunParallel::setHovered(int run)
{
    if (run == m_hovered)
        return;
    m_hovered = run;
    setCursor(run >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void RunParallel::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(m_axes.size() > 1 ? runAt(event->position()) : -1);
    if (m_hovered < 0) {
        QToolTip::hideText();
        return;
    }
    QStringList lines{QStringLiteral("#%1 %2").arg(m_runs[m_hovered].id.value).arg(m_runs[m_hovered].name)};
    for (const ParallelAxis &axis : std::as_const(m_axes))
        if (!axis.shown[m_hovered].isEmpty())
            lines << tr("%1: %2").arg(axis.title, axis.shown[m_hovered]);
    QToolTip::showText(event->globalPosition().toPoint(), lines.join(u'\n'), this);
}

void RunParallel::mousePressEvent(QMouseEvent *event)
{
    const int run = m_axes.size() > 1 ? runAt(event->position()) : -1;
    if (run >= 0)
        emit runWanted(m_runs[run].id);
}

void RunParallel::leaveEvent(QEvent *)
{
    setHovered(-1);
}

void RunParallel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        showRuns(QVector<RunRow>(m_runs));
}

} // namespace retclip
