// SPDX-License-Identifier: GPL-3.0-or-later
// The photograph that a PairedViewer shows while the flicker key is held.
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QLocale>
#include <QPainter>
#include <QTransform>

namespace retclip {

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
    QString name = tr("compared: exam of %1")
        .arg(m_compared->date.isValid() ? QLocale().toString(m_compared->date, QLocale::ShortFormat)
                                        : m_compared->code);
    if (!m_alignments[eye])
        return name + QStringLiteral(" · ") + tr("being aligned");
    return name + QStringLiteral(" · ")
        + (m_alignments[eye]->aligned
               ? tr("aligned by vessels, agreement %1").arg(QLocale().toString(m_alignments[eye]->agreement, 'f', 2))
               : tr("not aligned: the fields lie upon each other"));
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
    if (m_compared && m_alignments[eye] && m_decoded[eye] && !drawn.isNull())
        paintLaidUpon(painter, eye, drawn, size);
    else
        paintPicture(painter, eye, drawn, placeOf(size, cell, m_views[eye]), !m_compared);
    const QRectF pill(cell.left() + space::s, cell.bottom() - 30, cell.width() - 2 * space::s, 24);
    painter.setFont(theme().font(TypeRole::label));
    paintPlate(painter, comparedName(eye), pill.center(), cell, theme().color(Token::canvasText));
}

/// The compared photograph where its vessels (or, not aligned, its field) lie on those of this exam.
void PairedViewer::paintLaidUpon(QPainter &painter, Laterality eye, const QImage &drawn, const QSizeF &size)
{
    const AffineMap &map = m_alignments[eye]->map;
    const ScreenMap screen = screenMap(eye);
    // Corners of pixels here, centres there: the first centre lies half a pixel inside.
    const double level = size.width() / drawn.width();
    const QTransform toPicture(map.a, map.d, map.b, map.e, map.c + 0.5 - 0.5 * (map.a + map.b),
                               map.f + 0.5 - 0.5 * (map.d + map.e));
    painter.save();
    painter.setTransform(QTransform::fromScale(level, level) * toPicture
                             * QTransform::fromScale(screen.scale(), screen.scale())
                             * QTransform::fromTranslate(screen.place.left(), screen.place.top()),
                         true);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, true);
    painter.drawImage(QPointF(0, 0), drawn);
    painter.restore();
}

} // namespace retclip
