// SPDX-License-Identifier: GPL-3.0-or-later
// "More like this", terms of reports and the pairing desk, by keys, clicks and dragging.
#include "core/quality/photograph_look.h"
#include "tests/ui/support/ui_study.h"
#include "ui/data/data_workspace.h"
#include "ui/data/exam_list_model.h"
#include "ui/data/exam_views.h"
#include "ui/data/likeness_search.h"
#include "ui/data/pair_page.h"
#include "ui/data/pairing_dialog.h"
#include "ui/data/pairing_slots.h"
#include "ui/data/terms_dialog.h"
#include "ui/viewer/exam_delegate.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace retclip;

namespace {

constexpr int patience_ms = 20'000;

struct LookedStudy : UiStudy
{
    explicit LookedStudy(bool look = true)
    {
        pictures.setCacheFolder(document->study().cacheFolder());
        context.pictures = &pictures;
        if (look && !lookAtStudy(document->study(), {}, {}))
            qFatal("not looked at");
    }
    JobPool decoders{1};
    Pictures pictures{decoders};
};

} // namespace

class tst_SearchPages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_settings.filePath("settings.ini").toUtf8());
        theme().apply(ThemeChoice::light, 100);
    }
    void moreLikeThisByKeys();
    void likenessByARunAndOfReports();
    void likenessSaysWhatIsMissing();
    void termsMakeAQuery();
    void theDeskByKeys();
    void theDeskByDropping();

private:
    QTemporaryDir m_settings;
};

void tst_SearchPages::moreLikeThisByKeys()
{
    LookedStudy study;
    DataWorkspace data(study.context);
    QSignalSpy shown(&data, &DataWorkspace::resultShown);
    data.studyChanged(study.document.get());
    data.resize(1200, 700);
    data.show();
    QVERIFY(QTest::qWaitForWindowExposed(&data));
    QTRY_COMPARE(data.model().rowCount(), 24);
    auto *bar = data.findChild<QFrame *>("likenessBar");
    QVERIFY(bar->isHidden());
    data.setCurrentRow(3);
    const ExamId asked = data.model().examAt(3);
    shown.clear();
    data.canvas()->setFocus();
    QTest::keyClick(data.canvas(), Qt::Key_L);
    QVERIFY(shown.count() > 0 || shown.wait(patience_ms));
    QVERIFY(bar->isVisible());
    QCOMPARE(data.model().rowCount(), 23); // All others, ranked.
    QCOMPARE(data.model().rowOf(asked), -1);
    QVERIFY(data.model().index(0, 0).data(examBadgeRole).toString().startsWith("1 · "));
    QVERIFY(study.selections.current().sentence.startsWith("Most like 10004-1"));
    QCOMPARE(study.selections.current().exams, data.model().exams());
    QTRY_VERIFY(data.findChild<QLabel *>("likenessState")->text().contains("23 of 23"));
    keepPicture(data, "likeness-grid");
    // Less like the second: it leaves the list, and others move up.
    const ExamId away = data.model().examAt(0);
    data.setCurrentRow(0);
    shown.clear();
    QTest::keyClick(data.canvas(), Qt::Key_L, Qt::ShiftModifier);
    QVERIFY(shown.count() > 0 || shown.wait(patience_ms));
    QCOMPARE(data.model().rowCount(), 22);
    QCOMPARE(data.model().rowOf(away), -1);
    QCOMPARE(data.findChild<QWidget *>("unlikeMarks")->findChildren<QToolButton *>().size(), 1);
    // In the pair page too: the most alike is shown next.
    data.openPair(5);
    shown.clear();
    data.markChosen(true); // The menu's and the palette's way: L draws here.
    QVERIFY(shown.count() > 0 || shown.wait(patience_ms));
    QCOMPARE(data.pairPage().row(), 0);
    QCOMPARE(data.likeness().marks().size(), 3);
    data.closePair();
    // A query narrows what is ranked.
    shown.clear();
    data.setQuery("sex:F");
    QVERIFY(shown.count() > 0 || shown.wait(patience_ms));
    QTRY_VERIFY(data.model().rowCount() < 13);
    QVERIFY(data.model().rowCount() > 8);
    // A click on a mark takes it away; the cross ends it.
    QTest::mouseClick(data.findChild<QWidget *>("unlikeMarks")->findChild<QToolButton *>(), Qt::LeftButton);
    QTRY_COMPARE(data.likeness().marks().size(), 2);
    shown.clear();
    QTest::mouseClick(data.findChild<QToolButton *>("likenessEnd"), Qt::LeftButton);
    QVERIFY(shown.count() > 0 || shown.wait(patience_ms));
    QTRY_COMPARE(data.model().rowCount(), 12);
    QVERIFY(bar->isHidden());
    QVERIFY(!data.model().index(0, 0).data(examBadgeRole).isValid());
}

void tst_SearchPages::likenessByARunAndOfReports()
{
    LookedStudy study(false);
    study.addFinishedRun("first", 20, 1);
    DataWorkspace data(study.context);
    QSignalSpy shown(&data, &DataWorkspace::resultShown);
    data.studyChanged(study.document.get());
    data.show();
    QTRY_COMPARE(data.model().rowCount(), 24);
    data.setCurrentRow(2);
    shown.clear();
    data.markChosen(true);
    QVERIFY(shown.count() > 0 || shown.wait(patience_ms));
    QCOMPARE(data.likeness().answer().by, LikenessBy::embeddings);
    QCOMPARE(data.model().rowCount(), 22); // One has one eye only.
    QVERIFY(study.selections.current().sentence.contains("embeddings of run 1"));
    auto *run = data.findChild<QComboBox *>("likenessRun");
    run->setCurrentIndex(run->count() - 1); // Without a run.
    auto *what = data.findChild<QComboBox *>("likenessWhat");
    shown.clear();
    what->setCurrentIndex(1);
    emit what->activated(1);
    run->setCurrentIndex(run->count() - 1); // The bar shows what holds again.
    emit run->activated(run->count() - 1);
    QTRY_COMPARE_WITH_TIMEOUT(data.likeness().answer().by, LikenessBy::words, patience_ms);
    // Reports that tell the same but for a number.
    const ExamRow *first = data.model().row(0);
    QVERIFY(first);
    QVERIFY2(first->report.startsWith("Optic disc normal"), qPrintable(first->report));
}

void tst_SearchPages::likenessSaysWhatIsMissing()
{
    LookedStudy study(false);
    DataWorkspace data(study.context);
    data.studyChanged(study.document.get());
    data.show();
    QTRY_COMPARE(data.model().rowCount(), 24);
    data.setCurrentRow(2);
    data.markChosen(true);
    QTRY_VERIFY(data.findChild<QLabel *>("likenessState")->text().contains("none has been looked at"));
    QCOMPARE(data.model().rowCount(), 24); // The last result stays.
}

void tst_SearchPages::termsMakeAQuery()
{
    LookedStudy study(false);
    DataWorkspace data(study.context);
    data.studyChanged(study.document.get());
    data.show();
    QTRY_COMPARE(data.model().rowCount(), 24);
    data.showTerms();
    auto *page = data.window()->findChild<TermsDialog *>();
    QVERIFY(page);
    QSignalSpy read(page, &TermsDialog::read);
    QVERIFY(read.count() > 0 || read.wait(patience_ms));
    QVERIFY(page->terms().rowCount() > 3);
    auto *list = page->findChild<QTableView *>("terms");
    page->findChild<QLineEdit *>("termFilter")->setText("optic");
    QVERIFY(page->terms().rowCount() >= 1);
    list->selectRow(0);
    keepPicture(*page, "terms");
    const QString term = page->terms().term(0);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    const QString line = QStringLiteral("report:\"%1\"").arg(term);
    QTRY_COMPARE(qobject_cast<QLineEdit *>(data.queryLine())->text(), line);
    const qint64 holding = study.document->study().count(line).value();
    QVERIFY(holding > 0 && holding < 24);
    QTRY_COMPARE(data.model().rowCount(), int(holding));
    page->close();
}

void tst_SearchPages::theDeskByKeys()
{
    LookedStudy study;
    // Three photographs that do not say which eye.
    std::vector<ImageId> images;
    for (const int row : {1, 2, 3}) {
        const auto exam = study.document->study().exam(study.exams[std::size_t(row)]);
        images.push_back(exam->images.left->id);
        QVERIFY_OK(study.document->apply(SetImageEye{exam->images.left->id, {}}, {exam->id}));
    }
    auto *page = new PairingDialog(study.context, nullptr);
    QSignalSpy listed(page, &PairingDialog::listed);
    page->show();
    QVERIFY(QTest::qWaitForWindowExposed(page));
    QVERIFY(listed.count() > 0 || listed.wait(patience_ms));
    QCOMPARE(page->photographs().size(), 3u);
    auto *list = page->findChild<QTreeWidget *>("pairingList");
    QTRY_VERIFY(study.pictures.isIdle());
    keepPicture(*page, "pairing-desk");
    list->setFocus();
    QVERIFY(page->photographs().front().proposal);
    QCOMPARE(page->photographs().front().proposal->eye, std::optional(Laterality::left)); // The right one is there.
    const ExamId first = page->photographs().front().exam, second = page->photographs()[1].exam, third = page->photographs()[2].exam;
    QTest::keyClick(list, Qt::Key_Space); // The proposal,
    QVERIFY(study.document->study().exam(first)->images.left);
    QCOMPARE(page->photographs().size(), 2u);
    QTest::keyClick(list, Qt::Key_Right); // a person's word,
    QVERIFY(study.document->study().exam(second)->images.left);
    QTest::keyClick(list, Qt::Key_A); // left as it is.
    QVERIFY(study.document->study().exam(third)->tags.contains("eyes-checked"));
    QVERIFY(page->photographs().empty());
    QTRY_VERIFY(page->findChild<QLabel *>("pairingCounts")->text().contains("Every photograph"));
    listed.clear();
    QVERIFY_OK(study.document->undo());
    QVERIFY_OK(study.document->undo());
    QTRY_COMPARE(page->photographs().size(), 2u); // They come back by themselves.
    page->close();
}

void tst_SearchPages::theDeskByDropping()
{
    LookedStudy study(false);
    const auto exam = study.document->study().exam(study.exams[5]); // The one-eyed.
    QVERIFY_OK(study.document->apply(SetImageEye{exam->images.right->id, {}}, {exam->id}));
    auto *page = new PairingDialog(study.context, nullptr);
    page->show();
    QTRY_COMPARE(page->photographs().size(), 1u);
    QVERIFY(!page->photographs().front().proposal);
    QVERIFY(!page->findChild<QPushButton *>("pairingTake")->isEnabled());
    emit page->findChild<PhotographTile *>("pairingOd")->dropped();
    QVERIFY(study.document->study().exam(exam->id)->images.right);
    page->close();
}

QTEST_MAIN(tst_SearchPages)
#include "tst_search_pages.moc"
