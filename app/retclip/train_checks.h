// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/retclip/invocation.h"

namespace retclip::cli {

/// `train --doctor` and `train --prove-resume`: a line a check; the study is only read. The exit
/// status: failed where a check is not ok.
[[nodiscard]] Result<int> checkBeforeTraining(Invocation &call, const RunConfig &config);

/// train --estimate: memory, and what fits. Status 1 where it does not fit.
[[nodiscard]] Result<int> estimateTraining(Invocation &call, const RunConfig &config);

} // namespace retclip::cli
