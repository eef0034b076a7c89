// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/exam_menu.h"

#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/data/labeller.h"
#include "ui/data/laterality_dialog.h"
#include "ui/shell/app_context.h"
#include "ui/shell/label_colours.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QClipboard>
#include <QGuiApplication>

#include <memory>

namespace retclip {

ExamMenu::ExamMenu(AppContext &context, Labeller &labeller, std::vector<ExamId> exams,
                   QWidget *parent)
    : QMenu(parent), m_ids(std::move(exams))
{
    addAction(theme().icon(QStringLiteral("pair")), tr("Open the pair\tQ"), this,
              &ExamMenu::openWanted);
    addSeparator();
    addLabels(context, labeller);
    addSeparator();
    addWays(context);
    addSeparator();
    if (m_ids.size() == 1)
        addAction(theme().icon(QStringLiteral("history")), tr("History of this exam…"), this,
                  [&context, id = m_ids.front()] {
                      if (const auto exam = context.study->study().exam(id); exam)
                          context.showHistory(exam->code);
                      else
                          context.notifications.post(exam.error());
                  });
    addAction(theme().icon(QStringLiteral("copy")), tr("Copy code\tCtrl+C"), this,
              [&context, ids = m_ids] { copyCodes(context, ids); });
}

void ExamMenu::addLabels(AppContext &context, Labeller &labeller)
{
    Labeller *to = &labeller;
    QWidget *over = parentWidget();
    QMenu *label = addMenu(theme().icon(QStringLiteral("label")), tr("Label"));
    for (const Labeller::Choice &choice : labeller.choices()) {
        QAction *give = label->addAction(
            choice.title + (choice.key > 0 ? QStringLiteral("\t%1").arg(choice.key) : QString()), this,
            [to, key = choice.key, ids = m_ids] { to->applyKey(key, ids); });
        give->setToolTip(choice.help.isEmpty() ? choice.title : choice.help);
        if (choice.colour.isValid())
            give->setIcon(colourIcon(choice.colour));
    }
    label->addAction(tr("Take the label away\t0"), this, [to, ids = m_ids] { to->clear(ids); });
    label->addSeparator();
    label->addAction(tr("New label set…"), this, [to, over] { to->askForNewSet(over); });
    if (labeller.current())
        label->addAction(tr("What these labels mean, and their colours…"), this, [to, over] { to->askForDefinitions(over); });
    label->setToolTipsVisible(true);
    addAction(theme().icon(QStringLiteral("tag")), tr("Tag…\tT"), this,
              [to, over, ids = m_ids] { to->askForTag(ids, over); });
    addAction(theme().icon(QStringLiteral("exclude")), tr("Exclude, or take back\tX"), this,
              [to, ids = m_ids] { to->toggleExcluded(ids); });
    if (m_ids.size() == 1)
        addAction(theme().icon(QStringLiteral("eye-both")), tr("Which eye is which…\tW"), this,
                  [&context, over, id = m_ids.front()] {
                      if (const auto exam = context.study->study().exam(id); exam)
                          (new LateralityDialog(context, *exam, over))->open();
                      else
                          context.notifications.post(exam.error());
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

namespace {

void putOnClipboard(AppContext &context, const Result<QStringList> &codes)
{
    if (codes)
        QGuiApplication::clipboard()->setText(codes->join(u'\n'));
    else
        context.notifications.post(codes.error());
}

} // namespace

void copyCodes(AppContext &context, const std::vector<ExamId> &exams)
{
    if (!context.study || exams.empty())
        return;
    const Study &study = context.study->study();
    if (exams.size() < StudyDocument::longFrom) {
        putOnClipboard(context, study.codes(exams));
        return;
    }
    auto another = study.openAnother(OpenMode::readOnly);
    if (!another) {
        context.notifications.post(another.error());
        return;
    }
    context.jobs.start<QStringList>(
        ExamMenu::tr("Copying the codes of %n exam(s)", nullptr, int(exams.size())), &context,
        [reader = std::shared_ptr<Study>(std::move(*another)), exams](const ProgressCallback &,
                                                                      std::stop_token) {
            return reader->codes(exams);
        },
        [&context](Result<QStringList> codes) { putOnClipboard(context, codes); });
}

} // namespace retclip
