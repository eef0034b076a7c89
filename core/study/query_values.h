// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/query.h"

namespace retclip {

/// Reads the item's text as the field's type; false: it is not one. `today` is what 30d counts back
/// from.
[[nodiscard]] bool understandQueryValue(const QueryFieldEntry &entry, QDate today, QueryItem &item);

/// Says what the field takes. `test` is what stands from `start` to the item: "age>".
[[nodiscard]] Error queryValueNeeded(const QueryFieldEntry &entry, const QString &test, int start,
                                     const QueryItem &item);

} // namespace retclip
