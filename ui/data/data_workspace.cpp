// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_workspace.h"

#include "core/study/message_words.h"
#include "core/study/query_hints.h"
#include "core/study/study_document.h"
#include "ui/data/data_bar.h"
#include "ui/data/data_commands.h"
#include "ui/data/details_panel.h"
#include "ui/data/exam_list_model.h"
#include "ui/data/exam_menu.h"
#include "ui/data/exam_search.h"
#include "ui/data/exam_views.h"
#include "ui/data/facets_panel.h"
#include "ui/data/labeller.h"
#include "ui/data/likeness_bar.h"
#include "ui/data/likeness_search.h"
#include "ui/data/pair_page.h"
#include "ui/data/query_line.h"
#include "ui/data/query_offers.h"
#include "ui/data/saved_queries_dialog.h"
#include "ui/data/query_text.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/settings.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QAbstractItemView>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

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
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_bar = new DataBar(this);
    column->addWidget(m_bar);
    m_likeness = new LikenessSearch(context, this);
    m_likenessBar = new LikenessBar(*m_likeness, this);
    m_likenessBar->setHideIdentifiers(context.settings.hideIdentifiers());
    column->addWidget(m_likenessBar);
    makePages();
    column->addWidget(m_pages, 1);
    wireSearch();
    wireViews();
    addDataCommands(context, *this);
    wireBar();
    wireLikeness();
    connect(m_facets, &FacetsPanel::valueClicked, this,
            [this](const QString &field, const QString &value, bool wanted) {
                m_bar->queryLine()->setText(
                    withTerm(m_bar->query(), field, value, wanted ? Term::wanted : Term::unwanted));
                m_queryTimer.stop();
                runQuery();
            });
    connect(m_facets, &FacetsPanel::openFieldsChanged, this, [this] { m_facetTimer.start(); });
    connect(m_pair, &PairPage::closed, this, &DataWorkspace::closePair);
    connect(m_pair, &PairPage::rowShown, this, &DataWorkspace::setCurrentRow);
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key != QLatin1String("hide_identifiers"))
            return;
        m_views->setHideIdentifiers(m_context.settings.hideIdentifiers());
        m_likenessBar->setHideIdentifiers(m_context.settings.hideIdentifiers());
        m_views->repaintGrid();
    });
    connect(context.pictures, &Pictures::thumbnailReady, m_views, &ExamViews::repaintGrid);
    connect(context.pictures, &Pictures::failed, m_views, &ExamViews::repaintGrid);
    retranslate();
    setTableShown(context.settings.value(QStringLiteral("data/table"), false).toBool());
}

DataWorkspace::~DataWorkspace() = default;

void DataWorkspace::makePages()
{
    m_pages = new QStackedWidget(this);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_facets = new FacetsPanel(m_splitter);
    m_facets->setMinimumWidth(180);
    m_views = new ExamViews(m_context, *m_model, m_splitter);
    m_details = new DetailsPanel(m_context, m_splitter);
    m_details->setMinimumWidth(220);
    m_splitter->addWidget(m_facets);
    m_splitter->addWidget(m_views);
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
}

void DataWorkspace::wireSearch()
{
    m_search = new ExamSearch(m_context, this);
    // Another query may have been typed meanwhile.
    connect(m_search, &ExamSearch::found, this,
            [this](const QString &query, const std::vector<ExamId> &exams) {
                if (query != m_bar->wholeQuery() || m_likeness->isOn())
                    return;
                m_bar->queryLine()->clearError();
                m_views->setDimmed(false);
                takeResult(exams);
            });
    connect(m_search, &ExamSearch::failed, this, [this](const QString &query, const Error &error) {
        if (query == m_bar->wholeQuery())
            showQueryError(error);
    });
    connect(m_search, &ExamSearch::counted, this,
            [this](const QString &query, const QVector<Facet> &facets) {
                if (query == m_bar->query().trimmed())
                    m_facets->setFacets(facets, query);
            });
    for (QTimer *timer : {&m_queryTimer, &m_facetTimer}) {
        timer->setSingleShot(true);
        timer->setInterval(typingPause_ms);
    }
    connect(&m_queryTimer, &QTimer::timeout, this, &DataWorkspace::runQuery);
    connect(&m_facetTimer, &QTimer::timeout, this, &DataWorkspace::runFacets);
}

void DataWorkspace::wireBar()
{
    connect(m_bar->queryLine(), &QueryLine::notUnderstood, this, &DataWorkspace::showQueryError);
    connect(m_bar->queryLine(), &QLineEdit::textChanged, this, [this] {
        m_fixed = {};
        m_queryTimer.start();
    });
    connect(m_bar->queryLine(), &QueryLine::left, this,
            [this] { canvas()->setFocus(Qt::OtherFocusReason); });
    connect(m_bar->queryLine(), &QueryLine::savedWanted, this, &DataWorkspace::showSavedQueries);
    connect(m_bar, &DataBar::orderChosen, this, &DataWorkspace::runQuery);
    connect(m_bar, &DataBar::facetsShown, m_facets, &QWidget::setVisible);
    connect(m_bar, &DataBar::detailsShown, m_details, &QWidget::setVisible);
    connect(m_bar, &DataBar::checksWanted, this, &DataWorkspace::openChecks);
    connect(m_bar, &DataBar::tableWanted, this, &DataWorkspace::setTableShown);
}

void DataWorkspace::wireViews()
{
    connect(m_views, &ExamViews::moved, this, &DataWorkspace::selectionMoved);
    connect(m_views, &ExamViews::openWanted, this, &DataWorkspace::openPair);
    connect(m_views, &ExamViews::menuWanted, this, &DataWorkspace::showMenu);
    connect(m_views, &ExamViews::columnClicked, this, [this](int column) {
        if (const QString field = ExamListModel::sortField(column); !field.isEmpty())
            m_bar->sortBy(field,
                          m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    });
    connect(m_views, &ExamViews::nonePressed, this, [this] {
        if (m_bar->query().isEmpty())
            m_context.importFiles();
        else
            m_bar->queryLine()->clear();
    });
    for (QAbstractItemView *view : m_views->views())
        bindExamKeys(*new KeyFilter(view), m_context, *this);
}

// ---- The study and its result ------------------------------------------------------------------

void DataWorkspace::studyChanged(StudyDocument *document)
{
    m_search->cancel();
    m_likeness->studyChanged();
    m_likenessBar->hide();
    m_model->setStudy(document);
    m_labeller->studyChanged();
    m_facets->clear();
    m_fixed = {};
    m_pages->setCurrentWidget(m_splitter);
    m_bar->queryLine()->clear();
    m_queryTimer.stop();
    m_details->showExam({}, {});
    if (!document)
        return;
    connect(document, &StudyDocument::contentsChanged, this, [this] {
        m_labeller->studyChanged();
        runQuery();
    });
    connect(document, &StudyDocument::examsChanged, this, &DataWorkspace::examsChanged);
    connect(document, &StudyDocument::historyChanged, this, &DataWorkspace::renewOffers);
    renewOffers();
    runQuery();
}

/// Tags and saved queries come and go with edits.
void DataWorkspace::renewOffers()
{
    if (!m_context.study)
        return;
    m_labeller->setsMayHaveChanged();
    const Study &study = m_context.study->study();
    const auto tags = study.tags();
    QStringList saved;
    if (const auto queries = savedQueries(study))
        for (const SavedQuery &each : *queries)
            saved.append(each.name);
    m_bar->queryLine()->setOffers(queryOffers(m_labeller->sets(), tags ? *tags : QStringList(), saved));
}

void DataWorkspace::showSavedQueries()
{
    if (!m_context.study)
        return;
    auto *dialog = new SavedQueriesDialog(m_context, m_bar->query(), window());
    connect(dialog, &SavedQueriesDialog::chosen, this, [this](const QString &line) {
        m_bar->queryLine()->setText(line);
        runQuery();
        canvas()->setFocus(Qt::OtherFocusReason);
    });
    dialog->show();
}

void DataWorkspace::examsChanged(const std::vector<ExamId> &exams)
{
    const ExamId shown = m_model->examAt(m_views->currentRow());
    if (std::find(exams.begin(), exams.end(), shown) != exams.end())
        showDetails();
    m_pair->refreshExam();
    m_facetTimer.start();
}

void DataWorkspace::runQuery()
{
    m_queryTimer.stop();
    if (!m_context.study)
        return;
    if (m_likeness->isOn()) {
        m_likeness->search(m_bar->query());
        return;
    }
    if (!m_fixed.empty()) {
        takeResult(m_fixed.exams);
        return;
    }
    m_search->find(m_bar->wholeQuery());
}

void DataWorkspace::takeResult(std::vector<ExamId> exams)
{
    m_shownLine = m_bar->query();
    m_shownQuery = m_bar->wholeQuery();
    const ExamId before = m_model->examAt(m_views->currentRow());
    m_model->setExams(std::move(exams));
    const int row = before.valid() ? m_model->rowOf(before) : -1;
    m_selecting = true;
    m_views->moveCursor(row);
    m_selecting = false;
    refreshState();
    selectionMoved();
    m_pair->setSearchedWords(searchedWords(m_bar->query()));
    if (pairIsOpen())
        m_pair->showRow(std::max(0, row));
    m_facetTimer.start();
    emit resultShown();
}

void DataWorkspace::runFacets()
{
    if (m_facets->isVisibleTo(this))
        m_search->count(m_bar->query().trimmed(), m_facets->openFields());
}

/// The first label of the query that the study does not know.
std::optional<Error> DataWorkspace::queryHint() const
{
    if (!m_context.study || m_likeness->isOn() || !m_fixed.empty())
        return {};
    const auto hints = queryHints(m_context.study->study(), m_bar->query());
    return hints && !hints->empty() ? std::optional(hints->front()) : std::nullopt;
}

void DataWorkspace::refreshState()
{
    const int count = m_model->rowCount();
    m_bar->showCount(count, m_likeness->isOn() ? m_likeness->sentence()
                            : m_fixed.empty()  ? QString()
                                               : m_fixed.sentence);
    const std::optional<Error> hint = queryHint();
    if (hint)
        m_bar->queryLine()->showError(*hint); // A wave and a tool tip; beside the line stays the count.
    if (count > 0) {
        m_views->showResult();
        return;
    }
    if (hint)
        m_views->showNone(translated(hint->what_happened) + QLatin1Char('\n') + translated(hint->what_to_do), tr("Clear the query"));
    else if (m_likeness->isOn())
        m_views->showNone(tr("Nothing to compare with among these exams."), tr("Clear the query"));
    else if (m_bar->query().trimmed().isEmpty() && m_fixed.empty())
        m_views->showNone(tr("No exams yet. Drop a folder here, or import a table."), tr("Import…"));
    else
        m_views->showNone(tr("No exam matches this query."), tr("Clear the query"));
}

void DataWorkspace::setTableShown(bool table)
{
    m_bar->showTable(table);
    m_views->setTable(table);
}

// ---- Choosing ----------------------------------------------------------------------------------

void DataWorkspace::setCurrentRow(int row)
{
    m_views->setCurrentRow(row, !pairIsOpen());
}

void DataWorkspace::showDetails()
{
    const ExamRow *exam = m_model->row(m_views->currentRow());
    m_details->showExam(exam ? std::optional<ExamRow>(*exam) : std::nullopt,
                        searchedWords(m_bar->query()));
    if (exam)
        m_context.tellExam(*exam);
}

void DataWorkspace::selectionMoved()
{
    showDetails();
    if (m_selecting || !isVisible())
        return;
    std::vector<ExamId> ids = m_views->selectedIds(chosenAtMost);
    if (ids.empty())
        return;
    Selection selection;
    selection.exams = std::move(ids);
    const ExamRow *exam = m_model->row(m_views->currentRow());
    if (selection.exams.size() == 1 && exam) {
        selection.describe([code = exam->code] { return tr("Exam %1").arg(code); });
        selection.query = QStringLiteral("exam:\"%1\"").arg(exam->code);
    } else {
        selection.describe([query = m_shownLine] {
            return query.isEmpty() ? tr("Chosen in Data") : tr("Chosen among: %1").arg(query);
        });
    }
    m_context.selections.select(selection);
}

void DataWorkspace::openPair(int row)
{
    m_pages->setCurrentWidget(m_pair);
    m_pair->setSearchedWords(searchedWords(m_bar->query()));
    m_pair->showRow(row);
    m_pair->viewer()->setFocus(Qt::OtherFocusReason);
}

void DataWorkspace::closePair()
{
    m_pages->setCurrentWidget(m_splitter);
    setCurrentRow(m_pair->row());
    canvas()->setFocus(Qt::OtherFocusReason);
}

void DataWorkspace::toggleFacets()
{
    m_bar->toggleFacets();
}

bool DataWorkspace::pairIsOpen() const
{
    return m_pages->currentWidget() == m_pair;
}

void DataWorkspace::showMenu(const QPoint &globalPosition)
{
    ExamMenu menu(m_context, *m_labeller, m_views->chosen(), this);
    connect(&menu, &ExamMenu::openWanted, this, [this] { openPair(m_views->currentRow()); });
    connect(&menu, &ExamMenu::reportPrivacyWanted, this, &DataWorkspace::showReportPrivacy);
    connect(&menu, &ExamMenu::labelProposalsWanted, this, &DataWorkspace::showLabelProposals);
    connect(&menu, &ExamMenu::likeWanted, this, &DataWorkspace::markChosen);
    menu.exec(globalPosition);
}

// ---- Being a workspace -------------------------------------------------------------------------

void DataWorkspace::showSelection(const Selection &selection)
{
    if (selection.empty())
        return;
    if (m_likeness->isOn()) {
        const QSignalBlocker quiet(m_likeness); // what is shown now comes from elsewhere
        m_likeness->end();
        m_likenessBar->hide();
    }
    m_pages->setCurrentWidget(m_splitter);
    m_selecting = true;
    if (selection.live && !selection.query.isEmpty()) {
        setQuery(selection.query);
    } else {
        {
            const QSignalBlocker quiet(m_bar->queryLine());
            m_bar->queryLine()->clear();
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
    m_bar->queryLine()->setText(query);
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
    return m_views->view();
}

QWidget *DataWorkspace::queryLine()
{
    return m_bar->queryLine();
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
    const bool visible = m_views->isOnScreen(row);
    setCurrentRow(row);
    return !visible;
}

void DataWorkspace::retranslate()
{
    m_bar->retranslate();
    m_likenessBar->retranslate();
    m_views->retranslate();
    m_fixed.sayAnew();
    refreshState();
    m_facetTimer.start(); // the values' names come from the study, in the language of that moment
}

} // namespace retclip
