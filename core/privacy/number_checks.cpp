// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/number_checks.h"

#include <QDate>
#include <QStringList>

#include <array>

namespace retclip {

namespace {

bool isProvince(int code)
{
    // GB/T 2260: 11–15, 21–23, 31–37, 41–46, 50–54, 61–65, 71, 81–83.
    constexpr std::array<int, 10> last{-1, 5, 3, 7, 6, 4, 5, 1, 3, 1};
    const int tens = code / 10, ones = code % 10;
    return tens >= 1 && tens <= 9 && ones >= (tens == 5 ? 0 : 1) && ones <= last[std::size_t(tens)];
}

bool isBirthday(int year, int month, int day)
{
    return year >= 1880 && year <= 2100 && QDate::isValid(year, month, day);
}

} // namespace

QString bareNumber(QStringView text)
{
    QString bare;
    for (const QChar c : text)
        if (c.isDigit())
            bare += QChar(u'0' + c.digitValue());
        else if (c == u'x' || c == u'X')
            bare += u'X';
    return bare;
}

bool looksLikeIdentityNumber18(const QString &number)
{
    return number.size() == 18 && isProvince(number.left(2).toInt())
        && isBirthday(number.mid(6, 4).toInt(), number.mid(10, 2).toInt(), number.mid(12, 2).toInt());
}

bool isIdentityNumber18(const QString &number)
{
    if (!looksLikeIdentityNumber18(number))
        return false;
    constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * number[qsizetype(i)].digitValue();
    return number[17] == QLatin1Char("10X98765432"[sum % 11]);
}

bool isIdentityNumber15(const QString &number)
{
    return number.size() == 15 && isProvince(number.left(2).toInt())
        && isBirthday(1900 + number.mid(6, 2).toInt(), number.mid(8, 2).toInt(), number.mid(10, 2).toInt());
}

bool luhnHolds(const QString &digits)
{
    if (digits.isEmpty())
        return false;
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i].digitValue();
        if (digit < 0)
            return false;
        if (i % 2 == 1)
            digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
        sum += digit;
    }
    return sum % 10 == 0 && digits.count(digits[0]) < digits.size(); // Not 0000…
}

bool isVehicleNumber(const QString &number)
{
    if (number.size() != 17)
        return false;
    constexpr std::array<int, 17> weights{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    static const QString letters = QStringLiteral("ABCDEFGHJKLMNPRSTUVWXYZ");
    constexpr std::array<int, 23> values{1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9};
    int sum = 0;
    bool anyLetter = false;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const QChar c = number[qsizetype(i)].toUpper();
        const qsizetype letter = letters.indexOf(c);
        anyLetter = anyLetter || letter >= 0;
        if (!c.isDigit() && letter < 0)
            return false;
        sum += weights[i] * (c.isDigit() ? c.digitValue() : values[std::size_t(letter)]);
    }
    return anyLetter && number[8].toUpper() == QLatin1Char("0123456789X"[sum % 11]);
}

bool isInternetAddress4(const QString &text)
{
    const QStringList parts = text.split(u'.');
    if (parts.size() != 4)
        return false;
    for (const QString &part : parts)
        if (part.isEmpty() || part.size() > 3 || part.toInt() > 255)
            return false;
    return true;
}

} // namespace retclip
