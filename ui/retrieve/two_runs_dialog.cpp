// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/two_runs_dialog.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/retrieve/hits_model.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/viewer/exam_delegate.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

namespace retclip {

namespace {

QString rankText(int rank)
{
    return rank == 0 ? QStringLiteral("–") : QLocale().toString(rank);
}

QString movedText(const MovedHit &hit)
{
    if (hit.isNew())
        return TwoRunsDialog::tr("new");
    if (hit.isLost())
        return TwoRunsDialog::tr("lost");
    return hit.up() > 0 ? QStringLiteral("▲ %1").arg(hit.up()) : hit.up() < 0 ? QStringLiteral("▼ %1").arg(-hit.up()) : QStringLiteral("=");
}

} // namespace

TwoRunsDialog::TwoRunsDialog(AppContext &context, const SearchOrder &order, const QVector<RunRow> &runs, QWidget *parent)
    : QDialog(parent), m_context(context), m_order(order), m_pictures(context), m_before(order.index),
      m_beforeHits(new HitsModel(this)), m_afterHits(new HitsModel(this))
{
    setObjectName(QStringLiteral("twoRuns"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Two runs on the same question"));
    if (context.study)
        m_pictures.setCacheFolder(context.study->study().cacheFolder());
    m_run = new QComboBox;
    m_run->setAccessibleName(tr("Other run"));
    for (const RunRow &run : runs)
        if (run.id != order.run.id) {
            m_runs.append(run);
            m_run->addItem(QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name), qint64(run.id.value));
        }
    m_state = new QLabel;
    m_state->setWordWrap(true);
    setLook(m_state, "secondary");
    auto *top = new QHBoxLayout;
    auto *title = new QLabel(tr("Run %1 against").arg(order.run.id.value));
    title->setBuddy(m_run);
    top->addWidget(title);
    top->addWidget(m_run);
    top->addWidget(m_state, 1);
    m_table = new QTableWidget(0, 4);
    m_table->setObjectName(QStringLiteral("movedHits"));
    m_table->setAccessibleName(tr("What moved"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(space::m);
    sides->addWidget(makeGrid(m_beforeHits), 2);
    sides->addWidget(m_table, 2);
    sides->addWidget(makeGrid(m_afterHits), 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    column->addLayout(top);
    column->addLayout(sides, 1);
    connect(m_run, &QComboBox::activated, this, &TwoRunsDialog::look);
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row) {
        if (row < 0 || std::size_t(row) >= m_moved.size())
            return;
        Selection selection;
        selection.exams = {m_moved[std::size_t(row)].exam};
        selection.describe([] { return tr("An exam that two runs rank apart"); });
        m_context.selections.select(selection);
    });
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    resize(theme().scaled(1180), theme().scaled(680));
    if (m_runs.isEmpty())
        m_state->setText(tr("There is no other run to compare with."));
    else
        look();
}

TwoRunsDialog::~TwoRunsDialog()
{
    if (m_job)
        m_job->cancel();
}

QListView *TwoRunsDialog::makeGrid(HitsModel *model)
{
    auto *grid = new QListView;
    grid->setModel(model);
    auto *cards = new ExamDelegate(m_pictures.get(), grid);
    grid->setItemDelegate(cards);
    grid->setViewMode(QListView::IconMode);
    grid->setResizeMode(QListView::Adjust);
    grid->setMovement(QListView::Static);
    grid->setUniformItemSizes(true);
    grid->setSpacing(space::s);
    grid->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    grid->setFrameShape(QFrame::NoFrame);
    grid->setAccessibleName(model == m_beforeHits ? tr("Hits of the first run") : tr("Hits of the second run"));
    cards->fill(*grid);
    return grid;
}

void TwoRunsDialog::compareWith(RunId run)
{
    const int at = m_run->findData(qint64(run.value));
    if (at < 0)
        return;
    m_run->setCurrentIndex(at);
    look();
}

QString TwoRunsDialog::summary() const
{
    return m_state->text();
}

void TwoRunsDialog::look()
{
    if (m_job)
        m_job->cancel();
    const int at = m_run->currentIndex();
    if (at < 0 || at >= m_runs.size())
        return;
    SearchOrder before = m_order, after = m_order;
    before.index = m_before;
    after.run = m_runs[at];
    after.index = m_after && m_after->run == after.run.id ? m_after : nullptr;
    m_table->setHorizontalHeaderLabels({tr("Exam"), tr("Rank, run %1").arg(before.run.id.value), tr("Rank, run %1").arg(after.run.id.value), tr("Moved")});
    m_state->setText(tr("Both runs are being asked…"));
    m_job = m_context.jobs.start<Answers>(
        tr("Ask runs %1 and %2").arg(before.run.id.value).arg(after.run.id.value), this,
        [before, after, &door = m_context.door](const ProgressCallback &progress, std::stop_token stop) -> Result<Answers> {
            Answers answers;
            RETCLIP_TRY(answers.before, searchStudy(before, door, progress, stop));
            RETCLIP_TRY(answers.after, searchStudy(after, door, progress, stop));
            for (const auto *rows : {&answers.before.rows, &answers.after.rows})
                for (const ExamRow &row : *rows)
                    answers.codes.insert(row.id.value, row.code);
            return answers;
        },
        [this](Result<Answers> answers) {
            m_job = nullptr;
            if (answers) {
                fill(*answers);
            } else if (answers.error().code != ErrorCode::cancelled) {
                m_state->setText(translated(answers.error().what_happened));
                m_context.notifications.post(answers.error());
            }
            emit compared();
        });
}

void TwoRunsDialog::fill(const Answers &answers)
{
    m_before = answers.before.index;
    m_after = answers.after.index;
    m_moved = compareHits(answers.before.answer.hits, answers.after.answer.hits);
    m_beforeHits->setHits(answers.before.answer.hits, answers.before.rows);
    m_afterHits->setHits(answers.after.answer.hits, answers.after.rows);
    m_table->setRowCount(int(m_moved.size()));
    int isNew = 0, lost = 0, up = 0;
    for (int row = 0; row < int(m_moved.size()); ++row) {
        const MovedHit &hit = m_moved[std::size_t(row)];
        isNew += hit.isNew();
        lost += hit.isLost();
        up += hit.up() > 0;
        const QStringList cells{answers.codes.value(hit.exam.value), rankText(hit.before), rankText(hit.after), movedText(hit)};
        for (int c = 0; c < cells.size(); ++c)
            m_table->setItem(row, c, new QTableWidgetItem(cells[c]));
    }
    m_state->setText(tr("Of the first %1: %2 stand higher with run %5, %3 are new, %4 are lost.")
                         .arg(answers.after.answer.hits.size()).arg(up).arg(isNew).arg(lost).arg(m_after->run.value));
}

} // namespace retclip
