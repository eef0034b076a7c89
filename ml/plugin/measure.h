// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

namespace retclip {

/// See ModelBackend::bench. Throws what LibTorch throws.
[[nodiscard]] Result<std::vector<BenchMeasure>> run_bench(const BenchRequest &request,
                                                          std::stop_token stop);

/// See ModelBackend::estimate. Throws what LibTorch throws.
[[nodiscard]] Result<RunEstimate> estimate_run(const RunConfig &config, const Manifest &manifest,
                                               bool measure, std::stop_token stop);

/// Bytes that a run needs: weights, gradients, moments, and what a step keeps for its backward pass.
[[nodiscard]] std::uint64_t predicted_memory(const RunConfig &config, double bytes_per_number);

} // namespace retclip
