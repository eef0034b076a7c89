// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/database.h"

namespace retclip {

/// "RCLP" as PRAGMA application_id: this file is a study and nothing else.
inline constexpr int studyApplicationId = 0x52434c50;

/// The steps that lead from each schema version to the next, the first from an empty file; so a new
/// study walks the same way as an old one.
[[nodiscard]] int schemaSteps();
/// Runs the steps up to `version` in one transaction.
[[nodiscard]] Result<void> migrate(Database &database, int version);
[[nodiscard]] Result<int> schemaVersion(Database &database);

} // namespace retclip
