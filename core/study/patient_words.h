// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace retclip {

/// A patient's sex as people read it: the study keeps "F" and "M", Chinese reads 女 and 男. Any
/// other word is shown as it is.
[[nodiscard]] QString sexText(const QString &sex);

} // namespace retclip
