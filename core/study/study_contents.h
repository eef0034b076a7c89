// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <string>
#include <vector>

namespace retclip {

/// The SHA-256 of each photograph that has none yet, from its file; the others as stored. A file
/// that is not there keeps an empty hash. In a study open for writing, new ones are stored.
[[nodiscard]] Result<void> fillHashes(const Study &study, std::vector<ExamRow> &rows,
                                      std::stop_token stop = {});

/// What makes an exam's content: its photographs in any order of eyes (a corrected eye is no other
/// content) and its report.
[[nodiscard]] std::string examContent(const ExamRow &row);

} // namespace retclip
