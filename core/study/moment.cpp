// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/moment.h"

#include <QRegularExpression>

#include <array>

namespace retclip {

namespace {

/// Monday 1 … Sunday 7; 0: no day of the week.
int weekdayNamed(const QString &word)
{
    static constexpr std::array english{"monday", "tuesday", "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    static const QString chinese = QStringLiteral("一二三四五六日");
    for (int day = 1; day <= 7; ++day) {
        const QString name = QLatin1String(english[std::size_t(day - 1)]);
        if (word.size() >= 3 && name.startsWith(word))
            return day;
        for (const QString &prefix : {QStringLiteral("周"), QStringLiteral("星期")})
            if (word == prefix + chinese[day - 1] || (day == 7 && word == prefix + QStringLiteral("天")))
                return day;
    }
    return 0;
}

std::optional<QDateTime> countedBack(const QString &word, const QDateTime &now)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,6}) ?(min|h|d|w)$"));
    const auto match = form.match(word);
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 count = match.captured(1).toLongLong();
    const QString unit = match.captured(2);
    if (unit == QLatin1String("min"))
        return now.addSecs(-60 * count);
    if (unit == QLatin1String("h"))
        return now.addSecs(-3600 * count);
    return now.addDays(-count * (unit == QLatin1String("w") ? 7 : 1));
}

} // namespace

std::optional<QDateTime> momentFrom(const QString &text, const QDateTime &now)
{
    const QString word = text.trimmed().toLower();
    const auto beginning = [&now](const QDate &day) {
        QDateTime moment = now; // Keeps the zone.
        moment.setDate(day);
        moment.setTime(QTime(0, 0));
        return moment;
    };
    if (word == QLatin1String("today") || word == QStringLiteral("今天"))
        return beginning(now.date());
    if (word == QLatin1String("yesterday") || word == QStringLiteral("昨天"))
        return beginning(now.date().addDays(-1));
    if (const int day = weekdayNamed(word))
        return beginning(now.date().addDays(-((now.date().dayOfWeek() - day + 7) % 7)));
    if (const auto back = countedBack(word, now))
        return back;
    if (const QDate day = QDate::fromString(word, Qt::ISODate); word.size() == 10 && day.isValid())
        return beginning(day);
    QString iso = text.trimmed();
    if (iso.size() > 10 && iso[10] == QLatin1Char(' '))
        iso[10] = QLatin1Char('T');
    QDateTime moment = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (!moment.isValid() || iso.size() < 13)
        return std::nullopt;
    if (moment.timeSpec() == Qt::LocalTime && now.timeSpec() != Qt::LocalTime) {
        QDateTime there = now;
        there.setDate(moment.date());
        there.setTime(moment.time());
        moment = there;
    }
    return moment;
}

} // namespace retclip
