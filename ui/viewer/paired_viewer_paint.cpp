// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace retclip {

namespace {
constexpr qint64 adjustedInPlace_px = 1'500'000; // some 5 ms
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

QImage PairedViewer::adjustedLevel(Laterality eye, const QImage &level)
{
    if (isNone(m_adjustment))
        return level;
    QHash<qint64, QImage> &cache = m_adjustedLevels[eye];
    const auto found = cache.constFind(level.cacheKey());
    if (found != cache.constEnd())
        return *found;
    // Small pictures in place; large ones, and the tiles of local contrast, in the pool: what stood
    // there stays until they come.
    const bool quick = !m_adjustment.local_contrast && !m_adjustment.vessels
        && qint64(level.width()) * level.height() < adjustedInPlace_px;
    if (quick)
        return *cache.insert(level.cacheKey(), adjusted(level, m_adjustment));
    if (m_beingAdjusted[eye] != level.cacheKey()) {
        m_beingAdjusted[eye] = level.cacheKey();
        m_pictures.adjust(level, m_adjustment, this,
                          [this, eye, key = level.cacheKey(), of = m_adjustment](const QImage &shown) {
                              m_beingAdjusted[eye] = 0;
                              m_lastAdjusted[eye] = {key, shown};
                              if (of == m_adjustment)
                                  m_adjustedLevels[eye].insert(key, shown);
                              update();
                          });
    }
    const auto &[key, last] = m_lastAdjusted[eye];
    return key == level.cacheKey() ? last : level;
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
    painter.setClipRect(cell.adjusted(-viewerInset_px, 0, viewerInset_px, viewerInset_px));
    if (m_flickering) {
        paintCompared(painter, eye);
    } else if (!image) {
        const bool unknown = !m_exam->eyeUnknown.empty();
        paintNotice(painter, cell, tr("No photograph of this eye"),
                    unknown ? tr("There is one that does not say which eye it shows.") : QString());
    } else if (const auto error = m_pictures.failure(*image); error && !m_decoded[eye]) {
        paintNotice(painter, cell, tr("Cannot be shown"), translated(error->what_happened));
    } else {
        const QRectF place = placeOf(pictureSize(eye), cell, m_views[eye]);
        QImage drawn;
        if (m_decoded[eye])
            drawn = adjustedLevel(
                eye, windowedLevel(eye, m_decoded[eye]->levelFor(place.width() * devicePixelRatioF())));
        else if (!m_thumbnails[eye].isNull())
            drawn = adjustedLevel(eye, m_thumbnails[eye]);
        paintPicture(painter, eye, drawn, place, false);
        if (m_overlayShown && !m_bare && !m_overlays[eye].isNull()) {
            painter.setOpacity(0.55);
            painter.setRenderHint(QPainter::SmoothPixmapTransform, true);
            painter.drawImage(place, m_overlays[eye]);
            painter.setOpacity(1);
        }
        if (!m_bare && m_decoded[eye])
            m_marks.paint(painter, eye, screenMap(eye), m_tool == ViewerTool::measure, m_pointer);
        if (m_paintedOver && !m_bare && m_decoded[eye])
            m_paintedOver(painter, eye);
        paintWindowWords(painter, eye);
    }
    painter.restore();
}

void PairedViewer::paintPicture(QPainter &painter, Laterality eye, const QImage &drawn,
                                const QRectF &place, bool mirrored)
{
    if (drawn.isNull()) {
        // A grey shape of the final size.
        painter.setPen(Qt::NoPen);
        QColor grey = theme().color(Token::canvasQuiet);
        grey.setAlphaF(0.08F);
        painter.setBrush(grey);
        painter.drawEllipse(place);
        return;
    }
    // Only what shows is drawn; beyond 1:1 pixels stay pixels from four times on.
    const QRectF shown = place.intersected(
        cellOf(eye).adjusted(-viewerInset_px, 0, viewerInset_px, viewerInset_px));
    const double scale = drawn.width() / place.width();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale * 4 > 1 / devicePixelRatioF());
    if (mirrored) {
        painter.save();
        painter.translate(place.center().x() * 2, 0);
        painter.scale(-1, 1);
        painter.drawImage(place, drawn);
        painter.restore();
        return;
    }
    const QRectF source((shown.left() - place.left()) * scale, (shown.top() - place.top()) * scale,
                        shown.width() * scale, shown.height() * scale);
    painter.drawImage(shown, drawn, source);
}

/// A round glass at the pointer: three times as large as the view about it, but no less than a pixel
/// of the photograph on a pixel of the screen.
void PairedViewer::paintMagnifier(QPainter &painter)
{
    const auto eye = m_pointer ? eyeAt(*m_pointer) : std::nullopt;
    if (!eye || !m_decoded[*eye] || m_flickering)
        return;
    const double radius = theme().scaled(130);
    const ScreenMap map = screenMap(*eye);
    const double factor = std::max(3.0, 1 / (map.scale() * devicePixelRatioF()));
    const QRectF place(*m_pointer + (map.place.topLeft() - *m_pointer) * factor, map.place.size() * factor);
    painter.save();
    QPainterPath glass;
    glass.addEllipse(*m_pointer, radius, radius);
    painter.setClipPath(glass);
    painter.fillPath(glass, theme().color(Token::canvas));
    const QImage drawn = adjustedLevel(
        *eye, windowedLevel(*eye, m_decoded[*eye]->levelFor(place.width() * devicePixelRatioF())));
    paintPicture(painter, *eye, drawn, place, false);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().color(Token::canvas), 4));
    painter.drawEllipse(*m_pointer, radius, radius);
    painter.setPen(QPen(theme().color(Token::canvasText), 1.5));
    painter.drawEllipse(*m_pointer, radius, radius);
}

void PairedViewer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &t = theme();
    painter.fillRect(rect(), t.color(Token::canvas));
    painter.setRenderHint(QPainter::Antialiasing);
    for (Laterality eye : shownEyes())
        paintEye(painter, eye);
    if (m_magnifying)
        paintMagnifier(painter);
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

} // namespace retclip
