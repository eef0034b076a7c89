// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ml/training/run_checkpoint.h"

#include <future>
#include <optional>

namespace retclip {

/// Writes a run's checkpoints: large ones on a thread of its own from a copy, while the run goes on.
///
/// Threads: the run's. The destructor waits for what is being written.
class CheckpointWriter
{
public:
    /// Smaller checkpoints are written at once, as are those whose copy has no room in memory.
    CheckpointWriter(std::filesystem::path run_folder, int keep, std::uint64_t background_from_bytes)
        : m_folder(std::move(run_folder), keep), m_background_from_bytes(background_from_bytes)
    {
    }

    [[nodiscard]] const CheckpointFolder &folder() const { return m_folder; }

    struct Written
    {
        Result<std::string> file; ///< Errors: those of CheckpointFolder::write().
        RunPosition position;     ///< As it is in the file.
        bool is_best = false;
        double seconds = 0; ///< Spent on writing.
    };
    /// What came before must have been taken. `at_once`: it is written when this returns.
    void begin(CheckpointFolder::Contents contents, bool at_once);
    /// The checkpoint that was begun, once; `wait`: until it is written. None: nothing, or not yet.
    [[nodiscard]] std::optional<Written> take(bool wait);

private:
    CheckpointFolder m_folder;
    std::uint64_t m_background_from_bytes;
    std::future<Written> m_writing; ///< Last: its thread ends before the rest goes.
};

} // namespace retclip
