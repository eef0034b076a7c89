// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/marks_layer.h"

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr double grabReach_px = 9;    ///< On the screen.
constexpr double shortestDrag_px = 3; ///< A click is no line.
constexpr double cornerStep_px = 4;   ///< On the screen, between corners of an outline.

double between(const MarkPoint &a, const MarkPoint &b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// From margin to margin: the circle whose diameter was drawn.
MarkEllipse acrossBy(const MarkPoint &a, const MarkPoint &b)
{
    const double radius = between(a, b) / 2;
    return {(a.x + b.x) / 2, (a.y + b.y) / 2, radius, radius};
}

double toSegment(const QPointF &at, const QPointF &a, const QPointF &b)
{
    const QPointF along = b - a, from = at - a;
    const double squared = QPointF::dotProduct(along, along);
    const double t = squared > 0 ? std::clamp(QPointF::dotProduct(from, along) / squared, 0.0, 1.0) : 0;
    const QPointF away = from - along * t;
    return std::hypot(away.x(), away.y());
}

} // namespace

void MarksLayer::begin()
{
    m_measurements.begin();
    m_drag.reset();
    m_chosen.reset();
}

void MarksLayer::setKind(MarkKind kind)
{
    m_kind = kind;
    m_drag.reset();
}

std::optional<MarksLayer::Drag> MarksLayer::grabbed(Laterality eye, const ScreenMap &map, const QPointF &at) const
{
    const FundusMarks marks = m_measurements.effective(eye);
    double nearest = grabReach_px;
    std::optional<Drag> found;
    const auto offer = [&](MarkKind kind, Handle handle, double x, double y, std::size_t index = 0) {
        const QPointF away = map.toScreen(x, y) - at;
        if (const double distance = std::hypot(away.x(), away.y()); distance < nearest) {
            nearest = distance;
            found = Drag{{eye, kind, index}, handle, marks, {x, y}, {x, y}, false};
        }
    };
    const auto offerEllipse = [&](MarkKind kind, const MarkEllipse &e) {
        offer(kind, Handle::left, e.x - e.radius_x, e.y);
        offer(kind, Handle::right, e.x + e.radius_x, e.y);
        offer(kind, Handle::top, e.x, e.y - e.radius_y);
        offer(kind, Handle::bottom, e.x, e.y + e.radius_y);
        offer(kind, Handle::middle, e.x, e.y);
    };
    if (marks.disc)
        offerEllipse(MarkKind::disc, *marks.disc);
    if (marks.cup)
        offerEllipse(MarkKind::cup, *marks.cup); // over the disc: its middle is taken first
    if (marks.fovea)
        offer(MarkKind::fovea, Handle::middle, marks.fovea->x, marks.fovea->y);
    if (found) {
        // What was found becomes the reader's own where it is touched, not beside it.
        const MarkKind kind = found->what.kind;
        found->marks = m_measurements.marked(eye);
        if (kind == MarkKind::disc)
            found->marks.disc = marks.disc;
        else if (kind == MarkKind::fovea)
            found->marks.fovea = marks.fovea;
    }
    return found;
}

void MarksLayer::press(Laterality eye, const ScreenMap &map, const QPointF &at, Qt::KeyboardModifiers modifiers)
{
    const QPointF p = map.toPicture(at);
    const MarkPoint here{p.x(), p.y()};
    MarkKind kind = m_kind;
    if (modifiers & Qt::ShiftModifier)
        kind = MarkKind::disc;
    else if (modifiers & Qt::ControlModifier)
        kind = MarkKind::cup;
    else if (movesMarks()) {
        if (auto found = grabbed(eye, map, at)) {
            m_drag = std::move(found);
            m_drag->last = here;
            m_chosen = m_drag->what;
            return;
        }
    }
    Drag drag{{eye, kind, 0}, Handle::none, m_measurements.marked(eye), here, here, false};
    if (kind == MarkKind::line) {
        // A line that is clicked is chosen; one that is dragged from there is a new one.
        for (std::size_t i = 0; i < drag.marks.lines.size(); ++i) {
            const MarkLine &line = drag.marks.lines[i];
            if (toSegment(at, map.toScreen(line.from.x, line.from.y), map.toScreen(line.to.x, line.to.y))
                < grabReach_px / 2)
                m_chosen = Chosen{eye, MarkKind::line, i};
        }
        drag.what.index = drag.marks.lines.size();
    } else if (kind == MarkKind::area) {
        drag.what.index = drag.marks.areas.size();
    } else if (kind == MarkKind::fovea) {
        drag.marks.fovea = here;
        drag.handle = Handle::middle;
        drag.moved = true;
        m_chosen = drag.what;
    }
    m_drag = std::move(drag);
}

void MarksLayer::drawAnew(Drag &drag, const MarkPoint &to) const
{
    switch (drag.what.kind) {
    case MarkKind::line:
        drag.marks.lines.resize(drag.what.index + 1);
        drag.marks.lines.back() = {drag.from, to};
        break;
    case MarkKind::area:
        drag.marks.areas.resize(drag.what.index + 1);
        if (drag.marks.areas.back().corners.empty())
            drag.marks.areas.back().corners = {drag.from};
        drag.marks.areas.back().corners.push_back(to);
        break;
    case MarkKind::disc: drag.marks.disc = acrossBy(drag.from, to); break;
    case MarkKind::cup: {
        drag.marks.cup = acrossBy(drag.from, to);
        // A ratio rests on a disc: the one that was found becomes the reader's own with the cup.
        if (!drag.marks.disc)
            drag.marks.disc = m_measurements.effective(drag.what.eye).disc;
        break;
    }
    case MarkKind::fovea: drag.marks.fovea = to; break;
    }
}

void MarksLayer::moveHandle(Drag &drag, const MarkPoint &to)
{
    if (drag.what.kind == MarkKind::fovea) {
        drag.marks.fovea = to;
        return;
    }
    std::optional<MarkEllipse> &marked = drag.what.kind == MarkKind::disc ? drag.marks.disc : drag.marks.cup;
    if (!marked)
        return;
    MarkEllipse &e = *marked;
    constexpr double smallest = 1;
    const double left = e.x - e.radius_x, right = e.x + e.radius_x;
    const double top = e.y - e.radius_y, bottom = e.y + e.radius_y;
    switch (drag.handle) {
    case Handle::middle:
        e.x += to.x - drag.last.x;
        e.y += to.y - drag.last.y;
        break;
    case Handle::left:
        e.radius_x = std::max(smallest, (right - to.x) / 2);
        e.x = right - e.radius_x;
        break;
    case Handle::right:
        e.radius_x = std::max(smallest, (to.x - left) / 2);
        e.x = left + e.radius_x;
        break;
    case Handle::top:
        e.radius_y = std::max(smallest, (bottom - to.y) / 2);
        e.y = bottom - e.radius_y;
        break;
    case Handle::bottom:
        e.radius_y = std::max(smallest, (to.y - top) / 2);
        e.y = top + e.radius_y;
        break;
    case Handle::none: break;
    }
}

void MarksLayer::move(const ScreenMap &map, const QPointF &at)
{
    if (!m_drag)
        return;
    const QPointF p = map.toPicture(at);
    const MarkPoint to{p.x(), p.y()};
    const double far_px = between(m_drag->what.kind == MarkKind::area ? m_drag->last : m_drag->from, to);
    if (!m_drag->moved && far_px * map.scale() < shortestDrag_px)
        return;
    if (m_drag->handle != Handle::none) {
        moveHandle(*m_drag, to);
    } else {
        if (m_drag->what.kind == MarkKind::area && m_drag->moved && far_px * map.scale() < cornerStep_px)
            return;
        drawAnew(*m_drag, to);
    }
    m_drag->moved = true;
    m_drag->last = to;
    m_chosen = m_drag->what;
}

std::optional<FundusMarks> MarksLayer::release()
{
    if (!m_drag)
        return std::nullopt;
    const Drag drag = std::move(*m_drag);
    m_drag.reset();
    if (!drag.moved)
        return std::nullopt;
    FundusMarks marks = drag.marks;
    if (drag.what.kind == MarkKind::area && !marks.areas.empty() && marks.areas.back().corners.size() < 3)
        return std::nullopt;
    m_measurements.setMarked(drag.what.eye, marks);
    return marks;
}

std::optional<std::pair<Laterality, FundusMarks>> MarksLayer::withoutChosen() const
{
    if (!m_chosen)
        return std::nullopt;
    FundusMarks marks = m_measurements.marked(m_chosen->eye);
    const FundusMarks before = marks;
    const std::size_t index = m_chosen->index;
    switch (m_chosen->kind) {
    case MarkKind::line:
        if (index < marks.lines.size())
            marks.lines.erase(marks.lines.begin() + std::ptrdiff_t(index));
        break;
    case MarkKind::area:
        if (index < marks.areas.size())
            marks.areas.erase(marks.areas.begin() + std::ptrdiff_t(index));
        break;
    case MarkKind::disc: marks.disc.reset(); break;
    case MarkKind::cup: marks.cup.reset(); break;
    case MarkKind::fovea: marks.fovea.reset(); break;
    }
    if (marks == before)
        return std::nullopt;
    return std::pair(m_chosen->eye, marks);
}

std::optional<FundusMarks> MarksLayer::withFound(Laterality eye) const
{
    const FundusMarks marks = m_measurements.effective(eye);
    if (marks == m_measurements.marked(eye))
        return std::nullopt;
    return marks;
}

FundusMarks MarksLayer::shown(Laterality eye) const
{
    if (m_drag && m_drag->what.eye == eye) {
        // What is being drawn lies over what was found.
        FundusMarks marks = m_drag->marks;
        const FundusMarks effective = m_measurements.effective(eye);
        if (!marks.disc)
            marks.disc = effective.disc;
        if (!marks.fovea)
            marks.fovea = effective.fovea;
        return marks;
    }
    return m_measurements.effective(eye);
}

bool MarksLayer::isChosen(Laterality eye, MarkKind kind, std::size_t index) const
{
    return m_chosen && m_chosen->eye == eye && m_chosen->kind == kind && m_chosen->index == index;
}

} // namespace retclip
