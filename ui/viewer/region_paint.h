// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/region.h"

#include <QColor>
#include <QImage>
#include <QPainter>
#include <QRectF>
#include <QSizeF>

namespace retclip {

/// From px of a photograph to the screen and back: where the whole photograph lies.
struct PictureOnScreen
{
    QRectF place;
    QSizeF size; ///< Of the photograph, px.

    [[nodiscard]] double scale() const { return size.width() > 0 ? place.width() / size.width() : 1; }
    [[nodiscard]] QPointF toScreen(const QPointF &at) const
    {
        return place.topLeft() + QPointF(at.x() / size.width() * place.width(), at.y() / size.height() * place.height());
    }
};

/// A brush as a picture of its bounds, at most 1024 px a side; made once for each mask.
[[nodiscard]] QImage brushImage(const RegionGeometry &brush, const QColor &colour);

enum class RegionLook { plain, chosen, unfinished };

/// Outline, light fill and, where `title` is not empty, its name beside it. `mask`: of a brush.
void paintRegion(QPainter &painter, const PictureOnScreen &screen, const RegionGeometry &geometry,
                 const QColor &colour, RegionLook look, const QString &title, const QImage &mask);

} // namespace retclip
