// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retclip {

enum class RunEventKind { start, step, epoch, validation, checkpoint, note, warning, end };
[[nodiscard]] const char *word(RunEventKind kind);

/// What a run tells. One JSON line each in `events.jsonl`; curves are drawn from nothing else.
struct RunEvent
{
    RunEventKind kind = RunEventKind::note;
    double time = 0;           ///< Seconds since 1970, UTC.
    std::int64_t step = 0;     ///< Optimizer steps done, this one included.
    int epoch = 0;             ///< From 1.
    std::int64_t patients = 0; ///< Patients seen in all.

    // Of a step. NaN never stands here: an absent value was not computed.
    std::optional<double> loss, loss_patient, loss_left, loss_right;
    std::optional<double> learning_rate;
    std::optional<std::array<double, 3>> logit_scales; ///< exp: patient, left, right.
    std::optional<double> accuracy_image_to_text, accuracy_text_to_image; ///< Patient level, 0..1.
    std::optional<double> gradient_norm;
    std::optional<double> patients_per_s;
    std::optional<double> wait_s; ///< Of this step, spent waiting for data.
    /// Of this step, all by the clock: the whole from the end of the step before, and its parts. What they
    /// and wait_s leave over was spent on other things (checkpoints, validation apart, messages).
    std::optional<double> step_s, forward_s, backward_s, optimizer_s;
    /// Operations of the network's matrix products a second, as a share of what one large product reaches on
    /// this machine in the same type.
    std::optional<double> utilisation;
    std::optional<double> temperature_c; ///< Of the processor, where the system tells it.
    std::optional<double> memory_bytes;
    std::optional<int> batch; ///< Patients contrasted (the ln B floor).

    /// Of a step: norm of the gradient in each group of layers ("image blocks, lower third" …).
    std::map<std::string, double> gradient_norms;

    /// Of a validation, an epoch or the end: "recall_at_5", "auroc", "best_epoch" …
    std::map<std::string, double> metrics;

    std::string file; ///< Of a checkpoint: path relative to the run's folder.
    Message message;  ///< Of a note, a warning, and of the end of a failed run.
    std::string outcome; ///< Of the end: "done", "paused", "cancelled", "failed".
};

[[nodiscard]] nlohmann::json to_json(const RunEvent &event);
[[nodiscard]] Result<RunEvent> run_event_from_json(const nlohmann::json &json);

/// Reads `events.jsonl` as it grows: each call gives the events appended since the last one. A last
/// line without its end is left for the next call; a line that cannot be read is counted, skipped.
class RunEventReader
{
public:
    explicit RunEventReader(std::filesystem::path file);
    [[nodiscard]] std::vector<RunEvent> read_new();
    [[nodiscard]] int unreadable_lines() const { return m_unreadable; }
    /// How often the file was replaced or cut (a resume abandoned steps): the call that raises it
    /// gives the new file's events from its start.
    [[nodiscard]] int restarts() const { return m_restarts; }

private:
    std::filesystem::path m_file;
    std::uint64_t m_position = 0;
    std::uint64_t m_inode = 0;
    int m_restarts = 0;
    int m_unreadable = 0;
};

/// Appends events; each line is handed to the system at once, and synced on checkpoint and end.
class RunEventWriter
{
public:
    RunEventWriter() = default;
    ~RunEventWriter();
    RunEventWriter(const RunEventWriter &) = delete;
    RunEventWriter &operator=(const RunEventWriter &) = delete;

    /// Opens for appending. Cuts an unfinished last line left by a crash.
    [[nodiscard]] Result<void> open(const std::filesystem::path &file);
    [[nodiscard]] Result<void> write(const RunEvent &event);

private:
    std::filesystem::path m_file;
    int m_descriptor = -1;
};

/// After a resume at `step`, steps beyond it were replayed: moves the events after `step` out of
/// `events.jsonl` into `events.abandoned.jsonl`, atomically.
[[nodiscard]] Result<void> abandon_events_after(const std::filesystem::path &events_file,
                                                std::int64_t step);

} // namespace retclip
