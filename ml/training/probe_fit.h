// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

namespace retclip {

/// See ModelBackend::fit_probe. Needs no LibTorch. Errors: invalid_argument, not_finite, cancelled.
[[nodiscard]] Result<ProbeResult> fit_probe(const ProbeRequest &request, int threads,
                                            std::stop_token stop);

} // namespace retclip
