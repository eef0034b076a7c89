// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/coco_regions.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace retclip {

namespace {

constexpr double wholePicture = 0.99; // Of its area.

bool isSized(const QSize &photograph)
{
    return photograph.width() > 0 && photograph.height() > 0;
}

/// Annotators overshoot the edge by some px.
QPointF cutTo(const QPointF &point, const QSize &photograph)
{
    if (!isSized(photograph))
        return point;
    return {std::clamp(point.x(), 0.0, double(photograph.width())), std::clamp(point.y(), 0.0, double(photograph.height()))};
}

void takeShape(CocoShapes &shapes, RegionGeometry geometry, const QSize &photograph)
{
    if (!checkGeometry(geometry, photograph)) {
        ++shapes.leftOut;
        return;
    }
    Region region;
    region.geometry = std::move(geometry);
    shapes.regions.append(std::move(region));
}

void takePolygon(CocoShapes &shapes, const QVector<QPointF> &corners, const QSize &photograph)
{
    RegionGeometry geometry;
    geometry.shape = RegionShape::polygon;
    for (const QPointF &corner : corners)
        geometry.points.append(cutTo(corner, photograph));
    takeShape(shapes, std::move(geometry), photograph);
}

/// Run lengths in pycocotools' letters: five bits each and one that says "more", the difference to the run before
/// the last from the fourth on. Empty: no such text.
QJsonArray unpacked(const QByteArray &text)
{
    constexpr int mostLetters = 7;
    std::vector<qint64> runs;
    for (qsizetype at = 0; at < text.size();) {
        qint64 run = 0;
        for (int letter = 0;; ++letter) {
            if (at == text.size() || letter == mostLetters)
                return {};
            const int bits = text[at++] - 48;
            if (bits < 0 || bits > 63)
                return {};
            run |= qint64(bits & 31) << (5 * letter);
            if (bits & 32)
                continue;
            if (bits & 16)
                run -= qint64(1) << (5 * (letter + 1));
            break;
        }
        if (runs.size() > 2)
            run += runs[runs.size() - 2];
        runs.push_back(run);
    }
    QJsonArray list;
    for (const qint64 run : runs)
        list.append(run);
    return list;
}

void takeRuns(CocoShapes &shapes, QJsonObject mask, const QSize &photograph)
{
    if (mask[QLatin1String("counts")].isString())
        mask[QLatin1String("counts")] = unpacked(mask[QLatin1String("counts")].toString().toLatin1());
    auto geometry = geometryFrom(RegionShape::brush, mask);
    if (geometry)
        takeShape(shapes, std::move(*geometry), photograph);
    else
        ++shapes.leftOut;
}

/// As our own export keeps it; nothing: it is another's.
bool takeOwn(CocoShapes &shapes, const QJsonObject &annotation, const QSize &photograph)
{
    const QJsonObject own = annotation[QLatin1String("attributes")].toObject();
    const auto shape = regionShapeFrom(own[QLatin1String("shape")].toString());
    if (!shape)
        return false;
    const auto geometry = geometryFrom(*shape, *shape == RegionShape::brush ? annotation[QLatin1String("segmentation")]
                                                                            : own[QLatin1String("geometry")]);
    if (!geometry)
        return false; // Another program's "shape"; its outline may do.
    takeShape(shapes, *geometry, photograph);
    if (!shapes.regions.isEmpty()) {
        shapes.regions.last().person = own[QLatin1String("reader")].toString();
        shapes.regions.last().colour = own[QLatin1String("colour")].toString();
    }
    return true;
}

/// Nothing unless each is a number: what cannot be read must not become a place.
std::optional<std::vector<double>> numbersOf(const QJsonValue &list)
{
    std::vector<double> numbers;
    if (!list.isArray())
        return std::nullopt;
    for (const QJsonValue &value : list.toArray()) {
        if (!value.isDouble())
            return std::nullopt;
        numbers.push_back(value.toDouble());
    }
    return numbers;
}

void takeOutline(CocoShapes &shapes, const QJsonValue &ring, const QSize &photograph)
{
    const auto numbers = numbersOf(ring);
    if (!numbers || numbers->size() % 2 != 0) {
        ++shapes.leftOut;
        return;
    }
    QVector<QPointF> corners;
    for (std::size_t i = 0; i < numbers->size(); i += 2)
        corners.append({(*numbers)[i], (*numbers)[i + 1]});
    takePolygon(shapes, corners, photograph);
}

void takeBox(CocoShapes &shapes, const QJsonValue &box, const QSize &photograph)
{
    const auto numbers = numbersOf(box);
    if (!numbers || numbers->size() != 4 || (*numbers)[2] <= 0 || (*numbers)[3] <= 0) {
        ++shapes.leftOut;
        return;
    }
    const QRectF area((*numbers)[0], (*numbers)[1], (*numbers)[2], (*numbers)[3]);
    const double whole = double(photograph.width()) * photograph.height();
    if (!isSized(photograph) || area.width() * area.height() < wholePicture * whole)
        takePolygon(shapes, {area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()}, photograph);
}

/// Absent, null or an empty list: nothing was meant.
bool saysNoPlace(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull() || (value.isArray() && value.toArray().isEmpty());
}

} // namespace

CocoShapes cocoShapes(const QJsonObject &annotation, const QSize &photograph)
{
    CocoShapes shapes;
    if (takeOwn(shapes, annotation, photograph))
        return shapes;
    const QJsonValue outline = annotation[QLatin1String("segmentation")];
    if (outline.isObject()) {
        takeRuns(shapes, outline.toObject(), photograph);
        return shapes;
    }
    if (!saysNoPlace(outline)) {
        if (!outline.isArray())
            ++shapes.leftOut;
        for (const QJsonValue &ring : outline.toArray())
            takeOutline(shapes, ring, photograph);
    } else if (const QJsonValue box = annotation[QLatin1String("bbox")]; !saysNoPlace(box)) {
        takeBox(shapes, box, photograph);
    }
    return shapes;
}

} // namespace retclip
