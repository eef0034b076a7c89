// SPDX-License-Identifier: GPL-3.0-or-later
// Datasets, saved queries and one change of many exams, by keys and clicks.
#include "tests/ui/support/ui_study.h"
#include "ui/data/balance_view.h"
#include "ui/data/batch_edit_dialog.h"
#include "ui/data/dataset_sheet_page.h"
#include "ui/data/datasets_dialog.h"
#include "ui/data/saved_queries_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>

using namespace retclip;

namespace {
constexpr int patience_ms = 20'000;
}

class tst_CurationDialogs : public QObject
{
    Q_OBJECT

private slots:
    void aBatchIsShownBeforeItIsMade()
    {
        UiStudy study;
        QVERIFY_OK(study.document->apply(AddTag{QStringLiteral("wave")}, {study.exams[0]}));
        Selection selection;
        selection.exams.assign(study.exams.begin(), study.exams.begin() + 3);
        selection.sentence = QStringLiteral("three");
        study.context.selections.select(selection);
        auto *dialog = new BatchEditDialog(study.context, nullptr);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        auto *changes = dialog->findChild<QTableView *>("batchChanges");
        auto *apply = dialog->findChild<QPushButton *>("batchApply");
        auto *tag = dialog->findChild<QComboBox *>("batchTag");
        QVERIFY(!apply->isEnabled());
        tag->setFocus();
        QTest::keyClicks(tag, "wave");
        QTRY_COMPARE_WITH_TIMEOUT(changes->model()->rowCount(), 2, patience_ms); // One has it already.
        QTRY_VERIFY(apply->isEnabled());
        QVERIFY(dialog->findChild<QLabel *>("batchCounts")->text().contains(QLatin1Char('2')));
        keepPicture(*dialog, "batch-edit");
        QCOMPARE(study.document->study().count(QStringLiteral("tag:wave")).value(), 1); // Nothing was written yet.
        QTest::mouseClick(apply, Qt::LeftButton);
        QCOMPARE(study.document->study().count(QStringLiteral("tag:wave")).value(), 3);
        QVERIFY_OK(study.document->undo()); // One step.
        QCOMPARE(study.document->study().count(QStringLiteral("tag:wave")).value(), 1);
    }

    void queriesAreSavedUsedRenamedDeleted()
    {
        UiStudy study;
        auto *dialog = new SavedQueriesDialog(study.context, QStringLiteral("eye:both"), nullptr);
        QSignalSpy chosen(dialog, &SavedQueriesDialog::chosen);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        auto *name = dialog->findChild<QLineEdit *>("queryName");
        auto *list = dialog->findChild<QTreeWidget *>("queryList");
        name->setFocus();
        QTest::keyClicks(name, "pairs");
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(list->topLevelItemCount(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItem(0)->text(1), QString::number(study.document->study().count(QStringLiteral("eye:both")).value()),
                                  patience_ms);
        keepPicture(*dialog, "saved-queries");
        QTest::mouseClick(dialog->findChild<QPushButton *>("deleteQuery"), Qt::LeftButton);
        QCOMPARE(list->topLevelItemCount(), 0);
        QVERIFY_OK(study.document->undo()); // It comes back, and is listed by itself.
        QCOMPARE(list->topLevelItemCount(), 1);
        list->setFocus();
        list->setCurrentItem(list->topLevelItem(0));
        QTest::mouseClick(dialog->findChild<QPushButton *>("useQuery"), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toString(), QStringLiteral("eye:both"));
    }

    void datasetsAreLookedThrough()
    {
        UiStudy study;
        const auto freeze = [&](const char *name, const char *query, int seed) {
            DatasetOrder order;
            order.name = QString::fromLatin1(name);
            order.query = QString::fromLatin1(query);
            order.fractions = {0.5, 0.25, 0.25};
            order.seed = seed;
            order.leaksAcceptedBecause = QStringLiteral("made up");
            const auto frozen = study.document->study().freezeDataset(order);
            QVERIFY_OK(frozen);
        };
        freeze("v1", "", 1);
        QVERIFY_OK(study.document->apply(SetExcluded{true}, {study.exams[0]}));
        freeze("v2", "", 1);
        auto *dialog = new DatasetsDialog(study.context, nullptr);
        QSignalSpy requested(&study.context.selections, &SelectionModel::requested);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        auto *list = dialog->findChild<QListWidget *>("datasetList");
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->currentItem()->text(), QStringLiteral("v2")); // The newest.
        auto *balance = dialog->findChild<BalanceView *>();
        QTRY_VERIFY_WITH_TIMEOUT(balance->topLevelItemCount() > 5, patience_ms);
        keepPicture(*dialog, "datasets-balance");
        // The other one differs by the exam that was excluded.
        dialog->findChild<QTabWidget *>("datasetPages")->setCurrentIndex(1);
        auto *differences = dialog->findChild<QTreeWidget *>("diffList");
        QTRY_VERIFY_WITH_TIMEOUT(differences->topLevelItemCount() == 6, patience_ms);
        QCOMPARE(differences->topLevelItem(1)->text(1), QStringLiteral("1"));
        keepPicture(*dialog, "datasets-differences");
        // An answer in the sheet is kept when its field is left.
        dialog->findChild<QTabWidget *>("datasetPages")->setCurrentIndex(2);
        AnswerEdit *funding = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((funding = dialog->findChild<AnswerEdit *>("answer.motivation.funding")), patience_ms);
        keepPicture(*dialog, "datasets-sheet");
        funding->setFocus();
        QTest::keyClicks(funding, "Grant 1");
        emit funding->left();
        QCOMPARE(sheetAnswers(study.document->study(), QStringLiteral("v2"))->value(QStringLiteral("motivation.funding")), QStringLiteral("Grant 1"));
        QTest::mouseClick(dialog->findChild<QPushButton *>("datasetVerify"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QLabel *>("datasetVerdict")->text().startsWith(QStringLiteral("Unchanged")), patience_ms);
        // A difference is a selection.
        dialog->findChild<QTabWidget *>("datasetPages")->setCurrentIndex(1);
        differences->setCurrentItem(differences->topLevelItem(1));
        QTest::mouseClick(dialog->findChild<QPushButton *>("diffOpen"), Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
        QCOMPARE(study.context.selections.current().exams, std::vector<ExamId>{study.exams[0]});
    }
};

QTEST_MAIN(tst_CurationDialogs)
#include "tst_curation_dialogs.moc"
