// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ml/training/adamw.h"
#include "ml/training/random_state.h"

#include "ml/torch.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace retclip {

/// Where a run stands: all that must be known, beside weights and moments, to go on bit for bit.
/// Order and augmentation follow from seed, epoch and item, so the step alone is the data position.
struct RunPosition
{
    std::int64_t step = 0;     ///< Optimizer steps done.
    std::int64_t patients = 0; ///< Seen in all.
    double loss_scale = 1;     ///< Float16.
    std::string config_hash;
    std::string config; ///< The settings as JSON; empty in older checkpoints.
    std::string manifest_hash;
    int threads = 0;
    std::string precision;
    std::string network; ///< The network's sizes as JSON, so that the file can be opened alone.
    bool validation_due = false; ///< Stopped before the validation that belongs to this step.
    std::string best_file;     ///< Of the best validation so far; empty: none.
    double best_value = 0;
    double best_tie = 0;       ///< Validation loss at the best.
    std::int64_t best_step = 0;
    int validations_since_best = 0; ///< For stopping early.
    std::map<std::string, double> best_metrics;
};

/// The folder `checkpoints` of a run: step-000200.safetensors …, and index.json, which names the
/// last and the best; beside each file its SHA-256. Files are written whole or not at all; an index written after its file.
///
/// A file holds the weights under their own names, "optimizer.*" moments, "random.*" states (of
/// further ranks under "random.RANK.*"), and
/// the position as JSON in its metadata.
class CheckpointFolder
{
public:
    CheckpointFolder(std::filesystem::path run_folder, int keep);

    struct Index
    {
        std::string last, best;
    };
    [[nodiscard]] Index index() const;
    [[nodiscard]] static std::string file_name(std::int64_t step);

    /// What a checkpoint holds, in host memory.
    struct Contents
    {
        std::vector<NamedParameter> tensors; ///< Under their names in the file.
        RunPosition position;
        bool is_best = false;

        [[nodiscard]] std::uint64_t bytes() const;
        /// From here on the run may change its weights. Copies what still is the run's own memory.
        void detach();
    };
    /// On a processor the contents are the run's own memory until detach().
    [[nodiscard]] static Contents contents_of(const std::vector<NamedParameter> &weights,
                                              const AdamW &optimizer,
                                              const std::vector<RandomState> &random_of_ranks,
                                              const RunPosition &position, bool is_best);
    /// Any thread, one call at a time. Errors: disk_full, read_only …; the older checkpoints stay.
    [[nodiscard]] Result<std::string> write(const Contents &contents) const;

    struct Loaded
    {
        std::vector<NamedParameter> weights, optimizer;
        std::vector<RandomState> random; ///< Of each rank; at least one.
        RunPosition position;
        std::string file;
    };
    /// The newest file that is whole and as its checksum says. Errors: not_found (no checkpoint), corrupted.
    [[nodiscard]] Result<Loaded> newest() const;
    [[nodiscard]] Result<Loaded> read(const std::string &file) const;
    [[nodiscard]] const std::filesystem::path &path() const { return m_folder; }

private:
    std::filesystem::path m_folder;
    int m_keep;
};

/// Weights alone (no optimizer, no random states) of a checkpoint of ours.
[[nodiscard]] Result<std::vector<NamedParameter>>
read_run_weights(const std::filesystem::path &file);

/// Copies by name. Errors: corrupted, naming the first missing or misshapen tensor. Surplus ones
/// are left alone.
[[nodiscard]] Result<void> copy_weights(const std::vector<NamedParameter> &from,
                                        const std::vector<NamedParameter> &to);

} // namespace retclip
