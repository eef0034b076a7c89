// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/query.h"

#include <QRegularExpression>

namespace retclip {

/// A value of a query with stars ("TRC*", "*盘*"): each stands for any characters, none too. Capitals do not count.
/// In quotation marks a star is a star.
class QueryStars
{
public:
    /// Whether the item asks so; "*" alone is QueryItem::any.
    [[nodiscard]] static bool in(const QueryItem &item);
    [[nodiscard]] static bool in(const QString &text);

    /// `text`: of an item that asks so, or a part of it.
    explicit QueryStars(const QString &text);

    [[nodiscard]] bool fits(const QString &whole) const { return m_whole.match(whole).hasMatch(); }
    /// Whether a free text holds a word so: there a star stays within a word, or within a run of Chinese characters.
    [[nodiscard]] bool isIn(const QString &text) const { return m_inText.match(text).hasMatch(); }
    /// As fits(), for SQLite: "lower(column) GLOB ?".
    [[nodiscard]] QString glob() const;
    /// What stands before a star at the very end, where that is the only one; null: there are others.
    [[nodiscard]] QString beginning() const;

private:
    QString m_text;
    QRegularExpression m_whole, m_inText;
};

} // namespace retclip
