// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/query_text.h"

#include "core/study/query_stars.h"

namespace retclip {

QChar foldedSign(QChar character)
{
    const char16_t code = character.unicode();
    if (code == 0x3000)
        return u' ';
    if (code >= 0xff01 && code <= 0xff5e)
        return QChar(char16_t(code - 0xfee0));
    if (code == 0x201c || code == 0x201d || code == 0x201e)
        return u'"';
    if (code == 0x2212 || code == 0x2013)
        return u'-';
    return character;
}

QueryText::QueryText(const QString &line) : m_line(line)
{
    m_text.reserve(line.size());
    for (const QChar character : line)
        m_text += foldedSign(character);
}

void QueryText::skipSpace()
{
    while (!atEnd() && (here().isSpace() || here() == u','))
        ++m_at;
}

void QueryText::skipBlanks()
{
    while (!atEnd() && here().isSpace())
        ++m_at;
}

bool QueryText::endsWord(QChar character)
{
    return character.isSpace() || character == u'(' || character == u')' || character == u'"'
        || character == u',' || character == u'|';
}

bool QueryText::takeKeyword(const char *keyword)
{
    const QLatin1String wanted(keyword);
    if (QStringView(m_text).mid(m_at, wanted.size()).compare(wanted, Qt::CaseInsensitive) != 0)
        return false;
    const int end = m_at + int(wanted.size());
    if (end < size() && !endsWord(m_text[end]))
        return false;
    m_at = end;
    skipSpace();
    return true;
}

bool QueryText::keywordHere(const char *keyword)
{
    const int start = m_at;
    const bool is = takeKeyword(keyword);
    m_at = start;
    return is;
}

bool QueryText::isOperatorAt(int at) const
{
    const QChar character = sign(at);
    return character == u':' || character == u'=' || character == u'>' || character == u'<'
        || (character == u'!' && sign(at + 1) == u'=');
}

QueryOperator QueryText::takeOperator()
{
    const QChar first = here();
    const bool equals = here(1) == u'=';
    ++m_at;
    if (first == u':')
        return QueryOperator::has;
    if (first == u'=')
        return QueryOperator::equal;
    if (equals)
        ++m_at;
    if (first == u'!')
        return QueryOperator::unequal;
    if (first == u'>')
        return equals ? QueryOperator::greaterEqual : QueryOperator::greater;
    return equals ? QueryOperator::lessEqual : QueryOperator::less;
}

Result<QueryItem> QueryText::takeQuoted()
{
    QueryItem item;
    item.column = m_at++;
    const int start = m_at;
    while (!atEnd() && here() != u'"')
        ++m_at;
    if (atEnd())
        return failure(queryError(item.column, m_at - item.column,
                                  message(QT_TRANSLATE_NOOP("Message", "The quotation mark is not closed.")),
                                  message(QT_TRANSLATE_NOOP("Message", "Add one at the end."))));
    item.text = m_line.mid(start, m_at - start);
    item.quoted = true;
    ++m_at;
    item.length = m_at - item.column;
    return item;
}

Result<QueryItem> QueryText::takeItem(bool mayBeRange)
{
    if (here() == u'"')
        return takeQuoted();
    QueryItem item;
    item.column = m_at;
    while (!atEnd() && !endsWord(here())
           && !(mayBeRange && isRangeHere()))
        ++m_at;
    item.length = m_at - item.column;
    item.text = m_line.mid(item.column, item.length);
    const QString plain = m_text.mid(item.column, item.length);
    item.any = plain == QLatin1String("*");
    item.none = plain.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0 || plain == u"无";
    return item;
}

QString queryWord(const QString &value)
{
    bool plain = !value.isEmpty() && value != QLatin1String("*")
        && value.compare(QLatin1String("none"), Qt::CaseInsensitive) != 0 && value != u"无";
    for (const QChar character : value) {
        const QChar ascii = foldedSign(character);
        plain = plain && !ascii.isSpace() && !QStringLiteral("()\",|").contains(ascii);
    }
    return plain && !value.contains(QLatin1String("..")) && !QueryStars::in(value) ? value : u'"' + value + u'"';
}

Error queryError(int column, int length, Message happened, Message toDo)
{
    return {ErrorCode::invalid_argument, std::move(happened),
            message(QT_TRANSLATE_NOOP("Message", "The last result stays.")), std::move(toDo),
            std::to_string(column) + ":" + std::to_string(std::max(1, length))};
}

} // namespace retclip
