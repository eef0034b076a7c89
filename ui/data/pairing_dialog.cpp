// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/pairing_dialog.h"

#include "core/jobs/job.h"
#include "core/study/photograph_looks.h"
#include "core/study/study_document.h"
#include "ui/data/pairing_slots.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/pictures.h"

#include <QCheckBox>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {

constexpr std::size_t listedAtMost = 1000;
constexpr int pauseAfterEdit_ms = 300;

QString reasonText(PairingReason reason)
{
    switch (reason) {
    case PairingReason::looksLikeThatEye: return PairingDialog::tr("looks like that eye");
    case PairingReason::otherEyeIsThere: return PairingDialog::tr("the other eye is there already");
    case PairingReason::othersNamedLikeThis: return PairingDialog::tr("others whose names end so are of that eye");
    case PairingReason::reportNamesThatEye: return PairingDialog::tr("the report names that eye");
    case PairingReason::sameStem: return PairingDialog::tr("two names alike");
    case PairingReason::samePatient: return PairingDialog::tr("the same patient and day");
    case PairingReason::sameDay: return PairingDialog::tr("the same day");
    case PairingReason::sameMinutes: return PairingDialog::tr("taken within minutes");
    case PairingReason::eyesFit: return PairingDialog::tr("one looks like a right, one like a left eye");
    }
    return {};
}

QString reasonsText(const PairingProposal &proposal)
{
    QStringList reasons;
    for (const PairingReason reason : proposal.reasons)
        reasons.append(reasonText(reason));
    return reasons.join(QStringLiteral(" · "));
}

QString eyeTitle(std::optional<Laterality> eye)
{
    if (!eye)
        return PairingDialog::tr("eye unknown");
    return *eye == Laterality::right ? PairingDialog::tr("OD right") : PairingDialog::tr("OS left");
}

} // namespace

PairingDialog::PairingDialog(AppContext &context, QWidget *parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("pairingDesk"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("pairingCounts"));
    m_counts->setWordWrap(true);
    setLook(m_counts, "label");
    column->addWidget(m_counts);
    makeDesk(*column);
    m_help = new QLabel(this);
    m_help->setWordWrap(true);
    setLook(m_help, "caption");
    column->addWidget(m_help);
    auto *foot = new QHBoxLayout;
    const auto button = [this, foot](const char *name) {
        auto *made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        foot->addWidget(made);
        return made;
    };
    m_take = button("pairingTake");
    setLook(m_take, "primary");
    m_right = button("pairingRight");
    m_left = button("pairingLeft");
    m_leave = button("pairingLeave");
    foot->addStretch(1);
    m_open = button("pairingOpen");
    m_close = button("pairingClose");
    column->addLayout(foot);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_take, &QPushButton::clicked, this, &PairingDialog::takeProposal);
    connect(m_right, &QPushButton::clicked, this, [this] { giveEye(Laterality::right); });
    connect(m_left, &QPushButton::clicked, this, [this] { giveEye(Laterality::left); });
    connect(m_leave, &QPushButton::clicked, this, &PairingDialog::leaveSo);
    connect(m_open, &QPushButton::clicked, this, &PairingDialog::openInData);
    m_again.setSingleShot(true);
    m_again.setInterval(pauseAfterEdit_ms);
    connect(&m_again, &QTimer::timeout, this, &PairingDialog::gather);
    connect(&context, &AppContext::studyChanged, this, &QDialog::close);
    if (context.study) {
        connect(context.study, &StudyDocument::examsChanged, this, [this] { m_again.start(); });
        connect(context.study, &StudyDocument::contentsChanged, this, [this] { m_again.start(); });
    }
    bindKeys();
    resize(theme().scaled(1040), theme().scaled(680));
    retranslate();
    gather();
    m_list->setFocus();
}

PairingDialog::~PairingDialog()
{
    if (m_job)
        m_job->cancel();
}

void PairingDialog::makeDesk(QVBoxLayout &column)
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    m_list = new QTreeWidget(splitter);
    m_list->setObjectName(QStringLiteral("pairingList"));
    m_list->setColumnCount(3);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    auto *desk = new QWidget(splitter);
    auto *inner = new QVBoxLayout(desk);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(space::s);
    m_photograph = new PhotographTile(*m_context.pictures, PhotographTile::Drags::yes, desk);
    m_photograph->setObjectName(QStringLiteral("pairingPhotograph"));
    inner->addWidget(m_photograph, 5);
    m_why = new QLabel(desk);
    m_why->setObjectName(QStringLiteral("pairingWhy"));
    m_why->setWordWrap(true);
    m_why->setMinimumHeight(2 * theme().scaled(space::row) - space::s); // nothing jumps from one to the next
    m_why->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    inner->addWidget(m_why);
    m_move = new QCheckBox(desk);
    m_move->setObjectName(QStringLiteral("pairingMove"));
    inner->addWidget(m_move);
    auto *eyes = new QHBoxLayout;
    eyes->setSpacing(space::s);
    for (const Laterality eye : both_eyes) { // The right eye stands at the viewer's left.
        m_slots[eye] = new PhotographTile(*m_context.pictures, PhotographTile::Drags::no, desk);
        m_slots[eye]->setObjectName(eye == Laterality::right ? QStringLiteral("pairingOd") : QStringLiteral("pairingOs"));
        eyes->addWidget(m_slots[eye], 1);
        connect(m_slots[eye], &PhotographTile::dropped, this, [this, eye] { giveEye(eye); });
    }
    inner->addLayout(eyes, 4);
    splitter->addWidget(m_list);
    splitter->addWidget(desk);
    splitter->setSizes({theme().scaled(430), theme().scaled(580)});
    column.addWidget(splitter, 1);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &PairingDialog::showCurrent);
    connect(m_move, &QCheckBox::toggled, this, [this] { refresh(); });
}

void PairingDialog::bindKeys()
{
    auto *keys = new KeyFilter(m_list);
    for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter})
        keys->bind(key, [this] { takeProposal(); });
    for (const Qt::Key key : {Qt::Key_Left, Qt::Key_BracketLeft})
        keys->bind(key, [this] { giveEye(Laterality::right); });
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_BracketRight})
        keys->bind(key, [this] { giveEye(Laterality::left); });
    keys->bind(Qt::Key_A, [this] { leaveSo(); });
    // The window's own shortcut does not reach a window beside it.
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this, [this] {
        if (!m_context.study)
            return;
        if (const auto receipt = m_context.study->undo(); !receipt)
            m_context.notifications.post(receipt.error());
    });
    keys->bind(Qt::Key_E, [this] {
        if (m_move->isEnabled())
            m_move->toggle();
    });
}

// ---- The list ------------------------------------------------------------------------------------

void PairingDialog::gather()
{
    if (!m_context.study)
        return;
    if (m_job)
        m_job->cancel();
    auto other = m_context.study->study().openAnother(OpenMode::readOnly);
    if (!other) {
        m_context.notifications.post(other.error());
        emit listed(-1);
        return;
    }
    const std::shared_ptr<Study> study = std::move(*other);
    m_job = m_context.jobs.start<std::vector<UnclearPhotograph>>(
        {}, this,
        [study](const ProgressCallback &progress, std::stop_token stop) {
            return unclearPhotographs(*study, progress, stop);
        },
        [this](Result<std::vector<UnclearPhotograph>> photographs) {
            if (!photographs) {
                if (photographs.error().code != ErrorCode::cancelled) {
                    m_context.notifications.post(photographs.error());
                    emit listed(-1);
                }
                return;
            }
            m_job = nullptr;
            m_read = true;
            m_photographs = std::move(*photographs);
            if (const auto oneEyed = m_context.study ? m_context.study->study().count(QStringLiteral("eye:one")) : Result<qint64>(0))
                m_oneEyed = int(*oneEyed);
            fillList();
            emit listed(int(m_photographs.size()));
        });
}

QString PairingDialog::nameOf(const UnclearPhotograph &photograph) const
{
    return m_context.settings.hideIdentifiers() ? tr("photograph %1").arg(photograph.image.id.value)
                                                : QFileInfo(photograph.image.path).fileName();
}

void PairingDialog::fillList()
{
    const UnclearPhotograph *before = current();
    const ImageId was = before ? before->image.id : ImageId{};
    const int place = std::max(0, currentRow());
    QTreeWidgetItem *chosen = nullptr;
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        QList<QTreeWidgetItem *> items;
        for (std::size_t i = 0; i < std::min(listedAtMost, m_photographs.size()); ++i) {
            const UnclearPhotograph &each = m_photographs[i];
            auto *item = new QTreeWidgetItem({nameOf(each), QString(), QString()});
            item->setToolTip(0, item->text(0));
            if (each.proposal) {
                const bool moves = each.proposal->exam != each.exam;
                const QString exam = m_context.settings.hideIdentifiers() ? tr("exam %1").arg(each.proposal->exam.value)
                                                                          : each.proposal->code;
                item->setText(1, moves ? tr("%1 of %2").arg(eyeTitle(each.proposal->eye), exam) : eyeTitle(each.proposal->eye));
                item->setText(2, QLocale().toString(each.proposal->confidence, 'f', 2));
                item->setToolTip(1, reasonsText(*each.proposal));
            } else {
                item->setText(1, tr("cannot be told"));
            }
            if (each.image.id == was)
                chosen = item;
            items.append(item);
        }
        m_list->addTopLevelItems(items);
    }
    if (!chosen)
        chosen = m_list->topLevelItem(std::min(place, m_list->topLevelItemCount() - 1));
    m_list->setCurrentItem(chosen);
    showCurrent();
}

int PairingDialog::currentRow() const
{
    return m_list->currentItem() ? m_list->indexOfTopLevelItem(m_list->currentItem()) : -1;
}

const UnclearPhotograph *PairingDialog::current() const
{
    const int row = currentRow();
    return row >= 0 && row < int(m_photographs.size()) ? &m_photographs[std::size_t(row)] : nullptr;
}

ExamId PairingDialog::shownExam() const
{
    const UnclearPhotograph *photograph = current();
    if (!photograph)
        return {};
    return photograph->proposal && m_move->isChecked() ? photograph->proposal->exam : photograph->exam;
}

void PairingDialog::showCurrent()
{
    const UnclearPhotograph *photograph = current();
    const bool moves = photograph && photograph->proposal && photograph->proposal->exam != photograph->exam;
    {
        const QSignalBlocker quiet(m_move);
        m_move->setChecked(moves);
        m_move->setEnabled(moves);
    }
    // The next ones are read ahead.
    for (int ahead = 1; ahead <= 3; ++ahead)
        if (const int row = currentRow() + ahead; photograph && row < int(m_photographs.size()))
            m_context.pictures->prefetch(m_photographs[std::size_t(row)].image);
    refresh();
}

void PairingDialog::refresh()
{
    const QLocale locale;
    const auto sure = std::count_if(m_photographs.begin(), m_photographs.end(),
                                    [](const UnclearPhotograph &each) { return each.proposal.has_value(); });
    m_counts->setText(!m_read               ? tr("Reading…")
                      : m_photographs.empty() && m_oneEyed > 0
                      ? tr("Every photograph says which eye it shows. %Ln exam(s) show one eye only, and no photograph of this study "
                           "seems to belong to them.", nullptr, m_oneEyed)
                      : m_photographs.empty() ? tr("Every photograph says which eye it shows, and every exam shows both eyes.")
                                            : tr("%Ln photograph(s) are unclear; for %1 of them there is a proposal.", nullptr, int(m_photographs.size()))
                                                  .arg(locale.toString(qlonglong(sure))));
    const UnclearPhotograph *photograph = current();
    const bool writable = photograph && m_context.study && !m_context.study->study().isReadOnly();
    m_photograph->showPhotograph(photograph ? std::optional(photograph->image) : std::nullopt);
    m_photograph->setTitle(photograph ? nameOf(*photograph) : QString(),
                           !photograph                            ? QString()
                           : m_context.settings.hideIdentifiers() ? eyeTitle(photograph->eye)
                                                                  : tr("exam %1, %2").arg(photograph->code, eyeTitle(photograph->eye)));
    const auto proposal = photograph ? photograph->proposal : std::nullopt;
    m_why->setText(!photograph ? QString()
                   : proposal  ? tr("Proposed: %1, because: %2.").arg(eyeTitle(proposal->eye), reasonsText(*proposal))
                               : tr("Nothing tells the eye: look at the optic disc, which lies on the side of the nose. "
                                    "“Checks of photographs” in Data looks at all pictures and may know more."));
    m_move->setText(proposal && proposal->exam != photograph->exam && !m_context.settings.hideIdentifiers()
                        ? tr("Move to the exam %1 (E)").arg(proposal->code)
                        : tr("Move to another exam (E)"));
    std::optional<ExamRow> exam;
    if (photograph && m_context.study)
        if (auto row = m_context.study->study().exam(shownExam()))
            exam = std::move(*row);
    for (const Laterality eye : both_eyes) {
        const bool here = proposal && proposal->eye == eye && proposal->exam == shownExam();
        const auto there = exam ? exam->images[eye] : std::nullopt;
        m_slots[eye]->showPhotograph(here && !there ? std::optional(photograph->image) : there, here);
        m_slots[eye]->setTitle(eye == Laterality::right ? tr("OD right eye") : tr("OS left eye"),
                               !exam || m_context.settings.hideIdentifiers() ? QString()
                               : here                                        ? tr("exam %1, proposed").arg(exam->code)
                                                                             : tr("exam %1").arg(exam->code));
    }
    m_take->setEnabled(writable && proposal && (proposal->eye || proposal->exam != photograph->exam));
    m_right->setEnabled(writable);
    m_left->setEnabled(writable);
    m_leave->setEnabled(writable);
    m_open->setEnabled(photograph != nullptr);
}

// ---- Deciding ------------------------------------------------------------------------------------

void PairingDialog::decide(ExamId exam, std::optional<Laterality> eye)
{
    const UnclearPhotograph *photograph = current();
    if (!photograph || !m_context.study)
        return;
    const auto actions = pairingActions(m_context.study->study(), photograph->image.id, photograph->exam, exam, eye);
    if (!actions) {
        m_context.notifications.post(actions.error());
        return;
    }
    if (const auto receipt = m_context.study->applyTogether(*actions, {exam}); !receipt)
        m_context.notifications.post(receipt.error());
    else
        goOn();
}

void PairingDialog::takeProposal()
{
    const UnclearPhotograph *photograph = current();
    if (m_take->isEnabled() && photograph && photograph->proposal)
        decide(m_move->isEnabled() && !m_move->isChecked() ? photograph->exam : photograph->proposal->exam,
               photograph->proposal->eye);
}

void PairingDialog::giveEye(Laterality eye)
{
    if (m_right->isEnabled())
        decide(shownExam(), eye);
}

void PairingDialog::leaveSo()
{
    const UnclearPhotograph *photograph = current();
    if (!m_leave->isEnabled() || !photograph)
        return;
    if (const auto receipt = m_context.study->apply(AddTag{QString::fromLatin1(eyesCheckedTag)}, {photograph->exam}); !receipt)
        m_context.notifications.post(receipt.error());
    else
        goOn();
}

void PairingDialog::goOn()
{
    const int row = currentRow();
    if (row < 0)
        return;
    {
        const QSignalBlocker quiet(m_list);
        m_photographs.erase(m_photographs.begin() + row);
        delete m_list->takeTopLevelItem(row);
        m_list->setCurrentItem(m_list->topLevelItem(std::min(row, m_list->topLevelItemCount() - 1)));
    }
    showCurrent();
}

void PairingDialog::openInData()
{
    const UnclearPhotograph *photograph = current();
    if (!photograph)
        return;
    Selection selection;
    selection.exams = {photograph->exam};
    if (shownExam() != photograph->exam)
        selection.exams.push_back(shownExam());
    selection.describe([] { return tr("From the pairing desk"); });
    m_context.selections.openInData(selection);
}

void PairingDialog::retranslate()
{
    setWindowTitle(tr("Pairing desk"));
    m_list->setHeaderLabels({tr("Photograph"), tr("Seems to be"), tr("Sure")});
    m_list->setAccessibleName(tr("Unclear photographs"));
    m_help->setText(tr("Space: take the proposal   ←: it is the right eye (OD)   →: it is the left eye (OS)   or drag it to its "
                       "place   A: leave it so   Ctrl+Z: take back"));
    m_take->setText(tr("Take the proposal (Space)"));
    m_right->setText(tr("OD right (←)"));
    m_left->setText(tr("OS left (→)"));
    m_leave->setText(tr("Leave it so (A)"));
    m_leave->setToolTip(tr("Tags the exam “%1”, so that it is not asked again").arg(QLatin1String(eyesCheckedTag)));
    m_open->setText(tr("Open in Data"));
    m_close->setText(tr("Close"));
    m_close->setToolTip(tr("Close (Esc)"));
    fillList();
}

void PairingDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
