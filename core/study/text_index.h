// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace retclip {

/// How reports are indexed, so that one- and two-character Chinese words are found exactly.
///
/// A run of Chinese (Japanese, Korean) characters becomes every two neighbours and, at its end, the
/// last one alone; a run of other letters and digits becomes one word; all else separates. Compared
/// without regard to case and width (NFKC). So 视盘边界清，C/D gives  视盘 盘边 边界 界清 清 c d.
[[nodiscard]] QByteArray indexTokens(QStringView text);

enum class WordMatch {
    exact,    ///< "quoted": the last word ends there.
    beginning ///< Plain: a last Latin word of three letters or more may go on.
};
/// The full-text expression that finds `text` as it stands in a report; empty where it holds nothing
/// but punctuation (then look for the characters themselves).
[[nodiscard]] QByteArray matchExpression(QStringView text, WordMatch match);

/// The same question asked of one text without an index: the measure for the index, and for marking.
[[nodiscard]] bool textMatches(QStringView text, QStringView wanted, WordMatch match);

/// Equal for reports that say the same but for case, width and spaces: the number that
/// `duplicates>1` counts by.
[[nodiscard]] qint64 reportHash(QStringView text);

/// Orders patients as people do ("P9" before "P10"), then visits by number.
[[nodiscard]] QString examSortKey(const QString &patient, int number);

} // namespace retclip
