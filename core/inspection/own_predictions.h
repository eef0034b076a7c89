// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/manifest.h"
#include "core/base/matrix.h"
#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace retclip {

/// What a supervised run (fine-tuning, probe) predicted itself: predictions.csv and the header of
/// manifest.jsonl in its folder.
struct OwnPredictions
{
    struct Row
    {
        ExamId exam;
        std::string code;
        std::string patient;
        std::optional<Laterality> eye;
        Split split = Split::none;
        Targets targets; ///< As the target's kind says; -1 unknown.
    };
    TargetDescription target;
    std::vector<Row> rows;
    Matrix scores; ///< A row a Row, a column a class.
};

/// Errors: not_found (the run wrote none: it is no supervised run, or has not ended), unreadable.
[[nodiscard]] Result<OwnPredictions> readOwnPredictions(const std::filesystem::path &runFolder);

} // namespace retclip
