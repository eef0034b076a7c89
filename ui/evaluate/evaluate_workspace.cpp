// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluate_workspace.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/plots/confusion_view.h"
#include "ui/plots/interval_chart.h"
#include "ui/plots/roc_chart.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/label_titles.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr int retrievalProtocol = 100;

QString number(const std::optional<double> &value, int digits = 3)
{
    return value ? QLocale().toString(*value, 'f', digits) : QStringLiteral("–");
}

QString interval(const MetricValue &value)
{
    // A reason stands beside a value too: a 0 that is a convention.
    QStringList words;
    if (value.value && value.interval)
        words << QStringLiteral("[%1 – %2]").arg(QLocale().toString(value.interval->low, 'f', 3),
                                                 QLocale().toString(value.interval->high, 'f', 3));
    if (!value.reason.empty())
        words << QCoreApplication::translate("Message", value.reason.c_str());
    return words.join(QLatin1Char(' '));
}

/// As on the command line.
QString protocolWord(EvaluationProtocol protocol)
{
    return protocol == EvaluationProtocol::zeroShot  ? QStringLiteral("zeroshot")
        : protocol == EvaluationProtocol::fewShot ? QStringLiteral("fewshot")
                                                  : QStringLiteral("probe");
}

QFrame *card()
{
    auto *frame = new QFrame;
    setLook(frame, "card");
    return frame;
}

} // namespace

QString evaluationMetricName(const std::string &name)
{
    if (name == "auroc") return QStringLiteral("AUROC");
    if (name == "average_precision") return QStringLiteral("AUPR");
    if (name == "accuracy") return QCoreApplication::translate("retclip::EvaluateWorkspace", "Accuracy");
    if (name == "balanced_accuracy") return QCoreApplication::translate("retclip::EvaluateWorkspace", "Balanced accuracy");
    if (name == "f1") return QStringLiteral("F1");
    if (name == "kappa") return QCoreApplication::translate("retclip::EvaluateWorkspace", "Kappa");
    if (name == "kappa_quadratic") return QCoreApplication::translate("retclip::EvaluateWorkspace", "Quadratic kappa");
    if (name == "brier") return QStringLiteral("Brier");
    if (name == "ece") return QStringLiteral("ECE");
    if (name == "sensitivity") return QCoreApplication::translate("retclip::EvaluateWorkspace", "Sensitivity");
    if (name == "specificity") return QCoreApplication::translate("retclip::EvaluateWorkspace", "Specificity");
    return QString::fromStdString(name);
}

QString evaluationMetricDefinition(const std::string &name)
{
    if (name == "auroc")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Area under the ROC curve: the chance that a case with the class scores above one without. 0.5 is guessing.");
    if (name == "average_precision")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Average precision: precision averaged over recall, without interpolation. Guessing gives the prevalence.");
    if (name == "accuracy")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Share of cases predicted right at the operating point.");
    if (name == "balanced_accuracy")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Mean of the classes’ sensitivities: a rare class counts as much as a frequent one.");
    if (name == "f1")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Harmonic mean of precision and recall.");
    if (name == "kappa")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Cohen’s kappa between prediction and label: agreement beyond chance. 0 is chance, 1 is perfect.");
    if (name == "kappa_quadratic")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Cohen’s kappa in which being two grades off costs four times as much as one.");
    if (name == "brier")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Mean squared distance of probability and outcome. Lower is better.");
    if (name == "ece")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Expected calibration error: how far stated probabilities are from observed shares. Lower is better.");
    if (name == "sensitivity")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Share of cases with the class that are found.");
    if (name == "specificity")
        return QCoreApplication::translate("retclip::EvaluateWorkspace", "Share of cases without the class that are left alone.");
    return {};
}

EvaluateWorkspace::EvaluateWorkspace(AppContext &context, QWidget *parent)
    : Workspace(context, parent)
{
    auto *left = new QFrame;
    setLook(left, "panel-left");
    buildLeft(*left);
    m_pages = new QStackedWidget;
    m_empty = new QLabel;
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setLook(m_empty, "secondary");
    m_pages->addWidget(m_empty);
    m_pages->addWidget(buildResultPage());
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({300, 1140});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(&context, &AppContext::runRequested, this, [this](const QString &workspace, RunId run) {
        if (workspace == id())
            showRun(run);
    });
    ActionDescription description;
    description.id = QStringLiteral("evaluate.run");
    description.context = id();
    description.text = [] { return tr("Evaluate the run"); };
    description.icon = QStringLiteral("evaluate");
    if (QAction *action = context.actions.add(this, description, [this] { run(); }))
        m_commands.append(action);
    retranslate();
}

EvaluateWorkspace::~EvaluateWorkspace()
{
    if (m_job)
        m_job->cancel();
}

void EvaluateWorkspace::buildLeft(QFrame &left)
{
    auto *layout = new QVBoxLayout(&left);
    layout->setContentsMargins(space::m, space::m, space::m, space::m);
    layout->setSpacing(space::xs);
    const auto field = [&](QWidget *widget) {
        auto *label = new QLabel;
        setLook(label, "caption");
        label->setBuddy(widget);
        layout->addWidget(label);
        layout->addWidget(widget);
        m_fields.append(qMakePair(label, widget));
    };
    const auto combo = [] {
        auto *box = new QComboBox;
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(14);
        return box;
    };
    m_run = combo();
    m_protocol = combo();
    m_labelSet = combo();
    m_dataset = combo();
    m_other = combo();
    m_shots = new QSpinBox;
    m_shots->setRange(1, 1000);
    m_shots->setValue(16);
    m_seeds = new QSpinBox;
    m_seeds->setRange(1, 50);
    m_seeds->setValue(5);
    m_perEye = new QCheckBox;
    m_prompts = new QPlainTextEdit;
    m_prompts->setFixedHeight(132);
    m_prompts->setTabChangesFocus(true);
    for (int protocol : {int(EvaluationProtocol::probe), int(EvaluationProtocol::zeroShot),
                         int(EvaluationProtocol::fewShot), retrievalProtocol})
        m_protocol->addItem(QString(), protocol);
    field(m_run);
    field(m_protocol);
    field(m_labelSet);
    field(m_dataset);
    field(m_shots);
    field(m_seeds);
    field(m_prompts);
    layout->addWidget(m_perEye);
    m_warning = new QLabel;
    m_warning->setWordWrap(true);
    setLook(m_warning, "warning");
    m_warning->hide();
    layout->addWidget(m_warning);
    m_start = new QPushButton;
    setLook(m_start, "primary");
    m_stop = new QPushButton;
    m_stop->hide();
    m_progress = new QProgressBar;
    m_progress->hide();
    layout->addSpacing(space::s);
    layout->addWidget(m_start);
    layout->addWidget(m_progress);
    layout->addWidget(m_stop);
    layout->addSpacing(space::m);
    m_storedLabel = new QLabel;
    setLook(m_storedLabel, "overline");
    layout->addWidget(m_storedLabel);
    m_list = new QListWidget;
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(true);
    m_list->setAttribute(Qt::WA_InputMethodEnabled, false);
    layout->addWidget(m_list, 1);
    field(m_other);

    connect(m_run, &QComboBox::activated, this, [this] { loadStored(); });
    connect(m_other, &QComboBox::activated, this, [this] { loadStored(); });
    connect(m_protocol, &QComboBox::activated, this, [this] { adjustFields(); });
    connect(m_labelSet, &QComboBox::activated, this, [this] { adjustFields(); });
    connect(m_start, &QPushButton::clicked, this, &EvaluateWorkspace::run);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < int(m_stored.size()))
            showResult(m_stored[std::size_t(row)]);
    });
}

QWidget *EvaluateWorkspace::buildResultPage()
{
    auto *page = new QWidget;
    page->setProperty("look", "page");
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::l, space::m, space::l, space::l);
    layout->setSpacing(space::m);

    auto *head = new QHBoxLayout;
    m_heading = new QLabel;
    setLook(m_heading, "title");
    m_heading->setWordWrap(true);
    m_classBox = new QComboBox;
    m_copyCsv = new QPushButton;
    m_copyMethods = new QPushButton;
    head->addWidget(m_heading, 1);
    head->addWidget(m_classBox);
    head->addWidget(m_copyCsv);
    head->addWidget(m_copyMethods);
    layout->addLayout(head);

    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(space::s);
    for (int i = 0; i < 6; ++i) {
        Tile tile{card(), new QLabel, new QLabel, new QLabel};
        setLook(tile.name, "caption");
        setLook(tile.value, "figure");
        setLook(tile.interval, "caption");
        auto *box = new QVBoxLayout(tile.box);
        box->setContentsMargins(space::m, space::s, space::m, space::s);
        box->setSpacing(0);
        box->addWidget(tile.name);
        box->addWidget(tile.value);
        box->addWidget(tile.interval);
        tiles->addWidget(tile.box, 1);
        m_tiles.append(tile);
    }
    layout->addLayout(tiles);
    m_chosen = new QLabel;
    m_chosen->setWordWrap(true);
    setLook(m_chosen, "secondary");
    layout->addWidget(m_chosen);

    auto *middle = new QGridLayout;
    middle->setSpacing(space::s);
    auto *confusionCard = card();
    auto *confusionLayout = new QVBoxLayout(confusionCard);
    confusionLayout->setContentsMargins(space::m, space::s, space::m, space::m);
    m_confusionTitle = new QLabel;
    setLook(m_confusionTitle, "label");
    m_confusion = new ConfusionView;
    m_thresholdText = new QLabel;
    m_thresholdText->setWordWrap(true);
    setLook(m_thresholdText, "caption");
    auto *confusionFoot = new QHBoxLayout;
    m_resetThreshold = new QPushButton;
    setLook(m_resetThreshold, "link");
    m_review = new QPushButton;
    confusionFoot->addWidget(m_resetThreshold);
    confusionFoot->addStretch(1);
    confusionFoot->addWidget(m_review);
    confusionLayout->addWidget(m_confusionTitle);
    confusionLayout->addWidget(m_confusion, 1);
    confusionLayout->addWidget(m_thresholdText);
    confusionLayout->addLayout(confusionFoot);
    confusionCard->setMinimumHeight(300);
    m_roc = new RocChart(RocChart::Kind::roc);
    m_pr = new RocChart(RocChart::Kind::precisionRecall);
    middle->addWidget(confusionCard, 0, 0);
    middle->addWidget(m_roc, 0, 1);
    middle->addWidget(m_pr, 0, 2);
    for (int i = 0; i < 3; ++i)
        middle->setColumnStretch(i, 1);
    middle->setRowMinimumHeight(0, 320);
    layout->addLayout(middle, 2);

    auto *lower = new QHBoxLayout;
    lower->setSpacing(space::s);
    auto *classCard = card();
    auto *classLayout = new QVBoxLayout(classCard);
    classLayout->setContentsMargins(space::m, space::s, space::m, space::m);
    m_classesTitle = new QLabel;
    setLook(m_classesTitle, "label");
    const auto table = [] {
        auto *widget = new QTableWidget;
        widget->setEditTriggers(QAbstractItemView::NoEditTriggers);
        widget->verticalHeader()->hide();
        widget->verticalHeader()->setDefaultSectionSize(space::row);
        widget->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
        widget->horizontalHeader()->setMinimumSectionSize(84);
        widget->setFrameShape(QFrame::NoFrame);
        widget->setAttribute(Qt::WA_InputMethodEnabled, false);
        widget->setMinimumHeight(150);
        return widget;
    };
    m_classTable = table();
    classLayout->addWidget(m_classesTitle);
    classLayout->addWidget(m_classTable);
    m_intervals = new IntervalChart;
    m_compareCard = card();
    auto *compareLayout = new QVBoxLayout(m_compareCard);
    compareLayout->setContentsMargins(space::m, space::s, space::m, space::m);
    m_compareTitle = new QLabel;
    setLook(m_compareTitle, "label");
    m_compareTable = table();
    compareLayout->addWidget(m_compareTitle);
    compareLayout->addWidget(m_compareTable);
    lower->addWidget(classCard, 3);
    lower->addWidget(m_intervals, 2);
    lower->addWidget(m_compareCard, 3);
    layout->addLayout(lower, 1);

    connect(m_confusion, &ConfusionView::cellClicked, this, &EvaluateWorkspace::pickCell);
    connect(m_roc, &RocChart::thresholdPicked, this, [this](double t) { setThreshold(t); });
    connect(m_pr, &RocChart::thresholdPicked, this, [this](double t) { setThreshold(t); });
    connect(m_resetThreshold, &QPushButton::clicked, this, [this] { setThreshold({}); });
    connect(m_review, &QPushButton::clicked, this, [this] {
        m_context.selections.request(SelectionVerb::review, m_context.selections.current());
    });
    connect(m_classBox, &QComboBox::activated, this, [this](int index) {
        m_class = index;
        m_threshold.reset();
        showCurves();
    });
    connect(m_copyCsv, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(csv()); });
    connect(m_copyMethods, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(methodsSentence()); });

    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

void EvaluateWorkspace::studyChanged(StudyDocument *document)
{
    if (m_job)
        m_job->cancel();
    m_result.reset();
    m_stored.clear();
    m_otherStored.clear();
    m_runs.clear();
    m_list->clear();
    m_pages->setCurrentIndex(0);
    if (document) {
        connect(document, &StudyDocument::runChanged, this, [this] {
            if (isVisible())
                loadRuns();
        });
        loadRuns();
    }
    adjustFields();
    retranslate();
}

void EvaluateWorkspace::arrive()
{
    loadRuns();
    canvas()->setFocus();
}

QWidget *EvaluateWorkspace::canvas()
{
    if (m_result && m_confusion->cell(0, 0))
        return m_confusion->cell(0, 0);
    return m_run;
}

void EvaluateWorkspace::loadRuns()
{
    if (!m_context.study)
        return;
    struct Choices
    {
        QVector<RunRow> runs;
        QVector<LabelSet> labelSets;
        QVector<DatasetRow> datasets;
    };
    m_context.jobs.start<Choices>(
        {}, this,
        [folder = m_context.study->study().folder()](const ProgressCallback &,
                                                     std::stop_token) -> Result<Choices> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            Choices choices;
            RETCLIP_TRY(choices.runs, study->runs());
            RETCLIP_TRY(choices.labelSets, study->labelSets());
            RETCLIP_TRY(choices.datasets, study->datasets());
            return choices;
        },
        [this](Result<Choices> choices) {
            if (!choices) {
                m_context.notifications.post(choices.error());
                return;
            }
            const RunId before = chosenRun() ? chosenRun()->id : RunId();
            m_runs.clear();
            for (const RunRow &run : choices->runs)
                if (run.state == RunState::done || run.state == RunState::paused
                    || run.state == RunState::failed || run.state == RunState::cancelled)
                    m_runs.append(run);
            m_labelSets = choices->labelSets;
            const qint64 other = m_other->currentData().toLongLong();
            m_run->clear();
            m_other->clear();
            m_other->addItem(tr("(none)"), 0);
            for (const RunRow &run : std::as_const(m_runs)) {
                const QString name = QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name);
                m_run->addItem(name, qint64(run.id.value));
                m_other->addItem(name, qint64(run.id.value));
            }
            const RunId wanted = m_wanted.valid() ? m_wanted : before;
            m_run->setCurrentIndex(std::max(0, m_run->findData(qint64(wanted.value))));
            m_other->setCurrentIndex(std::max(0, m_other->findData(other)));
            m_wanted = {};
            const QString set = m_labelSet->currentData().toString();
            m_labelSet->clear();
            for (const LabelSet &each : std::as_const(m_labelSets)) {
                m_labelSet->addItem(each.name, each.name);
                if (each.classes.size() > 1)
                    for (const LabelClass &one : each.classes)
                        m_labelSet->addItem(
                            tr("%1 / %2 only").arg(each.name, one.title.isEmpty() ? one.name : one.title),
                            each.name + QLatin1Char('/') + one.name);
            }
            m_labelSet->setCurrentIndex(std::max(0, m_labelSet->findData(set)));
            const QString dataset = m_dataset->currentData().toString();
            m_dataset->clear();
            m_dataset->addItem(tr("the run's own split"), QString());
            for (const DatasetRow &each : choices->datasets)
                m_dataset->addItem(each.name, each.name);
            m_dataset->setCurrentIndex(std::max(0, m_dataset->findData(dataset)));
            adjustFields();
            loadStored();
        });
}

std::optional<RunRow> EvaluateWorkspace::chosenRun() const
{
    const qint64 id = m_run->currentData().toLongLong();
    for (const RunRow &run : m_runs)
        if (run.id.value == id)
            return run;
    return {};
}

void EvaluateWorkspace::loadStored()
{
    const auto run = chosenRun();
    if (!run) {
        m_list->clear();
        return;
    }
    std::optional<RunRow> other;
    for (const RunRow &each : std::as_const(m_runs))
        if (each.id.value == m_other->currentData().toLongLong())
            other = each;
    using Both = std::pair<std::vector<EvaluationResult>, std::vector<EvaluationResult>>;
    m_context.jobs.start<Both>(
        {}, this,
        [run, other](const ProgressCallback &, std::stop_token) -> Result<Both> {
            Both both;
            if (auto stored = storedEvaluations(*run))
                both.first = std::move(*stored);
            if (other)
                if (auto stored = storedEvaluations(*other))
                    both.second = std::move(*stored);
            return both;
        },
        [this, id = run->id](Result<Both> both) {
            if (!both || !chosenRun() || chosenRun()->id != id)
                return;
            m_stored = std::move(both->first);
            m_otherStored = std::move(both->second);
            const QSignalBlocker quiet(m_list);
            m_list->clear();
            int row = -1;
            for (std::size_t i = 0; i < m_stored.size(); ++i) {
                const EvaluationResult &each = m_stored[i];
                const Metric *auroc = each.test.find("auroc");
                m_list->addItem(
                    tr("%1 · %2\nAUROC %3, n %4")
                        .arg(m_protocol->itemText(std::max(0, m_protocol->findData(int(each.order.protocol)))),
                             each.order.labelSet, number(auroc ? auroc->value.value : std::nullopt),
                             QLocale().toString(qint64(each.test.items))));
                if (m_result && m_result->run == each.run
                    && m_result->order.labelSet == each.order.labelSet
                    && m_result->order.protocol == each.order.protocol)
                    row = int(i);
            }
            if (m_stored.empty()) {
                m_result.reset();
                m_pages->setCurrentIndex(0);
                return;
            }
            m_list->setCurrentRow(row >= 0 ? row : 0);
            showResult(m_stored[std::size_t(std::max(0, row))]);
        });
}

void EvaluateWorkspace::adjustFields()
{
    const int protocol = m_protocol->currentData().toInt();
    const bool fewShot = protocol == int(EvaluationProtocol::fewShot);
    const bool zeroShot = protocol == int(EvaluationProtocol::zeroShot);
    const auto show = [&](QWidget *widget, bool shown) {
        for (const auto &[label, each] : std::as_const(m_fields))
            if (each == widget) {
                label->setVisible(shown);
                each->setVisible(shown);
            }
    };
    show(m_shots, fewShot);
    show(m_seeds, fewShot);
    show(m_prompts, zeroShot);
    show(m_labelSet, protocol != retrievalProtocol);
    show(m_dataset, protocol != retrievalProtocol);
    m_perEye->setVisible(protocol != retrievalProtocol);
    const QString chosen = m_labelSet->currentData().toString().section(QLatin1Char('/'), 0, 0);
    for (const LabelSet &set : std::as_const(m_labelSets))
        if (set.name == chosen) {
            m_perEye->setChecked(set.perEye);
            QStringList lines;
            for (const auto &[name, prompts] : defaultPrompts(set))
                lines << QStringLiteral("%1: %2").arg(name, prompts.join(QStringLiteral(" | ")));
            m_prompts->setPlainText(lines.join(QLatin1Char('\n')));
        }
    const bool writable = m_context.study && !m_context.study->study().isReadOnly();
    const bool can = writable && chosenRun() && !m_job
        && (protocol == retrievalProtocol || !chosen.isEmpty());
    m_start->setEnabled(can);
    QString why;
    if (m_context.study && !chosenRun())
        why = tr("No run has ended yet: train one.");
    else if (m_context.study && chosen.isEmpty() && protocol != retrievalProtocol)
        why = tr("The study has no label set yet: label some exams, or import labels.");
    m_warning->setText(why);
    m_warning->setVisible(!why.isEmpty());
}

EvaluationOrder EvaluateWorkspace::order() const
{
    EvaluationOrder order;
    order.protocol = EvaluationProtocol(m_protocol->currentData().toInt());
    order.labelSet = m_labelSet->currentData().toString();
    order.dataset = m_dataset->currentData().toString();
    order.perEye = m_perEye->isChecked();
    if (order.protocol == EvaluationProtocol::fewShot) {
        order.shots = m_shots->value();
        order.seeds = m_seeds->value();
    }
    if (order.protocol == EvaluationProtocol::zeroShot)
        for (const QString &line : m_prompts->toPlainText().split(QLatin1Char('\n'))) {
            const QString name = line.section(QLatin1Char(':'), 0, 0).trimmed();
            QStringList prompts;
            for (const QString &prompt : line.section(QLatin1Char(':'), 1).split(QLatin1Char('|')))
                if (!prompt.trimmed().isEmpty())
                    prompts << prompt.trimmed();
            if (!name.isEmpty() && !prompts.isEmpty())
                order.prompts.emplace_back(name, prompts);
        }
    return order;
}

void EvaluateWorkspace::run()
{
    const auto run = chosenRun();
    if (!run || !m_context.study || m_job)
        return;
    if (m_protocol->currentData().toInt() == retrievalProtocol) {
        m_context.showRun(QStringLiteral("retrieve"), run->id);
        return;
    }
    Result<std::unique_ptr<Study>> own = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!own) {
        m_context.notifications.post(own.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*own);
    m_job = m_context.jobs.start<EvaluationResult>(
        tr("Evaluate run %1").arg(run->id.value), this,
        [study, run = *run, order = order(), &door = m_context.door](
            const ProgressCallback &progress, std::stop_token stop) -> Result<EvaluationResult> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            return evaluate(*study, run, *backend, order, progress, stop);
        },
        [this, id = run->id](Result<EvaluationResult> result) {
            m_job = nullptr;
            m_progress->hide();
            m_stop->hide();
            adjustFields();
            if (!result) {
                if (result.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(result.error());
                return;
            }
            m_result = std::move(*result);
            if (m_context.study)
                m_context.study->announceRun(id);
            loadStored();
            showResult(EvaluationResult(*m_result));
        });
    m_progress->setRange(0, 0);
    m_progress->show();
    m_stop->show();
    connect(m_job, &Job::progressed, this, [this] {
        if (!m_job)
            return;
        const Progress progress = m_job->progress();
        m_progress->setRange(0, int(std::min<std::int64_t>(progress.total, 1'000'000'000)));
        m_progress->setValue(int(progress.done));
        m_progress->setToolTip(translated(progress.what));
    });
    adjustFields();
}

void EvaluateWorkspace::showRun(RunId id)
{
    m_wanted = id;
    loadRuns();
}

void EvaluateWorkspace::showResult(const EvaluationResult &result)
{
    m_result = result;
    m_cases = EvaluationCases(result.predictions, result.target);
    m_class = 0;
    m_threshold.reset();
    m_pages->setCurrentIndex(1);
    const QSignalBlocker quiet(m_classBox);
    m_classBox->clear();
    for (int c = 0; c < int(m_cases.classes().size()); ++c)
        m_classBox->addItem(classTitle(c));
    m_classBox->setVisible(m_cases.classes().size() > 1);
    const QLocale locale;
    m_heading->setText(tr("Run %1 · %2 · test n = %3, %4 patients")
                           .arg(result.run.value)
                           .arg(result.order.labelSet, locale.toString(qint64(result.test.items)),
                                locale.toString(qint64(result.test.patients))));
    QStringList words;
    if (result.order.protocol == EvaluationProtocol::zeroShot)
        words << tr("Zero-shot: nothing was fitted; prompts stand in for classes.");
    else if (result.chosenEpoch > 0)
        words << tr("Epoch %1, chosen on validation.").arg(result.chosenEpoch);
    else if (result.chosenL2 > 0)
        words << tr("C = %1, chosen on validation.").arg(locale.toString(result.chosenL2, 'g', 3));
    else
        words << tr("Fitted on training, chosen on validation.");
    if (result.bestOnTest) {
        const Metric *auroc = result.test.find("auroc");
        words << (auroc && auroc->value.value
                      ? tr("Best on test would be %1 (not reported: picking on test is optimistic by %2).")
                            .arg(number(result.bestOnTest),
                                 locale.toString(std::max(0.0, *result.bestOnTest - *auroc->value.value), 'f', 3))
                      : tr("Best on test would be %1 (not reported).").arg(number(result.bestOnTest)));
    }
    words << tr("Intervals: %1 bootstrap draws of patients, %2 %, seed %3.")
                 .arg(locale.toString(result.order.bootstrap.draws),
                      locale.toString(result.order.bootstrap.level * 100, 'f', 0))
                 .arg(result.order.bootstrap.seed);
    m_chosen->setText(words.join(QLatin1Char(' ')));
    showTiles();
    showCurves();
    showClasses();
    showComparison();
}

void EvaluateWorkspace::showTiles()
{
    static const std::vector<std::string> order{"auroc", "average_precision", "balanced_accuracy",
                                                "kappa", "f1", "brier", "ece", "accuracy"};
    std::vector<const Metric *> shown;
    for (const std::string &name : order)
        if (const Metric *metric = m_result->test.find(name))
            shown.push_back(metric);
    for (int i = 0; i < m_tiles.size(); ++i) {
        const Tile &tile = m_tiles[i];
        tile.box->setVisible(std::size_t(i) < shown.size());
        if (std::size_t(i) >= shown.size())
            continue;
        const Metric &metric = *shown[std::size_t(i)];
        tile.name->setText(evaluationMetricName(metric.name)
                           + (m_cases.classes().size() > 1 ? tr(", macro") : QString()));
        tile.value->setText(number(metric.value.value));
        tile.interval->setText(interval(metric.value));
        tile.interval->setWordWrap(!metric.value.value);
        tile.box->setToolTip(evaluationMetricDefinition(metric.name));
        tile.box->setAccessibleName(tr("%1 %2 %3").arg(tile.name->text(), tile.value->text(),
                                                       tile.interval->text()));
    }
}

void EvaluateWorkspace::setThreshold(std::optional<double> threshold)
{
    m_threshold = threshold;
    m_roc->setThreshold(threshold);
    m_pr->setThreshold(threshold);
    ConfusionMatrix matrix = m_cases.confusion(Split::test, m_class, threshold);
    for (std::size_t c = 0; c < matrix.classes.size(); ++c)
        matrix.classes[c] = confusionTitle(int(c)).toStdString();
    m_confusion->setMatrix(matrix);
    m_thresholdText->setText(
        threshold ? tr("At a threshold of %1, picked on test for looking only: the figures above "
                       "keep theirs.")
                        .arg(number(threshold))
                  : tr("At the operating point of the evaluation. Press a cell to see its cases."));
    m_resetThreshold->setVisible(threshold.has_value());
    m_review->setEnabled(false);
}

void EvaluateWorkspace::showCurves()
{
    const bool one = m_cases.isAboutOneClass();
    QVector<RocChart::Curve> roc, pr;
    double prevalence = 0;
    const auto add = [&](int c) {
        std::vector<int> truth;
        std::vector<double> scores;
        m_cases.series(Split::test, c, truth, scores);
        const auto positives = std::count(truth.begin(), truth.end(), 1);
        if (truth.empty() || positives == 0 || positives == std::ptrdiff_t(truth.size()))
            return;
        if (roc.isEmpty())
            prevalence = double(positives) / double(truth.size());
        const QString name = classTitle(c);
        roc.append({name, roc_curve(truth, scores)});
        pr.append({name, precision_recall_curve(truth, scores)});
    };
    add(m_class);
    if (!one)
        for (int c = 0; c < int(m_cases.classes().size()); ++c)
            if (c != m_class)
                add(c);
    m_roc->setCurves(roc);
    m_pr->setCurves(pr, prevalence);
    const QString none = tr("AUROC needs both classes; one of them does not occur here.");
    m_roc->setEmptyText(none);
    m_pr->setEmptyText(none);
    setThreshold(m_threshold);
}

void EvaluateWorkspace::showClasses()
{
    const ClassificationReport &report = m_result->test;
    std::vector<std::string> classes = m_cases.classes();
    std::vector<const Metric *> metrics;
    for (const char *name : {"auroc", "average_precision", "sensitivity", "specificity", "f1"})
        if (const Metric *metric = report.find(name))
            metrics.push_back(metric);
    QStringList heading{tr("class"), tr("positives")};
    for (const Metric *metric : metrics)
        heading << evaluationMetricName(metric->name);
    m_classTable->clear();
    m_classTable->setColumnCount(int(heading.size()));
    m_classTable->setHorizontalHeaderLabels(heading);
    m_classTable->setRowCount(int(classes.size()));
    QVector<IntervalChart::Row> rows;
    for (std::size_t c = 0; c < classes.size(); ++c) {
        std::vector<int> truth;
        std::vector<double> scores;
        m_cases.series(Split::test, int(c), truth, scores);
        const qint64 positives = std::count(truth.begin(), truth.end(), 1);
        const auto put = [&](int column, const QString &text, const QString &tip = {}) {
            auto *item = new QTableWidgetItem(text);
            item->setToolTip(tip);
            if (column > 0)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_classTable->setItem(int(c), column, item);
        };
        const QString name = classTitle(int(c));
        put(0, name);
        put(1, tr("%1 of %2").arg(QLocale().toString(positives), QLocale().toString(qint64(truth.size()))));
        for (std::size_t m = 0; m < metrics.size(); ++m) {
            const MetricValue &value = metrics[m]->per_class.size() > c ? metrics[m]->per_class[c]
                : classes.size() == 1                                   ? metrics[m]->value
                                                                        : MetricValue();
            put(int(m) + 2, number(value.value), interval(value));
            if (metrics[m]->name == "auroc")
                rows.append({name, value.value, value.interval, qint64(truth.size()),
                             truth.size() < 30 || positives < 10,
                             QString::fromStdString(value.reason)});
        }
    }
    m_intervals->setRows(rows, 0.5);
}

void EvaluateWorkspace::showComparison()
{
    const EvaluationResult *other = nullptr;
    for (const EvaluationResult &each : m_otherStored)
        if (each.order.labelSet == m_result->order.labelSet
            && (!other || each.order.protocol == m_result->order.protocol))
            other = &each;
    m_compareCard->setVisible(m_other->currentData().toLongLong() > 0);
    m_compareTable->clear();
    if (!other) {
        m_compareTitle->setText(tr("The other run has not been evaluated on %1.")
                                    .arg(m_result->order.labelSet));
        m_compareTable->setRowCount(0);
        return;
    }
    m_compareTitle->setText(tr("Run %1 beside run %2, %3")
                                .arg(m_result->run.value)
                                .arg(other->run.value)
                                .arg(m_result->order.labelSet));
    m_compareTable->setColumnCount(4);
    m_compareTable->setHorizontalHeaderLabels({tr("metric"),
                                               QStringLiteral("#%1").arg(m_result->run.value),
                                               QStringLiteral("#%1").arg(other->run.value),
                                               tr("difference")});
    m_compareTable->setRowCount(int(m_result->test.metrics.size()));
    for (int i = 0; i < int(m_result->test.metrics.size()); ++i) {
        const Metric &mine = m_result->test.metrics[std::size_t(i)];
        const Metric *theirs = other->test.find(mine.name);
        const auto both = [](const MetricValue &value) {
            return QStringLiteral("%1 %2").arg(number(value.value), interval(value));
        };
        QString difference = QStringLiteral("–");
        if (theirs && theirs->value.value && mine.value.value)
            difference = (*mine.value.value >= *theirs->value.value ? QStringLiteral("+") : QString())
                + QLocale().toString(*mine.value.value - *theirs->value.value, 'f', 3);
        const QStringList cells{evaluationMetricName(mine.name), both(mine.value),
                                theirs ? both(theirs->value) : QStringLiteral("–"), difference};
        for (int c = 0; c < 4; ++c) {
            auto *item = new QTableWidgetItem(cells[c]);
            item->setToolTip(evaluationMetricDefinition(mine.name));
            m_compareTable->setItem(i, c, item);
        }
    }
}

/// As people say it; tables that are copied keep the names of files.
QString EvaluateWorkspace::classTitle(int place) const
{
    const QString set = m_result ? QString(m_result->order.labelSet).section(QLatin1Char('/'), 0, 0)
                                 : QString();
    return labelTitle(set, QString::fromStdString(m_cases.classes()[std::size_t(place)]));
}

QString EvaluateWorkspace::confusionTitle(int place) const
{
    if (!m_cases.isAboutOneClass())
        return classTitle(place);
    return place == 1 ? classTitle(m_class) : tr("not %1").arg(classTitle(m_class));
}

std::function<QString()> EvaluateWorkspace::cellSentence(int truth, int prediction, int count) const
{
    const QString run = QString::number(m_result->run.value);
    if (!m_cases.isAboutOneClass())
        return [count, run, truth = classTitle(truth), prediction = classTitle(prediction)] {
            return tr("%n exams of run %1: %2 taken for %3, test split", nullptr, count)
                .arg(run, truth, prediction);
        };
    return [=, name = classTitle(m_class), threshold = m_threshold] {
        const QString kind = truth == 1 ? (prediction == 1 ? tr("%n true positives", nullptr, count)
                                                           : tr("%n false negatives", nullptr, count))
                                        : (prediction == 1 ? tr("%n false positives", nullptr, count)
                                                           : tr("%n true negatives", nullptr, count));
        const QString at = threshold ? tr(", threshold %1").arg(number(threshold)) : QString();
        return tr("%1 of run %2 for %3%4, test split").arg(kind, run, name, at);
    };
}

void EvaluateWorkspace::pickCell(int truth, int prediction)
{
    if (!m_result)
        return;
    Selection selection;
    selection.exams = m_cases.casesOf(Split::test, m_class, m_threshold, truth, prediction);
    selection.describe(cellSentence(truth, prediction, int(selection.exams.size())));
    selection.run = m_result->run;
    selection.labelSet = m_result->order.labelSet;
    m_context.selections.select(selection);
    m_review->setText(tr("Review these %n", nullptr, int(selection.exams.size())));
    m_review->setEnabled(!selection.exams.empty());
}

QString EvaluateWorkspace::csv() const
{
    if (!m_result)
        return {};
    QString text = QStringLiteral("run,protocol,label_set,class,metric,value,low,high,n,patients\n");
    const auto line = [&](const QString &name, const std::string &metric, const MetricValue &value) {
        const auto cell = [](const std::optional<double> &number) {
            return number ? QString::number(*number, 'g', 9) : QString();
        };
        text += QStringLiteral("%1,%2,\"%3\",\"%4\",%5,%6,%7,%8,%9,%10\n")
                    .arg(m_result->run.value)
                    .arg(protocolWord(m_result->order.protocol), m_result->order.labelSet,
                         name, QString::fromStdString(metric), cell(value.value),
                         cell(value.interval ? std::optional(value.interval->low) : std::nullopt),
                         cell(value.interval ? std::optional(value.interval->high) : std::nullopt))
                    .arg(m_result->test.items)
                    .arg(m_result->test.patients);
    };
    for (const Metric &metric : m_result->test.metrics) {
        line({}, metric.name, metric.value);
        for (std::size_t c = 0; c < metric.per_class.size() && c < m_cases.classes().size(); ++c)
            line(QString::fromStdString(m_cases.classes()[c]), metric.name, metric.per_class[c]);
    }
    return text;
}

QString EvaluateWorkspace::methodsSentence() const
{
    return m_result ? m_result->protocolSentence : QString();
}

void EvaluateWorkspace::retranslate()
{
    m_empty->setText(m_context.study
                         ? tr("See how well a run predicts: choose a run and a label set on the "
                              "left, then Evaluate.")
                         : tr("Open a study to evaluate its runs."));
    const QVector<QPair<QWidget *, QString>> names{
        {m_run, tr("Run")},       {m_protocol, tr("Protocol")}, {m_labelSet, tr("Label set")},
        {m_dataset, tr("Dataset")}, {m_shots, tr("Cases a class")}, {m_seeds, tr("Seeds")},
        {m_prompts, tr("Prompts: class: prompt | prompt")}, {m_other, tr("Compare with")}};
    for (const auto &[label, widget] : std::as_const(m_fields))
        for (const auto &[each, name] : names)
            if (each == widget) {
                label->setText(name);
                widget->setAccessibleName(name);
            }
    for (int i = 0; i < m_protocol->count(); ++i) {
        const int protocol = m_protocol->itemData(i).toInt();
        m_protocol->setItemText(
            i, protocol == int(EvaluationProtocol::probe)      ? tr("Linear probe")
                : protocol == int(EvaluationProtocol::zeroShot) ? tr("Zero-shot")
                : protocol == int(EvaluationProtocol::fewShot)  ? tr("Few-shot")
                                                                : tr("Retrieval (in Retrieve)"));
    }
    m_perEye->setText(tr("Judge each eye, not the exam"));
    m_start->setText(tr("Evaluate"));
    m_stop->setText(tr("Cancel"));
    m_storedLabel->setText(tr("EVALUATIONS"));
    m_list->setAccessibleName(tr("Evaluations of this run"));
    m_confusionTitle->setText(tr("Confusion"));
    m_classesTitle->setText(tr("Classes"));
    m_intervals->setTitle(tr("AUROC, 95 % interval"));
    m_copyCsv->setText(tr("Copy table"));
    m_copyMethods->setText(tr("Copy methods sentence"));
    m_resetThreshold->setText(tr("Back to the operating point"));
    m_review->setText(tr("Review these"));
    m_classBox->setAccessibleName(tr("Class"));
    if (m_result)
        showResult(EvaluationResult(*m_result));
}

Workspace *makeEvaluateWorkspace(AppContext &context)
{
    return new EvaluateWorkspace(context);
}

} // namespace retclip
