// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_page.h"

#include "core/base/files.h"
#include "core/base/tokenizer.h"
#include "core/jobs/job.h"
#include "core/jobs/run_queue.h"
#include "ui/shell/app_context.h"
#include "ui/shell/icon_tool.h"
#include "ui/shell/theme.h"
#include "ui/train/pause_bar.h"
#include "ui/train/preflight.h"
#include "ui/train/run_chart_bar.h"
#include "ui/train/run_charts.h"
#include "ui/train/run_differences.h"
#include "ui/train/run_event_list.h"
#include "ui/train/run_figures.h"
#include "ui/train/run_list.h"
#include "ui/train/run_looks.h"
#include "ui/train/run_note.h"
#include "ui/train/run_parallel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace retclip {

namespace {
constexpr int pollEvery_ms = 100;
}

RunPage::RunPage(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::s);
    m_pauseBar = new PauseBar;
    m_charts = new RunCharts(context.jobs);
    m_figures = new RunFigures;
    m_message = new QLabel;
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setLook(m_message, "error");
    layout->addWidget(m_pauseBar);
    layout->addLayout(makeHead());
    layout->addWidget(m_figures);
    m_lowerRate = iconTool(QStringLiteral("resume"));
    m_lowerRate->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_lowerRate->setObjectName(QStringLiteral("lower-rate"));
    m_lowerRate->hide();
    auto *trouble = new QHBoxLayout;
    trouble->addWidget(m_message, 1);
    trouble->addWidget(m_lowerRate);
    layout->addLayout(trouble);
    layout->addWidget(makeBody(), 1);
    connect(m_lowerRate, &QToolButton::clicked, this, &RunPage::lowerRateWanted);

    m_poll = new QTimer(this);
    m_poll->setInterval(pollEvery_ms);
    connect(m_poll, &QTimer::timeout, m_charts, &RunCharts::poll);
    connect(m_star, &QToolButton::clicked, this, &RunPage::starToggled);
    connect(m_evaluate, &QToolButton::clicked, this, [this] {
        if (!m_runs.isEmpty())
            emit evaluateWanted(m_runs.constFirst().id);
    });
    connect(m_charts, &RunCharts::grew, this, [this] {
        showState();
        showEvents();
        askDuplicateFloor();
        if (!m_runs.isEmpty())
            if (const RunHistory *history = m_charts->history(m_runs.constFirst().id))
                m_looks->poll(qsizetype(history->columns().validations.size()));
    });
}

QLayout *RunPage::makeHead()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(space::s);
    m_title = new QLabel;
    setLook(m_title, "title");
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_state = new QLabel;
    m_star = iconTool(QStringLiteral("star"));
    m_star->setCheckable(true);
    m_evaluate = iconTool(QStringLiteral("evaluate"));
    m_evaluate->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_chartBar = new RunChartBar(*m_charts, m_context.settings);
    head->addWidget(m_star);
    head->addWidget(m_title, 1);
    head->addWidget(m_state);
    head->addWidget(m_evaluate);
    head->addSpacing(space::m);
    head->addWidget(m_chartBar);
    return head;
}

QWidget *RunPage::makeBody()
{
    m_events = new RunEventList;
    m_differences = new RunDifferences;
    m_note = new RunNote(m_context);
    m_looks = new RunLooks(m_context);
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_events, {});
    m_tabs->addTab(m_differences, {});
    m_parallel = new RunParallel;
    connect(m_parallel, &RunParallel::runWanted, this, &RunPage::runWanted);
    m_tabs->addTab(m_parallel, {}); // In the order of Tab.
    m_tabs->addTab(m_looks, {});
    m_tabs->addTab(m_note, {});
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(space::s);
    splitter->addWidget(m_charts);
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 4);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({600, 130});
    return splitter;
}

void RunPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_poll->start();
}

void RunPage::hideEvent(QHideEvent *event)
{
    m_poll->stop();
    QWidget::hideEvent(event);
}

void RunPage::showRuns(const QVector<RunRow> &runs)
{
    m_runs = runs;
    if (runs.isEmpty())
        return;
    const RunRow &run = runs.constFirst();
    if (m_note->run() != run.id)
        m_events->forget();
    m_note->showRun(run);
    m_looks->showRun(run);
    m_charts->showRuns(runs);
    if (m_floors.contains(run.id.value))
        m_charts->setDuplicateFloor(m_floors.value(run.id.value));
    showTitle();
    m_title->setToolTip(m_title->text());
    showState();
    showEvents();
    m_differences->showRuns(runs);
    m_parallel->showRuns(runs);
}

void RunPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

void RunPage::refresh(const RunRow &run)
{
    if (m_runs.isEmpty() || m_runs.constFirst().id != run.id)
        return;
    m_runs.first() = run;
    showState();
}

void RunPage::forget()
{
    m_runs.clear();
    m_note->forget();
    m_floors.clear();
    m_charts->showRuns({});
}

void RunPage::setWritable(bool writable)
{
    m_writable = writable;
    m_star->setEnabled(writable && !m_runs.isEmpty());
    m_note->setReadOnly(!writable);
}

void RunPage::showTitle()
{
    const RunRow &run = m_runs.constFirst();
    m_title->setText(tr("Run %1 · %2").arg(run.id.value).arg(run.name));
}

void RunPage::showState()
{
    if (m_runs.isEmpty())
        return;
    const RunRow &run = m_runs.constFirst();
    m_star->setChecked(run.star);
    m_star->setEnabled(m_writable);
    m_evaluate->setEnabled(run.state == RunState::done || run.state == RunState::paused);
    m_state->setText(runStateText(run.state));
    setLook(m_state, run.state == RunState::failed ? "error"
                : run.state == RunState::running   ? "accent"
                : run.state == RunState::done      ? "success"
                                                   : "secondary");
    m_message->setText(run.message);
    m_message->setVisible(!run.message.isEmpty()
                          && (run.state == RunState::failed || run.state == RunState::paused));
    m_lowerRate->setVisible(canGoOnAtLowerRate());
    m_lowerRate->setEnabled(m_writable);
    m_figures->showRun(run, m_charts->history(run.id),
                       m_context.queue ? m_context.queue->live(run.id) : RunQueue::Live());
}

bool RunPage::canGoOnAtLowerRate() const
{
    if (m_runs.isEmpty() || m_runs.constFirst().state != RunState::failed)
        return false;
    const RunHistory *history = m_charts->history(m_runs.constFirst().id);
    if (!history)
        return false;
    const auto &marks = history->columns().marks;
    const auto end = std::find_if(marks.rbegin(), marks.rend(),
                                  [](const RunColumns::Mark &mark) { return mark.event.kind == RunEventKind::end; });
    return end != marks.rend() && end->event.metrics.contains("not_finite_step");
}

void RunPage::showEvents()
{
    if (m_runs.isEmpty())
        return;
    if (const RunHistory *history = m_charts->history(m_runs.constFirst().id))
        m_events->take(*history);
}

void RunPage::askDuplicateFloor()
{
    if (m_runs.isEmpty())
        return;
    const RunRow &run = m_runs.constFirst();
    if (m_floors.contains(run.id.value) || run.task != QLatin1String("pretrain"))
        return;
    const RunHistory *history = m_charts->history(run.id);
    const int batch = history ? history->columns().batch : 0;
    if (batch < 2)
        return;
    m_floors.insert(run.id.value, -1);
    m_context.jobs.start<double>(
        {}, this,
        [file = run.folder + QStringLiteral("/manifest.jsonl"), batch](
            const ProgressCallback &, std::stop_token) -> Result<double> {
            RETCLIP_TRY(const Manifest manifest, read_manifest(path_from_utf8(file.toStdString())));
            std::vector<std::string> texts;
            for (const ManifestItem &item : manifest.items)
                if (item.split == Split::training && !item.text.empty())
                    texts.push_back(clean_report(item.text));
            return duplicateFloor(texts, batch);
        },
        [this, id = run.id](Result<double> floor) {
            if (!floor)
                return;
            m_floors.insert(id.value, *floor);
            if (!m_runs.isEmpty() && m_runs.constFirst().id == id)
                m_charts->setDuplicateFloor(*floor);
        });
}

void RunPage::writeNote()
{
    m_tabs->setCurrentWidget(m_note);
    m_note->setFocus();
}

void RunPage::retranslate()
{
    repaintIcons(*this);
    nameButton(*m_star, tr("Star"));
    m_evaluate->setText(tr("Evaluate"));
    nameButton(*m_evaluate, tr("See how well this run predicts"));
    m_chartBar->retranslate();
    m_figures->retranslate();
    m_tabs->setTabText(0, tr("Events"));
    m_tabs->setTabText(1, tr("What differs"));
    m_tabs->setTabText(2, tr("Settings and figures"));
    m_tabs->setTabText(3, tr("Similarities"));
    m_tabs->setTabText(4, tr("Note"));
    m_looks->retranslate();
    m_lowerRate->setText(tr("Go on at half the rate"));
    nameButton(*m_lowerRate, tr("Go on from the last checkpoint at half the learning rate (Shift+P)"));
    m_note->retranslate();
    m_pauseBar->retranslate();
    if (m_runs.isEmpty())
        return;
    m_events->forget();
    showEvents();
    showState();
    m_differences->showRuns(m_runs);
    showTitle();
}

} // namespace retclip
