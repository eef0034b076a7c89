// SPDX-License-Identifier: GPL-3.0-or-later
// Ways from Data that fill the grid otherwise than by a query, and the pages beside it.
#include "ui/data/data_workspace.h"

#include "core/study/study_document.h"
#include "ui/data/checks_dialog.h"
#include "ui/data/data_bar.h"
#include "ui/data/exam_list_model.h"
#include "ui/data/exam_views.h"
#include "ui/data/likeness_bar.h"
#include "ui/data/likeness_search.h"
#include "ui/data/pair_page.h"
#include "ui/data/pairing_dialog.h"
#include "ui/data/privacy_dialog.h"
#include "ui/data/proposals_dialog.h"
#include "ui/data/query_line.h"
#include "ui/data/terms_dialog.h"
#include "ui/shell/notifications.h"

#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>

namespace retclip {

namespace {
constexpr std::size_t likenedAtMost = 100; ///< Beyond, a mean of them is like everything.
}

// ---- Likeness ------------------------------------------------------------------------------------

void DataWorkspace::wireLikeness()
{
    connect(m_likeness, &LikenessSearch::changed, this, &DataWorkspace::runQuery);
    connect(m_likeness, &LikenessSearch::found, this, &DataWorkspace::takeAlike);
    connect(m_likeness, &LikenessSearch::failed, this, [this](const Error &error) {
        if (!error.cause.empty() && error.code == ErrorCode::invalid_argument)
            m_bar->showError(error); // of the query that says among which
    });
}

void DataWorkspace::markChosen(bool like)
{
    if (!m_context.study)
        return;
    if (!pairIsOpen()) {
        std::vector<ExamId> chosen = m_views->chosen();
        if (chosen.size() > likenedAtMost)
            chosen.resize(likenedAtMost);
        if (const auto exams = m_context.study->study().exams(chosen); exams)
            m_likeness->mark(*exams, like);
        else
            m_context.notifications.post(exams.error());
    } else if (const ExamRow *exam = m_model->row(m_pair->row())) {
        m_likeness->mark({*exam}, like);
    }
}

/// The most alike stands first, whatever was looked at before.
void DataWorkspace::takeAlike()
{
    std::vector<ExamId> exams;
    QStringList badges;
    for (const LikenessHit &hit : m_likeness->answer().hits) {
        exams.push_back(hit.exam);
        badges.append(QStringLiteral("%1 · %2").arg(QLocale().toString(badges.size() + 1),
                                                    QLocale().toString(hit.similarity, 'f', 2)));
    }
    Selection alike;
    alike.exams = exams;
    alike.describe([sentence = m_likeness->sentence()] { return sentence; });
    m_bar->queryLine()->clearError();
    m_model->setExams(std::move(exams), badges);
    m_selecting = true;
    m_views->moveCursor(-1);
    m_selecting = false;
    refreshState();
    showDetails();
    if (pairIsOpen())
        m_pair->showRow(0);
    if (!alike.empty())
        m_context.selections.select(alike);
    emit resultShown();
}

// ---- Pages ---------------------------------------------------------------------------------------

void DataWorkspace::openChecks()
{
    if (!m_context.study)
        return;
    if (auto *open = findChild<ChecksDialog *>()) {
        open->raise();
        open->activateWindow();
        return;
    }
    (new ChecksDialog(m_context, this))->show(); // beside the grid that it fills
}

/// One page: two would decide about the same words.
void DataWorkspace::showReportPrivacy()
{
    if (!m_context.study)
        return;
    auto *page = window()->findChild<PrivacyDialog *>();
    if (!page)
        page = new PrivacyDialog(m_context, window());
    page->show();
    page->raise();
    page->activateWindow();
}

void DataWorkspace::showLabelProposals()
{
    if (!m_context.study)
        return;
    auto *page = window()->findChild<ProposalsDialog *>();
    if (!page)
        page = new ProposalsDialog(m_context, window());
    page->show();
    page->raise();
    page->activateWindow();
}

/// Beside the exams that it fills.
void DataWorkspace::showTerms()
{
    if (!m_context.study)
        return;
    auto *page = window()->findChild<TermsDialog *>();
    if (!page) {
        page = new TermsDialog(m_context, [this] { return m_bar->query().trimmed(); }, window());
        connect(page, &TermsDialog::queryWanted, this, [this](const QString &query) {
            m_context.showWorkspace(id());
            m_likeness->end();
            m_pages->setCurrentWidget(m_splitter);
            setQuery(query);
        });
    }
    page->show();
    page->raise();
    page->activateWindow();
}

void DataWorkspace::showPairing()
{
    if (!m_context.study)
        return;
    auto *page = window()->findChild<PairingDialog *>();
    if (!page)
        page = new PairingDialog(m_context, window());
    page->show();
    page->raise();
    page->activateWindow();
}

/// The last good result stays, dimmed.
void DataWorkspace::showQueryError(const Error &error)
{
    m_bar->showError(error);
    m_views->setDimmed(true);
}

void DataWorkspace::selectAll()
{
    Selection all;
    all.exams = m_model->exams();
    all.query = m_shownQuery;
    all.live = m_fixed.empty();
    all.describe([query = m_shownLine] {
        return query.isEmpty() ? tr("All exams of the study")
                               : tr("Exams that match: %1").arg(query);
    });
    m_selecting = true;
    m_views->selectAll();
    m_selecting = false;
    m_context.selections.select(all);
}

} // namespace retclip
