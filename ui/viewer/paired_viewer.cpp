// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/paired_viewer.h"

#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/viewer/measure_bar.h"
#include "ui/viewer/pictures.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {
constexpr int gap_px = 2;
constexpr int doublePress_ms = 500;
constexpr int held_ms = 350; ///< A key down for longer is held, not pressed.
constexpr double keyZoom = 1.25;
constexpr double keyPan_px = 60;
} // namespace

PairedViewer::PairedViewer(Pictures &pictures, QWidget *parent)
    : QWidget(parent), m_pictures(pictures)
{
    setObjectName(QStringLiteral("pairedViewer"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setMouseTracking(true);
    setAccessibleName(tr("Photographs of both eyes"));
    connect(&m_pictures, &Pictures::photographReady, this, [this](const QString &path) {
        if (!m_exam)
            return;
        if (m_flickering)
            update();
        for (Laterality eye : both_eyes) {
            const auto &image = m_exam->images[eye];
            if (image && image->path == path) {
                m_decoded[eye] = m_pictures.photograph(*image);
                m_windowed[eye].clear();
                update();
                emit stateChanged();
            }
        }
    });
    connect(&m_pictures, &Pictures::thumbnailReady, this, [this](const QString &path) {
        if (!m_exam)
            return;
        for (Laterality eye : both_eyes) {
            const auto &image = m_exam->images[eye];
            if (image && image->path == path && !m_decoded[eye]) {
                m_thumbnails[eye] = m_pictures.thumbnail(*image);
                update();
            }
        }
    });
    connect(&m_pictures, &Pictures::failed, this, qOverload<>(&QWidget::update));
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
    new MeasureBar(*this);
}

void PairedViewer::showExam(const ExamRow &exam)
{
    const bool same = m_exam && m_exam->id == exam.id
        && std::all_of(both_eyes.begin(), both_eyes.end(), [&](Laterality eye) {
               const auto path = [&](const ExamRow &row) { return row.images[eye] ? row.images[eye]->path : QString(); };
               return path(*m_exam) == path(exam);
           });
    m_exam = exam;
    if (same) { // Its labels or regions changed: what is on screen stays, adjusted as it is.
        update();
        emit stateChanged();
        return;
    }
    m_reported = false;
    m_compared.reset();
    m_alignments = {};
    m_marks.begin();
    for (Laterality eye : both_eyes) {
        const auto &image = exam.images[eye];
        m_decoded[eye] = image ? m_pictures.photograph(*image) : nullptr;
        m_thumbnails[eye] = image && !m_decoded[eye] && m_pictures.hasThumbnail(*image)
            ? m_pictures.thumbnail(*image)
            : QImage();
        m_overlays[eye] = {};
        m_adjustedLevels[eye].clear();
        m_windowed[eye].clear();
        m_beingAdjusted[eye] = 0;
        m_lastAdjusted[eye] = {};
    }
    setAccessibleDescription(tr("Exam %1").arg(exam.code));
    update();
    emit stateChanged();
}

void PairedViewer::clearExam()
{
    m_exam.reset();
    for (Laterality eye : both_eyes) {
        m_decoded[eye].reset();
        m_thumbnails[eye] = {};
        m_overlays[eye] = {};
    }
    forgetAdjusted();
    update();
    emit stateChanged();
}

void PairedViewer::prefetch(const std::vector<ExamRow> &exams)
{
    for (const ExamRow &exam : exams) {
        for (Laterality eye : both_eyes) {
            if (exam.images[eye])
                m_pictures.prefetch(*exam.images[eye]);
        }
    }
}

void PairedViewer::setOverlay(Laterality eye, const QImage &overlay)
{
    m_overlays[eye] = overlay;
    update();
    emit stateChanged();
}

void PairedViewer::setOverlayShown(bool shown)
{
    if (m_overlayShown == shown)
        return;
    m_overlayShown = shown;
    update();
    emit stateChanged();
}

void PairedViewer::setView(Laterality eye, const EyeView &view)
{
    m_views[eye] = view;
    if (m_synchronised)
        m_views[other_eye(eye)] = followed(eye);
    update();
    emit stateChanged();
}

/// Foveas lie upon each other where both are marked, else discs, else the middles of the pictures.
PerEye<QPointF> PairedViewer::anchors() const
{
    PerEye<QPointF> at;
    const FundusMarks &right = measurements().marked(Laterality::right), &left = measurements().marked(Laterality::left);
    const bool foveas = right.fovea && left.fovea, discs = right.disc && left.disc;
    if (!foveas && !discs)
        return at;
    for (Laterality eye : both_eyes) {
        const FundusMarks &marks = measurements().marked(eye);
        const MarkPoint point = foveas ? *marks.fovea : MarkPoint{marks.disc->x, marks.disc->y};
        const QSizeF size = pictureSize(eye);
        at[eye] = QPointF(point.x - size.width() / 2, point.y - size.height() / 2) / size.width();
    }
    return at;
}

EyeView PairedViewer::followed(Laterality moved) const
{
    const PerEye<QPointF> at = anchors();
    return fellowView(m_views[moved], m_mirroring, at[moved], at[other_eye(moved)]);
}

void PairedViewer::setAdjustment(const DisplayAdjustment &adjustment)
{
    if (m_adjustment == adjustment)
        return;
    m_adjustment = adjustment;
    forgetAdjusted();
    update();
    emit stateChanged();
}

int PairedViewer::zoomPercent() const
{
    for (Laterality eye : shownEyes()) {
        const QSizeF size = pictureSize(eye);
        if (m_decoded[eye] && !size.isEmpty()) {
            const double scale = fitScale(size, cellOf(eye).size()) * m_views[eye].zoom;
            return int(std::lround(scale * devicePixelRatioF() * 100));
        }
    }
    return 0;
}

bool PairedViewer::isComplete() const
{
    if (!m_exam)
        return false;
    for (Laterality eye : shownEyes()) {
        const auto &image = m_exam->images[eye];
        if (image && !m_decoded[eye] && !m_pictures.failure(*image))
            return false;
    }
    return true;
}

void PairedViewer::bindKeys(KeyFilter &keys, Flicker flicker)
{
    const auto pan = [this](double x, double y) {
        const std::vector<Laterality> eyes = shownEyes();
        if (eyes.empty())
            return;
        const Laterality eye = eyes.front();
        setView(eye, pannedBy(m_views[eye], pictureSize(eye), cellOf(eye), {x, y}));
    };
    using Repeat = KeyFilter::Repeat;
    keys.bind({"viewer.fit", Qt::Key_F}, [this] { fit(); });
    keys.bind({"viewer.actual", Qt::Key_Z}, [this] { actualSize(); });
    keys.bind({"viewer.pan", Qt::Key_V}, [this] { choosePan(); });
    keys.bind({"viewer.sync", Qt::Key_S}, [this] { setSynchronised(!m_synchronised); });
    keys.bind({"viewer.mirror", Qt::Key_M}, [this] { setMirrored(m_mirroring == Mirroring::off); });
    keys.bind({"viewer.single", Qt::Key_E}, [this] { toggleSingleEye(); });
    keys.bind({"viewer.red_free", Qt::Key_G}, [this] { setRedFree(!m_adjustment.red_free); });
    keys.bind({"viewer.clahe", Qt::Key_H}, [this] { setClahe(!m_adjustment.local_contrast); });
    keys.bind({"viewer.invert", Qt::Key_I}, [this] { setInverted(!m_adjustment.inverted); });
    keys.bind({"viewer.adjust", Qt::Key_B}, [this] {
        // The second B puts everything back.
        if (adjusting())
            resetAdjustment();
        setAdjusting(!adjusting());
    });
    keys.bind({"viewer.window", Qt::Key_B, Qt::ShiftModifier}, [this] {
        if (m_tool == ViewerTool::window)
            setDisplayWindow({});
        setWindowing(m_tool != ViewerTool::window);
    });
    constexpr double step = 0.03;
    keys.bind(Qt::Key_Up, Qt::ControlModifier, [this] { changeWindow(step, 0); }, Repeat::yes);
    keys.bind(Qt::Key_Down, Qt::ControlModifier, [this] { changeWindow(-step, 0); }, Repeat::yes);
    keys.bind(Qt::Key_Right, Qt::ControlModifier, [this] { changeWindow(0, step); }, Repeat::yes);
    keys.bind(Qt::Key_Left, Qt::ControlModifier, [this] { changeWindow(0, -step); }, Repeat::yes);
    keys.bind({"viewer.measure", Qt::Key_D}, [this] { setMeasuring(m_tool != ViewerTool::measure); });
    keys.bind({"viewer.grid", Qt::Key_G, Qt::ShiftModifier}, [this] { showNextGrid(); });
    keys.bind({"viewer.vessels", Qt::Key_H, Qt::ShiftModifier}, [this] { setVessels(!m_adjustment.vessels); });
    keys.bind({"viewer.magnifier", Qt::Key_Z, Qt::ShiftModifier}, [this] { setMagnifying(!m_magnifying); });
    keys.bindHold({"viewer.bare", Qt::Key_O, Qt::ShiftModifier}, [this] { setBare(true); }, [this] { setBare(false); });
    // Pressed it turns the overlay on or off; held, only until it is let go.
    keys.bindHold(
        {"viewer.overlay", Qt::Key_O},
        [this] {
            m_overlayPressed.start();
            setOverlayShown(!m_overlayShown);
        },
        [this] {
            if (m_overlayPressed.isValid() && m_overlayPressed.elapsed() >= held_ms)
                setOverlayShown(!m_overlayShown);
            m_overlayPressed.invalidate();
        });
    if (flicker == Flicker::here)
        keys.bindHold({"viewer.flicker", Qt::Key_A}, [this] { setFlickering(true); },
                      [this] { setFlickering(false); });
    keys.bind(Qt::Key_Delete, [this] {
        if (m_tool == ViewerTool::measure)
            deleteMark();
    });
    keys.bind(Qt::Key_Plus, [this] { zoomBy(keyZoom); }, Repeat::yes);
    keys.bind(Qt::Key_Equal, [this] { zoomBy(keyZoom); }, Repeat::yes);
    keys.bind(Qt::Key_Minus, [this] { zoomBy(1 / keyZoom); }, Repeat::yes);
    keys.bind(Qt::Key_Left, Qt::ShiftModifier, [pan] { pan(keyPan_px, 0); }, Repeat::yes);
    keys.bind(Qt::Key_Right, Qt::ShiftModifier, [pan] { pan(-keyPan_px, 0); }, Repeat::yes);
    keys.bind(Qt::Key_Up, Qt::ShiftModifier, [pan] { pan(0, keyPan_px); }, Repeat::yes);
    keys.bind(Qt::Key_Down, Qt::ShiftModifier, [pan] { pan(0, -keyPan_px); }, Repeat::yes);
}

void PairedViewer::setSynchronised(bool on)
{
    m_synchronised = on;
    if (on)
        m_views[Laterality::left] = followed(Laterality::right);
    update();
    emit stateChanged();
}

void PairedViewer::setMirrored(bool on)
{
    m_mirroring = on ? Mirroring::on : Mirroring::off;
    if (m_synchronised)
        m_views[Laterality::left] = followed(Laterality::right);
    update();
    emit stateChanged();
}

void PairedViewer::fit()
{
    m_views = {};
    update();
    emit stateChanged();
}

void PairedViewer::actualSize()
{
    for (Laterality eye : both_eyes) {
        const QSizeF size = pictureSize(eye);
        if (!size.isEmpty())
            m_views[eye].zoom = 1 / (fitScale(size, cellOf(eye).size()) * devicePixelRatioF());
    }
    update();
    emit stateChanged();
}

void PairedViewer::setRedFree(bool on)
{
    DisplayAdjustment next = m_adjustment;
    next.red_free = on;
    setAdjustment(next);
}

void PairedViewer::setClahe(bool on)
{
    DisplayAdjustment next = m_adjustment;
    next.local_contrast = on;
    setAdjustment(next);
}

void PairedViewer::setVessels(bool on)
{
    DisplayAdjustment next = m_adjustment;
    next.vessels = on;
    setAdjustment(next);
}

void PairedViewer::setInverted(bool on)
{
    DisplayAdjustment next = m_adjustment;
    next.inverted = on;
    setAdjustment(next);
}

void PairedViewer::setTool(ViewerTool tool)
{
    if (m_tool == tool)
        return;
    m_tool = tool;
    m_marks.cancel();
    m_panHeld = false;
    showCursor();
    update();
    emit stateChanged();
}

void PairedViewer::showCursor()
{
    setCursor(m_panHeld                       ? Qt::OpenHandCursor
                  : m_tool == ViewerTool::adjust || m_tool == ViewerTool::window ? Qt::SizeAllCursor
                  : m_tool == ViewerTool::measure || m_tool == ViewerTool::draw ? Qt::CrossCursor
                                                  : Qt::ArrowCursor);
}

void PairedViewer::setAdjusting(bool on)
{
    setTool(on ? ViewerTool::adjust : ViewerTool::pan);
}

void PairedViewer::setMeasuring(bool on)
{
    setTool(on ? ViewerTool::measure : ViewerTool::pan);
}

void PairedViewer::setDrawing(bool on)
{
    setTool(on ? ViewerTool::draw : ViewerTool::pan);
}

QRectF PairedViewer::pictureRect(Laterality eye) const
{
    return placeOf(pictureSize(eye), cellOf(eye), m_views[eye]);
}

QSize PairedViewer::photographSize(Laterality eye) const
{
    return m_decoded[eye] ? m_decoded[eye]->size() : QSize();
}

void PairedViewer::choosePan()
{
    if (m_panChosen.isValid() && m_panChosen.elapsed() < doublePress_ms) {
        m_panChosen.invalidate();
        fit();
    } else {
        m_panChosen.start();
    }
    setTool(ViewerTool::pan);
}

void PairedViewer::setPanHeld(bool on)
{
    m_panHeld = on;
    showCursor();
}

void PairedViewer::setFlickering(bool on)
{
    if (m_flickering == on)
        return;
    m_flickering = on;
    update();
    emit stateChanged();
}

void PairedViewer::setCompared(const std::optional<ExamRow> &exam)
{
    m_compared = exam;
    m_alignments = {};
    if (exam)
        prefetch({*exam});
    update();
}

void PairedViewer::setAlignment(Laterality eye, const std::optional<Registration> &alignment)
{
    m_alignments[eye] = alignment;
    update();
}

QPointF PairedViewer::toPicture(Laterality eye, const QPointF &position) const
{
    const QSizeF size = pictureSize(eye);
    const QRectF place = placeOf(size, cellOf(eye), m_views[eye]);
    return {(position.x() - place.left()) / place.width() * size.width(),
            (position.y() - place.top()) / place.height() * size.height()};
}

ScreenMap PairedViewer::screenMap(Laterality eye) const
{
    const QSizeF size = pictureSize(eye);
    return {size, placeOf(size, cellOf(eye), m_views[eye]), cellOf(eye)};
}

void PairedViewer::resetAdjustment()
{
    setDisplayWindow({});
    setAdjustment({});
}

void PairedViewer::toggleSingleEye()
{
    if (m_singleEye) {
        setSingleEye({});
        return;
    }
    const auto under = eyeAt(mapFromGlobal(QCursor::pos()));
    if (under && m_exam && m_exam->images[*under]) {
        setSingleEye(under);
        return;
    }
    const bool hasRight = m_exam && m_exam->images.right;
    setSingleEye(hasRight || !m_exam ? Laterality::right : Laterality::left);
}

void PairedViewer::setSingleEye(std::optional<Laterality> eye)
{
    if (m_singleEye == eye)
        return;
    m_singleEye = eye;
    update();
    emit stateChanged();
    emit viewedEyeChanged(eye);
}

void PairedViewer::zoomBy(double factor)
{
    const QPointF pointer = mapFromGlobal(QCursor::pos());
    const auto under = eyeAt(pointer);
    const std::vector<Laterality> eyes = shownEyes();
    const Laterality eye = under ? *under : eyes.front();
    const QPointF at = under ? pointer : cellOf(eye).center();
    setView(eye, zoomedAt(m_views[eye], pictureSize(eye), cellOf(eye), at, factor));
    if (!m_synchronised && !under && eyes.size() > 1) {
        const Laterality fellow = eyes.back();
        setView(fellow, zoomedAt(m_views[fellow], pictureSize(fellow), cellOf(fellow),
                                 cellOf(fellow).center(), factor));
    }
}

std::vector<Laterality> PairedViewer::shownEyes() const
{
    if (m_singleEye)
        return {*m_singleEye};
    return {both_eyes.begin(), both_eyes.end()};
}

QRectF PairedViewer::cellOf(Laterality eye) const
{
    const int head = theme().scaled(space::bar);
    const QRectF all = QRectF(rect()).adjusted(0, head, 0, 0);
    if (m_singleEye)
        return all.adjusted(viewerInset_px, 0, -viewerInset_px, -viewerInset_px);
    const double half = (all.width() - gap_px) / 2;
    // The right eye on the viewer's left: as a clinician faces the patient.
    QRectF cell = all;
    cell.setWidth(half);
    if (eye == Laterality::left)
        cell.moveLeft(all.left() + half + gap_px);
    return cell.adjusted(viewerInset_px, 0, -viewerInset_px, -viewerInset_px);
}

std::optional<Laterality> PairedViewer::eyeAt(const QPointF &position) const
{
    if (!QRectF(rect()).contains(position))
        return {};
    for (Laterality eye : shownEyes()) {
        if (cellOf(eye).adjusted(-viewerInset_px, -theme().scaled(space::bar), viewerInset_px, viewerInset_px)
                .contains(position))
            return eye;
    }
    return {};
}

QSizeF PairedViewer::pictureSize(Laterality eye) const
{
    if (m_decoded[eye])
        return m_decoded[eye]->size();
    if (!m_thumbnails[eye].isNull())
        return m_thumbnails[eye].size();
    // Room is kept before the picture arrives.
    if (m_exam && m_exam->images[eye] && m_exam->images[eye]->width > 0)
        return {double(m_exam->images[eye]->width), double(m_exam->images[eye]->height)};
    return {1000, 1000};
}

void PairedViewer::forgetAdjusted()
{
    for (Laterality eye : both_eyes)
        m_adjustedLevels[eye].clear();
}

void PairedViewer::wheelEvent(QWheelEvent *event)
{
    const auto eye = eyeAt(event->position());
    if (!eye)
        return;
    const double factor = std::pow(1.0015, event->angleDelta().y());
    setView(*eye, zoomedAt(m_views[*eye], pictureSize(*eye), cellOf(*eye), event->position(),
                           factor));
    event->accept();
}

void PairedViewer::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton)
        return;
    m_dragged = eyeAt(event->position());
    m_lastPosition = event->position();
    if (!m_dragged)
        return;
    emit eyeClicked(*m_dragged);
    if (pans()) {
        setCursor(Qt::ClosedHandCursor);
    } else if (m_tool == ViewerTool::measure && m_decoded[*m_dragged]) {
        // Lengths are of the photograph as stored: a thumbnail has none.
        m_marks.press(*m_dragged, screenMap(*m_dragged), event->position(), event->modifiers());
        update();
    }
}

void PairedViewer::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    if (m_magnifying || grid() != GridKind::none || m_tool == ViewerTool::window)
        update();
    if (!m_dragged || !(event->buttons() & Qt::LeftButton))
        return;
    const QPointF moved = event->position() - m_lastPosition;
    m_lastPosition = event->position();
    if (pans()) {
        setView(*m_dragged,
                pannedBy(m_views[*m_dragged], pictureSize(*m_dragged), cellOf(*m_dragged), moved));
    } else if (m_tool == ViewerTool::adjust) {
        DisplayAdjustment next = m_adjustment;
        if (event->modifiers() & Qt::ShiftModifier) {
            next.gamma = std::clamp(next.gamma * std::pow(1.006, -moved.y()), 0.2, 5.0);
        } else {
            next.brightness = std::clamp(next.brightness - moved.y() / 400.0, -1.0, 1.0);
            next.contrast = std::clamp(next.contrast + moved.x() / 400.0, -1.0, 1.0);
        }
        setAdjustment(next);
    } else if (m_tool == ViewerTool::window) {
        dragWindow(moved);
    } else if (m_marks.dragging()) {
        m_marks.move(screenMap(*m_dragged), event->position());
        update();
    }
}

void PairedViewer::mouseReleaseEvent(QMouseEvent *)
{
    if (m_marks.dragging() && m_dragged) {
        if (m_marks.release())
            emit marksDrawn(*m_dragged);
        emit stateChanged();
    }
    m_dragged.reset();
    showCursor();
    update();
}

void PairedViewer::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!pans())
        return;
    if (m_singleEye)
        setSingleEye({});
    else
        setSingleEye(eyeAt(event->position()));
}

void PairedViewer::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_pointer.reset();
    update();
}

void PairedViewer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Photographs of both eyes"));
        update();
    }
}

void PairedViewer::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void PairedViewer::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    // The release of a held key goes elsewhere now.
    setFlickering(false);
    setPanHeld(false);
    setBare(false);
    update();
}

} // namespace retclip
