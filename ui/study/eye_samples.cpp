// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/eye_samples.h"

#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"

#include <QPainter>

namespace retclip {

namespace {

/// A frame and a line of words over the foot of a pair.
void paintDoubt(QPainter &painter, const QRect &pair, double pixelRatio)
{
    const Theme &t = theme();
    const QColor ink = QColor(0xF0, 0xB3, 0x57); // The dark theme's warning: the canvas is dark in both.
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, 2));
    painter.drawRect(pair.adjusted(1, 1, -1, -1));
    const int height = t.scaled(22);
    QRect plate(pair.left() + 2, pair.bottom() - height, pair.width() - 4, height);
    painter.fillRect(plate, QColor(0x0E, 0x0F, 0x10, 220));
    painter.drawPixmap(plate.left() + 6, plate.top() + (height - t.scaled(14)) / 2,
                       t.pixmap(QStringLiteral("warning"), t.scaled(14), ink, pixelRatio));
    plate.adjust(t.scaled(14) + 12, 0, -4, 0);
    painter.setFont(t.font(TypeRole::caption));
    painter.drawText(plate, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(EyeSamples::tr("a file's name says the other eye"), Qt::ElideRight, plate.width()));
}

} // namespace

EyeSamples::EyeSamples(QWidget *parent) : QWidget(parent)
{
    setMinimumHeight(200);
    setAccessibleName(tr("Sample pairs"));
}

void EyeSamples::setPairs(const QVector<Pair> &pairs)
{
    m_pairs = pairs;
    m_waiting = false;
    update();
}

void EyeSamples::wait()
{
    m_pairs.clear();
    m_waiting = true;
    update();
}

void EyeSamples::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const Theme &t = theme();
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.color(Token::canvas));
    painter.drawRoundedRect(rect(), 6, 6);
    if (m_waiting)
        return;
    if (m_pairs.isEmpty()) {
        painter.setPen(t.color(Token::canvasQuiet));
        painter.setFont(t.font(TypeRole::body));
        painter.drawText(rect().adjusted(space::xl, 0, -space::xl, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("This layout names both eyes by itself; there is nothing to show yet."));
        return;
    }
    const int columns = 3;
    const int rows = int((m_pairs.size() + columns - 1) / columns);
    const int cellWidth = (width() - 2 * space::m) / columns;
    const int cellHeight = (height() - 2 * space::s) / qMax(1, rows);
    for (int i = 0; i < m_pairs.size(); ++i) {
        const Pair &pair = m_pairs.at(i);
        const QRect cell(space::m + (i % columns) * cellWidth, space::s + (i / columns) * cellHeight,
                         cellWidth - space::m, cellHeight - space::xs);
        const int side = qMin((cell.width() - 2) / 2, cell.height() - t.scaled(24));
        const int left = cell.left() + (cell.width() - 2 * side - 2) / 2;
        paintEyeName(painter, QRectF(left, cell.top(), side, t.scaled(22)), Laterality::right, true);
        paintEyeName(painter, QRectF(left + side + 2, cell.top(), side, t.scaled(22)),
                     Laterality::left, true);
        const auto draw = [&](const QImage &image, const QString &name, int x) {
            const QRect box(x, cell.top() + t.scaled(22), side, side);
            if (image.isNull()) {
                painter.setPen(t.color(Token::canvasQuiet));
                painter.setFont(t.font(TypeRole::caption));
                painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, name.isEmpty() ? tr("no photograph") : tr("cannot be shown"));
                return;
            }
            const QSize size = image.size().scaled(box.size(), Qt::KeepAspectRatio);
            painter.drawImage(QRect(box.x() + (box.width() - size.width()) / 2,
                                    box.y() + (box.height() - size.height()) / 2, size.width(),
                                    size.height()),
                              image);
        };
        draw(pair.right, pair.rightName, left);
        draw(pair.left, pair.leftName, left + side + 2);
        if (pair.doubtful)
            paintDoubt(painter, QRect(left, cell.top() + t.scaled(22), 2 * side + 2, side), devicePixelRatioF());
    }
}

} // namespace retclip
