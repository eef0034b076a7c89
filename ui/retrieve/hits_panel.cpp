// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/hits_panel.h"

#include "core/jobs/job.h"
#include "ui/retrieve/hits_model.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/viewer/exam_delegate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

HitsPanel::HitsPanel(Pictures &pictures, QWidget *parent) : QWidget(parent)
{
    m_hits = new HitsModel(this);
    m_grid = new QListView;
    m_grid->setModel(m_hits);
    auto *cards = new ExamDelegate(pictures, m_grid);
    m_grid->setItemDelegate(cards);
    m_grid->setViewMode(QListView::IconMode);
    m_grid->setResizeMode(QListView::Adjust);
    m_grid->setMovement(QListView::Static);
    m_grid->setUniformItemSizes(true);
    m_grid->setSpacing(space::s);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_grid->setFrameShape(QFrame::NoFrame);
    cards->fill(*m_grid);
    m_empty = new QLabel;
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setLook(m_empty, "secondary");
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_grid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeStaleBar());
    layout->addWidget(m_pages, 1);
    layout->addWidget(makeResultBar());
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &HitsPanel::currentChanged);
}

QFrame *HitsPanel::makeStaleBar()
{
    m_staleBar = new QFrame;
    setLook(m_staleBar, "raised");
    auto *row = new QHBoxLayout(m_staleBar);
    row->setContentsMargins(space::m, space::xs, space::xs, space::xs);
    m_staleText = new QLabel;
    m_recompute = new QPushButton;
    row->addWidget(m_staleText, 1);
    row->addWidget(m_recompute);
    m_staleBar->hide();
    connect(m_recompute, &QPushButton::clicked, this, &HitsPanel::recomputeWanted);
    return m_staleBar;
}

QFrame *HitsPanel::makeResultBar()
{
    auto *bar = new QFrame;
    setLook(bar, "bar");
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::m, space::xs, space::m, space::xs);
    m_state = new QLabel;
    setLook(m_state, "secondary");
    m_progress = new QProgressBar;
    m_progress->setFixedWidth(160);
    m_progress->hide();
    m_stop = new QPushButton;
    m_stop->hide();
    m_select = new QPushButton;
    row->addWidget(m_state, 1);
    row->addWidget(m_progress);
    row->addWidget(m_stop);
    row->addWidget(m_select);
    connect(m_stop, &QPushButton::clicked, this, &HitsPanel::stopWanted);
    connect(m_select, &QPushButton::clicked, this, &HitsPanel::selectWanted);
    connect(m_hits, &QAbstractItemModel::modelReset, this,
            [this] { m_select->setEnabled(m_hits->rowCount() > 0); });
    m_select->setEnabled(false);
    return bar;
}

void HitsPanel::showHits(const std::vector<RetrievalHit> &hits, const std::vector<ExamRow> &rows)
{
    m_hits->setHits(hits, rows);
    m_pages->setCurrentIndex(m_hits->rowCount() ? 1 : 0);
}

void HitsPanel::clear()
{
    m_hits->clear();
    m_pages->setCurrentIndex(0);
}

void HitsPanel::setStale(bool stale)
{
    m_stale = stale;
    m_staleBar->setVisible(stale);
}

void HitsPanel::showState(const QString &text)
{
    m_state->setText(text);
}

void HitsPanel::follow(Job *job)
{
    m_progress->setRange(0, 0);
    m_progress->show();
    m_stop->show();
    connect(job, &Job::progressed, this, [this, job] {
        const Progress progress = job->progress();
        m_progress->setRange(0, int(progress.total));
        m_progress->setValue(int(progress.done));
        m_state->setText(translated(progress.what));
    });
}

void HitsPanel::endJob()
{
    m_progress->hide();
    m_stop->hide();
}

void HitsPanel::setEmptyText(const QString &text)
{
    m_empty->setText(text);
}

std::vector<ExamId> HitsPanel::chosen() const
{
    const QModelIndexList selected = m_grid->selectionModel()->selectedIndexes();
    const bool some = selected.size() > 1;
    std::vector<ExamId> exams;
    for (int i = 0; i < m_hits->rowCount(); ++i)
        if (!some || selected.contains(m_hits->index(i)))
            exams.push_back(m_hits->hits()[std::size_t(i)].exam);
    return exams;
}

const ExamRow *HitsPanel::current() const
{
    return m_hits->row(m_grid->currentIndex().row());
}

void HitsPanel::select()
{
    m_select->click();
}

void HitsPanel::retranslate()
{
    m_grid->setAccessibleName(tr("Hits"));
    m_stop->setText(tr("Cancel"));
    m_select->setText(tr("Select these"));
    m_staleText->setText(tr("The study or the run changed after this was computed."));
    m_recompute->setText(tr("Recompute"));
}

} // namespace retclip
