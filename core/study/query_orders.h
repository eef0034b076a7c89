// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/query.h"

namespace retclip {

/// sort: limit: sample: seed: — what speaks of the whole query, not of an exam. The English word of
/// such an order; empty: the name is of none.
[[nodiscard]] QString queryOrderNamed(const QString &name);

/// Puts such an order, by its English word, into the query. `value` is what stood after the operator, folded; the error
/// points at `column`, `length`.
[[nodiscard]] Result<void> takeQueryOrder(const QString &order, const QString &value, int column,
                                          int length, ParsedQuery &query);

} // namespace retclip
