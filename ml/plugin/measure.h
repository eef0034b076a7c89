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

/// BenchRequest::what "memory": steps of a run of that configuration on made-up data; the height of this
/// process beside what was estimated. Right only in a process that did nothing large before.
[[nodiscard]] Result<std::vector<BenchMeasure>> bench_memory(const BenchRequest &request, std::stop_token stop);

} // namespace retclip
