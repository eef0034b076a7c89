// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <functional>
#include <optional>

namespace retclip {

class AppContext;

/// Changes what a person keeps with a run (name, star, note), on its newest row: figures may have
/// changed while an older one was on screen. `change` says whether there is anything to keep. Tells
/// the study's other views; an error is posted. The row as it is kept, else nothing.
std::optional<RunRow> editRun(AppContext &context, RunId run,
                              const std::function<bool(RunRow &)> &change);

} // namespace retclip
