// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the processes of one run settle before the first step.

#include "core/base/model_backend.h"
#include "ml/training/ranks.h"
#include "ml/training/sampler.h"

namespace retclip {

/// Rank 0's request, on every rank: settings and folder are its own. The others read the manifest in
/// that folder, so it must lie on storage that all of them see. Errors: conflict, and reading's.
[[nodiscard]] Result<TrainRequest> request_of_first(const TrainRequest &own, Ranks &ranks);

/// Errors: conflict, where the ranks would go on from different steps (-1: from the start).
[[nodiscard]] Result<void> same_on_all_ranks(Ranks &ranks, std::int64_t step);

/// Fine-tuning and probes run in one process. Errors: invalid_argument.
[[nodiscard]] Result<void> can_be_distributed(const RunConfig &config, const Ranks &ranks);

/// The batch is that of all ranks together, in equal parts. Errors: invalid_argument.
[[nodiscard]] Result<void> batch_divides(const RunConfig &config, const SamplerOptions &sampler);

/// "auto" and "cuda" are the GPU that the launcher gave this rank.
[[nodiscard]] std::string device_of_rank(const std::string &device, const RankPlace &place);
/// "All cores" (0) are shared among the ranks of a machine.
[[nodiscard]] int threads_of_rank(int threads, const RankPlace &place);

} // namespace retclip
