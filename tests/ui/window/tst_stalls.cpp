// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"
#include "core/jobs/run_queue.h"
#include "core/sample/sample.h"
#include "core/study/study_document.h"
#include "ml/plugin/backend_door.h"
#include "tests/support/temporary_study.h"
#include "tests/ui/support/stall_counter.h"
#include "ui/shell/theme.h"

#include <QDialog>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <QToolButton>

#include <ctime>

using namespace retclip;

/// The window's thread while a real network trains on all cores: every page of the tour is opened
/// for the first time and again, in both languages and themes, and the event loop is never away for
/// more than 50 ms.
/// Share of ticks that may come late.
constexpr double mostStalls = 0.002;

class tst_Stalls : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<BackendDoor> m_door;
    std::unique_ptr<Workstation> m_workstation;

    MainWindow &window() { return m_workstation->window(); }
    StudyDocument &document() { return *m_workstation->context().study; }

    RunState state(RunId run)
    {
        const auto row = document().study().run(QString::number(run.value));
        return row ? row->state : RunState::failed;
    }
    void key(Qt::Key code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window(), code, modifiers);
        QTest::qWait(250);
    }
    void closeDialogs()
    {
        for (QDialog *dialog : window().findChildren<QDialog *>(Qt::FindDirectChildrenOnly))
            dialog->close();
        QTest::qWait(50);
    }
    void openEveryPage(RunId run)
    {
        for (Qt::Key number : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_6})
            key(number, Qt::ControlModifier);
        key(Qt::Key_2, Qt::ControlModifier);
        key(Qt::Key_Q);
        for (int i = 0; i < 5; ++i)
            key(Qt::Key_Right);
        key(Qt::Key_G);
        key(Qt::Key_H);
        key(Qt::Key_G);
        key(Qt::Key_H);
        key(Qt::Key_Escape);
        m_workstation->context().showRun(QStringLiteral("train"), run);
        QTest::qWait(500);
        key(Qt::Key_Comma, Qt::ControlModifier);
        closeDialogs();
        key(Qt::Key_K, Qt::ControlModifier);
        closeDialogs();
        m_workstation->context().importFiles();
        QTest::qWait(200);
        closeDialogs();
        m_workstation->context().exportSelection();
        QTest::qWait(200);
        closeDialogs();
    }

private slots:
    void initTestCase()
    {
        const QString plugin = QStringLiteral(RETCLIP_TEST_PLUGIN_DIRECTORY "/retclip-ml.so");
        if (!QFileInfo::exists(plugin))
            QSKIP("The networks' plug-in is not built.");
        qputenv("RETCLIP_SETTINGS_FILE", m_folder.filePath("settings.ini").toUtf8());
        qputenv("RETCLIP_DATA_FOLDER", m_folder.filePath("data").toUtf8());
        SampleOrder order;
        order.out = m_folder.filePath("drawn.study");
        order.patients = 60;
        order.size_px = 128;
        QVERIFY_OK(makeSample(order));
        m_door = make_backend_door(QFileInfo(plugin).absolutePath().toStdString());
        m_workstation = std::make_unique<Workstation>(*m_door, ForThisStart{"en", ThemeChoice::light});
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        window().openStudy(order.out);
        QVERIFY(opened.wait(20'000));
    }
    void cleanupTestCase() { m_workstation.reset(); }

    void theLoopIsNeverAwayWhileARealNetworkTrains()
    {
        RunQueue &queue = *m_workstation->context().queue;
        RunOrder order;
        order.config = *preset("pretrain-small");
        order.config.epochs = 100'000; // ended by the test, however fast the machine trains
        order.person = QStringLiteral("Dr. Reader");
        const auto manifest = document().study().manifest({}, {}, 123);
        QVERIFY_OK(manifest);
        order.manifest = *manifest;
        const auto run = queue.add(order);
        QVERIFY_OK(run);
        QTRY_VERIFY_WITH_TIMEOUT(queue.live(*run).step >= 3 || state(*run) == RunState::failed,
                                 120'000);
        QVERIFY(state(*run) == RunState::running);
        const qint64 before = queue.live(*run).step;
        // Machines differ in speed and one event is noisy (the bench measures the bar itself): what
        // holds the loop does so in each round and again and again, so the best of three rounds
        // may have at most two such events among a thousand ticks.
        int rounds = 0, ticks = 0;
        double least = 1; // Share of ticks.
        QStringList causes;
        while (least > mostStalls && rounds < 3) {
            StallCounter counter;
            visitInBothLooks(*run, counter);
            least = std::min(least, double(counter.stalls) / std::max(1, counter.ticks));
            ticks += counter.ticks;
            causes << counter.causes;
            ++rounds;
            qInfo("%d stalls among %d ticks, the longest %.0f ms", counter.stalls, counter.ticks,
                  counter.longest_ms);
        }
        // It did train meanwhile: else nothing was shown.
        QTRY_VERIFY_WITH_TIMEOUT(queue.live(*run).step >= before + 3, 120'000);
        queue.cancel(*run);
        QTRY_COMPARE_WITH_TIMEOUT(state(*run), RunState::cancelled, 60'000);
        QVERIFY2(ticks > 500, "the counter saw the loop");
        QVERIFY2(least <= mostStalls, qPrintable(causes.join(QLatin1Char('\n'))));
    }

    /// The counter itself: a loop that is held up is seen.
    void aHeldLoopIsCounted()
    {
        StallCounter counter;
        QTest::qWait(30);
        QTimer::singleShot(0, this, [] {
            // By the processor's clock: on a busy machine the wall's runs while nothing is done.
            const std::clock_t until = std::clock() + CLOCKS_PER_SEC / 5;
            volatile int turns = 0;
            while (std::clock() < until)
                turns = turns + 1;
        });
        QTRY_COMPARE(counter.stalls, 1);
    }
private:
    /// Every page, in both themes and both languages; leaves the window as it found it.
    void visitInBothLooks(RunId run, StallCounter &counter)
    {
        ActionRegistry &actions = m_workstation->context().actions;
        const bool dark = theme().isDark();
        const QString train = window().findChild<QToolButton *>("tab_train")->text();
        for (int look = 0; look < 2; ++look) {
            openEveryPage(run);
            actions.action("view.theme")->trigger();
            QTest::qWait(250);
            QCOMPARE(theme().isDark(), look == 0 ? !dark : dark);
            // Another language touches every text: that has a bar of its own (bench).
            actions.action("view.language")->trigger();
            counter.forgive();
            QCoreApplication::sendPostedEvents();
            counter.forgive();
            QTest::qWait(250);
            QCOMPARE(window().findChild<QToolButton *>("tab_train")->text() == train, look == 1);
        }
        openEveryPage(run);
    }
};

QTEST_MAIN(tst_Stalls)
#include "tst_stalls.moc"
