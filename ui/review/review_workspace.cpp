// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/review_workspace.h"

#include "core/jobs/job.h"
#include "core/study/history_words.h"
#include "core/study/study_document.h"
#include "ui/review/case_view.h"
#include "ui/review/issues_page.h"
#include "ui/review/queue_panel.h"
#include "ui/review/review_edits.h"
#include "ui/review/review_keys.h"
#include "ui/review/review_sources.h"
#include "ui/review/round_page.h"
#include "ui/review/verdict_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/learn_more.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/region_layer.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QSet>
#include <QSplitter>
#include <QStackedWidget>

namespace retclip {

ReviewWorkspace::ReviewWorkspace(AppContext &context, QWidget *parent)
    : Workspace(context, parent), m_pictures(context)
{
    m_queue = new ReviewQueuePanel(m_cases, context.settings);
    m_case = new CaseView(context, m_pictures.get());
    m_verdict = new VerdictPanel;
    m_rounds = new RoundPage(context);
    m_issues = new IssuesPage(context);
    layOut();
    connect(m_queue, &ReviewQueuePanel::roundsWanted, this, [this] { showRoom(Room::rounds); });
    connect(m_queue, &ReviewQueuePanel::issuesWanted, this, [this] { showRoom(Room::issues); });
    connect(m_queue, &ReviewQueuePanel::retrainWanted, this, &ReviewWorkspace::retrain);
    connect(m_queue, &ReviewQueuePanel::taxonomyWanted, this, [this] { saveTaxonomy(); });
    m_placeTimer.setSingleShot(true);
    m_placeTimer.setInterval(200);
    connect(&m_placeTimer, &QTimer::timeout, this, &ReviewWorkspace::keepPlace);
    connect(m_rounds, &RoundPage::queueWanted, this, [this] { showRoom(Room::queue); });
    connect(m_issues, &IssuesPage::queueWanted, this, [this] { showRoom(Room::queue); });

    connect(m_queue, &ReviewQueuePanel::sourceChosen, this, &ReviewWorkspace::loadPredictions);
    connect(m_queue, &ReviewQueuePanel::orderChosen, this, &ReviewWorkspace::setOrder);
    connect(m_queue, &ReviewQueuePanel::caseChosen, this, [this](int place) {
        if (place != m_at)
            goTo(place);
    });
    connect(m_verdict, &VerdictPanel::verdictGiven, this, &ReviewWorkspace::giveVerdict);
    connect(m_verdict, &VerdictPanel::classGiven, this, &ReviewWorkspace::giveClass);
    connect(m_verdict, &VerdictPanel::eyeChosen, this, &ReviewWorkspace::chooseEye);
    connect(m_verdict, &VerdictPanel::reasonChosen, this, &ReviewWorkspace::giveReason);
    connect(m_verdict, &VerdictPanel::commentWritten, this, &ReviewWorkspace::commitComment);
    connect(m_verdict, &VerdictPanel::nextWanted, this, &ReviewWorkspace::acceptAndNext);
    connect(m_verdict, &VerdictPanel::blindChosen, this, &ReviewWorkspace::setBlind);
    connect(m_verdict, &VerdictPanel::left, this, [this] { canvas()->setFocus(); });
    connect(&theme(), &Theme::changed, this, [this] {
        m_queue->fill(m_at);
        showCurrent();
    });
    bindReviewKeys(*new KeyFilter(m_queue->list()), *this);
    auto *viewerKeys = new KeyFilter(&m_case->viewer());
    bindReviewViewerKeys(*viewerKeys, m_case->viewer(), *this);
    m_case->regions().bindKeys(*viewerKeys);
    addCommands();
    retranslate();
}

ReviewWorkspace::~ReviewWorkspace()
{
    // A comment that loses the cursor while the window goes has nobody left to keep it.
    m_verdict->disconnect(this);
    m_queue->disconnect(this);
}

void ReviewWorkspace::layOut()
{
    auto *work = new QWidget;
    auto *workLayout = new QHBoxLayout(work);
    workLayout->setContentsMargins(0, 0, 0, 0);
    workLayout->setSpacing(0);
    workLayout->addWidget(m_case, 1);
    workLayout->addWidget(m_verdict);
    m_empty = new QLabel;
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setLook(m_empty, "secondary");
    m_pages = new QStackedWidget;
    m_pages->addWidget(withLearnMore(m_empty, m_context, QStringLiteral("review")));
    m_pages->addWidget(work);
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_queue);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({260, 1180});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_rooms = new QStackedWidget;
    m_rooms->addWidget(splitter);
    m_rooms->addWidget(m_rounds);
    m_rooms->addWidget(m_issues);
    layout->addWidget(m_rooms);
}

void ReviewWorkspace::showRoom(Room room)
{
    m_rooms->setCurrentIndex(int(room));
    if (room == Room::rounds)
        m_rounds->arrive();
    else if (room == Room::issues)
        m_issues->arrive();
    canvas()->setFocus();
}

ReviewWorkspace::Room ReviewWorkspace::room() const
{
    return m_rooms ? Room(m_rooms->currentIndex()) : Room::queue;
}

void ReviewWorkspace::addCommands()
{
    for (VerdictKind kind : reviewVerdicts) {
        ActionDescription description;
        description.id = QStringLiteral("review.%1").arg(QString::fromLatin1(word(kind)));
        description.context = id();
        description.text = [kind] { return tr("Verdict: %1").arg(verdictText(kind)); };
        description.icon = QStringLiteral("review");
        description.singleKey = QString::number(1 + int(kind));
        if (QAction *action =
                m_context.actions.add(this, description, [this, kind] { giveVerdict(kind); }))
            m_commands.append(action);
    }
    const auto command = [this](const char *action, const char *icon, std::function<QString()> text,
                                std::function<void()> run, const QList<QKeySequence> &keys = {}) {
        ActionDescription description;
        description.id = QString::fromLatin1(action);
        description.context = id();
        description.text = std::move(text);
        description.icon = QString::fromLatin1(icon);
        description.keys = keys;
        if (QAction *made = m_context.actions.add(this, description, std::move(run)))
            m_commands.append(made);
    };
    command("review.rounds", "compare", [] { return tr("Reading rounds"); }, [this] { showRoom(Room::rounds); });
    command("review.new_round", "plus", [] { return tr("New reading round…"); }, [this] {
        showRoom(Room::rounds);
        m_rounds->openDialog();
    });
    command("review.queue", "queue", [] { return tr("Review queue"); }, [this] { showRoom(Room::queue); });
    command("review.issues", "warning", [] { return tr("Label issues"); }, [this] { showRoom(Room::issues); },
            {Qt::CTRL | Qt::SHIFT | Qt::Key_K});
    command("review.retrain", "train", [] { return tr("Freeze corrected labels and retrain"); }, [this] { retrain(); },
            {Qt::CTRL | Qt::ALT | Qt::Key_T});
    command("review.taxonomy", "report", [] { return tr("Save what the review found…"); }, [this] { saveTaxonomy(); });
}

// ---- Being a workspace -------------------------------------------------------------------------

void ReviewWorkspace::studyChanged(StudyDocument *document)
{
    m_selection = {};
    m_placeTimer.stop();
    m_coreSet.clear();
    m_worth.clear();
    m_cases.clear();
    m_predictions.clear();
    m_at = -1;
    m_case->viewer().clearExam();
    m_blind = m_context.settings.value(QStringLiteral("review/blind"), false).toBool();
    m_queue->setBlind(m_blind);
    m_verdict->setBlind(m_blind);
    if (document) {
        m_pictures.setCacheFolder(document->study().cacheFolder());
        connect(document, &StudyDocument::examsChanged, this, &ReviewWorkspace::examsChanged);
    }
    m_pages->setCurrentIndex(0);
    m_queue->fill(m_at);
    m_rounds->studyChanged(document);
    m_issues->studyChanged(document);
    retranslate();
}

void ReviewWorkspace::examsChanged(const std::vector<ExamId> &exams)
{
    if (!m_context.study)
        return;
    std::vector<ExamId> mine;
    QSet<qint64> changed;
    for (ExamId each : exams)
        if (m_cases.holds(each)) {
            mine.push_back(each);
            changed.insert(each.value);
        }
    if (mine.empty())
        return;
    if (auto rows = m_context.study->study().exams(mine))
        m_cases.refresh(*rows);
    for (int i = 0; i < count(); ++i)
        if (changed.contains(m_cases.item(i).exam.value))
            m_queue->refresh(i);
    m_queue->showProgress();
    if (!m_applying)
        showCurrent();
}

void ReviewWorkspace::showSelection(const Selection &selection)
{
    if (!m_context.study || selection.empty())
        return;
    if (selection.ordered != m_selection.ordered)
        m_queue->setOrder(selection.ordered ? ReviewOrder::asGiven : ReviewOrder::wrongAndSure);
    m_selection = selection;
    m_coreSet.clear();
    keepQueue();
    m_at = -1;
    m_rooms->setCurrentIndex(int(Room::queue));
    m_queue->setTitle(selection.sentence);
    loadSources();
}

void ReviewWorkspace::arrive()
{
    if (room() == Room::queue && m_cases.empty()) {
        if (!m_context.selections.current().empty())
            showSelection(m_context.selections.current());
        else
            restoreQueue();
    }
    if (room() == Room::rounds)
        m_rounds->arrive();
    else if (room() == Room::issues)
        m_issues->arrive();
    canvas()->setFocus();
}

QWidget *ReviewWorkspace::canvas()
{
    switch (room()) {
    case Room::rounds: return m_rounds->canvas();
    case Room::issues: return m_issues->canvas();
    case Room::queue: break;
    }
    return &m_case->viewer();
}

bool ReviewWorkspace::bringIntoView(ExamId exam)
{
    if (room() == Room::rounds)
        return m_rounds->bringIntoView(exam);
    if (room() == Room::issues)
        return m_issues->bringIntoView(exam);
    if (m_at >= 0 && m_cases.item(m_at).exam == exam)
        return false;
    const int place = m_cases.placeOf(exam);
    goTo(place);
    return place >= 0;
}

void ReviewWorkspace::loadSources()
{
    m_context.jobs.start<ReviewSources>(
        {}, this,
        [folder = m_context.study->study().folder(), exams = m_selection.exams](
            const ProgressCallback &, std::stop_token) { return readReviewSources(folder, exams); },
        [this](Result<ReviewSources> sources) {
            if (!sources) {
                m_context.notifications.post(sources.error());
                return;
            }
            m_cases.setRows(sources->rows);
            m_queue->setSources(*sources, m_selection);
            loadPredictions();
        });
}

void ReviewWorkspace::loadPredictions()
{
    if (!m_context.study)
        return;
    using Rows = std::vector<PredictionRow>;
    m_context.jobs.start<Rows>(
        {}, this,
        [folder = m_context.study->study().folder(), run = m_queue->runId(),
         set = m_queue->labelSetName()](const ProgressCallback &, std::stop_token) {
            return readReviewPredictions(folder, run, set);
        },
        [this](Result<Rows> rows) {
            if (!rows) {
                m_context.notifications.post(rows.error());
                return;
            }
            m_predictions = std::move(*rows);
            setOrder(m_queue->order());
        });
}

// ---- Going from case to case -------------------------------------------------------------------

void ReviewWorkspace::setOrder(ReviewOrder order)
{
    m_queue->setOrder(order);
    const ExamId before = m_at >= 0 ? m_cases.item(m_at).exam : m_selection.at;
    if (order == ReviewOrder::coreSet && m_coreSet.empty())
        rankByCoreSet();
    m_cases.setOrder(order == ReviewOrder::coreSet && !m_coreSet.empty() ? m_coreSet : m_selection.exams, m_predictions, order);
    const int place = before.valid() ? m_cases.placeOf(before) : -1;
    m_at = place >= 0 ? place : m_cases.empty() ? -1 : 0;
    m_queue->fill(m_at);
    m_pages->setCurrentIndex(m_cases.empty() ? 0 : 1);
    retranslate();
}

void ReviewWorkspace::goTo(int place)
{
    if (place < 0 || place >= count())
        return;
    if (place != m_at)
        commitComment();
    m_at = place;
    m_choosingClass = false;
    m_case->forgetExplanation();
    m_placeTimer.start();
    showCurrent();
}

void ReviewWorkspace::goNext(int places)
{
    if (m_cases.empty())
        return;
    goTo(std::clamp(m_at + places, 0, count() - 1));
}

void ReviewWorkspace::showCurrent()
{
    if (m_at < 0 || m_at >= count())
        return;
    if (m_case->showCase(m_cases, m_at))
        m_eye = m_cases.item(m_at).eye;
    m_queue->setCurrent(m_at);
    const auto verdict = m_cases.verdict(m_at);
    m_verdict->showComment(verdict ? verdict->comment : m_cases.exam(m_at).comment);
    showReasons(verdict);
    if (m_choosingClass)
        m_verdict->showVerdict(VerdictKind::labelWrong);
    else
        m_verdict->showVerdict(verdict ? std::optional(verdict->kind) : std::nullopt);
    chooseEye(m_eye);
    showFacts();
    showClasses();
    showHistory();
}

void ReviewWorkspace::showFacts()
{
    if (m_at >= 0)
        m_case->showFacts(m_cases.item(m_at), m_cases.exam(m_at), m_queue->labelSet(),
                          isPredictionHidden(), m_queue->whyHere(m_at));
}

void ReviewWorkspace::showClasses()
{
    m_verdict->showClasses(m_choosingClass ? m_queue->labelSet() : std::nullopt, m_eye);
}

void ReviewWorkspace::chooseNoClass()
{
    m_choosingClass = false;
    showClasses();
}

void ReviewWorkspace::writeComment()
{
    m_verdict->writeComment();
}

void ReviewWorkspace::showHistory()
{
    if (m_at < 0 || !m_context.study) {
        m_verdict->showHistory({});
        return;
    }
    const auto rows = m_context.study->study().history(m_cases.item(m_at).exam, 50);
    m_verdict->showHistory(rows ? *rows : QVector<HistoryRow>());
}

bool ReviewWorkspace::isPredictionHidden() const
{
    return m_blind && m_at >= 0 && !m_cases.verdict(m_at);
}

void ReviewWorkspace::setBlind(bool blind)
{
    m_blind = blind;
    m_context.settings.setValue(QStringLiteral("review/blind"), blind);
    m_verdict->setBlind(blind);
    m_queue->setBlind(blind);
    m_queue->refreshAll();
    showFacts();
}

void ReviewWorkspace::explain(bool shown)
{
    if (!shown)
        m_case->hideExplanation();
    else
        m_case->explain(m_queue->run());
}

// ---- Deciding ----------------------------------------------------------------------------------

void ReviewWorkspace::chooseEye(std::optional<Laterality> eye)
{
    m_eye = eye;
    const auto set = m_queue->labelSet();
    m_verdict->showEyeChoice(set && set->perEye);
    m_verdict->showEye(eye);
    if (m_choosingClass)
        showClasses();
}

GiveVerdict ReviewWorkspace::verdictOf(VerdictKind kind) const
{
    GiveVerdict verdict;
    verdict.kind = kind;
    verdict.comment = m_verdict->comment();
    if (const auto before = m_cases.verdict(m_at); before && before->kind == kind)
        verdict.reason = before->reason;
    if (const RunId run = m_queue->runId(); run.valid())
        verdict.run = run;
    if (const auto set = m_queue->labelSet())
        verdict.labelSet = set->name;
    return verdict;
}

bool ReviewWorkspace::apply(EditAction action)
{
    if (m_at < 0 || !m_context.study)
        return false;
    m_applying = true;
    const auto receipt = m_context.study->apply(std::move(action), {m_cases.item(m_at).exam});
    m_applying = false;
    if (!receipt) {
        m_context.notifications.post(receipt.error());
        return false;
    }
    m_verdict->showSaved(receipt->time);
    showCurrent();
    return true;
}

void ReviewWorkspace::giveVerdict(VerdictKind kind)
{
    if (m_at < 0)
        return;
    if (kind == VerdictKind::labelWrong && m_queue->labelSet()) {
        // The new label belongs to the same edit, so nothing is written before it is known.
        m_choosingClass = true;
        m_verdict->showVerdict(kind);
        showClasses();
        return;
    }
    m_choosingClass = false;
    apply(verdictOf(kind));
}

void ReviewWorkspace::giveClass(int key)
{
    const auto set = m_queue->labelSet();
    if (m_at < 0 || !set)
        return;
    auto label = labelOfKey(key, *set, m_cases.exam(m_at), m_eye);
    if (!label)
        return;
    GiveVerdict verdict = verdictOf(VerdictKind::labelWrong);
    verdict.newLabel = label;
    m_choosingClass = set->kind == LabelKind::multilabel && key > 0;
    if (!apply(verdict))
        return;
    if (set->perEye && !m_eye) {
        label->eye = Laterality::left;
        apply(*label);
    }
}

void ReviewWorkspace::acceptAndNext()
{
    if (m_at < 0)
        return;
    if (m_choosingClass && !m_cases.verdict(m_at)) {
        // Wrong, but what would be right is not known.
        m_choosingClass = false;
        if (!apply(verdictOf(VerdictKind::labelWrong)))
            return;
    }
    goNext();
}

void ReviewWorkspace::showReasons(const std::optional<Verdict> &verdict)
{
    QVector<ReasonCode> fitting;
    if (verdict && m_context.study)
        if (const auto all = reasonCodes(m_context.study->study()))
            for (const ReasonCode &reason : *all)
                if (reason.kind == verdict->kind)
                    fitting.append(reason);
    m_verdict->showReasons(fitting, verdict ? verdict->reason : QString());
}

void ReviewWorkspace::giveReason(const QString &code)
{
    if (m_at < 0)
        return;
    const auto verdict = m_cases.verdict(m_at);
    if (!verdict || verdict->reason == code)
        return;
    GiveVerdict again;
    again.kind = verdict->kind;
    again.comment = verdict->comment;
    again.run = verdict->run;
    again.labelSet = verdict->labelSet;
    again.reason = code;
    apply(again);
}

void ReviewWorkspace::commitComment()
{
    if (m_at < 0 || !m_context.study)
        return;
    const QString text = m_verdict->comment();
    const auto verdict = m_cases.verdict(m_at);
    if (text == (verdict ? verdict->comment : m_cases.exam(m_at).comment))
        return;
    if (verdict) {
        GiveVerdict again;
        again.kind = verdict->kind;
        again.comment = text;
        again.run = verdict->run;
        again.labelSet = verdict->labelSet;
        again.reason = verdict->reason;
        apply(again);
    } else {
        apply(SetComment{text});
    }
}

void ReviewWorkspace::retranslate()
{
    m_empty->setText(
        !m_context.study ? tr("Open a study to review its cases.")
        : m_selection.empty()
            ? tr("Nothing to review yet. Press a cell in Evaluate, or select exams anywhere and "
                 "send them here (Ctrl+R).")
            : tr("None of these exams is in the study any more: widen the filter."));
    m_selection.sayAnew();
    m_queue->setTitle(m_selection.empty() ? tr("Queue") : m_selection.sentence);
    m_queue->retranslate();
    m_verdict->retranslate();
    m_rounds->retranslate();
    m_issues->retranslate();
    showCurrent();
}

Workspace *makeReviewWorkspace(AppContext &context)
{
    return new ReviewWorkspace(context);
}

} // namespace retclip
