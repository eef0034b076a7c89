// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/facet_bar.h"

#include "ui/shell/theme.h"

#include <QLocale>
#include <QPainter>

namespace retclip {

FacetBar::FacetBar(const FacetValue &value, double share, QWidget *parent)
    : QAbstractButton(parent), m_value(value), m_share(share)
{
    const QString name = value.title.isEmpty() ? value.value : value.title;
    setText(name);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(QStringLiteral("%1: %2").arg(name, QLocale().toString(value.count)));
    setToolTip(accessibleName());
}

QString FacetBar::titleOf(const QString &field)
{
    if (field == QLatin1String("label"))
        return tr("Label");
    if (field == QLatin1String("eye"))
        return tr("Eyes photographed");
    if (field == QLatin1String("sex"))
        return tr("Sex");
    if (field == QLatin1String("split"))
        return tr("Split");
    if (field == QLatin1String("camera"))
        return tr("Camera");
    return tr("Tag");
}

QSize FacetBar::sizeHint() const
{
    return {240, theme().scaled(space::target)};
}

void FacetBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &t = theme();
    if (underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.color(Token::raised));
        painter.drawRoundedRect(rect(), space::radius, space::radius);
    }
    const int nameWidth = qMin(width() * 2 / 5, t.scaled(170));
    const int countWidth = t.scaled(64);
    painter.setFont(t.font(TypeRole::body));
    painter.setPen(t.color(Token::text));
    painter.drawText(QRect(space::xs, 0, nameWidth - space::s, height()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, nameWidth - space::s));
    const QRectF track(nameWidth, height() / 2.0 - 4, width() - nameWidth - countWidth, 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.color(Token::raised));
    painter.drawRoundedRect(track, 4, 4);
    painter.setBrush(t.color(Token::accent));
    QRectF full = track;
    full.setWidth(qMax(4.0, track.width() * m_share));
    painter.drawRoundedRect(full, 4, 4);
    painter.setPen(t.color(Token::textSecondary));
    painter.drawText(QRect(width() - countWidth, 0, countWidth - space::xs, height()),
                     Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(m_value.count));
    if (hasFocus()) {
        painter.setPen(QPen(t.color(Token::focusRing), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

} // namespace retclip
