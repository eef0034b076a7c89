// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_calibration.h"
#include "core/inspection/evaluation_groups.h"
#include "core/inspection/inspection.h"
#include "core/inspection/report_chart.h"
#include "core/statistics/threshold_table.h"

namespace retclip {

/// An operating point chosen on one split and applied to test.
struct ReportedPoint
{
    enum class Rule { ofEvaluation, youden, sensitivityAtSpecificity, specificityAtSensitivity };
    Rule rule = Rule::ofEvaluation;
    bool onValidation = true; ///< Else on test, and optimistic.
    double threshold = 0.5;
    Outcomes outcomes; ///< Of test.
};
/// The evaluation's own point, Youden's, the best sensitivity at a specificity of 95 %, the best
/// specificity at a sensitivity of 90 %. Those that cannot be chosen are left out.
[[nodiscard]] std::vector<ReportedPoint> reportedPoints(const EvaluationCases &cases, int classIndex);
[[nodiscard]] QString ruleTitle(ReportedPoint::Rule rule);

struct ReportedClass
{
    QString title; ///< As people say it.
    ClassCalibration calibration;
    std::vector<ReportedPoint> points;
    std::vector<EvaluatedGroup> groups;
};

/// One evaluation with everything a reader needs to judge it, as a page and as numbers.
struct EvaluationReport
{
    EvaluationResult result;
    EvaluationCases cases;
    RunRow run;
    QString studyName;
    bool synthetic = false;
    QString predictionsHash; ///< SHA-256 of predictions.csv; empty: gone.
    QString program;         ///< "RET-CLIP Workstation 1.0".
    std::vector<ReportedClass> classes;

    /// A page in the present language. `place` says how a picture is put into it; nothing: inline SVG.
    [[nodiscard]] QString html(const std::function<QString(const ReportPicture &)> &place = {}) const;
    /// One paragraph for a methods section, in English.
    [[nodiscard]] QString methods() const;
    /// section,class,item,metric,value,low,high,n,patients in the C locale.
    [[nodiscard]] QString csv() const;
};

/// Threads: any; `study` must belong to the calling thread. `classTitle` says a class as people do.
/// Errors: those of the groups; cancelled.
[[nodiscard]] Result<EvaluationReport>
makeEvaluationReport(const Study &study, const RunRow &run, const EvaluationResult &result,
                     const QString &program, const std::function<QString(const QString &)> &classTitle,
                     std::stop_token stop = {});

} // namespace retclip
