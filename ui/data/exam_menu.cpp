// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/exam_menu.h"

#include "core/study/study_document.h"
#include "ui/data/labeller.h"
#include "ui/data/laterality_dialog.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QClipboard>
#include <QGuiApplication>

namespace retclip {

ExamMenu::ExamMenu(AppContext &context, Labeller &labeller, const std::vector<ExamRow> &exams,
                   QWidget *parent)
    : QMenu(parent)
{
    for (const ExamRow &exam : exams)
        m_ids.push_back(exam.id);
    addAction(theme().icon(QStringLiteral("pair")), tr("Open the pair\tQ"), this,
              &ExamMenu::openWanted);
    addSeparator();
    addLabels(context, labeller, exams);
    addSeparator();
    addWays(context);
    addSeparator();
    addAction(theme().icon(QStringLiteral("copy")), tr("Copy code\tCtrl+C"), this,
              [exams] { copyCodes(exams); });
}

void ExamMenu::addLabels(AppContext &context, Labeller &labeller, const std::vector<ExamRow> &exams)
{
    Labeller *to = &labeller;
    QWidget *over = parentWidget();
    QMenu *label = addMenu(theme().icon(QStringLiteral("label")), tr("Label"));
    for (const Labeller::Choice &choice : labeller.choices()) {
        label->addAction(choice.title + (choice.key > 0 ? QStringLiteral("\t%1").arg(choice.key)
                                                        : QString()),
                         this, [to, key = choice.key, ids = m_ids] { to->applyKey(key, ids); });
    }
    label->addAction(tr("Take the label away\t0"), this, [to, ids = m_ids] { to->clear(ids); });
    label->addSeparator();
    label->addAction(tr("New label set…"), this, [to, over] { to->askForNewSet(over); });
    addAction(theme().icon(QStringLiteral("tag")), tr("Tag…\tT"), this,
              [to, over, ids = m_ids] { to->askForTag(ids, over); });
    addAction(theme().icon(QStringLiteral("exclude")), tr("Exclude, or take back\tX"), this,
              [to, exams] { to->toggleExcluded(exams); });
    if (exams.size() == 1)
        addAction(theme().icon(QStringLiteral("eye-both")), tr("Which eye is which…\tW"), this,
                  [&context, over, exam = exams.front()] {
                      (new LateralityDialog(context, exam, over))->open();
                  });
    addAction(theme().icon(QStringLiteral("swap")), tr("The two eyes are swapped"), this,
              [&context, ids = m_ids] {
                  if (auto receipt = context.study->apply(SwapEyes{}, ids); !receipt)
                      context.notifications.post(receipt.error());
              });
}

void ExamMenu::addWays(AppContext &context)
{
    addAction(theme().icon(QStringLiteral("plus")), tr("More like this\tL"), this, [this] { emit likeWanted(true); });
    addAction(theme().icon(QStringLiteral("minus")), tr("Less like this\tShift+L"), this, [this] { emit likeWanted(false); });
    addAction(theme().icon(QStringLiteral("review")), tr("Send to review\tR"), this, [&context] {
        context.selections.sendToReview(context.selections.current());
    });
    addAction(theme().icon(QStringLiteral("dataset")), tr("Freeze as a dataset…\tCtrl+D"), this,
              [&context] { context.freezeDataset(); });
    addAction(theme().icon(QStringLiteral("export")), tr("Export…\tCtrl+E"), this,
              [&context] { context.exportSelection(); });
    addAction(theme().icon(QStringLiteral("privacy")), tr("Report privacy…"), this,
              &ExamMenu::reportPrivacyWanted);
    addAction(theme().icon(QStringLiteral("label")), tr("Labels from reports…\tCtrl+Shift+L"), this,
              &ExamMenu::labelProposalsWanted);
}

void copyCodes(const std::vector<ExamRow> &exams)
{
    QStringList codes;
    for (const ExamRow &exam : exams)
        codes << exam.code;
    QGuiApplication::clipboard()->setText(codes.join(QLatin1Char('\n')));
}

} // namespace retclip
