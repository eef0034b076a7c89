// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_queue_panel.h"

#include "core/base/run_config.h"
#include "ui/shell/icon_tool.h"
#include "ui/shell/theme.h"
#include "ui/train/run_list.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QToolButton>

namespace retclip {

namespace {

struct Card
{
    const char *preset;
    const char *icon;
};
constexpr Card cards[]{{"pretrain-small", "train"}, {"pretrain", "train"},   {"finetune", "adjust"},
                       {"probe", "evaluate"},       {"quick", "doctor"}};

QListView *makeRunList(RunListModel *model)
{
    auto *list = new QListView;
    list->setModel(model);
    list->setItemDelegate(new RunDelegate(list));
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setDragEnabled(true);
    list->setAcceptDrops(true);
    list->setDropIndicatorShown(true);
    list->setDragDropMode(QAbstractItemView::InternalMove);
    list->setMouseTracking(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

} // namespace

RunQueuePanel::RunQueuePanel(QWidget *parent) : QFrame(parent)
{
    setLook(this, "panel-left");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::m, space::m, space::s);
    layout->setSpacing(space::xs);
    m_newLabel = new QLabel;
    setLook(m_newLabel, "overline");
    layout->addWidget(m_newLabel);
    for (const Card &card : cards) {
        auto *button = new QPushButton;
        setIconName(*button, QString::fromLatin1(card.icon));
        setLook(button, "quiet");
        button->setProperty("align", QStringLiteral("left"));
        const QString preset = QString::fromLatin1(card.preset);
        connect(button, &QPushButton::clicked, this, [this, preset] { emit presetChosen(preset); });
        m_presets.append({button, preset});
        layout->addWidget(button);
    }
    layout->addSpacing(space::s);
    auto *queueHead = new QHBoxLayout;
    queueHead->setSpacing(0);
    m_queueLabel = new QLabel;
    setLook(m_queueLabel, "overline");
    m_pause = iconTool(QStringLiteral("pause"));
    m_cancel = iconTool(QStringLiteral("stop"));
    m_up = iconTool(QStringLiteral("back"));
    m_down = iconTool(QStringLiteral("forward"));
    m_up->setArrowType(Qt::UpArrow);
    m_down->setArrowType(Qt::DownArrow);
    m_copy = iconTool(QStringLiteral("copy"));
    queueHead->addWidget(m_queueLabel, 1);
    for (QToolButton *button : {m_pause, m_cancel, m_up, m_down, m_copy})
        queueHead->addWidget(button);
    layout->addLayout(queueHead);
    m_filter = new QLineEdit;
    m_filter->setClearButtonEnabled(true);
    layout->addWidget(m_filter);
    m_model = new RunListModel(this);
    m_list = makeRunList(m_model);
    layout->addWidget(m_list, 1);

    connect(m_pause, &QToolButton::clicked, this, &RunQueuePanel::pauseWanted);
    connect(m_cancel, &QToolButton::clicked, this, &RunQueuePanel::cancelWanted);
    connect(m_up, &QToolButton::clicked, this, [this] { emit moveWanted(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { emit moveWanted(1); });
    connect(m_copy, &QToolButton::clicked, this, &RunQueuePanel::copyWanted);
    connect(m_filter, &QLineEdit::textChanged, m_model, &RunListModel::setFilter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid())
                    m_current = now.data(RunListModel::runRole).value<RunRow>().id;
                refreshButtons();
                emit chosen();
            });
    connect(m_list, &QListView::clicked, this, &RunQueuePanel::chosen);
    connect(m_model, &RunListModel::reloaded, this, &RunQueuePanel::takeRows);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        refreshButtons();
        emit liveChanged();
    });
}

/// The list is another one: the current run keeps its place, or the first one takes it.
void RunQueuePanel::takeRows()
{
    const int row = m_model->rowOf(m_current);
    if (row >= 0 && m_list->currentIndex().row() != row) {
        const QSignalBlocker quiet(m_list->selectionModel());
        m_list->setCurrentIndex(m_model->index(row));
    }
    if (row < 0 && !m_model->runs().isEmpty() && m_filter->text().isEmpty())
        m_list->setCurrentIndex(m_model->index(0));
    refreshButtons();
    emit reloaded();
}

void RunQueuePanel::setQueue(RunQueue *queue, std::function<QVector<RunRow>()> stored)
{
    m_current = {};
    m_model->setQueue(queue, std::move(stored));
    if (!m_model->runs().isEmpty())
        m_list->setCurrentIndex(m_model->index(0));
    refreshButtons();
}

void RunQueuePanel::setPresetsOffered(bool offered)
{
    for (const auto &[button, preset] : std::as_const(m_presets))
        button->setEnabled(offered);
}

void RunQueuePanel::setWritable(bool writable)
{
    m_writable = writable;
    refreshButtons();
}

void RunQueuePanel::choose(RunId run)
{
    m_filter->clear();
    m_current = run;
    if (const int row = m_model->rowOf(run); row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
    refreshButtons();
}

std::optional<RunRow> RunQueuePanel::currentRun() const
{
    return m_model->run(m_current);
}

QVector<RunRow> RunQueuePanel::shownRuns() const
{
    const auto run = currentRun();
    if (!run)
        return {};
    QVector<RunRow> shown{*run};
    for (const RunRow &other : m_model->runs())
        if (other.id != run->id && m_model->compared().contains(other.id.value))
            shown.append(other);
    return shown;
}

void RunQueuePanel::refreshButtons()
{
    const auto run = currentRun();
    const RunState state = run ? run->state : RunState::done;
    const bool running = run && state == RunState::running;
    const bool waiting = run && state == RunState::waiting;
    const bool resumable = run && (state == RunState::paused || state == RunState::failed
                                   || state == RunState::cancelled);
    setIconName(*m_pause, resumable ? QStringLiteral("resume") : QStringLiteral("pause"));
    m_pause->setToolTip(resumable ? tr("Resume from the last checkpoint (P)")
                                  : tr("Pause: checkpoint, stop, release the device (P)"));
    m_pause->setEnabled(m_writable && (running || resumable || waiting));
    m_cancel->setEnabled(m_writable && (running || waiting || (run && state == RunState::paused)));
    m_up->setEnabled(m_writable && waiting);
    m_down->setEnabled(m_writable && waiting);
    m_copy->setEnabled(run.has_value());
}

void RunQueuePanel::retranslate()
{
    m_newLabel->setText(tr("NEW RUN"));
    m_queueLabel->setText(tr("QUEUE"));
    m_filter->setPlaceholderText(tr("Filter runs"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_list->setAccessibleName(tr("Runs"));
    for (const auto &[button, name] : std::as_const(m_presets))
        for (const Preset &each : presets())
            if (name == QLatin1String(each.name)) {
                button->setText(QCoreApplication::translate("Preset", each.title));
                button->setToolTip(QCoreApplication::translate("Preset", each.help));
            }
    repaintIcons(*this);
    nameButton(*m_cancel, tr("Cancel the run"));
    nameButton(*m_up, tr("Earlier in the queue (Alt+Up)"));
    nameButton(*m_down, tr("Later in the queue (Alt+Down)"));
    nameButton(*m_copy, tr("New run with the same settings"));
    refreshButtons();
}

} // namespace retclip
