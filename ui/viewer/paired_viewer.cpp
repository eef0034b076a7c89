// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/paired_viewer.h"

#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/viewer/pictures.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace retclip {

namespace {
constexpr int gap_px = 2;
constexpr int inset_px = 8;
constexpr double keyZoom = 1.25;
constexpr double keyPan_px = 60;
} // namespace

QString eyeWords(Laterality eye)
{
    return eye == Laterality::right
        ? QCoreApplication::translate("retclip::PairedViewer", "right eye")
        : QCoreApplication::translate("retclip::PairedViewer", "left eye");
}

void paintEyeName(QPainter &painter, const QRectF &place, Laterality eye, bool onCanvas)
{
    const Theme &t = theme();
    const Token token = eye == Laterality::right ? Token::eyeOd : Token::eyeOs;
    // The canvas is dark in both themes, so the dark theme's colours stand on it.
    const QColor colour = Theme::tokenColor(token, onCanvas ? ThemeMode::dark : t.mode());
    painter.save();
    painter.setFont(t.font(TypeRole::label));
    painter.setPen(colour);
    const QString code = QString::fromLatin1(abbreviation(eye));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, code);
    const double width = painter.fontMetrics().horizontalAdvance(code) + space::s;
    painter.setFont(t.font(TypeRole::body));
    painter.setPen(onCanvas ? t.color(Token::canvasQuiet) : t.color(Token::textSecondary));
    painter.drawText(place.adjusted(width, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     eyeWords(eye));
    painter.restore();
}

PairedViewer::PairedViewer(Pictures &pictures, QWidget *parent)
    : QWidget(parent), m_pictures(pictures)
{
    setObjectName(QStringLiteral("pairedViewer"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setAccessibleName(tr("Photographs of both eyes"));
    connect(&m_pictures, &Pictures::photographReady, this, [this](const QString &path) {
        if (!m_exam)
            return;
        for (Laterality eye : both_eyes) {
            const auto &image = m_exam->images[eye];
            if (image && image->path == path) {
                m_decoded[eye] = m_pictures.photograph(*image);
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
}

void PairedViewer::showExam(const ExamRow &exam)
{
    m_exam = exam;
    m_reported = false;
    for (Laterality eye : both_eyes) {
        const auto &image = exam.images[eye];
        m_decoded[eye] = image ? m_pictures.photograph(*image) : nullptr;
        m_thumbnails[eye] = image && !m_decoded[eye] && m_pictures.hasThumbnail(*image)
            ? m_pictures.thumbnail(*image)
            : QImage();
        m_overlays[eye] = {};
        m_adjustedLevels[eye].clear();
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
        m_views[other_eye(eye)] = fellowView(view, m_mirroring);
    update();
    emit stateChanged();
}

void PairedViewer::setAdjustment(const Adjustment &adjustment)
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

void PairedViewer::bindKeys(KeyFilter &keys)
{
    const auto pan = [this](double x, double y) {
        const std::vector<Laterality> eyes = shownEyes();
        if (eyes.empty())
            return;
        const Laterality eye = eyes.front();
        setView(eye, pannedBy(m_views[eye], pictureSize(eye), cellOf(eye), {x, y}));
    };
    using Repeat = KeyFilter::Repeat;
    keys.bind(Qt::Key_F, [this] { fit(); });
    keys.bind(Qt::Key_Z, [this] { actualSize(); });
    keys.bind(Qt::Key_S, [this] { setSynchronised(!m_synchronised); });
    keys.bind(Qt::Key_M, [this] { setMirrored(m_mirroring == Mirroring::off); });
    keys.bind(Qt::Key_E, [this] { toggleSingleEye(); });
    keys.bind(Qt::Key_G, [this] { setRedFree(!m_adjustment.redFree); });
    keys.bind(Qt::Key_H, [this] { setClahe(!m_adjustment.clahe); });
    keys.bind(Qt::Key_I, [this] { setInverted(!m_adjustment.inverted); });
    keys.bind(Qt::Key_B, [this] {
        // The second B puts everything back.
        if (m_adjusting)
            resetAdjustment();
        setAdjusting(!m_adjusting);
    });
    keys.bind(Qt::Key_O, [this] { setOverlayShown(!m_overlayShown); });
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
        m_views[Laterality::left] = fellowView(m_views[Laterality::right], m_mirroring);
    update();
    emit stateChanged();
}

void PairedViewer::setMirrored(bool on)
{
    m_mirroring = on ? Mirroring::on : Mirroring::off;
    if (m_synchronised)
        m_views[Laterality::left] = fellowView(m_views[Laterality::right], m_mirroring);
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
    Adjustment next = m_adjustment;
    next.redFree = on;
    setAdjustment(next);
}

void PairedViewer::setClahe(bool on)
{
    Adjustment next = m_adjustment;
    next.clahe = on;
    setAdjustment(next);
}

void PairedViewer::setInverted(bool on)
{
    Adjustment next = m_adjustment;
    next.inverted = on;
    setAdjustment(next);
}

void PairedViewer::setAdjusting(bool on)
{
    m_adjusting = on;
    setCursor(on ? Qt::SizeAllCursor : Qt::ArrowCursor);
    emit stateChanged();
}

void PairedViewer::resetAdjustment()
{
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
        return all.adjusted(inset_px, 0, -inset_px, -inset_px);
    const double half = (all.width() - gap_px) / 2;
    // The right eye on the viewer's left: as a clinician faces the patient.
    QRectF cell = all;
    cell.setWidth(half);
    if (eye == Laterality::left)
        cell.moveLeft(all.left() + half + gap_px);
    return cell.adjusted(inset_px, 0, -inset_px, -inset_px);
}

std::optional<Laterality> PairedViewer::eyeAt(const QPointF &position) const
{
    if (!QRectF(rect()).contains(position))
        return {};
    for (Laterality eye : shownEyes()) {
        if (cellOf(eye).adjusted(-inset_px, -theme().scaled(space::bar), inset_px, inset_px)
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

QImage PairedViewer::adjustedLevel(Laterality eye, const QImage &level)
{
    if (m_adjustment.isNone())
        return level;
    QHash<qint64, QImage> &cache = m_adjustedLevels[eye];
    const auto found = cache.constFind(level.cacheKey());
    if (found != cache.constEnd())
        return *found;
    return *cache.insert(level.cacheKey(), adjusted(level, m_adjustment));
}

void PairedViewer::paintNotice(QPainter &painter, const QRectF &cell, const QString &title,
                               const QString &detail)
{
    const Theme &t = theme();
    const double side = std::min(cell.width(), cell.height()) * 0.86;
    const QRectF round(cell.center() - QPointF(side / 2, side / 2), QSizeF(side, side));
    painter.save();
    QPen outline(t.color(Token::canvasQuiet), 1, Qt::DashLine);
    outline.setCosmetic(true);
    QColor quiet = t.color(Token::canvasQuiet);
    quiet.setAlphaF(0.45F);
    outline.setColor(quiet);
    painter.setPen(outline);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(round);
    painter.setPen(t.color(Token::canvasText));
    painter.setFont(t.font(TypeRole::label));
    const QRectF text = round.adjusted(side * 0.12, 0, -side * 0.12, 0);
    painter.drawText(QRectF(text.left(), text.center().y() - 28, text.width(), 24),
                     Qt::AlignCenter, title);
    painter.setPen(t.color(Token::canvasQuiet));
    painter.setFont(t.font(TypeRole::body));
    painter.drawText(QRectF(text.left(), text.center().y(), text.width(), side * 0.35),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, detail);
    painter.restore();
}

void PairedViewer::paintEye(QPainter &painter, Laterality eye)
{
    const QRectF cell = cellOf(eye);
    const int head = theme().scaled(space::bar);
    paintEyeName(painter, QRectF(cell.left() + space::xs, 0, cell.width() - space::xs, head), eye,
                 true);
    if (!m_exam)
        return;
    const auto &image = m_exam->images[eye];
    painter.save();
    painter.setClipRect(cell.adjusted(-inset_px, 0, inset_px, inset_px));
    if (!image) {
        const bool unknown = !m_exam->eyeUnknown.empty();
        paintNotice(painter, cell, tr("No photograph of this eye"),
                    unknown ? tr("There is one that does not say which eye it shows.") : QString());
        painter.restore();
        return;
    }
    if (const auto error = m_pictures.failure(*image); error && !m_decoded[eye]) {
        paintNotice(painter, cell, tr("Cannot be shown"), translated(error->what_happened));
        painter.restore();
        return;
    }
    const QRectF place = placeOf(pictureSize(eye), cell, m_views[eye]);
    const double ratio = devicePixelRatioF();
    QImage drawn;
    if (m_decoded[eye])
        drawn = adjustedLevel(eye, m_decoded[eye]->levelFor(place.width() * ratio));
    else if (!m_thumbnails[eye].isNull())
        drawn = adjusted(m_thumbnails[eye], m_adjustment);
    if (drawn.isNull()) {
        // A grey shape of the final size.
        painter.setPen(Qt::NoPen);
        QColor grey = theme().color(Token::canvasQuiet);
        grey.setAlphaF(0.08F);
        painter.setBrush(grey);
        painter.drawEllipse(place);
    } else {
        // Only what shows is drawn; beyond 1:1 pixels stay pixels from four times on.
        const QRectF shown = place.intersected(cell.adjusted(-inset_px, 0, inset_px, inset_px));
        const double scale = drawn.width() / place.width();
        const QRectF source((shown.left() - place.left()) * scale,
                            (shown.top() - place.top()) * scale, shown.width() * scale,
                            shown.height() * scale);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, scale * 4 > 1 / ratio);
        painter.drawImage(shown, drawn, source);
        if (m_overlayShown && !m_overlays[eye].isNull()) {
            painter.setOpacity(0.55);
            painter.setRenderHint(QPainter::SmoothPixmapTransform, true);
            painter.drawImage(place, m_overlays[eye]);
            painter.setOpacity(1);
        }
    }
    painter.restore();
}

void PairedViewer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &t = theme();
    painter.fillRect(rect(), t.color(Token::canvas));
    painter.setRenderHint(QPainter::Antialiasing);
    for (Laterality eye : shownEyes())
        paintEye(painter, eye);
    if (!m_singleEye) {
        QColor line = t.color(Token::canvasQuiet);
        line.setAlphaF(0.25F);
        painter.fillRect(QRectF(width() / 2.0 - 0.5, space::s, 1, height() - 2 * space::s), line);
    }
    if (hasFocus()) {
        painter.setPen(QPen(t.color(Token::canvasFocusRing), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
    if (m_exam && !m_reported && isComplete()) {
        m_reported = true;
        emit pairPainted(m_exam->id.value);
    }
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
    if (m_dragged) {
        emit eyeClicked(*m_dragged);
        if (!m_adjusting)
            setCursor(Qt::ClosedHandCursor);
    }
}

void PairedViewer::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragged || !(event->buttons() & Qt::LeftButton))
        return;
    const QPointF moved = event->position() - m_lastPosition;
    m_lastPosition = event->position();
    if (m_adjusting) {
        Adjustment next = m_adjustment;
        if (event->modifiers() & Qt::ShiftModifier) {
            next.gamma = std::clamp(next.gamma * std::pow(1.006, -moved.y()), 0.2, 5.0);
        } else {
            next.brightness = std::clamp(next.brightness - moved.y() / 400.0, -1.0, 1.0);
            next.contrast = std::clamp(next.contrast * std::pow(1.006, moved.x()), 0.2, 5.0);
        }
        setAdjustment(next);
        return;
    }
    setView(*m_dragged,
            pannedBy(m_views[*m_dragged], pictureSize(*m_dragged), cellOf(*m_dragged), moved));
}

void PairedViewer::mouseReleaseEvent(QMouseEvent *)
{
    m_dragged.reset();
    setCursor(m_adjusting ? Qt::SizeAllCursor : Qt::ArrowCursor);
}

void PairedViewer::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_singleEye)
        setSingleEye({});
    else
        setSingleEye(eyeAt(event->position()));
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
    update();
}

} // namespace retclip
