// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/round_page.h"

#include "core/study/label_titles.h"
#include "core/study/study_document.h"
#include "ui/review/grade_panel.h"
#include "ui/review/round_dialog.h"
#include "ui/review/round_panel.h"
#include "ui/shell/app_context.h"
#include "ui/shell/key_filter.h"
#include "ui/shell/learn_more.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/region_bar.h"
#include "ui/viewer/region_layer.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QTextBrowser>
#include <QTime>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {
constexpr int aheadRead = 6;
const QString lastRoundSetting = QStringLiteral("review/round");
} // namespace

RoundPage::RoundPage(AppContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_pictures(context)
{
    m_panel = new RoundPanel(context, m_session);
    m_grades = new GradePanel(m_session);
    m_viewer = new PairedViewer(m_pictures.get());
    m_viewer->setFocusPolicy(Qt::StrongFocus);
    m_regions = new RegionLayer(context, *m_viewer);
    layOut();
    connect(m_panel, &RoundPanel::roundChosen, this, &RoundPage::open);
    connect(m_panel, &RoundPanel::newWanted, this, &RoundPage::openDialog);
    connect(m_panel, &RoundPanel::queueWanted, this, &RoundPage::queueWanted);
    connect(m_grades, &GradePanel::keyGiven, this, &RoundPage::giveKey);
    connect(m_grades, &GradePanel::notGradableGiven, this, &RoundPage::giveNotGradable);
    connect(m_grades, &GradePanel::eyeChosen, this, [this](std::optional<Laterality> eye) { m_session.setEye(eye); });
    connect(m_grades, &GradePanel::nextWanted, this, &RoundPage::enter);
    connect(m_grades, &GradePanel::left, this, [this] { m_viewer->setFocus(); });
    connect(&m_session, &RoundSession::changed, this, &RoundPage::refresh);
    connect(&m_session, &RoundSession::failed, this, [this](const Error &error) { m_context.notifications.post(error); });
    bindKeys();
    retranslate();
}

void RoundPage::layOut()
{
    m_title = new QLabel;
    m_title->setContentsMargins(space::m, space::s, space::m, space::s);
    setLook(m_title, "section");
    auto *head = new QFrame;
    setLook(head, "surface");
    auto *headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(0, 0, 0, 0);
    headRow->addWidget(m_title);
    headRow->addWidget(new PairedViewerBar(*m_viewer), 1);
    auto *regionBar = new RegionBar(*m_regions);
    connect(regionBar, &RegionBar::left, this, [this] { m_viewer->setFocus(); });
    m_hidden = new QLabel;
    m_hidden->setContentsMargins(space::m, space::s, space::m, space::s);
    m_hidden->setWordWrap(true);
    setLook(m_hidden, "secondary");
    m_report = new QTextBrowser;
    setLook(m_report, "reading");
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setFocusPolicy(Qt::ClickFocus);
    m_others = new QTableWidget;
    m_others->setObjectName(QStringLiteral("roundOthers"));
    m_others->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_others->setSelectionMode(QAbstractItemView::NoSelection);
    m_others->setFocusPolicy(Qt::ClickFocus);
    m_others->setWordWrap(true);
    m_others->setFrameShape(QFrame::NoFrame);
    m_others->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto *below = new QFrame;
    setLook(below, "surface");
    auto *belowColumn = new QVBoxLayout(below);
    belowColumn->setContentsMargins(0, 0, 0, space::s);
    belowColumn->setSpacing(0);
    belowColumn->addWidget(m_hidden);
    belowColumn->addWidget(m_others, 1);
    belowColumn->addWidget(m_report, 1);
    auto *vertical = new QSplitter(Qt::Vertical);
    vertical->setHandleWidth(1);
    vertical->setChildrenCollapsible(false);
    vertical->addWidget(m_viewer);
    vertical->addWidget(below);
    vertical->setStretchFactor(0, 5);
    vertical->setStretchFactor(1, 1);
    vertical->setSizes({560, 150});
    auto *centre = new QWidget;
    auto *centreColumn = new QVBoxLayout(centre);
    centreColumn->setContentsMargins(0, 0, 0, 0);
    centreColumn->setSpacing(0);
    centreColumn->addWidget(head);
    centreColumn->addWidget(regionBar);
    centreColumn->addWidget(vertical, 1);
    auto *work = new QWidget;
    auto *workRow = new QHBoxLayout(work);
    workRow->setContentsMargins(0, 0, 0, 0);
    workRow->setSpacing(0);
    workRow->addWidget(centre, 1);
    workRow->addWidget(m_grades);
    m_empty = new QLabel;
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setLook(m_empty, "secondary");
    m_pages = new QStackedWidget;
    m_pages->addWidget(withLearnMore(m_empty, m_context, QStringLiteral("rounds")));
    m_pages->addWidget(work);
    auto *splitter = new QSplitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_panel);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({290, 1150});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
}

void RoundPage::bindKeys()
{
    auto *keys = new KeyFilter(m_viewer);
    for (int n = 0; n <= 9; ++n)
        keys->bind(Qt::Key(Qt::Key_0 + n), [this, n] { giveKey(n); });
    keys->bind({"label.unsure", Qt::Key_U}, [this] { giveNotGradable(); });
    keys->bind({"label.right", Qt::Key_BracketLeft}, [this] { m_session.setEye(Laterality::right); });
    keys->bind({"label.left", Qt::Key_BracketRight}, [this] { m_session.setEye(Laterality::left); });
    keys->bind({"label.both", Qt::Key_Backslash}, [this] { m_session.setEye({}); });
    keys->bind({"label.comment", Qt::Key_C}, [this] { m_grades->writeComment(); });
    keys->bind({"data.unlabelled", Qt::Key_N}, [this] { m_session.goNextOpen(); });
    for (Qt::Key key : {Qt::Key_Return, Qt::Key_Enter})
        keys->bind(key, [this] { enter(); });
    const auto go = [this](int places) { m_session.goTo(m_session.current() + places); };
    keys->bindHold(
        {"data.next", Qt::Key_Space},
        [this, go] {
            if (m_viewer->tool() == ViewerTool::pan)
                go(1);
            else
                m_viewer->setPanHeld(true);
        },
        [this] { m_viewer->setPanHeld(false); }, KeyFilter::Repeat::yes);
    for (Qt::Key key : {Qt::Key_Right, Qt::Key_PageDown})
        keys->bind(key, [go] { go(1); }, KeyFilter::Repeat::yes);
    for (Qt::Key key : {Qt::Key_Left, Qt::Key_PageUp, Qt::Key_Backspace})
        keys->bind(key, [go] { go(-1); }, KeyFilter::Repeat::yes);
    keys->bind(Qt::Key_Home, [this] { m_session.goTo(0); });
    keys->bind(Qt::Key_End, [this] { m_session.goTo(m_session.count() - 1); });
    m_viewer->bindKeys(*keys, PairedViewer::Flicker::here);
    m_regions->bindKeys(*keys);
}

// ---- Which round -------------------------------------------------------------------------------

void RoundPage::studyChanged(StudyDocument *document)
{
    m_viewer->clearExam();
    m_session.setStudy(document);
    if (document)
        m_pictures.setCacheFolder(document->study().cacheFolder());
    m_panel->fillRounds();
    refresh();
}

void RoundPage::arrive()
{
    const QVector<ReadingRound> rounds = m_session.rounds();
    m_panel->fillRounds();
    const bool another = m_session.isOpen() && m_session.person() != m_openedAs;
    if ((!m_session.isOpen() || another) && !rounds.isEmpty()) {
        const QString last = m_context.settings.value(lastRoundSetting).toString();
        const bool there = std::any_of(rounds.cbegin(), rounds.cend(),
                                       [&](const ReadingRound &round) { return round.name == last; });
        open(another ? m_session.round().name : there ? last : rounds.first().name);
    }
    m_viewer->setFocus();
}

void RoundPage::open(const QString &name)
{
    if (name.isEmpty())
        return;
    m_shownItem = 0;
    if (auto opened = m_session.open(name); !opened) {
        m_context.notifications.post(opened.error());
        return;
    }
    m_openedAs = m_session.person();
    m_context.settings.setValue(lastRoundSetting, name);
    m_panel->fillRounds();
    m_viewer->setFocus();
}

void RoundPage::openDialog()
{
    if (!m_context.study)
        return;
    auto *dialog = new RoundDialog(m_context, this);
    connect(dialog, &RoundDialog::roundOpened, this, &RoundPage::open);
    dialog->open();
}

QWidget *RoundPage::canvas() const
{
    return m_viewer;
}

QString RoundPage::agreementText() const
{
    return m_panel->agreementText();
}

bool RoundPage::bringIntoView(ExamId exam)
{
    const RoundItem *now = m_session.item(m_session.current());
    if (now && now->exam == exam)
        return false;
    for (int place = 0; place < m_session.count(); ++place)
        if (m_session.item(place)->exam == exam) {
            m_session.goTo(place);
            return true;
        }
    return false;
}

// ---- What is shown -----------------------------------------------------------------------------

void RoundPage::refresh()
{
    const bool any = m_session.isOpen() && m_session.current() >= 0;
    m_pages->setCurrentIndex(any ? 1 : 0);
    const bool disagreements = m_session.isOpen() && m_session.mode() == RoundSession::Mode::disagreements;
    m_empty->setText(!m_context.study          ? tr("Open a study to read its cases.")
                     : !m_session.isOpen()     ? tr("No reading round is open. “New round…” lets several readers grade the same exams, each alone.")
                     : disagreements           ? tr("No case on which the readers differ. It comes here once all have graded it.")
                                               : tr("This round has no case."));
    m_grades->refresh();
    if (!any) {
        m_viewer->clearExam();
        return;
    }
    const RoundItem *item = m_session.item(m_session.current());
    const bool another = m_shownItem != item->item || !m_viewer->exam() || m_viewer->exam()->id != item->exam;
    if (another) {
        m_shownItem = item->item;
        m_shownAt = QDateTime::currentDateTimeUtc();
        m_grades->clearComment();
        showExam(m_session.exam());
    }
    const QLocale locale;
    const QString place = tr("%1 of %2").arg(locale.toString(m_session.current() + 1), locale.toString(m_session.count()));
    const bool named = m_session.isRevealed() && !m_context.settings.hideIdentifiers() && m_viewer->exam();
    m_title->setText(named ? QStringLiteral("%1 · %2").arg(place, m_viewer->exam()->code) : place);
    const bool blindly = m_session.round().blind && m_session.reader() > 0 && !disagreements;
    m_regions->setOnlyOf(blindly ? m_session.person() : QString(), blindly ? m_shownAt : QDateTime());
    const bool revealed = m_session.isRevealed();
    m_report->setVisible(revealed && !disagreements);
    m_others->setVisible(disagreements);
    if (disagreements)
        showDisagreement();
    else
        m_hidden->setText(revealed ? tr("Report") : tr("Blind: labels, report and other readers' grades are hidden."));
}

void RoundPage::showExam(const std::optional<ExamRow> &exam)
{
    if (!exam) {
        m_viewer->clearExam();
        return;
    }
    m_viewer->showExam(*exam);
    m_context.tellExam(*exam);
    m_report->setPlainText(m_session.isRevealed() ? exam->report : QString());
    std::vector<ExamId> ids;
    for (int step = 1; step <= aheadRead; ++step)
        if (const RoundItem *next = m_session.item(m_session.current() + step))
            ids.push_back(next->exam);
    if (const auto rows = m_context.study->study().exams(ids))
        m_viewer->prefetch(*rows);
}

void RoundPage::showDisagreement()
{
    const std::vector<CaseState> states = m_session.disputed();
    const ReadingRound &round = m_session.round();
    const bool letters = round.blind && m_session.reader() > 0;
    QStringList columns;
    for (int reader = 1; reader <= int(round.readers.size()); ++reader) {
        const QString letter(QChar(u'A' + reader - 1));
        columns << (reader == m_session.reader() ? tr("%1 (you)").arg(letter)
                        : letters                ? letter
                                                 : QStringLiteral("%1  %2").arg(letter, round.readers[reader - 1]));
    }
    m_others->setColumnCount(int(columns.size()));
    m_others->setHorizontalHeaderLabels(columns);
    m_others->setRowCount(int(states.size()));
    bool mine = m_session.reader() == 0;
    for (int row = 0; row < int(states.size()); ++row) {
        const CaseState &state = states[std::size_t(row)];
        m_others->setVerticalHeaderItem(row, new QTableWidgetItem(
            state.eye ? QString::fromLatin1(abbreviation(*state.eye)) : tr("exam")));
        mine = mine || state.nextReader == m_session.reader();
        for (int reader = 1; reader <= int(columns.size()); ++reader) {
            const auto said = state.grades.find(reader);
            QString text;
            if (said != state.grades.end()) {
                const Grade &grade = said->second;
                text = !grade.gradable            ? tr("cannot be graded")
                    : grade.positive.isEmpty()    ? tr("none of these")
                                                  : labelTitles(round.labelSet, grade.positive);
                if (!grade.comment.isEmpty())
                    text += QStringLiteral("\n“%1”").arg(grade.comment);
            }
            auto *cell = new QTableWidgetItem(text);
            cell->setToolTip(text);
            m_others->setItem(row, reader - 1, cell);
        }
    }
    m_others->resizeRowsToContents();
    const bool unresolved = std::any_of(states.begin(), states.end(), [](const CaseState &state) { return state.unresolved; });
    m_hidden->setText(m_session.reader() == 0
                          ? (unresolved ? tr("Reviewed five times and not agreed: you decide, or leave it ambiguous (U).")
                                        : tr("The readers differ. A class closes the case with the source “adjudicated”."))
                          : mine ? tr("Your turn: keep your grade (Enter) or change it; a comment helps the others.")
                                 : tr("Another reader's turn."));
}

// ---- Deciding ----------------------------------------------------------------------------------

void RoundPage::giveKey(int key)
{
    said(m_session.giveKey(key, m_grades->comment()));
}

void RoundPage::giveNotGradable()
{
    said(m_session.giveNotGradable(m_grades->comment()));
}

void RoundPage::enter()
{
    if (m_session.mode() == RoundSession::Mode::disagreements && m_session.reader() > 0
        && m_session.current() >= 0 && !m_session.isDone(m_session.current())) {
        said(m_session.keep(m_grades->comment()));
        return;
    }
    m_session.goTo(m_session.current() + 1);
}

/// The next eye or case comes by itself, as in labelling.
void RoundPage::said(RoundSession::Step step)
{
    if (step == RoundSession::Step::nothing)
        return;
    m_grades->showSaved(tr("saved %1").arg(QLocale().toString(QTime::currentTime(), QStringLiteral("HH:mm:ss"))));
    if (step == RoundSession::Step::otherEye)
        m_session.setEye(Laterality::left);
    else if (step == RoundSession::Step::complete
             && m_context.settings.value(QStringLiteral("label/advance"), true).toBool())
        m_session.goNextOpen();
}

void RoundPage::retranslate()
{
    m_report->setAccessibleName(tr("Report"));
    m_others->setAccessibleName(tr("What each reader said"));
    m_panel->retranslate();
    m_grades->retranslate();
    refresh();
}

} // namespace retclip
