// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/report_chart.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr const char *ink = "#1A2027", *quiet = "#4A5561", *faint = "#D5DBE1";
constexpr const char *curveColours[] = {"#0B5CAD", "#B3541E", "#1F7A4D", "#7B3FA0"};
constexpr const char *curveDashes[] = {"", "7 4", "2 3", "8 3 2 3"};

QString coordinate(double value)
{
    return QString::number(value, 'f', 1);
}

QString svgText(double x, double y, const char *anchor, const QString &text, const char *colour = quiet,
                const QString &more = {})
{
    return QStringLiteral("<text x=\"%1\" y=\"%2\" text-anchor=\"%3\" fill=\"%4\" font-size=\"11\" "
                          "font-family=\"sans-serif\"%5>%6</text>")
        .arg(coordinate(x), coordinate(y), QLatin1String(anchor), QLatin1String(colour), more,
             text.toHtmlEscaped());
}

QString svgLine(double x1, double y1, double x2, double y2, const char *colour, double width = 1,
                const char *dash = "")
{
    return QStringLiteral("<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" stroke=\"%5\" "
                          "stroke-width=\"%6\"%7/>")
        .arg(coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2), QLatin1String(colour),
             coordinate(width),
             *dash ? QStringLiteral(" stroke-dasharray=\"%1\"").arg(QLatin1String(dash)) : QString());
}

QString svgDot(double x, double y, double radius, const char *colour, bool hollow)
{
    return QStringLiteral("<circle cx=\"%1\" cy=\"%2\" r=\"%3\" stroke=\"%4\" stroke-width=\"1.6\" "
                          "fill=\"%5\"/>")
        .arg(coordinate(x), coordinate(y), coordinate(radius), QLatin1String(colour),
             hollow ? QStringLiteral("#FFFFFF") : QLatin1String(colour));
}

QString svgFrame(int width, int height, const QString &contents)
{
    return QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" "
                          "viewBox=\"0 0 %1 %2\"><rect width=\"%1\" height=\"%2\" fill=\"#FFFFFF\"/>%3</svg>")
        .arg(width).arg(height).arg(contents);
}

/// A round step that gives four to eight ticks.
double tickStep(double span)
{
    const double rough = span / 5, power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough)
            return factor * power;
    return 10 * power;
}

} // namespace

QString ReportChart::svg() const
{
    constexpr double left = 48, right = 12, top = 24, bottom = 40;
    const double legendRoom = curves.size() > 1 ? 16.0 * double(curves.size()) : 0;
    const double plotWidth = width - left - right, plotHeight = height - top - bottom - legendRoom;
    const double plotTop = top + legendRoom;
    const auto x = [&](double value) { return left + (value - xLow) / (xHigh - xLow) * plotWidth; };
    const auto y = [&](double value) {
        return plotTop + (yHigh - std::clamp(value, yLow, yHigh)) / (yHigh - yLow) * plotHeight;
    };
    QString out = svgText(left, 14, "start", title, ink, QStringLiteral(" font-weight=\"bold\""));
    for (double tick = std::ceil(xLow / tickStep(xHigh - xLow)) * tickStep(xHigh - xLow); tick <= xHigh + 1e-9;
         tick += tickStep(xHigh - xLow)) {
        out += svgLine(x(tick), plotTop, x(tick), plotTop + plotHeight, faint);
        out += svgText(x(tick), plotTop + plotHeight + 14, "middle", QString::number(tick, 'g', 3));
    }
    for (double tick = std::ceil(yLow / tickStep(yHigh - yLow)) * tickStep(yHigh - yLow); tick <= yHigh + 1e-9;
         tick += tickStep(yHigh - yLow)) {
        out += svgLine(left, y(tick), left + plotWidth, y(tick), faint);
        out += svgText(left - 5, y(tick) + 4, "end",
                       QString::number(std::abs(tick) < 1e-12 ? 0.0 : tick, 'g', 3));
    }
    if (reference)
        out += svgLine(x(reference->first.x()), y(reference->first.y()), x(reference->second.x()),
                       y(reference->second.y()), quiet, 1, "4 4");
    for (qsizetype i = 0; i < curves.size(); ++i) {
        const char *colour = curveColours[i % 4];
        QStringList path;
        for (const QPointF &point : curves[i].points)
            path << coordinate(x(point.x())) + QLatin1Char(',') + coordinate(y(point.y()));
        const QString dash = *curveDashes[i % 4]
            ? QStringLiteral(" stroke-dasharray=\"%1\"").arg(QLatin1String(curveDashes[i % 4])) : QString();
        out += QStringLiteral("<polyline points=\"%1\" fill=\"none\" stroke=\"%2\" stroke-width=\"1.8\"%3/>")
                   .arg(path.join(QLatin1Char(' ')), QLatin1String(colour), dash);
        for (qsizetype k = 0; k < std::min(curves[i].bars.size(), curves[i].points.size()); ++k) {
            const QPointF &point = curves[i].points[k];
            out += svgLine(x(point.x()), y(curves[i].bars[k].low), x(point.x()), y(curves[i].bars[k].high),
                           colour);
            out += svgDot(x(point.x()), y(point.y()), 3.2, colour, i > 0);
        }
        if (curves.size() > 1) {
            const double at = top + 16.0 * double(i) + 4;
            out += svgLine(left, at, left + 26, at, colour, 1.8, curveDashes[i % 4]);
            out += svgText(left + 32, at + 4, "start", curves[i].name, ink);
        }
    }
    for (const QPointF &mark : marks)
        out += svgDot(x(mark.x()), y(mark.y()), 4.5, ink, true);
    out += svgText(left + plotWidth / 2, height - 8, "middle", xTitle);
    out += svgText(12, plotTop + plotHeight / 2, "middle", yTitle, quiet,
                   QStringLiteral(" transform=\"rotate(-90 12 %1)\"")
                       .arg(coordinate(plotTop + plotHeight / 2)));
    return svgFrame(width, height, out);
}

QString ReportIntervals::svg() const
{
    constexpr double left = 250, right = 60, top = 30, step = 22;
    double low = reference.value_or(1), high = reference.value_or(0);
    for (const Row &row : rows)
        if (row.value) {
            low = std::min(low, row.interval ? row.interval->low : *row.value);
            high = std::max(high, row.interval ? row.interval->high : *row.value);
        }
    const double room = std::max(0.02, (high - low) * 0.06);
    low -= room;
    high += room;
    const double plotWidth = width - left - right, bottom = top + step * double(rows.size());
    const auto x = [&](double value) { return left + (value - low) / (high - low) * plotWidth; };
    QString out = svgText(8, 16, "start", title, ink, QStringLiteral(" font-weight=\"bold\""));
    for (double tick = std::ceil(low / tickStep(high - low)) * tickStep(high - low); tick <= high;
         tick += tickStep(high - low)) {
        out += svgLine(x(tick), top, x(tick), bottom, faint);
        out += svgText(x(tick), bottom + 16, "middle", QString::number(tick, 'g', 3));
    }
    if (reference)
        out += svgLine(x(*reference), top, x(*reference), bottom, quiet, 1, "4 4");
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Row &row = rows[i];
        const double at = top + step * (double(i) + 0.5);
        const char *colour = row.few ? quiet : curveColours[0];
        out += svgText(left - 8, at + 4, "end", row.name, ink);
        if (!row.value) {
            out += svgText(left + 6, at + 4, "start", QStringLiteral("–"));
            continue;
        }
        if (row.interval)
            out += svgLine(x(row.interval->low), at, x(row.interval->high), at, colour, 2,
                           row.few ? "2 3" : "");
        out += svgDot(x(*row.value), at, 4, colour, row.few);
        out += svgText(width - right + 8, at + 4, "start", QString::number(*row.value, 'f', 3), ink);
    }
    return svgFrame(width, height(), out);
}

} // namespace retclip
