// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"
#include "core/jobs/run_queue.h"
#include "core/sample/sample.h"
#include "core/study/study_document.h"
#include "tests/support/temporary_study.h"
#include "tests/ui/support/scripted_backend.h"
#include "tests/ui/support/ui_study.h"
#include "ui/data/data_workspace.h"
#include "ui/data/pair_page.h"
#include "ui/shell/key_map.h"
#include "ui/shell/keys_page.h"
#include "ui/shell/saved_selections.h"
#include "ui/shell/theme.h"
#include "ui/train/run_list.h"
#include "ui/train/train_workspace.h"
#include "ui/viewer/paired_viewer.h"

#include <QInputDialog>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTextCursor>
#include <QToolButton>
#include <QTreeWidget>

#include <cmath>

using namespace retclip;

/// One window on one study of made-up patients; each test leaves it in Data, without a query.
class tst_Window : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ScriptedDoor m_door;
    std::unique_ptr<Workstation> m_workstation;

    MainWindow &window() { return m_workstation->window(); }
    Study &study() { return m_workstation->context().study->study(); }
    DataWorkspace &data() { return *qobject_cast<DataWorkspace *>(window().workspace("data")); }
    QListView &grid() { return *window().findChild<QListView *>("examGrid"); }
    QLineEdit &queryLine() { return *qobject_cast<QLineEdit *>(data().queryLine()); }
    qint64 shown() { return grid().model()->rowCount(); }

    void key(Qt::Key code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window(), code, modifiers);
    }
    /// What a row's card stands for, by the order that an empty query gives.
    ExamId examOfRow(int row)
    {
        const auto all = study().find(queryLine().text());
        return all && row < int(all->size()) ? all->at(std::size_t(row)) : ExamId();
    }
    QStringList positive(ExamId exam)
    {
        const auto rows = study().exams(std::span(&exam, 1));
        if (!rows || rows->empty() || rows->front().labels.isEmpty())
            return {};
        return rows->front().labels.constFirst().positive;
    }
    void clickRow(int row)
    {
        grid().scrollTo(grid().model()->index(row, 0));
        const QRect card = grid().visualRect(grid().model()->index(row, 0));
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, {}, card.center());
    }

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_folder.filePath("settings.ini").toUtf8());
        qputenv("RETCLIP_DATA_FOLDER", m_folder.filePath("data").toUtf8());
        SampleOrder order;
        order.out = m_folder.filePath("drawn.study");
        order.patients = 24;
        order.size_px = 128;
        QVERIFY_OK(makeSample(order));
        {
            Settings settings;
            settings.setLanguage("en");
            settings.setThemeChoice(ThemeChoice::light);
            settings.setReaderName("Dr. Reader");
        }
        m_workstation = std::make_unique<Workstation>(m_door);
        window().show();
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        window().openStudy(order.out);
        QVERIFY(opened.wait(20'000));
    }
    void cleanupTestCase() { m_workstation.reset(); }

    void init()
    {
        if (QWidget *completions = QApplication::activePopupWidget())
            completions->close();
        window().activateWindow();
        QTRY_VERIFY(window().isActiveWindow());
        window().showWorkspace("data");
        if (data().canvas() != &grid())
            key(Qt::Key_Escape);
        data().setQuery({});
        QTRY_COMPARE(shown(), 24);
        grid().setFocus();
    }

    /// First: the workspaces that these keys act in have not been visited.
    void keysOfPlacesNotYetVisitedAreListed()
    {
        QVERIFY(!window().workspace("train") && !window().workspace("review"));
        ActionRegistry &actions = m_workstation->context().actions;
        for (const char *id : {"train.pause", "train.log_y", "train.smoothing", "train.fit",
                               "train.earlier", "review.model_wrong"})
            QVERIFY2(actions.action(id), id);
        const auto sameTwice = [&actions](const QString &id) {
            return std::count_if(actions.entries().begin(), actions.entries().end(),
                                 [&id](const auto &entry) { return entry.description.id == id; })
                > 1;
        };
        window().showWorkspace("train");
        window().showWorkspace("review");
        for (const auto &entry : actions.entries())
            QVERIFY2(!sameTwice(entry.description.id), qPrintable(entry.description.id));
        // An arrow with Alt may become another one with Alt.
        QVERIFY(!actions.conflict("train.earlier", QKeySequence("Alt+PgUp")));
        QVERIFY(actions.conflict("train.fit", QKeySequence("S")));
    }

    void fullScreenAndBack()
    {
        const QSize before = window().size();
        QTest::keyClick(&grid(), Qt::Key_F11);
        QTRY_VERIFY(window().isFullScreen());
        QTest::keyClick(&grid(), Qt::Key_F11);
        QTRY_VERIFY(!window().isFullScreen());
        QTRY_COMPARE(window().size(), before);
        QTRY_VERIFY(window().isActiveWindow());
    }

    void aLabelThatNoSetHasIsTold()
    {
        data().setQuery(QStringLiteral("label:glaucomma"));
        QTRY_COMPARE(shown(), 0);
        QTRY_VERIFY(data().queryLine()->toolTip().contains(QStringLiteral("glaucomma")));
        bool told = false;
        for (const QLabel *label : data().findChildren<QLabel *>())
            told = told || (label->isVisible() && label->text().contains(QStringLiteral("No label set has")));
        QVERIFY(told);
        keepPicture(window(), "query-unknown-label");
        data().setQuery({});
        QTRY_COMPARE(shown(), 24);
        QVERIFY(!data().queryLine()->toolTip().contains(QStringLiteral("glaucomma")));
    }

    /// Answers the next question for a name.
    void answerName(const QString &name)
    {
        QTimer::singleShot(100, this, [name] {
            auto *question = qobject_cast<QInputDialog *>(QApplication::activeModalWidget());
            QVERIFY(question);
            question->setTextValue(name);
            question->accept();
        });
    }

    void ctrlSKeepsTheSelectionUnderAName()
    {
        clickRow(2);
        key(Qt::Key_Right, Qt::ShiftModifier);
        const Selection chosen = m_workstation->context().selections.current();
        QCOMPARE(chosen.exams.size(), std::size_t(2));
        answerName("two of mine");
        key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(savedSelections(study()).size(), 1);
        const SavedSelection saved = savedSelections(study()).constFirst();
        QCOMPARE(saved.name, QString("two of mine"));
        const auto again = selectionOf(study(), saved);
        QVERIFY_OK(again);
        QCOMPARE(again->exams, chosen.exams);
        // The same name is one selection, not two.
        QVERIFY_OK(keepSelection(study(), "two of mine", chosen));
        QCOMPARE(savedSelections(study()).size(), 1);
        m_workstation->context().selections.clear();
        window().activateWindow(); // no window manager gives it back after the question
        QTRY_VERIFY(window().isActiveWindow());
        grid().setFocus();
        key(Qt::Key_K, Qt::ControlModifier);
        auto *line = window().findChild<QLineEdit *>("paletteLine");
        QVERIFY(line);
        QTest::keyClicks(line, "two of mine");
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(m_workstation->context().selections.current().exams, chosen.exams);
    }

    void f2RenamesTheRun()
    {
        RunOrder order;
        order.name = "before";
        order.config = *preset("quick");
        order.person = "Dr. Reader";
        const auto manifest = study().manifest({}, {}, 123);
        QVERIFY_OK(manifest);
        order.manifest = *manifest;
        const auto added = m_workstation->context().queue->add(order);
        QVERIFY_OK(added);
        const RunId run = *added;
        auto *train = qobject_cast<TrainWorkspace *>(window().showWorkspace("train"));
        train->showRun(run);
        auto *runs = qobject_cast<QListView *>(train->canvas());
        QTRY_VERIFY(runs->currentIndex().isValid());
        runs->setFocus();
        answerName("after");
        key(Qt::Key_F2);
        const auto row = study().run(QString::number(run.value));
        QVERIFY_OK(row);
        QCOMPARE(row->name, QString("after"));
        QCOMPARE(train->currentRun()->name, QString("after"));
    }

    void anotherThemeLosesNothing()
    {
        data().setQuery("sex:F OR sex:M");
        QTRY_COMPARE(shown(), 24);
        clickRow(9);
        queryLine().setFocus();
        queryLine().setCursorPosition(3);
        const int scroll = grid().verticalScrollBar()->value();
        const QString chosen = m_workstation->context().selections.current().sentence;
        for (ThemeMode mode : {ThemeMode::dark, ThemeMode::light}) {
            key(Qt::Key_F7);
            QCOMPARE(theme().mode(), mode);
            QCOMPARE(window().palette().color(QPalette::Window),
                     Theme::tokenColor(Token::window, mode));
            // The page as it is painted, far from what is drawn on it.
            const QImage picture = window().grab().toImage();
            QCOMPARE(picture.pixelColor(picture.width() - 2, picture.height() - 2),
                     Theme::tokenColor(Token::surface, mode));
            QCOMPARE(queryLine().text(), QString("sex:F OR sex:M"));
            QCOMPARE(queryLine().cursorPosition(), 3);
            QCOMPARE(grid().verticalScrollBar()->value(), scroll);
            QCOMPARE(m_workstation->context().selections.current().sentence, chosen);
        }
    }

    void everyWorkspaceOpensByItsKey_data()
    {
        QTest::addColumn<int>("place");
        QTest::addColumn<QString>("id");
        const char *const ids[] = {"study", "data", "train", "retrieve", "evaluate", "review"};
        for (int i = 0; i < 6; ++i)
            QTest::addRow("Ctrl+%d opens %s", i + 1, ids[i]) << i << QString(ids[i]);
    }
    void everyWorkspaceOpensByItsKey()
    {
        QFETCH(int, place);
        QFETCH(QString, id);
        QTest::keyClick(&window(), Qt::Key(Qt::Key_1 + place), Qt::ControlModifier);
        QTRY_COMPARE(window().currentWorkspace()->id(), id);
        QVERIFY(window().currentWorkspace()->isVisible());
        QVERIFY(window().findChild<QToolButton *>("tab_" + id)->isChecked());
    }

    void aTypedQueryNarrows()
    {
        const auto wanted = study().find("label:glaucoma eye:both");
        QVERIFY_OK(wanted);
        QVERIFY(!wanted->empty() && wanted->size() < 24);
        key(Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(queryLine().hasFocus());
        QTest::keyClicks(&queryLine(), "label:glaucoma eye:both");
        QTRY_COMPARE(shown(), qint64(wanted->size()));
        QVERIFY(window().findChild<QLabel *>("examCount")->text().contains(QString::number(wanted->size())));
    }

    void aClickedFacetNarrows()
    {
        const auto wanted = study().find("sex:F");
        QVERIFY_OK(wanted);
        auto *tree = window().findChild<QTreeWidget *>("facetTree");
        QTreeWidgetItem *female = nullptr;
        const auto find = [&] {
            female = nullptr;
            for (QTreeWidgetItem *item : tree->findItems("female", Qt::MatchExactly | Qt::MatchRecursive))
                female = item;
            return female != nullptr;
        };
        QTRY_VERIFY(find());
        tree->scrollToItem(female);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(female).center());
        QTRY_COMPARE(queryLine().text(), QString("sex:F"));
        QTRY_COMPARE(shown(), qint64(wanted->size()));
    }

    void aNumberKeyLabelsAndUndoTakesItBack()
    {
        clickRow(2);
        const ExamId exam = examOfRow(2);
        const QStringList before = positive(exam);
        const QString wanted = before == QStringList{"cataract"} ? "glaucoma" : "cataract";
        const auto sets = study().labelSets();
        QVERIFY_OK(sets);
        int number = 0;
        for (const LabelClass &one : sets->constFirst().classes) {
            if (one.name == wanted)
                number = one.key;
        }
        QVERIFY(number > 0);
        key(Qt::Key(Qt::Key_0 + number));
        // Both on disk before the next key: nothing is waited for.
        QCOMPARE(positive(exam), QStringList{wanted});
        const auto history = study().history(exam, 1);
        QVERIFY_OK(history);
        QCOMPARE(history->constFirst().kind, QString("label"));
        QCOMPARE(history->constFirst().person, QString("Dr. Reader"));

        key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(positive(exam), before);
    }

    void thePairViewWalks()
    {
        clickRow(1);
        key(Qt::Key_Q);
        auto *pair = window().findChild<PairPage *>();
        QTRY_VERIFY(pair->isVisible());
        QCOMPARE(pair->row(), 1);
        key(Qt::Key_Right);
        QCOMPARE(pair->row(), 2);
        key(Qt::Key_Left);
        key(Qt::Key_Left);
        QCOMPARE(pair->row(), 0);
        const bool synchronised = pair->viewer()->synchronised();
        key(Qt::Key_S);
        QCOMPARE(pair->viewer()->synchronised(), !synchronised);
        key(Qt::Key_S);
        key(Qt::Key_Escape);
        QTRY_VERIFY(!pair->isVisible());
        QTRY_VERIFY(grid().hasFocus());
        QCOMPARE(grid().currentIndex().row(), 0);
    }

    PairPage *openPair(int row)
    {
        clickRow(row);
        key(Qt::Key_Q);
        auto *pair = window().findChild<PairPage *>();
        if (!QTest::qWaitFor([pair] { return pair->isVisible() && pair->viewer()->isComplete(); }))
            qFatal("the pair is not shown");
        pair->viewer()->fit();
        return pair;
    }
    /// Across the middle of an eye's half, by a share of its width.
    void drag(PairedViewer *viewer, double from, double to, Qt::KeyboardModifiers with = {})
    {
        const int y = viewer->height() / 2;
        const QPoint begin(int(viewer->width() * from), y), end(int(viewer->width() * to), y);
        QTest::mousePress(viewer, Qt::LeftButton, with, begin);
        QTest::mouseMove(viewer, (begin + end) / 2);
        QTest::mouseMove(viewer, end);
        QTest::mouseRelease(viewer, Qt::LeftButton, with, end);
    }

    void aMeasuredLineSaysPixelsAndWithADiscItsDiameters()
    {
        PairPage *pair = openPair(0);
        PairedViewer *viewer = pair->viewer();
        key(Qt::Key_D);
        QCOMPARE(viewer->tool(), ViewerTool::measure);
        const EyeView before = viewer->view(Laterality::right);
        drag(viewer, 0.2, 0.3);
        QCOMPARE(viewer->view(Laterality::right), before); // measuring moves nothing
        const auto marked = [viewer](Laterality eye) { return viewer->measurements().marked(eye); };
        QCOMPARE(marked(Laterality::right).lines.size(), std::size_t(1));
        const double length = marked(Laterality::right).lines.front().length();
        QVERIFY(length > 5);
        const auto said = [&] { return viewer->measurements().lengthText(Laterality::right, length); };

        drag(viewer, 0.2, 0.25, Qt::ShiftModifier); // across the disc, half as long
        QCOMPARE(marked(Laterality::right).lines.size(), std::size_t(1));
        QVERIFY2(said().contains("2.0") && said().contains("DD") && !said().contains("mm"), qPrintable(said()));
        // Millimetres only where the study says what it takes a disc for.
        QVERIFY_OK(study().setSetting(discDiameterSetting, "1800"));
        emit m_workstation->settings().changed(discDiameterSetting);
        QVERIFY2(said().contains("mm") && said().contains("1.80"), qPrintable(said()));
        drag(viewer, 0.21, 0.24, Qt::ControlModifier); // the cup
        QVERIFY(std::fabs(*marked(Laterality::right).vertical_cup_disc_ratio() - 0.6) < 0.05);
        viewer->grab();
        keepPicture(window(), "measure");
        QVERIFY_OK(study().setSetting(discDiameterSetting, "0"));
        emit m_workstation->settings().changed(discDiameterSetting);
        // The fellow eye has a disc of its own to be drawn.
        QVERIFY(!marked(Laterality::left).disc);
        // Each is an edit: undo takes the cup back, walking on and back brings the rest again.
        key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(!marked(Laterality::right).cup);
        key(Qt::Key_Right);
        QVERIFY(marked(Laterality::right).empty());
        key(Qt::Key_Left);
        QVERIFY(marked(Laterality::right).disc);
        QCOMPARE(marked(Laterality::right).lines.size(), std::size_t(1));
        // Delete takes away what was drawn last, then nothing.
        drag(viewer, 0.3, 0.35);
        QCOMPARE(marked(Laterality::right).lines.size(), std::size_t(2));
        key(Qt::Key_Delete);
        QCOMPARE(marked(Laterality::right).lines.size(), std::size_t(1));
        key(Qt::Key_D);
        QCOMPARE(viewer->tool(), ViewerTool::pan);
    }

    void spaceHeldPansWithAToolInHandAndElseGoesOn()
    {
        PairPage *pair = openPair(0);
        PairedViewer *viewer = pair->viewer();
        key(Qt::Key_B);
        key(Qt::Key_Plus);
        key(Qt::Key_Plus);
        const EyeView before = viewer->view(Laterality::right);
        const DisplayAdjustment same = viewer->adjustment();
        QTest::keyPress(viewer, Qt::Key_Space);
        drag(viewer, 0.2, 0.3);
        QTest::keyRelease(viewer, Qt::Key_Space);
        QVERIFY(viewer->view(Laterality::right) != before);
        QCOMPARE(viewer->adjustment(), same);
        QCOMPARE(pair->row(), 0);
        drag(viewer, 0.2, 0.3);
        QVERIFY(viewer->adjustment() != same);
        key(Qt::Key_V);
        QCOMPARE(viewer->tool(), ViewerTool::pan);
        key(Qt::Key_V);
        QCOMPARE(viewer->view(Laterality::right), EyeView());
        viewer->resetAdjustment();
        key(Qt::Key_Space);
        QCOMPARE(pair->row(), 1);
    }

    void holdingAShowsTheComparedPictureInTheSamePlace()
    {
        PairPage *pair = openPair(0);
        PairedViewer *viewer = pair->viewer();
        const QImage before = viewer->grab().toImage();
        QTest::keyPress(viewer, Qt::Key_A);
        QVERIFY(viewer->flickering());
        QTest::qWait(30);
        QVERIFY(viewer->grab().toImage() != before);
        keepPicture(window(), "flicker");
        QTest::keyRelease(viewer, Qt::Key_A);
        QVERIFY(!viewer->flickering());
        QCOMPARE(viewer->grab().toImage(), before);
        // A key whose release goes elsewhere does not stay down.
        QTest::keyPress(viewer, Qt::Key_A);
        queryLine().setFocus();
        pair->report()->setFocus();
        QTRY_VERIFY(!viewer->flickering());
        viewer->setFocus();
    }

    void jWalksThroughTheTermsOfTheReport()
    {
        data().setQuery("report:视盘");
        QTRY_VERIFY(shown() > 0 && shown() < 24);
        PairPage *pair = openPair(0);
        key(Qt::Key_J);
        QCOMPARE(pair->report()->textCursor().selectedText(), QString("视盘"));
        pair->setSearchedWords({});
        key(Qt::Key_J);
        QVERIFY(pair->report()->textCursor().hasSelection());
    }

    void theLateralityDialogSwapsTheEyesAndUndoTakesItBack()
    {
        PairPage *pair = openPair(2);
        const ExamId exam = examOfRow(2);
        const auto paths = [&] {
            const auto row = study().exam(exam);
            return QStringList{row->images.right ? row->images.right->path : QString(),
                               row->images.left ? row->images.left->path : QString()};
        };
        const QStringList before = paths();
        QVERIFY(!before.at(0).isEmpty() && !before.at(1).isEmpty());
        key(Qt::Key_W);
        auto *dialog = window().findChild<QDialog *>("lateralityDialog");
        QVERIFY(dialog);
        auto *apply = dialog->findChild<QPushButton *>("lateralityApply");
        QVERIFY(!apply->isEnabled());
        QTest::mouseClick(dialog->findChild<QPushButton *>("lateralitySwap"), Qt::LeftButton);
        QVERIFY(apply->isEnabled());
        QCOMPARE(paths(), before); // nothing before "Apply"
        keepPicture(*dialog, "laterality");
        QTest::mouseClick(apply, Qt::LeftButton);
        QCOMPARE(paths(), (QStringList{before.at(1), before.at(0)}));
        const auto history = study().history(exam, 1);
        QVERIFY_OK(history);
        QCOMPARE(history->constFirst().kind, QString("swap"));
        pair->viewer()->setFocus();
        key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(paths(), before);
    }

    void aKeyCanBeChangedAndAClashIsRefused()
    {
        key(Qt::Key_Comma, Qt::ControlModifier);
        auto *settings = window().findChild<QDialog *>("settingsDialog");
        QVERIFY(settings);
        settings->findChild<QTabWidget *>("settingsTabs")->setCurrentIndex(1);
        auto *search = settings->findChild<QLineEdit *>("keysSearch");
        auto *table = settings->findChild<QTableWidget *>("keysTable");
        auto *edit = settings->findChild<KeyField *>("keysEdit");
        auto *verdict = settings->findChild<QLabel *>("keysVerdict");
        QTest::keyClicks(search, "red-free");
        QCOMPARE(table->rowCount(), 1);
        table->selectRow(0);
        QTest::keyClick(edit, Qt::Key_S); // of "both eyes together"
        QVERIFY2(verdict->text().contains("Zoom and pan both eyes together"), qPrintable(verdict->text()));
        QCOMPARE(keyMap().chosen("viewer.red_free"), std::nullopt);
        QTest::keyClick(edit, Qt::Key_K, Qt::ControlModifier); // no single key
        QCOMPARE(keyMap().chosen("viewer.red_free"), std::nullopt);
        QTest::keyClick(edit, Qt::Key_F, Qt::ShiftModifier);
        QCOMPARE(keyMap().chosen("viewer.red_free"), std::optional(QKeySequence("Shift+F")));
        QVERIFY(table->item(0, 2)->text().contains("Shift+F"));
        keepPicture(*settings, "settings_keys");
        QCOMPARE(QSettings(qEnvironmentVariable("RETCLIP_SETTINGS_FILE"), QSettings::IniFormat)
                     .value("keys").toStringList(),
                 QStringList{"viewer.red_free=Shift+F"});
        settings->close();

        PairPage *pair = openPair(0);
        key(Qt::Key_G);
        QVERIFY(!pair->viewer()->adjustment().red_free);
        QTest::keyClick(pair->viewer(), Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(pair->viewer()->adjustment().red_free);
        bool told = false;
        for (QToolButton *button : window().findChildren<QToolButton *>())
            told = told || button->toolTip() == "Red-free: the green channel  (Shift+F)";
        QVERIFY(told);
        keyMap().resetAll();
        key(Qt::Key_G);
        QVERIFY(!pair->viewer()->adjustment().red_free);
        QCOMPARE(m_workstation->settings().value("keys").toStringList(), QStringList());
    }

    /// B8: no canvas lets an input method take its keys, and what one sends changes nothing.
    void singleKeysActWithAnInputMethodOn()
    {
        PairPage *pair = openPair(0);
        for (QWidget *canvas : {static_cast<QWidget *>(&grid()), static_cast<QWidget *>(pair->viewer())}) {
            QVERIFY(!canvas->testAttribute(Qt::WA_InputMethodEnabled));
            QVERIFY(!canvas->inputMethodQuery(Qt::ImEnabled).toBool());
        }
        QInputMethodEvent composing("g", {});
        QCoreApplication::sendEvent(pair->viewer(), &composing);
        // Under Pinyin a letter may come as an unknown key with its place alone.
        constexpr quint32 placeOfG = 34 + 8;
        QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, placeOfG, 0, 0);
        QCoreApplication::sendEvent(pair->viewer(), &press);
        QVERIFY(pair->viewer()->adjustment().red_free);
        key(Qt::Key_G);
        QVERIFY(queryLine().testAttribute(Qt::WA_InputMethodEnabled));
    }

    void theLanguageSwitchesLiveAndKeepsTheSelection()
    {
        data().setQuery("eye:both");
        const auto both = study().find("eye:both");
        QVERIFY_OK(both);
        QTRY_COMPARE(shown(), qint64(both->size()));
        clickRow(3);
        const auto selected = m_workstation->context().selections.current().exams;
        QCOMPARE(selected.size(), std::size_t(1));
        auto *tab = window().findChild<QToolButton *>("tab_data");
        QCOMPARE(tab->text(), QString("Data"));

        key(Qt::Key_F9);
        QTRY_COMPARE(tab->text(), QString("数据"));
        QCOMPARE(queryLine().text(), QString("eye:both"));
        QCOMPARE(shown(), qint64(both->size()));
        QCOMPARE(m_workstation->context().selections.current().exams, selected);
        QCOMPARE(grid().currentIndex().row(), 3);
        // Names that come from the study follow.
        auto *tree = window().findChild<QTreeWidget *>("facetTree");
        QTRY_VERIFY(!tree->findItems("青光眼", Qt::MatchExactly | Qt::MatchRecursive).isEmpty());

        key(Qt::Key_F9);
        QTRY_COMPARE(tab->text(), QString("Data"));
    }

    void whatTheCommandLineSaysHoldsForOneStartAlone()
    {
        QTemporaryDir folder;
        const QByteArray before = qgetenv("RETCLIP_SETTINGS_FILE");
        qputenv("RETCLIP_SETTINGS_FILE", folder.filePath("settings.ini").toUtf8());
        Settings settings;
        settings.setLanguage("en");
        settings.setThemeChoice(ThemeChoice::light);
        settings.setLanguageForThisStart("zh_CN");
        settings.setThemeForThisStart(ThemeChoice::dark);
        QCOMPARE(settings.language(), QString("zh_CN"));
        QCOMPARE(settings.themeChoice(), ThemeChoice::dark);
        {
            Settings nextStart;
            QCOMPARE(nextStart.language(), QString("en"));
            QCOMPARE(nextStart.themeChoice(), ThemeChoice::light);
        }
        // The person chooses what was saved before: the window must follow all the same.
        QSignalSpy changed(&settings, &Settings::changed);
        settings.setLanguage("en");
        QCOMPARE(changed.count(), 1);
        QCOMPARE(settings.language(), QString("en"));
        settings.setThemeChoice(ThemeChoice::dark);
        QCOMPARE(Settings().themeChoice(), ThemeChoice::dark);
        qputenv("RETCLIP_SETTINGS_FILE", before);
    }

    void theThemeSwitchesLive()
    {
        const QColor paper = theme().color(Token::window);
        const auto pixel = [this] { return window().grab().toImage().pixelColor(600, 20); };
        const QColor before = pixel();
        key(Qt::Key_F7);
        QTRY_VERIFY(theme().isDark());
        QVERIFY(theme().color(Token::window) != paper);
        QTRY_VERIFY(pixel().lightness() + 100 < before.lightness());
        key(Qt::Key_F7);
        QTRY_VERIFY(!theme().isDark());
        QTRY_COMPARE(pixel(), before);
    }
};

QTEST_MAIN(tst_Window)
#include "tst_window.moc"
