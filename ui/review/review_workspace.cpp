// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/review_workspace.h"

#include "core/base/files.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/plots/heat_map.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/history_words.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/key_map.h"
#include "ui/shell/label_titles.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

namespace retclip {

namespace {

constexpr VerdictKind verdicts[]{VerdictKind::labelWrong, VerdictKind::modelWrong,
                                 VerdictKind::ambiguous,  VerdictKind::poorImage,
                                 VerdictKind::wrongEye,   VerdictKind::reportMismatch};

constexpr const char *verdictActions[]{"review.label_wrong", "review.model_wrong",
                                       "review.ambiguous",   "review.poor_image",
                                       "review.wrong_eye",   "review.report_mismatch"};

QLabel *headline()
{
    auto *label = new QLabel;
    setLook(label, "overline");
    return label;
}

QString eyeShort(const std::optional<Laterality> &eye)
{
    return eye ? QString::fromLatin1(abbreviation(*eye)) : QString();
}

} // namespace

namespace {
/// The words of LabelSource, for lupdate: word() gives them at run time.
[[maybe_unused]] constexpr const char *labelSources[]
    = {QT_TRANSLATE_NOOP("LabelSource", "imported"), QT_TRANSLATE_NOOP("LabelSource", "grader"),
       QT_TRANSLATE_NOOP("LabelSource", "adjudicated"), QT_TRANSLATE_NOOP("LabelSource", "review")};
} // namespace

ReviewWorkspace::ReviewWorkspace(AppContext &context, QWidget *parent) : Workspace(context, parent)
{
    m_pictures = context.pictures;
    if (!m_pictures) {
        m_picturePool = std::make_unique<JobPool>(1);
        m_ownPictures = std::make_unique<Pictures>(*m_picturePool);
        m_pictures = m_ownPictures.get();
    }
    m_viewer = new PairedViewer(*m_pictures);
    m_viewer->setFocusPolicy(Qt::StrongFocus);

    auto *queue = new QFrame;
    setLook(queue, "panel-left");
    buildQueue(*queue);

    auto *middle = new QWidget;
    auto *middleLayout = new QVBoxLayout(middle);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->setSpacing(0);
    m_case = new QLabel;
    m_case->setContentsMargins(space::m, space::s, space::m, space::s);
    setLook(m_case, "section");
    m_facts = new QLabel;
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setContentsMargins(space::m, space::s, space::m, space::xs);
    m_report = new QTextBrowser;
    setLook(m_report, "reading");
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setFocusPolicy(Qt::ClickFocus);
    auto *below = new QFrame;
    setLook(below, "surface");
    auto *belowLayout = new QVBoxLayout(below);
    belowLayout->setContentsMargins(0, 0, 0, 0);
    belowLayout->setSpacing(0);
    belowLayout->addWidget(m_facts);
    auto *reportBox = new QVBoxLayout;
    reportBox->setContentsMargins(space::m, 0, space::m, space::s);
    reportBox->addWidget(m_report);
    belowLayout->addLayout(reportBox, 1);
    auto *vertical = new QSplitter(Qt::Vertical);
    vertical->setHandleWidth(1);
    vertical->setChildrenCollapsible(false);
    vertical->addWidget(m_viewer);
    vertical->addWidget(below);
    vertical->setStretchFactor(0, 5);
    vertical->setStretchFactor(1, 1);
    vertical->setSizes({560, 130});
    auto *head = new QFrame;
    setLook(head, "surface");
    auto *headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(0, 0, 0, 0);
    headLayout->addWidget(m_case);
    headLayout->addWidget(new PairedViewerBar(*m_viewer), 1);
    middleLayout->addWidget(head);
    middleLayout->addWidget(vertical, 1);

    auto *panel = new QFrame;
    setLook(panel, "panel-right");
    panel->setFixedWidth(296);
    buildVerdicts(*panel);

    auto *work = new QWidget;
    auto *workLayout = new QHBoxLayout(work);
    workLayout->setContentsMargins(0, 0, 0, 0);
    workLayout->setSpacing(0);
    workLayout->addWidget(middle, 1);
    workLayout->addWidget(panel);
    m_empty = new QLabel;
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setLook(m_empty, "secondary");
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(work);
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(queue);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({260, 1180});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    m_keys = new KeyFilter(m_viewer);
    auto *listKeys = new KeyFilter(m_list);
    for (KeyFilter *keys : {m_keys, listKeys}) {
        for (int i = 0; i < int(std::size(verdicts)); ++i) {
            // While a class is chosen the digits are classes; a key of the person's own is not one.
            keys->bind({verdictActions[i], Qt::Key(Qt::Key_1 + i)}, [this, i] {
                if (m_choosingClass && !keyMap().chosen(QString::fromLatin1(verdictActions[i])))
                    giveClass(i + 1);
                else
                    giveVerdict(verdicts[i]);
            });
        }
        for (int n = 0; n <= 9; ++n)
            keys->bind(Qt::Key(Qt::Key_0 + n), [this, n] {
                if (m_choosingClass)
                    giveClass(n);
            });
        keys->bind(Qt::Key_Return, [this] { acceptAndNext(); });
        keys->bind(Qt::Key_Enter, [this] { acceptAndNext(); });
        keys->bind(Qt::Key_C, [this] { m_comment->setFocus(); });
        keys->bind(Qt::Key_BracketLeft, [this] { chooseEye(Laterality::right); });
        keys->bind(Qt::Key_BracketRight, [this] { chooseEye(Laterality::left); });
        keys->bind(Qt::Key_Backslash, [this] { chooseEye({}); });
        keys->bindHold({"viewer.flicker", Qt::Key_A}, [this] { explain(true); },
                       [this] { explain(false); });
        keys->bind(Qt::Key_Escape, [this] {
            m_choosingClass = false;
            showClasses();
        });
    }
    m_keys->bindHold(
        {"data.next", Qt::Key_Space},
        [this] {
            if (m_viewer->tool() == ViewerTool::pan)
                goNext();
            else
                m_viewer->setPanHeld(true);
        },
        [this] { m_viewer->setPanHeld(false); }, KeyFilter::Repeat::yes);
    for (Qt::Key key : {Qt::Key_Right, Qt::Key_PageDown})
        m_keys->bind(key, [this] { goNext(); }, KeyFilter::Repeat::yes);
    for (Qt::Key key : {Qt::Key_Left, Qt::Key_PageUp, Qt::Key_Backspace})
        m_keys->bind(key, [this] { goNext(-1); }, KeyFilter::Repeat::yes);
    m_keys->bind(Qt::Key_Home, [this] { goTo(0); });
    m_keys->bind(Qt::Key_End, [this] { goTo(count() - 1); });
    m_viewer->bindKeys(*m_keys);

    connect(&theme(), &Theme::changed, this, [this] {
        fillQueue();
        showCurrent();
    });
    for (VerdictKind kind : verdicts) {
        ActionDescription description;
        description.id = QStringLiteral("review.%1").arg(QString::fromLatin1(word(kind)));
        description.context = id();
        description.text = [kind] { return tr("Verdict: %1").arg(verdictText(kind)); };
        description.icon = QStringLiteral("review");
        description.singleKey = QString::number(1 + int(kind));
        if (QAction *action =
                context.actions.add(this, description, [this, kind] { giveVerdict(kind); }))
            m_commands.append(action);
    }
    retranslate();
}

ReviewWorkspace::~ReviewWorkspace()
{
    if (m_explainJob)
        m_explainJob->cancel();
}

void ReviewWorkspace::buildQueue(QFrame &panel)
{
    auto *layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(space::m, space::m, space::m, space::s);
    layout->setSpacing(space::xs);
    m_queueTitle = new QLabel;
    m_queueTitle->setWordWrap(true);
    setLook(m_queueTitle, "label");
    m_progressText = new QLabel;
    setLook(m_progressText, "caption");
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_runLabel = new QLabel;
    m_orderLabel = new QLabel;
    setLook(m_runLabel, "caption");
    setLook(m_orderLabel, "caption");
    m_run = new QComboBox;
    m_labelSetBox = new QComboBox;
    m_order = new QComboBox;
    for (QComboBox *box : {m_run, m_labelSetBox, m_order}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
    for (int i = 0; i < 3; ++i)
        m_order->addItem(QString(), i);
    m_list = new QListWidget;
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_queueTitle);
    layout->addWidget(m_progress);
    layout->addWidget(m_progressText);
    layout->addWidget(m_runLabel);
    layout->addWidget(m_run);
    layout->addWidget(m_labelSetBox);
    layout->addWidget(m_orderLabel);
    layout->addWidget(m_order);
    layout->addSpacing(space::xs);
    layout->addWidget(m_list, 1);
    connect(m_run, &QComboBox::activated, this, &ReviewWorkspace::loadPredictions);
    connect(m_labelSetBox, &QComboBox::activated, this, &ReviewWorkspace::loadPredictions);
    connect(m_order, &QComboBox::activated, this,
            [this](int order) { setOrder(ReviewOrder(order)); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row != m_at)
            goTo(row);
    });
}

void ReviewWorkspace::buildVerdicts(QFrame &panel)
{
    auto *layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(space::m, space::m, space::m, space::s);
    layout->setSpacing(space::xs);
    auto *eyes = new QHBoxLayout;
    eyes->setSpacing(space::xs);
    for (int i = 0; i < 3; ++i) {
        auto *button = new QToolButton;
        button->setCheckable(true);
        button->setMinimumHeight(28);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        eyes->addWidget(button);
        m_eyeButtons.append(button);
    }
    connect(m_eyeButtons[0], &QToolButton::clicked, this, [this] { chooseEye(Laterality::right); });
    connect(m_eyeButtons[1], &QToolButton::clicked, this, [this] { chooseEye({}); });
    connect(m_eyeButtons[2], &QToolButton::clicked, this, [this] { chooseEye(Laterality::left); });
    m_verdictTitle = headline();
    layout->addLayout(eyes);
    layout->addSpacing(space::xs);
    layout->addWidget(m_verdictTitle);
    for (VerdictKind kind : verdicts) {
        auto *button = new QPushButton;
        button->setCheckable(true);
        button->setProperty("align", QStringLiteral("left"));
        connect(button, &QPushButton::clicked, this, [this, kind] {
            giveVerdict(kind);
            m_viewer->setFocus();
        });
        m_verdictButtons.append(button);
        layout->addWidget(button);
    }
    m_classTitle = headline();
    m_classRow = new QWidget;
    auto *classLayout = new QVBoxLayout(m_classRow);
    classLayout->setContentsMargins(space::l, 0, 0, 0);
    classLayout->setSpacing(2);
    layout->addWidget(m_classTitle);
    layout->addWidget(m_classRow);
    layout->addSpacing(space::s);
    m_commentTitle = headline();
    m_comment = new QPlainTextEdit;
    m_comment->setFixedHeight(64);
    m_comment->setTabChangesFocus(true);
    m_comment->installEventFilter(this);
    layout->addWidget(m_commentTitle);
    layout->addWidget(m_comment);
    m_next = new QPushButton;
    setLook(m_next, "primary");
    connect(m_next, &QPushButton::clicked, this, [this] {
        acceptAndNext();
        m_viewer->setFocus();
    });
    layout->addWidget(m_next);
    m_saved = new QLabel;
    setLook(m_saved, "caption");
    layout->addWidget(m_saved);
    m_blindBox = new QCheckBox;
    connect(m_blindBox, &QCheckBox::toggled, this, &ReviewWorkspace::setBlind);
    layout->addWidget(m_blindBox);
    m_historyTitle = headline();
    m_history = new QListWidget;
    m_history->setFrameShape(QFrame::NoFrame);
    m_history->setWordWrap(true);
    m_history->setFocusPolicy(Qt::ClickFocus);
    layout->addSpacing(space::s);
    layout->addWidget(m_historyTitle);
    layout->addWidget(m_history, 1);
}

void ReviewWorkspace::studyChanged(StudyDocument *document)
{
    m_selection = {};
    m_items.clear();
    m_rows.clear();
    m_predictions.clear();
    m_at = -1;
    m_viewer->clearExam();
    m_blind = m_context.settings.value(QStringLiteral("review/blind"), false).toBool();
    const QSignalBlocker quiet(m_blindBox);
    m_blindBox->setChecked(m_blind);
    if (document) {
        if (m_ownPictures)
            m_ownPictures->setCacheFolder(document->study().cacheFolder());
        connect(document, &StudyDocument::examsChanged, this,
                [this](const std::vector<ExamId> &ids) {
                    if (!m_context.study)
                        return;
                    std::vector<ExamId> mine;
                    for (ExamId each : ids)
                        if (m_rows.contains(each.value))
                            mine.push_back(each);
                    if (mine.empty())
                        return;
                    if (auto rows = m_context.study->study().exams(mine))
                        for (const ExamRow &row : *rows)
                            m_rows.insert(row.id.value, row);
                    for (int i = 0; i < count(); ++i)
                        if (std::find(mine.begin(), mine.end(), m_items[std::size_t(i)].exam) != mine.end())
                            refreshItem(i);
                    showProgress();
                    if (!m_applying)
                        showCurrent();
                });
    }
    m_pages->setCurrentIndex(0);
    fillQueue();
    retranslate();
}

void ReviewWorkspace::showSelection(const Selection &selection)
{
    if (!m_context.study || selection.empty())
        return;
    m_selection = selection;
    m_at = -1;
    m_queueTitle->setText(selection.sentence);
    loadSources();
}

void ReviewWorkspace::arrive()
{
    if (m_items.empty() && !m_context.selections.current().empty())
        showSelection(m_context.selections.current());
    m_viewer->setFocus();
}

QWidget *ReviewWorkspace::canvas()
{
    return m_viewer;
}

bool ReviewWorkspace::bringIntoView(ExamId exam)
{
    if (m_at >= 0 && m_items[std::size_t(m_at)].exam == exam)
        return false;
    for (int i = 0; i < count(); ++i)
        if (m_items[std::size_t(i)].exam == exam) {
            goTo(i);
            return true;
        }
    return false;
}

void ReviewWorkspace::loadSources()
{
    struct Sources
    {
        QVector<RunRow> runs;
        QVector<LabelSet> labelSets;
        std::vector<ExamRow> rows;
    };
    m_context.jobs.start<Sources>(
        {}, this,
        [folder = m_context.study->study().folder(), exams = m_selection.exams](
            const ProgressCallback &, std::stop_token) -> Result<Sources> {
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            Sources sources;
            RETCLIP_TRY(sources.runs, study->runs());
            RETCLIP_TRY(sources.labelSets, study->labelSets());
            RETCLIP_TRY(sources.rows, study->exams(exams));
            return sources;
        },
        [this](Result<Sources> sources) {
            if (!sources) {
                m_context.notifications.post(sources.error());
                return;
            }
            m_runs = sources->runs;
            m_labelSets = sources->labelSets;
            m_rows.clear();
            for (const ExamRow &row : sources->rows)
                m_rows.insert(row.id.value, row);
            m_run->clear();
            m_run->addItem(tr("no run"), qint64(0));
            for (const RunRow &run : std::as_const(m_runs))
                m_run->addItem(QStringLiteral("#%1 %2").arg(run.id.value).arg(run.name),
                               qint64(run.id.value));
            RunId wanted = m_selection.run;
            static const QRegularExpression inQuery(QStringLiteral("\\brun:(\\d+)"));
            if (const auto match = inQuery.match(m_selection.query); !wanted.valid() && match.hasMatch())
                wanted = RunId{match.captured(1).toLongLong()};
            // Nothing said which: the newest that has ended, whose predictions there may be.
            for (const RunRow &run : std::as_const(m_runs)) {
                if (!m_selection.run.valid() && !inQuery.match(m_selection.query).hasMatch()
                    && run.state == RunState::done && run.id.value > wanted.value)
                    wanted = run.id;
            }
            m_run->setCurrentIndex(std::max(0, m_run->findData(qint64(wanted.value))));
            m_labelSetBox->clear();
            for (const LabelSet &set : std::as_const(m_labelSets)) {
                m_labelSetBox->addItem(set.name, set.name);
                if (m_selection.labelSet.startsWith(set.name + QLatin1Char('/')))
                    m_labelSetBox->addItem(m_selection.labelSet, m_selection.labelSet);
            }
            const int set = m_labelSetBox->findData(m_selection.labelSet);
            if (set >= 0)
                m_labelSetBox->setCurrentIndex(set);
            loadPredictions();
        });
}

void ReviewWorkspace::loadPredictions()
{
    if (!m_context.study)
        return;
    const RunId run{m_run->currentData().toLongLong()};
    const QString set = m_labelSetBox->currentData().toString();
    using Rows = std::vector<PredictionRow>;
    m_context.jobs.start<Rows>(
        {}, this,
        [folder = m_context.study->study().folder(), run, set](const ProgressCallback &,
                                                               std::stop_token) -> Result<Rows> {
            if (!run.valid() || set.isEmpty())
                return Rows();
            RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
            return study->predictions(run, set);
        },
        [this](Result<Rows> rows) {
            if (!rows) {
                m_context.notifications.post(rows.error());
                return;
            }
            m_predictions = std::move(*rows);
            setOrder(ReviewOrder(m_order->currentData().toInt()));
        });
}

void ReviewWorkspace::setOrder(ReviewOrder order)
{
    m_order->setCurrentIndex(int(order));
    const ExamId before = m_at >= 0 ? m_items[std::size_t(m_at)].exam : ExamId();
    m_items = reviewItems(m_selection.exams, m_predictions, order);
    std::erase_if(m_items, [this](const ReviewItem &item) { return !m_rows.contains(item.exam.value); });
    m_at = m_items.empty() ? -1 : 0;
    for (int i = 0; i < count(); ++i)
        if (before.valid() && m_items[std::size_t(i)].exam == before) {
            m_at = i;
            break;
        }
    fillQueue();
    m_pages->setCurrentIndex(m_items.empty() ? 0 : 1);
    retranslate();
}

std::optional<LabelSet> ReviewWorkspace::labelSet() const
{
    const QString name = m_labelSetBox->currentData().toString().section(QLatin1Char('/'), 0, 0);
    for (const LabelSet &set : m_labelSets)
        if (set.name == name)
            return set;
    return {};
}

std::optional<Verdict> ReviewWorkspace::verdictOf(const ExamRow &exam) const
{
    if (exam.verdicts.isEmpty())
        return {};
    return exam.verdicts.last();
}

int ReviewWorkspace::reviewed() const
{
    int done = 0;
    for (const ReviewItem &item : m_items)
        done += verdictOf(m_rows.value(item.exam.value)).has_value();
    return done;
}

void ReviewWorkspace::fillQueue()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (int i = 0; i < count(); ++i) {
        m_list->addItem(QString());
        refreshItem(i);
    }
    m_list->setCurrentRow(m_at);
    showProgress();
}

void ReviewWorkspace::refreshItem(int place)
{
    QListWidgetItem *row = m_list->item(place);
    if (!row)
        return;
    const ReviewItem &item = m_items[std::size_t(place)];
    const ExamRow &exam = m_rows[item.exam.value];
    const auto verdict = verdictOf(exam);
    QString why;
    if (item.judged && !(m_blind && !verdict)) {
        const QString p = QLocale().toString(item.probability, 'f', 2);
        why = item.wrong
            ? (item.probability < 0.5 ? tr("missed, p %1").arg(p) : tr("false alarm, p %1").arg(p))
            : tr("right, p %1").arg(p);
    }
    QString text = m_context.settings.hideIdentifiers() ? QString::number(place + 1) : exam.code;
    if (item.eye)
        text += QLatin1Char(' ') + eyeShort(item.eye);
    if (verdict)
        text += QStringLiteral("  ") + verdictText(verdict->kind);
    else if (!why.isEmpty())
        text += QStringLiteral("  ") + why;
    row->setText(text);
    row->setIcon(verdict ? theme().icon(QStringLiteral("ok"), Token::success)
                 : item.wrong && !m_blind ? theme().icon(QStringLiteral("warning"), Token::warning)
                                          : theme().icon(QStringLiteral("photograph")));
    row->setToolTip(why);
    row->setData(Qt::AccessibleTextRole,
                 tr("Case %1 of %2, exam %3, %4, %5")
                     .arg(place + 1)
                     .arg(count())
                     .arg(exam.code, why, verdict ? verdictText(verdict->kind) : tr("not reviewed")));
}

void ReviewWorkspace::showProgress()
{
    const int done = reviewed();
    m_progress->setMaximum(std::max(1, count()));
    m_progress->setValue(done);
    m_progressText->setText(count() ? tr("%1 of %2 reviewed").arg(done).arg(count()) : QString());
}

void ReviewWorkspace::goTo(int place)
{
    if (place < 0 || place >= count())
        return;
    if (place != m_at)
        commitComment();
    m_at = place;
    m_choosingClass = false;
    m_explainJob = nullptr;
    showCurrent();
}

void ReviewWorkspace::goNext(int places)
{
    if (m_items.empty())
        return;
    goTo(std::clamp(m_at + places, 0, count() - 1));
}

void ReviewWorkspace::showCurrent()
{
    if (m_at < 0 || m_at >= count())
        return;
    const ReviewItem &item = m_items[std::size_t(m_at)];
    const ExamRow &exam = m_rows[item.exam.value];
    const bool another = !m_viewer->exam() || m_viewer->exam()->id != exam.id;
    m_viewer->showExam(exam);
    if (another) {
        m_viewer->setOverlay(Laterality::right, {});
        m_viewer->setOverlay(Laterality::left, {});
        m_viewer->setOverlayShown(false);
        std::vector<ExamRow> next;
        for (int step : {1, 2, 3, 4, -1, 5, 6, 7, 8, -2})
            if (m_at + step >= 0 && m_at + step < count())
                next.push_back(m_rows[m_items[std::size_t(m_at + step)].exam.value]);
        m_viewer->prefetch(next);
        m_eye = item.eye;
    }
    {
        const QSignalBlocker quiet(m_list);
        m_list->setCurrentRow(m_at);
    }
    m_list->scrollToItem(m_list->item(m_at));
    m_case->setText(tr("%1 of %2 · %3")
                        .arg(m_at + 1)
                        .arg(count())
                        .arg(m_context.settings.hideIdentifiers() ? tr("exam hidden") : exam.code));
    m_report->setPlainText(exam.report);
    const auto verdict = verdictOf(exam);
    if (!m_comment->hasFocus())
        m_comment->setPlainText(verdict ? verdict->comment : exam.comment);
    for (int i = 0; i < m_verdictButtons.size(); ++i)
        m_verdictButtons[i]->setChecked((verdict && verdict->kind == verdicts[i] && !m_choosingClass)
                                        || (m_choosingClass && verdicts[i] == VerdictKind::labelWrong));
    chooseEye(m_eye);
    showFacts();
    showClasses();
    showHistory();
}

bool ReviewWorkspace::isPredictionHidden() const
{
    return m_blind && m_at >= 0 && !verdictOf(m_rows.value(m_items[std::size_t(m_at)].exam.value));
}

void ReviewWorkspace::showFacts()
{
    if (m_at < 0)
        return;
    const ReviewItem &item = m_items[std::size_t(m_at)];
    const ExamRow &exam = m_rows[item.exam.value];
    const auto set = labelSet();
    QStringList labels;
    for (const LabelState &label : exam.labels)
        if (!set || label.setName == set->name) {
            const QString what = !label.known ? tr("unknown")
                : label.positive.isEmpty()    ? tr("none")
                                              : labelTitles(label.setName, label.positive);
            labels << QStringLiteral("%1%2 (%3)")
                          .arg(label.eye ? eyeShort(label.eye) + QLatin1Char(' ') : QString(), what,
                               QCoreApplication::translate("LabelSource", word(label.source)));
        }
    const QString setName = set ? set->name : QString();
    QString model;
    if (isPredictionHidden())
        model = tr("hidden until you have judged");
    else if (!item.judged && item.predicted.isEmpty())
        model = tr("no prediction");
    else
        model = QStringLiteral("%1, %2 %3")
                    .arg(item.predicted.isEmpty() ? tr("none")
                                                  : labelTitles(setName, item.predicted),
                         labelTitle(setName, item.className), QLocale().toString(item.probability, 'f', 2));
    m_facts->setText(tr("<b>Label</b> %1 &nbsp;&nbsp; <b>Model</b> %2%3")
                         .arg((labels.isEmpty() ? tr("none given") : labels.join(QStringLiteral("; ")))
                                  .toHtmlEscaped(),
                              (item.eye ? eyeShort(item.eye) + QLatin1Char(' ') : QString()),
                              model.toHtmlEscaped()));
}

void ReviewWorkspace::showClasses()
{
    auto *layout = m_classRow->layout();
    while (QLayoutItem *old = layout->takeAt(0)) {
        if (old->widget()) {
            old->widget()->hide();
            old->widget()->deleteLater();
        }
        delete old;
    }
    const auto set = labelSet();
    const bool shown = m_choosingClass && set;
    m_classTitle->setVisible(shown);
    m_classRow->setVisible(shown);
    if (!shown)
        return;
    m_classTitle->setText(tr("NEW LABEL · %1 %2").arg(set->name, set->perEye ? (m_eye ? eyeShort(m_eye) : tr("both eyes")) : QString()));
    const auto button = [&](int key, const QString &text) {
        auto *each = new QPushButton;
        each->setText(QStringLiteral("%1   %2").arg(key).arg(text));
        each->setProperty("align", QStringLiteral("left"));
        connect(each, &QPushButton::clicked, this, [this, key] {
            giveClass(key);
            m_viewer->setFocus();
        });
        layout->addWidget(each);
    };
    for (int i = 0; i < set->classes.size() && i < 9; ++i) {
        const LabelClass &each = set->classes[i];
        button(i + 1, labelTitle(each));
    }
    if (set->kind == LabelKind::binary || set->kind == LabelKind::multilabel)
        button(0, tr("none of these"));
}

void ReviewWorkspace::showHistory()
{
    m_history->clear();
    if (m_at < 0 || !m_context.study)
        return;
    const auto rows = m_context.study->study().history(m_items[std::size_t(m_at)].exam, 50);
    if (!rows)
        return;
    const QLocale locale;
    for (const HistoryRow &row : *rows) {
        const QString what = historyText(row);
        auto *item = new QListWidgetItem(
            QStringLiteral("%1 · %2\n%3%4")
                .arg(locale.toString(row.time.toLocalTime(), QLocale::ShortFormat),
                     personText(row.person),
                     what, row.undone ? tr(" (undone)") : QString()));
        m_history->addItem(item);
    }
}

void ReviewWorkspace::chooseEye(std::optional<Laterality> eye)
{
    m_eye = eye;
    const auto set = labelSet();
    const bool shown = set && set->perEye;
    for (QToolButton *button : std::as_const(m_eyeButtons))
        button->setVisible(shown);
    m_eyeButtons[0]->setChecked(eye == Laterality::right);
    m_eyeButtons[1]->setChecked(!eye);
    m_eyeButtons[2]->setChecked(eye == Laterality::left);
    if (m_choosingClass)
        showClasses();
}

bool ReviewWorkspace::apply(EditAction action)
{
    if (m_at < 0 || !m_context.study)
        return false;
    m_applying = true;
    const auto receipt =
        m_context.study->apply(std::move(action), {m_items[std::size_t(m_at)].exam});
    m_applying = false;
    if (!receipt) {
        m_context.notifications.post(receipt.error());
        return false;
    }
    m_saved->setText(tr("saved %1").arg(QLocale().toString(receipt->time.toLocalTime().time(),
                                                          QStringLiteral("HH:mm:ss"))));
    showCurrent();
    return true;
}

void ReviewWorkspace::giveVerdict(VerdictKind kind)
{
    if (m_at < 0)
        return;
    if (kind == VerdictKind::labelWrong && labelSet()) {
        // The new label belongs to the same edit, so nothing is written before it is known.
        m_choosingClass = true;
        for (int i = 0; i < m_verdictButtons.size(); ++i)
            m_verdictButtons[i]->setChecked(verdicts[i] == kind);
        showClasses();
        return;
    }
    m_choosingClass = false;
    GiveVerdict verdict;
    verdict.kind = kind;
    verdict.comment = m_comment->toPlainText().trimmed();
    const RunId run{m_run->currentData().toLongLong()};
    if (run.valid())
        verdict.run = run;
    if (const auto set = labelSet())
        verdict.labelSet = set->name;
    apply(verdict);
}

void ReviewWorkspace::giveClass(int key)
{
    const auto set = labelSet();
    if (m_at < 0 || !set || key > set->classes.size())
        return;
    const bool single = set->kind == LabelKind::multiclass || set->kind == LabelKind::ordinal;
    if (key == 0 && single)
        return;
    const ExamRow &exam = m_rows[m_items[std::size_t(m_at)].exam.value];
    SetLabel label;
    label.labelSet = set->name;
    label.source = LabelSource::review;
    if (set->perEye)
        label.eye = m_eye ? m_eye : std::optional(Laterality::right);
    if (set->kind == LabelKind::multilabel && key > 0) {
        for (const LabelState &state : exam.labels)
            if (state.setName == set->name && state.eye == label.eye)
                label.positive = state.positive;
        const QString name = set->classes[key - 1].name;
        if (!label.positive.removeAll(name))
            label.positive << name;
    } else if (key > 0) {
        label.positive = {set->classes[key - 1].name};
    }
    GiveVerdict verdict;
    verdict.kind = VerdictKind::labelWrong;
    verdict.comment = m_comment->toPlainText().trimmed();
    verdict.labelSet = set->name;
    verdict.newLabel = label;
    const RunId run{m_run->currentData().toLongLong()};
    if (run.valid())
        verdict.run = run;
    m_choosingClass = set->kind == LabelKind::multilabel && key > 0;
    if (!apply(verdict))
        return;
    if (set->perEye && !m_eye) {
        label.eye = Laterality::left;
        apply(label);
    }
}

void ReviewWorkspace::acceptAndNext()
{
    if (m_at < 0)
        return;
    const auto verdict = verdictOf(m_rows.value(m_items[std::size_t(m_at)].exam.value));
    if (m_choosingClass && !verdict) {
        // Wrong, but what would be right is not known.
        GiveVerdict wrong;
        wrong.kind = VerdictKind::labelWrong;
        wrong.comment = m_comment->toPlainText().trimmed();
        if (const auto set = labelSet())
            wrong.labelSet = set->name;
        const RunId run{m_run->currentData().toLongLong()};
        if (run.valid())
            wrong.run = run;
        m_choosingClass = false;
        if (!apply(wrong))
            return;
    }
    goNext();
}

void ReviewWorkspace::commitComment()
{
    if (m_at < 0 || !m_context.study)
        return;
    const ExamRow &exam = m_rows[m_items[std::size_t(m_at)].exam.value];
    const QString text = m_comment->toPlainText().trimmed();
    const auto verdict = verdictOf(exam);
    if (text == (verdict ? verdict->comment : exam.comment))
        return;
    if (verdict) {
        GiveVerdict again;
        again.kind = verdict->kind;
        again.comment = text;
        again.run = verdict->run;
        again.labelSet = verdict->labelSet;
        apply(again);
    } else {
        apply(SetComment{text});
    }
}

void ReviewWorkspace::setBlind(bool blind)
{
    m_blind = blind;
    m_context.settings.setValue(QStringLiteral("review/blind"), blind);
    m_blindBox->setChecked(blind);
    for (int i = 0; i < count(); ++i)
        refreshItem(i);
    showFacts();
}

void ReviewWorkspace::explain(bool shown)
{
    m_viewer->setOverlayShown(shown);
    if (!shown || m_at < 0 || m_explainJob)
        return;
    const ReviewItem &item = m_items[std::size_t(m_at)];
    const ExamRow &exam = m_rows[item.exam.value];
    std::optional<RunRow> run;
    for (const RunRow &each : std::as_const(m_runs))
        if (each.id.value == m_run->currentData().toLongLong())
            run = each;
    if (!run || exam.report.isEmpty())
        return;
    ExplainRequest request;
    request.text = exam.report.toStdString();
    for (Laterality eye : both_eyes)
        if (exam.images[eye])
            request.item.photographs[eye] = exam.images[eye]->path.toStdString();
    ModelSource source;
    source.run_folder = path_from_utf8(run->folder.toStdString());
    m_explainJob = m_context.jobs.start<Explanation>(
        tr("Saliency of exam %1").arg(exam.code), this,
        [source, request, &door = m_context.door](const ProgressCallback &,
                                                  std::stop_token stop) -> Result<Explanation> {
            RETCLIP_TRY(ModelBackend *const backend, door.backend());
            RETCLIP_TRY(const auto model, backend->open_model(source, "auto", 1));
            return model->explain(request, stop);
        },
        [this, id = exam.id](Result<Explanation> explanation) {
            m_explainJob = nullptr;
            if (!explanation) {
                if (explanation.error().code != ErrorCode::cancelled)
                    m_context.notifications.post(explanation.error());
                return;
            }
            if (m_at < 0 || m_items[std::size_t(m_at)].exam != id)
                return;
            for (Laterality eye : both_eyes)
                m_viewer->setOverlay(eye, heatMap(explanation->maps[eye].values,
                                                  explanation->maps[eye].side));
        });
}

bool ReviewWorkspace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_comment && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape || (enter && key->modifiers() & Qt::ControlModifier)) {
            commitComment();
            m_viewer->setFocus();
            return true;
        }
    }
    if (watched == m_comment && event->type() == QEvent::FocusOut)
        commitComment();
    return Workspace::eventFilter(watched, event);
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
    m_queueTitle->setText(m_selection.empty() ? tr("Queue") : m_selection.sentence);
    m_runLabel->setText(tr("Prediction of"));
    m_orderLabel->setText(tr("Order"));
    const QStringList orders{tr("wrong & sure first"), tr("nearest to the threshold"),
                             tr("as selected")};
    for (int i = 0; i < orders.size(); ++i)
        m_order->setItemText(i, orders[i]);
    if (m_run->count() > 0)
        m_run->setItemText(0, tr("no run"));
    m_run->setAccessibleName(tr("Run"));
    m_labelSetBox->setAccessibleName(tr("Label set"));
    m_order->setAccessibleName(tr("Order"));
    m_list->setAccessibleName(tr("Cases to review"));
    m_verdictTitle->setText(tr("VERDICT"));
    for (int i = 0; i < m_verdictButtons.size(); ++i) {
        m_verdictButtons[i]->setText(QStringLiteral("%1   %2").arg(i + 1).arg(verdictText(verdicts[i])));
        m_verdictButtons[i]->setAccessibleName(verdictText(verdicts[i]));
    }
    m_eyeButtons[0]->setText(tr("[  OD"));
    m_eyeButtons[1]->setText(tr("\\  both"));
    m_eyeButtons[2]->setText(tr("]  OS"));
    m_eyeButtons[0]->setToolTip(tr("The new label is for the right eye"));
    m_eyeButtons[1]->setToolTip(tr("The new label is for both eyes"));
    m_eyeButtons[2]->setToolTip(tr("The new label is for the left eye"));
    m_commentTitle->setText(tr("COMMENT"));
    m_comment->setPlaceholderText(tr("C to write, Ctrl+Enter to keep"));
    m_comment->setAccessibleName(tr("Comment"));
    m_next->setText(tr("Accept and next (Enter)"));
    m_blindBox->setText(tr("Hide the model until I have judged"));
    m_historyTitle->setText(tr("HISTORY OF THIS EXAM"));
    m_history->setAccessibleName(tr("History of this exam"));
    for (int i = 0; i < count(); ++i)
        refreshItem(i);
    showProgress();
    showCurrent();
}

Workspace *makeReviewWorkspace(AppContext &context)
{
    return new ReviewWorkspace(context);
}

} // namespace retclip
