// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"
#include "ui/viewer/marks_layer.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPolygonF>
#include <QStringList>

#include <cmath>

namespace retclip {

namespace {

QString sayMark(const char *text)
{
    return QCoreApplication::translate("retclip::MarksLayer", text);
}

/// A light line on a dark one: it shows on any retina.
template <typename Draw>
void twice(QPainter &painter, const QColor &ink, double width, Qt::PenStyle style, const Draw &draw)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().color(Token::canvas), width + 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    draw();
    painter.setPen(QPen(ink, width, style, Qt::RoundCap, Qt::RoundJoin));
    draw();
}

QColor inkOf(bool chosen)
{
    return theme().color(chosen ? Token::canvasFocusRing : Token::canvasText);
}

} // namespace

void MarksLayer::paintEllipse(QPainter &painter, Laterality eye, MarkKind kind, const MarkEllipse &e,
                              const ScreenMap &map, bool dashed, bool measuring) const
{
    const QPointF middle = map.toScreen(e.x, e.y);
    const double rx = e.radius_x * map.scale(), ry = e.radius_y * map.scale();
    const bool chosen = isChosen(eye, kind);
    twice(painter, inkOf(chosen), kind == MarkKind::cup ? 1.25 : 1.75, dashed ? Qt::DashLine : Qt::SolidLine,
          [&] { painter.drawEllipse(middle, rx, ry); });
    if (!measuring)
        return;
    painter.setPen(QPen(theme().color(Token::canvas), 1));
    painter.setBrush(inkOf(chosen));
    if (movesMarks())
        for (const QPointF &at : {middle - QPointF(rx, 0), middle + QPointF(rx, 0), middle - QPointF(0, ry),
                                  middle + QPointF(0, ry)})
            painter.drawRect(QRectF(at - QPointF(3.5, 3.5), QSizeF(7, 7)));
    if (kind == MarkKind::disc && !map.cell.isEmpty()) {
        const QLocale locale;
        const QString text = (dashed ? sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "1 DD? disc found, %1 px"))
                                     : sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "1 DD, disc, %1 px")))
                                 .arg(locale.toString(qint64(std::lround(e.radius_x + e.radius_y))));
        paintPlate(painter, text, middle + QPointF(0, ry + 16), map.cell, theme().color(Token::canvasText));
    }
}

void MarksLayer::paintFovea(QPainter &painter, const MarkPoint &fovea, const ScreenMap &map, bool dashed,
                            bool chosen) const
{
    const QPointF at = map.toScreen(fovea.x, fovea.y);
    twice(painter, inkOf(chosen), 1.75, Qt::SolidLine, [&] {
        painter.drawLine(at - QPointF(9, 0), at + QPointF(9, 0));
        painter.drawLine(at - QPointF(0, 9), at + QPointF(0, 9));
    });
    if (dashed)
        paintPlate(painter, sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "fovea?")), at + QPointF(0, 20), map.cell,
                   theme().color(Token::canvasText));
}

void MarksLayer::paintLines(QPainter &painter, Laterality eye, const FundusMarks &marks, const ScreenMap &map) const
{
    const auto onScreen = [&](const MarkPoint &p) { return map.toScreen(p.x, p.y); };
    for (std::size_t i = 0; i < marks.lines.size(); ++i) {
        const MarkLine &line = marks.lines[i];
        const QColor ink = inkOf(isChosen(eye, MarkKind::line, i));
        twice(painter, ink, 2, Qt::SolidLine, [&] { painter.drawLine(onScreen(line.from), onScreen(line.to)); });
        paintPlate(painter, m_measurements.lengthText(eye, line.length()), onScreen(line.to) + QPointF(0, -18),
                   map.cell, ink);
    }
    for (std::size_t i = 0; i < marks.areas.size(); ++i) {
        const MarkArea &area = marks.areas[i];
        QPolygonF outline;
        for (const MarkPoint &corner : area.corners)
            outline << onScreen(corner);
        const QColor ink = inkOf(isChosen(eye, MarkKind::area, i));
        twice(painter, ink, 2, Qt::SolidLine, [&] { painter.drawPolygon(outline); });
        paintPlate(painter, m_measurements.areaText(eye, area.square_px()), outline.boundingRect().center(), map.cell,
                   ink);
    }
}

QStringList MarksLayer::legend(Laterality eye, const FundusMarks &marks, const ScreenMap &map,
                               const std::optional<RetinaSectors> &grid, const std::optional<QPointF> &pointer) const
{
    QStringList lines;
    const QLocale locale;
    if (!grid) {
        lines << gridTitle(m_grid);
        if (m_measurements.isLooking(eye)) {
            lines << sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "Looking for disc and fovea…"));
            return lines;
        }
        lines << (m_grid == GridKind::etdrs && marks.disc
                      ? sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "The fovea was not found: mark it (D)"))
                      : sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "Disc and fovea were not found: mark them (D)")));
        return lines;
    }
    lines << (m_grid == GridKind::etdrs
                  ? sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "ETDRS 1, 3, 6 mm; 1 DD taken as %1 mm"))
                        .arg(locale.toString(m_measurements.discDiameter_mm(), 'f', 2))
                  : sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "Quadrants, 1, 2, 3 DD from the disc's margin")));
    const bool foveaCounts = m_grid == GridKind::etdrs;
    if (m_measurements.discIsFound(eye) || (foveaCounts && m_measurements.foveaIsFound(eye)))
        lines << sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "found by itself, not marked: correct it with D, Disc"));
    if (marks_contradict(marks, eye))
        lines << sayMark(QT_TRANSLATE_NOOP("retclip::MarksLayer", "the disc lies as in the other eye"));
    if (pointer && map.cell.contains(*pointer)) {
        const QPointF p = map.toPicture(*pointer);
        if (const auto sector = grid->sector_at({p.x(), p.y()}))
            lines << sectorText(m_grid, *sector);
    }
    return lines;
}

void MarksLayer::paintGridAndLegend(QPainter &painter, Laterality eye, const FundusMarks &marks, const ScreenMap &map,
                                    const std::optional<QPointF> &pointer) const
{
    const auto grid = m_grid == GridKind::etdrs ? etdrs_grid(marks, eye, m_measurements.discDiameter_mm())
                                                : quadrant_grid(marks, eye);
    if (grid)
        paintGrid(painter, *grid, m_grid, map);
    painter.setFont(theme().font(TypeRole::caption));
    double y = map.cell.top() + 12;
    for (const QString &line : legend(eye, marks, map, grid, pointer)) {
        const QRectF box = paintPlate(painter, line, {map.cell.left(), y}, map.cell, theme().color(Token::canvasText));
        y = box.bottom() + 12;
    }
}

void MarksLayer::paint(QPainter &painter, Laterality eye, const ScreenMap &map, bool measuring,
                       const std::optional<QPointF> &pointer) const
{
    if (!measuring && m_grid == GridKind::none)
        return;
    const FundusMarks marks = shown(eye);
    const bool beingDrawn = m_drag && m_drag->what.eye == eye && m_drag->moved;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_grid != GridKind::none)
        paintGridAndLegend(painter, eye, marks, map, pointer);
    painter.setFont(theme().font(TypeRole::label));
    const bool discDashed = m_measurements.discIsFound(eye) && !(beingDrawn && m_drag->marks.disc);
    const bool foveaDashed = m_measurements.foveaIsFound(eye) && !(beingDrawn && m_drag->marks.fovea);
    if (marks.disc)
        paintEllipse(painter, eye, MarkKind::disc, *marks.disc, map, discDashed, measuring);
    if (marks.cup && measuring)
        paintEllipse(painter, eye, MarkKind::cup, *marks.cup, map, false, true);
    if (marks.fovea && (measuring || m_grid == GridKind::etdrs))
        paintFovea(painter, *marks.fovea, map, foveaDashed && measuring, isChosen(eye, MarkKind::fovea));
    if (measuring) {
        paintLines(painter, eye, marks, map);
        Measurements now = m_measurements;
        now.setMarked(eye, marks); // as they are under the pointer
        if (const QString ratio = now.ratioText(eye); !ratio.isEmpty() && marks.disc)
            paintPlate(painter, ratio, map.toScreen(marks.disc->x, marks.disc->y - marks.disc->radius_y) - QPointF(0, 16),
                       map.cell, theme().color(Token::canvasText));
    }
    painter.restore();
}

} // namespace retclip
