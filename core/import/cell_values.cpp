// SPDX-License-Identifier: GPL-3.0-or-later
// What cells of tables say of a person and a day.
#include "core/import/import_session.h"

#include <QRegularExpression>

namespace retclip {

bool saysNothing(const QString &text)
{
    static const QSet<QString> words{
        QString(), QStringLiteral("-"), QStringLiteral("--"), QStringLiteral("?"),
        QStringLiteral("."), QStringLiteral("unknown"), QStringLiteral("u"), QStringLiteral("n/a"),
        QStringLiteral("na"), QStringLiteral("nan"), QStringLiteral("none"), QStringLiteral("null"),
        QStringLiteral("missing"), QStringLiteral("未知"), QStringLiteral("不详"),
        QStringLiteral("无")};
    return words.contains(text.trimmed().toLower());
}

QString sexFrom(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word.startsWith(QChar(u'女')) || word == QLatin1String("f")
        || word == QLatin1String("female") || word == QLatin1String("woman")
        || word == QLatin1String("w"))
        return QStringLiteral("F");
    if (word.startsWith(QChar(u'男')) || word == QLatin1String("m") || word == QLatin1String("male")
        || word == QLatin1String("man"))
        return QStringLiteral("M");
    return {};
}

int ageFrom(const QString &text)
{
    static const QRegularExpression number(
        QStringLiteral("^\\s*0*(\\d{1,3})(?:\\.\\d+)?\\s*(?:岁|周岁|y|yr|yrs|years?)?\\s*$"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = number.match(text);
    if (!match.hasMatch())
        return -1;
    const int age = match.captured(1).toInt();
    return age <= 130 ? age : -1;
}

QDate dateFrom(const QString &text)
{
    static const QRegularExpression yearFirst(QStringLiteral(
        "^\\s*(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})(?:日|\\D|$)"));
    static const QRegularExpression digits(
        QStringLiteral("^\\s*((?:19|20)\\d{2})(\\d{2})(\\d{2})\\s*$"));
    static const QRegularExpression yearLast(
        QStringLiteral("^\\s*(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})(?:\\D|$)"));
    for (const auto *expression : {&yearFirst, &digits}) {
        if (const auto match = expression->match(text); match.hasMatch())
            return QDate(match.captured(1).toInt(), match.captured(2).toInt(),
                         match.captured(3).toInt());
    }
    if (const auto match = yearLast.match(text); match.hasMatch()) {
        const int first = match.captured(1).toInt();
        const int second = match.captured(3).toInt();
        const int year = match.captured(4).toInt();
        if (match.captured(2) == QLatin1String(".") || first > 12 || first == second)
            return QDate(year, second, first);
        if (second > 12)
            return QDate(year, first, second);
    }
    return {};
}

} // namespace retclip
