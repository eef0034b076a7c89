// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/pairing_slots.h"

#include "ui/shell/theme.h"
#include "ui/viewer/pictures.h"

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>

namespace retclip {

namespace {
const QString photographMime = QStringLiteral("application/x-retclip-photograph");
constexpr int dragged_px = 120;
} // namespace

PhotographTile::PhotographTile(Pictures &pictures, Drags drags, QWidget *parent)
    : QWidget(parent), m_pictures(pictures), m_drags(drags)
{
    setAcceptDrops(drags == Drags::no);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    if (drags == Drags::yes)
        setCursor(Qt::OpenHandCursor);
    const auto renew = [this](const QString &path) {
        if (m_image && m_image->path == path)
            update();
    };
    connect(&pictures, &Pictures::photographReady, this, renew);
    connect(&pictures, &Pictures::thumbnailReady, this, renew);
    connect(&pictures, &Pictures::failed, this, renew);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PhotographTile::showPhotograph(const std::optional<ImageRow> &image, bool proposed)
{
    m_image = image;
    m_proposed = proposed;
    update();
}

void PhotographTile::setTitle(const QString &title, const QString &caption)
{
    m_title = title;
    m_caption = caption;
    setAccessibleName(caption.isEmpty() ? title : title + QStringLiteral(", ") + caption);
    setToolTip(caption);
    update();
}

QImage PhotographTile::picture(int width_px) const
{
    if (!m_image || m_image->missing)
        return {};
    if (const auto whole = m_pictures.photograph(*m_image); whole && !whole->levels.empty())
        return whole->levelFor(width_px);
    return m_pictures.thumbnail(*m_image);
}

void PhotographTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), theme().color(Token::canvas));
    painter.setFont(theme().font(TypeRole::label));
    painter.setPen(theme().color(Token::canvasText));
    const int line = painter.fontMetrics().height();
    const QRect head(space::s, space::xs, width() - 2 * space::s, line);
    painter.drawText(head, Qt::AlignCenter, painter.fontMetrics().elidedText(m_title, Qt::ElideMiddle, head.width()));
    painter.setFont(theme().font(TypeRole::caption));
    painter.setPen(theme().color(Token::canvasQuiet));
    const int foot = painter.fontMetrics().height();
    painter.drawText(QRect(space::s, height() - foot - space::xs, width() - 2 * space::s, foot), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(m_caption, Qt::ElideMiddle, width() - 2 * space::s));
    const QRect room = rect().adjusted(space::s, line + 2 * space::xs, -space::s, -foot - 2 * space::xs);
    if (const QImage image = picture(int(room.width() * devicePixelRatioF())); !image.isNull()) {
        QRect place(QPoint(), image.size().scaled(room.size(), Qt::KeepAspectRatio));
        place.moveCenter(room.center());
        painter.drawImage(place, image);
    } else {
        painter.drawText(room, Qt::AlignCenter, !m_image ? tr("none")
                                              : m_image->missing || m_pictures.failure(*m_image) ? tr("cannot be read")
                                                                                                 : tr("Reading…"));
    }
    if (m_proposed || m_over) {
        QPen pen(theme().color(Token::canvasFocusRing), 2, m_over ? Qt::SolidLine : Qt::DashLine);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

void PhotographTile::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pressed = event->pos();
}

void PhotographTile::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drags == Drags::no || !m_pressed || !m_image
        || (event->pos() - *m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    m_pressed.reset();
    QDrag drag(this);
    auto *mime = new QMimeData;
    mime->setData(photographMime, QByteArray::number(m_image->id.value));
    drag.setMimeData(mime);
    if (const QImage image = picture(dragged_px); !image.isNull())
        drag.setPixmap(QPixmap::fromImage(image.scaledToWidth(dragged_px, Qt::SmoothTransformation)));
    drag.exec(Qt::MoveAction);
}

void PhotographTile::mouseReleaseEvent(QMouseEvent *)
{
    if (std::exchange(m_pressed, std::nullopt))
        emit pressed();
}

void PhotographTile::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->mimeData()->hasFormat(photographMime))
        return;
    m_over = true;
    event->acceptProposedAction();
    update();
}

void PhotographTile::dragLeaveEvent(QDragLeaveEvent *)
{
    m_over = false;
    update();
}

void PhotographTile::dropEvent(QDropEvent *event)
{
    m_over = false;
    update();
    if (!event->mimeData()->hasFormat(photographMime))
        return;
    event->acceptProposedAction();
    emit dropped();
}

} // namespace retclip
