// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_report.h"

namespace retclip {

/// Writes the report by the file's ending: .pdf, .csv, anything else HTML with its pictures inside.
/// All or nothing. Threads: any. Errors: unreadable (the file cannot be written).
[[nodiscard]] Result<void> writeReport(const EvaluationReport &report, const QString &file);

} // namespace retclip
