// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/retclip/invocation.h"

namespace retclip::cli {

/// The end of a verb that speaks from what `quality look` kept: says how many photographs were not looked at.
/// Errors: not_found, where nothing was found and nothing was looked at: an empty answer would say that all is well.
[[nodiscard]] Result<int> toldOfUnlooked(Invocation &call, const Study &study, bool nothingFound);

} // namespace retclip::cli
