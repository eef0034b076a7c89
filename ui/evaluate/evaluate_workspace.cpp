// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluate_workspace.h"

#include "core/inspection/evaluation_words.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/evaluate/benchmarks_page.h"
#include "ui/evaluate/calibration_page.h"
#include "ui/evaluate/compare_page.h"
#include "ui/evaluate/evaluate_parts.h"
#include "ui/evaluate/evaluation_form.h"
#include "ui/evaluate/operating_page.h"
#include "ui/evaluate/overview_page.h"
#include "ui/evaluate/shown_evaluation.h"
#include "ui/evaluate/subgroups_page.h"
#include "ui/plots/confusion_view.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/learn_more.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace retclip {

namespace {

/// Many classes need more than a small screen has: the page scrolls, the window does not grow.
QScrollArea *scrolled(QWidget *page)
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    return area;
}

} // namespace

EvaluateWorkspace::EvaluateWorkspace(AppContext &context, QWidget *parent)
    : Workspace(context, parent), m_shown(new ShownEvaluation(context.selections, this)),
      m_form(new EvaluationForm), m_pages(new QStackedWidget), m_empty(labelWithLook("secondary", true))
{
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages->addWidget(withLearnMore(m_empty, m_context, QStringLiteral("evaluate")));
    m_pages->addWidget(buildResult());
    m_benchmarks = new BenchmarksPage(context, [this] { return m_form->chosenRun(); });
    m_pages->addWidget(m_benchmarks);
    m_benchmarksButton = new QPushButton;
    m_benchmarksButton->setObjectName(QStringLiteral("evaluateBenchmarks"));
    setLook(m_benchmarksButton, "quiet");
    m_form->layout()->addWidget(m_benchmarksButton);
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_form);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({270, 1170});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(&context, &AppContext::runRequested, this, [this](const QString &workspace, RunId run) {
        if (workspace == id())
            showRun(run);
    });
    connect(m_benchmarksButton, &QPushButton::clicked, this, [this] { showBenchmarks(true); });
    connect(m_benchmarks, &BenchmarksPage::backWanted, this, [this] { showBenchmarks(false); });
    connect(m_form, &EvaluationForm::runChosen, this, [this] {
        if (m_pages->currentIndex() == 2)
            m_benchmarks->arrive(); // Another network.
    });
    connect(m_form, &EvaluationForm::runChosen, this, &EvaluateWorkspace::loadStored);
    connect(m_form, &EvaluationForm::startAsked, this, &EvaluateWorkspace::run);
    connect(m_form, &EvaluationForm::stopAsked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(m_form, &EvaluationForm::importAsked, this, [this] { importPredictions(); });
    connect(m_form, &EvaluationForm::storedChosen, this, [this](int row) {
        if (std::size_t(row) < m_stored.size())
            showResult(m_stored[std::size_t(row)]);
    });
    addActions();
    retranslate();
}

EvaluateWorkspace::~EvaluateWorkspace()
{
    if (m_job)
        m_job->cancel();
}

QWidget *EvaluateWorkspace::buildResult()
{
    auto *page = new QWidget;
    page->setProperty("look", "page");
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::l, space::s, space::l, space::m);
    layout->setSpacing(space::s);
    auto *head = new QHBoxLayout;
    m_heading = labelWithLook("title", true);
    m_classBox = new QComboBox;
    m_copyCsv = new QPushButton;
    m_copyMethods = new QPushButton;
    m_report = new QPushButton;
    head->addWidget(m_heading, 1);
    head->addWidget(m_classBox);
    head->addWidget(m_copyCsv);
    head->addWidget(m_copyMethods);
    head->addWidget(m_report);
    layout->addLayout(head);
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_overview = new OverviewPage(*m_shown);
    m_operating = new OperatingPage(*m_shown);
    m_calibration = new CalibrationPage(m_context, *m_shown);
    m_compare = new ComparePage(m_context, *m_shown);
    m_subgroups = new SubgroupsPage(m_context, *m_shown);
    for (QWidget *tab : std::initializer_list<QWidget *>{m_overview, m_operating, m_calibration,
                                                         m_compare, m_subgroups})
        m_tabs->addTab(scrolled(tab), QString());
    layout->addWidget(m_tabs, 1);

    connect(m_classBox, &QComboBox::activated, m_shown, &ShownEvaluation::setClass);
    connect(m_copyCsv, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(csv()); });
    connect(m_copyMethods, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(methodsSentence()); });
    connect(m_report, &QPushButton::clicked, this, [this] { saveReport(); });
    connect(m_overview, &OverviewPage::reviewAsked, this, &EvaluateWorkspace::review);
    connect(m_operating, &OperatingPage::reviewAsked, this, &EvaluateWorkspace::review);
    connect(m_compare, &ComparePage::reviewAsked, this, &EvaluateWorkspace::review);
    connect(m_subgroups, &SubgroupsPage::reviewAsked, this, &EvaluateWorkspace::review);
    return page;
}

void EvaluateWorkspace::addActions()
{
    const auto add = [this](const char *name, const char *icon, std::function<QString()> text,
                            std::function<QString()> toolTip, const QList<QKeySequence> &keys,
                            std::function<void()> act) {
        ActionDescription description;
        description.id = QString::fromLatin1(name);
        description.context = id();
        description.text = std::move(text);
        description.toolTip = std::move(toolTip);
        description.icon = QString::fromLatin1(icon);
        description.keys = keys;
        if (QAction *action = m_context.actions.add(this, description, std::move(act)))
            m_commands.append(action);
    };
    add("evaluate.run", "evaluate", [] { return tr("Evaluate the run"); },
        [] { return tr("As the form at the left says"); }, {Qt::CTRL | Qt::Key_Return}, [this] { run(); });
    add("evaluate.report", "report", [] { return tr("Save a report of the evaluation…"); },
        [] { return tr("A page with charts, intervals and definitions (HTML, PDF), or the numbers (CSV)"); },
        {Qt::CTRL | Qt::ALT | Qt::Key_P}, [this] { saveReport(); });
    add("evaluate.import", "import", [] { return tr("Predictions of another program…"); },
        [] { return tr("A CSV table with exam or patient and a probability column a class"); },
        {Qt::CTRL | Qt::ALT | Qt::Key_I}, [this] { importPredictions(); });
    add("evaluate.benchmarks", "table", [] { return tr("Benchmarks"); },
        [] { return tr("Public collections: add a download, run the published protocols, one table"); },
        {Qt::CTRL | Qt::ALT | Qt::Key_B}, [this] { showBenchmarks(true); });
    const QList<std::function<QString()>> titles{
        [] { return tr("Evaluate: overview"); }, [] { return tr("Evaluate: operating point"); },
        [] { return tr("Evaluate: calibration"); }, [] { return tr("Evaluate: compare"); },
        [] { return tr("Evaluate: subgroups"); }};
    const char *const names[] = {"evaluate.overview", "evaluate.operating", "evaluate.calibration",
                                 "evaluate.compare", "evaluate.subgroups"};
    const char *const icons[] = {"evaluate", "adjust", "chart-log", "compare", "facet"};
    for (int i = 0; i < titles.size(); ++i)
        add(names[i], icons[i], titles[i], {}, {QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + i))},
            [this, i] { showTab(Tab(i)); });
}

void EvaluateWorkspace::review()
{
    m_context.selections.request(SelectionVerb::review, m_context.selections.current());
}

void EvaluateWorkspace::showBenchmarks(bool shown)
{
    m_pages->setCurrentIndex(shown ? 2 : result() ? 1 : 0);
    if (shown)
        m_benchmarks->arrive();
    canvas()->setFocus();
}

void EvaluateWorkspace::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

const std::optional<EvaluationResult> &EvaluateWorkspace::result() const
{
    return m_shown->result();
}

ConfusionView *EvaluateWorkspace::confusion() const
{
    return m_overview->confusion();
}

void EvaluateWorkspace::studyChanged(StudyDocument *document)
{
    if (m_job)
        m_job->cancel();
    m_stored.clear();
    m_shown->clear();
    m_form->clear();
    m_compare->setRuns({});
    m_benchmarks->studyChanged();
    m_pages->setCurrentIndex(0);
    if (document) {
        connect(document, &StudyDocument::runChanged, this, [this] {
            if (isVisible())
                loadRuns();
        });
        loadRuns();
    }
    adjustForm();
    retranslate();
}

void EvaluateWorkspace::arrive()
{
    loadRuns();
    canvas()->setFocus();
}

QWidget *EvaluateWorkspace::canvas()
{
    if (m_pages->currentIndex() == 2)
        return m_benchmarks->canvas();
    if (!result())
        return m_form->firstField();
    if (m_tabs->currentIndex() == int(Tab::operatingPoint))
        return m_operating->slider();
    if (m_tabs->currentIndex() == int(Tab::overview) && confusion()->cell(0, 0))
        return confusion()->cell(0, 0);
    return m_tabs->tabBar();
}

void EvaluateWorkspace::adjustForm()
{
    m_form->adjust(m_context.study != nullptr,
                   m_context.study && !m_context.study->study().isReadOnly());
}

void EvaluateWorkspace::showRun(RunId id)
{
    m_wanted = id;
    loadRuns();
}

void EvaluateWorkspace::showResult(const EvaluationResult &result)
{
    m_pages->setCurrentIndex(1);
    m_shown->show(result);
    showHeading();
}

void EvaluateWorkspace::showHeading()
{
    if (!result())
        return;
    const QSignalBlocker quiet(m_classBox);
    m_classBox->clear();
    for (int c = 0; c < int(m_shown->cases().classes().size()); ++c)
        m_classBox->addItem(m_shown->classTitle(c));
    m_classBox->setCurrentIndex(m_shown->classIndex());
    m_classBox->setVisible(m_classBox->count() > 1);
    const QLocale locale;
    m_heading->setText(tr("Run %1 · %2 · test n = %3, %4 patients")
                           .arg(result()->run.value)
                           .arg(result()->order.labelSet, locale.toString(qint64(result()->test.items)),
                                locale.toString(qint64(result()->test.patients))));
}

QString EvaluateWorkspace::csv() const
{
    return result() ? evaluationCsv(*result(), m_shown->cases().classes()) : QString();
}

QString EvaluateWorkspace::methodsSentence() const
{
    return result() ? result()->protocolSentence : QString();
}

void EvaluateWorkspace::retranslate()
{
    m_empty->setText(m_context.study
                         ? tr("See how well a run predicts: choose a run and a label set on the "
                              "left, then Evaluate.")
                         : tr("Open a study to evaluate its runs."));
    m_copyCsv->setText(tr("Copy table"));
    m_copyCsv->setToolTip(tr("Every metric with its interval, as CSV"));
    m_copyMethods->setText(tr("Copy methods sentence"));
    m_copyMethods->setToolTip(tr("What was done, for a paper's methods section"));
    m_report->setText(tr("Save report…"));
    m_report->setToolTip(tr("A page with charts, intervals and definitions (HTML, PDF), or the numbers (CSV)"));
    m_classBox->setAccessibleName(tr("Class"));
    m_classBox->setToolTip(tr("The class that curves, thresholds, calibration and groups speak of"));
    const QStringList names{tr("Overview"), tr("Operating point"), tr("Calibration"), tr("Compare"),
                            tr("Subgroups")};
    for (int i = 0; i < names.size(); ++i)
        m_tabs->setTabText(i, names[i]);
    m_form->retranslate();
    m_overview->retranslate();
    m_operating->retranslate();
    m_calibration->retranslate();
    m_compare->retranslate();
    m_subgroups->retranslate();
    m_benchmarksButton->setText(tr("Benchmarks…"));
    m_benchmarksButton->setToolTip(tr("Public collections: add a download, run the published protocols, one table (Ctrl+Alt+B)"));
    m_benchmarks->retranslate();
    showHeading();
}

Workspace *makeEvaluateWorkspace(AppContext &context)
{
    return new EvaluateWorkspace(context);
}

} // namespace retclip
