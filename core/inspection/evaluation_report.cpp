// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/evaluation_report.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/inspection/csv_table.h"
#include "core/inspection/evaluation_words.h"
#include "core/inspection/other_predictions.h"
#include "core/statistics/operating_points.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr double heldSpecificity = 0.95, heldSensitivity = 0.9;

std::optional<double> chosenThreshold(ReportedPoint::Rule rule, const ClassSeries &from)
{
    using Rule = ReportedPoint::Rule;
    if (rule == Rule::ofEvaluation)
        return 0.5;
    if (rule == Rule::youden)
        return youden_threshold(from.truth, from.scores);
    const auto point = rule == Rule::sensitivityAtSpecificity
        ? sensitivity_at_specificity(from.truth, from.scores, heldSpecificity)
        : specificity_at_sensitivity(from.truth, from.scores, heldSensitivity);
    return point ? std::optional(point->threshold) : std::nullopt;
}

const char *ruleWord(ReportedPoint::Rule rule)
{
    switch (rule) {
    case ReportedPoint::Rule::ofEvaluation: return "0.5";
    case ReportedPoint::Rule::youden: return "youden";
    case ReportedPoint::Rule::sensitivityAtSpecificity: return "specificity>=0.95";
    case ReportedPoint::Rule::specificityAtSensitivity: return "sensitivity>=0.90";
    }
    return "";
}

class ReportCsv
{
public:
    void line(const char *section, const std::string &className, const QString &item, const char *metric,
              const std::optional<double> &value, const std::optional<Interval> &interval, qint64 n,
              std::optional<qint64> patients = {})
    {
        const auto number = [](const std::optional<double> &figure) {
            return figure && std::isfinite(*figure) ? QString::number(*figure, 'g', 9) : QString();
        };
        m_text += QStringList{QLatin1String(section), csvField(QString::fromStdString(className)),
                              csvField(item), QLatin1String(metric), number(value),
                              number(interval ? std::optional(interval->low) : std::nullopt),
                              number(interval ? std::optional(interval->high) : std::nullopt),
                              QString::number(n), patients ? QString::number(*patients) : QString()}
                      .join(QLatin1Char(','))
            + QLatin1Char('\n');
    }
    [[nodiscard]] QString text() const { return m_text; }

private:
    QString m_text = QStringLiteral("section,class,item,metric,value,low,high,n,patients\n");
};

} // namespace

QString ruleTitle(ReportedPoint::Rule rule)
{
    switch (rule) {
    case ReportedPoint::Rule::ofEvaluation:
        return QCoreApplication::translate("EvaluationReport", "As evaluated (0.5)");
    case ReportedPoint::Rule::youden: return QCoreApplication::translate("EvaluationReport", "Youden");
    case ReportedPoint::Rule::sensitivityAtSpecificity:
        return QCoreApplication::translate("EvaluationReport", "Best sensitivity at specificity ≥ 95 %");
    case ReportedPoint::Rule::specificityAtSensitivity:
        return QCoreApplication::translate("EvaluationReport", "Best specificity at sensitivity ≥ 90 %");
    }
    return {};
}

std::vector<ReportedPoint> reportedPoints(const EvaluationCases &cases, int classIndex)
{
    using Rule = ReportedPoint::Rule;
    const ClassSeries test = cases.series(Split::test, classIndex);
    const ClassSeries validation = cases.series(Split::validation, classIndex);
    const ThresholdTable table(test.truth, test.scores);
    const bool honest = ThresholdTable(validation.truth, validation.scores).has_both();
    std::vector<ReportedPoint> points;
    for (const Rule rule : {Rule::ofEvaluation, Rule::youden, Rule::sensitivityAtSpecificity,
                            Rule::specificityAtSensitivity})
        if (const auto threshold = chosenThreshold(rule, honest ? validation : test))
            points.push_back({rule, honest || rule == Rule::ofEvaluation, *threshold, table.at(*threshold)});
    return points;
}

Result<EvaluationReport>
makeEvaluationReport(const Study &study, const RunRow &run, const EvaluationResult &result,
                     const QString &program, const std::function<QString(const QString &)> &classTitle,
                     std::stop_token stop)
{
    EvaluationReport report;
    report.result = result;
    report.cases = EvaluationCases(result.predictions, result.target);
    report.run = run;
    report.program = program;
    RETCLIP_TRY(const StudyInfo info, study.info());
    report.studyName = info.name;
    report.synthetic = info.synthetic;
    if (const auto bytes = read_file(path_from_utf8(result.predictionsFile.toStdString())))
        report.predictionsHash = QString::fromStdString(sha256_of(std::string_view(*bytes)));
    std::vector<ExamId> exams;
    for (const std::size_t place : report.cases.ofSplit(Split::test))
        exams.push_back(report.cases.all()[place].exam);
    RETCLIP_TRY(const FactsOfExams facts, examFacts(study, exams, stop));
    for (int c = 0; c < int(report.cases.classes().size()); ++c) {
        ReportedClass each;
        each.title = classTitle(QString::fromStdString(report.cases.classes()[std::size_t(c)]));
        each.calibration = calibrationOf(report.cases, c);
        each.points = reportedPoints(report.cases, c);
        RETCLIP_TRY(each.groups,
                    evaluatedGroups(report.cases, c, facts, result.order.bootstrap, stop));
        report.classes.push_back(std::move(each));
    }
    return report;
}

QString EvaluationReport::csv() const
{
    ReportCsv csv;
    const std::vector<std::string> &names = cases.classes();
    for (const Metric &metric : result.test.metrics) {
        csv.line("test", {}, {}, metric.name.c_str(), metric.value.value, metric.value.interval,
                 result.test.items, result.test.patients);
        for (std::size_t c = 0; names.size() > 1 && c < metric.per_class.size(); ++c)
            csv.line("test", c < names.size() ? names[c] : std::string(), {}, metric.name.c_str(),
                     metric.per_class[c].value, metric.per_class[c].interval, result.test.items,
                     result.test.patients);
    }
    for (std::size_t c = 0; c < classes.size(); ++c) {
        const ReportedClass &each = classes[c];
        for (const ReportedPoint &point : each.points) {
            const QString item = QLatin1String(ruleWord(point.rule));
            csv.line("operating_point", names[c], item, "threshold", point.threshold, {},
                     each.calibration.cases);
            const auto share = [&](const char *metric, const CountedShare &counted) {
                csv.line("operating_point", names[c], item, metric, counted.value(), counted.interval(),
                         counted.cases);
            };
            share("sensitivity", point.outcomes.sensitivity());
            share("specificity", point.outcomes.specificity());
            share("ppv", point.outcomes.positive_predictive_value());
            share("npv", point.outcomes.negative_predictive_value());
        }
        const ClassCalibration &calibration = each.calibration;
        csv.line("calibration", names[c], QStringLiteral("as_stated"), "ece", calibration.before.ece, {},
                 calibration.cases);
        csv.line("calibration", names[c], QStringLiteral("as_stated"), "brier", calibration.before.brier, {},
                 calibration.cases);
        if (calibration.temperature) {
            csv.line("calibration", names[c], QStringLiteral("scaled"), "temperature", calibration.temperature,
                     {}, calibration.validationCases);
            csv.line("calibration", names[c], QStringLiteral("scaled"), "ece", calibration.after.ece, {},
                     calibration.cases);
            csv.line("calibration", names[c], QStringLiteral("scaled"), "brier", calibration.after.brier, {},
                     calibration.cases);
        }
        for (const EvaluatedGroup &group : each.groups)
            for (const char *metric : {"auroc", "sensitivity", "specificity"})
                if (const Metric *found = group.report.find(metric))
                    csv.line("group", names[c],
                             group.by == GroupBy::everyone
                                 ? QStringLiteral("all")
                                 : QStringLiteral("%1=%2").arg(QLatin1String(groupWord(group.by)), group.value),
                             metric, found->value.value, found->value.interval, group.cases, group.patients);
    }
    return csv.text();
}

QString EvaluationReport::methods() const
{
    QString text = result.protocolSentence.trimmed();
    const bool eyes = std::any_of(cases.all().begin(), cases.all().end(),
                                  [](const EvaluatedCase &each) { return each.eye.has_value(); });
    text += QStringLiteral(" Performance was measured on %1 test %2 of %3 patients%4. ")
                .arg(result.test.items)
                .arg(eyes ? QStringLiteral("eyes") : QStringLiteral("exams"))
                .arg(result.test.patients)
                .arg(run.preset == QLatin1String(otherProgramPreset)
                         ? QString() // What it was fitted on is not known here.
                         : QStringLiteral(" that took no part in fitting or choosing"));
    text += QStringLiteral("The area under the ROC curve and average precision are reported with %1 % "
                           "percentile intervals from %2 bootstrap resamples of patients (seed %3), so that "
                           "all exams and both eyes of a patient stay together. ")
                .arg(result.order.bootstrap.level * 100)
                .arg(result.order.bootstrap.draws)
                .arg(result.order.bootstrap.seed);
    const bool honest = std::all_of(classes.begin(), classes.end(), [](const ReportedClass &each) {
        return std::all_of(each.points.begin(), each.points.end(),
                           [](const ReportedPoint &point) { return point.onValidation; });
    });
    text += honest ? QStringLiteral("Operating points (Youden's index; specificity of at least 95 %; "
                                    "sensitivity of at least 90 %) were chosen on validation and applied to "
                                    "test; ")
                   : QStringLiteral("Operating points (Youden's index; specificity of at least 95 %; "
                                    "sensitivity of at least 90 %) were chosen on the test set itself, as "
                                    "validation lacked a kind of case, and are optimistic; ");
    text += QStringLiteral("sensitivity, specificity and predictive values at them carry Wilson intervals. "
                           "Calibration was judged by reliability over ten bins, expected calibration error "
                           "and Brier score, before and after temperature scaling fitted on validation. "
                           "Clinical usefulness was described by decision curves (net benefit). Subgroups "
                           "(sex, age, eye, camera, site, quality of the photographs, tags, where known) "
                           "were looked at for exploration; groups under %1 cases, or under %2 with or "
                           "without the class, are marked and were not ranked.")
                .arg(fewestCases)
                .arg(fewestOfAKind);
    return text;
}

} // namespace retclip
