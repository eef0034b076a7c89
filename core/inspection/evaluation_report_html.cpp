// SPDX-License-Identifier: GPL-3.0-or-later
// The page: for a browser, and for the document that is printed.
#include "core/inspection/evaluation_report.h"
#include "core/inspection/evaluation_words.h"
#include "core/inspection/report_chart.h"
#include "core/inspection/report_html.h"
#include "core/statistics/operating_points.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <set>

namespace retclip {

namespace {

struct ReportWords
{
    Q_DECLARE_TR_FUNCTIONS(EvaluationReport)
};

QString shareCell(const CountedShare &share)
{
    return QStringLiteral("%1 %2 (%3/%4)")
        .arg(shownFigure(share.value()), shownInterval(share.interval()))
        .arg(share.hits).arg(share.cases);
}

QVector<QPointF> pointsOf(const std::vector<CurvePoint> &curve)
{
    QVector<QPointF> points;
    for (const CurvePoint &point : curve)
        points << QPointF(point.x, point.y);
    return points;
}

ReportChart::Curve reliabilityCurve(const QString &name, const CalibrationSide &side)
{
    ReportChart::Curve curve{name, {}, {}};
    for (const ReliabilityBin &bin : side.bins) {
        curve.points << QPointF(bin.mean_probability, bin.share_positive);
        curve.bars << Interval{bin.share_low, bin.share_high};
    }
    return curve;
}

ReportChart decisionChart(const ClassSeries &test)
{
    ReportChart chart{ReportWords::tr("Decision curve"), ReportWords::tr("threshold probability"), ReportWords::tr("net benefit")};
    ReportChart::Curve model{ReportWords::tr("by this model"), {}, {}}, all{ReportWords::tr("treat everyone"), {}, {}};
    chart.yLow = -0.05;
    chart.yHigh = 0.05;
    for (const DecisionPoint &point : decision_curve(test.truth, test.scores)) {
        model.points << QPointF(point.threshold, point.model); // Below the axis: drawn along it.
        if (point.treat_all >= chart.yLow)
            all.points << QPointF(point.threshold, point.treat_all);
        chart.yHigh = std::max({chart.yHigh, point.model * 1.05, point.treat_all * 1.05});
    }
    chart.curves = {model, all};
    chart.reference = std::pair(QPointF(0, 0), QPointF(1, 0));
    return chart;
}

QVector<ReportChart> chartsOf(const EvaluationReport &report, int classIndex)
{
    const ClassSeries test = report.cases.series(Split::test, classIndex);
    const ReportedClass &each = report.classes[std::size_t(classIndex)];
    ReportChart roc{ReportWords::tr("ROC"), ReportWords::tr("1 − specificity"), ReportWords::tr("sensitivity")};
    roc.curves = {{each.title, pointsOf(roc_curve(test.truth, test.scores)), {}}};
    roc.reference = std::pair(QPointF(0, 0), QPointF(1, 1));
    ReportChart pr{ReportWords::tr("Precision–recall"), ReportWords::tr("recall"), ReportWords::tr("precision")};
    pr.curves = {{each.title, pointsOf(precision_recall_curve(test.truth, test.scores)), {}}};
    if (!test.truth.empty()) {
        const double prevalence = double(std::count(test.truth.begin(), test.truth.end(), 1))
            / double(test.truth.size());
        pr.reference = std::pair(QPointF(0, prevalence), QPointF(1, prevalence));
    }
    for (const ReportedPoint &point : each.points) {
        const auto sensitivity = point.outcomes.sensitivity().value();
        const auto specificity = point.outcomes.specificity().value();
        if (sensitivity && specificity)
            roc.marks << QPointF(1 - *specificity, *sensitivity);
        if (const auto precision = point.outcomes.positive_predictive_value().value();
            precision && sensitivity)
            pr.marks << QPointF(*sensitivity, *precision);
    }
    ReportChart reliability{ReportWords::tr("Reliability"), ReportWords::tr("stated probability"), ReportWords::tr("observed share")};
    reliability.curves = {reliabilityCurve(ReportWords::tr("as stated"), each.calibration.before)};
    if (each.calibration.temperature)
        reliability.curves << reliabilityCurve(
            ReportWords::tr("temperature %1").arg(shownFigure(each.calibration.temperature, 2)), each.calibration.after);
    reliability.reference = std::pair(QPointF(0, 0), QPointF(1, 1));
    return {roc, pr, reliability, decisionChart(test)};
}

/// Writes the page part by part.
class ReportPage
{
public:
    ReportPage(const EvaluationReport &report,
               const std::function<QString(const ReportPicture &)> &place)
        : m_report(report), m_place(place)
    {
    }

    QString written()
    {
        const EvaluationResult &result = m_report.result;
        const QString title = ReportWords::tr("Evaluation of run %1 (%2): %3")
                                  .arg(result.run.value)
                                  .arg(m_report.run.name, result.order.labelSet);
        m_out = htmlPageBegin(title, m_report.synthetic);
        facts();
        headline();
        confusion();
        for (int c = 0; c < int(m_report.classes.size()); ++c)
            oneClass(c);
        m_out += htmlHeading(2, ReportWords::tr("For a methods section"));
        m_out += htmlParagraph(m_report.methods());
        definitions();
        return m_out + htmlPageEnd();
    }

private:
    void facts()
    {
        const EvaluationResult &result = m_report.result;
        const auto validation = m_report.cases.ofSplit(Split::validation).size();
        const auto training = m_report.cases.ofSplit(Split::training).size();
        m_out += htmlTable(
            {}, {{ReportWords::tr("Study"), m_report.studyName},
                 {ReportWords::tr("Protocol"), protocolTitle(result.order.protocol)},
                 {ReportWords::tr("Label set, classes"),
                  QStringLiteral("%1: %2").arg(result.order.labelSet, titles().join(QStringLiteral(", ")))},
                 {ReportWords::tr("Test"), ReportWords::tr("%1 cases of %2 patients").arg(result.test.items).arg(result.test.patients)},
                 {ReportWords::tr("Training, validation"), ReportWords::tr("%1 and %2 cases").arg(training).arg(validation)},
                 {ReportWords::tr("Left out"), QString::number(result.leftOut)},
                 {ReportWords::tr("Evaluated"), result.time.toString(Qt::ISODate)},
                 {ReportWords::tr("Run's data (hash)"), m_report.run.manifestHash},
                 {ReportWords::tr("Predictions (SHA-256)"), m_report.predictionsHash},
                 {ReportWords::tr("Program"), m_report.program}});
    }

    QStringList titles() const
    {
        QStringList all;
        for (const ReportedClass &each : m_report.classes)
            all << each.title;
        return all;
    }

    void headline()
    {
        m_out += htmlHeading(2, ReportWords::tr("Metrics on test"));
        QVector<QStringList> rows;
        for (const Metric &metric : m_report.result.test.metrics) {
            m_used.insert(metric.name);
            rows << QStringList{evaluationMetricName(metric.name), shownFigure(metric.value.value),
                                shownInterval(metric.value)};
        }
        m_out += htmlTable({ReportWords::tr("metric"), ReportWords::tr("value"), ReportWords::tr("95 % interval")}, rows);
        if (m_report.classes.size() < 2)
            return;
        m_out += htmlHeading(3, ReportWords::tr("Each class against the rest"));
        QStringList heading{ReportWords::tr("class")};
        std::vector<const Metric *> shown;
        for (const char *name : {"auroc", "average_precision", "f1", "brier"})
            if (const Metric *metric = m_report.result.test.find(name); metric && !metric->per_class.empty()) {
                shown.push_back(metric);
                heading << evaluationMetricName(name);
            }
        QVector<QStringList> classes;
        for (std::size_t c = 0; c < m_report.classes.size(); ++c) {
            QStringList row{m_report.classes[c].title};
            for (const Metric *metric : shown) {
                const MetricValue &value = ofClass(*metric, c, m_report.classes.size());
                row << QStringLiteral("%1 %2").arg(shownFigure(value.value), shownInterval(value));
            }
            classes << row;
        }
        m_out += htmlTable(heading, classes);
    }

    void confusion()
    {
        if (m_report.cases.kind() == LabelKind::multilabel)
            return; // A table a class stands with its operating points.
        const ConfusionMatrix matrix = m_report.cases.confusion(Split::test, 0, {});
        const QStringList names = m_report.cases.isAboutOneClass()
            ? QStringList{ReportWords::tr("not %1").arg(titles().value(0)), titles().value(0)} : titles();
        m_out += htmlHeading(2, ReportWords::tr("Confusion (label down, prediction across)"));
        QVector<QStringList> rows;
        for (std::size_t t = 0; t < matrix.counts.size(); ++t) {
            QStringList row{names.value(qsizetype(t))};
            for (const std::int64_t count : matrix.counts[t])
                row << QString::number(count);
            rows << row;
        }
        m_out += htmlTable(QStringList{QString()} + names, rows);
    }

    void picture(const QString &title, const QString &svg, QSize size)
    {
        m_out += m_place ? m_place({title, svg, size}) : svg;
    }

    void oneClass(int c)
    {
        const ReportedClass &each = m_report.classes[std::size_t(c)];
        m_out += htmlHeading(2, each.title) + QStringLiteral("<p>");
        for (const ReportChart &chart : chartsOf(m_report, c))
            picture(chart.title, chart.svg(), {ReportChart::width, ReportChart::height});
        m_out += QStringLiteral("</p>") + htmlHeading(3, ReportWords::tr("Operating points"));
        QVector<QStringList> points;
        bool onTest = false;
        for (const ReportedPoint &point : each.points) {
            onTest |= !point.onValidation;
            points << QStringList{ruleTitle(point.rule) + (point.onValidation ? QString() : QStringLiteral(" *")),
                                  std::isfinite(point.threshold) ? shownFigure(point.threshold, 4)
                                                                 : ReportWords::tr("none called"),
                                  shareCell(point.outcomes.sensitivity()), shareCell(point.outcomes.specificity()),
                                  shareCell(point.outcomes.positive_predictive_value()),
                                  shareCell(point.outcomes.negative_predictive_value())};
        }
        m_out += htmlTable({ReportWords::tr("rule"), ReportWords::tr("threshold"), ReportWords::tr("sensitivity"), ReportWords::tr("specificity"),
                            ReportWords::tr("PPV"), ReportWords::tr("NPV")},
                           points);
        if (onTest)
            m_out += htmlParagraph(ReportWords::tr("* chosen on test, as validation lacks one of the two kinds: optimistic"));
        m_out += htmlHeading(3, ReportWords::tr("Calibration"));
        const ClassCalibration &calibration = each.calibration;
        const auto scaled = [&](double value) {
            return shownFigure(calibration.temperature ? std::optional(value) : std::nullopt);
        };
        m_out += htmlTable({QString(), ReportWords::tr("as stated"), ReportWords::tr("scaled")},
                           {{ReportWords::tr("ECE of the class, ten bins"), shownFigure(calibration.before.ece),
                             scaled(calibration.after.ece)},
                            {evaluationMetricName("brier"), shownFigure(calibration.before.brier),
                             scaled(calibration.after.brier)},
                            {ReportWords::tr("Temperature, fitted on %1 validation cases").arg(calibration.validationCases),
                             shownFigure(1.0, 2), shownFigure(calibration.temperature, 2)}});
        groups(each);
    }

    void groups(const ReportedClass &each)
    {
        if (each.groups.size() < 2)
            return;
        m_out += htmlHeading(3, ReportWords::tr("Subgroups"));
        ReportIntervals chart{ReportWords::tr("AUROC, 95 % interval (hollow: few cases)"), {}, 0.5};
        QVector<QStringList> rows;
        for (const EvaluatedGroup &group : each.groups) {
            const Metric *auroc = group.report.find("auroc");
            const MetricValue value = auroc ? auroc->value : MetricValue();
            const QString name = groupTitle(group.by, group.value);
            chart.rows.append({QStringLiteral("%1 (n %2)").arg(name).arg(group.cases), value.value, value.interval,
                               group.few()});
            rows << QStringList{name, QString::number(group.cases), QString::number(group.patients),
                                QString::number(group.positives), shownFigure(value.value), shownInterval(value),
                                group.few() ? ReportWords::tr("few") : QString()};
        }
        m_out += QStringLiteral("<p>");
        picture(chart.title, chart.svg(), {ReportIntervals::width, chart.height()});
        m_out += QStringLiteral("</p>")
            + htmlTable({ReportWords::tr("group"), ReportWords::tr("cases"), ReportWords::tr("patients"), ReportWords::tr("positives"),
                         evaluationMetricName("auroc"), ReportWords::tr("95 % interval"), QString()},
                        rows);
        m_out += htmlParagraph(ReportWords::tr("%1 groups were looked at. Few: under %2 cases, or under %3 with or without "
                                    "the class; not to be ranked.")
                                   .arg(each.groups.size() - 1).arg(fewestCases).arg(fewestOfAKind));
    }

    void definitions()
    {
        m_out += htmlHeading(2, ReportWords::tr("Definitions"));
        QVector<QStringList> rows;
        for (const std::string &name : m_used)
            if (const QString definition = evaluationMetricDefinition(name); !definition.isEmpty())
                rows << QStringList{evaluationMetricName(name), definition};
        rows << QStringList{ReportWords::tr("Interval"),
                            ReportWords::tr("Metrics: %1 % percentile bootstrap, %2 draws of patients, seed %3. Shares at an "
                                 "operating point and bins of reliability: Wilson, 95 %, cases as independent.")
                                .arg(m_report.result.order.bootstrap.level * 100)
                                .arg(m_report.result.order.bootstrap.draws)
                                .arg(m_report.result.order.bootstrap.seed)};
        rows << QStringList{ReportWords::tr("Net benefit"),
                            ReportWords::tr("True positives a case, less false positives a case times p / (1 − p), at the "
                                 "threshold probability p (Vickers and Elkin 2006).")};
        rows << QStringList{ReportWords::tr("Temperature"),
                            ReportWords::tr("Log-odds divided by one number that gives validation the least log loss (Guo et "
                                 "al. 2017).")};
        m_out += htmlTable({}, rows);
    }

    const EvaluationReport &m_report;
    const std::function<QString(const ReportPicture &)> &m_place;
    std::set<std::string> m_used;
    QString m_out;
};

} // namespace

QString EvaluationReport::html(const std::function<QString(const ReportPicture &)> &place) const
{
    return ReportPage(*this, place).written();
}

} // namespace retclip
