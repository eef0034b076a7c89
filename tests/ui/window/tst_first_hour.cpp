// SPDX-License-Identifier: GPL-3.0-or-later
// What a person meets first: the tour, the guide, the settings' search; and the window for a second screen, and a study
// in one file.
#include "app/workstation/second_screen.h"
#include "app/workstation/workstation.h"
#include "core/jobs/run_queue.h"
#include "core/sample/sample.h"
#include "core/study/study_document.h"
#include "tests/support/temporary_study.h"
#include "tests/ui/support/scripted_backend.h"
#include "tests/ui/support/ui_study.h"
#include "tests/ui/window/page_faults.h"
#include "ui/data/data_workspace.h"
#include "ui/data/exam_list_model.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/guide_dialog.h"
#include "ui/shell/guided_tour.h"
#include "ui/shell/learn_more.h"
#include "ui/shell/study_packing.h"
#include "ui/viewer/paired_viewer.h"

#include <QApplication>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace retclip;

class tst_FirstHour : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ScriptedDoor m_door;
    std::unique_ptr<Workstation> m_workstation;
    QString m_study;

    MainWindow &window() { return m_workstation->window(); }
    AppContext &context() { return m_workstation->context(); }
    void open(const QString &folder)
    {
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        window().openStudy(folder);
        QVERIFY(opened.wait(20'000));
    }
    GuidedTour *tour() { return m_workstation->tour().tour(); }
    QString tourText() { return tour()->findChild<QLabel *>(QStringLiteral("tourText"))->text(); }
    void act(const char *id) { context().actions.action(QLatin1String(id))->trigger(); }

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", QFile::encodeName(m_folder.filePath("settings.ini")));
        qputenv("RETCLIP_DATA_FOLDER", QFile::encodeName(m_folder.filePath("data")));
        SampleOrder order;
        order.out = m_study = m_folder.filePath(QStringLiteral("drawn.study"));
        order.patients = 30;
        order.size_px = 96;
        QVERIFY_OK(makeSample(order));
        m_door.scripted.microseconds_a_step = 20'000; // the tour is quicker than the run
        m_workstation = std::make_unique<Workstation>(m_door, ForThisStart{QStringLiteral("en"), ThemeChoice::light});
        window().resize(1280, 720);
        window().show();
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
    }
    void cleanupTestCase() { m_workstation.reset(); }
    void init()
    {
        for (QDialog *dialog : window().findChildren<QDialog *>(Qt::FindDirectChildrenOnly))
            delete dialog;
        m_workstation->settings().setLanguage(QStringLiteral("en"));
        window().activateWindow();
        QTRY_VERIFY(window().isActiveWindow());
    }

    /// By keys alone, on a sample that has no run: one is started, and told as it is.
    void theTourLeadsThroughTheWindow()
    {
        open(m_study);
        QVERIFY(context().study->study().runs()->isEmpty());
        act("help.tour");
        QVERIFY(tour());
        QCOMPARE(tour()->step(), 0);
        QTRY_VERIFY(!tour()->lit().isNull());
        QTRY_VERIFY_WITH_TIMEOUT(context().study->study().runs()->size() == 1, 20'000);
        const RunRow run = context().study->study().runs()->constFirst();
        QTRY_VERIFY2(tourText().contains(QStringLiteral("Run %1").arg(run.id.value)), qPrintable(tourText()));
        const qint64 edits = context().study->study().history()->size();
        QStringList places;
        for (int step = 0; step < tour()->count(); ++step) {
            QCOMPARE(tour()->step(), step);
            QTest::qWait(250);
            QVERIFY2(!tourText().isEmpty(), "each step has words");
            QVERIFY2(layoutFaults(*tour()).isEmpty(), qPrintable(layoutFaults(*tour()).join(QLatin1Char('\n'))));
            const QWidget *focus = QApplication::focusWidget();
            QVERIFY2(focus && tour()->isAncestorOf(focus), "keys belong to the tour");
            keepPicture(window(), QStringLiteral("tour-%1").arg(step));
            if (window().currentWorkspace())
                places << window().currentWorkspace()->id();
            if (step + 1 < tour()->count())
                QTest::keyClick(QApplication::focusWidget(), step % 2 ? Qt::Key_Right : Qt::Key_Return);
        }
        for (const char *place : {"study", "data", "train", "evaluate", "review"})
            QVERIFY2(places.contains(QLatin1String(place)), place);
        QCOMPARE(context().study->study().history()->size(), edits);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QCOMPARE(tour()->step(), tour()->count() - 2);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!tour());
        QTRY_VERIFY(!window().findChild<GuidedTour *>());
    }

    void theTourSpeaksBothLanguages()
    {
        act("help.tour");
        QVERIFY(tour());
        const QString english = tourText();
        m_workstation->settings().setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(tourText() != english);
        for (int step = 0; step < tour()->count(); ++step) {
            tour()->go(step);
            QTest::qWait(200);
            const QString words = tourText();
            QVERIFY2(std::any_of(words.begin(), words.end(), [](QChar c) { return c.script() == QChar::Script_Han; }), qPrintable(words));
            QVERIFY2(layoutFaults(*tour()).isEmpty(), qPrintable(layoutFaults(*tour()).join(QLatin1Char('\n'))));
            keepPicture(window(), QStringLiteral("tour-zh-%1").arg(step));
        }
        tour()->end();
        QTRY_VERIFY(!tour());
    }

    /// From the welcome page: the sample is opened first, and made where it is not there.
    void theTourBeginsOnTheSample()
    {
        window().closeStudy();
        QTRY_VERIFY(window().findChild<QPushButton *>(QStringLiteral("welcomeTour")));
        QTest::mouseClick(window().findChild<QPushButton *>(QStringLiteral("welcomeTour")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(tour(), 120'000);
        QVERIFY(context().study->study().info()->synthetic);
        tour()->end();
        QTRY_VERIFY(!tour());
        open(m_study);
    }

    void theGuideIsSearched_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("page");
        QTest::newRow("a worked example") << "en" << "600 photographs" << "label";
        QTest::newRow("a word of the text") << "en" << "kappa" << "rounds";
        QTest::newRow("two words that stand apart") << "en" << "package archive" << "care";
        QTest::newRow("in Chinese") << "zh_CN" << "评审轮" << "rounds";
        QTest::newRow("in Chinese, of the text") << "zh_CN" << "假名" << "privacy";
    }
    void theGuideIsSearched()
    {
        QFETCH(QString, language);
        QFETCH(QString, typed);
        QFETCH(QString, page);
        m_workstation->settings().setLanguage(language);
        QTest::keyClick(&window(), Qt::Key_F1, Qt::ShiftModifier);
        auto *guide = window().findChild<GuideDialog *>();
        QVERIFY(guide);
        QCOMPARE(guide->shownPage(), QString("start"));
        auto *search = guide->findChild<QLineEdit *>(QStringLiteral("guideSearch"));
        search->setText(typed);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(guide->shownPage(), page);
        auto *text = guide->findChild<QTextBrowser *>(QStringLiteral("guideText"));
        if (!typed.contains(QLatin1Char(' ')))
            QVERIFY(!text->extraSelections().isEmpty());
        keepPicture(*guide, QStringLiteral("guide-%1-%2").arg(page, language));
        search->setText(QStringLiteral("qqqqq"));
        QCOMPARE(guide->findChild<QListWidget *>(QStringLiteral("guideList"))->count(), 1);
        QVERIFY(!(guide->findChild<QListWidget *>(QStringLiteral("guideList"))->item(0)->flags() & Qt::ItemIsSelectable));
    }

    /// Every page is there in both languages, and every link of a page leads to one.
    void theGuideIsWhole()
    {
        QStringList ids;
        for (const char *language : {"en", "zh_CN"}) {
            const QVector<GuidePage> pages = guidePages(QLatin1String(language));
            QStringList here, links;
            for (const GuidePage &page : pages) {
                QVERIFY2(page.url.path().contains(QLatin1String(language)), qPrintable(page.id));
                QVERIFY2(!page.title.isEmpty() && page.text.size() > 100, qPrintable(page.id));
                here << page.id;
                QFile file(QLatin1Char(':') + page.url.path());
                QVERIFY(file.open(QIODevice::ReadOnly));
                static const QRegularExpression link(QStringLiteral("href=\"([^\"]+)\""));
                auto found = link.globalMatch(QString::fromUtf8(file.readAll()));
                while (found.hasNext())
                    links << found.next().captured(1);
            }
            for (const QString &link : std::as_const(links))
                QVERIFY2(here.contains(QString(link).remove(QStringLiteral(".html"))), qPrintable(link));
            QVERIFY(links.size() > 10);
            if (ids.isEmpty())
                ids = here;
            QCOMPARE(here, ids);
        }
        QVERIFY(ids.size() >= 12);
    }

    /// What a page without anything says leads to the guide's page about it.
    void emptyPagesLeadToTheGuide()
    {
        window().showWorkspace(QStringLiteral("review"));
        auto *learn = window().findChild<QPushButton *>(QStringLiteral("learnMore_review"));
        QVERIFY(learn && learn->isVisible());
        QTest::mouseClick(learn, Qt::LeftButton);
        auto *guide = window().findChild<GuideDialog *>();
        QVERIFY(guide);
        QCOMPARE(guide->shownPage(), QString("review"));
        const QVector<GuidePage> pages = guidePages(QStringLiteral("en"));
        for (const char *id : {"train", "evaluate", "retrieve"})
            window().showWorkspace(QLatin1String(id));
        for (const LearnMoreButton *button : window().findChildren<LearnMoreButton *>()) {
            const QString page = button->objectName().section(QLatin1Char('_'), 1);
            QVERIFY2(std::any_of(pages.begin(), pages.end(), [&page](const GuidePage &one) { return one.id == page; }), qPrintable(page));
        }
    }

    void settingsAreFound_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("field");
        QTest::newRow("by its name") << "en" << "text size" << "textPercent";
        QTest::newRow("by its reason") << "en" << "history" << "reader";
        QTest::newRow("by its Chinese name") << "zh_CN" << "文字大小" << "textPercent";
        QTest::newRow("by pinyin initials") << "zh_CN" << "wzdx" << "textPercent";
    }
    void settingsAreFound()
    {
        QFETCH(QString, language);
        QFETCH(QString, typed);
        QFETCH(QString, field);
        m_workstation->settings().setLanguage(language);
        act("app.settings");
        auto *dialog = window().findChild<QDialog *>(QStringLiteral("settingsDialog"));
        QVERIFY(dialog);
        auto *search = dialog->findChild<QLineEdit *>(QStringLiteral("settingsSearch"));
        search->setText(typed);
        QVERIFY(dialog->findChild<QWidget *>(field)->isVisible());
        QVERIFY(!dialog->findChild<QWidget *>(QStringLiteral("theme"))->isVisible());
        keepPicture(*dialog, QStringLiteral("settings-%1-%2").arg(field, language));
        search->clear();
        QVERIFY(dialog->findChild<QWidget *>(QStringLiteral("theme"))->isVisible());
        // Each says why it is there, and what it is where nobody touches it.
        for (const char *name : {"language", "theme", "textPercent", "reader", "advance", "hideIdentifiers", "discDiameter"}) {
            auto *one = dialog->findChild<QWidget *>(QLatin1String(name));
            QVERIFY2(one, name);
            if (language == QLatin1String("en"))
                QVERIFY2(one->accessibleDescription().contains(QLatin1String("Default")), name);
            QVERIFY2(!one->accessibleName().isEmpty(), name);
        }
    }
    void aKeyIsFoundWhereNoSettingIs()
    {
        act("app.settings");
        auto *dialog = window().findChild<QDialog *>(QStringLiteral("settingsDialog"));
        auto *tabs = dialog->findChild<QTabWidget *>(QStringLiteral("settingsTabs"));
        QCOMPARE(tabs->currentIndex(), 0);
        dialog->findChild<QLineEdit *>(QStringLiteral("settingsSearch"))->setText(QStringLiteral("ETDRS"));
        QCOMPARE(tabs->currentIndex(), 1);
        QCOMPARE(dialog->findChild<QTableWidget *>(QStringLiteral("keysTable"))->rowCount(), 1);
    }

    void theSecondScreenFollows()
    {
        act("view.second_screen");
        auto *screen = window().findChild<SecondScreen *>();
        QVERIFY(screen && screen->isVisible() && screen->isWindow());
        auto *data = qobject_cast<DataWorkspace *>(window().showWorkspace(QStringLiteral("data")));
        data->setQuery(QStringLiteral("eye:both"));
        QTRY_VERIFY(data->model().rowCount() > 5);
        data->setCurrentRow(3);
        QTRY_VERIFY(screen->viewer().exam());
        QTRY_COMPARE(screen->viewer().exam()->id, data->model().row(3)->id);
        data->openPair(4);
        QTRY_COMPARE(screen->viewer().exam()->id, data->model().row(4)->id);
        QTRY_VERIFY(screen->viewer().isComplete());
        keepPicture(*screen, QStringLiteral("second-screen"));
        QVERIFY2(layoutFaults(*screen).isEmpty(), qPrintable(layoutFaults(*screen).join(QLatin1Char('\n'))));
        // Its place is kept; with the study its photographs go.
        screen->resize(700, 500);
        screen->close();
        QTRY_VERIFY(!window().findChild<SecondScreen *>());
        act("view.second_screen");
        QCOMPARE(window().findChild<SecondScreen *>()->size(), QSize(700, 500));
        window().findChild<SecondScreen *>()->close();
    }

    /// There and back by the window: packed while it is open, unpacked beside it, opened.
    void aStudyGoesIntoOneFileAndComesBack()
    {
        const qint64 exams = context().study->study().info()->exams;
        const QString file = m_folder.filePath(QStringLiteral("moved.retclip"));
        QSignalSpy packed(&window().packing(), &StudyPacking::packed);
        window().packing().pack(file);
        QVERIFY(packed.wait(60'000));
        QVERIFY(QFileInfo(file).size() > 10'000);
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        const QString folder = m_folder.filePath(QStringLiteral("come back.study"));
        window().packing().unpack(file, folder);
        QVERIFY(opened.wait(60'000));
        QCOMPARE(context().study->study().folder(), folder);
        QCOMPARE(context().study->study().info()->exams, exams);
        // Nothing is unpacked upon it.
        QSignalSpy failed(&window().packing(), &StudyPacking::failed);
        window().packing().unpack(file, folder);
        QVERIFY(failed.wait(20'000));
        QCOMPARE(failed.constFirst().constFirst().value<Error>().code, ErrorCode::conflict);
    }
};

QTEST_MAIN(tst_FirstHour)
#include "tst_first_hour.moc"
