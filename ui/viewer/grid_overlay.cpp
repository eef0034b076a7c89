// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/grid_overlay.h"

#include "ui/shell/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr RetinaSide allSides[] = {RetinaSide::superior, RetinaSide::nasal, RetinaSide::inferior,
                                   RetinaSide::temporal};

QString sideText(RetinaSide side)
{
    switch (side) {
    case RetinaSide::superior: return QCoreApplication::translate("retclip::Grid", "superior");
    case RetinaSide::nasal: return QCoreApplication::translate("retclip::Grid", "nasal");
    case RetinaSide::inferior: return QCoreApplication::translate("retclip::Grid", "inferior");
    case RetinaSide::temporal: return QCoreApplication::translate("retclip::Grid", "temporal");
    }
    return {};
}

/// What fits into a sector.
QString sideLetter(RetinaSide side)
{
    switch (side) {
    case RetinaSide::superior: return QCoreApplication::translate("retclip::Grid", "S", "superior, in a sector");
    case RetinaSide::nasal: return QCoreApplication::translate("retclip::Grid", "N", "nasal, in a sector");
    case RetinaSide::inferior: return QCoreApplication::translate("retclip::Grid", "I", "inferior, in a sector");
    case RetinaSide::temporal: return QCoreApplication::translate("retclip::Grid", "T", "temporal, in a sector");
    }
    return {};
}

void strokeGrid(QPainter &painter, const RetinaSectors &grid, const ScreenMap &map)
{
    const QPointF middle = map.toScreen(grid.middle.x, grid.middle.y);
    for (const double radius_px : grid.radii_px)
        painter.drawEllipse(middle, radius_px * map.scale(), radius_px * map.scale());
    const double inner = grid.radii_px.front() * map.scale(), outer = grid.radii_px.back() * map.scale();
    const double diagonal = std::sqrt(0.5);
    for (const double x : {-diagonal, diagonal})
        for (const double y : {-diagonal, diagonal})
            painter.drawLine(middle + QPointF(x, y) * inner, middle + QPointF(x, y) * outer);
}

} // namespace

GridKind nextGrid(GridKind kind)
{
    return kind == GridKind::none ? GridKind::etdrs
        : kind == GridKind::etdrs ? GridKind::quadrants
                                  : GridKind::none;
}

QString gridTitle(GridKind kind)
{
    return kind == GridKind::etdrs       ? QCoreApplication::translate("retclip::Grid", "ETDRS grid")
        : kind == GridKind::quadrants ? QCoreApplication::translate("retclip::Grid", "Quadrants about the disc")
                                      : QString();
}

QRectF paintPlate(QPainter &painter, const QString &text, const QPointF &middle, const QRectF &cell,
                  const QColor &ink)
{
    QRectF box = painter.fontMetrics().boundingRect(text);
    box.setSize(box.size() + QSizeF(12, 6));
    box.moveCenter(middle);
    box.moveLeft(std::clamp(box.left(), cell.left(), std::max(cell.left(), cell.right() - box.width())));
    box.moveTop(std::clamp(box.top(), cell.top(), std::max(cell.top(), cell.bottom() - box.height())));
    QColor ground = theme().color(Token::canvas);
    ground.setAlphaF(0.8F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, text);
    return box;
}

void paintGrid(QPainter &painter, const RetinaSectors &grid, GridKind kind, const ScreenMap &map)
{
    const Theme &t = theme();
    painter.save();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.color(Token::canvas), 3));
    strokeGrid(painter, grid, map);
    QColor ink = t.color(Token::canvasText);
    painter.setPen(QPen(ink, 1.25));
    strokeGrid(painter, grid, map);
    painter.setFont(t.font(TypeRole::caption));
    const QPointF middle = map.toScreen(grid.middle.x, grid.middle.y);
    for (std::size_t ring = 1; ring < grid.radii_px.size(); ++ring) {
        const double inner = grid.radii_px[ring - 1] * map.scale(), outer = grid.radii_px[ring] * map.scale();
        if (outer - inner < 22)
            continue; // no room for a letter
        for (const RetinaSide side : allSides) {
            const MarkPoint to = grid.direction(side);
            const QString text = kind == GridKind::quadrants
                ? QStringLiteral("%1 %2").arg(sideLetter(side)).arg(ring)
                : sideLetter(side);
            const QPointF at = middle + QPointF(to.x, to.y) * ((inner + outer) / 2);
            if (map.cell.contains(at))
                paintPlate(painter, text, at, map.cell, ink);
        }
    }
    painter.restore();
}

QString sectorText(GridKind kind, const GridSector &sector)
{
    if (!sector.side)
        return kind == GridKind::etdrs ? QCoreApplication::translate("retclip::Grid", "central subfield")
                                       : QCoreApplication::translate("retclip::Grid", "disc");
    if (kind == GridKind::etdrs)
        return (sector.ring == 1 ? QCoreApplication::translate("retclip::Grid", "inner %1")
                                 : QCoreApplication::translate("retclip::Grid", "outer %1"))
            .arg(sideText(*sector.side));
    return QCoreApplication::translate("retclip::Grid", "%1, up to %2 DD from the disc")
        .arg(sideText(*sector.side))
        .arg(sector.ring);
}

} // namespace retclip
