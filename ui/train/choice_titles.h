// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace retclip {

/// How a value of a setting with choices is called in forms ("train_that_eye": "Train that eye"),
/// in the language of the window. A value without a title is shown as it is stored.
[[nodiscard]] QString choiceTitle(const QString &value);

} // namespace retclip
