// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/date_forms.h"

#include <QLocale>
#include <QRegularExpression>

namespace retclip {

namespace {

QChar foldedCharacter(QChar c)
{
    const ushort code = c.unicode();
    if (code < 0x80)
        return c == u'\t' ? QChar(u' ') : c; // Between the fields of a form.
    if (code >= 0xFF01 && code <= 0xFF5E)
        return QChar(ushort(code - 0xFEE0));
    if (c.isDigit())
        return QChar(ushort(u'0' + c.digitValue()));
    if (c.isSpace() || code == 0x200B || code == 0xFEFF)
        return code == 0x2028 || code == 0x2029 ? QChar(u'\n') : QChar(u' ');
    if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0xFE63)
        return u'-';
    if (code == 0x3002) // The full stop: a sentence ends for all rules.
        return c;
    return c;
}

int monthNamed(const QString &text)
{
    static const QStringList names{"jan", "feb", "mar", "apr", "may", "jun",
                                   "jul", "aug", "sep", "oct", "nov", "dec"};
    return int(names.indexOf(text.left(3).toLower())) + 1;
}

} // namespace

QString folded(QStringView text)
{
    QString result(text.size(), Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i)
        result[i] = foldedCharacter(text[i]);
    return result;
}

int chineseNumber(QStringView text)
{
    static const QString digits = QStringLiteral("零一二三四五六七八九");
    int value = 0, pending = -1;
    bool tens = false;
    for (QChar c : text) {
        if (c == u'〇' || c == u'○' || c == u'O')
            c = u'零';
        if (c == u'两')
            c = u'二';
        const auto digit = int(digits.indexOf(c));
        if (digit >= 0) {
            if (pending >= 0 && !tens) // Place by place: 二〇二三.
                value = (value == 0 ? pending : value) * 10 + digit;
            else
                value += tens ? digit : 0;
            pending = digit;
        } else if (c == u'十') {
            value = (pending < 0 ? 1 : pending) * 10;
            tens = true;
        } else if (c == u'廿' || c == u'卅') {
            value = c == u'廿' ? 20 : 30;
            tens = true;
        } else {
            return -1;
        }
    }
    return text.size() == 1 && pending >= 0 ? pending : value;
}

QDate dayOf(const QString &text)
{
    static const QRegularExpression chinese(
        QStringLiteral("((?:19|20)\\d\\d) ?年 ?(\\d{1,2}) ?月 ?(\\d{1,2}) ?[日号]?"));
    static const QRegularExpression yearFirst(
        QStringLiteral("((?:19|20)\\d\\d) ?[-/.] ?(\\d{1,2}) ?[-/.] ?(\\d{1,2})"));
    static const QRegularExpression compact(QStringLiteral("^((?:19|20)\\d\\d)(\\d\\d)(\\d\\d)$"));
    for (const QRegularExpression *form : {&chinese, &yearFirst, &compact})
        if (const auto match = form->match(text); match.hasMatch())
            return QDate(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
    static const QRegularExpression yearLast(
        QStringLiteral("(\\d{1,2}) ?[-/.] ?(\\d{1,2}) ?[-/.] ?((?:19|20)\\d\\d)"));
    if (const auto match = yearLast.match(text); match.hasMatch()) {
        const int a = match.captured(1).toInt(), b = match.captured(2).toInt(), year = match.captured(3).toInt();
        if (a > 12 || a == b)
            return QDate(year, b, a);
        return b > 12 ? QDate(year, a, b) : QDate();
    }
    static const QRegularExpression monthFirst(
        QStringLiteral("([A-Za-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? ?((?:19|20)\\d\\d)"));
    if (const auto match = monthFirst.match(text); match.hasMatch())
        return QDate(match.captured(3).toInt(), monthNamed(match.captured(1)), match.captured(2).toInt());
    static const QRegularExpression dayFirst(
        QStringLiteral("(\\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([A-Za-z]{3,9})\\.?,?[ -]?((?:19|20)\\d\\d)"));
    if (const auto match = dayFirst.match(text); match.hasMatch())
        return QDate(match.captured(3).toInt(), monthNamed(match.captured(2)), match.captured(1).toInt());
    static const QRegularExpression written(
        QStringLiteral("([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿]{1,3})"));
    if (const auto match = written.match(text); match.hasMatch())
        return QDate(chineseNumber(match.capturedView(1)), chineseNumber(match.capturedView(2)),
                     chineseNumber(match.capturedView(3)));
    return {};
}

QStringList formsOf(QDate day)
{
    if (!day.isValid())
        return {};
    const QLocale c = QLocale::c();
    QStringList forms;
    for (const char *format : {"yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy:MM:dd", "yyyyMMdd", "yyyy-M-d", "yyyy/M/d",
                               "yyyy.M.d", "yyyy年M月d日", "yyyy年MM月dd日", "dd.MM.yyyy", "dd/MM/yyyy",
                               "MM/dd/yyyy", "MMMM d, yyyy", "d MMMM yyyy", "MMM d, yyyy"})
        if (const QString form = c.toString(day, QString::fromUtf8(format)); !forms.contains(form))
            forms.append(form);
    return forms;
}

} // namespace retclip
