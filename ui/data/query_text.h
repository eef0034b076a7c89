// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>
#include <utility>

namespace retclip {

/// The words of a query line as they stand, quotes and parentheses kept whole.
[[nodiscard]] QStringList queryWords(const QString &query);

/// The values that `field:` asks for outside parentheses and negation ("label:a,b" → a, b).
[[nodiscard]] QStringList valuesAskedFor(const QString &query, const QString &field);

/// The line with one value of a field added or taken away, as a click on a facet does; everything
/// else stays as it was typed. Several values of a field mean "any of".
enum class Term { wanted, unwanted };
[[nodiscard]] QString withTerm(const QString &query, const QString &field, const QString &value,
                               Term term);

/// Plain words of a query that a report was searched for, to highlight.
[[nodiscard]] QStringList searchedWords(const QString &query);

/// Where the next of the terms begins at or after `from`, and its length; past the last one again
/// from the top. Without any of the terms: the next sentence. Nothing: an empty text.
[[nodiscard]] std::optional<std::pair<int, int>> nextTermIn(const QString &text,
                                                            const QStringList &terms, int from);

} // namespace retclip
