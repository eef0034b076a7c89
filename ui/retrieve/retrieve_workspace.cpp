// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/retrieve/retrieve_workspace.h"

#include "core/base/files.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/histogram.h"
#include "ui/retrieve/hits_model.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"
#include "ui/viewer/exam_delegate.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

RetrieveWorkspace::RetrieveWorkspace(AppContext &context, QWidget *parent)
    : Workspace(context, parent)
{
    m_pictures = context.pictures;
    if (!m_pictures) {
        m_picturePool = std::make_unique<JobPool>(1);
        m_ownPictures = std::make_unique<Pictures>(*m_picturePool);
        m_pictures = m_ownPictures.get();
    }
    auto *top = new QFrame;
    setLook(top, "topbar");
    buildTop(*top);

    m_staleBar = new QFrame;
    setLook(m_staleBar, "raised");
    auto *staleLayout = new QHBoxLayout(m_staleBar);
    staleLayout->setContentsMargins(space::m, space::xs, space::xs, space::xs);
    m_staleText = new QLabel;
    m_recompute = new QPushButton;
    staleLayout->addWidget(m_staleText, 1);
    staleLayout->addWidget(m_recompute);
    m_staleBar->hide();
    connect(m_recompute, &QPushButton::clicked, this, [this] {
        m_index.reset();
        search();
    });

    m_hits = new HitsModel(this);
    m_grid = new QListView;
    m_grid->setModel(m_hits);
    auto *cards = new ExamDelegate(*m_pictures, m_grid);
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

    auto *resultBar = new QFrame;
    setLook(resultBar, "bar");
    auto *resultLayout = new QHBoxLayout(resultBar);
    resultLayout->setContentsMargins(space::m, space::xs, space::m, space::xs);
    m_state = new QLabel;
    setLook(m_state, "secondary");
    m_progress = new QProgressBar;
    m_progress->setFixedWidth(160);
    m_progress->hide();
    m_stop = new QPushButton;
    m_stop->hide();
    m_select = new QPushButton;
    resultLayout->addWidget(m_state, 1);
    resultLayout->addWidget(m_progress);
    resultLayout->addWidget(m_stop);
    resultLayout->addWidget(m_select);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });

    auto *middle = new QWidget;
    auto *middleLayout = new QVBoxLayout(middle);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->setSpacing(0);
    middleLayout->addWidget(m_staleBar);
    middleLayout->addWidget(m_pages, 1);
    middleLayout->addWidget(resultBar);
    auto *side = new QFrame;
    setLook(side, "panel-right");
    buildSide(*side);
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(middle);
    splitter->addWidget(side);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({980, 460});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(top);
    layout->addWidget(splitter, 1);

    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { explainCurrent(); });
    connect(m_select, &QPushButton::clicked, this, [this] {
        Selection selection;
        QModelIndexList chosen = m_grid->selectionModel()->selectedIndexes();
        std::sort(chosen.begin(), chosen.end());
        const bool some = chosen.size() > 1;
        for (int i = 0; i < m_hits->rowCount(); ++i)
            if (!some || chosen.contains(m_hits->index(i)))
                selection.exams.push_back(m_hits->hits()[std::size_t(i)].exam);
        selection.describe([count = int(selection.exams.size()), run = m_index ? m_index->run.value : 0,
                            query = m_query->text()] {
            return tr("%n hits of run %1 for “%2”", nullptr, count).arg(run).arg(query);
        });
        m_context.selections.select(selection);
    });
    auto *keys = new KeyFilter(m_grid);
    keys->bindHold({"viewer.flicker", Qt::Key_A}, [this] { m_viewer->setOverlayShown(false); },
                   [this] { m_viewer->setOverlayShown(true); });
    keys->bind(Qt::Key_R, [this] { m_select->click(); });
    m_viewer->bindKeys(*keys);

    connect(&context, &AppContext::runRequested, this, [this](const QString &workspace, RunId run) {
        if (workspace == id()) {
            m_wanted = run;
            loadRuns();
        }
    });
    ActionDescription description;
    description.id = QStringLiteral("retrieve.search");
    description.context = id();
    description.text = [] { return tr("Search by words"); };
    description.icon = QStringLiteral("search");
    if (QAction *action = context.actions.add(this, description, [this] {
            setMode(Mode::textToExams);
            m_query->setFocus();
        }))
        m_commands.append(action);
    setMode(Mode::textToExams);
    retranslate();
}

RetrieveWorkspace::~RetrieveWorkspace()
{
    if (m_job)
        m_job->cancel();
    if (m_explainJob)
        m_explainJob->cancel();
}

void RetrieveWorkspace::buildTop(QFrame &bar)
{
    auto *layout = new QVBoxLayout(&bar);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::s);
    auto *first = new QHBoxLayout;
    first->setSpacing(space::s);
    const auto label = [] {
        auto *text = new QLabel;
        setLook(text, "secondary");
        return text;
    };
    m_runLabel = label();
    m_levelLabel = label();
    m_candidateLabel = label();
    m_run = new QComboBox;
    m_run->setMinimumWidth(180);
    m_level = new QComboBox;
    for (Level level : all_levels)
        m_level->addItem(QString(), int(level));
    m_candidates = new QLineEdit;
    m_candidates->setClearButtonEnabled(true);
    for (int i = 0; i < 3; ++i) {
        auto *button = new QToolButton;
        button->setCheckable(true);
        setLook(button, "tab");
        connect(button, &QToolButton::clicked, this, [this, i] { setMode(Mode(i)); });
        m_modeButtons.append(button);
        first->addWidget(button);
    }
    first->addStretch(1);
    first->addWidget(m_runLabel);
    first->addWidget(m_run);
    first->addWidget(m_levelLabel);
    first->addWidget(m_level);
    first->addWidget(m_candidateLabel);
    first->addWidget(m_candidates, 1);
    auto *second = new QHBoxLayout;
    second->setSpacing(space::s);
    m_query = new QLineEdit;
    m_query->setClearButtonEnabled(true);
    m_query->setMinimumHeight(32);
    m_browse = new QPushButton;
    m_search = new QPushButton;
    setLook(m_search, "primary");
    m_search->setMinimumHeight(32);
    second->addWidget(m_query, 1);
    second->addWidget(m_browse);
    second->addWidget(m_search);
    layout->addLayout(first);
    layout->addLayout(second);
    connect(m_query, &QLineEdit::returnPressed, this, [this] {
        search();
        m_grid->setFocus();
    });
    connect(m_query, &QLineEdit::textEdited, this, [this] { m_imageFile.clear(); });
    connect(m_search, &QPushButton::clicked, this, &RetrieveWorkspace::search);
    connect(m_candidates, &QLineEdit::returnPressed, this, &RetrieveWorkspace::search);
    connect(m_level, &QComboBox::activated, this, [this] {
        if (m_index)
            search();
    });
    connect(m_run, &QComboBox::activated, this, [this] {
        m_measures.reset();
        m_table->setRowCount(0);
        refresh();
    });
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Photograph to describe"));
        if (file.isEmpty())
            return;
        m_query->setText(file);
        m_imageFile = file;
        search();
    });
}

void RetrieveWorkspace::buildSide(QFrame &panel)
{
    auto *layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::xs);
    m_histogram = new Histogram;
    m_histogram->setMinimumHeight(150);
    m_whyTitle = new QLabel;
    setLook(m_whyTitle, "label");
    m_whyHint = new QLabel;
    m_whyHint->setWordWrap(true);
    setLook(m_whyHint, "caption");
    m_viewer = new PairedViewer(*m_pictures);
    m_viewer->setMinimumHeight(170);
    m_tokens = new QLabel;
    m_tokens->setWordWrap(true);
    m_tokens->setTextFormat(Qt::RichText);
    m_report = new QTextBrowser;
    setLook(m_report, "reading");
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setMaximumHeight(84);
    m_report->setFocusPolicy(Qt::ClickFocus);
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
    m_table = new QTableWidget;
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(space::row);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setMinimumSectionSize(64);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setMinimumHeight(170);
    layout->addWidget(m_histogram, 2);
    layout->addWidget(m_whyTitle);
    layout->addWidget(m_viewer, 3);
    layout->addWidget(m_tokens);
    layout->addWidget(m_report);
    layout->addWidget(m_whyHint);
    layout->addLayout(measureHead);
    layout->addWidget(m_table, 2);
    connect(m_measure, &QPushButton::clicked, this, &RetrieveWorkspace::measure);
    connect(m_histogram, &Histogram::thresholdPicked, this, &RetrieveWorkspace::selectAbove);
}

void RetrieveWorkspace::studyChanged(StudyDocument *document)
{
    if (m_job)
        m_job->cancel();
    m_index.reset();
    m_measures.reset();
    m_similarities.clear();
    m_hits->clear();
    m_histogram->setValues({});
    m_histogram->setMarked({});
    m_viewer->clearExam();
    m_stale = false;
    m_staleBar->hide();
    m_runs.clear();
    m_run->clear();
    m_pages->setCurrentIndex(0);
    if (document) {
        if (m_ownPictures)
            m_ownPictures->setCacheFolder(document->study().cacheFolder());
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
    if (!m_index)
        return;
    m_stale = true;
    m_staleBar->show();
}

void RetrieveWorkspace::showSelection(const Selection &selection)
{
    if (!m_context.study || selection.empty())
        return;
    const auto exam = m_context.study->study().exam(selection.exams.front());
    if (!exam)
        return;
    setMode(Mode::examToExams);
    m_query->setText(exam->code);
    m_imageFile.clear();
    if (chosenRun())
        search();
    else
        m_searchWanted = true;
}

void RetrieveWorkspace::arrive()
{
    loadRuns();
    m_query->setFocus();
}

QWidget *RetrieveWorkspace::canvas()
{
    return m_grid;
}

QWidget *RetrieveWorkspace::queryLine()
{
    return m_query;
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
            const qint64 before =
                m_wanted.valid() ? m_wanted.value : m_run->currentData().toLongLong();
            m_wanted = {};
            m_runs.clear();
            // A probe has no towers of its own to search with.
            for (const RunRow &run : *runs)
                if (run.task != QLatin1String("probe") && run.state != RunState::waiting)
                    m_runs.append(run);
            const QSignalBlocker quiet(m_run);
            m_run->clear();
            for (const RunRow &run : std::as_const(m_runs))
                m_run->addItem(QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name),
                               qint64(run.id.value));
            m_run->setCurrentIndex(std::max(0, m_run->findData(before)));
            refresh();
            if (m_searchWanted && chosenRun()) {
                m_searchWanted = false;
                search();
            }
        });
}

std::optional<RunRow> RetrieveWorkspace::chosenRun() const
{
    const qint64 id = m_run->currentData().toLongLong();
    for (const RunRow &run : m_runs)
        if (run.id.value == id)
            return run;
    return {};
}

Level RetrieveWorkspace::level() const
{
    return Level(m_level->currentData().toInt());
}

void RetrieveWorkspace::setMode(Mode mode)
{
    m_mode = mode;
    for (int i = 0; i < m_modeButtons.size(); ++i)
        m_modeButtons[i]->setChecked(i == int(mode));
    m_browse->setVisible(mode == Mode::imageToReports);
    m_query->setPlaceholderText(
        mode == Mode::textToExams
            ? tr("Words of a report, e.g. optic disc pale. +term adds, -term takes away")
            : mode == Mode::imageToReports
            ? tr("An exam's number, e.g. 10023-1, or a photograph's file")
            : tr("An exam's number, e.g. 10023-1: exams that look like it"));
    refresh();
}

void RetrieveWorkspace::setQueryText(const QString &text)
{
    m_query->setText(text);
    m_imageFile.clear();
}

void RetrieveWorkspace::showProgress(Job *job)
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

void RetrieveWorkspace::search()
{
    const auto run = chosenRun();
    const QString text = m_query->text().trimmed();
    if (!run || text.isEmpty() || !m_context.study)
        return;
    if (m_job)
        m_job->cancel();
    std::shared_ptr<Index> index = m_index;
    const QString candidates = m_candidates->text().trimmed();
    if (index && (index->run != run->id || index->candidates != candidates))
        index.reset();
    RetrievalQuery query;
    query.level = level();
    query.toReports = m_mode == Mode::imageToReports;
    query.top = 60;
    QString examCode;
    if (m_mode == Mode::textToExams)
        query.text = text;
    else if (!m_imageFile.isEmpty()) {
        query.imageFile = m_imageFile;
        query.imageEye = query.level == Level::left ? Laterality::left : Laterality::right;
        if (query.level == Level::patient)
            query.level = Level::right; // One photograph has no patient level.
    } else {
        examCode = text;
    }
    m_job = m_context.jobs.start<Answer>(
        index ? QString() : tr("Embed the study with run %1").arg(run->id.value), this,
        [index, run = *run, candidates, query, examCode,
         folder = m_context.study->study().folder(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) mutable -> Result<Answer> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            if (!index) {
                index = std::make_shared<Index>();
                index->run = run.id;
                index->candidates = candidates;
                ModelSource source;
                source.run_folder = path_from_utf8(run.folder.toStdString());
                RETCLIP_TRY(const auto exams, study->find(candidates, stop));
                RETCLIP_TRY(auto model, backend->open_model(source, "auto", 0));
                index->model = std::move(model);
                RETCLIP_TRY(index->features, studyFeatures(*study, source, *backend, exams,
                                                           QStringLiteral("auto"), 0, progress, stop));
            }
            const std::lock_guard lock(index->inUse);
            if (!examCode.isEmpty()) {
                RETCLIP_TRY(query.exam, study->examByCode(examCode));
            }
            Answer answer;
            answer.index = index;
            RETCLIP_TRY(answer.answer, retrieve(*index->model, index->features, query, stop));
            std::vector<ExamId> ids;
            for (const RetrievalHit &hit : answer.answer.hits) {
                ids.push_back(hit.exam);
                answer.hitSimilarities.push_back(float(hit.similarity));
            }
            RETCLIP_TRY(answer.rows, study->exams(ids));
            return answer;
        },
        [this](Result<Answer> answer) {
            m_job = nullptr;
            m_progress->hide();
            m_stop->hide();
            if (!answer) {
                if (answer.error().code == ErrorCode::cancelled)
                    m_state->setText(tr("Stopped; what was embedded is kept."));
                else {
                    m_state->setText(translated(answer.error().what_happened));
                    m_context.notifications.post(answer.error());
                }
                refresh();
                return;
            }
            m_index = answer->index;
            m_stale = false;
            m_staleBar->hide();
            m_similarities = answer->answer.similarities;
            m_hits->setHits(answer->answer.hits, answer->rows);
            m_histogram->setValues(m_similarities);
            if (answer->hitSimilarities.size() > 20)
                answer->hitSimilarities.resize(20);
            m_histogram->setMarked(answer->hitSimilarities);
            m_histogram->setThreshold({});
            m_pages->setCurrentIndex(m_hits->rowCount() ? 1 : 0);
            const QLocale locale;
            m_state->setText(tr("%1 candidates, %2 ms")
                                 .arg(locale.toString(qint64(m_similarities.size())),
                                      locale.toString(answer->answer.milliseconds, 'f', 0)));
            if (m_hits->rowCount())
                m_grid->setCurrentIndex(m_hits->index(0));
            refresh();
        });
    showProgress(m_job);
    refresh();
}

void RetrieveWorkspace::explainCurrent()
{
    const ExamRow *exam = m_hits->row(m_grid->currentIndex().row());
    m_tokens->clear();
    if (!exam) {
        m_viewer->clearExam();
        m_report->clear();
        return;
    }
    m_viewer->setOverlay(Laterality::right, {});
    m_viewer->setOverlay(Laterality::left, {});
    m_viewer->showExam(*exam);
    m_report->setPlainText(exam->report);
    if (m_explainJob)
        m_explainJob->cancel();
    const QString text = m_mode == Mode::textToExams ? m_query->text() : exam->report;
    if (!m_index || text.isEmpty())
        return;
    ExplainRequest request;
    request.text = text.toStdString();
    request.level = level();
    for (Laterality eye : both_eyes)
        if (exam->images[eye])
            request.item.photographs[eye] = exam->images[eye]->path.toStdString();
    m_explainJob = m_context.jobs.start<Explanation>(
        {}, this,
        [index = m_index, request](const ProgressCallback &,
                                   std::stop_token stop) -> Result<Explanation> {
            const std::lock_guard lock(index->inUse);
            if (stop.stop_requested())
                return cancelled();
            return index->model->explain(request, stop);
        },
        [this, id = exam->id](Result<Explanation> explanation) {
            const ExamRow *now = m_hits->row(m_grid->currentIndex().row());
            if (!now || now->id != id)
                return;
            if (!explanation) {
                if (explanation.error().code != ErrorCode::cancelled)
                    m_tokens->setText(translated(explanation.error().what_happened).toHtmlEscaped());
                return;
            }
            for (Laterality eye : both_eyes)
                m_viewer->setOverlay(eye, heatMap(explanation->maps[eye].values,
                                                  explanation->maps[eye].side));
            m_viewer->setOverlayShown(true);
            QString html;
            const QColor accent = theme().color(Token::accent);
            for (std::size_t i = 0; i < explanation->pieces.size()
                 && i < explanation->piece_weights.size();
                 ++i) {
                const QString piece = QString::fromStdString(explanation->pieces[i]);
                if (piece.startsWith(QLatin1Char('[')))
                    continue;
                const double weight = std::clamp(double(explanation->piece_weights[i]), 0.0, 1.0);
                html += QStringLiteral("<span style=\"background-color: rgba(%1,%2,%3,%4)\">"
                                       "&nbsp;%5 <small>%6</small>&nbsp;</span> ")
                            .arg(accent.red())
                            .arg(accent.green())
                            .arg(accent.blue())
                            .arg(0.55 * weight, 0, 'f', 2)
                            .arg(piece.toHtmlEscaped(), QLocale().toString(weight, 'f', 2));
            }
            m_tokens->setText(html);
        });
}

void RetrieveWorkspace::selectAbove(double similarity)
{
    if (!m_index)
        return;
    std::vector<std::pair<float, ExamId>> above;
    const auto &exams = m_index->features.exams;
    for (std::size_t i = 0; i < m_similarities.size() && i < exams.size(); ++i)
        if (m_similarities[i] >= similarity)
            above.emplace_back(m_similarities[i], exams[i]);
    std::stable_sort(above.begin(), above.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    Selection selection;
    for (const auto &[value, exam] : above)
        selection.exams.push_back(exam);
    selection.describe([similarity, count = int(selection.exams.size()), query = m_query->text(),
                        run = m_index->run.value] {
        return tr("%n exams of similarity ≥ %1 to “%2” (run %3)", nullptr, count)
            .arg(QLocale().toString(similarity, 'f', 2), query)
            .arg(run);
    });
    m_context.selections.select(selection);
}

void RetrieveWorkspace::measure()
{
    const auto run = chosenRun();
    if (!run || !m_context.study || m_job)
        return;
    const Split split = Split(m_split->currentData().toInt());
    m_job = m_context.jobs.start<Measures>(
        tr("Measure retrieval of run %1").arg(run->id.value), this,
        [run = *run, split, folder = m_context.study->study().folder(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<Measures> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            ModelSource source;
            source.run_folder = path_from_utf8(run.folder.toStdString());
            RETCLIP_TRY(const Manifest manifest,
                        read_manifest(source.run_folder / "manifest.jsonl"));
            std::vector<ExamId> exams;
            for (const ManifestItem &item : manifest.items)
                if (item.split == split)
                    exams.push_back(item.exam);
            RETCLIP_TRY(const StudyFeatures features,
                        studyFeatures(*study, source, *backend, exams, QStringLiteral("auto"), 0,
                                      progress, stop));
            Measures measures;
            measures.exams = qint64(exams.size());
            RETCLIP_TRY(measures.levels,
                        evaluateRetrieval(*study, features, BootstrapOptions{2000, 1, 0.95}, stop));
            return measures;
        },
        [this](Result<Measures> measures) {
            m_job = nullptr;
            m_progress->hide();
            m_stop->hide();
            m_state->clear();
            refresh();
            if (measures)
                showMeasures(*measures);
            else if (measures.error().code != ErrorCode::cancelled)
                m_context.notifications.post(measures.error());
        });
    showProgress(m_job);
    refresh();
}

void RetrieveWorkspace::showMeasures(const Measures &measures)
{
    m_measures = measures;
    const QLocale locale;
    const QStringList columns{QStringLiteral("recall_at_1"), QStringLiteral("recall_at_5"),
                              QStringLiteral("recall_at_10"), QStringLiteral("median_rank"),
                              QStringLiteral("mean_reciprocal_rank"), QStringLiteral("chance_at_5")};
    m_table->setColumnCount(int(columns.size()) + 1);
    m_table->setHorizontalHeaderLabels({tr("level, direction, positives"), QStringLiteral("R@1"),
                                        QStringLiteral("R@5"), QStringLiteral("R@10"),
                                        tr("median rank"), QStringLiteral("MRR"),
                                        tr("chance R@5")});
    QVector<QStringList> rows;
    QVector<QStringList> tips;
    for (const RetrievalEvaluation &level : measures.levels) {
        const QString levelName = level.level == Level::patient ? tr("patient")
            : level.level == Level::left                        ? tr("left")
                                                                : tr("right");
        const auto add = [&](const QString &direction, const QString &kind, const RetrievalReport &report) {
            QStringList row{QStringLiteral("%1 · %2 · %3").arg(levelName, direction, kind)};
            QStringList tip{tr("n = %1 queries, %2 candidates")
                                .arg(locale.toString(qint64(report.queries)),
                                     locale.toString(qint64(report.gallery)))};
            for (const QString &column : columns) {
                const auto found = report.metrics.find(column.toStdString());
                if (found == report.metrics.end() || !found->second.value) {
                    row << QStringLiteral("–");
                    tip << QString();
                    continue;
                }
                row << locale.toString(*found->second.value, 'f', column == QLatin1String("median_rank") ? 0 : 3);
                tip << (found->second.interval
                            ? tr("95 % interval %1 to %2")
                                  .arg(locale.toString(found->second.interval->low, 'f', 3),
                                       locale.toString(found->second.interval->high, 'f', 3))
                            : QString());
            }
            rows << row;
            tips << tip;
        };
        add(tr("text → images"), tr("several"), level.textToImage);
        add(tr("text → images"), tr("naive"), level.textToImageNaive);
        add(tr("images → text"), tr("several"), level.imageToText);
        add(tr("images → text"), tr("naive"), level.imageToTextNaive);
    }
    m_table->setRowCount(int(rows.size()));
    for (int r = 0; r < rows.size(); ++r)
        for (int c = 0; c < rows[r].size(); ++c) {
            auto *item = new QTableWidgetItem(rows[r][c]);
            item->setToolTip(tips[r].value(c));
            if (c > 0)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(r, c, item);
        }
}

void RetrieveWorkspace::refresh()
{
    const bool ready = m_context.study && chosenRun();
    m_search->setEnabled(ready);
    m_measure->setEnabled(ready && !m_job);
    m_select->setEnabled(m_hits && m_hits->rowCount() > 0);
    m_empty->setText(!m_context.study     ? tr("Open a study to search in it.")
                     : m_runs.isEmpty()   ? tr("Searching needs a trained run: pretrain one first.")
                     : m_job              ? tr("The candidates are being embedded; this is done once "
                                               "for each run.")
                     : m_index            ? tr("Nothing was found: widen the candidates.")
                                          : tr("Write what you look for and press Enter. The first "
                                               "search embeds the study in the background."));
}

void RetrieveWorkspace::retranslate()
{
    const QStringList modes{tr("Text → exams"), tr("Image → reports"), tr("Exam → exams")};
    for (int i = 0; i < m_modeButtons.size(); ++i)
        m_modeButtons[i]->setText(modes[i]);
    m_runLabel->setText(tr("Run"));
    m_levelLabel->setText(tr("Level"));
    m_candidateLabel->setText(tr("Candidates"));
    const QStringList levels{tr("patient (both eyes)"), tr("left eye (OS)"), tr("right eye (OD)")};
    for (int i = 0; i < levels.size(); ++i)
        m_level->setItemText(i, levels[i]);
    m_candidates->setPlaceholderText(tr("all exams; or a query: split:test"));
    m_run->setAccessibleName(tr("Run"));
    m_level->setAccessibleName(tr("Level"));
    m_candidates->setAccessibleName(tr("Candidates"));
    m_query->setAccessibleName(tr("What to look for"));
    m_grid->setAccessibleName(tr("Hits"));
    m_search->setText(tr("Search"));
    m_browse->setText(tr("Browse…"));
    m_stop->setText(tr("Cancel"));
    m_select->setText(tr("Select these"));
    m_staleText->setText(tr("The study or the run changed after this was computed."));
    m_recompute->setText(tr("Recompute"));
    m_histogram->setTitle(tr("Similarity of all candidates"));
    m_histogram->setXTitle(tr("cosine; drag for a threshold"));
    m_histogram->setEmptyText(tr("Search to see how similar all candidates are."));
    m_whyTitle->setText(tr("Why this hit"));
    m_whyHint->setText(tr("Association, not evidence. Hold A to see the photographs alone."));
    m_measureTitle->setText(tr("How good is retrieval?"));
    m_split->setItemText(0, tr("validation"));
    m_split->setItemText(1, tr("test"));
    m_split->setAccessibleName(tr("Split"));
    m_measure->setText(tr("Measure"));
    m_table->setAccessibleName(tr("Retrieval measures"));
    setMode(m_mode);
    if (m_measures)
        showMeasures(Measures(*m_measures));
}

Workspace *makeRetrieveWorkspace(AppContext &context)
{
    return new RetrieveWorkspace(context);
}

} // namespace retclip
