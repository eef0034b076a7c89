// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_workspace.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/data/checks_dialog.h"
#include "ui/data/details_panel.h"
#include "ui/data/exam_list_model.h"
#include "ui/data/facets_panel.h"
#include "ui/data/labeller.h"
#include "ui/data/laterality_dialog.h"
#include "ui/data/pair_page.h"
#include "ui/data/privacy_dialog.h"
#include "ui/data/query_line.h"
#include "ui/data/query_text.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/exam_delegate.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace retclip {

namespace {
constexpr int typingPause_ms = 120;
constexpr int chosenAtMost = 5000; // beyond, the selection bar speaks of the whole result
const QString splitterKey = QStringLiteral("data/splitter");
} // namespace

WorkspaceFactory DataWorkspace::factory()
{
    return {QStringLiteral("data"), QStringLiteral("data"), [] { return tr("Data"); },
            [](AppContext &context) { return new DataWorkspace(context); }};
}

DataWorkspace::DataWorkspace(AppContext &context, QWidget *parent) : Workspace(context, parent)
{
    setObjectName(QStringLiteral("dataWorkspace"));
    m_model = new ExamListModel(this);
    m_labeller = new Labeller(context, this);
    m_delegate = new ExamDelegate(*context.pictures, this);
    m_delegate->setHideIdentifiers(context.settings.hideIdentifiers());
    m_model->setHideIdentifiers(context.settings.hideIdentifiers());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeBar();
    makeViews();
    makeActions();

    m_queryTimer.setSingleShot(true);
    m_queryTimer.setInterval(typingPause_ms);
    connect(&m_queryTimer, &QTimer::timeout, this, &DataWorkspace::runQuery);
    m_facetTimer.setSingleShot(true);
    m_facetTimer.setInterval(typingPause_ms);
    connect(&m_facetTimer, &QTimer::timeout, this, &DataWorkspace::runFacets);
    connect(m_query, &QLineEdit::textChanged, this, [this] {
        m_fixed = {};
        m_queryTimer.start();
    });
    connect(m_query, &QueryLine::left, this, [this] { canvas()->setFocus(Qt::OtherFocusReason); });
    connect(m_sort, &QComboBox::activated, this, &DataWorkspace::runQuery);
    connect(m_facets, &FacetsPanel::valueClicked, this,
            [this](const QString &field, const QString &value, bool wanted) {
                m_query->setText(
                    withTerm(m_query->text(), field, value, wanted ? Term::wanted : Term::unwanted));
                m_queryTimer.stop();
                runQuery();
            });
    connect(m_facets, &FacetsPanel::openFieldsChanged, this, [this] { m_facetTimer.start(); });
    connect(m_pair, &PairPage::closed, this, &DataWorkspace::closePair);
    connect(m_pair, &PairPage::rowShown, this, [this](int row) { setCurrentRow(row); });
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key != QLatin1String("hide_identifiers"))
            return;
        m_delegate->setHideIdentifiers(m_context.settings.hideIdentifiers());
        m_model->setHideIdentifiers(m_context.settings.hideIdentifiers());
        m_grid->viewport()->update();
    });
    const auto repaintGrid = [this] { m_grid->viewport()->update(); };
    connect(context.pictures, &Pictures::thumbnailReady, m_grid, repaintGrid);
    connect(context.pictures, &Pictures::failed, m_grid, repaintGrid);
    connect(&theme(), &Theme::changed, m_grid, [this] {
        m_table->verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
        m_grid->doItemsLayout();
    });
    retranslate();
    setTableShown(context.settings.value(QStringLiteral("data/table"), false).toBool());
}

DataWorkspace::~DataWorkspace() = default;

void DataWorkspace::makeBar()
{
    auto *bar = new QFrame(this);
    setLook(bar, "topbar");
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::s, space::s, space::m, space::s);
    row->setSpacing(space::s);
    const auto tool = [bar, row](const char *icon, const char *name) {
        auto *button = new QToolButton(bar);
        button->setObjectName(QString::fromLatin1(name));
        button->setIcon(theme().icon(QString::fromLatin1(icon)));
        button->setIconSize({18, 18});
        button->setCheckable(true);
        row->addWidget(button);
        return button;
    };
    m_facetsButton = tool("facet", "facetsButton");
    m_facetsButton->setChecked(true);
    m_query = new QueryLine(bar);
    m_query->setProperty("pane", true);
    m_query->setMinimumHeight(space::bar);
    row->addWidget(m_query, 1);
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("examCount"));
    m_count->setMinimumWidth(theme().scaled(90));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setLook(m_count, "label");
    row->addWidget(m_count);
    row->addSpacing(space::s);
    m_sort = new QComboBox(bar);
    m_sort->setObjectName(QStringLiteral("sort"));
    for (const char *field : {"", "sort:patient", "sort:-date", "sort:date", "sort:-age", "sort:age"})
        m_sort->addItem(QString(), QString::fromLatin1(field));
    row->addWidget(m_sort);
    m_checksButton = tool("poor-image", "checksButton");
    m_checksButton->setCheckable(false);
    m_gridButton = tool("grid", "gridButton");
    m_tableButton = tool("table", "tableButton");
    m_detailsButton = tool("details", "detailsButton");
    m_detailsButton->setChecked(true);
    layout()->addWidget(bar);
    connect(m_checksButton, &QToolButton::clicked, this, &DataWorkspace::openChecks);
    connect(m_gridButton, &QToolButton::clicked, this, [this] { setTableShown(false); });
    connect(m_tableButton, &QToolButton::clicked, this, [this] { setTableShown(true); });
}

void DataWorkspace::makeViews()
{
    m_pages = new QStackedWidget(this);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_pages, 1);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_facets = new FacetsPanel(m_splitter);
    m_facets->setMinimumWidth(180);
    m_splitter->addWidget(m_facets);
    m_stack = new QStackedWidget(m_splitter);

    m_grid = new QListView(m_stack);
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
    m_grid->setModel(m_model);
    m_grid->verticalScrollBar()->setSingleStep(40);
    m_stack->addWidget(m_grid);

    m_table = new QTableView(m_stack);
    m_table->setObjectName(QStringLiteral("examTable"));
    m_table->setProperty("pane", true);
    m_table->setModel(m_model);
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
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int section) {
        const QString field = ExamListModel::sortField(section);
        if (field.isEmpty())
            return;
        const QString up = QStringLiteral("sort:") + field;
        const QString down = QStringLiteral("sort:-") + field;
        const QString wanted = m_sort->currentData().toString() == up ? down : up;
        int place = m_sort->findData(wanted);
        if (place < 0) {
            m_sort->addItem(m_model->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString()
                                + (wanted == up ? QStringLiteral(" ↑") : QStringLiteral(" ↓")),
                            wanted);
            place = m_sort->count() - 1;
        }
        m_sort->setCurrentIndex(place);
        runQuery();
    });
    m_stack->addWidget(m_table);

    m_emptyPage = new QWidget(m_stack);
    auto *emptyColumn = new QVBoxLayout(m_emptyPage);
    m_empty = new QLabel(m_emptyPage);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setLook(m_empty, "section");
    m_emptyButton = new QPushButton(m_emptyPage);
    m_emptyButton->setObjectName(QStringLiteral("emptyButton"));
    setLook(m_emptyButton, "primary");
    emptyColumn->addStretch(2);
    emptyColumn->addWidget(m_empty);
    emptyColumn->addSpacing(space::s);
    emptyColumn->addWidget(m_emptyButton, 0, Qt::AlignHCenter);
    emptyColumn->addStretch(3);
    m_stack->addWidget(m_emptyPage);
    connect(m_emptyButton, &QPushButton::clicked, this, [this] {
        if (m_query->text().isEmpty())
            m_context.importFiles();
        else
            m_query->clear();
    });

    m_splitter->addWidget(m_stack);
    m_details = new DetailsPanel(m_context, m_splitter);
    m_details->setMinimumWidth(220);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_splitter->setSizes({264, 856, 300});
    m_splitter->restoreState(m_context.settings.value(splitterKey).toByteArray());
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        m_context.settings.setValue(splitterKey, m_splitter->saveState());
    });
    m_pages->addWidget(m_splitter);
    m_pair = new PairPage(m_context, *m_model, *m_labeller, m_pages);
    m_pages->addWidget(m_pair);

    connect(m_facetsButton, &QToolButton::toggled, m_facets, &QWidget::setVisible);
    connect(m_detailsButton, &QToolButton::toggled, m_details, &QWidget::setVisible);
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &DataWorkspace::selectionMoved);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DataWorkspace::selectionMoved);
    for (QAbstractItemView *view : {static_cast<QAbstractItemView *>(m_grid),
                                    static_cast<QAbstractItemView *>(m_table)}) {
        bindGridKeys(view);
        connect(view, &QAbstractItemView::doubleClicked, this,
                [this](const QModelIndex &index) { openPair(index.row()); });
        connect(view, &QWidget::customContextMenuRequested, this,
                [this, view](const QPoint &at) { showMenu(view->viewport()->mapToGlobal(at)); });
    }
}

void DataWorkspace::bindGridKeys(QAbstractItemView *view)
{
    auto *keys = new KeyFilter(view);
    const auto open = [this] {
        if (currentRow() >= 0)
            openPair(currentRow());
    };
    keys->bind({"data.open_pair", Qt::Key_Q}, open);
    keys->bind(Qt::Key_Return, open);
    keys->bind(Qt::Key_Enter, open);
    keys->bind({"data.next", Qt::Key_Space}, [this] { setCurrentRow(currentRow() + 1); },
               KeyFilter::Repeat::yes);
    keys->bind({"data.previous", Qt::Key_Backspace}, [this] { setCurrentRow(currentRow() - 1); },
               KeyFilter::Repeat::yes);
    keys->bind(Qt::Key_Escape, [view] { view->clearSelection(); });
    keys->bind({"data.unlabelled", Qt::Key_N}, [this] {
        m_pair->showRow(currentRow());
        m_pair->nextUnlabelled(1);
    });
    keys->bind({"data.unlabelled_before", Qt::Key_N, Qt::ShiftModifier}, [this] {
        m_pair->showRow(currentRow());
        m_pair->nextUnlabelled(-1);
    });
    keys->bind({"viewer.laterality", Qt::Key_W}, [this] {
        if (const ExamRow *exam = m_model->row(currentRow()))
            (new LateralityDialog(m_context, *exam, this))->open();
    });
    keys->bind({"label.review", Qt::Key_R}, [this] { m_context.selections.sendToReview(m_context.selections.current()); });
    const auto zoom = [this](int step) {
        m_delegate->setEyeWidth(m_delegate->eyeWidth() + step);
        m_context.settings.setValue(QStringLiteral("data/eye_width"), m_delegate->eyeWidth());
    };
    keys->bind(Qt::Key_Plus, [zoom] { zoom(16); });
    keys->bind(Qt::Key_Equal, [zoom] { zoom(16); });
    keys->bind(Qt::Key_Minus, [zoom] { zoom(-16); });
    m_delegate->setEyeWidth(m_context.settings.value(QStringLiteral("data/eye_width"), 112).toInt());
    bindLabelKeys(*keys, *m_labeller, this, [this] { return chosen(); },
                  [this](int key) {
                      std::vector<ExamId> ids;
                      for (const ExamRow &exam : chosen())
                          ids.push_back(exam.id);
                      const bool single = m_labeller->applyKey(key, ids);
                      const bool advance =
                          m_context.settings.value(QStringLiteral("label/advance"), true).toBool();
                      if (single && advance && ids.size() == 1)
                          setCurrentRow(currentRow() + 1);
                  });
}

void DataWorkspace::makeActions()
{
    ActionRegistry &actions = m_context.actions;
    const auto add = [this, &actions](const char *id, std::function<QString()> text,
                                      const char *icon, QList<QKeySequence> keys,
                                      std::function<void()> act) {
        QAction *action = actions.add(this,
                                      {QString::fromLatin1(id), QStringLiteral("data"),
                                       std::move(text), {}, QString::fromLatin1(icon),
                                       std::move(keys), {}},
                                      std::move(act));
        return action;
    };
    add("data.facets", [] { return tr("Show or hide the facets"); }, "facet",
        {QKeySequence(Qt::CTRL | Qt::Key_B)}, [this] { m_facetsButton->toggle(); });
    add("data.table", [] { return tr("Grid or table"); }, "table", {QKeySequence(Qt::Key_F4)},
        [this] { setTableShown(m_stack->currentWidget() != m_table); });
    add("data.checks", [] { return tr("Checks of photographs: quality, eyes, copies…"); }, "poor-image", {},
        [this] { openChecks(); });
    add("data.recount", [] { return tr("Find again"); }, "resume", {QKeySequence(Qt::Key_F5)},
        [this] { runQuery(); });
    add("data.select_all", [] { return tr("Select all that were found"); }, "selection",
        {QKeySequence(Qt::CTRL | Qt::Key_A)}, [this] {
            Selection all;
            all.exams = m_model->exams();
            all.query = wholeQuery();
            all.live = m_fixed.empty();
            all.describe([query = m_query->text()] {
                return query.isEmpty() ? tr("All exams of the study")
                                       : tr("Exams that match: %1").arg(query);
            });
            m_selecting = true;
            m_grid->selectAll();
            m_selecting = false;
            m_context.selections.select(all);
        });
    add("data.privacy", [] { return tr("Report privacy: names, numbers and days in reports"); }, "privacy",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)}, [this] { showReportPrivacy(); });
    add("data.copy_ids", [] { return tr("Copy the exams' codes"); }, "copy",
        {QKeySequence(Qt::CTRL | Qt::Key_C)}, [this] {
            QStringList codes;
            for (const ExamRow &exam : chosen())
                codes << exam.code;
            QGuiApplication::clipboard()->setText(codes.join(QLatin1Char('\n')));
        });
}

// ---- The study and its result ------------------------------------------------------------------

void DataWorkspace::studyChanged(StudyDocument *document)
{
    if (m_queryJob)
        m_queryJob->cancel();
    if (m_facetJob)
        m_facetJob->cancel();
    m_model->setStudy(document);
    m_labeller->studyChanged();
    m_facets->clear();
    m_fixed = {};
    m_pages->setCurrentWidget(m_splitter);
    m_query->clear();
    m_queryTimer.stop();
    m_details->showExam({}, {});
    if (!document)
        return;
    connect(document, &StudyDocument::contentsChanged, this, [this] {
        m_labeller->studyChanged();
        runQuery();
    });
    connect(document, &StudyDocument::examsChanged, this, [this](const std::vector<ExamId> &ids) {
        const ExamId shown = m_model->examAt(currentRow());
        if (std::find(ids.begin(), ids.end(), shown) != ids.end()) {
            const ExamRow *exam = m_model->row(currentRow());
            m_details->showExam(exam ? std::optional<ExamRow>(*exam) : std::nullopt,
                                searchedWords(m_query->text()));
        }
        m_pair->refreshExam();
        m_facetTimer.start();
    });
    QStringList offers;
    for (const char *field : {"label:", "eye:both", "eye:one", "eye:od", "eye:os", "eye:none",
                              "report:", "patient:", "exam:", "age>", "age<", "sex:F", "sex:M",
                              "date>", "camera:", "site:", "tag:", "split:train",
                              "split:validation", "split:test", "source:", "run:", "verdict:",
                              "comment:", "quality<0.5", "fault:blurred", "fault:", "swapped",
                              "unlabelled", "unsure", "excluded", "reviewed", "wrong",
                              "right", "fp", "fn", "label:none", "duplicates>1", "sort:-age",
                              "sort:-date", "limit:500", "sample:200"})
        offers << QString::fromLatin1(field);
    for (const LabelSet &set : m_labeller->sets()) {
        for (const LabelClass &one : set.classes)
            offers << QStringLiteral("label:") + one.name;
    }
    if (const auto tags = document->study().tags()) {
        for (const QString &tag : *tags)
            offers << QStringLiteral("tag:") + tag;
    }
    m_query->setOffers(offers);
    runQuery();
}

QString DataWorkspace::wholeQuery() const
{
    const QString sort = m_sort->currentData().toString();
    const QString line = m_query->text().trimmed();
    if (sort.isEmpty() || line.contains(QLatin1String("sort:")))
        return line;
    return line.isEmpty() ? sort : line + QLatin1Char(' ') + sort;
}

void DataWorkspace::runQuery()
{
    m_queryTimer.stop();
    if (!m_context.study)
        return;
    if (!m_fixed.empty()) {
        takeResult(m_fixed.exams);
        return;
    }
    if (m_queryJob)
        m_queryJob->cancel();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    const QString query = wholeQuery();
    m_queryJob = m_context.jobs.start<std::vector<ExamId>>(
        {}, this,
        [study, query](const ProgressCallback &, std::stop_token stop) {
            return study->find(query, stop);
        },
        [this, query](Result<std::vector<ExamId>> result) {
            if (query != wholeQuery())
                return; // another one was typed meanwhile
            if (result) {
                m_query->clearError();
                takeResult(std::move(*result));
            } else if (result.error().code != ErrorCode::cancelled) {
                // The last good result stays, dimmed.
                m_query->showError(result.error());
                m_count->setText(translated(result.error().what_happened));
                m_count->setToolTip(translated(result.error().what_to_do));
                setLook(m_count, "error");
            }
        });
}

void DataWorkspace::takeResult(std::vector<ExamId> exams)
{
    const ExamId before = m_model->examAt(currentRow());
    m_model->setExams(std::move(exams));
    const int row = before.valid() ? m_model->rowOf(before) : -1;
    if (m_model->rowCount() > 0) {
        // The cursor stays on its exam, but looking is not selecting.
        m_selecting = true;
        const QModelIndex index = m_model->index(std::max(0, row), 0);
        m_grid->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        if (row >= 0)
            m_grid->scrollTo(index);
        else
            m_grid->scrollToTop();
        m_selecting = false;
    }
    refreshState();
    selectionMoved();
    m_pair->setSearchedWords(searchedWords(m_query->text()));
    if (pairIsOpen())
        m_pair->showRow(std::max(0, row));
    m_facetTimer.start();
    emit resultShown();
}

void DataWorkspace::runFacets()
{
    if (!m_context.study || !m_facets->isVisibleTo(this))
        return;
    if (m_facetJob)
        m_facetJob->cancel();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other)
        return;
    const std::shared_ptr<Study> study = std::move(*other);
    const QString query = m_query->text().trimmed();
    const QStringList fields = m_facets->openFields();
    m_facetJob = m_context.jobs.start<QVector<Facet>>(
        {}, this,
        [study, query, fields](const ProgressCallback &, std::stop_token stop) {
            return study->facets(query, fields, stop);
        },
        [this, query](Result<QVector<Facet>> result) {
            if (result && query == m_query->text().trimmed())
                m_facets->setFacets(*result, query);
        });
}

void DataWorkspace::refreshState()
{
    const int count = m_model->rowCount();
    m_count->setText(tr("%Ln exam(s)", nullptr, count));
    m_count->setToolTip(m_fixed.empty() ? QString() : m_fixed.sentence);
    setLook(m_count, "label");
    const bool none = count == 0;
    if (none) {
        const bool whole = m_query->text().trimmed().isEmpty() && m_fixed.empty();
        m_empty->setText(whole ? tr("No exams yet. Drop a folder here, or import a table.")
                               : tr("No exam matches this query."));
        m_emptyButton->setText(whole ? tr("Import…") : tr("Clear the query"));
    }
    if (none)
        m_stack->setCurrentWidget(m_emptyPage);
    else if (m_stack->currentWidget() == m_emptyPage)
        setTableShown(m_tableButton->isChecked());
}

void DataWorkspace::setTableShown(bool table)
{
    m_gridButton->setChecked(!table);
    m_tableButton->setChecked(table);
    m_context.settings.setValue(QStringLiteral("data/table"), table);
    if (m_model->rowCount() == 0 && m_context.study) {
        m_stack->setCurrentWidget(m_emptyPage);
        return;
    }
    const bool hadFocus = m_stack->currentWidget()->hasFocus();
    m_stack->setCurrentWidget(table ? static_cast<QWidget *>(m_table) : m_grid);
    if (hadFocus)
        m_stack->currentWidget()->setFocus();
}

// ---- Choosing ----------------------------------------------------------------------------------

int DataWorkspace::currentRow() const
{
    const QModelIndex index = m_grid->selectionModel()->currentIndex();
    return index.isValid() ? index.row() : -1;
}

void DataWorkspace::setCurrentRow(int row)
{
    if (m_model->rowCount() == 0)
        return;
    const QModelIndex index = m_model->index(qBound(0, row, m_model->rowCount() - 1), 0);
    m_grid->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect
                                                         | QItemSelectionModel::Rows);
    if (!pairIsOpen()) {
        if (m_stack->currentWidget() == m_table)
            m_table->scrollTo(index);
        else
            m_grid->scrollTo(index);
    }
}

std::vector<ExamRow> DataWorkspace::chosen() const
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
    std::vector<ExamRow> exams;
    for (int row : rows) {
        if (const ExamRow *exam = m_model->row(row))
            exams.push_back(*exam);
    }
    return exams;
}

void DataWorkspace::selectionMoved()
{
    const ExamRow *exam = m_model->row(currentRow());
    m_details->showExam(exam ? std::optional<ExamRow>(*exam) : std::nullopt,
                        searchedWords(m_query->text()));
    if (m_selecting || !isVisible())
        return;
    std::vector<ExamId> ids;
    int counted = 0;
    for (const QItemSelectionRange &range : m_grid->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && counted < chosenAtMost; ++row, ++counted)
            ids.push_back(m_model->examAt(row));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.empty())
        return;
    Selection selection;
    selection.exams = std::move(ids);
    if (selection.exams.size() == 1 && exam) {
        selection.describe([code = exam->code] { return tr("Exam %1").arg(code); });
        selection.query = QStringLiteral("exam:\"%1\"").arg(exam->code);
    } else {
        selection.describe([query = m_query->text()] {
            return query.isEmpty() ? tr("Chosen in Data") : tr("Chosen among: %1").arg(query);
        });
    }
    m_context.selections.select(selection);
}

void DataWorkspace::openPair(int row)
{
    m_pages->setCurrentWidget(m_pair);
    m_pair->setSearchedWords(searchedWords(m_query->text()));
    m_pair->showRow(row);
    m_pair->viewer()->setFocus(Qt::OtherFocusReason);
}

void DataWorkspace::openChecks()
{
    if (!m_context.study)
        return;
    if (auto *open = findChild<ChecksDialog *>()) {
        open->raise();
        open->activateWindow();
        return;
    }
    (new ChecksDialog(m_context, this))->show(); // beside the grid that it fills
}

void DataWorkspace::closePair()
{
    m_pages->setCurrentWidget(m_splitter);
    setCurrentRow(m_pair->row());
    canvas()->setFocus(Qt::OtherFocusReason);
}

bool DataWorkspace::pairIsOpen() const
{
    return m_pages->currentWidget() == m_pair;
}

/// One page: two would decide about the same words.
void DataWorkspace::showReportPrivacy()
{
    if (!m_context.study)
        return;
    auto *page = window()->findChild<PrivacyDialog *>();
    if (!page)
        page = new PrivacyDialog(m_context, window());
    page->show();
    page->raise();
    page->activateWindow();
}

void DataWorkspace::showMenu(const QPoint &globalPosition)
{
    QMenu menu(this);
    const std::vector<ExamRow> exams = chosen();
    std::vector<ExamId> ids;
    for (const ExamRow &exam : exams)
        ids.push_back(exam.id);
    menu.addAction(theme().icon(QStringLiteral("pair")), tr("Open the pair\tQ"), this,
                   [this] { openPair(currentRow()); });
    menu.addSeparator();
    QMenu *label = menu.addMenu(theme().icon(QStringLiteral("label")), tr("Label"));
    for (const Labeller::Choice &choice : m_labeller->choices()) {
        label->addAction(choice.title + (choice.key > 0 ? QStringLiteral("\t%1").arg(choice.key)
                                                        : QString()),
                         this, [this, key = choice.key, ids] { m_labeller->applyKey(key, ids); });
    }
    label->addAction(tr("Take the label away\t0"), this, [this, ids] { m_labeller->clear(ids); });
    label->addSeparator();
    label->addAction(tr("New label set…"), this, [this] { m_labeller->askForNewSet(this); });
    menu.addAction(theme().icon(QStringLiteral("tag")), tr("Tag…\tT"), this,
                   [this, ids] { m_labeller->askForTag(ids, this); });
    menu.addAction(theme().icon(QStringLiteral("exclude")), tr("Exclude, or take back\tX"), this,
                   [this, exams] { m_labeller->toggleExcluded(exams); });
    if (exams.size() == 1)
        menu.addAction(theme().icon(QStringLiteral("eye-both")), tr("Which eye is which…\tW"), this,
                       [this, exam = exams.front()] {
                           (new LateralityDialog(m_context, exam, this))->open();
                       });
    menu.addAction(theme().icon(QStringLiteral("swap")), tr("The two eyes are swapped"), this,
                   [this, ids] {
                       if (auto receipt = m_context.study->apply(SwapEyes{}, ids); !receipt)
                           m_context.notifications.post(receipt.error());
                   });
    menu.addSeparator();
    menu.addAction(theme().icon(QStringLiteral("review")), tr("Send to review\tR"), this,
                   [this] { m_context.selections.sendToReview(m_context.selections.current()); });
    menu.addAction(theme().icon(QStringLiteral("dataset")), tr("Freeze as a dataset…\tCtrl+D"), this,
                   [this] { m_context.freezeDataset(); });
    menu.addAction(theme().icon(QStringLiteral("export")), tr("Export…\tCtrl+E"), this,
                   [this] { m_context.exportSelection(); });
    menu.addAction(theme().icon(QStringLiteral("privacy")), tr("Report privacy…"), this,
                   [this] { showReportPrivacy(); });
    menu.addSeparator();
    menu.addAction(theme().icon(QStringLiteral("copy")), tr("Copy code\tCtrl+C"), this, [exams] {
        QStringList codes;
        for (const ExamRow &exam : exams)
            codes << exam.code;
        QGuiApplication::clipboard()->setText(codes.join(QLatin1Char('\n')));
    });
    menu.exec(globalPosition);
}

// ---- Being a workspace -------------------------------------------------------------------------

void DataWorkspace::showSelection(const Selection &selection)
{
    if (selection.empty())
        return;
    m_pages->setCurrentWidget(m_splitter);
    m_selecting = true;
    if (selection.live && !selection.query.isEmpty()) {
        setQuery(selection.query);
    } else {
        {
            const QSignalBlocker quiet(m_query);
            m_query->clear();
        }
        m_fixed = selection;
        runQuery();
    }
    m_selecting = false;
    canvas()->setFocus(Qt::OtherFocusReason);
}

void DataWorkspace::setQuery(const QString &query)
{
    m_fixed = {}; // an empty line that stays empty tells nobody
    m_query->setText(query);
    m_queryTimer.stop();
    runQuery();
}

void DataWorkspace::arrive()
{
    canvas()->setFocus(Qt::OtherFocusReason);
}

QWidget *DataWorkspace::canvas()
{
    if (pairIsOpen())
        return m_pair->viewer();
    return m_stack->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_grid;
}

QWidget *DataWorkspace::queryLine()
{
    return m_query;
}

bool DataWorkspace::bringIntoView(ExamId exam)
{
    int row = m_model->rowOf(exam);
    if (row < 0) {
        // Not among what was found: shown alone.
        Selection selection;
        selection.exams = {exam};
        selection.describe([] { return tr("What undo would change"); });
        showSelection(selection);
        return true;
    }
    if (pairIsOpen()) {
        if (m_pair->row() == row)
            return false;
        m_pair->showRow(row);
        return true;
    }
    const QModelIndex index = m_model->index(row, 0);
    QAbstractItemView *view = m_stack->currentWidget() == m_table
        ? static_cast<QAbstractItemView *>(m_table)
        : m_grid;
    const bool visible = view->viewport()->rect().intersects(view->visualRect(index));
    setCurrentRow(row);
    return !visible;
}

void DataWorkspace::retranslate()
{
    const auto name = [](QToolButton *button, const QString &text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    name(m_facetsButton, tr("Facets  (Ctrl+B)"));
    name(m_checksButton, tr("Checks of photographs: quality, eyes, copies…"));
    name(m_gridButton, tr("Grid of pairs"));
    name(m_tableButton, tr("Table  (F4)"));
    name(m_detailsButton, tr("Details"));
    const QStringList orders{tr("In order of patient"), tr("Patient ↑"), tr("Newest first"),
                             tr("Oldest first"), tr("Age, highest first"), tr("Age, lowest first")};
    for (int i = 0; i < orders.size(); ++i)
        m_sort->setItemText(i, orders.at(i));
    m_sort->setAccessibleName(tr("Order"));
    m_grid->setAccessibleName(tr("Exams"));
    m_table->setAccessibleName(tr("Exams"));
    m_model->retranslate();
    m_fixed.sayAnew();
    refreshState();
    m_facetTimer.start(); // the values' names come from the study, in the language of that moment
}

} // namespace retclip
