// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace retclip {

/// Where a photograph lies on the screen, for whatever is drawn over it: px of the photograph to
/// logical px of the widget and back.
struct ScreenMap
{
    QSizeF picture; ///< px, as the photograph is shown.
    QRectF place;   ///< On the widget, the whole photograph.
    QRectF cell;    ///< On the widget, what is free for this eye.

    [[nodiscard]] double scale() const { return picture.width() > 0 ? place.width() / picture.width() : 1; }
    [[nodiscard]] QPointF toScreen(double x, double y) const
    {
        // Centres of pixels: the first one's lies half a pixel inside.
        return place.topLeft() + QPointF(x + 0.5, y + 0.5) * scale();
    }
    [[nodiscard]] QPointF toPicture(const QPointF &at) const
    {
        return (at - place.topLeft()) / scale() - QPointF(0.5, 0.5);
    }
};

} // namespace retclip
