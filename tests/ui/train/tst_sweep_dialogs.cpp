// SPDX-License-Identifier: GPL-3.0-or-later
// A group of runs from the form: what it says while it is typed, what it queues, and its table.

#include "tests/ui/support/ui_study.h"
#include "ui/train/new_run_page.h"
#include "ui/train/run_form.h"
#include "ui/train/run_list.h"
#include "ui/train/sweep_dialog.h"
#include "ui/train/sweep_table_dialog.h"
#include "ui/train/train_workspace.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>

#include <set>

using namespace retclip;

class tst_SweepDialogs : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme().apply(ThemeChoice::light, 100); }

    void itSaysWhatItWillQueue()
    {
        UiStudy study;
        study.startQueue();
        SweepDialog dialog(study.context, *preset("quick"), {}, QStringLiteral("rates"));
        dialog.show();
        QVERIFY2(!dialog.told().isEmpty(), "nothing varies, and that is said");
        dialog.addAxis(QStringLiteral("batch_size"), QStringLiteral("8,16"));
        QCOMPARE(dialog.told(), QStringLiteral("rates-01 … rates-02"));
        dialog.addAxis(QStringLiteral("learning_rate"), QStringLiteral("1e-4,0"));
        QCOMPARE(dialog.told(), QStringLiteral("rates-01 … rates-04"));
        dialog.addAxis(QStringLiteral("epochs"), QStringLiteral("many"));
        QVERIFY(dialog.told().contains(QStringLiteral("many")));
        keepPicture(dialog, QStringLiteral("sweep-dialog"));
    }

    void runsAreQueuedAndTheirTableFollows()
    {
        UiStudy study;
        study.door.scripted.steps = 20;
        study.startQueue();
        TrainWorkspace page(study.context);
        page.resize(1400, 860);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.newRun(QStringLiteral("quick"));
        auto *sweep = page.findChild<QPushButton *>(QStringLiteral("sweep"));
        QVERIFY(sweep);
        QTRY_VERIFY(sweep->isEnabled());
        keepPicture(page, QStringLiteral("sweep-form"));
        QTest::mouseClick(sweep, Qt::LeftButton);
        auto *dialog = page.findChild<SweepDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->addAxis(QStringLiteral("batch_size"), QStringLiteral("8,16"));
        for (QSpinBox *box : dialog->findChildren<QSpinBox *>())
            if (box->minimum() == 2)
                box->setValue(3);
        QCOMPARE(dialog->told(), QStringLiteral("quick-sweep-01-fold1 … quick-sweep-02-fold3"));
        QSignalSpy queued(dialog, &SweepDialog::queued);
        for (QPushButton *button : dialog->findChildren<QPushButton *>())
            if (button->text().contains(QLatin1Char('6')))
                QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(queued.count(), 1);
        const auto runs = study.document->study().runs();
        QVERIFY_OK(runs);
        QCOMPARE(runs->size(), 6);
        std::set<std::string> data;
        for (const RunRow &run : *runs) {
            QCOMPARE(groupOf(run), QStringLiteral("quick-sweep"));
            data.insert(run.manifestHash.toStdString());
        }
        QCOMPARE(data.size(), std::size_t(3)); // A fold a split.
        QTRY_VERIFY_WITH_TIMEOUT(page.currentRun() && page.currentRun()->state == RunState::done, 60'000);

        QTest::keyClick(page.canvas(), Qt::Key_G);
        auto *table = page.findChild<SweepTableDialog *>();
        QVERIFY(table && table->isVisible());
        auto *list = table->findChild<QTableWidget *>();
        QCOMPARE(list->rowCount(), 2);
        QCOMPARE(list->columnCount(), 5); // Batch size, validation, test, done, runs.
        QTRY_COMPARE_WITH_TIMEOUT(list->item(1, 3)->text(), QStringLiteral("3 of 3"), 60'000);
        keepPicture(*table, QStringLiteral("sweep-table"));
        QSignalSpy compared(table, &SweepTableDialog::compareWanted);
        list->selectRow(0);
        for (QPushButton *button : table->findChildren<QPushButton *>())
            if (button->text().startsWith(QStringLiteral("Compare")))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(compared.count(), 1);
        QCOMPARE(page.model()->compared().size(), 3);
        keepPicture(page, QStringLiteral("sweep-compared"));
    }
};

QTEST_MAIN(tst_SweepDialogs)
#include "tst_sweep_dialogs.moc"
