// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/train_workspace.h"

#include "core/base/files.h"
#include "core/base/tokenizer.h"
#include "core/jobs/job.h"
#include "core/jobs/run_queue.h"
#include "core/study/study_document.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/train/new_run_page.h"
#include "ui/train/run_charts.h"
#include "ui/train/run_list.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <qcustomplot.h>

namespace retclip {

namespace {
/// How a run can end, for lupdate: events carry the word.
[[maybe_unused]] constexpr const char *runOutcomes[]
    = {QT_TRANSLATE_NOOP("RunOutcome", "done"), QT_TRANSLATE_NOOP("RunOutcome", "paused"),
       QT_TRANSLATE_NOOP("RunOutcome", "cancelled"), QT_TRANSLATE_NOOP("RunOutcome", "failed")};
} // namespace

namespace {

struct Card
{
    const char *preset;
    const char *icon;
};
constexpr Card cards[]{{"pretrain-small", "train"}, {"pretrain", "train"},   {"finetune", "adjust"},
                       {"probe", "evaluate"},       {"quick", "doctor"}};

QToolButton *tool(const QString &icon)
{
    auto *button = new QToolButton;
    button->setProperty("iconName", icon);
    button->setIconSize({16, 16});
    button->setMinimumSize(28, 28);
    return button;
}

} // namespace

TrainWorkspace::TrainWorkspace(AppContext &context, QWidget *parent) : Workspace(context, parent)
{
    // Parents first: a page that is given one later is styled anew, with all its fields, each time.
    auto *splitter = new QSplitter(this);
    auto *left = new QFrame(splitter);
    setLook(left, "panel-left");
    buildLeft(*left);

    m_pages = new QStackedWidget(splitter);
    m_emptyPage = new QWidget(m_pages);
    auto *emptyLayout = new QVBoxLayout(m_emptyPage);
    m_emptyText = new QLabel;
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    setLook(m_emptyText, "secondary");
    emptyLayout->addWidget(m_emptyText);
    m_newRun = new NewRunPage(context, m_pages);
    m_runPage = buildRunPage();
    m_pages->addWidget(m_emptyPage);
    m_pages->addWidget(m_runPage);
    m_pages->addWidget(m_newRun);

    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({280, 1160});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    m_poll = new QTimer(this);
    m_poll->setInterval(100);
    connect(m_poll, &QTimer::timeout, this, [this] {
        if (m_pages->currentWidget() == m_runPage)
            m_charts->poll();
    });
    m_pauseTimer = new QTimer(this);
    m_pauseTimer->setSingleShot(true);
    m_pauseTimer->setInterval(5000);
    connect(m_pauseTimer, &QTimer::timeout, this, [this] { endPendingPause(true); });

    connect(m_newRun, &NewRunPage::queued, this, [this](RunId id) { showRun(id); });
    connect(m_newRun, &NewRunPage::cancelled, this, [this] {
        m_pages->setCurrentWidget(m_current.valid() ? m_runPage : m_emptyPage);
        m_list->setFocus();
    });
    connect(&context, &AppContext::runRequested, this, [this](const QString &workspace, RunId run) {
        if (workspace == id())
            showRun(run);
    });
    connect(&theme(), &Theme::changed, this, [this] {
        retranslate();
        m_list->viewport()->update();
    });

    auto *keys = new KeyFilter(m_list);
    bindKeys(*keys);
    for (int i = 0; i < RunCharts::panelCount; ++i)
        bindKeys(*new KeyFilter(m_charts->chart(RunCharts::Panel(i))->plot()));

    addCommands();
    retranslate();
}

TrainWorkspace::~TrainWorkspace() = default;

void TrainWorkspace::addCommands()
{
    struct Command
    {
        const char *id, *text, *icon;
        const char *single; ///< bindKeys() acts on it.
        std::function<void()> act;
        QList<QKeySequence> keys = {};
    };
    const Command commands[] = {
        {"train.new.pretrain", QT_TR_NOOP("New pretraining run"), "plus", "",
         [this] { newRun(QStringLiteral("pretrain-small")); }},
        {"train.new.finetune", QT_TR_NOOP("New fine-tuning run"), "plus", "",
         [this] { newRun(QStringLiteral("finetune")); }},
        {"train.new.probe", QT_TR_NOOP("New linear probe"), "plus", "",
         [this] { newRun(QStringLiteral("probe")); }},
        {"train.pause", QT_TR_NOOP("Pause or resume the run"), "pause", "P",
         [this] { pauseOrResume(); }},
        {"train.earlier", QT_TRANSLATE_NOOP("SingleKeys", "Earlier in the queue"), "back", "Alt+Up",
         [this] { moveRun(-1); }},
        {"train.later", QT_TRANSLATE_NOOP("SingleKeys", "Later in the queue"), "forward", "Alt+Down",
         [this] { moveRun(1); }},
        {"train.log_y", QT_TRANSLATE_NOOP("SingleKeys", "Logarithmic loss"), "chart-log", "L",
         [this] { m_logY->toggle(); }},
        {"train.log_x", QT_TRANSLATE_NOOP("SingleKeys", "Logarithmic x"), "chart-log", "Shift+L",
         [this] { m_logX->toggle(); }},
        {"train.smoothing", QT_TRANSLATE_NOOP("SingleKeys", "Smoothing on or off"), "adjust", "S",
         [this] { toggleSmoothing(); }},
        {"train.fit", QT_TRANSLATE_NOOP("SingleKeys", "Fit all curves"), "zoom-fit", "F",
         [this] { m_charts->fit(); }},
        {"train.star", QT_TR_NOOP("Star the run"), "star", "", [this] { toggleStar(); }},
        {"train.compare", QT_TR_NOOP("Compare the run with others"), "compare", "C",
         [this] { toggleCompared(); }},
        {"train.note", QT_TR_NOOP("Write a note on the run"), "note", "N", [this] { writeNote(); }},
        {"train.rename", QT_TR_NOOP("Rename the run"), "note", "", [this] { renameRun(); },
         {QKeySequence(Qt::Key_F2)}},
    };
    for (const Command &command : commands) {
        ActionDescription description;
        description.id = QString::fromLatin1(command.id);
        description.context = id();
        description.text = [text = command.text] {
            const QString ours = QCoreApplication::translate("retclip::TrainWorkspace", text);
            return ours == QLatin1String(text) ? QCoreApplication::translate("SingleKeys", text) : ours;
        };
        description.icon = QString::fromLatin1(command.icon);
        description.singleKey = QString::fromLatin1(command.single);
        description.keys = command.keys;
        m_commands.append(m_context.actions.add(this, description, command.act));
    }
}

void TrainWorkspace::buildLeft(QFrame &left)
{
    auto *layout = new QVBoxLayout(&left);
    layout->setContentsMargins(space::m, space::m, space::m, space::s);
    layout->setSpacing(space::xs);
    m_newLabel = new QLabel;
    setLook(m_newLabel, "overline");
    layout->addWidget(m_newLabel);
    for (const Card &card : cards) {
        auto *button = new QPushButton;
        button->setProperty("iconName", QString::fromLatin1(card.icon));
        setLook(button, "quiet");
        button->setProperty("align", QStringLiteral("left"));
        const QString preset = QString::fromLatin1(card.preset);
        connect(button, &QPushButton::clicked, this, [this, preset] { newRun(preset); });
        m_presetButtons.append({button, preset});
        layout->addWidget(button);
    }
    layout->addSpacing(space::s);
    auto *queueHead = new QHBoxLayout;
    queueHead->setSpacing(0);
    m_queueLabel = new QLabel;
    setLook(m_queueLabel, "overline");
    m_pause = tool(QStringLiteral("pause"));
    m_cancel = tool(QStringLiteral("stop"));
    m_up = tool(QStringLiteral("back"));
    m_down = tool(QStringLiteral("forward"));
    m_up->setArrowType(Qt::UpArrow);
    m_down->setArrowType(Qt::DownArrow);
    m_edit = tool(QStringLiteral("copy"));
    queueHead->addWidget(m_queueLabel, 1);
    for (QToolButton *button : {m_pause, m_cancel, m_up, m_down, m_edit})
        queueHead->addWidget(button);
    layout->addLayout(queueHead);
    m_filter = new QLineEdit;
    m_filter->setClearButtonEnabled(true);
    layout->addWidget(m_filter);

    m_model = new RunListModel(this);
    m_list = new QListView;
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RunDelegate(m_list));
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setDragEnabled(true);
    m_list->setAcceptDrops(true);
    m_list->setDropIndicatorShown(true);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_list, 1);

    connect(m_pause, &QToolButton::clicked, this, &TrainWorkspace::pauseOrResume);
    connect(m_cancel, &QToolButton::clicked, this, &TrainWorkspace::cancelRun);
    connect(m_up, &QToolButton::clicked, this, [this] { moveRun(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveRun(1); });
    connect(m_edit, &QToolButton::clicked, this, [this] {
        if (const auto run = currentRun()) {
            m_pages->setCurrentWidget(m_newRun);
            m_newRun->begin(*run);
        }
    });
    connect(m_filter, &QLineEdit::textChanged, m_model, &RunListModel::setFilter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid())
                    m_current = now.data(RunListModel::runRole).value<RunRow>().id;
                showCurrent();
            });
    connect(m_list, &QListView::clicked, this, [this] { showCurrent(); });
    connect(m_model, &RunListModel::reloaded, this, [this] {
        const int row = m_model->rowOf(m_current);
        if (row >= 0 && m_list->currentIndex().row() != row) {
            const QSignalBlocker quiet(m_list->selectionModel());
            m_list->setCurrentIndex(m_model->index(row));
        }
        if (row < 0 && !m_model->runs().isEmpty() && m_filter->text().isEmpty())
            m_list->setCurrentIndex(m_model->index(0));
        if (m_pages->currentWidget() != m_newRun)
            showCurrent();
        else
            m_newRun->retranslate();
        refreshButtons();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        showFigures();
        refreshButtons();
    });
}

QWidget *TrainWorkspace::buildRunPage()
{
    auto *page = new QWidget(m_pages);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::s);

    m_pauseBar = new QFrame;
    setLook(m_pauseBar, "raised");
    auto *pauseLayout = new QHBoxLayout(m_pauseBar);
    pauseLayout->setContentsMargins(space::m, space::xs, space::xs, space::xs);
    m_pauseText = new QLabel;
    m_pauseBack = new QPushButton;
    pauseLayout->addWidget(m_pauseText, 1);
    pauseLayout->addWidget(m_pauseBack);
    m_pauseBar->hide();
    connect(m_pauseBack, &QPushButton::clicked, this, [this] { endPendingPause(false); });
    layout->addWidget(m_pauseBar);

    auto *head = new QHBoxLayout;
    head->setSpacing(space::s);
    m_runTitle = new QLabel;
    setLook(m_runTitle, "title");
    m_runTitle->setTextFormat(Qt::PlainText);
    m_runTitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_runState = new QLabel;
    m_star = tool(QStringLiteral("star"));
    m_star->setCheckable(true);
    m_evaluate = tool(QStringLiteral("evaluate"));
    m_evaluate->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_xLabel = new QLabel;
    setLook(m_xLabel, "secondary");
    m_xAxis = new QComboBox;
    for (int i = 0; i < 4; ++i)
        m_xAxis->addItem(QString(), i);
    m_xLabel->setBuddy(m_xAxis);
    m_smoothingLabel = new QLabel;
    setLook(m_smoothingLabel, "secondary");
    m_smoothing = new QSlider(Qt::Horizontal);
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(110);
    m_logX = tool({});
    m_logY = tool({});
    m_logX->setCheckable(true);
    m_logY->setCheckable(true);
    m_fit = tool(QStringLiteral("zoom-fit"));
    m_abandoned = tool(QStringLiteral("history"));
    m_abandoned->setCheckable(true);
    head->addWidget(m_star);
    head->addWidget(m_runTitle, 1);
    head->addWidget(m_runState);
    head->addWidget(m_evaluate);
    head->addSpacing(space::m);
    for (QWidget *each : std::initializer_list<QWidget *>{m_xLabel, m_xAxis, m_smoothingLabel,
                                                          m_smoothing, m_logX, m_logY, m_fit,
                                                          m_abandoned})
        head->addWidget(each);
    layout->addLayout(head);

    auto *figures = new QFrame;
    setLook(figures, "card");
    auto *figureLayout = new QHBoxLayout(figures);
    figureLayout->setContentsMargins(space::l, space::s, space::l, space::s);
    figureLayout->setSpacing(space::xl);
    for (int i = 0; i < 7; ++i) {
        auto *caption = new QLabel;
        setLook(caption, "caption");
        auto *value = new QLabel(QStringLiteral("–"));
        setLook(value, "section");
        auto *column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(caption);
        column->addWidget(value);
        figureLayout->addLayout(column, 1);
        m_figures.append(qMakePair(caption, value));
    }
    layout->addWidget(figures);
    m_runMessage = new QLabel;
    m_runMessage->setWordWrap(true);
    m_runMessage->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setLook(m_runMessage, "error");
    layout->addWidget(m_runMessage);

    m_charts = new RunCharts(m_context.jobs);
    m_events = new QListWidget;
    m_events->setUniformItemSizes(true);
    m_events->setFrameShape(QFrame::NoFrame);
    m_differences = new QTableWidget;
    m_differences->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_differences->verticalHeader()->hide();
    m_differences->verticalHeader()->setDefaultSectionSize(space::row);
    m_differences->horizontalHeader()->setStretchLastSection(true);
    m_differences->setFrameShape(QFrame::NoFrame);
    m_note = new QPlainTextEdit;
    m_note->setTabChangesFocus(true);
    m_note->installEventFilter(this);
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_events, {});
    m_tabs->addTab(m_differences, {});
    m_tabs->addTab(m_note, {});
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(space::s);
    splitter->addWidget(m_charts);
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 4);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({600, 130});
    layout->addWidget(splitter, 1);

    connect(m_star, &QToolButton::clicked, this, &TrainWorkspace::toggleStar);
    connect(m_evaluate, &QToolButton::clicked, this,
            [this] { m_context.showRun(QStringLiteral("evaluate"), m_current); });
    connect(m_xAxis, &QComboBox::activated, this,
            [this](int index) { m_charts->setXAxis(XAxis(index)); });
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int value) {
        m_charts->setSmoothing(value / 100.0);
        m_context.settings.setValue(QStringLiteral("train/smoothing"), value);
        retranslate();
    });
    connect(m_logX, &QToolButton::toggled, m_charts, &RunCharts::setLogX);
    connect(m_logY, &QToolButton::toggled, m_charts, &RunCharts::setLogY);
    connect(m_fit, &QToolButton::clicked, m_charts, &RunCharts::fit);
    connect(m_abandoned, &QToolButton::toggled, m_charts, &RunCharts::setAbandonedShown);
    connect(m_charts, &RunCharts::grew, this, [this] {
        showFigures();
        showEvents();
        askDuplicateFloor();
    });
    m_smoothing->setValue(m_context.settings.value(QStringLiteral("train/smoothing"), 0).toInt());
    return page;
}

void TrainWorkspace::bindKeys(KeyFilter &keys)
{
    keys.bind({"train.pause", Qt::Key_P}, [this] { pauseOrResume(); });
    keys.bind({"train.earlier", Qt::Key_Up, Qt::AltModifier}, [this] { moveRun(-1); },
              KeyFilter::Repeat::yes);
    keys.bind({"train.later", Qt::Key_Down, Qt::AltModifier}, [this] { moveRun(1); },
              KeyFilter::Repeat::yes);
    keys.bind({"train.log_y", Qt::Key_L}, [this] { m_logY->toggle(); });
    keys.bind({"train.log_x", Qt::Key_L, Qt::ShiftModifier}, [this] { m_logX->toggle(); });
    keys.bind({"train.smoothing", Qt::Key_S}, [this] { toggleSmoothing(); });
    keys.bind({"train.fit", Qt::Key_F}, [this] { m_charts->fit(); });
    keys.bind({"train.note", Qt::Key_N}, [this] { writeNote(); });
    keys.bind({"train.compare", Qt::Key_C}, [this] { toggleCompared(); });
    m_keys.append(&keys);
}

void TrainWorkspace::studyChanged(StudyDocument *document)
{
    endPendingPause(false);
    m_current = {};
    m_noteRun = {};
    m_floors.clear();
    m_charts->showRuns({});
    m_model->setQueue(document ? m_context.queue : nullptr, [this]() -> QVector<RunRow> {
        if (!m_context.study)
            return {};
        const auto runs = m_context.study->study().runs();
        return runs ? *runs : QVector<RunRow>();
    });
    m_newRun->studyChanged();
    for (const auto &[button, preset] : std::as_const(m_presetButtons))
        button->setEnabled(document != nullptr);
    if (!m_model->runs().isEmpty())
        m_list->setCurrentIndex(m_model->index(0));
    showCurrent();
}

void TrainWorkspace::arrive()
{
    if (m_pages->currentWidget() != m_newRun)
        m_list->setFocus();
}

QWidget *TrainWorkspace::canvas()
{
    return m_list;
}

QWidget *TrainWorkspace::queryLine()
{
    return m_filter;
}

void TrainWorkspace::showEvent(QShowEvent *event)
{
    Workspace::showEvent(event);
    m_poll->start();
}

void TrainWorkspace::hideEvent(QHideEvent *event)
{
    m_poll->stop();
    saveNote();
    if (m_pausing.valid() && m_pauseTimer->isActive()) // still to be taken back from elsewhere
        m_context.notifications.offer(
            {message(QT_TRANSLATE_NOOP("Message", "Run %1 pauses: checkpoint, stop, release the device."),
                     {std::to_string(m_pausing.value)}),
             message(QT_TRANSLATE_NOOP("Message", "Do not pause")), m_pauseTimer->remainingTime(),
             [here = QPointer<TrainWorkspace>(this), run = m_pausing] {
                 if (here && here->m_pausing == run)
                     here->endPendingPause(false);
             }});
    Workspace::hideEvent(event);
}

std::optional<RunRow> TrainWorkspace::currentRun() const
{
    return m_model->run(m_current);
}

void TrainWorkspace::showRun(RunId id)
{
    m_filter->clear();
    m_current = id;
    m_pages->setCurrentWidget(m_runPage);
    if (const int row = m_model->rowOf(id); row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
    showCurrent();
    m_list->setFocus();
}

void TrainWorkspace::newRun(const QString &preset)
{
    if (!m_context.study)
        return;
    saveNote();
    m_pages->setCurrentWidget(m_newRun);
    m_newRun->begin(preset);
}

void TrainWorkspace::showCurrent()
{
    const auto run = currentRun();
    if (!run) {
        m_pages->setCurrentWidget(m_emptyPage);
        refreshButtons();
        return;
    }
    if (m_noteRun != run->id) {
        saveNote();
        m_noteRun = run->id;
        m_note->setPlainText(run->note);
        m_shownMarks = 0;
        m_events->clear();
    }
    m_pages->setCurrentWidget(m_runPage);
    QVector<RunRow> shown{*run};
    for (const RunRow &other : m_model->runs())
        if (other.id != run->id && m_model->compared().contains(other.id.value))
            shown.append(other);
    m_charts->showRuns(shown);
    if (m_floors.contains(run->id.value))
        m_charts->setDuplicateFloor(m_floors.value(run->id.value));
    m_runTitle->setText(tr("Run %1 · %2").arg(run->id.value).arg(run->name));
    m_runTitle->setToolTip(m_runTitle->text());
    m_star->setChecked(run->star);
    showFigures();
    showEvents();
    showDifferences();
    refreshButtons();
}

void TrainWorkspace::showFigures()
{
    const auto run = currentRun();
    if (!run)
        return;
    m_runState->setText(runStateText(run->state));
    setLook(m_runState, run->state == RunState::failed ? "error"
                : run->state == RunState::running      ? "accent"
                : run->state == RunState::done         ? "success"
                                                       : "secondary");
    m_runMessage->setText(run->message);
    m_runMessage->setVisible(!run->message.isEmpty()
                             && (run->state == RunState::failed || run->state == RunState::paused));
    const QLocale locale;
    const RunHistory *history = m_charts->history(run->id);
    const QString none = QStringLiteral("–");
    QStringList values(7, none);
    const RunQueue::Live live = m_context.queue ? m_context.queue->live(run->id) : RunQueue::Live();
    if (history && history->columns().size()) {
        const RunColumns &columns = history->columns();
        const RunPlace &at = columns.places.back();
        values[0] = live.steps > 0 ? tr("%1 / %2").arg(locale.toString(qint64(at.step)),
                                                      locale.toString(live.steps))
                                   : locale.toString(qint64(at.step));
        values[1] = locale.toString(at.epoch, 'f', 1);
        const auto last = [&](Quantity quantity) {
            const auto &all = columns.values[std::size_t(quantity)];
            for (auto it = all.rbegin(); it != all.rend() && it - all.rbegin() < 64; ++it)
                if (std::isfinite(*it))
                    return std::optional(*it);
            return std::optional<double>();
        };
        if (const auto loss = last(Quantity::loss))
            values[2] = locale.toString(*loss, 'f', 3);
        if (const auto speed = last(Quantity::patientsPerSecond))
            values[4] = locale.toString(*speed, 'f', *speed < 100 ? 1 : 0);
        if (const auto memory = last(Quantity::memoryGiB))
            values[5] = tr("%1 GiB").arg(locale.toString(*memory, 'f', 2));
        double best = -1;
        QString bestName;
        for (const auto &validation : columns.validations)
            for (const auto &[key, value] : validation.metrics) {
                const QString name = QString::fromStdString(key);
                if ((name.endsWith(QLatin1String("recall_at_5")) || name.endsWith(QLatin1String("auroc")))
                    && !name.contains(QLatin1Char('.')) && value > best) {
                    best = value;
                    bestName = metricTitle(name);
                }
            }
        if (best >= 0)
            values[3] = QStringLiteral("%1 %2").arg(bestName, locale.toString(best, 'f', 3));
        values[6] = run->state == RunState::running && live.secondsLeft >= 0
            ? Preflight::duration(live.secondsLeft)
            : Preflight::duration(at.hours * 3600);
    }
    for (int i = 0; i < m_figures.size(); ++i)
        m_figures[i].second->setText(values[i]);
    m_figures[6].first->setText(run->state == RunState::running ? tr("time left") : tr("time run"));
}

void TrainWorkspace::showEvents()
{
    const auto run = currentRun();
    const RunHistory *history = run ? m_charts->history(run->id) : nullptr;
    if (!history)
        return;
    const auto &marks = history->columns().marks;
    if (marks.size() < m_shownMarks) {
        m_events->clear();
        m_shownMarks = 0;
    }
    const QLocale locale;
    for (; m_shownMarks < marks.size(); ++m_shownMarks) {
        const RunEvent &event = marks[m_shownMarks].event;
        QString text;
        QString icon = QStringLiteral("info");
        switch (event.kind) {
        case RunEventKind::start: text = tr("started"); icon = QStringLiteral("play"); break;
        case RunEventKind::checkpoint:
            text = tr("checkpoint %1").arg(QString::fromStdString(event.file));
            icon = QStringLiteral("checkpoint");
            break;
        case RunEventKind::epoch:
        case RunEventKind::validation: {
            QStringList figures;
            for (const auto &[key, value] : event.metrics) {
                const QString name = QString::fromStdString(key);
                // Levels and chances stand in tables; a flag is not a figure.
                if (figures.size() < 6 && !name.contains(QLatin1String("chance"))
                    && !name.contains(QLatin1Char('.')) && name != QLatin1String("is_best"))
                    figures << QStringLiteral("%1 %2").arg(metricTitle(name), locale.toString(value, 'g', 4));
            }
            text = (event.kind == RunEventKind::epoch ? tr("epoch %1 ended").arg(event.epoch)
                                                      : tr("validation"))
                + (figures.isEmpty() ? QString() : QStringLiteral("  ") + figures.join(QStringLiteral(" · ")));
            icon = QStringLiteral("ok");
            break;
        }
        case RunEventKind::warning: icon = QStringLiteral("warning"); [[fallthrough]];
        case RunEventKind::note: text = translated(event.message); break;
        case RunEventKind::end:
            text = tr("ended: %1").arg(QCoreApplication::translate("RunOutcome", event.outcome.c_str()));
            if (!event.message.empty())
                text += QStringLiteral(" — ") + translated(event.message);
            icon = event.outcome == "failed" ? QStringLiteral("error") : QStringLiteral("stop");
            break;
        case RunEventKind::step: continue;
        }
        const QString time = event.time > 0
            ? locale.toString(QDateTime::fromMSecsSinceEpoch(qint64(event.time * 1000)).time(),
                              QLocale::ShortFormat)
            : QString();
        auto *item = new QListWidgetItem(
            theme().icon(icon), tr("%1   step %2   %3").arg(time, locale.toString(qint64(event.step)), text));
        item->setToolTip(text);
        m_events->insertItem(0, item);
    }
}

void TrainWorkspace::showDifferences()
{
    QVector<RunRow> runs;
    if (const auto run = currentRun())
        runs.append(*run);
    for (const RunRow &other : m_model->runs())
        if (other.id != m_current && m_model->compared().contains(other.id.value))
            runs.append(other);
    m_differences->clear();
    QStringList heading{tr("setting")};
    for (const RunRow &run : runs)
        heading << QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name);
    m_differences->setColumnCount(int(heading.size()));
    m_differences->setHorizontalHeaderLabels(heading);
    QVector<QStringList> rows;
    const auto compare = [&](const QString &name, const std::function<QString(const RunRow &)> &value,
                             bool always) {
        QStringList row{name};
        bool differ = always;
        for (const RunRow &run : runs)
            row << value(run);
        for (int i = 2; i < row.size(); ++i)
            differ |= row[i] != row[1];
        if (differ)
            rows.append(row);
    };
    compare(tr("best figure"), [](const RunRow &run) { return runHeadline(run); }, true);
    compare(tr("data"), [](const RunRow &run) {
        return run.dataset.isEmpty() ? tr("whole study") : run.dataset;
    }, true);
    compare(tr("data version"), [](const RunRow &run) { return run.manifestHash.left(12); }, true);
    compare(tr("preset"), [](const RunRow &run) { return run.preset; }, true);
    for (const FieldDescription &field : run_fields()) {
        const QString key = QString::fromLatin1(field.key);
        compare(QCoreApplication::translate("RunField", field.label),
                [&key](const RunRow &run) {
                    const QJsonValue value = run.config.value(key);
                    if (value.isUndefined())
                        return QStringLiteral("–");
                    return value.toVariant().toString();
                },
                false);
    }
    m_differences->setRowCount(int(rows.size()));
    for (int r = 0; r < rows.size(); ++r)
        for (int c = 0; c < rows[r].size(); ++c)
            m_differences->setItem(r, c, new QTableWidgetItem(rows[r][c]));
    m_differences->resizeColumnToContents(0);
    for (int c = 1; c < m_differences->columnCount(); ++c)
        m_differences->setColumnWidth(c, 160);
}

void TrainWorkspace::askDuplicateFloor()
{
    const auto run = currentRun();
    if (!run || m_floors.contains(run->id.value) || run->task != QLatin1String("pretrain"))
        return;
    const RunHistory *history = m_charts->history(run->id);
    const int batch = history ? history->columns().batch : 0;
    if (batch < 2)
        return;
    m_floors.insert(run->id.value, -1);
    m_context.jobs.start<double>(
        {}, this,
        [file = run->folder + QStringLiteral("/manifest.jsonl"), batch](
            const ProgressCallback &, std::stop_token) -> Result<double> {
            RETCLIP_TRY(const Manifest manifest, read_manifest(path_from_utf8(file.toStdString())));
            std::vector<std::string> texts;
            for (const ManifestItem &item : manifest.items)
                if (item.split == Split::training && !item.text.empty())
                    texts.push_back(clean_report(item.text));
            return duplicateFloor(texts, batch);
        },
        [this, id = run->id](Result<double> floor) {
            if (!floor)
                return;
            m_floors.insert(id.value, *floor);
            if (m_current == id)
                m_charts->setDuplicateFloor(*floor);
        });
}

void TrainWorkspace::pauseOrResume()
{
    const auto run = currentRun();
    if (!run || !m_context.queue)
        return;
    if (m_pausing.valid()) {
        endPendingPause(false);
        return;
    }
    if (run->state == RunState::running) {
        m_pausing = run->id;
        m_pauseText->setText(tr("Run %1 pauses in 5 seconds: checkpoint, stop, release the device.")
                                 .arg(run->id.value));
        m_pauseBar->show();
        m_pauseTimer->start();
    } else if (run->state == RunState::waiting) {
        m_context.queue->pause(run->id);
    } else if (run->state == RunState::paused || run->state == RunState::failed
               || run->state == RunState::cancelled) {
        m_context.queue->resume(run->id);
    }
}

void TrainWorkspace::endPendingPause(bool pause)
{
    m_pauseTimer->stop();
    m_pauseBar->hide();
    const RunId id = m_pausing;
    m_pausing = {};
    if (pause && id.valid() && m_context.queue)
        m_context.queue->pause(id);
}

void TrainWorkspace::cancelRun()
{
    if (m_context.queue && m_current.valid())
        m_context.queue->cancel(m_current);
}

void TrainWorkspace::moveRun(int places)
{
    if (m_context.queue && m_current.valid())
        m_context.queue->move(m_current, places);
}

void TrainWorkspace::toggleStar()
{
    auto run = currentRun();
    if (!run || !m_context.study)
        return;
    // The newest row: figures may have changed while this one was on screen.
    if (auto now = m_context.study->study().run(QString::number(run->id.value)))
        *run = *now;
    run->star = !run->star;
    if (const auto kept = m_context.study->study().updateRun(*run); !kept)
        m_context.notifications.post(kept.error());
    m_context.study->announceRun(run->id);
    m_model->reload();
    m_star->setChecked(run->star);
}

void TrainWorkspace::toggleSmoothing()
{
    m_smoothing->setValue(m_smoothing->value() ? 0 : 60);
}

void TrainWorkspace::writeNote()
{
    m_tabs->setCurrentIndex(2);
    m_note->setFocus();
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
    m_list->setFocus();
    // The newest row: figures may have changed while the question stood.
    auto now = m_context.study->study().run(QString::number(run->id.value));
    if (!accepted || name.isEmpty() || !now || now->name == name)
        return;
    now->name = name;
    if (const auto kept = m_context.study->study().updateRun(*now); !kept)
        m_context.notifications.post(kept.error());
    m_context.study->announceRun(run->id);
    m_model->reload();
    showCurrent();
}

void TrainWorkspace::toggleCompared()
{
    if (!m_current.valid())
        return;
    QSet<qint64> compared = m_model->compared();
    if (!compared.remove(m_current.value))
        compared.insert(m_current.value);
    m_model->setCompared(compared);
    showCurrent();
}

void TrainWorkspace::saveNote()
{
    if (!m_noteRun.valid() || !m_context.study)
        return;
    auto run = m_context.study->study().run(QString::number(m_noteRun.value));
    if (!run || run->note == m_note->toPlainText())
        return;
    run->note = m_note->toPlainText();
    if (const auto kept = m_context.study->study().updateRun(*run); !kept)
        m_context.notifications.post(kept.error());
    else
        m_context.study->announceRun(run->id);
}

void TrainWorkspace::refreshButtons()
{
    const auto run = currentRun();
    const bool writable = m_context.study && !m_context.study->study().isReadOnly();
    const RunState state = run ? run->state : RunState::done;
    const bool running = run && state == RunState::running;
    const bool resumable = run && (state == RunState::paused || state == RunState::failed
                                   || state == RunState::cancelled);
    m_pause->setProperty("iconName", resumable ? QStringLiteral("resume") : QStringLiteral("pause"));
    m_pause->setIcon(theme().icon(m_pause->property("iconName").toString()));
    m_pause->setToolTip(resumable ? tr("Resume from the last checkpoint (P)")
                                  : tr("Pause: checkpoint, stop, release the device (P)"));
    m_pause->setEnabled(writable && run
                        && (running || resumable || state == RunState::waiting));
    m_cancel->setEnabled(writable && run
                         && (running || state == RunState::waiting || state == RunState::paused));
    m_up->setEnabled(writable && run && state == RunState::waiting);
    m_down->setEnabled(writable && run && state == RunState::waiting);
    m_edit->setEnabled(run.has_value());
    m_evaluate->setEnabled(run && (state == RunState::done || state == RunState::paused));
    m_star->setEnabled(writable && run);
    m_note->setReadOnly(!writable);
}

bool TrainWorkspace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_note) {
        if (event->type() == QEvent::FocusOut)
            saveNote();
        if (event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            if (key->key() == Qt::Key_Escape
                || (key->key() == Qt::Key_Return && key->modifiers() & Qt::ControlModifier)) {
                saveNote();
                m_list->setFocus();
                return true;
            }
        }
    }
    return Workspace::eventFilter(watched, event);
}

void TrainWorkspace::retranslate()
{
    m_newLabel->setText(tr("NEW RUN"));
    m_queueLabel->setText(tr("QUEUE"));
    m_filter->setPlaceholderText(tr("Filter runs"));
    m_list->setAccessibleName(tr("Runs"));
    m_emptyText->setText(
        m_context.study
            ? tr("No runs yet. Choose a preset on the left: a quick check takes two minutes and "
                 "shows that everything works.")
            : tr("Open a study to train on it."));
    for (const auto &[button, name] : std::as_const(m_presetButtons)) {
        for (const Preset &each : presets())
            if (name == QLatin1String(each.name)) {
                button->setText(QCoreApplication::translate("Preset", each.title));
                button->setToolTip(QCoreApplication::translate("Preset", each.help));
            }
        button->setIcon(theme().icon(button->property("iconName").toString()));
    }
    for (QToolButton *button : findChildren<QToolButton *>())
        if (const QString icon = button->property("iconName").toString(); !icon.isEmpty())
            button->setIcon(theme().icon(icon));
    const auto named = [](QToolButton *button, const QString &tip) {
        button->setToolTip(tip);
        button->setAccessibleName(tip);
    };
    named(m_cancel, tr("Cancel the run"));
    named(m_up, tr("Earlier in the queue (Alt+Up)"));
    named(m_down, tr("Later in the queue (Alt+Down)"));
    named(m_edit, tr("New run with the same settings"));
    named(m_star, tr("Star"));
    named(m_fit, tr("Fit all curves (F)"));
    named(m_abandoned, tr("Show abandoned steps: replayed after a resume"));
    m_evaluate->setText(tr("Evaluate"));
    named(m_evaluate, tr("See how well this run predicts"));
    m_logX->setText(tr("log x"));
    m_logY->setText(tr("log y"));
    named(m_logX, tr("Logarithmic x (Shift+L)"));
    named(m_logY, tr("Logarithmic loss (L)"));
    m_xLabel->setText(tr("x"));
    const QStringList axes{tr("step"), tr("patients seen"), tr("epoch"), tr("hours")};
    for (int i = 0; i < axes.size(); ++i)
        m_xAxis->setItemText(i, axes[i]);
    m_xAxis->setAccessibleName(tr("x axis"));
    m_smoothingLabel->setText(m_smoothing->value()
                                  ? tr("smooth %1").arg(QLocale().toString(m_smoothing->value() / 100.0, 'f', 2))
                                  : tr("smooth off"));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("Drawn over the raw points, never instead of them (S)"));
    const QStringList captions{tr("step"), tr("epoch"), tr("loss"), tr("best validation"),
                               tr("patients/s"), tr("memory"), tr("time run")};
    for (int i = 0; i < m_figures.size(); ++i)
        m_figures[i].first->setText(captions[i]);
    m_tabs->setTabText(0, tr("Events"));
    m_tabs->setTabText(1, tr("What differs"));
    m_tabs->setTabText(2, tr("Note"));
    m_note->setPlaceholderText(tr("What was tried, and what came of it. Saved by itself."));
    m_pauseBack->setText(tr("Do not pause"));
    if (m_current.valid()) {
        m_events->clear();
        m_shownMarks = 0;
        showEvents();
        showFigures();
        showDifferences();
        refreshButtons();
        if (const auto run = currentRun())
            m_runTitle->setText(tr("Run %1 · %2").arg(run->id.value).arg(run->name));
    }
}

Workspace *makeTrainWorkspace(AppContext &context)
{
    return new TrainWorkspace(context);
}

} // namespace retclip
