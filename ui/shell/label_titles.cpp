// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/label_titles.h"

#include "core/study/label_definitions.h"
#include "ui/shell/theme.h"

#include <QHash>
#include <QLocale>
#include <QPainter>

namespace retclip {

namespace {

/// Classes with their colour filled in.
QHash<QPair<QString, QString>, LabelClass> &known()
{
    static QHash<QPair<QString, QString>, LabelClass> classes;
    return classes;
}

} // namespace

void setLabelTitles(const QVector<LabelSet> &sets)
{
    known().clear();
    for (const LabelSet &set : sets) {
        for (qsizetype i = 0; i < set.classes.size(); ++i) {
            LabelClass one = set.classes[i];
            one.colour = classColour(set, i);
            known().insert({set.name, one.name}, one);
        }
    }
}

QString labelTitle(const LabelClass &one)
{
    if (QLocale().language() == QLocale::Chinese && !one.titleZh.isEmpty())
        return one.titleZh;
    return one.title.isEmpty() ? one.name : one.title;
}

QString labelTitle(const QString &set, const QString &name)
{
    const auto place = known().constFind({set, name});
    return place == known().constEnd() ? name : labelTitle(*place);
}

bool isLabelClass(const QString &set, const QString &name)
{
    return known().contains({set, name});
}

QColor labelColour(const QString &set, const QString &name)
{
    const auto place = known().constFind({set, name});
    return place == known().constEnd() ? QColor() : QColor(place->colour);
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

QString labelTitles(const QString &set, const QStringList &names)
{
    QStringList titles;
    for (const QString &name : names)
        titles << labelTitle(set, name);
    return titles.join(QStringLiteral(", "));
}

} // namespace retclip
