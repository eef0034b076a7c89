// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/identifiers.h"
#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace retclip {

/// What one validation of a pretraining run looked like, patient level: similarities of its last batch, and
/// the photographs nearest to the reports of a few cases that stay the same all through the run. One JSON line
/// each in `looks.jsonl` beside the run's events.
struct RunLook
{
    struct Case
    {
        ExamId exam;
        std::string code;
    };
    struct Neighbour
    {
        Case photographs;
        double similarity = 0; ///< Cosine.
    };
    struct Asked
    {
        Case report;
        std::int64_t rank = 0; ///< Of its own photographs among all of the validation set, from 1.
        std::vector<Neighbour> nearest; ///< Best first.
    };

    std::int64_t step = 0;
    std::vector<Case> batch;   ///< Rows (reports) and columns (photographs) of the matrix alike.
    std::vector<float> matrix; ///< Cosines, row-major, batch.size() squared.
    std::vector<Asked> asked;
};

inline constexpr std::size_t look_rows = 24;      ///< Of a matrix, at most.
inline constexpr std::size_t looked_at_cases = 8; ///< Whose neighbours are told.
inline constexpr std::size_t told_neighbours = 5;

[[nodiscard]] nlohmann::json to_json(const RunLook &look);
/// Errors: unreadable.
[[nodiscard]] Result<RunLook> run_look_from_json(const nlohmann::json &json);

/// Appends a line. Errors: those of writing.
[[nodiscard]] Result<void> append_run_look(const std::filesystem::path &run_folder, const RunLook &look);
/// In order of their steps; of a step that a resumed run came to again, the newest. Lines that cannot be read
/// are passed over; none: the run tells no such thing.
[[nodiscard]] std::vector<RunLook> read_run_looks(const std::filesystem::path &run_folder);

} // namespace retclip
