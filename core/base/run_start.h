// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"

namespace retclip {

/// The same settings with every file field that names a relative path made absolute against the folder
/// that this process works in. A run is computed elsewhere and later, from its own folder: what a person
/// typed must mean the same file there. Called where a person's words come in, once.
[[nodiscard]] RunConfig with_absolute_files(RunConfig config);

/// What a person must know before a run of these settings starts: a classifier (fine-tuning, probe) on an
/// encoder that has learnt nothing tells little about photographs. Empty: nothing.
struct StartWarning
{
    Message what, to_do;
};
[[nodiscard]] StartWarning start_warning(const RunConfig &config);

} // namespace retclip
