// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit_changes.h"

namespace retclip {

/// Of the value of a "place" field.
inline const QString photographExamKey = QStringLiteral("exam"), photographEyeKey = QStringLiteral("eye");

/// How the fields that edits after `since` touched stood then and stand now; without those that came to be
/// the same again. Each thing is told once: a photograph by where it was and is ("place", or "image" where it
/// is in the same exam), its marks and regions by themselves wherever it was when they were drawn, under the
/// exam it is in now. So the changes can be carried out in any order, forwards and backwards. "photographs"
/// is left out: it follows. Inside a transaction or snapshot.
[[nodiscard]] Result<std::vector<FieldChange>> netChanges(Database &database, qint64 since);

} // namespace retclip
