// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where this process stands among those of a distributed run.

#include "core/base/result.h"

#include <functional>
#include <string>

namespace retclip {

struct RankPlace
{
    int rank = 0;        ///< 0 .. world-1. Rank 0 alone writes.
    int world = 1;       ///< Processes in all; 1: not distributed.
    int local_rank = 0;  ///< Among those of this machine: which GPU is its own.
    int local_world = 1; ///< Processes on this machine: they share its cores.
    std::string host;    ///< Where rank 0 listens.
    int port = 0;
    int timeout_s = 600; ///< A rank that is silent for longer is taken for dead.
};

/// Reads a variable of the environment; empty where it is absent.
using Environment = std::function<std::string(const char *name)>;

/// The place that torchrun (RANK, WORLD_SIZE, LOCAL_RANK, LOCAL_WORLD_SIZE, MASTER_ADDR,
/// MASTER_PORT), else srun (SLURM_PROCID, SLURM_NTASKS, SLURM_LOCALID, SLURM_NODELIST) gave this
/// process; world 1 where there is neither. RETCLIP_RANK_TIMEOUT_S sets the timeout.
/// Errors: invalid_argument, where a variable is missing or makes no sense.
[[nodiscard]] Result<RankPlace> launched_rank(const Environment &environment);
[[nodiscard]] Result<RankPlace> launched_rank(); ///< From this process's environment.

/// From now on this process trains as that rank. A rank is a process, so the place is no part of a
/// request; the process's environment carries it over the plug-in's border. Programs that train by
/// themselves never call it, whatever a cluster's shell has set. Call before other threads start.
void take_part(const RankPlace &place);
/// What take_part() said; world 1 where it was not called.
[[nodiscard]] RankPlace rank_place_of_process();

} // namespace retclip
