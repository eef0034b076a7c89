// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/label_colours.h"

#include "core/study/label_titles.h"
#include "ui/shell/theme.h"

#include <QPainter>

namespace retclip {

QColor labelColour(const QString &set, const QString &name)
{
    const LabelClass *known = knownLabelClass(set, name);
    return known ? QColor(known->colour) : QColor();
}

QString labelHelp(const LabelClass &one, const QString &title)
{
    if (one.definition.isEmpty())
        return title;
    return QStringLiteral("<p style=\"margin:0\"><b>%1</b></p><p style=\"margin:4px 0 0 0\">%2</p>")
        .arg(title.toHtmlEscaped(), one.definition.toHtmlEscaped().replace(u'\n', QLatin1String("<br>")));
}

QIcon colourIcon(const QColor &colour)
{
    constexpr int side_px = 32; // Scaled down by who paints it.
    QPixmap picture(side_px, side_px);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().color(Token::controlBorder), 2));
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(5, 5, side_px - 10, side_px - 10), 5, 5);
    return QIcon(picture);
}

} // namespace retclip
