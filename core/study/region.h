// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/identifiers.h"
#include "core/base/result.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QString>
#include <QVector>

#include <cstdint>
#include <optional>
#include <vector>

namespace retclip {

using RegionId = Identifier<struct RegionKind>;

enum class RegionShape { point, ellipse, polygon, brush };
[[nodiscard]] const char *word(RegionShape shape); ///< "point", "ellipse", "polygon", "brush".
[[nodiscard]] std::optional<RegionShape> regionShapeFrom(const QString &word);

/// Where a region lies on its photograph.
///
/// Units: px of the photograph as it is decoded (upright), x to the right, y down; (0, 0) is the corner of
/// the first px, so that the middle of that px is (0.5, 0.5). How a screen shows the photograph (zoom,
/// pan, adjustment) changes nothing here.
struct RegionGeometry
{
    RegionShape shape = RegionShape::point;
    /// Point: one. Ellipse: its middle, then its half axes as (x, y). Polygon: its corners in order, three
    /// or more, the last joins the first. Brush: none.
    QVector<QPointF> points;
    /// Brush: the size of the photograph, and lengths of runs of px outside and inside by turns, outside
    /// first, column by column: COCO's uncompressed RLE.
    QSize size;
    QVector<quint32> runs;

    friend bool operator==(const RegionGeometry &, const RegionGeometry &) = default;
};

/// A finding marked on one photograph.
struct Region
{
    RegionId id;
    ImageId image;
    QString className; ///< A finding of the dictionary ("retinal_haemorrhage") or any words.
    QString colour;    ///< "#rrggbb"; empty: the colour that its class has.
    RegionGeometry geometry;
    QString person;    ///< Who drew it first.
    QDateTime time;
};

[[nodiscard]] double area_px(const RegionGeometry &geometry); ///< A point: 0.
[[nodiscard]] QRectF boundsOf(const RegionGeometry &geometry);
/// Inside, or within `reach_px` of a point.
[[nodiscard]] bool contains(const RegionGeometry &geometry, const QPointF &at, double reach_px = 0);
/// The same shape elsewhere; stops at the edges of a photograph of that size (not valid: no edges).
[[nodiscard]] RegionGeometry movedBy(const RegionGeometry &geometry, const QPointF &by_px, const QSize &photograph);
/// The ellipse as a polygon of so many corners; other shapes as they are.
[[nodiscard]] QVector<QPointF> outlineOf(const RegionGeometry &geometry, int corners = 64);

/// [x, y]; [x, y, rx, ry]; [[x, y], …]; {"size": [height, width], "counts": […]} as COCO has it.
[[nodiscard]] QJsonValue geometryJson(const RegionGeometry &geometry);
/// Errors: invalid_argument (a shape that is none: too few corners, no extent, runs that do not fill the
/// size, numbers that are none).
[[nodiscard]] Result<RegionGeometry> geometryFrom(RegionShape shape, const QJsonValue &json);
/// As above, and within a photograph of that size (0: not known, then any).
[[nodiscard]] Result<void> checkGeometry(const RegionGeometry &geometry, const QSize &photograph);

/// {"class","shape","geometry", "colour","person","time" where known}: in exports and on the command line.
[[nodiscard]] QJsonObject regionJson(const Region &region);
[[nodiscard]] Result<Region> regionFrom(const QJsonObject &json);

/// What a brush paints on: one byte a px, column by column as the runs.
struct BrushMask
{
    explicit BrushMask(const QSize &photograph);
    /// Errors: none; runs beyond the end are cut off.
    explicit BrushMask(const RegionGeometry &brush);

    QSize size;
    std::vector<std::uint8_t> inside;

    /// A line of that radius with round ends; `value` 1 paints, 0 erases.
    void stroke(const QPointF &from, const QPointF &to, double radius_px, std::uint8_t value);
    [[nodiscard]] bool at(int x, int y) const
    {
        return inside[std::size_t(x) * std::size_t(size.height()) + std::size_t(y)] != 0;
    }
    [[nodiscard]] bool empty() const;
    [[nodiscard]] RegionGeometry geometry() const;
};

} // namespace retclip
