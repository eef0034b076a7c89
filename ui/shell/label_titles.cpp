// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/label_titles.h"

#include <QHash>
#include <QLocale>

namespace retclip {

namespace {

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
        for (const LabelClass &one : set.classes)
            known().insert({set.name, one.name}, one);
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

QString labelTitles(const QString &set, const QStringList &names)
{
    QStringList titles;
    for (const QString &name : names)
        titles << labelTitle(set, name);
    return titles.join(QStringLiteral(", "));
}

} // namespace retclip
