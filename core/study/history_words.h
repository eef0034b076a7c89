// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/restore.h"
#include "core/study/values.h"

#include <QString>

namespace retclip {

/// What a line of the history says, in the present language: the journal keeps the words of files
/// ("glaucoma@OD = 1 (was 0)", "label_wrong: blurred").
[[nodiscard]] QString historyText(const HistoryRow &row);

/// "label", "import", "restore" … in the present language; a word that is not known stays as it is.
[[nodiscard]] QString historyKindText(const QString &kind);

/// What a change is about ("Label glaucoma OD", "Tag seen") and one of its values.
[[nodiscard]] QString changeTitle(const DescribedChange &change);
[[nodiscard]] QString changeValue(const DescribedChange &change, const QString &value);

/// Who did it: a person's name as it is, a role of the program ("command line") in the present
/// language.
[[nodiscard]] QString personText(const QString &person);

/// "label wrong".
[[nodiscard]] QString verdictText(VerdictKind kind);

} // namespace retclip
