// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ml/training/labelled.h"

namespace retclip {

/// Linear probe: features of the fixed encoder once, then a classifier. Writes metrics.json and
/// predictions.csv. Errors: invalid_argument (no label set, no labels), cancelled.
[[nodiscard]] Result<std::map<std::string, double>>
run_probe_task(const RunRoom &room, const std::filesystem::path &folder, std::stop_token stop);

} // namespace retclip
