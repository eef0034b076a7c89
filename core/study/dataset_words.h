// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QString>

namespace retclip {

// What people read for what a dataset holds and shares, in the present language.

/// "label:G@OD" → "Label G OD", "sex" → "Sex".
[[nodiscard]] QString profileFieldTitle(const QString &field);
/// "60-69", "female"; empty: not known.
[[nodiscard]] QString profileValueTitle(const QString &field, const QString &value);

/// "same patient", "alike, mirrored".
[[nodiscard]] QString leakTitle(const Leak &leak);
/// "training", "none".
[[nodiscard]] QString splitTitle(Split split);

} // namespace retclip
