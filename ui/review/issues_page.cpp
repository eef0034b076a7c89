// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/issues_page.h"

#include "core/jobs/job.h"
#include "core/study/history_words.h"
#include "core/study/study_document.h"
#include "ui/review/issue_chips.h"
#include "ui/review/review_edits.h"
#include "ui/shell/app_context.h"
#include "ui/shell/icon_tool.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <memory>

namespace retclip {

namespace {
constexpr int readAhead = 4;
constexpr int foldChoices[]{5, 10, 0};
} // namespace

IssuesPage::IssuesPage(AppContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(new IssuesModel(this)), m_pictures(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeTop(*column);
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeTable());
    splitter->addWidget(makeCase());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({620, 820});
    column->addWidget(splitter, 1);

    connect(m_back, &QPushButton::clicked, this, &IssuesPage::queueWanted);
    connect(m_look, &QPushButton::clicked, this, &IssuesPage::look);
    connect(m_review, &QPushButton::clicked, this, &IssuesPage::review);
    connect(m_chips, &IssueChips::chosen, this, &IssuesPage::showKinds);
    connect(&theme(), &Theme::changed, this, [this] {
        repaintIcons(*this);
        m_model->retranslate();
    });
    bindKeys(*new KeyFilter(m_table));
    auto *viewerKeys = new KeyFilter(m_viewer);
    bindKeys(*viewerKeys);
    m_viewer->bindKeys(*viewerKeys, PairedViewer::Flicker::here);
    retranslate();
}

IssuesPage::~IssuesPage()
{
    if (m_job)
        m_job->cancel();
}

// ---- Layout ------------------------------------------------------------------------------------

void IssuesPage::makeTop(QVBoxLayout &column)
{
    auto *head = new QFrame;
    setLook(head, "surface");
    auto *rows = new QVBoxLayout(head);
    rows->setContentsMargins(space::m, space::s, space::m, space::s);
    rows->setSpacing(space::s);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    m_back = new QPushButton;
    setLook(m_back, "quiet");
    setIconName(*m_back, QStringLiteral("back"));
    m_set = new QComboBox;
    m_set->setObjectName(QStringLiteral("issueLabels"));
    m_runBox = new QComboBox;
    m_runBox->setObjectName(QStringLiteral("issueRun"));
    m_folds = new QComboBox;
    for (QComboBox *box : {m_set, m_runBox, m_folds}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setMinimumContentsLength(8);
    }
    for (const int folds : foldChoices)
        m_folds->addItem(QString(), folds);
    m_look = new QPushButton;
    m_look->setObjectName(QStringLiteral("issueLook"));
    setLook(m_look, "primary");
    m_review = new QPushButton;
    m_review->setObjectName(QStringLiteral("issueReview"));
    row->addWidget(m_back);
    row->addSpacing(space::s);
    row->addWidget(m_set);
    row->addWidget(m_runBox);
    row->addWidget(m_folds);
    row->addWidget(m_look);
    row->addStretch(1);
    row->addWidget(m_review);
    m_chips = new IssueChips;
    m_counts = new QLabel;
    m_counts->setObjectName(QStringLiteral("issueCounts"));
    setLook(m_counts, "label");
    m_notes = new QLabel;
    m_notes->setWordWrap(true);
    setLook(m_notes, "secondary");
    rows->addLayout(row);
    rows->addWidget(m_chips);
    rows->addWidget(m_counts);
    rows->addWidget(m_notes);
    column.addWidget(head);
}

QWidget *IssuesPage::makeTable()
{
    m_table = new QTableView;
    m_table->setObjectName(QStringLiteral("issues"));
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // The whole reason stands beside it.
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    constexpr int widths[]{112, 56, 84, 148};
    for (int i = 0; i < int(std::size(widths)); ++i)
        m_table->setColumnWidth(i, theme().scaled(widths[i]));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &IssuesPage::showCurrent);
    m_keys = new QLabel;
    m_keys->setContentsMargins(space::m, space::xs, space::m, space::xs);
    m_keys->setWordWrap(true);
    setLook(m_keys, "caption");
    auto *left = new QFrame;
    setLook(left, "panel-left");
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    leftColumn->addWidget(m_table, 1);
    leftColumn->addWidget(m_keys);
    return left;
}

QWidget *IssuesPage::makeCase()
{
    m_viewer = new PairedViewer(m_pictures.get());
    m_viewer->setFocusPolicy(Qt::StrongFocus);
    m_title = new QLabel;
    m_title->setContentsMargins(space::m, space::s, space::m, space::s);
    setLook(m_title, "section");
    auto *head = new QFrame;
    setLook(head, "surface");
    auto *headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(0, 0, 0, 0);
    headRow->addWidget(m_title);
    headRow->addWidget(new PairedViewerBar(*m_viewer), 1);
    m_why = new QLabel;
    m_why->setObjectName(QStringLiteral("issueWhy"));
    m_why->setWordWrap(true);
    m_why->setContentsMargins(space::m, space::s, space::m, space::xs);
    m_report = new QTextBrowser;
    setLook(m_report, "reading");
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setFocusPolicy(Qt::ClickFocus);
    auto *below = new QFrame;
    setLook(below, "surface");
    auto *belowColumn = new QVBoxLayout(below);
    belowColumn->setContentsMargins(0, 0, 0, 0);
    belowColumn->setSpacing(0);
    belowColumn->addWidget(m_why);
    auto *reportBox = new QVBoxLayout;
    reportBox->setContentsMargins(space::m, 0, space::m, space::s);
    reportBox->addWidget(m_report);
    belowColumn->addLayout(reportBox, 1);
    auto *vertical = new QSplitter(Qt::Vertical);
    vertical->setHandleWidth(1);
    vertical->setChildrenCollapsible(false);
    vertical->addWidget(m_viewer);
    vertical->addWidget(below);
    vertical->setStretchFactor(0, 4);
    vertical->setStretchFactor(1, 1);
    vertical->setSizes({520, 190});
    auto *right = new QWidget;
    auto *rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    rightColumn->addWidget(head);
    rightColumn->addWidget(vertical, 1);
    return right;
}

void IssuesPage::bindKeys(KeyFilter &keys)
{
    for (int i = 0; i < int(std::size(reviewVerdicts)); ++i)
        keys.bind(Qt::Key(Qt::Key_1 + i), [this, i] { giveVerdict(reviewVerdicts[i]); });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_Down})
        keys.bind(key, [this] { goBy(1); }, KeyFilter::Repeat::yes);
    for (const Qt::Key key : {Qt::Key_Backspace, Qt::Key_Up})
        keys.bind(key, [this] { goBy(-1); }, KeyFilter::Repeat::yes);
    keys.bind(Qt::Key_R, [this] { review(); });
    keys.bind(Qt::Key_K, [this] { m_chips->chooseNext(); });
    keys.bind(Qt::Key_Escape, [this] { emit queueWanted(); });
}

// ---- Looking -----------------------------------------------------------------------------------

void IssuesPage::studyChanged(StudyDocument *document)
{
    if (m_job)
        m_job->cancel();
    m_listed = false;
    m_labelsChanged = 0;
    m_model->setList({}, {});
    m_chips->setCounts(0, {});
    m_viewer->clearExam();
    if (document) {
        m_pictures.setCacheFolder(document->study().cacheFolder());
        connect(document, &StudyDocument::examsChanged, this, &IssuesPage::examsChanged);
    }
    fillSources();
    showCurrent();
    showCounts();
}

void IssuesPage::fillSources()
{
    const QString set = m_set->currentData().toString();
    const qint64 run = m_runBox->currentIndex() > 0 ? m_runBox->currentData().toLongLong() : 0;
    const QSignalBlocker quietSet(m_set), quietRun(m_runBox);
    m_set->clear();
    m_runBox->clear();
    m_runs.clear();
    m_runBox->addItem(tr("no run"), qint64(0));
    if (m_context.study) {
        if (const auto sets = m_context.study->study().labelSets())
            for (const LabelSet &each : *sets)
                m_set->addItem(each.name, each.name);
        if (const auto runs = m_context.study->study().runs())
            for (const RunRow &each : *runs)
                if (each.state == RunState::done) {
                    m_runs.append(each);
                    m_runBox->addItem(QStringLiteral("#%1 %2").arg(each.id.value).arg(each.name), qint64(each.id.value));
                }
    }
    m_set->setCurrentIndex(std::max(0, m_set->findData(set)));
    const int wanted = m_runBox->findData(run);
    m_runBox->setCurrentIndex(run > 0 && wanted >= 0 ? wanted : m_runs.isEmpty() ? 0 : 1);
    m_look->setEnabled(m_set->count() > 0);
}

void IssuesPage::arrive()
{
    fillSources();
    m_model->setHideIdentifiers(m_context.settings.hideIdentifiers());
    showCounts();
    if (m_listed && m_model->rowCount() > 0)
        m_context.selections.select(selection());
}

QWidget *IssuesPage::canvas() const
{
    return m_listed ? static_cast<QWidget *>(m_table) : m_look;
}

IssueOrder IssuesPage::order() const
{
    IssueOrder order;
    order.labelSet = m_set->currentData().toString();
    order.folds = m_folds->currentData().toInt();
    for (const RunRow &run : m_runs)
        if (run.id.value == m_runBox->currentData().toLongLong())
            order.run = run;
    return order;
}

void IssuesPage::look()
{
    if (m_job) {
        m_job->cancel();
        return;
    }
    if (!m_context.study || m_set->count() == 0)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        emit looked(-1);
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    const IssueOrder wanted = order();
    m_run = wanted.run ? wanted.run->id : RunId();
    m_job = m_context.jobs.start<Looked>(
        tr("Label issues"), this,
        [study, wanted, &door = m_context.door](const ProgressCallback &progress, std::stop_token stop) -> Result<Looked> {
            ModelBackend *backend = nullptr;
            if (wanted.run) {
                RETCLIP_TRY(backend, door.backend());
            }
            Looked found;
            RETCLIP_TRY(found.list, labelIssues(*study, backend, wanted, progress, stop));
            std::vector<ExamId> exams;
            for (const LabelIssue &issue : found.list.issues)
                exams.push_back(issue.exam);
            RETCLIP_TRY(const auto rows, study->exams(exams));
            for (const ExamRow &row : rows)
                if (!row.verdicts.isEmpty())
                    found.verdicts.insert(row.id.value, row.verdicts.last().kind);
            return found;
        },
        [this](Result<Looked> result) { showLooked(std::move(result)); });
    showCounts();
}

void IssuesPage::showLooked(Result<Looked> result)
{
    m_job.clear();
    if (!result) {
        if (result.error().code != ErrorCode::cancelled)
            m_context.notifications.post(result.error());
        showCounts();
        emit looked(-1);
        return;
    }
    m_listed = true;
    m_labelsChanged = 0;
    m_chips->setCounts(qint64(result->list.issues.size()), result->list.counts);
    const int issues = int(result->list.issues.size());
    {
        const QSignalBlocker quiet(m_table->selectionModel());
        m_model->setList(std::move(result->list), result->verdicts);
    }
    showKinds();
    m_table->setFocus();
    emit looked(issues);
}

void IssuesPage::showKinds()
{
    m_model->setKinds(m_chips->kinds());
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
    showCurrent();
    showCounts();
    if (m_listed && m_model->rowCount() > 0)
        m_context.selections.select(selection());
}

// ---- What is shown -----------------------------------------------------------------------------

int IssuesPage::currentRow() const
{
    const QModelIndex at = m_table->currentIndex();
    return at.isValid() && at.row() < m_model->rowCount() ? at.row() : -1;
}

void IssuesPage::showCurrent()
{
    const int row = currentRow();
    const auto exam = row < 0 || !m_context.study ? Result<ExamRow>(ExamRow())
                                                  : m_context.study->study().exam(m_model->issue(row).exam);
    if (row < 0 || !exam) {
        m_viewer->clearExam();
        m_title->clear();
        m_why->clear();
        m_report->clear();
        return;
    }
    m_viewer->showExam(*exam);
    m_context.tellExam(*exam);
    std::vector<ExamId> next;
    for (int step = 1; step <= readAhead && row + step < m_model->rowCount(); ++step)
        next.push_back(m_model->issue(row + step).exam);
    if (const auto rows = m_context.study->study().exams(next))
        m_viewer->prefetch(*rows);
    m_title->setText(tr("%1 of %2 · %3")
                         .arg(row + 1)
                         .arg(m_model->rowCount())
                         .arg(m_context.settings.hideIdentifiers() ? tr("exam hidden") : exam->code));
    m_why->setText(m_model->reasons(row).join(QLatin1Char('\n')));
    m_report->setPlainText(exam->report);
}

void IssuesPage::showCounts()
{
    const QLocale locale;
    const IssueList &list = m_model->list();
    m_look->setText(m_job ? tr("Stop") : m_listed ? tr("Look again") : tr("Look for issues"));
    m_review->setEnabled(m_model->rowCount() > 0);
    m_review->setText(tr("Review these (R)"));
    m_chips->setVisible(m_listed);
    QStringList notes;
    if (m_labelsChanged > 0)
        notes << tr("%n label(s) or verdict(s) changed since the list was made.", nullptr, m_labelsChanged);
    for (const Message &note : list.notes)
        notes << translated(note);
    m_notes->setText(notes.join(QLatin1Char(' ')));
    m_notes->setVisible(!notes.isEmpty());
    if (m_job) {
        m_counts->setText(tr("Looking at labels, reports and photographs…"));
    } else if (!m_listed) {
        m_counts->setText(!m_context.study  ? tr("Open a study to look for wrong labels.")
                          : m_set->count() == 0 ? tr("The study has no label set yet: import labels, or define one.")
                                                : tr("One list of labels that are likely wrong, each with its reasons: choose the labels "
                                                     "and a run whose embeddings are asked, then look."));
    } else {
        QString text = tr("%n exam(s) listed", nullptr, m_model->rowCount()) + QStringLiteral(" · ")
            + tr("%1 reviewed").arg(locale.toString(m_model->reviewed()));
        if (list.judged > 0)
            text += QStringLiteral(" · ")
                + tr("estimated wrong by the model: %1 of %2 labels").arg(locale.toString(list.estimated), locale.toString(list.judged));
        m_counts->setText(text);
    }
}

void IssuesPage::examsChanged(const std::vector<ExamId> &exams)
{
    if (!m_listed || !m_context.study)
        return;
    std::vector<ExamId> mine;
    for (const ExamId exam : exams)
        if (m_model->rowOf(exam) >= 0)
            mine.push_back(exam);
    if (mine.empty())
        return;
    m_labelsChanged += int(mine.size());
    if (const auto rows = m_context.study->study().exams(mine))
        for (const ExamRow &row : *rows)
            m_model->setVerdict(row.id, row.verdicts.isEmpty() ? std::nullopt : std::optional(row.verdicts.last().kind));
    showCounts();
}

// ---- Deciding ----------------------------------------------------------------------------------

void IssuesPage::goBy(int rows)
{
    if (m_model->rowCount() > 0)
        m_table->selectRow(std::clamp(currentRow() + rows, 0, m_model->rowCount() - 1));
}

void IssuesPage::goToNextOpen()
{
    for (int row = currentRow() + 1; row < m_model->rowCount(); ++row)
        if (!m_model->verdict(row)) {
            m_table->selectRow(row);
            return;
        }
}

void IssuesPage::giveVerdict(VerdictKind kind)
{
    const int row = currentRow();
    if (row < 0 || !m_context.study)
        return;
    const LabelIssue &issue = m_model->issue(row);
    const auto exam = m_context.study->study().exam(issue.exam);
    if (!exam) {
        m_context.notifications.post(exam.error());
        return;
    }
    GiveVerdict verdict;
    verdict.kind = kind;
    verdict.labelSet = m_model->list().set.name;
    verdict.comment = exam->verdicts.isEmpty() ? exam->comment : exam->verdicts.last().comment;
    if (m_run.valid())
        verdict.run = m_run;
    if (kind == VerdictKind::labelWrong) {
        verdict.newLabel = suggestedLabel(issue, m_model->list(), *exam);
        if (!verdict.newLabel) {
            review(); // What would be right is chosen there.
            return;
        }
    }
    const auto receipt = m_context.study->apply(std::move(verdict), {issue.exam});
    if (!receipt) {
        m_context.notifications.post(receipt.error());
        return;
    }
    if (m_context.settings.value(QStringLiteral("label/advance"), true).toBool())
        goToNextOpen();
}

bool IssuesPage::bringIntoView(ExamId exam)
{
    const int row = m_model->rowOf(exam);
    if (row < 0 || row == currentRow())
        return false;
    m_table->selectRow(row);
    return true;
}

Selection IssuesPage::selection() const
{
    Selection selection;
    const auto issues = std::make_shared<QHash<qint64, LabelIssue>>();
    for (const LabelIssue &issue : m_model->issues()) {
        selection.exams.push_back(issue.exam);
        issues->insert(issue.exam.value, issue);
    }
    const QString set = m_model->list().set.name;
    const auto kinds = m_chips->kinds();
    selection.describe([count = int(selection.exams.size()), set, kinds] {
        return kinds.empty()
            ? tr("%n exam(s) whose label in %1 is doubted", nullptr, count).arg(set)
            : tr("%n exam(s) whose label in %1 is doubted: %2", nullptr, count).arg(set, issueKindText(kinds.front()));
    });
    selection.run = m_run;
    selection.labelSet = set;
    selection.ordered = true;
    if (const int row = currentRow(); row >= 0)
        selection.at = m_model->issue(row).exam;
    selection.why = [issues, set](ExamId exam) {
        const auto issue = issues->constFind(exam.value);
        return issue == issues->constEnd() ? QString() : issueSentences(*issue, set).join(QLatin1Char(' '));
    };
    return selection;
}

void IssuesPage::review()
{
    if (m_model->rowCount() > 0)
        m_context.selections.sendToReview(selection());
}

void IssuesPage::retranslate()
{
    m_back->setText(tr("Review queue"));
    m_back->setToolTip(tr("Back to the queue (Esc)"));
    m_set->setAccessibleName(tr("Label set"));
    m_set->setToolTip(tr("Whose labels are doubted"));
    m_runBox->setAccessibleName(tr("Run"));
    m_runBox->setToolTip(tr("A pretraining run: a probe on its embeddings says what each exam looks like. Without one the other kinds are listed"));
    if (m_runBox->count() > 0)
        m_runBox->setItemText(0, tr("no run"));
    m_folds->setAccessibleName(tr("Whose word"));
    m_folds->setToolTip(tr("Cross-validated: each exam is judged by a probe that has not learned from its patient"));
    for (int i = 0; i < int(std::size(foldChoices)); ++i)
        m_folds->setItemText(i, foldChoices[i] > 0 ? tr("cross-validated, %1 folds").arg(foldChoices[i])
                                                   : tr("the run's own predictions"));
    m_look->setToolTip(tr("Goes on behind; nothing is changed"));
    m_review->setToolTip(tr("This list, in this order, as the review queue, beginning with the row chosen"));
    m_table->setAccessibleName(tr("Labels that are likely wrong"));
    m_report->setAccessibleName(tr("Report"));
    QStringList verdicts;
    for (int i = 0; i < int(std::size(reviewVerdicts)); ++i)
        verdicts << QStringLiteral("%1 %2").arg(i + 1).arg(verdictText(reviewVerdicts[i]));
    m_keys->setText(tr("%1 · Enter next · K next kind · R review these").arg(verdicts.join(QStringLiteral(" · "))));
    m_chips->retranslate();
    m_model->retranslate();
    showCurrent();
    showCounts();
}

} // namespace retclip
