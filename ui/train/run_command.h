// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"

#include <QString>

namespace retclip {

/// The same run as a line for a terminal: only what differs from the preset. Quoted for a shell.
[[nodiscard]] QString trainCommand(const QString &studyFolder, const RunConfig &config,
                                   const RunConfig &preset, const QString &runName);

} // namespace retclip
