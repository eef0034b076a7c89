// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <algorithm>

namespace retclip {

/// How one eye is looked at, in units that two cameras share: the picture's width is the field
/// diameter, zoom 1 fits the whole picture into its half of the screen.
struct EyeView
{
    double zoom = 1;
    QPointF center{0, 0}; ///< Of the screen half, from the picture's middle, in picture widths.

    friend bool operator==(const EyeView &, const EyeView &) = default;
};

enum class Mirroring { off, on };

inline constexpr int viewerInset_px = 8; ///< About each eye's half of the screen.
inline constexpr double smallestZoom = 0.25;
inline constexpr double largestZoom = 64;

/// The view of the fellow eye when this one moved. Mirrored, temporal moves with temporal: x turns
/// its sign. Anchors (a fovea, a disc; from the picture's middle, in picture widths) come to lie in the
/// same place of both halves, the more so the larger the view: at zoom 1 both pictures show whole.
[[nodiscard]] inline EyeView fellowView(const EyeView &moved, Mirroring mirroring,
                                        const QPointF &movedAnchor = {}, const QPointF &fellowAnchor = {})
{
    const double pull = std::clamp(moved.zoom - 1, 0.0, 1.0);
    QPointF away = moved.center - pull * movedAnchor;
    if (mirroring == Mirroring::on)
        away.setX(-away.x());
    return {moved.zoom, pull * fellowAnchor + away};
}

/// Logical px of the screen per picture px at zoom 1.
[[nodiscard]] inline double fitScale(const QSizeF &picture, const QSizeF &cell)
{
    if (picture.isEmpty() || cell.isEmpty())
        return 1;
    return std::min(cell.width() / picture.width(), cell.height() / picture.height());
}

/// Where the whole picture lies on the screen.
[[nodiscard]] inline QRectF placeOf(const QSizeF &picture, const QRectF &cell, const EyeView &view)
{
    const double scale = fitScale(picture, cell.size()) * view.zoom;
    const QSizeF size = picture * scale;
    const QPointF middle = cell.center() - view.center * size.width();
    return {middle - QPointF(size.width() / 2, size.height() / 2), size};
}

/// Zooms so that the point of the picture under `at` stays there.
[[nodiscard]] inline EyeView zoomedAt(const EyeView &view, const QSizeF &picture,
                                      const QRectF &cell, const QPointF &at, double factor)
{
    const double zoom = std::clamp(view.zoom * factor, smallestZoom, largestZoom);
    const double before = fitScale(picture, cell.size()) * view.zoom * picture.width();
    const double after = fitScale(picture, cell.size()) * zoom * picture.width();
    const QPointF fromMiddle = at - cell.center();
    const QPointF point = view.center + fromMiddle / before;
    return {zoom, point - fromMiddle / after};
}

/// Moves the picture by px of the screen; its middle stays within reach.
[[nodiscard]] inline EyeView pannedBy(const EyeView &view, const QSizeF &picture,
                                      const QRectF &cell, const QPointF &px)
{
    const double width = fitScale(picture, cell.size()) * view.zoom * picture.width();
    QPointF center = view.center - px / width;
    center.setX(std::clamp(center.x(), -0.6, 0.6));
    center.setY(std::clamp(center.y(), -0.6, 0.6));
    return {view.zoom, center};
}

} // namespace retclip
