// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"

#include "core/base/result.h"

namespace retclip::cli {

/// Reads `SET=VALUE` or `SET@od=VALUE`: 1/0/yes/no for binary sets, a class's name or number (from
/// 0) for single choice, names with commas for several; an empty value clears the label.
/// Errors: invalid_argument (no such set or class, naming what there is).
[[nodiscard]] Result<SetLabel> labelFrom(const QString &text, const QVector<LabelSet> &sets);

[[nodiscard]] QStringList verdictWords();

} // namespace retclip::cli
