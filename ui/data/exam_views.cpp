// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/exam_views.h"

#include "ui/data/exam_list_model.h"
#include "ui/shell/app_context.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/exam_delegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {
const QString eyeWidthSetting = QStringLiteral("data/eye_width");
}

ExamViews::ExamViews(AppContext &context, ExamListModel &model, QWidget *parent)
    : QStackedWidget(parent), m_context(context), m_model(model)
{
    m_delegate = new ExamDelegate(*context.pictures, this);
    setHideIdentifiers(context.settings.hideIdentifiers());
    makeGrid();
    makeTable();
    makeNone();
    m_delegate->setEyeWidth(context.settings.value(eyeWidthSetting, 112).toInt());
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ExamViews::moved);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, &ExamViews::moved);
    for (QAbstractItemView *view : views()) {
        connect(view, &QAbstractItemView::doubleClicked, this,
                [this](const QModelIndex &index) { emit openWanted(index.row()); });
        connect(view, &QWidget::customContextMenuRequested, this, [this, view](const QPoint &at) {
            emit menuWanted(view->viewport()->mapToGlobal(at));
        });
    }
    connect(&theme(), &Theme::changed, this, [this] {
        m_table->verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
        m_grid->doItemsLayout();
    });
}

void ExamViews::makeGrid()
{
    m_grid = new QListView(this);
    m_grid->setObjectName(QStringLiteral("examGrid"));
    m_grid->setProperty("pane", true);
    m_grid->setViewMode(QListView::IconMode);
    m_grid->setResizeMode(QListView::Adjust);
    m_grid->setMovement(QListView::Static);
    m_grid->setUniformItemSizes(true);
    m_grid->setSpacing(0);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_grid->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_grid->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid->setMouseTracking(true);
    m_grid->setContextMenuPolicy(Qt::CustomContextMenu);
    m_grid->setItemDelegate(m_delegate);
    m_delegate->fill(*m_grid);
    m_grid->setModel(&m_model);
    m_grid->verticalScrollBar()->setSingleStep(40);
    addWidget(m_grid);
}

void ExamViews::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("examTable"));
    m_table->setProperty("pane", true);
    m_table->setModel(&m_model);
    m_table->setSelectionModel(m_grid->selectionModel()); // one selection, two views
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int widths[] = {110, 100, 50, 50, 100, 110, 80, 200, 120, 80, 300};
    for (int i = 0; i < ExamListModel::columns; ++i)
        m_table->setColumnWidth(i, theme().scaled(widths[i]));
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this,
            &ExamViews::columnClicked);
    addWidget(m_table);
}

void ExamViews::makeNone()
{
    m_none = new QWidget(this);
    auto *column = new QVBoxLayout(m_none);
    m_noneText = new QLabel(m_none);
    m_noneText->setAlignment(Qt::AlignCenter);
    m_noneText->setWordWrap(true);
    setLook(m_noneText, "section");
    m_noneButton = new QPushButton(m_none);
    m_noneButton->setObjectName(QStringLiteral("emptyButton"));
    setLook(m_noneButton, "primary");
    column->addStretch(2);
    column->addWidget(m_noneText);
    column->addSpacing(space::s);
    column->addWidget(m_noneButton, 0, Qt::AlignHCenter);
    column->addStretch(3);
    addWidget(m_none);
    connect(m_noneButton, &QPushButton::clicked, this, &ExamViews::nonePressed);
}

void ExamViews::setTable(bool table)
{
    m_wantsTable = table;
    m_context.settings.setValue(QStringLiteral("data/table"), table);
    if (m_model.rowCount() == 0 && m_context.study) {
        setCurrentWidget(m_none);
        return;
    }
    const bool hadFocus = currentWidget()->hasFocus();
    setCurrentWidget(table ? static_cast<QWidget *>(m_table) : m_grid);
    if (hadFocus)
        currentWidget()->setFocus();
}

bool ExamViews::isTable() const
{
    return currentWidget() == m_table;
}

QAbstractItemView *ExamViews::view() const
{
    return isTable() ? static_cast<QAbstractItemView *>(m_table) : m_grid;
}

QVector<QAbstractItemView *> ExamViews::views() const
{
    return {m_grid, m_table};
}

void ExamViews::showNone(const QString &text, const QString &button)
{
    m_noneText->setText(text);
    m_noneButton->setText(button);
    setCurrentWidget(m_none);
}

void ExamViews::showResult()
{
    if (currentWidget() == m_none)
        setTable(m_wantsTable);
}

void ExamViews::setDimmed(bool dimmed)
{
    if (dimmed && !m_veil) { // Over the views; their keys and clicks go through it.
        m_veil = new QWidget(this);
        m_veil->setAttribute(Qt::WA_TransparentForMouseEvents);
        m_veil->setAutoFillBackground(true);
    }
    if (!m_veil)
        return;
    QColor veil = theme().color(Token::window);
    veil.setAlpha(150);
    QPalette palette = m_veil->palette();
    palette.setColor(QPalette::Window, veil);
    m_veil->setPalette(palette);
    m_veil->setGeometry(rect());
    m_veil->setVisible(dimmed);
    m_veil->raise();
}

bool ExamViews::isDimmed() const
{
    return m_veil && m_veil->isVisibleTo(this);
}

void ExamViews::resizeEvent(QResizeEvent *event)
{
    QStackedWidget::resizeEvent(event);
    if (m_veil)
        m_veil->setGeometry(rect());
}

int ExamViews::currentRow() const
{
    const QModelIndex index = m_grid->selectionModel()->currentIndex();
    return index.isValid() ? index.row() : -1;
}

void ExamViews::setCurrentRow(int row, bool scroll)
{
    if (m_model.rowCount() == 0)
        return;
    const QModelIndex index = m_model.index(qBound(0, row, m_model.rowCount() - 1), 0);
    m_grid->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect
                                                         | QItemSelectionModel::Rows);
    if (scroll)
        view()->scrollTo(index);
}

void ExamViews::moveCursor(int row)
{
    if (m_model.rowCount() == 0)
        return;
    const QModelIndex index = m_model.index(std::max(0, row), 0);
    m_grid->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    if (row >= 0)
        m_grid->scrollTo(index);
    else
        m_grid->scrollToTop();
}

bool ExamViews::isOnScreen(int row) const
{
    return view()->viewport()->rect().intersects(view()->visualRect(m_model.index(row, 0)));
}

void ExamViews::selectAll()
{
    m_grid->selectAll();
}

void ExamViews::clearSelection()
{
    m_grid->clearSelection();
}

std::vector<ExamId> ExamViews::chosen() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : m_grid->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    if (rows.empty() && currentRow() >= 0)
        rows.push_back(currentRow());
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<ExamId> exams;
    exams.reserve(rows.size());
    for (const int row : rows)
        exams.push_back(m_model.examAt(row));
    return exams;
}

std::vector<ExamId> ExamViews::selectedIds(int atMost) const
{
    std::vector<ExamId> ids;
    int counted = 0;
    for (const QItemSelectionRange &range : m_grid->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && counted < atMost; ++row, ++counted)
            ids.push_back(m_model.examAt(row));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

void ExamViews::zoom(int step_px)
{
    m_delegate->setEyeWidth(m_delegate->eyeWidth() + step_px);
    m_context.settings.setValue(eyeWidthSetting, m_delegate->eyeWidth());
}

void ExamViews::repaintGrid()
{
    m_grid->viewport()->update();
}

void ExamViews::setHideIdentifiers(bool hide)
{
    m_delegate->setHideIdentifiers(hide);
    m_model.setHideIdentifiers(hide);
}

void ExamViews::retranslate()
{
    m_grid->setAccessibleName(tr("Exams"));
    m_table->setAccessibleName(tr("Exams"));
    m_model.retranslate();
}

} // namespace retclip
