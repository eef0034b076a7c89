// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/column_guess.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <functional>
#include <optional>

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

/// The names of a list written as Python or JSON do, ['a', "b"]; nothing: it is no list.
std::optional<QStringList> namesInList(const QString &cell)
{
    const QString value = cell.trimmed();
    if (!value.startsWith(QLatin1Char('[')) || !value.endsWith(QLatin1Char(']')))
        return std::nullopt;
    static const QRegularExpression name(QStringLiteral("'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\""));
    QStringList names;
    for (auto found = name.globalMatch(value); found.hasNext();) {
        const auto match = found.next();
        const QString text = (match.captured(1) + match.captured(2)).trimmed();
        if (!text.isEmpty())
            names.append(text);
    }
    const QString inside = value.mid(1, value.size() - 2).trimmed();
    if (names.isEmpty() && !inside.isEmpty())
        return std::nullopt; // [1, 2] or text in brackets.
    return names;
}

bool holdsSeveral(const QString &cell)
{
    const auto names = namesInList(cell);
    return names ? names->size() > 1 : cell.contains(QLatin1Char(';'));
}

QStringList namesIn(const QString &cell)
{
    if (const auto names = namesInList(cell))
        return *names;
    QStringList names;
    for (const QString &name : cell.split(QLatin1Char(';'), Qt::SkipEmptyParts))
        names.append(name.trimmed());
    return names;
}

} // namespace

bool isNameList(const QString &cell)
{
    return namesInList(cell).has_value();
}

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
    if (std::any_of(values.cbegin(), values.cend(), holdsSeveral)) {
        set.kind = LabelKind::multilabel;
        QSet<QString> names;
        for (const QString &value : std::as_const(values))
            for (const QString &name : namesIn(value))
                names.insert(name);
        QStringList sorted(names.cbegin(), names.cend());
        sorted.sort();
        for (const QString &name : std::as_const(sorted))
            if (!name.isEmpty())
                addClass(name);
        return set;
    }
    // Lists of one name each are that name; an empty list says nothing.
    QStringList single;
    for (const QString &value : std::as_const(values)) {
        const auto names = namesInList(value);
        if (const QString name = names ? names->value(0) : value; !name.isEmpty() && !single.contains(name))
            single.append(name);
    }
    values = single;
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
    if (set.kind == LabelKind::multilabel)
        return namesIn(value);
    if (const auto names = namesInList(value))
        return names->isEmpty() ? std::nullopt : std::optional(*names);
    return QStringList{value};
}

} // namespace retclip
