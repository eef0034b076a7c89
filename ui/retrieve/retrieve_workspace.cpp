// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/retrieve_workspace.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/plots/histogram.h"
#include "ui/retrieve/atlas_page.h"
#include "ui/retrieve/hit_why.h"
#include "ui/retrieve/hits_model.h"
#include "ui/retrieve/hits_panel.h"
#include "ui/retrieve/measures_table.h"
#include "ui/retrieve/retrieval_jobs.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace retclip {

namespace {
constexpr std::size_t markedHits = 20; ///< In the histogram.
}

RetrieveWorkspace::RetrieveWorkspace(AppContext &context, QWidget *parent)
    : Workspace(context, parent), m_pictures(context)
{
    layOut();
    wire();
    bindKeys();
    addCommands();
    setMode(SearchMode::textToExams);
    retranslate();
}

RetrieveWorkspace::~RetrieveWorkspace()
{
    if (m_job)
        m_job->cancel();
}

void RetrieveWorkspace::layOut()
{
    m_bar = new SearchBar;
    m_panel = new HitsPanel(m_pictures.get());
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_panel);
    splitter->addWidget(makeSide());
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({980, 460});
    auto *searching = new QWidget;
    auto *column = new QVBoxLayout(searching);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(splitter, 1);
    m_atlas = new AtlasPage(m_context);
    m_rooms = new QStackedWidget;
    m_rooms->addWidget(searching);
    m_rooms->addWidget(m_atlas);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_rooms);
}

QWidget *RetrieveWorkspace::makeSide()
{
    auto *side = new QFrame;
    setLook(side, "panel-right");
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::xs);
    m_histogram = new Histogram;
    m_histogram->setMinimumHeight(150);
    layout->addWidget(m_histogram, 2);
    m_why = new HitWhy(m_context, m_pictures.get(), *layout, side);
    auto *measureHead = new QHBoxLayout;
    m_measureTitle = new QLabel;
    setLook(m_measureTitle, "label");
    m_split = new QComboBox;
    m_split->addItem(QString(), int(Split::validation));
    m_split->addItem(QString(), int(Split::test));
    m_measure = new QPushButton;
    measureHead->addWidget(m_measureTitle, 1);
    measureHead->addWidget(m_split);
    measureHead->addWidget(m_measure);
    m_cases = new QPushButton;
    m_cases->setObjectName(QStringLiteral("retrieveCases"));
    measureHead->addWidget(m_cases);
    layout->addLayout(measureHead);
    m_table = new MeasuresTable;
    layout->addWidget(m_table, 2);
    m_twoRuns = new QPushButton;
    m_twoRuns->setObjectName(QStringLiteral("retrieveTwoRuns"));
    setLook(m_twoRuns, "quiet");
    layout->addWidget(m_twoRuns);
    m_atlasButton = new QPushButton;
    m_atlasButton->setObjectName(QStringLiteral("retrieveAtlas"));
    setLook(m_atlasButton, "quiet");
    layout->addWidget(m_atlasButton);
    // On a small screen it scrolls; squeezed, its parts would lie upon each other.
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(side);
    area->setMinimumWidth(side->minimumSizeHint().width() + area->verticalScrollBar()->sizeHint().width());
    return area;
}

void RetrieveWorkspace::wire()
{
    connect(m_bar, &SearchBar::searchWanted, this, &RetrieveWorkspace::search);
    connect(m_twoRuns, &QPushButton::clicked, this, &RetrieveWorkspace::compareRuns);
    connect(m_bar, &SearchBar::entered, this, [this] { m_panel->grid()->setFocus(); });
    connect(m_bar, &SearchBar::modeChosen, this, &RetrieveWorkspace::refresh);
    connect(m_bar, &SearchBar::levelChosen, this, [this] {
        if (m_index)
            search();
    });
    connect(m_bar, &SearchBar::runChosen, this, [this] {
        m_table->clearMeasures();
        refresh();
    });
    connect(m_panel, &HitsPanel::currentChanged, this, &RetrieveWorkspace::explainCurrent);
    connect(m_panel, &HitsPanel::selectWanted, this, &RetrieveWorkspace::selectHits);
    connect(m_panel, &HitsPanel::stopWanted, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(m_panel, &HitsPanel::recomputeWanted, this, [this] {
        m_index.reset();
        search();
    });
    connect(m_measure, &QPushButton::clicked, this, &RetrieveWorkspace::measure);
    connect(m_cases, &QPushButton::clicked, this, &RetrieveWorkspace::showCases);
    connect(m_atlasButton, &QPushButton::clicked, this, [this] { showAtlas(true); });
    connect(m_atlas, &AtlasPage::searchWanted, this, [this] { showAtlas(false); });
    connect(m_histogram, &Histogram::thresholdPicked, this, &RetrieveWorkspace::selectAbove);
    connect(&m_context, &AppContext::runRequested, this,
            [this](const QString &workspace, RunId run) {
                if (workspace == id()) {
                    m_wanted = run;
                    loadRuns();
                }
            });
}

void RetrieveWorkspace::bindKeys()
{
    auto *keys = new KeyFilter(m_panel->grid());
    keys->bindHold({"viewer.flicker", Qt::Key_A}, [this] { m_why->setOverlayShown(false); },
                   [this] { m_why->setOverlayShown(true); });
    keys->bind(Qt::Key_R, [this] { m_panel->select(); });
    m_why->viewer().bindKeys(*keys);
}

void RetrieveWorkspace::showAtlas(bool shown)
{
    m_rooms->setCurrentIndex(shown ? 1 : 0);
    if (shown) {
        const auto run = m_bar->run();
        m_atlas->arrive(run ? run->id : RunId());
    }
    canvas()->setFocus();
}

// ---- Being a workspace -------------------------------------------------------------------------

void RetrieveWorkspace::studyChanged(StudyDocument *document)
{
    if (m_job)
        m_job->cancel();
    m_index.reset();
    m_similarities.clear();
    m_panel->clear();
    m_panel->setStale(false);
    m_histogram->setValues({});
    m_histogram->setMarked({});
    m_why->viewer().clearExam();
    m_bar->clearRuns();
    m_table->clearMeasures();
    m_atlas->studyChanged(document);
    if (document) {
        m_pictures.setCacheFolder(document->study().cacheFolder());
        connect(document, &StudyDocument::contentsChanged, this, &RetrieveWorkspace::markStale);
        connect(document, &StudyDocument::runChanged, this, [this](RunId id) {
            if (m_index && m_index->run == id)
                markStale();
            if (isVisible())
                loadRuns();
        });
        loadRuns();
    }
    retranslate();
}

void RetrieveWorkspace::markStale()
{
    if (m_index)
        m_panel->setStale(true);
}

bool RetrieveWorkspace::isStale() const
{
    return m_panel->isStale();
}

void RetrieveWorkspace::showSelection(const Selection &selection)
{
    if (!m_context.study || selection.empty())
        return;
    const auto exam = m_context.study->study().exam(selection.exams.front());
    if (!exam)
        return;
    showAtlas(false);
    setMode(SearchMode::examToExams);
    setQueryText(exam->code);
    if (m_bar->run())
        search();
    else
        m_searchWanted = true;
}

void RetrieveWorkspace::arrive()
{
    loadRuns();
    if (m_rooms->currentIndex() == 1) {
        m_atlas->arrive();
        canvas()->setFocus();
        return;
    }
    queryLine()->setFocus();
}

QWidget *RetrieveWorkspace::canvas()
{
    return m_rooms->currentIndex() == 1 ? m_atlas->canvas() : m_panel->grid();
}

QWidget *RetrieveWorkspace::queryLine()
{
    return m_bar->line();
}

HitsModel *RetrieveWorkspace::hits() const
{
    return m_panel->hits();
}

void RetrieveWorkspace::setMode(SearchMode mode)
{
    m_bar->setMode(mode);
}

void RetrieveWorkspace::setQueryText(const QString &text)
{
    m_bar->setText(text);
}

void RetrieveWorkspace::loadRuns()
{
    if (!m_context.study)
        return;
    using Runs = QVector<RunRow>;
    m_context.jobs.start<Runs>(
        {}, this,
        [folder = m_context.study->study().folder()](const ProgressCallback &,
                                                     std::stop_token) -> Result<Runs> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            return study->runs();
        },
        [this](Result<Runs> runs) {
            if (!runs)
                return;
            m_bar->setRuns(*runs, m_wanted);
            m_wanted = {};
            refresh();
            if (m_searchWanted && m_bar->run()) {
                m_searchWanted = false;
                search();
            }
        });
}

// ---- Searching ---------------------------------------------------------------------------------

std::optional<SearchOrder> RetrieveWorkspace::question() const
{
    const auto run = m_bar->run();
    const QString text = m_bar->text().trimmed();
    if (!run || text.isEmpty() || !m_context.study)
        return {};
    SearchOrder order;
    order.studyFolder = m_context.study->study().folder();
    order.run = *run;
    order.candidates = m_bar->candidates();
    order.query = m_bar->query();
    if (m_bar->asksForExam())
        order.examCode = text;
    if (m_index && m_index->run == run->id && m_index->candidates == order.candidates)
        order.index = m_index;
    return order;
}

void RetrieveWorkspace::search()
{
    const auto asked = question();
    if (!asked)
        return;
    if (m_job)
        m_job->cancel();
    const SearchOrder &order = *asked;
    m_job = m_context.jobs.start<SearchAnswer>(
        order.index ? QString() : tr("Embed the study with run %1").arg(order.run.id.value), this,
        [order = *asked, &door = m_context.door](const ProgressCallback &progress, std::stop_token stop) {
            return searchStudy(order, door, progress, stop);
        },
        [this](Result<SearchAnswer> answer) {
            endJob();
            if (answer) {
                take(*answer);
            } else if (answer.error().code == ErrorCode::cancelled) {
                m_panel->showState(tr("Stopped; what was embedded is kept."));
            } else {
                m_panel->showState(translated(answer.error().what_happened));
                m_context.notifications.post(answer.error());
            }
            refresh();
        });
    m_panel->follow(m_job);
    refresh();
}

void RetrieveWorkspace::take(const SearchAnswer &answer)
{
    m_index = answer.index;
    m_panel->setStale(false);
    m_similarities = answer.answer.similarities;
    m_similarExams = answer.answer.candidates;
    m_panel->showHits(answer.answer.hits, answer.rows);
    m_histogram->setValues(m_similarities);
    std::vector<float> marked;
    for (const RetrievalHit &hit : answer.answer.hits)
        if (marked.size() < markedHits)
            marked.push_back(float(hit.similarity));
    m_histogram->setMarked(marked);
    m_histogram->setThreshold({});
    const QLocale locale;
    m_panel->showState(tr("%1 candidates, %2 ms")
                           .arg(locale.toString(qint64(m_similarities.size())),
                                locale.toString(answer.answer.milliseconds, 'f', 0)));
    if (hits()->rowCount())
        m_panel->grid()->setCurrentIndex(hits()->index(0));
}

void RetrieveWorkspace::endJob()
{
    m_job = nullptr;
    m_panel->endJob();
}

void RetrieveWorkspace::explainCurrent()
{
    const ExamRow *exam = m_panel->current();
    const bool byWords = m_bar->mode() == SearchMode::textToExams;
    m_why->showHit(exam, m_index,
                   byWords ? m_bar->text()
                   : exam  ? exam->report
                           : QString(),
                   m_bar->level());
}

void RetrieveWorkspace::selectHits()
{
    Selection selection;
    selection.exams = m_panel->chosen();
    selection.describe([count = int(selection.exams.size()), run = m_index ? m_index->run.value : 0,
                        query = m_bar->text()] {
        return tr("%n hits of run %1 for “%2”", nullptr, count).arg(run).arg(query);
    });
    m_context.selections.select(selection);
}

void RetrieveWorkspace::selectAbove(double similarity)
{
    if (!m_index)
        return;
    std::vector<std::pair<float, ExamId>> above;
    for (std::size_t i = 0; i < m_similarities.size(); ++i)
        if (m_similarities[i] >= similarity)
            above.emplace_back(m_similarities[i], m_similarExams[i]);
    std::stable_sort(above.begin(), above.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    Selection selection;
    for (const auto &[value, exam] : above)
        selection.exams.push_back(exam);
    selection.describe([similarity, count = int(selection.exams.size()), query = m_bar->text(),
                        run = m_index->run.value] {
        return tr("%n exams of similarity ≥ %1 to “%2” (run %3)", nullptr, count)
            .arg(QLocale().toString(similarity, 'f', 2), query)
            .arg(run);
    });
    m_context.selections.select(selection);
}

void RetrieveWorkspace::measure()
{
    const auto run = m_bar->run();
    if (!run || !m_context.study || m_job)
        return;
    m_job = m_context.jobs.start<RetrievalMeasures>(
        tr("Measure retrieval of run %1").arg(run->id.value), this,
        [run = *run, split = Split(m_split->currentData().toInt()),
         folder = m_context.study->study().folder(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) {
            return measureRetrieval(folder, run, split, door, progress, stop);
        },
        [this](Result<RetrievalMeasures> measures) {
            endJob();
            m_panel->showState({});
            refresh();
            if (measures)
                m_table->showMeasures(*measures);
            else if (measures.error().code != ErrorCode::cancelled)
                m_context.notifications.post(measures.error());
        });
    m_panel->follow(m_job);
    refresh();
}

// ---- Words -------------------------------------------------------------------------------------

void RetrieveWorkspace::refresh()
{
    const bool ready = m_context.study && m_bar->run();
    m_bar->setReady(ready);
    m_measure->setEnabled(ready && !m_job);
    m_cases->setEnabled(ready);
    m_twoRuns->setEnabled(ready && m_bar->runs().size() > 1);
    m_panel->setEmptyText(
        !m_context.study    ? tr("Open a study to search in it.")
        : !m_bar->hasRuns() ? tr("Searching needs a trained run: pretrain one first.")
        : m_job             ? tr("The candidates are being embedded; this is done once for each run.")
        : m_index           ? tr("Nothing was found: widen the candidates.")
                            : tr("Write what you look for and press Enter. The first search embeds the study "
                                 "in the background."));
}

void RetrieveWorkspace::retranslate()
{
    m_bar->retranslate();
    m_panel->retranslate();
    m_why->retranslate();
    m_histogram->setTitle(tr("Similarity of all candidates"));
    m_histogram->setXTitle(tr("cosine; drag for a threshold"));
    m_histogram->setEmptyText(tr("Search to see how similar all candidates are."));
    m_measureTitle->setText(tr("How good is retrieval?"));
    m_split->setItemText(0, tr("validation"));
    m_split->setItemText(1, tr("test"));
    m_split->setAccessibleName(tr("Split"));
    m_measure->setText(tr("Measure"));
    m_cases->setText(tr("Cases…"));
    m_cases->setToolTip(tr("The hardest searches, how ranks fall, and which findings are taken for which"));
    m_table->retranslate();
    m_twoRuns->setText(tr("Ask a second run…"));
    m_twoRuns->setToolTip(tr("The same question to another run: what moved up, what is new, what was lost (Ctrl+Shift+E)"));
    m_atlasButton->setText(tr("Atlas of all embeddings…"));
    m_atlasButton->setToolTip(tr("All exams on one map: what the run finds alike lies together"));
    m_atlas->retranslate();
}

Workspace *makeRetrieveWorkspace(AppContext &context)
{
    return new RetrieveWorkspace(context);
}

} // namespace retclip
