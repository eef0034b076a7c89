// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPen>

#include <array>

class QCustomPlot;
class QCPAxisRect;

namespace retclip {

/// The colours and fonts of every chart, from the theme's tokens. Asked for anew whenever the theme
/// changes, so that charts follow it while they are open.
struct ChartStyle
{
    bool dark = false;
    QColor window, surface, raised, border, grid;
    QColor selection, selectionText;
    QColor text, textSecondary, textDisabled;
    QColor accent, onAccent, success, warning, error, focus;
    std::array<QColor, 8> series;

    [[nodiscard]] static ChartStyle current();

    /// Series differ by colour, dash and marker (UX.md 7), so that colour alone never tells.
    [[nodiscard]] QColor seriesColor(int index) const;
    [[nodiscard]] static Qt::PenStyle seriesDash(int index);

    [[nodiscard]] static QFont captionFont(); ///< 11 px
    [[nodiscard]] static QFont labelFont();   ///< 13 px semibold

    /// Background, axes, ticks and grid of a plot.
    void apply(QCustomPlot &plot) const;
};

/// Cividis at 0..1: readable with every kind of colour vision.
[[nodiscard]] QColor cividis(double value);
/// Black or white, whichever reads better on the colour.
[[nodiscard]] QColor readableOn(const QColor &background);

} // namespace retclip
