// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quality/photograph_look.h"
#include "core/study/study_writer.h"
#include "tests/ui/support/ui_study.h"
#include "ui/data/checks_dialog.h"
#include "ui/data/data_workspace.h"
#include "ui/data/dataset_dialog.h"
#include "ui/data/details_panel.h"
#include "ui/data/pair_page.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QCheckBox>
#include <QColorSpace>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTreeWidget>

using namespace retclip;

namespace {

/// The row of the kinds' list with these words, and its count; null: none.
QTreeWidgetItem *kindNamed(const ChecksDialog &dialog, const QString &words)
{
    const auto *kinds = dialog.findChild<QTreeWidget *>(QStringLiteral("checkKinds"));
    const auto found = kinds->findItems(words, Qt::MatchContains | Qt::MatchRecursive);
    return found.isEmpty() ? nullptr : found.front();
}

void clickOn(QTreeWidget *tree, QTreeWidgetItem *item)
{
    tree->scrollToItem(item);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(item).center());
}

} // namespace

class tst_Checks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_settings.filePath("settings.ini").toUtf8());
        theme().apply(ThemeChoice::light, 100);
    }
    void eyesAreSwappedAndConfirmedByKeys();
    void aKindOpensInDataWithOneClick();
    void middlesOfFieldsAreCountedAndOpened();
    void aNetworkFindsTheSamePhotographUnderTwoNames();
    void detailsNameFieldAndColours();
    void whyLiesOverThePhotograph();
    void leaksBlockTheFreezeUntilAReasonIsGiven();

private:
    QTemporaryDir m_settings;
};

void tst_Checks::eyesAreSwappedAndConfirmedByKeys()
{
    UiStudy study;
    for (const std::size_t i : {3, 8})
        QVERIFY(study.document->apply(SwapEyes{}, {study.exams[i]}));
    ChecksDialog dialog(study.context, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *look = dialog.findChild<QPushButton *>(QStringLiteral("checksLook"));
    QTRY_VERIFY(look->isVisible());
    QTest::mouseClick(look, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(kindNamed(dialog, QStringLiteral("look swapped")), 60'000); // 47 photographs
    QTRY_VERIFY(dialog.isReady());
    QVERIFY(!look->isVisible()); // all are looked at
    auto *kinds = dialog.findChild<QTreeWidget *>(QStringLiteral("checkKinds"));
    QTreeWidgetItem *swapped = kindNamed(dialog, QStringLiteral("look swapped"));
    QCOMPARE(swapped->text(1), QStringLiteral("2"));
    clickOn(kinds, swapped);
    QTRY_VERIFY(dialog.isReady());
    keepPicture(dialog, QStringLiteral("checks_light"));
    theme().apply(ThemeChoice::dark, 100);
    keepPicture(dialog, QStringLiteral("checks_dark"));
    theme().apply(ThemeChoice::light, 100);

    auto *list = dialog.findChild<QTreeWidget *>(QStringLiteral("checkCases"));
    QTRY_COMPARE(list->topLevelItemCount(), 2);
    clickOn(list, list->topLevelItem(0));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_S);
    QTRY_VERIFY(kindNamed(dialog, QStringLiteral("look swapped"))
                && kindNamed(dialog, QStringLiteral("look swapped"))->text(1) == QLatin1String("1"));
    QTRY_VERIFY(dialog.isReady());
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    clickOn(list, list->topLevelItem(0));
    QTest::keyClick(list, Qt::Key_A);
    QTRY_VERIFY(!kindNamed(dialog, QStringLiteral("look swapped")));
    // Both are edits of the journal.
    const auto history = study.document->study().history({}, 2);
    QVERIFY(history);
    QCOMPARE((*history)[0].kind, QStringLiteral("tag"));
    QCOMPARE((*history)[1].kind, QStringLiteral("swap"));
    QVERIFY(study.document->undo());
    QTRY_VERIFY_WITH_TIMEOUT(kindNamed(dialog, QStringLiteral("look swapped")), 60'000);
    QTRY_VERIFY(dialog.isReady());
}

void tst_Checks::aKindOpensInDataWithOneClick()
{
    UiStudy study;
    QVERIFY(study.document->apply(SwapEyes{}, {study.exams[3]}));
    QVERIFY(lookAtStudy(study.document->study(), {}, {}));
    ChecksDialog dialog(study.context, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTRY_VERIFY_WITH_TIMEOUT(kindNamed(dialog, QStringLiteral("look swapped")), 60'000);
    clickOn(dialog.findChild<QTreeWidget *>(QStringLiteral("checkKinds")), kindNamed(dialog, QStringLiteral("look swapped")));
    auto *open = dialog.findChild<QPushButton *>(QStringLiteral("checksOpen"));
    QTRY_VERIFY(dialog.isReady() && open->isEnabled());
    QSignalSpy requested(&study.selections, &SelectionModel::requested);
    QTest::mouseClick(open, Qt::LeftButton);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(study.selections.current().exams, std::vector<ExamId>{study.exams[3]});
    QVERIFY(!study.selections.current().sentence.isEmpty());
}

void tst_Checks::middlesOfFieldsAreCountedAndOpened()
{
    UiStudy study;
    QVERIFY(lookAtStudy(study.document->study(), {}, {}));
    const auto facets = study.document->study().facets({}, {QStringLiteral("field")});
    QVERIFY(facets);
    QVERIFY(!facets->front().values.isEmpty());
    const FacetValue most = facets->front().values.front();
    ChecksDialog dialog(study.context, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTRY_VERIFY_WITH_TIMEOUT(kindNamed(dialog, most.title), 60'000);
    QCOMPARE(kindNamed(dialog, most.title)->text(1), QString::number(most.count));
    clickOn(dialog.findChild<QTreeWidget *>(QStringLiteral("checkKinds")), kindNamed(dialog, most.title));
    auto *open = dialog.findChild<QPushButton *>(QStringLiteral("checksOpen"));
    QTRY_VERIFY(dialog.isReady() && open->isEnabled());
    QTest::mouseClick(open, Qt::LeftButton);
    QCOMPARE(qint64(study.selections.current().exams.size()), most.count);
    QVERIFY(study.selections.current().query.startsWith(QLatin1String("field:")));
}

void tst_Checks::aNetworkFindsTheSamePhotographUnderTwoNames()
{
    UiStudy study;
    ImportedExam copy = pairOf(QStringLiteral("20001"));
    for (ImportedImage &image : copy.images)
        image.path = study.document->study().exam(study.exams[2])->images[*image.eye]->path;
    auto writer = StudyWriter::begin(study.document->study(), QStringLiteral("again.csv"), QStringLiteral("importer"));
    QVERIFY(writer && (*writer)->put(copy) && (*writer)->finish());
    const RunId run = study.addFinishedRun(QStringLiteral("small"), 200, 1);

    ChecksDialog dialog(study.context, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTRY_VERIFY(dialog.isReady());
    auto *compare = dialog.findChild<QPushButton *>(QStringLiteral("alikesCompare"));
    QVERIFY(compare->isEnabled());
    QVERIFY(!kindNamed(dialog, QStringLiteral("network of run")));
    QTest::mouseClick(compare, Qt::LeftButton);
    const QString title = QStringLiteral("network of run %1").arg(run.value);
    QTRY_VERIFY_WITH_TIMEOUT(kindNamed(dialog, title), 60'000);
    const QTreeWidgetItem *section = kindNamed(dialog, title);
    QCOMPARE(section->childCount(), 1);
    QCOMPARE(section->child(0)->text(1), QStringLiteral("2")); // two groups: the right and the left eye
    clickOn(dialog.findChild<QTreeWidget *>(QStringLiteral("checkKinds")), section->child(0));
    QTRY_VERIFY(dialog.isReady());
    auto *list = dialog.findChild<QTreeWidget *>(QStringLiteral("checkCases"));
    QTRY_COMPARE(list->topLevelItemCount(), 4);
    keepPicture(dialog, QStringLiteral("checks_network"));
    QTest::mouseClick(dialog.findChild<QPushButton *>(QStringLiteral("checksOpen")), Qt::LeftButton);
    QCOMPARE(study.selections.current().exams.size(), std::size_t(2));
}

void tst_Checks::detailsNameFieldAndColours()
{
    UiStudy study;
    const ExamRow exam = *study.document->study().exam(study.exams[1]);
    QImage picture(exam.images.right->path);
    picture.setColorSpace(QColorSpace::AdobeRgb);
    QVERIFY(picture.save(exam.images.right->path));
    QVERIFY(lookAtStudy(study.document->study(), {}, {}));
    const auto look = lookOf(study.document->study(), exam.images.right->id);
    QVERIFY(look && *look);
    DetailsPanel details(study.context);
    details.showExam(exam, {});
    const auto *text = details.findChild<QTextBrowser *>(QStringLiteral("detailsText"));
    QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("converted for the screen")));
    QCOMPARE(text->toPlainText().count(QStringLiteral("Colour profile")), 1); // the left one has none
    const QString centre = (*look)->detail[QStringLiteral("centre")].toString();
    if (centre != QLatin1String("unknown"))
        QVERIFY(text->toPlainText().contains(centreTitle(centre)));
}

void tst_Checks::whyLiesOverThePhotograph()
{
    UiStudy study;
    QVERIFY(study.document->apply(SwapEyes{}, {study.exams[0]}));
    JobPool pool(2);
    Pictures pictures(pool);
    pictures.setCacheFolder(study.document->study().cacheFolder());
    study.context.pictures = &pictures;
    DataWorkspace page(study.context);
    page.resize(1300, 800);
    page.studyChanged(study.document.get());
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    QTRY_COMPARE(page.model().rowCount(), 24);
    page.openPair(0);
    PairedViewer *viewer = page.pairPage().viewer();
    QTRY_VERIFY(viewer->isComplete());
    auto *why = page.findChild<QLabel *>(QStringLiteral("pairWhy"));
    QVERIFY(!why->isVisible());
    QTest::keyClick(viewer, Qt::Key_O);
    QTRY_VERIFY(why->isVisible() && why->text().contains(QStringLiteral("looks like a left eye")));
    QVERIFY(why->text().contains(QStringLiteral("OD: quality")));
    keepPicture(page, QStringLiteral("why_light"));
    theme().apply(ThemeChoice::dark, 100);
    QTest::qWait(100);
    keepPicture(page, QStringLiteral("why_dark"));
    theme().apply(ThemeChoice::light, 100);
    QTest::keyClick(viewer, Qt::Key_O);
    QVERIFY(!why->isVisible());
}

void tst_Checks::leaksBlockTheFreezeUntilAReasonIsGiven()
{
    UiStudy study;
    // Two patients' photographs look alike; which split they fall into, a freeze told before.
    DatasetOrder order;
    order.name = QStringLiteral("before");
    const auto before = study.document->study().freezeDataset(order);
    QVERIFY(before);
    ExamId training, test;
    const auto members = study.document->study().datasetMembers(before->id);
    QVERIFY(members);
    for (const auto &[exam, split] : *members)
        (split == Split::test ? test : training) = exam;
    std::vector<StoredLook> looks;
    for (const ExamId id : {training, test}) {
        const ExamRow row = *study.document->study().exam(id);
        StoredLook look;
        look.image = row.images.right->id;
        look.exam = id;
        look.sha256 = row.images.right->sha256;
        look.look.method = 1;
        look.look.signature = PictureSignature{{1, 2, 3, 4}};
        looks.push_back(look);
    }
    QVERIFY(storeLooks(study.document->study(), looks));

    auto *dialog = new DatasetDialog(study.context, nullptr);
    QPointer<DatasetDialog> open = dialog;
    dialog->show();
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("datasetName")), QStringLiteral("v1"));
    auto *freeze = dialog->findChild<QPushButton *>(QStringLiteral("freeze"));
    QTest::mouseClick(freeze, Qt::LeftButton);
    auto *panel = dialog->findChild<QWidget *>(QStringLiteral("leakPanel"));
    QTRY_VERIFY(panel->isVisible());
    QVERIFY(!freeze->isEnabled());
    QCOMPARE(dialog->findChild<QTreeWidget *>(QStringLiteral("leakList"))->topLevelItemCount(), 1);
    keepPicture(*dialog, QStringLiteral("leaks_light"));
    theme().apply(ThemeChoice::dark, 100);
    keepPicture(*dialog, QStringLiteral("leaks_dark"));
    theme().apply(ThemeChoice::light, 100);
    QCOMPARE(study.document->study().datasets()->size(), 1);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("leakReason")), QStringLiteral("twins"));
    QVERIFY(freeze->isEnabled());
    QTest::mouseClick(freeze, Qt::LeftButton);
    QTRY_VERIFY(!open);
    QCOMPARE(study.document->study().dataset(QStringLiteral("v1"))->accepted.reason, QStringLiteral("twins"));
}

QTEST_MAIN(tst_Checks)
#include "tst_checks.moc"
