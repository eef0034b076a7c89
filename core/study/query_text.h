// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/query.h"

namespace retclip {

/// The signs of a Chinese keyboard as their ASCII ones; one unit stays one unit.
[[nodiscard]] QChar foldedSign(QChar character);

/// A line of the query language, read from left to right: keywords, operators, values. Knows no
/// fields. Places are UTF-16 units from 0.
class QueryText
{
public:
    explicit QueryText(const QString &line);

    [[nodiscard]] int at() const { return m_at; }
    void moveTo(int at) { m_at = at; }
    void skip(int count = 1) { m_at += count; }
    [[nodiscard]] int size() const { return int(m_text.size()); }
    [[nodiscard]] bool atEnd() const { return m_at >= size(); }
    /// Folded; null past the end.
    [[nodiscard]] QChar here(int ahead = 0) const { return sign(m_at + ahead); }
    [[nodiscard]] QChar sign(int at) const { return at < size() ? m_text[at] : QChar(); }
    [[nodiscard]] QString folded(int start, int end) const { return m_text.mid(start, end - start); }
    [[nodiscard]] QString written(int start, int end) const { return m_line.mid(start, end - start); }

    /// Blanks and commas: a comma between plain words parts them, as a space does.
    void skipSpace();
    void skipBlanks();
    [[nodiscard]] static bool endsWord(QChar character);
    /// The keyword at this place, as a word of its own, and the space after it.
    bool takeKeyword(const char *keyword);
    [[nodiscard]] bool keywordHere(const char *keyword);
    [[nodiscard]] bool isOperatorAt(int at) const;
    [[nodiscard]] bool isOperatorHere() const { return isOperatorAt(m_at); }
    QueryOperator takeOperator();
    [[nodiscard]] bool isRangeHere() const { return here() == u'.' && here(1) == u'.'; }

    [[nodiscard]] Result<QueryItem> takeQuoted();
    /// A word, quoted or not; ends before ".." where a range may stand.
    [[nodiscard]] Result<QueryItem> takeItem(bool mayBeRange);

private:
    QString m_line; ///< As written.
    QString m_text; ///< Folded, of the same length.
    int m_at = 0;
};

} // namespace retclip
