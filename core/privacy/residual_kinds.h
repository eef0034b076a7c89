// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/residual_text.h"

namespace retclip {

/// The part of the second look that knows kinds by their words: people behind what they are or did, names by their dot or before
/// sex and age, birth months, ages above 89, days with a month's name, numbers behind a word for what they number, e-mail written
/// for people, addresses by street. Part of leftoversIn(). `text`: as written. Threads: any.
[[nodiscard]] std::vector<Leftover> leftoversByKind(const QString &text);

} // namespace retclip
