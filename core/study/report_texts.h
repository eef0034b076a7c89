// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <functional>
#include <string_view>

namespace retclip {

/// Walks through the reports of the exams that match a query (empty: of all), by rising exam id: without
/// making a row of each, so that 200,000 are read in about a second. The text lives during the call.
/// Errors: cancelled; those of the query.
[[nodiscard]] Result<void> eachReport(const Study &study, const QString &query,
                                      const std::function<void(ExamId, std::string_view utf8)> &each,
                                      std::stop_token stop = {});

} // namespace retclip
