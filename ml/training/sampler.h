// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace retclip {

/// Which items an epoch sees, and in which order: the authors' rule (SPEC 5).
///
/// The count is padded up to a multiple of batch x world by wrapping to the first items; one
/// permutation of the padded length is drawn from the Mersenne Twister seeded with seed + epoch,
/// exactly as LibTorch's randperm on the CPU draws it; rank r takes every world-th entry from r.
/// So any rank, and a resumed run, can work out any epoch alone. Threads: any.
struct SamplerOptions
{
    std::int64_t items = 0;
    std::int64_t batch = 1; ///< Of one rank.
    std::int64_t world = 1; ///< Number of ranks.
    std::int64_t rank = 0;
    std::int64_t seed = 123;
};

/// Epochs count from 0. Length: batches_per_epoch() x batch, entries 0 .. items-1.
[[nodiscard]] std::vector<std::int64_t> epoch_order(const SamplerOptions &options,
                                                    std::int64_t epoch);
[[nodiscard]] std::int64_t batches_per_epoch(const SamplerOptions &options);

/// LibTorch's randperm of its CPU generator with that seed.
[[nodiscard]] std::vector<std::int64_t> random_permutation(std::int64_t length, std::uint64_t seed);

} // namespace retclip
