// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/tokenizer.h"
#include "core/study/edit.h"
#include "core/study/study.h"

#include <stop_token>

namespace retclip {

/// A run that was trained elsewhere on this study's data becomes a run of the study: its folder (run.json,
/// manifest.jsonl, checkpoints, events …) is copied, its exams and photographs are found again here by their
/// codes and hashes, and its state is what its events say, so that an unfinished one can be resumed.
///
/// `folder` is a run's folder, or a job folder of writeClusterJob() whose run lies in "run". `name` empty: the
/// folder's. Threads: any; `study` open for writing. Errors: not_found, unreadable (no run there), conflict
/// (none of its exams is in this study; the name is taken), those of copying; nothing is left then.
[[nodiscard]] Result<RunRow> importRun(Study &study, const QString &folder, const QString &name,
                                       const ProgressCallback &progress, std::stop_token stop);

/// How a cluster shall run it.
struct ClusterJob
{
    QString folder; ///< To be made; must not be there, or be empty.
    int nodes = 1;
    int processesPerNode = 1;
    int coresPerProcess = 8;
    bool gpus = false; ///< One a process.
    int hours = 24;
    QString partition, account; ///< Of Slurm; empty: the cluster's own.
    QString setup;              ///< Shell lines that make retclip-train known: "module load …".
    bool copyPhotographs = true; ///< Else the cluster must see them at the same paths.
};

struct ClusterJobWritten
{
    QString folder;
    QString slurm;    ///< "sbatch slurm.sh"
    QString torchrun; ///< On each node, "torchrun … "
    qint64 bytes = 0; ///< Of the folder.
};

/// Writes all that a run needs elsewhere into one folder: settings, manifest with photographs beside it,
/// tokenizer and start weights, a Slurm script, a script for torchrun, and how to bring the result back. Started
/// twice, it goes on from its last checkpoint.
///
/// Threads: any. Errors: invalid_argument (settings that do not fit; a batch that the processes do not divide),
/// conflict (the folder holds something), those of copying; a folder that was made is removed again.
[[nodiscard]] Result<ClusterJobWritten> writeClusterJob(const RunOrder &order, const ClusterJob &job,
                                                        TokenizerService &tokenizers,
                                                        const ProgressCallback &progress, std::stop_token stop);

/// Sets what may change in a run that goes on (may_change_on_resume()): in its run.json and in its row. Errors:
/// invalid_argument (unknown, out of range, or may not change), conflict (it computes now).
[[nodiscard]] Result<RunRow> changeRunSettings(Study &study, const RunRow &run,
                                               const std::vector<std::pair<std::string, std::string>> &settings);

} // namespace retclip
