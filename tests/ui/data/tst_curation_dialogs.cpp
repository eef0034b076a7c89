// SPDX-License-Identifier: GPL-3.0-or-later
// Datasets, saved queries and one change of many exams, by keys and clicks.
#include "core/study/label_definitions.h"
#include "tests/ui/support/ui_study.h"
#include "ui/data/balance_view.h"
#include "ui/data/batch_edit_dialog.h"
#include "ui/data/dataset_sheet_page.h"
#include "ui/data/datasets_dialog.h"
#include "ui/data/exam_list_model.h"
#include "ui/data/exam_views.h"
#include "ui/data/label_set_dialog.h"
#include "ui/data/labeller.h"
#include "ui/data/query_line.h"
#include "ui/data/query_offers.h"
#include "ui/data/saved_queries_dialog.h"
#include "ui/viewer/pictures.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QToolButton>
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

    void theQueryLineCompletes_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("offered"); // First of the list; empty: no list.
        QTest::addColumn<QString>("line");
        QTest::newRow("a field") << "lab" << "label:" << "label:";
        QTest::newRow("its value") << "label:gl" << "label:glaucoma" << "label:glaucoma";
        QTest::newRow("the second word") << "eye:both tag:po" << "tag:\"poor image\"" << "eye:both tag:\"poor image\"";
        QTest::newRow("what is taken away stays taken away") << "eye:both -tag:po" << "tag:\"poor image\"" << "eye:both -tag:\"poor image\"";
        QTest::newRow("in brackets") << "(tag:po" << "tag:\"poor image\"" << "(tag:\"poor image\"";
        QTest::newRow("behind an or") << "unsure|tag:po" << "tag:\"poor image\"" << "unsure|tag:\"poor image\"";
        QTest::newRow("in quotation marks") << "tag:\"poor i" << "tag:\"poor image\"" << "tag:\"poor image\"";
        QTest::newRow("any case") << "TAG:PO" << "tag:\"poor image\"" << "tag:\"poor image\"";
        QTest::newRow("nothing like it") << "zzz" << "" << "zzz";
        QTest::newRow("behind a space") << "label:glaucoma " << "" << "label:glaucoma ";
    }
    void theQueryLineCompletes()
    {
        QFETCH(QString, typed);
        QFETCH(QString, offered);
        QFETCH(QString, line);
        UiStudy study;
        QueryLine query;
        query.setOffers(queryOffers(*study.document->study().labelSets(), {QStringLiteral("poor image")}));
        query.resize(400, 30);
        query.show();
        query.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&query));
        query.setFocus();
        QTest::keyClicks(&query, typed);
        QCOMPARE(query.text(), typed);
        auto *completer = query.findChild<QCompleter *>();
        QCOMPARE(completer->popup()->isVisible(), !offered.isEmpty());
        if (!offered.isEmpty()) {
            QCOMPARE(completer->completionModel()->index(0, 0).data().toString(), offered);
            QTest::keyClick(completer->popup(), Qt::Key_Down);
            QTest::keyClick(completer->popup(), Qt::Key_Return);
            QVERIFY(!completer->popup()->isVisible());
        }
        QCOMPARE(query.text(), line);
        QCOMPARE(query.cursorPosition(), int(line.size()));
    }

    void enterLeavesTheLineOnlyWhereItIsUnderstood()
    {
        QueryLine query;
        QSignalSpy left(&query, &QueryLine::left), not_(&query, &QueryLine::notUnderstood);
        query.show();
        QTest::keyClicks(&query, "age>");
        QTest::keyClick(&query, Qt::Key_Return);
        QCOMPARE(left.count(), 0); // The next keys would give labels.
        QCOMPARE(not_.count(), 1);
        QTest::keyClicks(&query, "70");
        QTest::keyClick(&query, Qt::Key_Return);
        QCOMPARE(left.count(), 1);
        // What only the study can say, such as a label set that it has not.
        query.showError(Error{ErrorCode::invalid_argument, message("no"), {}, {}, {}});
        QTest::keyClick(&query, Qt::Key_Return);
        QCOMPARE(left.count(), 1);
        QTest::keyClick(&query, Qt::Key_Escape);
        QCOMPARE(left.count(), 2);
    }

    void aResultThatIsNotAskedForIsDimmed()
    {
        UiStudy study;
        Pictures pictures(study.jobs);
        study.context.pictures = &pictures;
        ExamListModel model;
        ExamViews views(study.context, model);
        views.resize(600, 400);
        views.showNone(QStringLiteral("Nothing was found."), QStringLiteral("Clear the query"));
        views.show();
        QVERIFY(QTest::qWaitForWindowExposed(&views));
        const QImage clear = views.grab().toImage();
        views.setDimmed(true);
        QVERIFY(views.isDimmed());
        QVERIFY(views.grab().toImage() != clear);
        views.setDimmed(false);
        QVERIFY(!views.isDimmed());
        QCOMPARE(views.grab().toImage(), clear);
    }

    void aLabelSetSaysWhatItMeans()
    {
        UiStudy study;
        Labeller labeller(study.context);
        labeller.studyChanged();
        LabelRow row(labeller);
        row.resize(1200, 40);
        row.show();
        QVERIFY(QTest::qWaitForWindowExposed(&row));
        // A new one: two classes typed with a comma, a definition typed into its cell.
        QTimer::singleShot(0, [] {
            auto *dialog = qobject_cast<LabelSetDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            auto *typed = dialog->findChild<QLineEdit *>("setClasses");
            auto *table = dialog->findChild<QTableWidget *>("setClassTable");
            QTest::keyClicks(dialog->findChild<QLineEdit *>("setName"), "grade");
            dialog->findChild<QComboBox *>("setKind")->setCurrentIndex(3);
            QTest::keyClicks(dialog->findChild<QPlainTextEdit *>("setDefinition"), "by the worse eye");
            typed->setFocus();
            QTest::keyClicks(typed, "none, mild");
            QTest::keyClick(typed, Qt::Key_Return);
            QVERIFY(dialog->isVisible()); // Return added them and closed nothing.
            QCOMPARE(table->rowCount(), 2);
            QCOMPARE(table->item(1, 0)->text(), QStringLiteral("2"));
            table->setFocus();
            table->setCurrentCell(1, 3);
            QTest::keyClick(table, Qt::Key_F2);
            auto *cell = table->findChild<QLineEdit *>();
            QVERIFY(cell);
            QTest::keyClicks(cell, "microaneurysms only");
            QTest::keyClick(cell, Qt::Key_Return);
            QCoreApplication::processEvents(); // The editor is closed behind the key.
            QVERIFY(dialog->isVisible());
            // Another colour for the second class, from the menu.
            QTimer::singleShot(0, [] {
                auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
                QVERIFY(menu);
                menu->setActiveAction(menu->actions()[5]); // After "by its place" and a line: pink.
                QTest::keyClick(menu, Qt::Key_Return);
            });
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualItemRect(table->item(1, 1)).center());
            QCOMPARE(table->item(1, 1)->data(Qt::UserRole).toString(), QString::fromLatin1(classPalette[3]));
            keepPicture(*dialog, "label-set");
            QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
        });
        labeller.askForNewSet(&row);
        const LabelSet made = *labeller.current();
        QCOMPARE(made.name, QStringLiteral("grade"));
        QCOMPARE(made.kind, LabelKind::ordinal);
        QCOMPARE(made.definition, QStringLiteral("by the worse eye"));
        QCOMPARE(made.classes[1].definition, QStringLiteral("microaneurysms only"));
        QCOMPARE(made.classes[1].colour, QString::fromLatin1(classPalette[3]));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // The buttons of the set before.
        auto *mild = row.findChild<QToolButton *>("class_2");
        QVERIFY(mild->toolTip().contains(QStringLiteral("microaneurysms only")));
        const QImage icon = mild->icon().pixmap(16, 16).toImage();
        QCOMPARE(icon.pixelColor(icon.width() / 2, icon.height() / 2), QColor(QString::fromLatin1(classPalette[3])));
        QCoreApplication::processEvents();
        keepPicture(row, "label-row");

        theme().setChoice(ThemeChoice::dark); // For the picture.
        // What is there is said differently, in one step that undo takes back.
        QTimer::singleShot(0, [] {
            auto *dialog = qobject_cast<LabelSetDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            QVERIFY(!dialog->findChild<QLineEdit *>("setName")->isEnabled());
            auto *typed = dialog->findChild<QLineEdit *>("setClasses");
            dialog->findChild<QPlainTextEdit *>("setDefinition")->setPlainText(QStringLiteral("by each eye"));
            QTest::keyClicks(typed, "severe");
            keepPicture(*dialog, "label-set-again");
            QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
        });
        QTest::mouseClick(row.findChild<QToolButton *>("editSet"), Qt::LeftButton);
        QCOMPARE(labeller.current()->definition, QStringLiteral("by each eye"));
        QCOMPARE(labeller.current()->classes.size(), 3);
        QVERIFY_OK(study.document->undo());
        labeller.setsMayHaveChanged();
        QCOMPARE(labeller.current()->definition, QStringLiteral("by the worse eye"));
        QCOMPARE(labeller.current()->classes[1].definition, QStringLiteral("microaneurysms only"));
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
