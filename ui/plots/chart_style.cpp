// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_style.h"

#include "ui/shell/theme.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace retclip {

ChartStyle ChartStyle::current()
{
    const Theme &now = theme();
    ChartStyle style;
    style.dark = now.isDark();
    style.window = now.color(Token::window);
    style.surface = now.color(Token::surface);
    style.raised = now.color(Token::raised);
    style.border = now.color(Token::controlBorder);
    style.grid = now.color(Token::hairline);
    style.selection = now.color(Token::selection);
    style.selectionText = now.color(Token::selectionText);
    style.text = now.color(Token::text);
    style.textSecondary = now.color(Token::textSecondary);
    style.textDisabled = now.color(Token::textDisabled);
    style.accent = now.color(Token::accent);
    style.onAccent = now.color(Token::accentText);
    style.success = now.color(Token::success);
    style.warning = now.color(Token::warning);
    style.error = now.color(Token::error);
    style.focus = now.color(Token::focusRing);
    for (int i = 0; i < int(style.series.size()); ++i)
        style.series[std::size_t(i)] = now.series(i);
    return style;
}

QColor ChartStyle::seriesColor(int index) const
{
    return series[std::size_t(index) % series.size()];
}

Qt::PenStyle ChartStyle::seriesDash(int index)
{
    constexpr std::array dashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return dashes[std::size_t(index) % dashes.size()];
}

QFont ChartStyle::captionFont()
{
    return theme().font(TypeRole::caption);
}

QFont ChartStyle::labelFont()
{
    return theme().font(TypeRole::label);
}

void ChartStyle::apply(QCustomPlot &plot) const
{
    plot.setBackground(surface);
    for (QCPAxisRect *rect : plot.axisRects()) {
        rect->setBackground(QBrush(surface));
        for (QCPAxis *axis : rect->axes()) {
            axis->setBasePen(QPen(border, 1));
            axis->setTickPen(QPen(border, 1));
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLength(0, 4);
            axis->setSubTickLength(0, 0);
            axis->setTickLabelColor(textSecondary);
            axis->setLabelColor(textSecondary);
            axis->setTickLabelFont(captionFont());
            axis->setLabelFont(captionFont());
            axis->setTickLabelPadding(4);
            axis->setLabelPadding(4);
            axis->grid()->setPen(QPen(grid, 1, Qt::SolidLine));
            axis->grid()->setSubGridVisible(false);
            axis->grid()->setZeroLinePen(QPen(grid, 1));
        }
    }
}

QColor cividis(double value)
{
    // Nuñez, Anderton, Renslow 2018, sampled at nine places and joined by straight lines.
    static constexpr std::array<std::array<double, 3>, 9> stops{{{0, 34, 78},
                                                                 {22, 53, 110},
                                                                 {63, 75, 108},
                                                                 {94, 96, 110},
                                                                 {124, 123, 120},
                                                                 {156, 148, 117},
                                                                 {188, 174, 108},
                                                                 {222, 203, 89},
                                                                 {254, 232, 56}}};
    const double place = std::clamp(value, 0.0, 1.0) * (stops.size() - 1);
    const std::size_t low = std::min(std::size_t(place), stops.size() - 2);
    const double part = place - double(low);
    const auto channel = [&](std::size_t c) {
        return int(std::lround(stops[low][c] + part * (stops[low + 1][c] - stops[low][c])));
    };
    return QColor(channel(0), channel(1), channel(2));
}

QColor readableOn(const QColor &background)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const double luminance = 0.2126 * linear(background.redF()) + 0.7152 * linear(background.greenF())
        + 0.0722 * linear(background.blueF());
    // The colour where black and white contrast alike (WCAG 2).
    return luminance > 0.179 ? QColor(Qt::black) : QColor(Qt::white);
}

} // namespace retclip
