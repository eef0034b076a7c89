// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

namespace retclip {

/// Labels of a query that are neither a set nor a class of the study: nothing can match them, which a person who
/// mistyped would take for an answer. Each as an error whose `cause` is "column:length", as queryError() makes it; what
/// to do names near words. Empty too for a line that is not understood.
/// Threads: the study's.
[[nodiscard]] Result<std::vector<Error>> queryHints(const Study &study, const QString &line);

} // namespace retclip
