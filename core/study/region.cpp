// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/region.h"

#include "core/study/study_errors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace retclip {

namespace {

constexpr double precision_px = 100; ///< Hundredths are kept.
constexpr qint64 mostPixels = qint64(1) << 31;

double rounded(double value)
{
    return std::round(value * precision_px) / precision_px;
}

QJsonArray pointJson(const QPointF &point)
{
    return {rounded(point.x()), rounded(point.y())};
}

tl::unexpected<Error> noShape(const char *words, const char *toDo)
{
    return failure(ErrorCode::invalid_argument, message(words), nothingChanged(), message(toDo));
}

tl::unexpected<Error> noGeometry()
{
    return noShape(QT_TRANSLATE_NOOP("Message", "The region's geometry cannot be read."),
                   QT_TRANSLATE_NOOP("Message",
                                     "Point: [x, y]; ellipse: [x, y, rx, ry]; polygon: [[x, y], …]; brush: "
                                     "{\"size\": [height, width], \"counts\": […]}."));
}

std::optional<QPointF> pointFrom(const QJsonValue &json)
{
    const QJsonArray pair = json.toArray();
    if (pair.size() != 2 || !pair[0].isDouble() || !pair[1].isDouble())
        return {};
    return QPointF(rounded(pair[0].toDouble()), rounded(pair[1].toDouble()));
}

double polygonArea(const QVector<QPointF> &corners)
{
    double twice = 0;
    for (qsizetype i = 0; i < corners.size(); ++i) {
        const QPointF &a = corners[i], &b = corners[(i + 1) % corners.size()];
        twice += a.x() * b.y() - b.x() * a.y();
    }
    return std::abs(twice) / 2;
}

/// Calls f(first px, px behind the last) of each run that is inside, counted column by column.
template <typename F>
void eachInside(const RegionGeometry &brush, const F &f)
{
    quint64 at = 0;
    for (qsizetype i = 0; i < brush.runs.size(); ++i) {
        if (i % 2 == 1 && brush.runs[i] > 0)
            f(at, at + brush.runs[i]);
        at += brush.runs[i];
    }
}

QRectF brushBounds(const RegionGeometry &brush)
{
    const auto height = quint64(std::max(1, brush.size.height()));
    quint64 left = ~quint64(0), right = 0, top = height, bottom = 0;
    bool any = false;
    eachInside(brush, [&](quint64 first, quint64 end) {
        any = true;
        left = std::min(left, first / height);
        right = std::max(right, (end - 1) / height);
        if (first / height != (end - 1) / height) { // Over the end of a column: both its edges.
            top = 0;
            bottom = height - 1;
            return;
        }
        top = std::min(top, first % height);
        bottom = std::max(bottom, (end - 1) % height);
    });
    return any ? QRectF(QPointF(double(left), double(top)), QPointF(double(right + 1), double(bottom + 1)))
               : QRectF();
}

bool inPolygon(const QVector<QPointF> &corners, const QPointF &at)
{
    bool inside = false;
    for (qsizetype i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
        const QPointF &a = corners[i], &b = corners[j];
        if ((a.y() > at.y()) != (b.y() > at.y())
            && at.x() < (b.x() - a.x()) * (at.y() - a.y()) / (b.y() - a.y()) + a.x())
            inside = !inside;
    }
    return inside;
}

bool inBrush(const RegionGeometry &brush, const QPointF &at)
{
    const int x = int(std::floor(at.x())), y = int(std::floor(at.y()));
    if (x < 0 || y < 0 || x >= brush.size.width() || y >= brush.size.height())
        return false;
    const quint64 place = quint64(x) * quint64(brush.size.height()) + quint64(y);
    bool inside = false;
    eachInside(brush, [&](quint64 first, quint64 end) { inside = inside || (place >= first && place < end); });
    return inside;
}

RegionGeometry brushMoved(const RegionGeometry &brush, int dx, int dy)
{
    const BrushMask from(brush);
    BrushMask to(brush.size);
    for (int x = 0; x < brush.size.width(); ++x)
        for (int y = 0; y < brush.size.height(); ++y)
            if (from.at(x, y) && x + dx >= 0 && x + dx < brush.size.width() && y + dy >= 0
                && y + dy < brush.size.height())
                to.inside[std::size_t(x + dx) * std::size_t(brush.size.height()) + std::size_t(y + dy)] = 1;
    return to.geometry();
}

} // namespace

const char *word(RegionShape shape)
{
    switch (shape) {
    case RegionShape::point: return "point";
    case RegionShape::ellipse: return "ellipse";
    case RegionShape::polygon: return "polygon";
    case RegionShape::brush: return "brush";
    }
    return "point";
}

std::optional<RegionShape> regionShapeFrom(const QString &text)
{
    for (const RegionShape shape :
         {RegionShape::point, RegionShape::ellipse, RegionShape::polygon, RegionShape::brush})
        if (text.trimmed().compare(QLatin1String(word(shape)), Qt::CaseInsensitive) == 0)
            return shape;
    return std::nullopt;
}

double area_px(const RegionGeometry &geometry)
{
    switch (geometry.shape) {
    case RegionShape::point: return 0;
    case RegionShape::ellipse:
        return geometry.points.size() == 2 ? std::numbers::pi * geometry.points[1].x() * geometry.points[1].y() : 0;
    case RegionShape::polygon: return polygonArea(geometry.points);
    case RegionShape::brush: break;
    }
    double sum = 0;
    eachInside(geometry, [&](quint64 first, quint64 end) { sum += double(end - first); });
    return sum;
}

QRectF boundsOf(const RegionGeometry &geometry)
{
    if (geometry.shape == RegionShape::brush)
        return brushBounds(geometry);
    if (geometry.points.isEmpty())
        return {};
    if (geometry.shape == RegionShape::ellipse && geometry.points.size() == 2)
        return {geometry.points[0] - geometry.points[1], geometry.points[0] + geometry.points[1]};
    QPointF least = geometry.points[0], most = least;
    for (const QPointF &point : geometry.points) {
        least = {std::min(least.x(), point.x()), std::min(least.y(), point.y())};
        most = {std::max(most.x(), point.x()), std::max(most.y(), point.y())};
    }
    return {least, most};
}

bool contains(const RegionGeometry &geometry, const QPointF &at, double reach_px)
{
    switch (geometry.shape) {
    case RegionShape::point:
        return !geometry.points.isEmpty()
            && std::hypot(at.x() - geometry.points[0].x(), at.y() - geometry.points[0].y()) <= reach_px;
    case RegionShape::ellipse: {
        if (geometry.points.size() != 2)
            return false;
        const QPointF away = at - geometry.points[0];
        const double rx = std::max(geometry.points[1].x(), reach_px), ry = std::max(geometry.points[1].y(), reach_px);
        return rx > 0 && ry > 0 && std::hypot(away.x() / rx, away.y() / ry) <= 1;
    }
    case RegionShape::polygon: return inPolygon(geometry.points, at);
    case RegionShape::brush: return inBrush(geometry, at);
    }
    return false;
}

RegionGeometry movedBy(const RegionGeometry &geometry, const QPointF &by_px, const QSize &photograph)
{
    QPointF by = by_px;
    if (photograph.isValid() && !photograph.isEmpty()) {
        const QRectF bounds = boundsOf(geometry);
        const auto within = [](double moved, double low, double high) {
            return low <= high ? std::clamp(moved, low, high) : 0.0;
        };
        by = {within(by.x(), -bounds.left(), photograph.width() - bounds.right()),
              within(by.y(), -bounds.top(), photograph.height() - bounds.bottom())};
    }
    if (geometry.shape == RegionShape::brush)
        return brushMoved(geometry, int(std::lround(by.x())), int(std::lround(by.y())));
    RegionGeometry moved = geometry;
    for (qsizetype i = 0; i < moved.points.size(); ++i)
        if (geometry.shape != RegionShape::ellipse || i == 0) // The half axes stay.
            moved.points[i] = {rounded(moved.points[i].x() + by.x()), rounded(moved.points[i].y() + by.y())};
    return moved;
}

QVector<QPointF> outlineOf(const RegionGeometry &geometry, int corners)
{
    if (geometry.shape != RegionShape::ellipse || geometry.points.size() != 2)
        return geometry.points;
    QVector<QPointF> outline;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        outline.append(geometry.points[0]
                       + QPointF(std::cos(angle) * geometry.points[1].x(), std::sin(angle) * geometry.points[1].y()));
    }
    return outline;
}

QJsonValue geometryJson(const RegionGeometry &geometry)
{
    switch (geometry.shape) {
    case RegionShape::point: return geometry.points.isEmpty() ? QJsonArray() : pointJson(geometry.points[0]);
    case RegionShape::ellipse:
        if (geometry.points.size() != 2)
            return QJsonArray();
        return QJsonArray{rounded(geometry.points[0].x()), rounded(geometry.points[0].y()),
                          rounded(geometry.points[1].x()), rounded(geometry.points[1].y())};
    case RegionShape::polygon: {
        QJsonArray corners;
        for (const QPointF &point : geometry.points)
            corners.append(pointJson(point));
        return corners;
    }
    case RegionShape::brush: break;
    }
    QJsonArray counts;
    for (const quint32 run : geometry.runs)
        counts.append(qint64(run));
    return QJsonObject{{QStringLiteral("size"), QJsonArray{geometry.size.height(), geometry.size.width()}},
                       {QStringLiteral("counts"), counts}};
}

Result<RegionGeometry> geometryFrom(RegionShape shape, const QJsonValue &json)
{
    RegionGeometry geometry;
    geometry.shape = shape;
    const QJsonArray list = json.toArray();
    switch (shape) {
    case RegionShape::point: {
        const auto point = pointFrom(json);
        if (!point)
            return noGeometry();
        geometry.points = {*point};
        break;
    }
    case RegionShape::ellipse: {
        const auto middle = pointFrom(QJsonArray{list.at(0), list.at(1)});
        const auto axes = pointFrom(QJsonArray{list.at(2), list.at(3)});
        if (list.size() != 4 || !middle || !axes)
            return noGeometry();
        geometry.points = {*middle, *axes};
        break;
    }
    case RegionShape::polygon:
        for (const QJsonValue &entry : list) {
            const auto point = pointFrom(entry);
            if (!point)
                return noGeometry();
            geometry.points.append(*point);
        }
        break;
    case RegionShape::brush: {
        const QJsonObject mask = json.toObject();
        const QJsonArray size = mask[QLatin1String("size")].toArray();
        geometry.size = {size.at(1).toInt(), size.at(0).toInt()};
        for (const QJsonValue &run : mask[QLatin1String("counts")].toArray()) {
            const qint64 length = run.toInteger(-1);
            if (length < 0 || length > mostPixels)
                return noGeometry();
            geometry.runs.append(quint32(length));
        }
        break;
    }
    }
    RETCLIP_CHECK(checkGeometry(geometry, {}));
    return geometry;
}

Result<void> checkGeometry(const RegionGeometry &geometry, const QSize &photograph)
{
    for (const QPointF &point : geometry.points)
        if (!std::isfinite(point.x()) || !std::isfinite(point.y()))
            return noGeometry();
    const bool ofSize = photograph.width() > 0 && photograph.height() > 0;
    switch (geometry.shape) {
    case RegionShape::point:
        if (geometry.points.size() != 1)
            return noGeometry();
        break;
    case RegionShape::ellipse:
        if (geometry.points.size() != 2)
            return noGeometry();
        if (geometry.points[1].x() <= 0 || geometry.points[1].y() <= 0)
            return noShape(QT_TRANSLATE_NOOP("Message", "The ellipse has no extent."),
                           QT_TRANSLATE_NOOP("Message", "Drag from one corner of it to the other."));
        break;
    case RegionShape::polygon:
        if (geometry.points.size() < 3 || polygonArea(geometry.points) <= 0)
            return noShape(QT_TRANSLATE_NOOP("Message", "A polygon needs three corners that are not in a line."),
                           QT_TRANSLATE_NOOP("Message", "Click further corners, then press Enter."));
        break;
    case RegionShape::brush: {
        const qint64 pixels = qint64(geometry.size.width()) * geometry.size.height();
        quint64 sum = 0;
        for (const quint32 run : geometry.runs)
            sum += run;
        if (geometry.size.width() <= 0 || geometry.size.height() <= 0 || pixels > mostPixels
            || sum != quint64(pixels))
            return noShape(QT_TRANSLATE_NOOP("Message", "The brush's runs do not fill the size of its photograph."),
                           QT_TRANSLATE_NOOP("Message", "Give runs column by column that add up to height × width."));
        if (area_px(geometry) <= 0)
            return noShape(QT_TRANSLATE_NOOP("Message", "The brush has painted nothing."),
                           QT_TRANSLATE_NOOP("Message", "Drag over the photograph."));
        if (ofSize && geometry.size != photograph)
            return noShape(QT_TRANSLATE_NOOP("Message", "The brush was painted on a photograph of another size."),
                           QT_TRANSLATE_NOOP("Message", "Check which photograph it belongs to."));
        break;
    }
    }
    if (ofSize && !QRectF(QPointF(0, 0), QSizeF(photograph)).intersects(boundsOf(geometry).adjusted(-1, -1, 1, 1)))
        return noShape(QT_TRANSLATE_NOOP("Message", "The region lies outside its photograph."),
                       QT_TRANSLATE_NOOP("Message", "Check which photograph it belongs to, and its units: picture pixels."));
    return {};
}

QJsonObject regionJson(const Region &region)
{
    QJsonObject json{{QStringLiteral("class"), region.className},
                     {QStringLiteral("shape"), QLatin1String(word(region.geometry.shape))},
                     {QStringLiteral("geometry"), geometryJson(region.geometry)}};
    if (!region.colour.isEmpty())
        json[QStringLiteral("colour")] = region.colour;
    if (!region.person.isEmpty())
        json[QStringLiteral("person")] = region.person;
    if (region.time.isValid())
        json[QStringLiteral("time")] = region.time.toUTC().toString(Qt::ISODateWithMs);
    return json;
}

Result<Region> regionFrom(const QJsonObject &json)
{
    Region region;
    region.className = json[QLatin1String("class")].toString().simplified();
    const auto shape = regionShapeFrom(json[QLatin1String("shape")].toString());
    if (region.className.isEmpty() || !shape)
        return noShape(QT_TRANSLATE_NOOP("Message", "A region needs a class and a shape."),
                       QT_TRANSLATE_NOOP("Message", "Shapes: point, ellipse, polygon, brush."));
    region.colour = json[QLatin1String("colour")].toString();
    region.person = json[QLatin1String("person")].toString();
    region.time = QDateTime::fromString(json[QLatin1String("time")].toString(), Qt::ISODateWithMs);
    RETCLIP_TRY(region.geometry, geometryFrom(*shape, json[QLatin1String("geometry")]));
    return region;
}

BrushMask::BrushMask(const QSize &photograph)
    : size(photograph), inside(std::size_t(std::max(0, photograph.width())) * std::size_t(std::max(0, photograph.height())))
{
}

BrushMask::BrushMask(const RegionGeometry &brush) : BrushMask(brush.size)
{
    eachInside(brush, [this](quint64 first, quint64 end) {
        const auto last = std::min<quint64>(end, inside.size());
        if (first < last)
            std::fill(inside.begin() + qint64(first), inside.begin() + qint64(last), std::uint8_t(1));
    });
}

void BrushMask::stroke(const QPointF &from, const QPointF &to, double radius_px, std::uint8_t value)
{
    const double radius = std::max(0.5, radius_px);
    const int left = std::max(0, int(std::floor(std::min(from.x(), to.x()) - radius)));
    const int right = std::min(size.width() - 1, int(std::ceil(std::max(from.x(), to.x()) + radius)));
    const int top = std::max(0, int(std::floor(std::min(from.y(), to.y()) - radius)));
    const int bottom = std::min(size.height() - 1, int(std::ceil(std::max(from.y(), to.y()) + radius)));
    const QPointF along = to - from;
    const double length2 = along.x() * along.x() + along.y() * along.y();
    for (int x = left; x <= right; ++x)
        for (int y = top; y <= bottom; ++y) {
            const QPointF away = QPointF(x + 0.5, y + 0.5) - from;
            const double share = length2 > 0
                ? std::clamp((away.x() * along.x() + away.y() * along.y()) / length2, 0.0, 1.0)
                : 0.0;
            const QPointF rest = away - along * share;
            if (rest.x() * rest.x() + rest.y() * rest.y() <= radius * radius)
                inside[std::size_t(x) * std::size_t(size.height()) + std::size_t(y)] = value;
        }
}

bool BrushMask::empty() const
{
    return std::find(inside.begin(), inside.end(), std::uint8_t(1)) == inside.end();
}

RegionGeometry BrushMask::geometry() const
{
    RegionGeometry brush;
    brush.shape = RegionShape::brush;
    brush.size = size;
    std::uint8_t current = 0;
    quint32 length = 0;
    for (const std::uint8_t value : inside) {
        if (value != current) {
            brush.runs.append(length);
            length = 0;
            current = value;
        }
        ++length;
    }
    brush.runs.append(length);
    return brush;
}

} // namespace retclip
