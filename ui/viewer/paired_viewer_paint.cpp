// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

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
    const bool quick = !m_adjustment.local_contrast
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
                eye, m_decoded[eye]->levelFor(place.width() * devicePixelRatioF()));
        else if (!m_thumbnails[eye].isNull())
            drawn = adjustedLevel(eye, m_thumbnails[eye]);
        paintPicture(painter, eye, drawn, place, false);
        if (m_overlayShown && !m_overlays[eye].isNull()) {
            painter.setOpacity(0.55);
            painter.setRenderHint(QPainter::SmoothPixmapTransform, true);
            painter.drawImage(place, m_overlays[eye]);
            painter.setOpacity(1);
        }
        paintMeasurements(painter, eye);
        if (m_paintedOver && m_decoded[eye])
            m_paintedOver(painter, eye);
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

std::optional<ImageRow> PairedViewer::comparedImage(Laterality eye) const
{
    if (m_compared)
        return m_compared->images[eye];
    return m_exam ? m_exam->images[other_eye(eye)] : std::nullopt;
}

QString PairedViewer::comparedName(Laterality eye) const
{
    if (!m_compared)
        return tr("compared: %1, mirrored").arg(eyeWords(other_eye(eye)));
    return tr("compared: exam of %1")
        .arg(m_compared->date.isValid() ? QLocale().toString(m_compared->date, QLocale::ShortFormat)
                                        : m_compared->code);
}

void PairedViewer::paintCompared(QPainter &painter, Laterality eye)
{
    const QRectF cell = cellOf(eye);
    const auto image = comparedImage(eye);
    if (!image) {
        paintNotice(painter, cell, tr("Nothing to compare with"), comparedName(eye));
        return;
    }
    QImage drawn;
    QSizeF size(image->width, image->height);
    if (const auto photograph = m_pictures.photograph(*image)) {
        size = photograph->size();
        const QRectF place = placeOf(size, cell, m_views[eye]);
        drawn = adjustedLevel(eye, photograph->levelFor(place.width() * devicePixelRatioF()));
    } else if (m_pictures.hasThumbnail(*image)) {
        drawn = m_pictures.thumbnail(*image);
        size = size.isEmpty() ? QSizeF(drawn.size()) : size;
    }
    if (size.isEmpty())
        size = pictureSize(eye);
    paintPicture(painter, eye, drawn, placeOf(size, cell, m_views[eye]), !m_compared);
    const QRectF pill(cell.left() + space::s, cell.bottom() - 30, cell.width() - 2 * space::s, 24);
    painter.setFont(theme().font(TypeRole::label));
    painter.setPen(theme().color(Token::canvasText));
    painter.drawText(pill, Qt::AlignCenter, comparedName(eye));
}

void PairedViewer::paintLine(QPainter &painter, Laterality eye, const QLineF &line, bool disc)
{
    const QSizeF size = pictureSize(eye);
    const QRectF place = placeOf(size, cellOf(eye), m_views[eye]);
    const auto onScreen = [&](const QPointF &at) {
        return QPointF(place.left() + at.x() / size.width() * place.width(),
                       place.top() + at.y() / size.height() * place.height());
    };
    const QLineF drawn(onScreen(line.p1()), onScreen(line.p2()));
    const QColor ink = theme().color(disc ? Token::canvasText : Token::canvasFocusRing);
    painter.setPen(QPen(theme().color(Token::canvas), 4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(drawn);
    painter.setPen(QPen(ink, 2, disc ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(drawn);
    const QString text = disc ? tr("1 DD, disc") + QStringLiteral(" · ")
            + QLocale().toString(qint64(std::lround(line.length()))) + tr(" px")
                              : m_measurements.text(eye, line);
    painter.setFont(theme().font(TypeRole::label));
    QRectF box = painter.fontMetrics().boundingRect(text);
    box.setSize(box.size() + QSizeF(12, 6));
    box.moveCenter(drawn.p2() + QPointF(0, -18));
    const QRectF cell = cellOf(eye);
    box.moveLeft(std::clamp(box.left(), cell.left(), std::max(cell.left(), cell.right() - box.width())));
    box.moveTop(std::clamp(box.top(), cell.top(), cell.bottom() - box.height()));
    QColor ground = theme().color(Token::canvas);
    ground.setAlphaF(0.8F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, text);
}

void PairedViewer::paintMeasurements(QPainter &painter, Laterality eye)
{
    if (m_tool != ViewerTool::measure || !m_decoded[eye])
        return;
    if (const QLineF disc = m_measurements.disc(eye); !disc.isNull())
        paintLine(painter, eye, disc, true);
    for (const QLineF &line : m_measurements.lines(eye))
        paintLine(painter, eye, line, false);
    if (m_drawn && m_dragged == eye)
        paintLine(painter, eye, *m_drawn, m_drawsDisc);
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

} // namespace retclip
