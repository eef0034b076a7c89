// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/region_paint.h"

#include "ui/shell/theme.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr int mostMask_px = 1024;
constexpr double pointRadius_px = 7; ///< On the screen.
constexpr float fillOpacity = 0.14F, maskOpacity = 0.45F;

QPainterPath outlinePath(const PictureOnScreen &screen, const RegionGeometry &geometry, bool closed)
{
    QPainterPath path;
    if (geometry.shape == RegionShape::ellipse && geometry.points.size() == 2) {
        path.addEllipse(QRectF(screen.toScreen(geometry.points[0] - geometry.points[1]),
                               screen.toScreen(geometry.points[0] + geometry.points[1])));
        return path;
    }
    for (qsizetype i = 0; i < geometry.points.size(); ++i) {
        const QPointF at = screen.toScreen(geometry.points[i]);
        if (i == 0)
            path.moveTo(at);
        else
            path.lineTo(at);
    }
    if (closed)
        path.closeSubpath();
    return path;
}

void paintRegionName(QPainter &painter, const QRectF &bounds, const QColor &colour, const QString &title)
{
    painter.setFont(theme().font(TypeRole::caption));
    QRectF box = painter.fontMetrics().boundingRect(title);
    box.setSize(box.size() + QSizeF(10, 4));
    box.moveBottomLeft(bounds.topLeft() + QPointF(0, -4));
    const QRectF shown = painter.clipBoundingRect();
    if (shown.isValid()) {
        box.moveLeft(std::clamp(box.left(), shown.left(), std::max(shown.left(), shown.right() - box.width())));
        box.moveTop(std::clamp(box.top(), shown.top(), std::max(shown.top(), shown.bottom() - box.height())));
    }
    QColor ground = theme().color(Token::canvas);
    ground.setAlphaF(0.78F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(colour);
    painter.drawText(box, Qt::AlignCenter, title);
}

void paintPoint(QPainter &painter, const QPointF &at, const QColor &colour, bool chosen)
{
    const double reach = pointRadius_px + (chosen ? 2 : 0);
    for (const auto &[ink, width] : {std::pair(theme().color(Token::canvas), 4.0), std::pair(colour, 2.0)}) {
        painter.setPen(QPen(ink, width, Qt::SolidLine, Qt::RoundCap));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(at, reach / 2, reach / 2);
        painter.drawLine(at - QPointF(reach, 0), at - QPointF(reach / 2, 0));
        painter.drawLine(at + QPointF(reach / 2, 0), at + QPointF(reach, 0));
        painter.drawLine(at - QPointF(0, reach), at - QPointF(0, reach / 2));
        painter.drawLine(at + QPointF(0, reach / 2), at + QPointF(0, reach));
    }
}

} // namespace

QImage brushImage(const RegionGeometry &brush, const QColor &colour)
{
    const QRect bounds = boundsOf(brush).toAlignedRect();
    if (bounds.isEmpty())
        return {};
    const int step = std::max(1, (std::max(bounds.width(), bounds.height()) + mostMask_px - 1) / mostMask_px);
    QImage image((bounds.width() + step - 1) / step, (bounds.height() + step - 1) / step,
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QColor shade = colour;
    shade.setAlphaF(maskOpacity);
    const QRgb pixel = qPremultiply(shade.rgba());
    const BrushMask mask(brush);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        const int from = std::min(bounds.top() + y * step, brush.size.height() - 1);
        for (int x = 0; x < image.width(); ++x)
            if (mask.at(std::min(bounds.left() + x * step, brush.size.width() - 1), from))
                line[x] = pixel;
    }
    return image;
}

void paintRegion(QPainter &painter, const PictureOnScreen &screen, const RegionGeometry &geometry,
                 const QColor &colour, RegionLook look, const QString &title, const QImage &mask)
{
    const QRectF bounds = boundsOf(geometry);
    const QRectF onScreen(screen.toScreen(bounds.topLeft()), screen.toScreen(bounds.bottomRight()));
    painter.setRenderHint(QPainter::Antialiasing);
    if (geometry.shape == RegionShape::point) {
        if (!geometry.points.isEmpty())
            paintPoint(painter, screen.toScreen(geometry.points[0]), colour, look == RegionLook::chosen);
    } else if (geometry.shape == RegionShape::brush) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        painter.drawImage(onScreen, mask);
        if (look == RegionLook::chosen) {
            painter.setPen(QPen(colour, 1.5, Qt::DashLine));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(onScreen.adjusted(-3, -3, 3, 3));
        }
    } else {
        const QPainterPath path = outlinePath(screen, geometry, look != RegionLook::unfinished);
        QColor fill = colour;
        fill.setAlphaF(fillOpacity);
        painter.setPen(QPen(theme().color(Token::canvas), look == RegionLook::chosen ? 5 : 4));
        painter.setBrush(look == RegionLook::unfinished ? QBrush(Qt::NoBrush) : QBrush(fill));
        painter.drawPath(path);
        painter.setPen(QPen(colour, look == RegionLook::chosen ? 3 : 1.75));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
        if (look == RegionLook::unfinished && geometry.shape == RegionShape::polygon)
            for (const QPointF &corner : geometry.points) {
                painter.setBrush(colour);
                painter.drawEllipse(screen.toScreen(corner), 3.5, 3.5);
            }
    }
    if (!title.isEmpty())
        paintRegionName(painter, onScreen, colour, title);
}

} // namespace retclip
