// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/region_layer.h"

#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/region_classes.h"
#include "ui/viewer/region_paint.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace retclip {

namespace {
const QString classSetting = QStringLiteral("region/class");
constexpr double clickReach_px = 8;  ///< On the screen.
constexpr double click_px = 4;       ///< A press that moved less is a click.
constexpr qsizetype mostNamed = 20;  ///< More regions in an eye: only the chosen one says its name.
constexpr double brushStep = 1.25;
} // namespace

RegionLayer::RegionLayer(AppContext &context, PairedViewer &viewer)
    : QObject(&viewer), m_context(context), m_viewer(viewer)
{
    m_className = context.settings.value(classSetting, QStringLiteral("retinal_haemorrhage")).toString();
    viewer.installEventFilter(this);
    viewer.setPaintedOver([this](QPainter &painter, Laterality eye) { paint(painter, eye); });
    connect(&viewer, &PairedViewer::stateChanged, this, &RegionLayer::viewerChanged);
    connect(&context, &AppContext::studyChanged, this, &RegionLayer::follow);
    follow();
}

RegionLayer::~RegionLayer() = default;

// ---- What is there -----------------------------------------------------------------------------

void RegionLayer::follow()
{
    if (m_followed == m_context.study)
        return;
    disconnect(m_following);
    m_followed = m_context.study;
    if (!m_context.study)
        return;
    m_following = connect(m_context.study, &StudyDocument::examsChanged, this,
                          [this](const std::vector<ExamId> &exams) {
                              if (std::find(exams.begin(), exams.end(), m_exam) != exams.end())
                                  reload();
                          });
}

void RegionLayer::viewerChanged()
{
    if (m_tool != Tool::none && m_viewer.tool() != ViewerTool::draw) {
        m_tool = Tool::none; // Another tool was taken up.
        dropShape();
        emit changed();
    }
    const ExamId exam = m_viewer.exam() ? m_viewer.exam()->id : ExamId();
    if (exam == m_exam)
        return;
    m_exam = exam;
    m_chosen = {};
    m_unfinished.reset();
    m_mask.reset();
    m_moving = false;
    reload();
}

void RegionLayer::reload()
{
    follow();
    m_regions.clear();
    m_masks.clear();
    // The rows that walk through a list are older than what was drawn on them since.
    if (m_exam.valid() && m_context.study)
        if (const auto exam = m_context.study->study().exam(m_exam))
            for (const Region &region : exam->regions)
                if (m_onlyOf.isEmpty() || (region.person == m_onlyOf && region.time >= m_since))
                    m_regions.append(region);
    if (!chosenRegion())
        m_chosen = {};
    m_viewer.update();
    emit changed();
}

std::optional<Laterality> RegionLayer::eyeOf(const Region &region) const
{
    if (m_viewer.exam())
        for (const Laterality eye : both_eyes)
            if (const auto &image = m_viewer.exam()->images[eye]; image && image->id == region.image)
                return eye;
    return {};
}

const Region *RegionLayer::chosenRegion() const
{
    for (const Region &region : m_regions)
        if (region.id == m_chosen)
            return &region;
    return nullptr;
}

double RegionLayer::reach_px(Laterality eye) const
{
    const QSize size = m_viewer.photographSize(eye);
    const double width = m_viewer.pictureRect(eye).width();
    return width > 0 ? clickReach_px * size.width() / width : clickReach_px;
}

/// The smallest one under the pointer: a microaneurysm lies in a haemorrhage, not the other way round.
const Region *RegionLayer::regionAt(Laterality eye, const QPointF &at) const
{
    const Region *best = nullptr;
    for (const Region &region : m_regions)
        if (eyeOf(region) == eye && contains(region.geometry, at, reach_px(eye))
            && (!best || area_px(region.geometry) < area_px(best->geometry)))
            best = &region;
    return best;
}

// ---- Edits -------------------------------------------------------------------------------------

bool RegionLayer::apply(EditAction action)
{
    if (!m_context.study || !m_exam.valid())
        return false;
    const auto receipt = m_context.study->apply(std::move(action), {m_exam});
    if (!receipt)
        m_context.notifications.post(receipt.error());
    return bool(receipt);
}

void RegionLayer::add(RegionGeometry geometry)
{
    const auto &exam = m_viewer.exam();
    if (!exam || !exam->images[m_eye])
        return;
    Region region;
    region.image = exam->images[m_eye]->id;
    region.className = m_className;
    region.geometry = std::move(geometry);
    if (!apply(AddRegion{region}))
        return;
    setShown(true);
    if (!m_regions.isEmpty())
        choose(m_regions.last().id); // What comes next may change its class, or paint on it.
}

void RegionLayer::setClassName(const QString &words)
{
    const QString name = regionClassOf(words);
    if (name.isEmpty())
        return;
    m_className = name;
    m_context.settings.setValue(classSetting, name);
    if (const Region *region = chosenRegion(); region && region->className != name) {
        ChangeRegion change;
        change.region = region->id;
        change.className = name;
        apply(change);
    }
    emit changed();
}

void RegionLayer::choose(RegionId region)
{
    if (m_chosen == region)
        return;
    m_chosen = region;
    if (const Region *now = chosenRegion())
        m_className = now->className;
    m_viewer.update();
    emit changed();
}

void RegionLayer::removeChosen()
{
    if (chosenRegion())
        apply(RemoveRegion{m_chosen});
}

// ---- Tools -------------------------------------------------------------------------------------

void RegionLayer::bindKeys(KeyFilter &keys)
{
    keys.bind({"region.ellipse", Qt::Key_L}, [this] { setTool(Tool::ellipse); });
    keys.bind({"region.point", Qt::Key_L, Qt::ShiftModifier}, [this] { setTool(Tool::point); });
    keys.bind({"region.polygon", Qt::Key_Y}, [this] { setTool(Tool::polygon); });
    keys.bind({"region.brush", Qt::Key_K}, [this] { setTool(Tool::brush); });
    keys.bind({"region.eraser", Qt::Key_K, Qt::ShiftModifier}, [this] { setTool(Tool::eraser); });
    keys.bind({"region.smaller", Qt::Key_Comma}, [this] { resizeBrush(1 / brushStep); }, KeyFilter::Repeat::yes);
    keys.bind({"region.larger", Qt::Key_Period}, [this] { resizeBrush(brushStep); }, KeyFilter::Repeat::yes);
    keys.bind({"region.hide", Qt::Key_Y, Qt::ShiftModifier}, [this] { setShown(!m_shown); });
    m_viewer.installEventFilter(this); // Before the filter of the keys: an unfinished shape comes first.
}

void RegionLayer::setTool(Tool tool)
{
    dropShape();
    m_tool = tool == m_tool ? Tool::none : tool;
    if (m_tool != Tool::none)
        setShown(true);
    if (m_tool != Tool::brush && m_tool != Tool::eraser && m_tool != Tool::none)
        m_chosen = {};
    m_viewer.setDrawing(m_tool != Tool::none);
    m_viewer.setMouseTracking(m_tool != Tool::none); // The brush and the next edge follow the pointer.
    m_viewer.update();
    emit changed();
}

void RegionLayer::setShown(bool shown)
{
    if (m_shown == shown)
        return;
    m_shown = shown;
    m_viewer.update();
    emit changed();
}

void RegionLayer::setOnlyOf(const QString &reader, const QDateTime &since)
{
    if (m_onlyOf == reader && m_since == since)
        return;
    m_onlyOf = reader;
    m_since = since;
    reload();
}

void RegionLayer::resizeBrush(double factor)
{
    if (m_brush_px <= 0)
        m_brush_px = std::max(2.0, m_viewer.photographSize(m_eye).width() / 50.0);
    m_brush_px = std::clamp(m_brush_px * factor, 1.0, 2000.0);
    m_viewer.update();
    emit changed();
}

void RegionLayer::takeBackPoint()
{
    if (!m_unfinished)
        return;
    m_unfinished->points.removeLast();
    if (m_unfinished->points.isEmpty())
        m_unfinished.reset();
    m_viewer.update();
}

void RegionLayer::finishShape()
{
    if (!m_unfinished || m_unfinished->shape != RegionShape::polygon)
        return;
    if (m_unfinished->points.size() < 3)
        return; // Goes on: two corners are no polygon yet.
    add(*std::exchange(m_unfinished, std::nullopt));
    m_viewer.update();
}

void RegionLayer::dropShape()
{
    m_unfinished.reset();
    m_mask.reset();
    m_stroke.clear();
    m_moving = false;
    m_viewer.update();
}

// ---- Pointer and keys --------------------------------------------------------------------------

bool RegionLayer::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: return press(static_cast<QMouseEvent &>(*event));
    case QEvent::MouseMove: return move(static_cast<QMouseEvent &>(*event));
    case QEvent::MouseButtonRelease: return release(static_cast<QMouseEvent &>(*event));
    case QEvent::MouseButtonDblClick:
        if (m_tool == Tool::none || m_viewer.isPanHeld())
            return false;
        finishShape();
        return true;
    case QEvent::ShortcutOverride: return key(static_cast<QKeyEvent &>(*event), true);
    case QEvent::KeyPress: return key(static_cast<QKeyEvent &>(*event), false);
    default: return QObject::eventFilter(watched, event);
    }
}

bool RegionLayer::press(QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton || m_viewer.isPanHeld() || !m_context.study)
        return false;
    const auto eye = m_viewer.eyeAt(event.position());
    m_pressedAt = event.position();
    if (!eye || m_viewer.photographSize(*eye).isEmpty())
        return false;
    const QPointF at = m_viewer.toPicture(*eye, event.position());
    if (m_tool == Tool::none) {
        const Region *region = chosenRegion();
        if (!m_shown || m_viewer.tool() != ViewerTool::pan || !region || eyeOf(*region) != eye
            || !contains(region->geometry, at, reach_px(*eye)))
            return false;
        m_moving = true;
        m_eye = *eye;
        m_start = m_pointer = at;
        m_viewer.setFocus(Qt::MouseFocusReason);
        return true;
    }
    m_viewer.setFocus(Qt::MouseFocusReason);
    const QSize size = m_viewer.photographSize(*eye);
    if (m_unfinished && *eye != m_eye)
        return true; // A polygon stays on its photograph.
    if (!QRectF(QPointF(0, 0), QSizeF(size)).contains(at))
        return true;
    m_eye = *eye;
    m_start = m_pointer = at;
    switch (m_tool) {
    case Tool::point: add({RegionShape::point, {at}, {}, {}}); break;
    case Tool::ellipse: m_unfinished = RegionGeometry{RegionShape::ellipse, {at, {0, 0}}, {}, {}}; break;
    case Tool::polygon:
        if (!m_unfinished)
            m_unfinished = RegionGeometry{RegionShape::polygon, {}, {}, {}};
        m_unfinished->points.append(at);
        break;
    case Tool::brush:
    case Tool::eraser: beginStroke(at); break;
    case Tool::none: break;
    }
    m_viewer.update();
    return true;
}

bool RegionLayer::move(QMouseEvent &event)
{
    if (m_viewer.isPanHeld())
        return false;
    if (m_tool == Tool::none && !m_moving)
        return false;
    if (const auto eye = m_viewer.eyeAt(event.position()); eye && !m_unfinished && !m_mask && !m_moving)
        m_eye = *eye;
    if (m_viewer.photographSize(m_eye).isEmpty())
        return true;
    m_pointer = m_viewer.toPicture(m_eye, event.position());
    if (m_unfinished && m_unfinished->shape == RegionShape::ellipse) {
        const QSize size = m_viewer.photographSize(m_eye);
        const QPointF corner(std::clamp(m_pointer.x(), 0.0, double(size.width())),
                             std::clamp(m_pointer.y(), 0.0, double(size.height())));
        m_unfinished->points = {(m_start + corner) / 2, {std::abs(corner.x() - m_start.x()) / 2,
                                                         std::abs(corner.y() - m_start.y()) / 2}};
    }
    if (m_mask) {
        m_mask->stroke(m_stroke.last(), m_pointer, m_brush_px, m_tool == Tool::brush ? 1 : 0);
        m_stroke.append(m_pointer);
    }
    m_viewer.update();
    return true;
}

bool RegionLayer::release(QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton)
        return false;
    if (m_moving) {
        endMove();
        return true;
    }
    if (m_tool == Tool::none) {
        // A click chooses; the viewer had the press, and gets the release.
        const auto eye = m_viewer.eyeAt(event.position());
        if (m_shown && m_viewer.tool() == ViewerTool::pan && eye && !m_viewer.photographSize(*eye).isEmpty()
            && (event.position() - m_pressedAt).manhattanLength() < click_px) {
            const Region *region = regionAt(*eye, m_viewer.toPicture(*eye, event.position()));
            choose(region ? region->id : RegionId());
        }
        return false;
    }
    if (m_mask)
        endStroke();
    if (m_unfinished && m_unfinished->shape == RegionShape::ellipse) {
        const RegionGeometry drawn = *std::exchange(m_unfinished, std::nullopt);
        if ((event.position() - m_pressedAt).manhattanLength() >= click_px)
            add(drawn);
        m_viewer.update();
    }
    return !m_viewer.isPanHeld();
}

bool RegionLayer::key(QKeyEvent &event, bool asked)
{
    const Qt::Key pressed = KeyFilter::meaning(event);
    const bool plain = event.modifiers() == Qt::NoModifier || event.modifiers() == Qt::KeypadModifier;
    std::function<void()> act;
    if (m_unfinished && (event.matches(QKeySequence::Undo) || (plain && pressed == Qt::Key_Backspace)))
        act = [this] { takeBackPoint(); };
    else if (m_unfinished && plain && (pressed == Qt::Key_Return || pressed == Qt::Key_Enter))
        act = [this] { finishShape(); };
    else if (m_unfinished && plain && pressed == Qt::Key_Escape)
        act = [this] { dropShape(); };
    else if (m_tool != Tool::none && plain && pressed == Qt::Key_Escape)
        act = [this] { setTool(Tool::none); };
    else if (m_chosen.valid() && plain && pressed == Qt::Key_Escape)
        act = [this] { choose({}); };
    else if (m_chosen.valid() && plain && pressed == Qt::Key_Delete)
        act = [this] { removeChosen(); };
    if (!act)
        return false;
    if (asked)
        event.accept();
    else
        act();
    return true;
}

void RegionLayer::beginStroke(const QPointF &at)
{
    if (m_brush_px <= 0)
        resizeBrush(1);
    const Region *region = chosenRegion();
    if (m_tool == Tool::eraser && (!region || region->geometry.shape != RegionShape::brush || eyeOf(*region) != m_eye)) {
        region = regionAt(m_eye, at);
        if (!region || region->geometry.shape != RegionShape::brush)
            return;
    }
    const bool same = region && region->geometry.shape == RegionShape::brush && eyeOf(*region) == m_eye;
    m_painted = same ? region->id : RegionId();
    m_mask = same ? std::make_unique<BrushMask>(region->geometry)
                  : std::make_unique<BrushMask>(m_viewer.photographSize(m_eye));
    m_mask->stroke(at, at, m_brush_px, m_tool == Tool::brush ? 1 : 0);
    m_stroke = {at};
}

void RegionLayer::endStroke()
{
    const std::unique_ptr<BrushMask> mask = std::move(m_mask);
    m_stroke.clear();
    if (!m_painted.valid()) {
        if (!mask->empty())
            add(mask->geometry());
    } else if (mask->empty()) {
        apply(RemoveRegion{m_painted});
    } else {
        ChangeRegion change;
        change.region = m_painted;
        change.geometry = mask->geometry();
        apply(change);
    }
    m_viewer.update();
}

void RegionLayer::endMove()
{
    m_moving = false;
    const Region *region = chosenRegion();
    const QPointF by = m_pointer - m_start;
    const double onScreen = by.manhattanLength() * clickReach_px / std::max(reach_px(m_eye), 1e-9);
    if (region && onScreen >= click_px) {
        ChangeRegion change;
        change.region = region->id;
        change.geometry = movedBy(region->geometry, by, m_viewer.photographSize(m_eye));
        apply(change);
    }
    m_viewer.update();
}

// ---- Painting ----------------------------------------------------------------------------------

void RegionLayer::paint(QPainter &painter, Laterality eye)
{
    if (!m_shown)
        return;
    const PictureOnScreen screen{m_viewer.pictureRect(eye), QSizeF(m_viewer.photographSize(eye))};
    const auto here = std::count_if(m_regions.cbegin(), m_regions.cend(),
                                    [&](const Region &region) { return eyeOf(region) == eye; });
    for (const Region &region : std::as_const(m_regions)) {
        if (eyeOf(region) != eye)
            continue;
        const bool isChosen = region.id == m_chosen;
        const QColor colour = regionColour(region.className, region.colour);
        const bool brush = region.geometry.shape == RegionShape::brush;
        if (brush && !m_masks.contains(region.id.value))
            m_masks.insert(region.id.value, brushImage(region.geometry, colour));
        PictureOnScreen moved = screen;
        if (m_moving && isChosen) // As it will lie; the edges stop it when it is let go.
            moved.place.translate((m_pointer - m_start) * screen.scale());
        paintRegion(painter, moved, region.geometry, colour, isChosen ? RegionLook::chosen : RegionLook::plain,
                    isChosen || here <= mostNamed ? regionTitle(region.className) : QString(),
                    m_masks.value(region.id.value));
    }
    if (eye != m_eye)
        return;
    if (m_unfinished) {
        RegionGeometry shape = *m_unfinished;
        if (shape.shape == RegionShape::polygon)
            shape.points.append(m_pointer);
        paintRegion(painter, screen, shape, regionColour(m_className), RegionLook::unfinished, {}, {});
    }
    paintStroke(painter, eye);
}

void RegionLayer::paintStroke(QPainter &painter, Laterality eye) const
{
    if (m_tool != Tool::brush && m_tool != Tool::eraser)
        return;
    const PictureOnScreen screen{m_viewer.pictureRect(eye), QSizeF(m_viewer.photographSize(eye))};
    const double radius = std::max(1.0, m_brush_px * screen.scale());
    if (!m_stroke.isEmpty()) {
        QColor ink = m_tool == Tool::brush ? regionColour(m_className) : theme().color(Token::canvas);
        ink.setAlphaF(0.5F);
        painter.setPen(QPen(ink, 2 * radius, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        QPolygonF line;
        for (const QPointF &at : m_stroke)
            line.append(screen.toScreen(at));
        if (line.size() == 1)
            painter.drawPoint(line.first());
        else
            painter.drawPolyline(line);
    }
    painter.setPen(QPen(theme().color(Token::canvasText), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(screen.toScreen(m_pointer), radius, radius);
}

} // namespace retclip
