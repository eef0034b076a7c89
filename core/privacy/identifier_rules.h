// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/name_finder.h"

#include <vector>

namespace retclip {

/// Identifiers that are numbers, addresses or dates, in folded text (date_forms.h); one stretch may be
/// seen several times. Names: name_finder.h.
///
/// A number alone is an identifier only where its form or check digit says so (identity card, mobile,
/// bank card, e-mail …) or a word before it does (住院号, MRN …). So measures (0.8, 20/40, C/D 0.6,
/// 15 mmHg, 3 月前, 12 点位) are none. Threads: any.
[[nodiscard]] std::vector<Sighting> numbersIn(const QString &text);

} // namespace retclip
