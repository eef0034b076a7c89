// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/sample_tour.h"

#include "app/workstation/workstation.h"
#include "core/jobs/run_queue.h"
#include "core/study/study_document.h"
#include "ui/data/data_workspace.h"
#include "ui/data/pair_page.h"
#include "ui/shell/notifications.h"

#include <QAbstractItemView>
#include <QLocale>

namespace retclip {

SampleTour::SampleTour(Workstation &workstation, QObject *parent) : QObject(parent), m_workstation(workstation)
{
    MainWindow &window = workstation.window();
    connect(&window, &MainWindow::tourWanted, this, &SampleTour::start);
    connect(&window, &MainWindow::studyOpened, this, [this] {
        if (std::exchange(m_awaited, false) && onSample())
            begin();
    });
    connect(&window, &MainWindow::studyNotOpened, this, [this] { m_awaited = false; });
    connect(&workstation.context(), &AppContext::studyChanged, this, [this] {
        m_run.reset();
        if (m_tour && !onSample())
            m_tour->end();
    });
}

bool SampleTour::onSample() const
{
    const StudyDocument *study = m_workstation.context().study;
    return study && study->study().setting(QStringLiteral("synthetic")) == QLatin1String("1");
}

void SampleTour::start()
{
    if (m_tour)
        return;
    if (onSample()) {
        begin();
        return;
    }
    m_awaited = true;
    m_workstation.window().openSample();
}

void SampleTour::begin()
{
    m_evaluating = false;
    learn();
    m_tour = new GuidedTour(steps(), &m_workstation.window());
    connect(m_tour, &GuidedTour::ended, this, [this] { m_tour.clear(); });
}

/// The newest run of the sample, else a small one that begins now.
void SampleTour::learn()
{
    AppContext &context = m_workstation.context();
    m_run.reset();
    if (const auto runs = context.study->study().runs())
        for (const RunRow &row : *runs)
            if (!m_run && row.task == QLatin1String("pretrain")
                && (row.state == RunState::done || row.state == RunState::running || row.state == RunState::waiting))
                m_run = row.id;
    if (m_run || !context.queue || context.study->study().isReadOnly())
        return;
    auto other = context.study->study().openAnother(OpenMode::readOnly);
    const auto config = preset("quick");
    if (!other || !config)
        return;
    const std::shared_ptr<Study> study = std::move(*other);
    context.jobs.start<Manifest>(
        {}, this,
        [study, seed = config->seed](const ProgressCallback &, std::stop_token) { return study->manifest({}, {}, seed); },
        [this, config = *config, folder = study->folder()](Result<Manifest> manifest) {
            AppContext &now = m_workstation.context();
            if (!manifest || !now.queue || !now.study || now.study->study().folder() != folder)
                return;
            RunOrder order;
            order.config = config;
            order.manifest = std::move(*manifest);
            order.person = now.study->person();
            const auto added = now.queue->add(order);
            if (!added) {
                now.notifications.post(added.error());
                return;
            }
            m_run = *added;
            connect(now.queue, &RunQueue::runEnded, this, &SampleTour::evaluateWhenDone);
        });
}

std::optional<RunRow> SampleTour::run() const
{
    const StudyDocument *study = m_workstation.context().study;
    if (!m_run || !study)
        return {};
    const auto row = study->study().run(QString::number(m_run->value));
    return row ? std::optional<RunRow>(*row) : std::nullopt;
}

QString SampleTour::runWords() const
{
    const auto row = run();
    if (!row)
        return tr("No run could be started here; the messages under the bell say why.");
    const QString number = QString::number(row->id.value);
    switch (row->state) {
    case RunState::waiting: return tr("Run %1 is about to start.").arg(number);
    case RunState::running: {
        const RunQueue *queue = m_workstation.context().queue;
        const RunQueue::Live live = queue ? queue->live(row->id) : RunQueue::Live();
        return live.steps > 0 ? tr("Run %1 is learning now: step %2 of %3, loss %4.")
                                    .arg(number).arg(live.step).arg(live.steps).arg(QLocale().toString(live.loss, 'f', 2))
                              : tr("Run %1 is getting ready: it reads the photographs.").arg(number);
    }
    case RunState::done: return tr("Run %1 is done.").arg(number);
    default: break;
    }
    return tr("Run %1 did not end well: %2").arg(number, row->message);
}

/// The figures of Evaluate are worked out from the run, as the button there does.
void SampleTour::evaluateWhenDone()
{
    const auto row = run();
    AppContext &context = m_workstation.context();
    if (!m_tour || m_evaluating || !row || row->state != RunState::done)
        return;
    if (!m_workstation.window().currentWorkspace() || m_workstation.window().currentWorkspace()->id() != QLatin1String("evaluate"))
        return;
    m_evaluating = true;
    context.showRun(QStringLiteral("evaluate"), row->id);
    QTimer::singleShot(800, this, [this] { // after the form knows its runs
        if (QAction *evaluate = m_workstation.context().actions.action(QStringLiteral("evaluate.run")))
            evaluate->trigger();
    });
}

QWidget *SampleTour::part(const char *name) const
{
    return m_workstation.window().findChild<QWidget *>(QLatin1String(name));
}

QVector<GuidedStep> SampleTour::steps()
{
    const auto workspace = [this](const char *id) {
        return m_workstation.window().showWorkspace(QLatin1String(id));
    };
    const auto data = [workspace] { return qobject_cast<DataWorkspace *>(workspace("data")); };
    QVector<GuidedStep> list;
    list.append({[] { return tr("A study"); },
                 [this] {
                     return tr("These patients are SYNTHETIC: drawn on this computer. All else is as with your own study. "
                               "So that the results of this tour are real, a small network learns from them meanwhile.")
                         + QLatin1Char('\n') + runWords();
                 },
                 [workspace] { workspace("study"); }, [this] { return part("studyFacts"); }});
    list.append({[] { return tr("Data: every exam"); },
                 [] {
                     return tr("A card is an exam: both eyes, the right eye (OD) at your left, as you face the patient. A click "
                               "chooses, and the bar at the bottom says what can be done with what is chosen.");
                 },
                 [data] {
                     if (DataWorkspace *page = data())
                         page->setQuery({});
                 },
                 [this] { return part("examGrid"); }});
    list.append({[] { return tr("Ask for what you want"); },
                 [this] {
                     auto *page = qobject_cast<DataWorkspace *>(m_workstation.window().workspace(QStringLiteral("data")));
                     return tr("Ctrl+F. Words beside each other must all be true; this line found %n exam(s). It completes as you type.",
                               nullptr, page ? page->model().rowCount() : 0);
                 },
                 [data] {
                     if (DataWorkspace *page = data()) {
                         page->closePair();
                         page->setQuery(QStringLiteral("eye:both age>60"));
                     }
                 },
                 [this] {
                     auto *page = m_workstation.window().workspace(QStringLiteral("data"));
                     return page ? page->queryLine() : nullptr;
                 }});
    list.append({[] { return tr("Label by keys"); },
                 [] {
                     return tr("1 to 9 give a class, [ and ] choose the eye, Space goes on, N finds the next without a label. Each is on "
                               "disk before the next key is read; Ctrl+Z takes it back. The tour itself labels nothing.");
                 },
                 [data] {
                     if (DataWorkspace *page = data())
                         page->openPair(0);
                 },
                 [this] {
                     auto *page = qobject_cast<DataWorkspace *>(m_workstation.window().workspace(QStringLiteral("data")));
                     return page ? static_cast<QWidget *>(&page->pairPage()) : nullptr;
                 }});
    list.append({[] { return tr("Train"); },
                 [this] {
                     return runWords() + QLatin1Char('\n')
                         + tr("Every point of the curve is there. The line “chance” is the loss of somebody who guesses: a run that "
                              "lies on it learns nothing.");
                 },
                 [this, data, workspace] {
                     if (DataWorkspace *page = data())
                         page->closePair();
                     if (m_run)
                         m_workstation.context().showRun(QStringLiteral("train"), *m_run);
                     else
                         workspace("train");
                 },
                 [this] { return m_workstation.window().currentWorkspace(); }});
    list.append({[] { return tr("Evaluate"); },
                 [this] {
                     return runWords() + QLatin1Char('\n')
                         + tr("Figures come from the test part alone, each with its interval, its number of cases and its chance level. A "
                              "click on a cell, a dot or a bar selects these very cases.");
                 },
                 [this, workspace] {
                     workspace("evaluate");
                     evaluateWhenDone();
                 },
                 [this] { return m_workstation.window().currentWorkspace(); }});
    list.append({[] { return tr("Review the mistakes"); },
                 [] {
                     return tr("Cases sent here come with the surest mistakes first. 1 says that the label is wrong, 2 that the model is; "
                               "hold A to see what the model looked at. New labels stand beside the old ones.");
                 },
                 [workspace] { workspace("review"); }, [this] { return m_workstation.window().currentWorkspace(); }});
    list.append({[] { return tr("Now your own photographs"); },
                 [] {
                     return tr("Ctrl+I brings them in, or drop them on the window. Ctrl+K finds every command, F1 lists the keys, "
                               "Shift+F1 opens the guide with worked examples.");
                 },
                 [workspace] { workspace("study"); }, [this] { return part("menuButton"); }});
    return list;
}

} // namespace retclip
