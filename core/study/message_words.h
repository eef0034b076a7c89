// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace retclip {

/// The sentence in the language of the program, arguments filled in; empty of an empty message.
///
/// Threads: any, once the translator is in place.
[[nodiscard]] QString translated(const Message &message);

} // namespace retclip
