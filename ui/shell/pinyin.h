// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace retclip {

/// The text with each Chinese character as the first letter of its pinyin, in lower case: "训练" is "xl". Other
/// characters stay as they are. Covers the 3755 characters of GB 2312 level 1, which stand there in the order of
/// their pinyin, and those beyond them that the program's own texts use.
///
/// A few characters have two readings that begin with different letters (重 as in 重新 and in 重要): `second`
/// takes the rarer one of each.
[[nodiscard]] QString pinyinInitials(const QString &text, bool second = false);

} // namespace retclip
