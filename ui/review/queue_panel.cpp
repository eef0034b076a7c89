// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/queue_panel.h"

#include "core/study/history_words.h"
#include "ui/review/review_cases.h"
#include "ui/review/review_edits.h"
#include "ui/review/review_sources.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace retclip {

ReviewQueuePanel::ReviewQueuePanel(const ReviewCases &cases, const Settings &settings,
                                   QWidget *parent)
    : QFrame(parent), m_cases(cases), m_settings(settings)
{
    setLook(this, "panel-left");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::m, space::m, space::s);
    layout->setSpacing(space::xs);
    m_title = new QLabel;
    m_title->setWordWrap(true);
    setLook(m_title, "label");
    m_progressText = new QLabel;
    setLook(m_progressText, "caption");
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_runLabel = new QLabel;
    m_orderLabel = new QLabel;
    setLook(m_runLabel, "caption");
    setLook(m_orderLabel, "caption");
    m_run = new QComboBox;
    m_labelSet = new QComboBox;
    m_order = new QComboBox;
    for (QComboBox *box : {m_run, m_labelSet, m_order}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
    for (int i = 0; i <= int(ReviewOrder::coreSet); ++i)
        m_order->addItem(QString(), i);
    m_list = new QListWidget;
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_title);
    layout->addWidget(m_progress);
    layout->addWidget(m_progressText);
    layout->addWidget(m_runLabel);
    layout->addWidget(m_run);
    layout->addWidget(m_labelSet);
    layout->addWidget(m_orderLabel);
    layout->addWidget(m_order);
    layout->addSpacing(space::xs);
    layout->addWidget(m_list, 1);
    m_rounds = new QPushButton;
    setLook(m_rounds, "quiet");
    m_issues = new QPushButton;
    setLook(m_issues, "quiet");
    m_retrain = new QPushButton;
    m_retrain->setObjectName(QStringLiteral("reviewRetrain"));
    m_taxonomy = new QPushButton;
    m_taxonomy->setObjectName(QStringLiteral("reviewTaxonomy"));
    for (QPushButton *button : {m_retrain, m_taxonomy}) {
        setLook(button, "quiet");
        layout->addWidget(button);
    }
    layout->addWidget(m_issues);
    layout->addWidget(m_rounds);
    connect(m_retrain, &QPushButton::clicked, this, &ReviewQueuePanel::retrainWanted);
    connect(m_taxonomy, &QPushButton::clicked, this, &ReviewQueuePanel::taxonomyWanted);
    connect(m_issues, &QPushButton::clicked, this, &ReviewQueuePanel::issuesWanted);
    connect(m_rounds, &QPushButton::clicked, this, &ReviewQueuePanel::roundsWanted);
    connect(m_run, &QComboBox::activated, this, &ReviewQueuePanel::sourceChosen);
    connect(m_labelSet, &QComboBox::activated, this, &ReviewQueuePanel::sourceChosen);
    connect(m_order, &QComboBox::activated, this,
            [this](int order) { emit orderChosen(ReviewOrder(order)); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            emit caseChosen(row);
    });
}

void ReviewQueuePanel::setSources(const ReviewSources &sources, const Selection &selection)
{
    m_why = selection.why;
    m_runs = sources.runs;
    m_labelSets = sources.labelSets;
    m_run->clear();
    m_run->addItem(tr("no run"), qint64(0));
    for (const RunRow &run : std::as_const(m_runs))
        m_run->addItem(QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name),
                       qint64(run.id.value));
    const RunId wanted = runUnderReview(selection, m_runs);
    m_run->setCurrentIndex(std::max(0, m_run->findData(qint64(wanted.value))));
    m_labelSet->clear();
    for (const LabelSet &set : std::as_const(m_labelSets)) {
        m_labelSet->addItem(set.name, set.name);
        if (selection.labelSet.startsWith(set.name + QLatin1Char('/')))
            m_labelSet->addItem(selection.labelSet, selection.labelSet);
    }
    const int set = m_labelSet->findData(selection.labelSet);
    if (set >= 0)
        m_labelSet->setCurrentIndex(set);
}

void ReviewQueuePanel::setOrder(ReviewOrder order)
{
    m_order->setCurrentIndex(int(order));
}

ReviewOrder ReviewQueuePanel::order() const
{
    return ReviewOrder(m_order->currentData().toInt());
}

RunId ReviewQueuePanel::runId() const
{
    return RunId{m_run->currentData().toLongLong()};
}

std::optional<RunRow> ReviewQueuePanel::run() const
{
    for (const RunRow &run : m_runs)
        if (run.id == runId())
            return run;
    return {};
}

QString ReviewQueuePanel::labelSetName() const
{
    return m_labelSet->currentData().toString();
}

std::optional<LabelSet> ReviewQueuePanel::labelSet() const
{
    const QString name = labelSetName().section(QLatin1Char('/'), 0, 0);
    for (const LabelSet &set : m_labelSets)
        if (set.name == name)
            return set;
    return {};
}

void ReviewQueuePanel::setRetraining(bool on)
{
    m_retrain->setEnabled(!on);
}

void ReviewQueuePanel::setTitle(const QString &title)
{
    m_title->setText(title);
}

void ReviewQueuePanel::fill(int current)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (int i = 0; i < m_cases.count(); ++i) {
        m_list->addItem(QString());
        refresh(i);
    }
    m_list->setCurrentRow(current);
    showProgress();
}

void ReviewQueuePanel::refreshAll()
{
    for (int i = 0; i < m_cases.count(); ++i)
        refresh(i);
}

QString ReviewQueuePanel::whyHere(int place) const
{
    if (!m_why || (m_blind && !m_cases.verdict(place)))
        return {};
    return m_why(m_cases.item(place).exam);
}

void ReviewQueuePanel::refresh(int place)
{
    QListWidgetItem *row = m_list->item(place);
    if (!row)
        return;
    const ReviewItem &item = m_cases.item(place);
    const ExamRow &exam = m_cases.exam(place);
    const auto verdict = m_cases.verdict(place);
    QString why;
    if (item.judged && !(m_blind && !verdict)) {
        const QString p = QLocale().toString(item.probability, 'f', 2);
        why = item.wrong
            ? (item.probability < 0.5 ? tr("missed, p %1").arg(p) : tr("false alarm, p %1").arg(p))
            : tr("right, p %1").arg(p);
    }
    if (const QString here = whyHere(place); !here.isEmpty())
        why = here;
    QString text = m_settings.hideIdentifiers() ? QString::number(place + 1) : exam.code;
    if (item.eye)
        text += QLatin1Char(' ') + eyeShort(item.eye);
    if (verdict)
        text += QStringLiteral("  ") + verdictText(verdict->kind);
    else if (!why.isEmpty())
        text += QStringLiteral("  ") + why;
    row->setText(text);
    row->setIcon(verdict ? theme().icon(QStringLiteral("ok"), Token::success)
                 : item.wrong && !m_blind ? theme().icon(QStringLiteral("warning"), Token::warning)
                                          : theme().icon(QStringLiteral("photograph")));
    row->setToolTip(why);
    row->setData(Qt::AccessibleTextRole,
                 tr("Case %1 of %2, exam %3, %4, %5")
                     .arg(place + 1)
                     .arg(m_cases.count())
                     .arg(exam.code, why, verdict ? verdictText(verdict->kind) : tr("not reviewed")));
}

void ReviewQueuePanel::setCurrent(int place)
{
    {
        const QSignalBlocker quiet(m_list);
        m_list->setCurrentRow(place);
    }
    m_list->scrollToItem(m_list->item(place));
}

void ReviewQueuePanel::showProgress()
{
    const int done = m_cases.reviewed();
    m_progress->setMaximum(std::max(1, m_cases.count()));
    m_progress->setValue(done);
    m_progressText->setText(
        m_cases.count() ? tr("%1 of %2 reviewed").arg(done).arg(m_cases.count()) : QString());
}

void ReviewQueuePanel::retranslate()
{
    m_retrain->setText(tr("Freeze and retrain"));
    m_retrain->setToolTip(tr("Freeze the corrected labels, learn from them as the reviewed run did, and compare on the test cases (Ctrl+Alt+T)"));
    m_taxonomy->setText(tr("What was found…"));
    m_taxonomy->setToolTip(tr("Verdicts, reasons, classes and groups, counted, as a page or a table"));
    m_issues->setText(tr("Label issues…"));
    m_issues->setToolTip(tr("Labels that are likely wrong, as one list with reasons"));
    m_rounds->setText(tr("Reading rounds…"));
    m_rounds->setToolTip(tr("Several readers grade the same exams, each alone"));
    m_runLabel->setText(tr("Prediction of"));
    m_orderLabel->setText(tr("Order"));
    const QStringList orders{tr("wrong & sure first"), tr("nearest to the threshold"),
                             tr("as selected"), tr("least sure of all classes (entropy)"),
                             tr("least like what is known (core-set)")};
    for (int i = 0; i < orders.size(); ++i)
        m_order->setItemText(i, orders[i]);
    if (m_run->count() > 0)
        m_run->setItemText(0, tr("no run"));
    m_run->setAccessibleName(tr("Run"));
    m_labelSet->setAccessibleName(tr("Label set"));
    m_order->setAccessibleName(tr("Order"));
    m_order->setToolTip(tr("Entropy and core-set put first what a run would learn most from; retclip review replay measures whether they do"));
    m_list->setAccessibleName(tr("Cases to review"));
    refreshAll();
    showProgress();
}

} // namespace retclip
