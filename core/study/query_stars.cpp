// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/query_stars.h"

#include "core/study/query_text.h"

namespace retclip {

namespace {

constexpr QChar star = u'*';

QString withPlainStars(const QString &text)
{
    QString plain = text;
    for (QChar &character : plain)
        if (foldedSign(character) == star)
            character = star;
    return plain;
}

QString joinedPieces(const QString &text, const QString &anything)
{
    QStringList pieces = text.split(star);
    for (QString &piece : pieces)
        piece = QRegularExpression::escape(piece);
    return pieces.join(anything);
}

/// Chinese is written without spaces: a word may begin and end anywhere.
bool endsAtWords(QChar character)
{
    const QChar::Script script = character.script();
    return character.isLetterOrNumber() && script != QChar::Script_Han && script != QChar::Script_Hiragana
        && script != QChar::Script_Katakana && script != QChar::Script_Hangul;
}

} // namespace

bool QueryStars::in(const QString &text)
{
    const QString plain = withPlainStars(text);
    return plain.contains(star) && plain.size() > 1;
}

bool QueryStars::in(const QueryItem &item)
{
    return !item.quoted && !item.any && in(item.text);
}

QueryStars::QueryStars(const QString &text) : m_text(withPlainStars(text))
{
    const auto options = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption
        | QRegularExpression::DotMatchesEverythingOption;
    m_whole = QRegularExpression(QRegularExpression::anchoredPattern(joinedPieces(m_text, QStringLiteral(".*"))), options);
    QString inText = joinedPieces(m_text, QStringLiteral("[\\p{L}\\p{N}]*"));
    if (endsAtWords(m_text.front()))
        inText.prepend(QStringLiteral("(?<![\\p{L}\\p{N}])"));
    if (endsAtWords(m_text.back()))
        inText.append(QStringLiteral("(?![\\p{L}\\p{N}])"));
    m_inText = QRegularExpression(inText, options);
}

QString QueryStars::glob() const
{
    QString glob = m_text.toLower();
    return glob.replace(u'[', QLatin1String("[[]")).replace(u'?', QLatin1String("[?]"));
}

QString QueryStars::beginning() const
{
    return m_text.indexOf(star) == m_text.size() - 1 ? m_text.chopped(1) : QString();
}

} // namespace retclip
