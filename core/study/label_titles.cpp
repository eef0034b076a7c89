// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/label_titles.h"

#include "core/study/label_definitions.h"

#include <QHash>
#include <QLocale>

namespace retclip {

namespace {

/// Classes with their colour filled in.
QHash<QPair<QString, QString>, LabelClass> &toldLabelClasses()
{
    static QHash<QPair<QString, QString>, LabelClass> classes;
    return classes;
}

} // namespace

void setLabelTitles(const QVector<LabelSet> &sets)
{
    toldLabelClasses().clear();
    for (const LabelSet &set : sets) {
        for (qsizetype i = 0; i < set.classes.size(); ++i) {
            LabelClass one = set.classes[i];
            one.colour = classColour(set, i);
            toldLabelClasses().insert({set.name, one.name}, one);
        }
    }
}

const LabelClass *knownLabelClass(const QString &set, const QString &name)
{
    const auto place = toldLabelClasses().constFind({set, name});
    return place == toldLabelClasses().constEnd() ? nullptr : &*place;
}

QString labelTitle(const LabelClass &one)
{
    if (QLocale().language() == QLocale::Chinese && !one.titleZh.isEmpty())
        return one.titleZh;
    return one.title.isEmpty() ? one.name : one.title;
}

QString labelTitle(const QString &set, const QString &name)
{
    const LabelClass *known = knownLabelClass(set, name);
    return known ? labelTitle(*known) : name;
}

QString labelTitles(const QString &set, const QStringList &names)
{
    QStringList titles;
    for (const QString &name : names)
        titles << labelTitle(set, name);
    return titles.join(QStringLiteral(", "));
}

bool isLabelClass(const QString &set, const QString &name)
{
    return knownLabelClass(set, name) != nullptr;
}

} // namespace retclip
