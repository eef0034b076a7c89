// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/quality/pair_checks.h"
#include "core/study/restore.h"
#include "core/study/values.h"

#include <QString>

#include <optional>

namespace retclip::cli {

// Cells of lines for people: in English the words of files and queries as they are, in other languages what they mean
// (keepsFileWords()). What goes into JSON never comes from here.

[[nodiscard]] QString shownKind(const QString &kind);       ///< Of an edit: "clear_verdict".
[[nodiscard]] QString shownSummary(const HistoryRow &row);
[[nodiscard]] QString shownSummary(const EditReceipt &receipt);
[[nodiscard]] QString shownPerson(const QString &person);
[[nodiscard]] QString shownChange(const DescribedChange &change); ///< "10023-1 label G@OD: 0 → 1".
[[nodiscard]] QString shownEye(std::optional<Laterality> eye);    ///< "right", "left", "unknown".
[[nodiscard]] QString shownFault(const QString &fault);           ///< Of a photograph: "low_contrast".
[[nodiscard]] QString shownPairFault(PairFault fault);             ///< "swapped_eyes".
[[nodiscard]] QString shownLeak(const Leak &leak);                ///< "near_duplicate: 3 of 256 bits differ, mirrored".
[[nodiscard]] QString shownProfileField(const QString &field);
[[nodiscard]] QString shownProfileValue(const QString &field, const QString &value);
[[nodiscard]] QString shownSplit(Split split);

/// Tells the words of history which classes there are; without titles, so that names stay as they are typed.
void tellLabelClasses(const Study &study);

} // namespace retclip::cli
