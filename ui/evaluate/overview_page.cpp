// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/overview_page.h"

#include "core/inspection/evaluation_groups.h"
#include "core/inspection/evaluation_words.h"
#include "ui/evaluate/evaluate_parts.h"
#include "ui/evaluate/shown_evaluation.h"
#include "ui/plots/confusion_view.h"
#include "ui/plots/interval_chart.h"
#include "ui/plots/roc_chart.h"
#include "ui/shell/theme.h"

#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

OverviewPage::OverviewPage(ShownEvaluation &shown, QWidget *parent)
    : QWidget(parent), m_shown(shown), m_roc(new RocChart(RocChart::Kind::roc)),
      m_intervals(new IntervalChart)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::s, 0, 0);
    layout->setSpacing(space::s);
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(space::s);
    for (int i = 0; i < 6; ++i) {
        m_tiles.append(new FigureTile);
        tiles->addWidget(m_tiles.last(), 1);
    }
    layout->addLayout(tiles);
    m_chosen = labelWithLook("secondary", true);
    layout->addWidget(m_chosen);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(space::s);
    auto *matrixCard = cardFrame();
    buildMatrix(*matrixCard);
    middle->addWidget(matrixCard, 1);
    middle->addWidget(m_roc, 1);
    layout->addLayout(middle, 3);

    auto *lower = new QHBoxLayout;
    lower->setSpacing(space::s);
    auto *classCard = cardFrame();
    auto *classLayout = new QVBoxLayout(classCard);
    classLayout->setContentsMargins(space::m, space::s, space::m, space::s);
    m_classesTitle = labelWithLook("label");
    m_classTable = readingTable();
    m_classTable->setMinimumHeight(72);
    classLayout->addWidget(m_classesTitle);
    classLayout->addWidget(m_classTable);
    lower->addWidget(classCard, 1);
    lower->addWidget(m_intervals, 1);
    layout->addLayout(lower, 1);

    connect(m_roc, &RocChart::thresholdPicked, this, [this](double t) { m_shown.setThreshold(t); });
    connect(&m_shown, &ShownEvaluation::resultChanged, this, &OverviewPage::showResult);
    connect(&m_shown, &ShownEvaluation::classChanged, this, &OverviewPage::showCurves);
    connect(&m_shown, &ShownEvaluation::thresholdChanged, this, [this] {
        m_stale = !isVisible(); // A slider on another page does not wait for this one.
        if (!m_stale)
            showMatrix();
    });
}

void OverviewPage::buildMatrix(QWidget &card)
{
    auto *box = new QVBoxLayout(&card);
    box->setContentsMargins(space::m, space::s, space::m, space::s);
    m_matrixTitle = labelWithLook("label");
    m_confusion = new ConfusionView;
    m_thresholdText = labelWithLook("caption", true);
    m_resetThreshold = new QPushButton;
    setLook(m_resetThreshold, "link");
    m_review = new QPushButton;
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_thresholdText, 1);
    foot->addWidget(m_resetThreshold);
    foot->addWidget(m_review);
    box->addWidget(m_matrixTitle);
    box->addWidget(m_confusion, 1);
    box->addLayout(foot);
    connect(m_confusion, &ConfusionView::cellClicked, this, &OverviewPage::pickCell);
    connect(m_resetThreshold, &QPushButton::clicked, this, [this] { m_shown.setThreshold({}); });
    connect(m_review, &QPushButton::clicked, this, &OverviewPage::reviewAsked);
}

void OverviewPage::showResult()
{
    if (!m_shown.result())
        return;
    const EvaluationResult &result = *m_shown.result();
    const QLocale locale;
    QStringList words;
    if (result.order.protocol == EvaluationProtocol::zeroShot)
        words << tr("Zero-shot: nothing was fitted; prompts stand in for classes.");
    else if (result.chosenEpoch > 0)
        words << tr("Epoch %1, chosen on validation.").arg(result.chosenEpoch);
    else if (result.chosenL2 > 0)
        words << tr("C = %1, chosen on validation.").arg(locale.toString(result.chosenL2, 'g', 3));
    else if (result.order.protocol != EvaluationProtocol::finetune)
        words << tr("Fitted on training, chosen on validation.");
    if (result.bestOnTest) {
        const Metric *auroc = result.test.find("auroc");
        words << (auroc && auroc->value.value
                      ? tr("Best on test would be %1 (not reported: picking on test is optimistic by %2).")
                            .arg(shownFigure(result.bestOnTest),
                                 locale.toString(std::max(0.0, *result.bestOnTest - *auroc->value.value), 'f', 3))
                      : tr("Best on test would be %1 (not reported).").arg(shownFigure(result.bestOnTest)));
    }
    words << tr("Intervals: %1 bootstrap draws of patients, %2 %, seed %3.")
                 .arg(locale.toString(result.order.bootstrap.draws),
                      locale.toString(result.order.bootstrap.level * 100, 'f', 0))
                 .arg(result.order.bootstrap.seed);
    m_chosen->setText(words.join(QLatin1Char(' ')));
    showTiles();
    showClasses();
}

void OverviewPage::showTiles()
{
    static const std::vector<std::string> order{"auroc", "average_precision", "balanced_accuracy",
                                                "kappa", "f1", "brier", "ece", "accuracy"};
    std::vector<const Metric *> found;
    for (const std::string &name : order)
        if (const Metric *metric = m_shown.result()->test.find(name))
            found.push_back(metric);
    for (int i = 0; i < m_tiles.size(); ++i) {
        m_tiles[i]->setVisible(std::size_t(i) < found.size());
        if (std::size_t(i) >= found.size())
            continue;
        const Metric &metric = *found[std::size_t(i)];
        m_tiles[i]->setContents(evaluationMetricName(metric.name)
                                    + (m_shown.cases().classes().size() > 1 ? tr(", macro") : QString()),
                                shownFigure(metric.value.value), shownInterval(metric.value));
        m_tiles[i]->setToolTip(evaluationMetricDefinition(metric.name));
    }
}

void OverviewPage::showMatrix()
{
    const std::optional<double> threshold = m_shown.threshold();
    m_roc->setThreshold(threshold);
    ConfusionMatrix matrix = m_shown.cases().confusion(Split::test, m_shown.classIndex(), threshold);
    for (std::size_t c = 0; c < matrix.classes.size(); ++c)
        matrix.classes[c] = m_shown.confusionTitle(int(c)).toStdString();
    m_confusion->setMatrix(matrix);
    m_thresholdText->setText(
        threshold ? tr("At a threshold of %1, picked on test for looking only: the figures above "
                       "keep theirs.")
                        .arg(shownFigure(threshold))
                  : tr("At the operating point of the evaluation. Press a cell to see its cases."));
    m_resetThreshold->setVisible(threshold.has_value());
    m_review->setEnabled(false);
}

void OverviewPage::showCurves()
{
    QVector<RocChart::Curve> curves;
    const auto add = [&](int c, const ClassSeries &series) {
        std::vector<CurvePoint> points = roc_curve(series.truth, series.scores);
        if (!points.empty())
            curves.append({m_shown.classTitle(c), std::move(points)});
    };
    add(m_shown.classIndex(), m_shown.test());
    if (!m_shown.cases().isAboutOneClass())
        for (int c = 0; c < int(m_shown.cases().classes().size()); ++c)
            if (c != m_shown.classIndex())
                add(c, m_shown.cases().series(Split::test, c));
    m_roc->setEmptyText(tr("AUROC needs both classes; one of them does not occur here."));
    m_roc->setCurves(curves);
    showMatrix();
}

void OverviewPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale && m_shown.result())
        showMatrix();
    m_stale = false;
}

void OverviewPage::showClasses()
{
    const ClassificationReport &report = m_shown.result()->test;
    const std::vector<std::string> &classes = m_shown.cases().classes();
    std::vector<const Metric *> metrics;
    for (const char *name : {"auroc", "average_precision", "sensitivity", "specificity", "f1"})
        if (const Metric *metric = report.find(name))
            metrics.push_back(metric);
    QStringList heading{tr("class"), tr("positives")};
    for (const Metric *metric : metrics)
        heading << evaluationMetricName(metric->name);
    m_classTable->clear();
    m_classTable->setColumnCount(int(heading.size()));
    m_classTable->setHorizontalHeaderLabels(heading);
    m_classTable->setRowCount(int(classes.size()));
    QVector<IntervalChart::Row> rows;
    for (std::size_t c = 0; c < classes.size(); ++c) {
        const ClassSeries series = m_shown.cases().series(Split::test, int(c));
        const qint64 cases = qint64(series.truth.size());
        const qint64 positives = std::count(series.truth.begin(), series.truth.end(), 1);
        const QString name = m_shown.classTitle(int(c));
        putCell(*m_classTable, int(c), 0, name);
        putCell(*m_classTable, int(c), 1,
                tr("%1 of %2").arg(QLocale().toString(positives), QLocale().toString(cases)));
        for (std::size_t m = 0; m < metrics.size(); ++m) {
            const MetricValue &value = ofClass(*metrics[m], c, classes.size());
            putCell(*m_classTable, int(c), int(m) + 2, shownFigure(value.value), shownInterval(value));
            if (metrics[m]->name == "auroc")
                rows.append({name, value.value, value.interval, cases,
                             cases < fewestCases
                                 || std::min(positives, cases - positives) < fewestOfAKind,
                             QString::fromStdString(value.reason)});
        }
    }
    m_intervals->setRows(rows, 0.5);
}

void OverviewPage::pickCell(int truth, int prediction)
{
    const int count = m_shown.selectCell(truth, prediction);
    m_review->setText(tr("Review these %n", nullptr, count));
    m_review->setEnabled(count > 0);
}

void OverviewPage::retranslate()
{
    m_matrixTitle->setText(tr("Confusion"));
    m_classesTitle->setText(tr("Classes"));
    m_intervals->setTitle(tr("AUROC, 95 % interval"));
    m_resetThreshold->setText(tr("Back to the operating point"));
    m_review->setText(tr("Review these"));
    m_classTable->setAccessibleName(tr("Classes"));
    showResult();
    if (m_shown.result())
        showCurves();
}

} // namespace retclip
