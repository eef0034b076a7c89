// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"
#include "core/study/study_document.h"
#include "core/sample/sample.h"
#include "tests/support/temporary_study.h"
#include "tests/ui/support/scripted_backend.h"
#include "tests/ui/support/ui_study.h"
#include "ui/evaluate/evaluate_workspace.h"
#include "ui/plots/confusion_view.h"
#include "ui/review/review_workspace.h"
#include "ui/study/export_dialog.h"
#include "ui/study/eyes_page.h"
#include "ui/study/import_wizard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace retclip;

/// Whole ways through the program, by clicks and keys alone: files in, mistakes to verdicts, files out.
class tst_Ways : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ScriptedDoor m_door;
    std::unique_ptr<Workstation> m_workstation;
    int m_studies = 0;

    MainWindow &window() { return m_workstation->window(); }
    Study &study() { return m_workstation->context().study->study(); }

    /// A table of the sample's photographs with one row that cannot be read.
    QString makeTable(const QString &name, int patients)
    {
        SampleOrder order;
        order.out = m_folder.filePath(name);
        order.patients = patients;
        order.size_px = 96;
        order.asStudy = false;
        if (const auto made = makeSample(order); !made)
            qFatal("%s", made.error().english().c_str());
        QFile table(m_folder.filePath(name + "/table.csv"));
        if (!table.open(QIODevice::Append))
            qFatal("the table cannot be written");
        table.write("ragged,row\n");
        return table.fileName();
    }
    /// Writes "old?" where the third line of a table says an age.
    static void spoilOneAge(const QString &file)
    {
        QFile table(file);
        QVERIFY(table.open(QIODevice::ReadOnly));
        QList<QByteArray> lines = table.readAll().split('\n');
        table.close();
        const qsizetype age = lines.at(0).split(',').indexOf("age");
        QList<QByteArray> cells = lines.at(2).split(',');
        QVERIFY(age >= 0 && age < cells.size());
        cells[age] = "old?";
        lines[2] = cells.join(',');
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write(lines.join('\n'));
    }
    void newStudy()
    {
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        window().createStudy(m_folder.filePath(QStringLiteral("ways %1.study").arg(++m_studies)));
        QVERIFY(opened.wait(20'000));
    }
    template <typename T>
    T *part(QWidget &parent, const char *name)
    {
        auto *found = parent.findChild<T *>(QString::fromLatin1(name));
        if (!found)
            qFatal("%s is not there", name);
        return found;
    }
    static void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    ImportWizard *openWizard()
    {
        QTest::keyClick(&window(), Qt::Key_I, Qt::ControlModifier);
        return window().findChild<ImportWizard *>();
    }
    void choose(QComboBox *box, int row)
    {
        box->setFocus();
        while (box->currentIndex() != row)
            QTest::keyClick(box, box->currentIndex() < row ? Qt::Key_Down : Qt::Key_Up);
        emit box->activated(row); // as the platform does on Enter in its list
    }

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_folder.filePath("settings.ini").toUtf8());
        qputenv("RETCLIP_DATA_FOLDER", m_folder.filePath("data").toUtf8());
        m_workstation =
            std::make_unique<Workstation>(m_door, ForThisStart{QStringLiteral("en"), ThemeChoice::light});
        m_workstation->settings().setReaderName(QStringLiteral("Dr. Reader"));
        window().show();
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
    }
    void cleanupTestCase() { m_workstation.reset(); }
    void init()
    {
        for (QDialog *dialog : window().findChildren<QDialog *>(Qt::FindDirectChildrenOnly))
            delete dialog;
        window().activateWindow();
        QTRY_VERIFY(window().isActiveWindow());
        newStudy();
    }

    void aTableComesInByTheWizard()
    {
        const QString table = makeTable(QStringLiteral("files"), 20);
        spoilOneAge(table);
        ImportWizard *wizard = openWizard();
        QVERIFY(wizard);
        wizard->activateWindow(); // where no window manager does
        QTRY_VERIFY(wizard->isActiveWindow());
        auto *next = part<QPushButton>(*wizard, "wizardNext");
        auto *back = part<QPushButton>(*wizard, "wizardBack");
        auto *source = part<QLineEdit>(*wizard, "wizardSource");
        QVERIFY2(!next->isEnabled(), "without a source there is no next step");
        source->setFocus();
        QTest::keyClicks(source, table);
        QVERIFY(next->isEnabled());
        click(next);
        auto *columns = part<QTableWidget>(*wizard, "wizardColumns");
        QTRY_VERIFY(columns->rowCount() > 3 && next->isEnabled());
        // Headings that are known were mapped without a hand; one role is changed by hand.
        int report = -1;
        for (int row = 0; row < columns->rowCount(); ++row) {
            auto *role = qobject_cast<QComboBox *>(columns->cellWidget(row, 1));
            if (role->currentData().toInt() == int(ColumnRole::report))
                report = row;
        }
        QVERIFY(report >= 0);
        auto *role = qobject_cast<QComboBox *>(columns->cellWidget(report, 1));
        choose(role, role->findData(int(ColumnRole::comment)));

        click(next);
        QCOMPARE(wizard->step(), ImportWizard::eyes);
        auto *eyes = wizard->findChild<EyesPage *>();
        QTRY_COMPARE(eyes->pairCount(), 20);
        QCOMPARE(eyes->pages(), 4);
        auto *place = part<QLabel>(*eyes, "eyesPlace");
        QTRY_COMPARE(place->text(), QString("Pairs 1 to 6 of 20"));
        for (int page = 1; page < 4; ++page)
            click(part<QPushButton>(*eyes, "eyesNext"));
        QCOMPARE(place->text(), QString("Pairs 19 to 20 of 20"));
        QVERIFY(!part<QPushButton>(*eyes, "eyesNext")->isEnabled());
        QVERIFY(part<QLabel>(*eyes, "eyesHow")->text().contains("All 20 pair"));
        keepPicture(*wizard, QStringLiteral("wizard_eyes"));

        // Back loses nothing: the role changed by hand is still there, and is put right.
        click(back);
        role = qobject_cast<QComboBox *>(columns->cellWidget(report, 1));
        QCOMPARE(role->currentData().toInt(), int(ColumnRole::comment));
        choose(role, role->findData(int(ColumnRole::report)));
        click(back);
        QCOMPARE(source->text(), table);
        click(next);
        QTRY_VERIFY(next->isEnabled());
        role = qobject_cast<QComboBox *>(columns->cellWidget(report, 1));
        QCOMPARE(role->currentData().toInt(), int(ColumnRole::report));
        click(next);
        click(next);
        QCOMPARE(wizard->step(), ImportWizard::check);
        QSignalSpy looked(wizard, &ImportWizard::dryRunDone);
        QTRY_VERIFY(next->isEnabled() && next->text() == QString("Import"));
        QVERIFY(part<QLabel>(*wizard, "wizardCounts")->text().contains("20"));
        // What is left out stands in a list with its row and the reason.
        auto *skipped = part<QTableWidget>(*wizard, "wizardSkipped");
        QCOMPARE(skipped->rowCount(), 2);
        QCOMPARE(skipped->item(0, 1)->text(), QString("22"));
        QCOMPARE(skipped->item(0, 2)->text(), QString("left out"));
        QVERIFY(!skipped->item(0, 3)->text().isEmpty());
        // So does what could not be read in a row that is in.
        QCOMPARE(skipped->item(1, 1)->text(), QString("3"));
        QCOMPARE(skipped->item(1, 2)->text(), QString("in, without the value"));
        QVERIFY(skipped->item(1, 3)->text().contains("old?"));
        QVERIFY(part<QPushButton>(*wizard, "wizardSaveSkipped")->isEnabled());
        QCOMPARE(study().info()->exams, 0); // nothing is written before "Import"
        keepPicture(*wizard, QStringLiteral("wizard_check"));
        QSignalSpy done(wizard, &ImportWizard::importDone);
        next->setFocus();
        QTest::keyClick(next, Qt::Key_Space);
        QVERIFY(done.wait(60'000));
        QCOMPARE(done.constFirst().constFirst().toBool(), true);
        QCOMPARE(study().info()->exams, 20);
        QCOMPARE(study().info()->reports, 20);
    }

    void cancellingTheWizardWritesNothing()
    {
        const QString table = makeTable(QStringLiteral("cancelled"), 8);
        ImportWizard *wizard = openWizard();
        auto *source = part<QLineEdit>(*wizard, "wizardSource");
        source->setFocus();
        QTest::keyClicks(source, table);
        auto *next = part<QPushButton>(*wizard, "wizardNext");
        for (int step = 0; step < 3; ++step) {
            QTRY_VERIFY(next->isEnabled());
            click(next);
        }
        QCOMPARE(wizard->step(), ImportWizard::check);
        QPointer<ImportWizard> gone = wizard;
        click(part<QPushButton>(*wizard, "wizardCancel"));
        QTRY_VERIFY(!gone);
        QCOMPARE(study().info()->exams, 0);
    }

    void aSourceThatIsNotThereIsSaidInThreeParts()
    {
        ImportWizard *wizard = openWizard();
        auto *source = part<QLineEdit>(*wizard, "wizardSource");
        source->setFocus();
        QTest::keyClicks(source, m_folder.filePath("nowhere.csv"));
        click(part<QPushButton>(*wizard, "wizardNext"));
        auto *status = part<QLabel>(*wizard, "wizardStatus");
        QTRY_COMPARE(status->text().count(QLatin1Char('\n')), 2);
        QVERIFY(!part<QPushButton>(*wizard, "wizardNext")->isEnabled());
    }

    void aStudyGoesOutByTheExportDialog()
    {
        const QString table = makeTable(QStringLiteral("out"), 8);
        ImportPlan plan;
        plan.source = table;
        plan.layout = QStringLiteral("auto");
        const auto analysed = analyseSource(plan);
        QVERIFY_OK(analysed);
        QVERIFY_OK(runImport(study(), *analysed, false, {}, {}));
        m_workstation->context().study->announceImport();

        QTest::keyClick(&window(), Qt::Key_E, Qt::ControlModifier);
        auto *dialog = window().findChild<ExportDialog *>();
        QVERIFY(dialog);
        auto *format = part<QComboBox>(*dialog, "format");
        choose(format, format->findData(QStringLiteral("jsonl")));
        auto *folder = part<QLineEdit>(*dialog, "outFolder");
        auto *start = part<QPushButton>(*dialog, "startExport");
        folder->setFocus();
        folder->selectAll();
        QTest::keyClick(folder, Qt::Key_Delete);
        QVERIFY2(!start->isEnabled(), "without a folder there is no export");
        const QString out = m_folder.filePath("exported");
        QTest::keyClicks(folder, out);
        QVERIFY(start->isEnabled());
        keepPicture(*dialog, QStringLiteral("export"));
        click(start);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(out + "/manifest.json"), 30'000);

        // The same study comes back from it.
        const auto before = study().find({});
        QVERIFY_OK(before);
        newStudy();
        plan.source = out;
        const auto again = analyseSource(plan);
        QVERIFY_OK(again);
        QVERIFY_OK(runImport(study(), *again, false, {}, {}));
        QCOMPARE(study().info()->exams, qint64(before->size()));
    }

    void fromACellOfTheConfusionMatrixToAVerdictAndTheNextCase()
    {
        const QString table = makeTable(QStringLiteral("cases"), 60);
        ImportPlan plan;
        plan.source = table;
        plan.layout = QStringLiteral("auto");
        const auto analysed = analyseSource(plan);
        QVERIFY_OK(analysed);
        QVERIFY_OK(runImport(study(), *analysed, false, {}, {}));
        m_workstation->context().study->announceImport();
        const RunId run = addFinishedRun(*m_workstation->context().study, QStringLiteral("trained"), 40,
                                         2, QStringLiteral("pretrain-small"));
        window().showWorkspace("evaluate");
        m_workstation->context().showRun(QStringLiteral("evaluate"), run);
        auto *evaluate = qobject_cast<EvaluateWorkspace *>(window().workspace("evaluate"));
        QComboBox *set = nullptr;
        for (QComboBox *box : evaluate->findChildren<QComboBox *>()) {
            if (box->accessibleName() == QString("Label set"))
                set = box;
        }
        QVERIFY(set);
        QTRY_VERIFY(set->findText(QStringLiteral("glaucoma only"), Qt::MatchContains) >= 0);
        choose(set, set->findText(QStringLiteral("glaucoma only"), Qt::MatchContains));
        QPushButton *begin = nullptr;
        for (QPushButton *button : evaluate->findChildren<QPushButton *>()) {
            if (button->text() == QString("Evaluate"))
                begin = button;
        }
        QVERIFY(begin);
        QTRY_VERIFY(begin->isEnabled());
        const auto told = m_workstation->context().notifications.all().size();
        click(begin);
        QTRY_VERIFY_WITH_TIMEOUT(evaluate->result()
                                     || m_workstation->context().notifications.all().size() > told,
                                 60'000);
        QVERIFY2(evaluate->result(), qPrintable(lastNotification()));

        // The cell with most cases: a scripted network makes few mistakes.
        ConfusionCell *worst = nullptr;
        const int classes = int(evaluate->confusion()->matrix().classes.size());
        for (int place = 0; place < classes * classes; ++place) {
            ConfusionCell *cell = evaluate->confusion()->cell(place / classes, place % classes);
            if (!worst || cell->count() > worst->count())
                worst = cell;
        }
        QVERIFY(worst && worst->count() > 1);
        QVERIFY2(worst->accessibleName().contains(QLatin1Char('%')), "a cell says what it counts");
        click(worst);
        const Selection selection = m_workstation->context().selections.current();
        QVERIFY(selection.exams.size() > 1);
        QCOMPARE(selection.run, run);
        keepPicture(window(), QStringLiteral("evaluate_cell"));

        QTest::keyClick(&window(), Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE(window().currentWorkspace()->id(), QString("review"));
        auto *review = qobject_cast<ReviewWorkspace *>(window().workspace("review"));
        QTRY_VERIFY(review->count() >= int(selection.exams.size()));
        QTRY_COMPARE(review->current(), 0);
        QCOMPARE(review->reviewed(), 0);
        keepPicture(window(), QStringLiteral("review_case"));
        QWidget *canvas = review->canvas();
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_2); // model wrong
        QVERIFY(review->reviewed() >= 1);
        const auto judged = study().find("verdict:model_wrong");
        QVERIFY_OK(judged);
        QCOMPARE(judged->size(), std::size_t(1));
        QTest::keyClick(canvas, Qt::Key_Return);
        QCOMPARE(review->current(), 1);
        // The verdict of a case can be taken back from the next one: first to it, then off.
        QTest::keyClick(canvas, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(canvas, Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(study().find("verdict:model_wrong")->empty());
    }

private:
    QString lastNotification()
    {
        const auto &all = m_workstation->context().notifications.all();
        return all.isEmpty() ? QString() : QString::fromStdString(all.last().parts.english());
    }
};

QTEST_MAIN(tst_Ways)
#include "tst_ways.moc"
