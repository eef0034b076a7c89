// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of WorkstationStyle share.
#pragma once

#include "ui/shell/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace retclip::stylePaint {

/// The role that setLook() gave; empty: none.
[[nodiscard]] inline QString lookOf(const QWidget *widget)
{
    return widget ? widget->property("look").toString() : QString();
}

/// A rounded box whose border lies inside `box`.
void panel(QPainter *painter, const QRectF &box, const QColor &fill, const QColor &border,
           double width = 1, double radius = space::radius);

/// The box of a text field: surface, border, focus ring, greyed, wrong.
void fieldPanel(QPainter *painter, const QRect &box, QStyle::State state, const QWidget *widget);

/// A "v" turned by degrees, in the middle of the rectangle.
void chevron(QPainter *painter, const QRect &rectangle, QStyle::State state, double degrees,
             double size = 16);

/// A slider's or scroll bar's place along `track` px.
[[nodiscard]] QRect scrollHandle(const QStyleOptionSlider &option);

struct ButtonColours
{
    QColor fill, border, text;
    double width = 1; ///< Of the border; 2: it is the focus ring.
};
[[nodiscard]] ButtonColours buttonColours(QStyle::State state, const QString &look);
[[nodiscard]] ButtonColours toolColours(QStyle::State state, const QString &look);

} // namespace retclip::stylePaint
