// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_study.h"
#include "ui/retrieve/hits_model.h"
#include "ui/retrieve/retrieve_workspace.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace retclip;

class tst_Retrieve : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_settings.filePath("settings.ini").toUtf8());
        theme().apply(ThemeChoice::light, 100);
    }

    void hitsKeepTheirRanksAndLeaveOutExamsThatAreGone()
    {
        UiStudy study;
        HitsModel model;
        QAbstractItemModelTester tester(&model);
        const auto rows = study.document->study().exams(study.exams);
        QVERIFY_OK(rows);
        model.setHits({{1, 0.9, study.exams[4]}, {2, 0.8, ExamId{987654}}, {3, 0.7, study.exams[1]}},
                      *rows);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.row(1)->id, study.exams[1]);
        QCOMPARE(model.hits()[1].rank, 3);
    }

    void aSearchAnswersRankedAndCanBeSelected()
    {
        UiStudy study;
        study.addFinishedRun("pretrained", 40, 2);
        RetrieveWorkspace page(study.context);
        page.resize(1440, 860);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.arrive();
        QTest::qWait(200);
        page.setQueryText("optic disc pale");
        StallCounter counter;
        page.search();
        QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy(), 60'000);
        if (page.hits()->rowCount() == 0 && !study.notifications.all().isEmpty())
            QFAIL(study.notifications.all().last().parts.english().c_str());
        QVERIFY(page.hits()->rowCount() > 5);
        const auto &hits = page.hits()->hits();
        for (std::size_t i = 1; i < hits.size(); ++i)
            QVERIFY(hits[i - 1].similarity >= hits[i].similarity);
        for (QPushButton *each : page.findChildren<QPushButton *>())
            if (each->text() == "Select these")
                each->click();
        QCOMPARE(study.selections.current().exams.size(), hits.size());
        QCOMPARE(study.selections.current().exams.front(), hits.front().exam);
        QVERIFY(!page.isStale());
        study.document->announceImport();
        QVERIFY(page.isStale());
    }

    void examsLikeAnExamStartWithItself()
    {
        UiStudy study;
        study.addFinishedRun("pretrained", 40, 2);
        RetrieveWorkspace page(study.context);
        page.studyChanged(study.document.get());
        page.showSelection({{study.exams[3]}, "one exam", {}, false});
        QTRY_VERIFY_WITH_TIMEOUT(page.hits()->rowCount() > 0 || !study.notifications.all().isEmpty(), 60'000);
        if (page.hits()->rowCount() == 0)
            QFAIL(study.notifications.all().last().parts.english().c_str());
        const auto &hits = page.hits()->hits();
        QVERIFY(hits.front().similarity <= 1.0001);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        theme().apply(dark ? ThemeChoice::dark : ThemeChoice::light, 100);
        UiStudy study;
        study.addFinishedRun("gon-b64, all reports", 40, 2);
        RetrieveWorkspace page(study.context);
        page.resize(1440, 820);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.arrive();
        QTest::qWait(200);
        keepPicture(page, dark ? "retrieve_empty_dark" : "retrieve_empty_light");
        page.setQueryText("optic disc pale +cup");
        page.search();
        QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy(), 60'000);
        page.measure();
        QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy(), 60'000);
        QTest::qWait(600);
        keepPicture(page, dark ? "retrieve_dark" : "retrieve_light");
        theme().apply(ThemeChoice::light, 100);
        QVERIFY(page.hits()->rowCount() > 0);
    }
};

QTEST_MAIN(tst_Retrieve)
#include "tst_retrieve.moc"
