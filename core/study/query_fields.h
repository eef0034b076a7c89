// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/query.h"

namespace retclip {

/// By its English or Chinese name or alias, whatever the case; null: none.
[[nodiscard]] const QueryFieldEntry *queryFieldNamed(const QString &text);
[[nodiscard]] const QueryFlagEntry *queryFlagNamed(const QString &text);

/// Says which fields there are that look like it.
[[nodiscard]] Error unknownQueryField(const QString &name, int column);

} // namespace retclip
