// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"

#include <QPointF>
#include <QSize>
#include <QString>
#include <QVector>

#include <optional>

namespace retclip {

/// A picture of a report, and how large it wants to be.
struct ReportPicture
{
    QString title;
    QString svg;
    QSize size; ///< px
};

/// A chart on paper: SVG written by hand, dark on white, so that a report needs no window. Series
/// differ by dash and marker too.
struct ReportChart
{
    struct Curve
    {
        QString name;
        QVector<QPointF> points;
        QVector<Interval> bars = {}; ///< Upright, a point each; empty: none.
    };
    QString title, xTitle, yTitle;
    double xLow = 0, xHigh = 1, yLow = 0, yHigh = 1;
    QVector<Curve> curves = {};
    std::optional<std::pair<QPointF, QPointF>> reference = {}; ///< Dashed: chance, or the diagonal.
    QVector<QPointF> marks = {}; ///< Operating points.

    static constexpr int width = 340, height = 300; ///< Of the picture, in px.
    [[nodiscard]] QString svg() const;
};

/// Rows of value and interval on one scale.
struct ReportIntervals
{
    struct Row
    {
        QString name;
        std::optional<double> value;
        std::optional<Interval> interval;
        bool few = false; ///< Hollow.
    };
    QString title;
    QVector<Row> rows = {};
    std::optional<double> reference = {};

    static constexpr int width = 700;
    [[nodiscard]] int height() const { return 60 + 22 * int(rows.size()); }
    [[nodiscard]] QString svg() const;
};

} // namespace retclip
