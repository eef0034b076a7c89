// SPDX-License-Identifier: GPL-3.0-or-later
// The page "History", by keys and clicks: filters, the exams of a line, back to a moment after a preview.
#include "core/study/history_words.h"
#include "tests/ui/support/ui_study.h"
#include "ui/study/history_dialog.h"
#include "ui/study/restore_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace retclip;

namespace {

constexpr int patience_ms = 20'000;

/// Three edits of two people.
struct EditedStudy : UiStudy
{
    EditedStudy()
    {
        document->setPerson(QStringLiteral("chen"));
        apply(AddTag{QStringLiteral("first")}, {exams[0], exams[1]});
        document->setPerson(QStringLiteral("li"));
        apply(SetComment{QStringLiteral("blurred")}, {exams[0]});
        document->setPerson(QStringLiteral("chen"));
        apply(AddTag{QStringLiteral("second")}, {exams[2]});
    }
    void apply(EditAction action, std::vector<ExamId> ids)
    {
        if (!document->apply(std::move(action), std::move(ids)))
            qFatal("no edit");
    }
};

} // namespace

class tst_HistoryPage : public QObject
{
    Q_OBJECT

    static void wait(HistoryDialog &page, int lines)
    {
        auto *list = page.findChild<QTableView *>("historyTable");
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), lines, patience_ms);
    }
    static void choose(HistoryDialog &page, const char *name, const QString &data)
    {
        auto *box = page.findChild<QComboBox *>(QLatin1String(name));
        box->setCurrentIndex(box->findData(data));
        emit box->activated(box->currentIndex());
    }

private slots:
    void aLineSaysWhatWasTakenBack()
    {
        HistoryRow row;
        row.kind = QStringLiteral("undo");
        row.summary = QStringLiteral("comment: comment removed");
        QCOMPARE(historyText(row), QString("undone: comment removed"));
        row.kind = QStringLiteral("redo");
        row.summary = QStringLiteral("exclude: exclude");
        QCOMPARE(historyText(row), QString("done again: excluded"));
        row.kind = QStringLiteral("import");
        row.summary = QStringLiteral("folder, de-identified: 1 new, 0 changed, 0 unchanged");
        QCOMPARE(historyText(row), QString("imported: a folder, de-identified: 1 new, 0 changed, 0 unchanged"));
    }
    void filtersAndCounts()
    {
        EditedStudy study;
        auto *page = new HistoryDialog(study.context, {}, nullptr);
        QSignalSpy shown(page, &HistoryDialog::shown);
        page->show();
        QVERIFY(QTest::qWaitForWindowExposed(page));
        QVERIFY(shown.count() > 0 || shown.wait(patience_ms));
        const int all = page->findChild<QTableView *>("historyTable")->model()->rowCount();
        QVERIFY(all >= 4); // The import too.
        keepPicture(*page, "history");
        choose(*page, "historyPerson", QStringLiteral("li"));
        wait(*page, 1);
        QVERIFY(page->findChild<QLabel *>("historyCounts")->text().contains(QStringLiteral("li")));
        choose(*page, "historyKind", QStringLiteral("tag"));
        wait(*page, 0);
        choose(*page, "historyPerson", QString());
        wait(*page, 2);
        choose(*page, "historyKind", QString());
        wait(*page, all);
        auto *exam = page->findChild<QLineEdit *>("historyExam");
        exam->setFocus();
        QTest::keyClicks(exam, study.document->study().exam(study.exams[0])->code);
        wait(*page, 2);
        QTest::keyClicks(exam, "no such exam");
        wait(*page, 0);
        QVERIFY(!page->findChild<QLabel *>("historyCounts")->text().isEmpty());
        exam->clear();
        page->showExam({});
        auto *since = page->findChild<QComboBox *>("historySince");
        since->setFocus();
        since->lineEdit()->selectAll();
        QTest::keyClicks(since, "soo");
        wait(*page, 0); // Said where it stands, and nothing else is shown.
        since->lineEdit()->selectAll();
        QTest::keyClicks(since, "1h");
        QTRY_VERIFY_WITH_TIMEOUT(page->findChild<QTableView *>("historyTable")->model()->rowCount() >= 3, patience_ms);
        page->close();
    }

    void aLineLeadsToItsExams()
    {
        EditedStudy study;
        auto *page = new HistoryDialog(study.context, {}, nullptr);
        QSignalSpy shown(page, &HistoryDialog::shown), requested(&study.context.selections, &SelectionModel::requested);
        page->show();
        QVERIFY(QTest::qWaitForWindowExposed(page));
        QVERIFY(shown.count() > 0 || shown.wait(patience_ms));
        auto *list = page->findChild<QTableView *>("historyTable");
        list->setFocus();
        list->selectRow(2); // The oldest of the three: two exams.
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(requested.count(), 1);
        QCOMPARE(study.context.selections.current().exams.size(), std::size_t(2));
    }

    void backToAMomentAfterAPreview()
    {
        EditedStudy study;
        auto *page = new HistoryDialog(study.context, {}, nullptr);
        QSignalSpy shown(page, &HistoryDialog::shown);
        page->show();
        QVERIFY(QTest::qWaitForWindowExposed(page));
        QVERIFY(shown.count() > 0 || shown.wait(patience_ms));
        auto *list = page->findChild<QTableView *>("historyTable");
        list->selectRow(2);
        QTest::mouseClick(page->findChild<QPushButton *>("historyRestore"), Qt::LeftButton);
        auto *restore = page->findChild<RestoreDialog *>();
        QVERIFY(restore);
        auto *changes = restore->findChild<QTableView *>("restoreChanges");
        auto *now = restore->findChild<QPushButton *>("restoreNow");
        QTRY_COMPARE_WITH_TIMEOUT(changes->model()->rowCount(), 2, patience_ms);
        QTRY_VERIFY(now->isEnabled());
        keepPicture(*restore, "restore");
        const auto before = study.document->study().history();
        QTest::mouseClick(now, Qt::LeftButton);
        QCOMPARE(study.document->study().history()->size(), before->size() + 1); // Nothing went, one line came.
        QVERIFY(study.document->study().exam(study.exams[0])->comment.isEmpty());
        QVERIFY(study.document->study().exam(study.exams[2])->tags.isEmpty());
        QCOMPARE(study.document->study().exam(study.exams[0])->tags, QStringList{"first"});
        wait(*page, int(before->size()) + 1); // It shows by itself.
        QVERIFY_OK(study.document->undo());
        QCOMPARE(study.document->study().exam(study.exams[0])->comment, QStringLiteral("blurred"));
        page->close();
    }
};

QTEST_MAIN(tst_HistoryPage)
#include "tst_history_page.moc"
