// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>
#include <QStringList>

#include <vector>

namespace retclip {

/// What a second look at a text finds that should not be there.
struct Leftover
{
    QString kind; ///< "long number", "day", "e-mail", "web address", "named by a label", "before a title", "behind a role", "a birth month" …
    QString text;
};

/// The second look at text that leaves: shares no rule, table or expression with the first one
/// (report_scan.h), so that a mistake there is not repeated here. Coarser: any 7 digits in a row (or
/// 11 with spaces between), any full day, "@" between words, "://", a word that announces an
/// identifier and is followed by something other than a placeholder, a title behind a Han character, and the kinds of
/// residual_kinds.h.
/// `daysAllowed`: days were moved, so the text rightly holds some. Threads: any.
[[nodiscard]] std::vector<Leftover> leftoversIn(const QString &text, bool daysAllowed);

/// Whether words for a camera still number the one device (five digits in a row, or a word for a serial
/// number with a digit somewhere behind it) or hold a word that speaks of no camera. With camera_words.h it shares the list of
/// makers alone (core/imaging/camera_names.h). Threads: any.
[[nodiscard]] bool saysMoreThanACamera(const QString &camera);

/// The full days (year, month, day in figures) that a text names.
[[nodiscard]] std::vector<QDate> daysIn(const QString &text);

/// Words of letters and digits, as file names and codes are made of; others' scripts included.
[[nodiscard]] QStringList wordsOf(const QString &text);

} // namespace retclip
