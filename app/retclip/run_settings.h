// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/retclip/invocation.h"
#include "core/base/run_config.h"

namespace retclip::cli {

/// A run's settings from the options --preset or --config, --set, --device and --label-set; checked, with
/// whole paths. Errors: invalid_argument (wrong usage), and those of reading.
[[nodiscard]] Result<RunConfig> configFrom(Invocation &call);

} // namespace retclip::cli
