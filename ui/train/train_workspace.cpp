// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/train_workspace.h"

#include "core/jobs/job.h"
#include "core/jobs/run_queue.h"
#include "core/jobs/run_transfer.h"
#include "core/study/study_document.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/learn_more.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/train/new_run_page.h"
#include "ui/train/pause_bar.h"
#include "ui/train/run_charts.h"
#include "ui/train/run_edits.h"
#include "ui/train/run_list.h"
#include "ui/train/run_note.h"
#include "ui/train/run_page.h"
#include "ui/train/run_queue_panel.h"
#include "ui/train/sweep_table_dialog.h"
#include "ui/train/train_commands.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>

#include <qcustomplot.h>

namespace retclip {

TrainWorkspace::TrainWorkspace(AppContext &context, QWidget *parent) : Workspace(context, parent)
{
    layOut();
    wirePanel();
    connect(m_runPage, &RunPage::starToggled, this, &TrainWorkspace::toggleStar);
    connect(m_runPage, &RunPage::runWanted, this, &TrainWorkspace::showRun);
    connect(m_runPage, &RunPage::lowerRateWanted, this, &TrainWorkspace::goOnAtLowerRate);
    connect(m_runPage, &RunPage::evaluateWanted, this,
            [this](RunId run) { m_context.showRun(QStringLiteral("evaluate"), run); });
    connect(&m_runPage->note(), &RunNote::left, this, [this] { canvas()->setFocus(); });
    connect(&m_runPage->pauseBar(), &PauseBar::due, this, [this](RunId run) {
        if (m_context.queue)
            m_context.queue->pause(run);
    });
    connect(m_newRun, &NewRunPage::queued, this, &TrainWorkspace::showRun);
    connect(m_newRun, &NewRunPage::cancelled, this, [this] {
        m_pages->setCurrentWidget(m_panel->currentId().valid() ? static_cast<QWidget *>(m_runPage)
                                                               : m_empty->parentWidget());
        canvas()->setFocus();
    });
    connect(&context, &AppContext::runRequested, this, [this](const QString &workspace, RunId run) {
        if (workspace == id())
            showRun(run);
    });
    connect(&theme(), &Theme::changed, this, [this] {
        retranslate();
        m_panel->list()->viewport()->update();
    });
    bindKeys();
    m_commands = addTrainCommands(context.actions, *this);
    retranslate();
}

TrainWorkspace::~TrainWorkspace()
{
    // A note that loses the cursor while the window goes has nobody left to tell.
    m_runPage->note().forget();
    m_panel->disconnect(this);
}

void TrainWorkspace::layOut()
{
    // Parents first: a page that is given one later is styled anew, with all its fields, each time.
    auto *splitter = new QSplitter(this);
    m_panel = new RunQueuePanel(splitter);
    m_pages = new QStackedWidget(splitter);
    m_empty = new QLabel;
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setLook(m_empty, "secondary");
    QWidget *emptyPage = withLearnMore(m_empty, m_context, QStringLiteral("train"));
    m_newRun = new NewRunPage(m_context, m_pages);
    m_runPage = new RunPage(m_context, m_pages);
    m_pages->addWidget(emptyPage);
    m_pages->addWidget(m_runPage);
    m_pages->addWidget(m_newRun);

    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_panel);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({280, 1160});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
}

void TrainWorkspace::wirePanel()
{
    connect(m_panel, &RunQueuePanel::presetChosen, this, &TrainWorkspace::newRun);
    connect(m_panel, &RunQueuePanel::pauseWanted, this, &TrainWorkspace::pauseOrResume);
    connect(m_panel, &RunQueuePanel::cancelWanted, this, &TrainWorkspace::cancelRun);
    connect(m_panel, &RunQueuePanel::moveWanted, this, &TrainWorkspace::moveRun);
    connect(m_panel, &RunQueuePanel::copyWanted, this, [this] {
        if (const auto run = currentRun()) {
            m_pages->setCurrentWidget(m_newRun);
            m_newRun->begin(*run);
        }
    });
    connect(m_panel, &RunQueuePanel::chosen, this, &TrainWorkspace::showCurrent);
    connect(m_panel, &RunQueuePanel::reloaded, this, &TrainWorkspace::takeReload);
    connect(m_panel, &RunQueuePanel::liveChanged, this, [this] {
        if (const auto run = currentRun())
            m_runPage->refresh(*run);
    });
}

void TrainWorkspace::bindKeys()
{
    bindTrainKeys(*new KeyFilter(m_panel->list()), *this);
    for (int i = 0; i < RunCharts::panelCount; ++i)
        bindTrainKeys(*new KeyFilter(charts()->chart(RunCharts::Panel(i))->plot()), *this);
}

// ---- Being a workspace -------------------------------------------------------------------------

void TrainWorkspace::studyChanged(StudyDocument *document)
{
    const bool writable = document && !document->study().isReadOnly();
    m_runPage->pauseBar().takeBack();
    m_runPage->forget();
    m_runPage->setWritable(writable);
    m_panel->setPresetsOffered(document != nullptr);
    m_panel->setWritable(writable);
    m_panel->setQueue(document ? m_context.queue : nullptr, [this]() -> QVector<RunRow> {
        if (!m_context.study)
            return {};
        const auto runs = m_context.study->study().runs();
        return runs ? *runs : QVector<RunRow>();
    });
    m_newRun->studyChanged();
    showCurrent();
}

void TrainWorkspace::arrive()
{
    if (m_pages->currentWidget() != m_newRun)
        canvas()->setFocus();
}

QWidget *TrainWorkspace::canvas()
{
    return m_panel->list();
}

QWidget *TrainWorkspace::queryLine()
{
    return m_panel->filter();
}

void TrainWorkspace::hideEvent(QHideEvent *event)
{
    m_runPage->note().save();
    m_runPage->pauseBar().offer(m_context.notifications); // still to be taken back from elsewhere
    Workspace::hideEvent(event);
}

RunListModel *TrainWorkspace::model() const
{
    return m_panel->model();
}

RunCharts *TrainWorkspace::charts() const
{
    return &m_runPage->charts();
}

std::optional<RunRow> TrainWorkspace::currentRun() const
{
    return m_panel->currentRun();
}

// ---- Showing -----------------------------------------------------------------------------------

void TrainWorkspace::showRun(RunId id)
{
    m_pages->setCurrentWidget(m_runPage);
    m_panel->choose(id);
    showCurrent();
    canvas()->setFocus();
}

void TrainWorkspace::newRun(const QString &preset)
{
    if (!m_context.study)
        return;
    m_runPage->note().save();
    m_pages->setCurrentWidget(m_newRun);
    m_newRun->begin(preset);
}

void TrainWorkspace::showCurrent()
{
    const QVector<RunRow> runs = m_panel->shownRuns();
    m_pages->setCurrentWidget(runs.isEmpty() ? m_empty->parentWidget()
                                             : static_cast<QWidget *>(m_runPage));
    m_runPage->showRuns(runs);
}

void TrainWorkspace::takeReload()
{
    if (m_pages->currentWidget() != m_newRun) {
        showCurrent();
        return;
    }
    m_newRun->retranslate();
    if (const auto run = currentRun())
        m_runPage->refresh(*run);
}

// ---- Doing -------------------------------------------------------------------------------------

void TrainWorkspace::pauseOrResume()
{
    const auto run = currentRun();
    if (!run || !m_context.queue)
        return;
    PauseBar &pause = m_runPage->pauseBar();
    if (pause.isWaiting())
        pause.takeBack();
    else if (run->state == RunState::running)
        pause.begin(run->id);
    else if (run->state == RunState::waiting)
        m_context.queue->pause(run->id);
    else if (run->state == RunState::paused || run->state == RunState::failed
             || run->state == RunState::cancelled)
        m_context.queue->resume(run->id);
}

void TrainWorkspace::goOnAtLowerRate()
{
    const auto run = currentRun();
    if (!run || !m_context.queue || !m_runPage->canGoOnAtLowerRate())
        return;
    if (auto going = m_context.queue->resumeAtLowerRate(run->id); !going)
        m_context.notifications.post(going.error());
}

void TrainWorkspace::importRun()
{
    if (!m_context.study || m_context.study->study().isReadOnly())
        return;
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of a run that was trained elsewhere"));
    if (!folder.isEmpty())
        importRun(folder);
}

void TrainWorkspace::importRun(const QString &folder)
{
    if (!m_context.study)
        return;
    auto own = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!own) {
        m_context.notifications.post(own.error());
        return;
    }
    m_context.jobs.start<RunId>(
        tr("Import a run"), this,
        [folder, study = std::shared_ptr<Study>(std::move(*own))](const ProgressCallback &progress,
                                                                  std::stop_token stop) -> Result<RunId> {
            RETCLIP_TRY(const RunRow run, retclip::importRun(*study, folder, {}, progress, stop));
            return run.id;
        },
        [this](Result<RunId> run) {
            if (!run) {
                m_context.notifications.post(run.error());
                return;
            }
            if (m_context.study)
                m_context.study->announceRun(*run);
            model()->reload();
            showRun(*run);
        });
}

void TrainWorkspace::cancelRun()
{
    if (m_context.queue && m_panel->currentId().valid())
        m_context.queue->cancel(m_panel->currentId());
}

void TrainWorkspace::moveRun(int places)
{
    if (m_context.queue && m_panel->currentId().valid())
        m_context.queue->move(m_panel->currentId(), places);
}

void TrainWorkspace::toggleStar()
{
    editRun(m_context, m_panel->currentId(), [](RunRow &run) {
        run.star = !run.star;
        return true;
    });
    model()->reload();
}

void TrainWorkspace::toggleCompared()
{
    const RunId run = m_panel->currentId();
    if (!run.valid())
        return;
    QSet<qint64> compared = model()->compared();
    if (!compared.remove(run.value))
        compared.insert(run.value);
    model()->setCompared(compared);
    showCurrent();
}

void TrainWorkspace::renameRun()
{
    const auto run = currentRun();
    if (!run || !m_context.study)
        return;
    bool accepted = false;
    const QString name = QInputDialog::getText(this, tr("Rename run"),
                                               tr("Name of run %1:").arg(run->id.value),
                                               QLineEdit::Normal, run->name, &accepted)
                             .trimmed();
    canvas()->setFocus();
    if (!accepted || name.isEmpty())
        return;
    const auto kept = editRun(m_context, run->id,
                              [&name](RunRow &row) { return std::exchange(row.name, name) != name; });
    if (!kept)
        return;
    model()->reload();
    showCurrent();
}

void TrainWorkspace::writeNote()
{
    m_runPage->writeNote();
}

void TrainWorkspace::showGroup()
{
    const auto run = currentRun();
    if (!run)
        return;
    const QString group = groupOf(*run);
    if (group.isEmpty()) {
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "Run %1 belongs to no group. Sweep… in the form of a new run makes one."),
                    {std::to_string(run->id.value)}));
        return;
    }
    auto *dialog = new SweepTableDialog(m_context, group, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SweepTableDialog::runWanted, this, &TrainWorkspace::showRun);
    connect(dialog, &SweepTableDialog::compareWanted, this, [this](const QVector<qint64> &runs) {
        if (runs.isEmpty())
            return;
        model()->setCompared(QSet<qint64>(runs.begin(), runs.end()));
        showRun(RunId{runs.front()});
    });
    dialog->open();
}

void TrainWorkspace::retranslate()
{
    m_empty->setText(
        m_context.study
            ? tr("No runs yet. Choose a preset on the left: a quick check takes two minutes and "
                 "shows that everything works.")
            : tr("Open a study to train on it."));
    m_panel->retranslate();
    m_runPage->retranslate();
}

Workspace *makeTrainWorkspace(AppContext &context)
{
    return new TrainWorkspace(context);
}

} // namespace retclip
