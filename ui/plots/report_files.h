// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/inspection/report_chart.h"

#include <functional>

namespace retclip {

/// A report as it is written: EvaluationReport, RunReport.
struct WritableReport
{
    QString title;
    QString program;
    /// The page; what it is given says how a picture is put into it, nothing: inline SVG.
    std::function<QString(const std::function<QString(const ReportPicture &)> &)> html;
    std::function<QString()> csv;
};

/// Writes the report by the file's ending: .pdf, .csv, anything else HTML with its pictures inside.
/// All or nothing. Threads: any. Errors: unreadable (the file cannot be written).
[[nodiscard]] Result<void> writeReport(const WritableReport &report, const QString &file);

/// Of a report that has html(), csv(), run and program.
template <typename Report>
[[nodiscard]] WritableReport writable(const Report &report)
{
    return {report.run.name, report.program,
            [&report](const std::function<QString(const ReportPicture &)> &place) { return report.html(place); },
            [&report] { return report.csv(); }};
}

} // namespace retclip
