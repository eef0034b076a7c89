// SPDX-License-Identifier: GPL-3.0-or-later
// The page "Labels from reports", by keys and clicks: what reports propose, what a person takes.
#include "tests/ui/support/ui_study.h"
#include "ui/data/proposals_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace retclip;

namespace {

constexpr int patience_ms = 20'000;

/// The made-up patients, three of them with reports that speak of drusen. SYNTHETIC.
struct ReportedStudy : UiStudy
{
    ReportedStudy()
    {
        RedactTexts given;
        given.summary = QStringLiteral("made up");
        const QString reports[] = {QStringLiteral("双眼玻璃膜疣。"), QStringLiteral("No drusen. Cataract."),
                                   QStringLiteral("suspected drusen")};
        std::vector<ExamId> three(exams.begin(), exams.begin() + 3);
        for (std::size_t i = 0; i < 3; ++i)
            given.reports[three[i].value] = reports[i];
        if (!document->apply(given, three))
            qFatal("no reports");
    }
    void define(const LabelSet &set)
    {
        const auto writer = StudyWriter::begin(document->study(), QStringLiteral("made up"), QStringLiteral("x"));
        if (!writer || !(*writer)->defineLabelSet(set) || !(*writer)->finish())
            qFatal("no label set");
    }
};

} // namespace

class tst_LabelProposalsPage : public QObject
{
    Q_OBJECT

    void open(ProposalsDialog &page, const QString &set)
    {
        QSignalSpy looked(&page, &ProposalsDialog::looked);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *box = page.findChild<QComboBox *>("proposalSet");
        QVERIFY(looked.count() > 0 || looked.wait(patience_ms));
        if (box->currentText() != set) {
            looked.clear();
            box->setCurrentText(set);
            emit box->activated(box->currentIndex());
            QVERIFY(looked.count() > 0 || looked.wait(patience_ms));
        }
        page.activateWindow();
        page.findChild<QTableView *>("proposals")->setFocus();
    }

private slots:
    void aPersonTakesAndGives()
    {
        ReportedStudy study;
        study.define(binarySet(QStringLiteral("drusen")));
        auto *page = new ProposalsDialog(study.context, nullptr);
        open(*page, QStringLiteral("drusen"));
        auto *list = page->findChild<QTableView *>("proposals");
        auto *report = page->findChild<QPlainTextEdit *>("proposalReport");
        auto *give = page->findChild<QPushButton *>("proposalsGive");
        // Seen, denied, and four without findings; what is suspected proposes nothing.
        QCOMPARE(page->model().rowCount(), 6);
        QCOMPARE(page->model().takenCount(), 6);
        list->selectRow(0);
        QCOMPARE(report->toPlainText(), QStringLiteral("双眼玻璃膜疣。"));
        QCOMPARE(report->extraSelections().size(), 1);
        QCOMPARE(report->extraSelections().first().cursor.selectedText(), QStringLiteral("玻璃膜疣"));
        keepPicture(*page, "labels-from-reports");
        QTest::keyClick(list, Qt::Key_Space); // Not this one,
        QCOMPARE(page->model().takenCount(), 5);
        QCOMPARE(list->currentIndex().row(), 1);
        QTest::keyClick(list, Qt::Key_N, Qt::ShiftModifier);
        QCOMPARE(page->model().takenCount(), 0);
        QVERIFY(!give->isEnabled());
        QTest::keyClick(list, Qt::Key_A, Qt::ShiftModifier); // or all of them after all.
        QCOMPARE(page->model().takenCount(), 6);
        const auto before = study.document->study().history();
        QSignalSpy looked(page, &ProposalsDialog::looked);
        QTest::mouseClick(give, Qt::LeftButton);
        QCOMPARE(study.document->study().history()->size(), before->size() + 2);
        QCOMPARE(study.document->study().count(QStringLiteral("label:drusen")).value(), 1);
        QVERIFY(looked.count() > 0 || looked.wait(patience_ms));
        QTRY_COMPARE(page->model().rowCount(), 0);
        QVERIFY_OK(study.document->undo());
        QVERIFY_OK(study.document->undo());
        QTRY_COMPARE(page->model().rowCount(), 6); // It reads again by itself.
        page->close();
    }

    void saysWhatItDoesNotKnow()
    {
        ReportedStudy study;
        study.define(classSet(QStringLiteral("kind"), LabelKind::multiclass,
                                    {QStringLiteral("cataract"), QStringLiteral("quux")}));
        auto *page = new ProposalsDialog(study.context, nullptr);
        open(*page, QStringLiteral("kind"));
        auto *unknown = page->findChild<QLabel *>("proposalUnknown");
        QVERIFY(unknown->isVisible());
        QVERIFY(unknown->text().contains(QStringLiteral("quux")));
        QVERIFY(!unknown->text().contains(QStringLiteral("cataract")));
        page->close();
    }
};

QTEST_MAIN(tst_LabelProposalsPage)
#include "tst_label_proposals_page.moc"
