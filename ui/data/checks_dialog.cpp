// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/checks_dialog.h"

#include "core/quality/photograph_look.h"
#include "core/study/study_document.h"
#include "ui/data/network_alikes.h"
#include "ui/shell/job_line.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>
#include <set>

namespace retclip {

namespace {

const QString lookJobName = QStringLiteral("lookAtPhotographs");

bool isAboutEyes(const QString &kind)
{
    return kind.startsWith(QLatin1String("pair:"));
}

} // namespace

ChecksDialog::ChecksDialog(AppContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("checksDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    auto *top = new QHBoxLayout;
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("checksCount"));
    m_count->setWordWrap(true);
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(theme().scaled(160));
    m_look = new QPushButton(this);
    m_look->setObjectName(QStringLiteral("checksLook"));
    setLook(m_look, "primary");
    m_stop = new QPushButton(this);
    m_stop->setObjectName(QStringLiteral("checksStop"));
    top->addWidget(m_count, 1);
    top->addWidget(m_bar);
    top->addWidget(m_stop);
    top->addWidget(m_look);
    column->addLayout(top);
    makeLists();
    auto *foot = new QHBoxLayout;
    const auto button = [this, foot](const char *name) {
        auto *made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        foot->addWidget(made);
        return made;
    };
    m_swap = button("checksSwap");
    m_accept = button("checksAccept");
    foot->addStretch(1);
    m_open = button("checksOpen");
    column->addLayout(foot);
    connect(m_look, &QPushButton::clicked, this, &ChecksDialog::look);
    connect(m_stop, &QPushButton::clicked, this, &ChecksDialog::stopLooking);
    connect(m_open, &QPushButton::clicked, this, &ChecksDialog::openInData);
    connect(m_swap, &QPushButton::clicked, this, &ChecksDialog::swapEyes);
    connect(m_accept, &QPushButton::clicked, this, &ChecksDialog::acceptEyes);
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    if (context.study) {
        connect(context.study, &StudyDocument::examsChanged, this, &ChecksDialog::gather);
        connect(context.study, &StudyDocument::contentsChanged, this, &ChecksDialog::gather);
    }
    resize(theme().scaled(940), theme().scaled(600));
    retranslate();
    for (Job *job : context.jobs.shown())
        if (job->objectName() == lookJobName)
            follow(job); // begun from an earlier window
    gather();
}

ChecksDialog::~ChecksDialog() = default;

void ChecksDialog::makeLists()
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    auto *left = new QWidget(splitter);
    auto *kinds = new QVBoxLayout(left);
    kinds->setContentsMargins(0, 0, 0, 0);
    kinds->setSpacing(space::m);
    m_kinds = new QTreeWidget(left);
    m_kinds->setObjectName(QStringLiteral("checkKinds"));
    m_kinds->setColumnCount(2);
    m_kinds->setHeaderHidden(true);
    m_kinds->setIndentation(12);
    m_kinds->header()->setStretchLastSection(false);
    m_kinds->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_kinds->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_network = new NetworkAlikes(m_context, left);
    kinds->addWidget(m_kinds, 1);
    kinds->addWidget(m_network);
    connect(m_network, &NetworkAlikes::changed, this, [this] {
        if (m_checks)
            showChecks(StudyChecks(*m_checks));
    });
    auto *right = new QWidget(splitter);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    m_list = new QTreeWidget(right);
    m_list->setObjectName(QStringLiteral("checkCases"));
    m_list->setColumnCount(4);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->header()->setStretchLastSection(true);
    m_more = new QLabel(right);
    m_more->setWordWrap(true);
    setLook(m_more, "caption");
    column->addWidget(m_list, 1);
    column->addWidget(m_more);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({theme().scaled(340), theme().scaled(600)});
    static_cast<QVBoxLayout *>(layout())->addWidget(splitter, 1);
    connect(m_kinds, &QTreeWidget::currentItemChanged, this, &ChecksDialog::listKind);
    connect(m_kinds, &QTreeWidget::itemDoubleClicked, this, &ChecksDialog::openInData);
    connect(m_list, &QTreeWidget::itemDoubleClicked, this, &ChecksDialog::openInData);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &ChecksDialog::refreshButtons);
    auto *keys = new KeyFilter(m_list);
    keys->bind(Qt::Key_S, [this] { swapEyes(); });
    keys->bind(Qt::Key_A, [this] { acceptEyes(); });
    keys->bind(Qt::Key_Return, [this] { openInData(); });
    keys->bind(Qt::Key_Enter, [this] { openInData(); });
}

// ---- Looking -------------------------------------------------------------------------------------

void ChecksDialog::look()
{
    if (!m_context.study || m_lookJob)
        return;
    auto other = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!other) {
        m_context.notifications.post(other.error());
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    // The job outlives this window: it speaks to the document and the list of messages.
    QPointer<StudyDocument> document = m_context.study;
    Notifications *notifications = &m_context.notifications;
    Job *job = m_context.jobs.start<LookReport>(
        tr("Looking at photographs"), document,
        [study](const ProgressCallback &progress, std::stop_token stop) {
            return lookAtStudy(*study, progress, stop);
        },
        [document, notifications](Result<LookReport> report) {
            if (!report && report.error().code != ErrorCode::cancelled)
                notifications->post(report.error());
            if (document)
                document->announceImport(); // qualities, faults and suspicions are new
        });
    job->setObjectName(lookJobName);
    connect(document, &QObject::destroyed, job, &Job::cancel);
    follow(job);
}

void ChecksDialog::follow(Job *job)
{
    m_lookJob = job;
    connect(job, &Job::progressed, this, &ChecksDialog::showProgress);
    connect(job, &Job::ended, this, [this] {
        m_lookJob = nullptr;
        showProgress();
    });
    showProgress();
}

void ChecksDialog::stopLooking()
{
    if (m_lookJob)
        m_lookJob->cancel();
}

void ChecksDialog::showProgress()
{
    const bool looking = m_lookJob;
    m_bar->setVisible(looking);
    m_stop->setVisible(looking);
    const QLocale locale;
    if (looking) {
        const Progress progress = m_lookJob->progress();
        m_bar->setRange(0, progress.total > 0 ? 1000 : 0);
        if (progress.total > 0)
            m_bar->setValue(int(1000 * progress.done / progress.total));
        QString text = tr("Looking: %1 of %2 photographs.")
                           .arg(locale.toString(qlonglong(progress.done)),
                                locale.toString(qlonglong(progress.total)));
        if (progress.seconds_left >= 0)
            text += QLatin1Char(' ') + tr("%1 left. You can go on working, or close this window.")
                                           .arg(durationText(progress.seconds_left));
        m_count->setText(text);
    } else if (m_checks) {
        m_count->setText(tr("%1 of %2 photographs were looked at. A person decides; this only ranks.")
                             .arg(locale.toString(qlonglong(m_checks->count.looked)),
                                  locale.toString(qlonglong(m_checks->count.photographs))));
    } else {
        m_count->setText(tr("Reading…"));
    }
    const bool rest = m_checks && m_checks->count.looked < m_checks->count.photographs;
    m_look->setVisible(!looking && rest && m_context.study && !m_context.study->study().isReadOnly());
    m_look->setText(m_checks && m_checks->count.looked > 0 ? tr("Look at the rest") : tr("Look at photographs"));
}

// ---- What to do about it -------------------------------------------------------------------------

std::vector<ExamId> ChecksDialog::chosen() const
{
    std::vector<ExamId> exams;
    for (const QTreeWidgetItem *item : m_list->selectedItems())
        exams.push_back({item->data(0, checkCaseRole).toLongLong()});
    std::sort(exams.begin(), exams.end());
    exams.erase(std::unique(exams.begin(), exams.end()), exams.end());
    return exams;
}

void ChecksDialog::openInData()
{
    const QTreeWidgetItem *item = m_kinds->currentItem();
    if (!item || kind().isEmpty() || m_cases.empty())
        return;
    Selection selection;
    selection.sentence = tr("%1: %2").arg(item->parent() ? item->parent()->text(0) : QString(), item->text(0));
    const bool some = m_list->selectedItems().size() > 1;
    if (isQuery() && !some)
        selection.query = kind() + QStringLiteral(" sort:quality");
    if (some) {
        selection.exams = chosen();
    } else {
        std::set<ExamId> taken; // an exam may stand in several groups
        for (const Case &each : m_cases)
            if (taken.insert(each.exam).second)
                selection.exams.push_back(each.exam);
    }
    m_context.selections.openInData(selection);
}

void ChecksDialog::apply(const EditAction &action)
{
    const std::vector<ExamId> exams = chosen();
    if (exams.empty() || !m_context.study || !isAboutEyes(kind()))
        return;
    if (const auto receipt = m_context.study->apply(action, exams); !receipt)
        m_context.notifications.post(receipt.error());
}

void ChecksDialog::swapEyes()
{
    if (m_swap->isEnabled())
        apply(SwapEyes{});
}

void ChecksDialog::acceptEyes()
{
    if (m_accept->isEnabled())
        apply(AddTag{QString::fromLatin1(eyesCheckedTag)});
}

void ChecksDialog::refreshButtons()
{
    const bool writable = m_context.study && !m_context.study->study().isReadOnly();
    const bool some = !m_list->selectedItems().isEmpty();
    m_swap->setEnabled(writable && some
                       && (kind() == QLatin1String("pair:swapped_eyes") || kind() == QLatin1String("pair:wrong_eye")));
    m_accept->setEnabled(writable && some && isAboutEyes(kind()));
    m_open->setEnabled(!m_cases.empty());
}

void ChecksDialog::retranslate()
{
    setWindowTitle(tr("Checks of photographs"));
    m_list->setHeaderLabels({tr("Exam"), tr("Eye"), tr("Sure"), tr("Why")});
    m_list->setAccessibleName(tr("Cases"));
    m_kinds->setAccessibleName(tr("What was found"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("What was looked at is kept; go on at any time"));
    m_swap->setText(tr("Swap the eyes (S)"));
    m_accept->setText(tr("Named rightly (A)"));
    m_accept->setToolTip(tr("Tags the exam “%1”, so that it is not asked again").arg(QLatin1String(eyesCheckedTag)));
    m_open->setText(tr("Open in Data"));
    if (m_checks)
        showChecks(StudyChecks(*m_checks));
    showProgress();
    refreshButtons();
}

void ChecksDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
