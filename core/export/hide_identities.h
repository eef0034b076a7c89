// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/exporter.h"
#include "core/privacy/pseudonyms.h"
#include "core/privacy/residual_scan.h"

#include <QJsonObject>

#include <vector>

namespace retclip {

/// Gives patients, exams and readers other names, moves or takes out days, redacts reports, takes out
/// sites, tags and comments (free words, in which names are found), and orders the rows by their new
/// names. Returns what was true before, for the scan that comes after writing. order.leftOut says what
/// not to do.
[[nodiscard]] std::vector<HiddenExam> hideIdentities(std::vector<ExamRow> &rows, const ExportOrder &order,
                                                     const Pseudonyms &pseudonyms);

/// What hideIdentities() and the writers of photographs do, for whoever gets the files.
[[nodiscard]] QJsonObject deidentificationWords(const ExportOrder &order);

/// Reads the written files back. Errors: conflict with the list in `cause`, where anything is left.
[[nodiscard]] Result<ResidualReport> checkNothingIsLeft(const QString &folder, std::vector<HiddenExam> exams,
                                                        const ExportOrder &order,
                                                        const ProgressCallback &progress,
                                                        std::stop_token stop);

} // namespace retclip
