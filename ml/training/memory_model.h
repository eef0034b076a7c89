// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"

#include <cstdint>
#include <map>
#include <string>

namespace retclip {

/// What a run takes, in bytes, part by part (docs/training.md, "Memory").
struct MemoryParts
{
    double program = 0;     ///< Libraries, threads, what the allocator keeps beside.
    double weights = 0;     ///< The network's, a teacher's, an average's; 16-bit copies for products.
    double learning = 0;    ///< Gradients and two moments of what learns.
    double activations = 0; ///< Kept for the backward pass of the patients computed at a time.
    double passing = 0;     ///< Made and dropped within a block.
    double photographs = 0; ///< Batches that are loaded, and the one in work.
    [[nodiscard]] double all() const
    {
        return program + weights + learning + activations + passing + photographs;
    }
};

struct MemoryQuestion
{
    bool narrow = false;       ///< Products in 16 bits.
    bool rounded = false;      ///< Float32 values rounded to bfloat16: copies of factors instead.
    bool fused_attention = false; ///< The library keeps no matrix of attention.
    bool gpu = false;          ///< The device's memory alone.
    std::int64_t batch = 0;    ///< Patients; no more than there are.
    std::int64_t tokens = 0;   ///< Of the longest text.
};

/// The height of a process that trains so. Threads: any.
[[nodiscard]] MemoryParts memory_of_run(const RunConfig &config, const MemoryQuestion &question);

/// Settings by which the run fits into `free_bytes`, the fastest that does: parts of the batch, recomputation
/// or both. Empty: it fits as it is, or nothing does. `bytes` and `time` get what they take.
[[nodiscard]] std::map<std::string, std::string> fastest_that_fits(const RunConfig &config,
                                                                   const MemoryQuestion &question,
                                                                   std::uint64_t free_bytes, std::uint64_t *bytes,
                                                                   double *time);

} // namespace retclip
