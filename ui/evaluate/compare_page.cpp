// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/compare_page.h"

#include "core/inspection/evaluation_groups.h"
#include "core/inspection/evaluation_words.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/evaluate/evaluate_parts.h"
#include "ui/evaluate/shown_evaluation.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace retclip {

namespace {

QString signedFigure(double value)
{
    return (value > 0 ? QStringLiteral("+") : QString()) + shownFigure(value);
}

/// Neither Holm nor DeLong always has one.
std::optional<double> finiteP(double p)
{
    return std::isfinite(p) ? std::optional(p) : std::nullopt;
}

} // namespace

ComparePage::ComparePage(AppContext &context, ShownEvaluation &shown, QWidget *parent)
    : QWidget(parent), m_context(context), m_shown(shown), m_runTitle(labelWithLook("label")),
      m_evaluationTitle(labelWithLook("label")), m_remark(labelWithLook("secondary", true)),
      m_explanation(labelWithLook("caption", true)), m_metricsTitle(labelWithLook("label")),
      m_run(new QComboBox), m_evaluation(new QComboBox), m_progress(new QProgressBar),
      m_table(readingTable()), m_metrics(readingTable()), m_review(new QPushButton)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::s, 0, 0);
    layout->setSpacing(space::s);
    auto *head = new QHBoxLayout;
    for (QComboBox *box : {m_run, m_evaluation}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
    }
    head->addWidget(m_runTitle);
    head->addWidget(m_run, 1);
    head->addWidget(m_evaluationTitle);
    head->addWidget(m_evaluation, 1);
    head->addWidget(m_review);
    layout->addLayout(head);
    m_progress->setRange(0, 0);
    m_progress->hide();
    layout->addWidget(m_progress);
    layout->addWidget(m_remark);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_explanation);
    layout->addWidget(m_metricsTitle);
    layout->addWidget(m_metrics, 1);
    m_runTitle->setBuddy(m_run);
    m_evaluationTitle->setBuddy(m_evaluation);

    connect(m_run, &QComboBox::activated, this, &ComparePage::loadEvaluations);
    connect(m_evaluation, &QComboBox::activated, this, [this](int row) {
        if (const int place = m_evaluation->itemData(row).toInt();
            place >= 0 && std::size_t(place) < m_stored.size())
            compareWith(m_stored[std::size_t(place)]);
    });
    connect(m_table, &QTableWidget::cellClicked, this, &ComparePage::pickRow);
    connect(m_table, &QTableWidget::cellActivated, this, &ComparePage::pickRow);
    connect(m_review, &QPushButton::clicked, this, &ComparePage::reviewAsked);
    connect(&m_shown, &ShownEvaluation::resultChanged, this, &ComparePage::resultChanged);
}

QString ComparePage::remark() const
{
    return m_remark->text();
}

void ComparePage::setRuns(const QVector<RunRow> &runs)
{
    const qint64 before = m_run->currentData().toLongLong();
    m_runs = runs;
    m_run->clear();
    m_run->addItem(tr("(none)"), 0);
    for (const RunRow &run : std::as_const(m_runs))
        m_run->addItem(QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name), qint64(run.id.value));
    m_run->setCurrentIndex(std::max(0, m_run->findData(before)));
}

void ComparePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        resultChanged();
}

void ComparePage::resultChanged()
{
    m_stale = !isVisible();
    if (m_stale)
        return;
    listEvaluations();
    if (m_other && m_shown.result())
        compareWith(EvaluationResult(*m_other));
    else
        fill();
}

void ComparePage::loadEvaluations()
{
    std::optional<RunRow> chosen;
    for (const RunRow &run : std::as_const(m_runs))
        if (run.id.value == m_run->currentData().toLongLong())
            chosen = run;
    if (m_job)
        m_job->cancel();
    ++m_asked;
    m_progress->hide();
    m_stored.clear();
    m_other.reset();
    m_comparison.reset();
    m_paired.reset();
    m_problem.reset();
    listEvaluations();
    fill();
    if (!chosen)
        return;
    m_context.jobs.start<std::vector<EvaluationResult>>(
        {}, this,
        [run = *chosen](const ProgressCallback &, std::stop_token) { return storedEvaluations(run); },
        [this, id = chosen->id](Result<std::vector<EvaluationResult>> stored) {
            if (!stored || id.value != m_run->currentData().toLongLong())
                return;
            m_stored = std::move(*stored);
            listEvaluations();
            if (m_evaluation->count() > 0)
                compareWith(m_stored[std::size_t(m_evaluation->itemData(0).toInt())]);
            else
                fill();
        });
}

/// Those of the same label set first: what else there is says why it cannot be compared.
void ComparePage::listEvaluations()
{
    m_evaluation->clear();
    for (const bool same : {true, false})
        for (std::size_t i = m_stored.size(); i-- > 0;) {
            const EvaluationResult &each = m_stored[i];
            if (!m_shown.result() || each.predictionsFile == m_shown.result()->predictionsFile
                || (each.order.labelSet == m_shown.result()->order.labelSet) != same)
                continue;
            m_evaluation->addItem(QStringLiteral("%1 · %2 · %3")
                                      .arg(protocolTitle(each.order.protocol), each.order.labelSet,
                                           QLocale().toString(each.time.toLocalTime(), QLocale::ShortFormat)),
                                  int(i));
        }
    for (int row = 0; m_other && row < m_evaluation->count(); ++row)
        if (m_stored[std::size_t(m_evaluation->itemData(row).toInt())].predictionsFile
            == m_other->predictionsFile)
            m_evaluation->setCurrentIndex(row);
}

void ComparePage::compareWith(const EvaluationResult &other)
{
    m_other = other;
    m_comparison.reset();
    m_paired.reset();
    m_problem.reset();
    if (m_job)
        m_job->cancel();
    fill();
    if (!m_shown.result() || !m_context.study)
        return;
    const int asked = ++m_asked;
    m_progress->show();
    m_job = m_context.jobs.start<Contents>(
        {}, this,
        [first = *m_shown.result(), second = other, folder = m_context.study->study().folder()](
            const ProgressCallback &, std::stop_token stop) -> Result<Contents> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            std::vector<ExamId> exams;
            for (const PredictionRow &row : first.predictions)
                if (row.split == Split::test && (exams.empty() || exams.back() != row.exam))
                    exams.push_back(row.exam);
            RETCLIP_TRY(const FactsOfExams facts, examFacts(*study, exams, stop));
            Contents contents;
            RETCLIP_TRY(contents.paired, pairEvaluations(first, second, patientsOf(facts)));
            BootstrapOptions bootstrap = first.order.bootstrap;
            RETCLIP_TRY(contents.comparison,
                        compare_runs(contents.paired.first, contents.paired.second, bootstrap, stop));
            return contents;
        },
        [this, asked](Result<Contents> contents) {
            if (asked != m_asked)
                return; // Another one was chosen in the meantime.
            m_progress->hide();
            if (contents) {
                m_paired = std::move(contents->paired);
                m_comparison = std::move(contents->comparison);
            } else {
                m_problem = contents.error();
            }
            fill();
        });
}

void ComparePage::fill()
{
    m_review->setEnabled(false);
    m_table->clear();
    m_table->setRowCount(0);
    const QLocale locale;
    if (m_problem)
        m_remark->setText(QStringLiteral("%1 %2").arg(translated(m_problem->what_happened),
                                                      translated(m_problem->what_to_do)));
    else if (!m_other)
        m_remark->setText(m_run->currentData().toLongLong() > 0 && m_evaluation->count() == 0
                              ? tr("That run has no other evaluation yet: evaluate it on the same label set.")
                              : tr("Choose what to compare with: another run, or another evaluation of this one."));
    else if (!m_comparison)
        m_remark->setText(tr("The two are being compared."));
    fillMetrics();
    if (!m_comparison || !m_paired)
        return;
    QStringList words{tr("%1 test cases of both.").arg(locale.toString(qint64(m_paired->exams.size())))};
    if (m_paired->onlyFirst > 0 || m_paired->onlySecond > 0)
        words << tr("Left out, as only one of the two judged them on test: %1 and %2.")
                     .arg(locale.toString(m_paired->onlyFirst), locale.toString(m_paired->onlySecond));
    if (m_paired->otherLabel > 0)
        words << tr("Left out, as their label was changed in between: %1.")
                     .arg(locale.toString(m_paired->otherLabel));
    m_remark->setText(words.join(QLatin1Char(' ')));

    const QString first = QStringLiteral("#%1").arg(m_shown.result()->run.value);
    const QString second = QStringLiteral("#%1").arg(m_other->run.value);
    m_table->setColumnCount(9);
    m_table->setHorizontalHeaderLabels({tr("class"), tr("cases"), tr("AUROC %1").arg(first),
                                        tr("AUROC %1").arg(second), tr("difference, DeLong"),
                                        tr("DeLong"), tr("Holm"), tr("bootstrap"), tr("McNemar")});
    const int classes = int(m_comparison->classes.size());
    m_table->setRowCount(classes);
    for (int c = 0; c < classes; ++c) {
        const ClassComparison &each = m_comparison->classes[std::size_t(c)];
        const QString tip = tr("Press to see the cases on which the two differ");
        putCell(*m_table, c, 0, m_shown.classTitle(c), tip);
        putCell(*m_table, c, 1, locale.toString(qint64(each.cases)),
                tr("%n patients", nullptr, int(each.patients)));
        if (each.auroc) {
            putCell(*m_table, c, 2, shownFigure(each.auroc->first), tip);
            putCell(*m_table, c, 3, shownFigure(each.auroc->second), tip);
            putCell(*m_table, c, 4,
                    QStringLiteral("%1 %2").arg(signedFigure(each.auroc->first - each.auroc->second),
                                                shownInterval(each.auroc->difference)),
                    tip);
            putCell(*m_table, c, 5, shownP(each.auroc->p),
                    each.auroc->p ? tip : tr("The two rank all cases alike"));
            putCell(*m_table, c, 6, shownP(finiteP(each.corrected_p)), tip);
        } else {
            for (int column = 2; column < 7; ++column)
                putCell(*m_table, c, column, QStringLiteral("–"),
                        tr("AUROC needs both classes; one of them does not occur here."));
        }
        putCell(*m_table, c, 7,
                each.bootstrap ? QStringLiteral("%1 %2").arg(shownInterval(each.bootstrap->interval),
                                                             shownP(each.bootstrap->p))
                               : QStringLiteral("–"),
                tip);
        putCell(*m_table, c, 8,
                QStringLiteral("%1 : %2, %3").arg(locale.toString(qint64(each.decisions.only_first)),
                                                  locale.toString(qint64(each.decisions.only_second)),
                                                  shownP(each.decisions.p)),
                tr("Right in %1 alone : right in %2 alone").arg(first, second));
    }
}

/// Every metric of both, as each evaluation reported it on its own test cases.
void ComparePage::fillMetrics()
{
    m_metrics->clear();
    m_metrics->setRowCount(0);
    m_metricsTitle->setVisible(m_other.has_value());
    m_metrics->setVisible(m_other.has_value());
    if (!m_other || !m_shown.result())
        return;
    m_metrics->setColumnCount(4);
    m_metrics->setHorizontalHeaderLabels({tr("metric"), QStringLiteral("#%1").arg(m_shown.result()->run.value),
                                          QStringLiteral("#%1").arg(m_other->run.value), tr("difference")});
    const std::vector<Metric> &mine = m_shown.result()->test.metrics;
    m_metrics->setRowCount(int(mine.size()));
    for (int i = 0; i < int(mine.size()); ++i) {
        const Metric &metric = mine[std::size_t(i)];
        const Metric *theirs = m_other->test.find(metric.name);
        const auto both = [](const MetricValue &value) {
            return QStringLiteral("%1 %2").arg(shownFigure(value.value), shownInterval(value));
        };
        const QString tip = evaluationMetricDefinition(metric.name);
        putCell(*m_metrics, i, 0, evaluationMetricName(metric.name), tip);
        putCell(*m_metrics, i, 1, both(metric.value), tip);
        putCell(*m_metrics, i, 2, theirs ? both(theirs->value) : QStringLiteral("–"), tip);
        putCell(*m_metrics, i, 3,
                theirs && theirs->value.value && metric.value.value
                    ? signedFigure(*metric.value.value - *theirs->value.value)
                    : QStringLiteral("–"),
                tip);
    }
}

void ComparePage::pickRow(int row)
{
    if (!m_paired || row < 0 || std::size_t(row) >= m_comparison->classes.size())
        return;
    const std::vector<ExamId> exams = m_paired->disagreeing(std::size_t(row));
    const int count = m_shown.select(
        exams, [count = int(exams.size()), first = m_shown.result()->run.value,
                second = m_other->run.value, name = m_shown.classTitle(row)] {
            return tr("%n test exams that run %1 and run %2 call differently for %3", nullptr, count)
                .arg(first).arg(second).arg(name);
        });
    m_review->setText(tr("Review these %n", nullptr, count));
    m_review->setEnabled(count > 0);
}

void ComparePage::retranslate()
{
    m_runTitle->setText(tr("Compare with run"));
    m_evaluationTitle->setText(tr("Evaluation"));
    m_run->setAccessibleName(tr("Compare with run"));
    m_evaluation->setAccessibleName(tr("Evaluation to compare with"));
    m_table->setAccessibleName(tr("Comparison of the two"));
    m_metrics->setAccessibleName(tr("Every metric of the two"));
    m_metricsTitle->setText(tr("Every metric, each on its own test cases"));
    m_review->setText(tr("Review these"));
    m_explanation->setText(
        tr("Difference: this evaluation less the other, with DeLong's 95 % interval (cases count as "
           "independent); Holm corrects its p over the classes. Bootstrap: the same draws of patients "
           "for both. McNemar: calls that one alone has right, exact test. Press a row to see the "
           "cases on which the two differ."));
    if (m_run->count() > 0)
        m_run->setItemText(0, tr("(none)"));
    fill();
}

} // namespace retclip
