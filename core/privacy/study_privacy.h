// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/privacy/report_scan.h"
#include "core/study/study.h"

#include <map>
#include <stop_token>

namespace retclip {

/// A text of an exam in which a person may be found.
enum class PrivacyField { report, comment, tag, camera };
[[nodiscard]] const char *word(PrivacyField field);

struct TextFinds
{
    ExamId exam;
    QString code;
    PrivacyField field = PrivacyField::report;
    QString text; ///< As the study has it.
    std::vector<PrivacyFind> finds; ///< In order of place; never empty.
};

/// Looks through reports, comments, tags and cameras (for the number of the one device) of the exams that match a query, in order of exam. The
/// patient's and exam's own codes count as identifiers too.
/// Threads: the study's; uses all cores. Errors: invalid_argument (query), cancelled.
[[nodiscard]] Result<std::vector<TextFinds>> findIdentifiers(const Study &study, const QString &query,
                                                             const ProgressCallback &progress = {},
                                                             std::stop_token stop = {});

/// The edit that replaces all finds of `texts`; a tag with a find is taken off. Those that are not to
/// be replaced must be taken out of `texts` before.
struct Redaction
{
    RedactTexts action;
    std::vector<ExamId> exams;
    std::map<IdentifierKind, int> counts;
};
[[nodiscard]] Redaction redactionOf(const std::vector<TextFinds> &texts);

} // namespace retclip
