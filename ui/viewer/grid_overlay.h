// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fundus_marks.h"
#include "ui/viewer/screen_map.h"

#include <QString>

class QPainter;

namespace retclip {

/// Which grid lies over the photographs.
enum class GridKind { none, etdrs, quadrants };
[[nodiscard]] GridKind nextGrid(GridKind kind); ///< None, ETDRS, quadrants, none …
[[nodiscard]] QString gridTitle(GridKind kind); ///< "ETDRS grid"

/// Circles and diagonals on a dark line, so that they show on any retina; a letter a sector.
void paintGrid(QPainter &painter, const RetinaSectors &grid, GridKind kind, const ScreenMap &map);
/// "outer nasal", "2 DD temporal", translated.
[[nodiscard]] QString sectorText(GridKind kind, const GridSector &sector);

/// A line of words on a dark plate, kept within a cell; returns where it stands.
QRectF paintPlate(QPainter &painter, const QString &text, const QPointF &middle, const QRectF &cell,
                  const QColor &ink);

} // namespace retclip
