// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"
#include "core/base/run_event.h"
#include "core/inspection/report_chart.h"
#include "core/study/study.h"

#include <functional>
#include <stop_token>

namespace retclip {

/// A figure of the validations of a run.
struct ReportedFigure
{
    QString name; ///< "recall_at_5"
    double last = 0;
    double best = 0; ///< The least for losses and errors, else the greatest.
    std::int64_t bestStep = 0;
};

/// A training run as a page, as numbers and as a sentence for a paper: what it was given, how it went, what
/// came out. Made of the run's own files (run.json, manifest.jsonl, events.jsonl); works while it runs.
struct RunReport
{
    RunRow run;
    RunConfig config; ///< As the run was started.
    QString studyName;
    bool synthetic = false;
    QString program; ///< That writes the report; the run names its own.
    std::vector<RunEvent> events;
    qint64 patientsTrain = 0, patientsValidation = 0, patientsTest = 0; ///< Of the manifest.

    // Worked out of the events.
    std::int64_t steps = 0;
    int epochs = 0;
    std::int64_t patientsSeen = 0;
    std::optional<double> firstLoss, lastLoss;  ///< Mean of the first and the last twentieth of the steps.
    std::optional<double> patientsPerSecond;    ///< Median.
    std::optional<double> waitShare;            ///< Of the steps' time, waiting for data.
    std::optional<double> mostMemory;           ///< Bytes.
    QVector<ReportedFigure> figures;            ///< By name.

    /// A page in the present language. `place` says how a picture is put into it; nothing: inline SVG.
    [[nodiscard]] QString html(const std::function<QString(const ReportPicture &)> &place = {}) const;
    /// For a methods section, in English.
    [[nodiscard]] QString methods() const;
    /// step,epoch,kind,figure,value in the C locale: every number of the curves.
    [[nodiscard]] QString csv() const;
    [[nodiscard]] QVector<ReportChart> charts() const;
};

/// Threads: any; `study` must belong to the calling thread. A run without events has a page that says so.
/// Errors: unreadable (settings that this version does not know), cancelled.
[[nodiscard]] Result<RunReport> makeRunReport(const Study &study, const RunRow &run, const QString &program,
                                              std::stop_token stop = {});

} // namespace retclip
