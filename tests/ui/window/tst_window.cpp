// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"
#include "core/sample/sample.h"
#include "core/study/study_document.h"
#include "tests/support/temporary_study.h"
#include "tests/ui/support/scripted_backend.h"
#include "ui/data/data_workspace.h"
#include "ui/data/pair_page.h"
#include "ui/shell/theme.h"
#include "ui/viewer/paired_viewer.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

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
