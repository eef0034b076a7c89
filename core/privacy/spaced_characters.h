// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>

namespace retclip {

/// A text in which characters set apart are one word again, and where each of them stood.
struct JoinedText
{
    QString text;
    QVector<qsizetype> place; ///< Of each of its characters in the original; one more for the end.

    /// A stretch of `text` as one of the original.
    [[nodiscard]] std::pair<qsizetype, qsizetype> original(qsizetype start, qsizetype length) const;
};

/// Forms spread short words over their width: 姓 名: 司 马 光. Spaces between Chinese characters of which
/// each stands alone are left out, so that rules see 姓名: 司马光; all other spaces stay.
/// `text`: folded (date_forms.h). Threads: any.
[[nodiscard]] JoinedText withSpacedCharactersJoined(const QString &text);

} // namespace retclip
