// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <vector>

namespace retclip::cli {

/// What a run said of a label set. Errors: not_found where it was never evaluated on it.
[[nodiscard]] Result<std::vector<PredictionRow>>
predictionsOf(const Study &study, const RunRow &run, const QString &labelSet);

} // namespace retclip::cli
