// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/calibration_page.h"

#include "core/inspection/evaluation_words.h"
#include "core/jobs/job.h"
#include "ui/evaluate/evaluate_parts.h"
#include "ui/evaluate/shown_evaluation.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/reliability_chart.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

namespace retclip {

CalibrationPage::CalibrationPage(AppContext &context, ShownEvaluation &shown, QWidget *parent)
    : QWidget(parent), m_context(context), m_shown(shown), m_reliability(new ReliabilityChart),
      m_decision(new CurveChart), m_table(readingTable()), m_tableTitle(labelWithLook("label")),
      m_sentence(labelWithLook("secondary", true)), m_decisionText(labelWithLook("secondary", true))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, space::s, 0, 0);
    layout->setSpacing(space::s);
    auto *left = new QVBoxLayout;
    left->setSpacing(space::s);
    left->addWidget(m_reliability, 1);
    auto *card = cardFrame();
    auto *box = new QVBoxLayout(card);
    box->setContentsMargins(space::m, space::s, space::m, space::s);
    box->addWidget(m_tableTitle);
    m_table->setFixedHeight(4 * space::row + space::xl);
    m_table->horizontalHeader()->setStretchLastSection(true);
    box->addWidget(m_table);
    box->addWidget(m_sentence);
    left->addWidget(card);
    layout->addLayout(left, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(space::s);
    right->addWidget(m_decision, 1);
    auto *explain = cardFrame();
    auto *explainBox = new QVBoxLayout(explain);
    explainBox->setContentsMargins(space::m, space::s, space::m, space::s);
    explainBox->addWidget(m_decisionText);
    right->addWidget(explain);
    layout->addLayout(right, 1);

    connect(&m_shown, &ShownEvaluation::classChanged, this, [this] {
        m_stale = true;
        if (isVisible())
            compute();
    });
    connect(&m_context.theme, &Theme::changed, this, [this] {
        if (m_calibration)
            fill(); // The curves' colours.
    });
    connect(&m_shown, &ShownEvaluation::thresholdChanged, this, [this] {
        if (isVisible())
            markThreshold();
    });
}

void CalibrationPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        compute();
    else
        markThreshold();
}

void CalibrationPage::compute()
{
    if (!m_shown.result())
        return;
    m_stale = false;
    if (m_job)
        m_job->cancel();
    m_calibration.reset();
    const int classIndex = m_shown.classIndex();
    const int asked = ++m_asked;
    m_job = m_context.jobs.start<Contents>(
        {}, this,
        [cases = m_shown.cases(), classIndex](const ProgressCallback &, std::stop_token) -> Result<Contents> {
            const ClassSeries test = cases.series(Split::test, classIndex);
            return Contents{calibrationOf(cases, classIndex), decision_curve(test.truth, test.scores)};
        },
        [this, asked](Result<Contents> contents) {
            if (!contents || asked != m_asked)
                return; // Another class was chosen in the meantime.
            m_calibration = std::move(contents->calibration);
            m_curve = std::move(contents->decision);
            fill();
        });
}

void CalibrationPage::fill()
{
    const ClassCalibration &all = *m_calibration;
    QVector<ReliabilityChart::Series> series{{tr("as stated"), all.before.bins}};
    if (all.temperature)
        series.append({tr("temperature %1").arg(shownFigure(all.temperature, 2)), all.after.bins});
    m_reliability->setSeries(series);

    m_table->clear();
    m_table->setColumnCount(3);
    m_table->setHorizontalHeaderLabels({QString(), tr("as stated"), tr("scaled")});
    m_table->setRowCount(3);
    const auto line = [&](int row, const QString &name, const QString &tip, double before, double after) {
        putCell(*m_table, row, 0, name, tip);
        putCell(*m_table, row, 1, shownFigure(before), tip);
        putCell(*m_table, row, 2, shownFigure(all.temperature ? std::optional(after) : std::nullopt), tip);
    };
    line(0, tr("ECE of the class"),
         tr("Distance of stated probability and observed share, over the ten bins drawn, weighted by "
            "their cases. (The ECE of the overview judges the predicted class over fifteen bins.)"),
         all.before.ece, all.after.ece);
    line(1, evaluationMetricName("brier"), evaluationMetricDefinition("brier"), all.before.brier,
         all.after.brier);
    const QString tip = tr("Temperature scaling (Guo et al. 2017): the log-odds are divided by this "
                           "number. Above 1 the model was too sure. Order, and so AUROC, stays.");
    putCell(*m_table, 2, 0, tr("Temperature"), tip);
    putCell(*m_table, 2, 1, shownFigure(1.0, 2), tip);
    putCell(*m_table, 2, 2, shownFigure(all.temperature, 2), tip);
    m_sentence->setText(all.temperature
                            ? tr("Fitted on %1 validation cases, judged on %2 test cases.")
                                  .arg(QLocale().toString(all.validationCases),
                                       QLocale().toString(all.cases))
                            : tr("No temperature: validation needs cases of both kinds (%1 are there).")
                                  .arg(QLocale().toString(all.validationCases)));

    m_decision->clearCurves();
    std::vector<double> x, model, allX, treatAll;
    for (const DecisionPoint &point : m_curve) {
        x.push_back(point.threshold);
        model.push_back(point.model);
        // Treating all soon costs more than a chart can show beside the rest.
        if (point.treat_all > -0.05) {
            allX.push_back(point.threshold);
            treatAll.push_back(point.treat_all);
        }
    }
    const auto add = [&](const QString &name, int index, const std::vector<double> &xs,
                         const std::vector<double> &ys) {
        CurveLook look;
        look.name = name;
        look.color = m_context.theme.series(index);
        look.dash = ChartStyle::seriesDash(index);
        look.marker = index;
        const int curve = m_decision->addCurve(look);
        m_decision->append(curve, xs, ys);
    };
    add(tr("by this model"), 0, x, model);
    add(tr("treat everyone"), 1, allX, treatAll);
    m_decision->setReferenceLines({{tr("treat no one"), 0}});
    m_decision->setLegendShown(true);
    markThreshold();
    m_decision->fit();
}

void CalibrationPage::markThreshold()
{
    m_decision->setMarkers({{m_shown.thresholdInForce(), tr("the threshold chosen"),
                             m_context.theme.color(Token::accent)}});
    m_decision->refresh();
}

void CalibrationPage::retranslate()
{
    m_tableTitle->setText(tr("Calibration"));
    m_table->setAccessibleName(tr("Calibration"));
    m_reliability->setEmptyText(tr("No labelled test case."));
    m_decision->setTitle(tr("Decision curve: net benefit"));
    m_decision->setXTitle(tr("threshold probability"));
    m_decision->setEmptyText(tr("No labelled test case."));
    m_decisionText->setText(
        tr("Net benefit at a threshold probability p (Vickers and Elkin 2006): true positives a case, "
           "less false positives a case times p / (1 − p), the harm that p says is acceptable. Use "
           "the model where its line is the highest of the three."));
    if (m_calibration)
        fill();
}

} // namespace retclip
