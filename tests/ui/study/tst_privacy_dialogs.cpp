// SPDX-License-Identifier: GPL-3.0-or-later
// "Remove names" in the import wizard and the export dialog, by clicks and keys.
#include "core/base/files.h"
#include "tests/ui/support/ui_study.h"
#include "ui/shell/message_bar.h"
#include "ui/study/export_dialog.h"
#include "ui/study/eyes_page.h"
#include "ui/study/import_job.h"
#include "ui/study/import_wizard.h"
#include "ui/viewer/pictures.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace retclip;

namespace {

constexpr int patience_ms = 60'000;

template <typename T>
T *part(QWidget &window, const char *name)
{
    T *found = window.findChild<T *>(name);
    if (!found)
        qFatal("there is no %s", name);
    return found;
}

void tick(QCheckBox *box)
{
    QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
}

void type(QLineEdit *line, const QString &text)
{
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

} // namespace

class tst_PrivacyDialogs : public QObject
{
    Q_OBJECT

private slots:
    void anExportWithoutNames()
    {
        UiStudy study;
        RedactTexts named;
        named.reports[study.exams[0].value] = QStringLiteral("姓名：王小明，右眼C/D约0.6");
        QVERIFY_OK(study.document->apply(named, {study.exams[0]}));
        auto *dialog = new ExportDialog(study.context, nullptr);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        auto *without = part<QCheckBox>(*dialog, "deidentify"), *keep = part<QCheckBox>(*dialog, "keepKey");
        auto *key = part<QLineEdit>(*dialog, "keyFile");
        auto *start = part<QPushButton>(*dialog, "startExport");
        QVERIFY(!keep->isEnabled() && !key->isEnabled());
        tick(without);
        QVERIFY(without->isChecked() && keep->isEnabled() && !key->isEnabled());
        tick(keep);
        QVERIFY(key->isEnabled());
        QVERIFY2(!key->text().startsWith(study.document->study().folder()), "the key is proposed outside the study");
        key->setFocus();
        key->selectAll();
        QTest::keyClick(key, Qt::Key_Delete);
        QVERIFY2(!start->isEnabled(), "without a file there is no key");
        type(key, study.files.path("named.key"));
        auto *format = part<QComboBox>(*dialog, "format");
        format->setCurrentIndex(format->findData(QStringLiteral("jsonl")));
        const QString out = study.files.path("exported");
        type(part<QLineEdit>(*dialog, "outFolder"), out);
        keepPicture(*dialog, QStringLiteral("export-without-names"));
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!study.notifications.all().isEmpty() , patience_ms);
        QVERIFY2(QFileInfo::exists(out + "/manifest.json"),
                 study.notifications.all().first().parts.english().c_str());
        const auto rows = read_file(path_from_utf8((out + "/exams.jsonl").toStdString()));
        QVERIFY_OK(rows);
        QVERIFY(rows->find("王小明") == std::string::npos && rows->find("C/D约0.6") != std::string::npos);
        QVERIFY(QFileInfo::exists(study.files.path("named.key")));
    }
    void anImportWithoutNames()
    {
        UiStudy study;
        Pictures pictures(study.jobs);
        study.context.pictures = &pictures;
        const auto first = study.document->study().exam(study.exams[0]);
        QVERIFY_OK(first);
        const QString table = study.files.path("ward.csv");
        QVERIFY_OK(write_file_atomically(path_from_utf8(table.toStdString()),
            "patient,date,left_image,right_image,report\nHOSP-4711,2023-04-05," + first->images.left->path.toStdString() + ","
                + first->images.right->path.toStdString() + ",姓名：王小明\n"));
        const auto before = study.document->study().count({});
        auto *wizard = new ImportWizard(study.context, {table}, nullptr);
        QSignalSpy analysed(wizard, &ImportWizard::analysed), looked(wizard, &ImportWizard::dryRunDone),
            done(wizard, &ImportWizard::importDone);
        wizard->show();
        QVERIFY(QTest::qWaitForWindowExposed(wizard));
        QVERIFY(analysed.count() > 0 || analysed.wait(patience_ms));
        auto *next = part<QPushButton>(*wizard, "wizardNext");
        for (int step = 0; step < 3; ++step) {
            QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), patience_ms);
            QTest::mouseClick(next, Qt::LeftButton);
        }
        QCOMPARE(wizard->step(), ImportWizard::check);
        QTRY_VERIFY_WITH_TIMEOUT(looked.count() == 1, patience_ms);
        tick(part<QCheckBox>(*wizard, "wizardDeidentify"));
        QVERIFY2(part<QRadioButton>(*wizard, "wizardCopy")->isChecked(), "what stays where it is keeps its metadata");
        QTRY_VERIFY_WITH_TIMEOUT(looked.count() == 2, patience_ms);
        type(part<QLineEdit>(*wizard, "keyFile"), study.files.path("ward.key"));
        keepPicture(*wizard, QStringLiteral("import-without-names"));
        QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), patience_ms);
        QTest::mouseClick(next, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(done.count() == 1, patience_ms);
        const Study &now = study.document->study();
        QCOMPARE(*now.count({}), *before + 1);
        QCOMPARE(*now.count(QStringLiteral("patient:HOSP-4711")), qint64(0));
        QCOMPARE(*now.count(QStringLiteral("report:王小明")), qint64(0));
        QVERIFY(QFileInfo::exists(study.files.path("ward.key")));
    }
    void whatAnImportAsksToLookAtIsFoundAgain()
    {
        UiStudy study;
        Pictures pictures(study.jobs);
        study.context.pictures = &pictures;
        const auto first = study.document->study().exam(study.exams[0]);
        QVERIFY_OK(first);
        const QString left = study.files.path("Z_left.jpg"), right = study.files.path("Z_right.jpg");
        QVERIFY(QFile::copy(first->images.left->path, left) && QFile::copy(first->images.right->path, right));
        const QString table = study.files.path("exchanged.csv");
        QVERIFY_OK(write_file_atomically(path_from_utf8(table.toStdString()),
            "patient,left_image,right_image\nZ,Z_right.jpg,Z_left.jpg\nY,Z_left.jpg,gone.jpg\n"));
        ImportPlan plan;
        plan.source = table;
        plan.layout = QStringLiteral("table");
        plan.imageFolder = QFileInfo(table).path();
        const auto analysed = analyseSource(plan);
        QVERIFY_OK(analysed);
        const auto pairs = pairsOf(*analysed, {});
        QVERIFY_OK(pairs);
        QVERIFY(pairs->pairs.first().isDoubtful() && !pairs->pairs.last().isDoubtful());
        MessageArea area;
        area.QWidget::show();
        connect(&study.notifications, &Notifications::posted, &area, [&area](const Notification &told) { area.show(told); });
        for (const int time : {1, 2}) {
            bool done = false;
            QVERIFY_OK(startImport(study.context, *analysed, [&done](bool) { done = true; }));
            QTRY_VERIFY_WITH_TIMEOUT(done, patience_ms);
            QCOMPARE(area.count(), 1); // The newer takes the older one's place.
            const Notification &told = study.notifications.all().last();
            QVERIFY2(told.parts.english().find("rows left out: 0") != std::string::npos, told.parts.english().c_str());
            QVERIFY2(told.severity == Severity::warning, qPrintable(QString::number(time)));
        }
        keepPicture(area, QStringLiteral("import-message"));
        QTest::mouseClick(part<QPushButton>(area, "messageAction0"), Qt::LeftButton);
        QWidget *list = nullptr;
        for (QWidget *window : QApplication::topLevelWidgets())
            if (window->objectName() == QLatin1String("importRows"))
                list = window;
        QVERIFY(list);
        auto *rows = part<QTableWidget>(*list, "wizardSkipped");
        QCOMPARE(rows->rowCount(), 3);
        QCOMPARE(rows->item(0, 2)->text(), QString("in, to be looked at"));
        QCOMPARE(rows->item(2, 2)->text(), QString("in, without a photograph"));
        keepPicture(*list, QStringLiteral("import-list"));
        list->close();
        QSignalSpy opened(&study.context.selections, &SelectionModel::requested);
        QTest::mouseClick(part<QPushButton>(area, "messageAction1"), Qt::LeftButton);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(*study.document->study().count(QStringLiteral("swapped")), qint64(1));
    }
};

QTEST_MAIN(tst_PrivacyDialogs)
#include "tst_privacy_dialogs.moc"
