// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewer/grid_overlay.h"
#include "ui/viewer/measurements.h"
#include "ui/viewer/screen_map.h"

#include <QStringList>

#include <optional>
#include <vector>

class QPainter;

namespace retclip {

/// What dragging marks while measuring.
enum class MarkKind { line, area, disc, cup, fovea };

/// The marks and grids over the photographs of a viewer: draws them, and turns drags into marks. Knows
/// nothing of widgets or studies; the viewer hands it events with where the photograph lies.
class MarksLayer
{
public:
    [[nodiscard]] Measurements &measurements() { return m_measurements; }
    [[nodiscard]] const Measurements &measurements() const { return m_measurements; }
    void begin(); ///< Another exam.

    [[nodiscard]] MarkKind kind() const { return m_kind; }
    void setKind(MarkKind kind);
    [[nodiscard]] GridKind grid() const { return m_grid; }
    void setGrid(GridKind grid) { m_grid = grid; }

    /// Shift marks the disc and Ctrl the cup, whatever the kind. With disc, cup or fovea in hand a drag
    /// near an edge, a middle or the fovea moves that (lengths begin there often: they move nothing);
    /// else it draws: across the disc or cup from margin to margin, along a length, about an area.
    void press(Laterality eye, const ScreenMap &map, const QPointF &at, Qt::KeyboardModifiers modifiers);
    void move(const ScreenMap &map, const QPointF &at);
    /// The marks of that eye as they are to be kept; nothing where nothing was marked or moved.
    [[nodiscard]] std::optional<FundusMarks> release();
    [[nodiscard]] bool movesMarks() const { return m_kind != MarkKind::line && m_kind != MarkKind::area; }
    [[nodiscard]] bool dragging() const { return m_drag.has_value(); }
    void cancel() { m_drag.reset(); }

    /// The mark last drawn or touched, taken out: what Delete keeps. Nothing: none is chosen.
    [[nodiscard]] std::optional<std::pair<Laterality, FundusMarks>> withoutChosen() const;
    /// What was found, as marks of the reader's own; nothing where there is nothing to keep.
    [[nodiscard]] std::optional<FundusMarks> withFound(Laterality eye) const;

    /// `measuring`: with lengths, areas and handles; else the grid alone.
    void paint(QPainter &painter, Laterality eye, const ScreenMap &map, bool measuring,
               const std::optional<QPointF> &pointer) const;

private:
    enum class Handle { none, left, right, top, bottom, middle };
    struct Chosen
    {
        Laterality eye = Laterality::right;
        MarkKind kind = MarkKind::line;
        std::size_t index = 0; ///< Of lines and areas.
    };
    struct Drag
    {
        Chosen what;
        Handle handle = Handle::none; ///< None: drawn anew.
        FundusMarks marks;            ///< As they are under the pointer now.
        MarkPoint from, last;
        bool moved = false;
    };
    [[nodiscard]] std::optional<Drag> grabbed(Laterality eye, const ScreenMap &map, const QPointF &at) const;
    void drawAnew(Drag &drag, const MarkPoint &to) const;
    static void moveHandle(Drag &drag, const MarkPoint &to);
    [[nodiscard]] FundusMarks shown(Laterality eye) const;
    [[nodiscard]] bool isChosen(Laterality eye, MarkKind kind, std::size_t index = 0) const;
    void paintEllipse(QPainter &painter, Laterality eye, MarkKind kind, const MarkEllipse &ellipse,
                      const ScreenMap &map, bool dashed, bool measuring) const;
    void paintFovea(QPainter &painter, const MarkPoint &fovea, const ScreenMap &map, bool dashed,
                    bool chosen) const;
    void paintLines(QPainter &painter, Laterality eye, const FundusMarks &marks, const ScreenMap &map) const;
    void paintGridAndLegend(QPainter &painter, Laterality eye, const FundusMarks &marks,
                            const ScreenMap &map, const std::optional<QPointF> &pointer) const;
    [[nodiscard]] QStringList legend(Laterality eye, const FundusMarks &marks, const ScreenMap &map,
                                     const std::optional<RetinaSectors> &grid,
                                     const std::optional<QPointF> &pointer) const;

    Measurements m_measurements;
    MarkKind m_kind = MarkKind::line;
    GridKind m_grid = GridKind::none;
    std::optional<Drag> m_drag;
    std::optional<Chosen> m_chosen;
};

} // namespace retclip
