// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/subgroups_page.h"

#include "core/inspection/evaluation_words.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/evaluate/evaluate_parts.h"
#include "ui/evaluate/shown_evaluation.h"
#include "ui/plots/interval_chart.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace retclip {

SubgroupsPage::SubgroupsPage(AppContext &context, ShownEvaluation &shown, QWidget *parent)
    : QWidget(parent), m_context(context), m_shown(shown), m_metricTitle(labelWithLook("label")),
      m_text(labelWithLook("secondary", true)), m_metric(new QComboBox), m_progress(new QProgressBar),
      m_chart(new IntervalChart), m_review(new QPushButton)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::s, 0, 0);
    layout->setSpacing(space::s);
    auto *head = new QHBoxLayout;
    head->addWidget(m_metricTitle);
    head->addWidget(m_metric);
    head->addWidget(m_progress, 1);
    head->addStretch(1);
    head->addWidget(m_review);
    layout->addLayout(head);
    m_progress->setRange(0, 0);
    m_progress->hide();
    for (const char *name : {"auroc", "average_precision", "sensitivity", "specificity", "accuracy",
                             "brier", "ece"})
        m_metric->addItem(QString(), QString::fromLatin1(name));
    m_metricTitle->setBuddy(m_metric);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // the chart takes the keys
    scroll->setWidget(m_chart);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_text);

    connect(m_metric, &QComboBox::activated, this, &SubgroupsPage::fill);
    connect(m_chart, &IntervalChart::rowPicked, this, &SubgroupsPage::pick);
    connect(m_review, &QPushButton::clicked, this, &SubgroupsPage::reviewAsked);
    connect(&m_shown, &ShownEvaluation::classChanged, this, [this] {
        m_stale = true;
        if (isVisible())
            compute();
    });
}

void SubgroupsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        compute();
}

void SubgroupsPage::compute()
{
    if (!m_shown.result() || !m_context.study)
        return;
    m_stale = false;
    if (m_job)
        m_job->cancel();
    m_groups.clear();
    m_chart->setRows({});
    m_review->setEnabled(false);
    m_progress->show();
    const int asked = ++m_asked;
    m_job = m_context.jobs.start<std::vector<EvaluatedGroup>>(
        {}, this,
        [cases = m_shown.cases(), classIndex = m_shown.classIndex(),
         bootstrap = m_shown.result()->order.bootstrap,
         folder = m_context.study->study().folder()](
            const ProgressCallback &, std::stop_token stop) -> Result<std::vector<EvaluatedGroup>> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            std::vector<ExamId> exams;
            for (const std::size_t place : cases.ofSplit(Split::test))
                exams.push_back(cases.all()[place].exam);
            RETCLIP_TRY(const FactsOfExams facts, examFacts(*study, exams, stop));
            return evaluatedGroups(cases, classIndex, facts, bootstrap, stop);
        },
        [this, asked](Result<std::vector<EvaluatedGroup>> groups) {
            if (asked != m_asked)
                return; // Another class was chosen in the meantime.
            m_progress->hide();
            if (!groups) {
                m_context.notifications.post(groups.error());
                return;
            }
            m_groups = std::move(*groups);
            fill();
        });
}

void SubgroupsPage::fill()
{
    const std::string name = m_metric->currentData().toString().toStdString();
    QVector<IntervalChart::Row> rows;
    int few = 0;
    for (const EvaluatedGroup &group : m_groups) {
        const QString title = groupTitle(group.by, group.value);
        const Metric *metric = group.report.find(name);
        const MetricValue value = metric ? metric->value : MetricValue();
        rows.append({group.few() ? tr("%1 (few)").arg(title) : title, value.value,
                     value.interval, group.cases, group.few(),
                     QCoreApplication::translate("Message", value.reason.c_str())});
        few += group.by != GroupBy::everyone && group.few();
    }
    m_chart->setTitle(tr("%1 in each group, 95 % interval").arg(evaluationMetricName(name)));
    m_chart->setRows(rows, name == "auroc" ? std::optional(0.5) : std::nullopt);
    m_chart->setMinimumHeight(m_chart->sizeHint().height());
    m_metric->setToolTip(evaluationMetricDefinition(name));
    const int looked = std::max(0, int(m_groups.size()) - 1);
    m_text->setText(
        tr("%n groups were looked at: with so many, one in twenty looks different by chance.", nullptr, looked)
        + QLatin1Char(' ')
        + tr("%n have too few cases to rank (under %1 cases, or under %2 with or without the class: an "
             "AUROC's interval is then some 0.3 wide) and are drawn hollow.", nullptr, few)
              .arg(fewestCases).arg(fewestOfAKind)
        + QLatin1Char(' ')
        + tr("Intervals: %1 bootstrap draws of patients. Press a row to see its cases.")
              .arg(QLocale().toString(m_shown.result() ? m_shown.result()->order.bootstrap.draws : 0)));
}

void SubgroupsPage::pick(int row)
{
    if (row < 0 || std::size_t(row) >= m_groups.size())
        return;
    const EvaluatedGroup &group = m_groups[std::size_t(row)];
    const int count = m_shown.select(
        group.exams, [count = int(group.exams.size()), run = m_shown.result()->run.value, by = group.by,
                      value = group.value] {
            return tr("%n test exams of run %1, %2", nullptr, count).arg(run).arg(groupTitle(by, value));
        });
    m_review->setText(tr("Review these %n", nullptr, count));
    m_review->setEnabled(count > 0);
}

void SubgroupsPage::retranslate()
{
    m_metricTitle->setText(tr("Metric"));
    m_metric->setAccessibleName(tr("Metric"));
    for (int i = 0; i < m_metric->count(); ++i)
        m_metric->setItemText(i, evaluationMetricName(m_metric->itemData(i).toString().toStdString()));
    m_chart->setEmptyText(tr("The groups are being worked out."));
    m_review->setText(tr("Review these"));
    m_review->setEnabled(false);
    if (!m_groups.empty())
        fill();
}

} // namespace retclip
