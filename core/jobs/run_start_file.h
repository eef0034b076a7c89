// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

namespace retclip {

/// The checkpoint of a run that another one starts from: its best, else its last. Empty: it has none.
[[nodiscard]] QString checkpointFileOf(const RunRow &run);

} // namespace retclip
