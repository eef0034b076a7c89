// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>
#include <QStringList>

namespace retclip {

/// The text with digits, letters and signs of full width as those of half width, other scripts'
/// digits as 0–9, and spaces and dashes of all kinds as one. Every place stays where it was: a range
/// in the folded text is the same range of the original.
[[nodiscard]] QString folded(QStringView text);

/// 二〇二三 → 2023, 十二 → 12, 廿三 → 23; -1: none.
[[nodiscard]] int chineseNumber(QStringView text);

/// The day that a date in a report names, in folded text: 2023年4月5日, 2023-4-5, 20230405,
/// 5.4.2023, April 5, 2023, 二〇二三年四月五日. Invalid where it names no single day, or could mean
/// two (4/5/2023 means April there and May elsewhere).
[[nodiscard]] QDate dayOf(const QString &folded);

/// A day as people write it, for looking it up in text: some ten forms.
[[nodiscard]] QStringList formsOf(QDate day);

} // namespace retclip
