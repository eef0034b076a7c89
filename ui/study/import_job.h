// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/importer.h"

#include <functional>

namespace retclip {

class AppContext;

/// Imports into the open study as a job that outlives whoever asked for it: it says in the messages
/// what came of it, and tells the study of what is in while the rest comes. `done` is called on the
/// window's thread. Errors: the study cannot be written to; then nothing was begun.
[[nodiscard]] Result<void> startImport(AppContext &context, const ImportPlan &plan,
                                       std::function<void(bool ok)> done);

} // namespace retclip
