// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/column_guess.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <functional>

namespace retclip {

namespace {

bool isSmallNumber(const QString &value)
{
    static const QRegularExpression digits(QStringLiteral("^\\d{1,2}$"));
    return digits.match(value).hasMatch();
}

bool speaksOfGrades(const QString &heading)
{
    static const QRegularExpression words(QStringLiteral("grade|level|stage|severity|分级|分期"));
    return words.match(heading).hasMatch();
}

} // namespace

LabelSet labelSetOf(const QString &heading, const QStringList &distinctValues)
{
    LabelSet set;
    set.name = heading;
    QStringList values = distinctValues;
    values.removeAll(QString());
    const auto all = [&](const std::function<bool(const QString &)> &holds) {
        return !values.isEmpty() && std::all_of(values.cbegin(), values.cend(), holds);
    };
    const auto addClass = [&](const QString &name) {
        LabelClass entry;
        entry.name = name;
        entry.title = name;
        entry.key = set.classes.size() < 9 ? int(set.classes.size()) + 1 : 0;
        set.classes.append(entry);
    };
    if (all([](const QString &v) { return v == QLatin1String("0") || v == QLatin1String("1"); })) {
        set.kind = LabelKind::binary;
        addClass(heading);
        return set;
    }
    if (std::any_of(values.cbegin(), values.cend(),
                    [](const QString &v) { return v.contains(QLatin1Char(';')); })) {
        set.kind = LabelKind::multilabel;
        QSet<QString> names;
        for (const QString &value : std::as_const(values))
            for (const QString &name : value.split(QLatin1Char(';'), Qt::SkipEmptyParts))
                names.insert(name.trimmed());
        QStringList sorted(names.cbegin(), names.cend());
        sorted.sort();
        for (const QString &name : std::as_const(sorted))
            if (!name.isEmpty())
                addClass(name);
        return set;
    }
    if (all(isSmallNumber)) {
        const QString plain = simplifiedHeading(heading);
        set.kind = speaksOfGrades(plain) ? LabelKind::ordinal : LabelKind::multiclass;
        std::sort(values.begin(), values.end(),
                  [](const QString &a, const QString &b) { return a.toInt() < b.toInt(); });
    } else {
        set.kind = LabelKind::multiclass;
        values.sort();
    }
    for (const QString &value : std::as_const(values))
        addClass(value);
    return set;
}

std::optional<QStringList> classesOf(const LabelSet &set, const QString &cell)
{
    const QString value = cell.trimmed();
    if (value.isEmpty())
        return std::nullopt;
    if (set.kind == LabelKind::binary)
        return value == QLatin1String("0") ? QStringList() : QStringList{set.classes.value(0).name};
    if (set.kind == LabelKind::multilabel) {
        QStringList names;
        for (const QString &name : value.split(QLatin1Char(';'), Qt::SkipEmptyParts))
            names.append(name.trimmed());
        return names;
    }
    return QStringList{value};
}

} // namespace retclip
