// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_study.h"
#include "ui/plots/point_map.h"
#include "ui/retrieve/atlas_page.h"
#include "ui/retrieve/atlas_side.h"
#include "ui/retrieve/cases_dialog.h"
#include "ui/retrieve/hits_model.h"
#include "ui/retrieve/retrieve_workspace.h"
#include "ui/retrieve/two_runs_dialog.h"
#include "ui/viewer/paired_viewer.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QElapsedTimer>
#include <QListWidget>
#include <QTableWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QLabel>
#include <QSlider>
#include <QTest>
#include <QTranslator>

#include <algorithm>
#include <cmath>

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

    void theAtlasIsDrawnAndALassoSelects()
    {
        UiStudy study;
        study.addFinishedRun("pretrained", 40, 2);
        RetrieveWorkspace page(study.context);
        page.resize(1440, 860);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTest::mouseClick(page.findChild<QPushButton *>("retrieveAtlas"), Qt::LeftButton);
        AtlasPage &atlas = page.atlas();
        QSignalSpy made(&atlas, &AtlasPage::made), settled(&atlas, &AtlasPage::settled), coloured(&atlas, &AtlasPage::coloured);
        QTest::mouseClick(atlas.findChild<QPushButton *>("atlasMake"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(made.size(), 1, 60'000);
        QTRY_VERIFY(coloured.size() > 0);
        PointMap &map = atlas.map();
        QCOMPARE(map.count(), std::size_t(23)); // one patient has one eye

        // A line around everything, with Shift held.
        const QList<QPoint> corners{{3, 3}, {map.width() - 3, 3}, {map.width() - 3, map.height() - 3}, {3, map.height() - 3}};
        QTest::mousePress(&map, Qt::LeftButton, Qt::ShiftModifier, corners[0]);
        for (const QPoint &corner : corners)
            QTest::mouseMove(&map, corner);
        QTest::mouseRelease(&map, Qt::LeftButton, Qt::ShiftModifier, corners[3]);
        QCOMPARE(study.selections.current().exams.size(), std::size_t(23));
        QVERIFY(study.selections.current().sentence.startsWith("23"));

        // A click on a point shows its exam; the current point is ringed.
        QTest::mouseClick(&map, Qt::LeftButton, {}, map.onScreen(4).toPoint());
        QVERIFY(map.pointAt(map.onScreen(4)).has_value());

        // Coloured by label: a line of the legend selects its exams.
        auto *colour = atlas.findChild<QComboBox *>("atlasColour");
        const int label = colour->findData("2/glaucoma");
        QVERIFY(label > 0);
        colour->setCurrentIndex(label);
        emit colour->activated(label);
        QTRY_COMPARE(coloured.size(), 2);
        auto *legend = atlas.findChild<QListWidget *>("atlasLegend");
        QCOMPARE(legend->count(), 2);
        emit legend->itemClicked(legend->item(0));
        QCOMPARE(study.selections.current().exams.size(), std::size_t(8)); // every third has glaucoma

        QTest::mouseClick(atlas.findChild<QPushButton *>("atlasGroup"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 1, 60'000);
        QVERIFY(atlas.findChild<QListWidget *>("atlasClusters")->count() >= 2);
        keepPicture(page, "retrieve-atlas-pca");
        auto *method = atlas.findChild<QComboBox *>("atlasMethod");
        method->setCurrentIndex(1);
        emit method->activated(1);
        QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 2, 60'000);
        QCOMPARE(map.count(), std::size_t(23));
        theme().apply(ThemeChoice::dark, 100);
        keepPicture(page, "retrieve-atlas-tsne-dark");
        theme().apply(ThemeChoice::light, 100);
        QTranslator chinese;
        if (chinese.load(QStringLiteral(RETCLIP_BINARY_DIRECTORY "/translations/retclip_zh_CN.qm"))) {
            page.resize(1280, 660);
            QCoreApplication::installTranslator(&chinese);
            QTRY_COMPARE(atlas.findChild<QPushButton *>("atlasMake")->text(), QString::fromUtf8("重新绘制"));
            QTest::qWait(50);
            keepPicture(page, "retrieve-atlas-zh_CN");
            QCoreApplication::removeTranslator(&chinese);
        }
        QVERIFY(study.notifications.all().isEmpty());
    }

    void searchesOneByOneAreSelected()
    {
        UiStudy study;
        const RunId id = study.addFinishedRun("pretrained", 40, 2);
        const auto run = study.document->study().run(QString::number(id.value));
        QVERIFY_OK(run);
        RetrievalCasesDialog dialog(study.context, *run, Split::training, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QTRY_VERIFY_WITH_TIMEOUT(dialog.isReady(), 60'000);
        auto *table = dialog.findChild<QTableWidget *>("hardestSearches");
        QVERIFY(table->rowCount() > 10);
        table->setCurrentCell(1, 0);
        QVERIFY(study.selections.current().exams.size() >= 1);
        int searches = 0;
        for (int bin = 0; bin < 7; ++bin) {
            auto *button = dialog.findChild<QPushButton *>(QStringLiteral("rankBin%1").arg(bin));
            const int count = button->text().section('\n', 1).toInt();
            searches += count;
            if (count > 0) {
                QTest::mouseClick(button, Qt::LeftButton);
                QCOMPARE(int(study.selections.current().exams.size()), count);
            }
        }
        QCOMPARE(searches, table->rowCount());
        keepPicture(dialog, "retrieve-cases");
    }

    void theThresholdClearsWhatIsMarkedLess()
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
        page.search();
        QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy() && page.hits()->rowCount() > 0, 60'000);
        auto *slider = page.findChild<QSlider *>("explanationThreshold");
        auto *eyes = page.findChild<QLabel *>("explanationEyes");
        PairedViewer *viewer = nullptr; // The atlas has one, too.
        const auto explained = [&] {
            for (PairedViewer *each : page.findChildren<PairedViewer *>())
                if (!each->overlay(Laterality::right).isNull())
                    viewer = each;
            return viewer != nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(explained(), 30'000);
        QTRY_COMPARE(eyes->text(), QString("right +0.10, left +0.30: the right eye gives 25 %"));
        const auto marked = [&] {
            int pixels = 0;
            const QImage map = viewer->overlay(Laterality::right).convertToFormat(QImage::Format_ARGB32);
            for (int y = 0; y < map.height(); ++y)
                for (int x = 0; x < map.width(); ++x)
                    pixels += qAlpha(map.pixel(x, y)) > 0;
            return pixels;
        };
        int before = marked();
        QVERIFY(before > 0);
        slider->setFocus();
        for (const int value : {50, 95}) { // By keys as by hand: the slider is an ordinary one.
            slider->setValue(value);
            QVERIFY2(marked() < before, qPrintable(QStringLiteral("%1 at %2").arg(marked()).arg(value)));
            before = marked();
        }
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(slider->value(), 0);
        QVERIFY(marked() > before);
    }

    void twoRunsAreAskedSideBySide()
    {
        UiStudy study;
        const RunId first = study.addFinishedRun("pretrained", 40, 2), second = study.addFinishedRun("pretrained longer", 60, 9);
        RetrieveWorkspace page(study.context);
        page.resize(1440, 860);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.arrive();
        auto *button = page.findChild<QPushButton *>("retrieveTwoRuns");
        QTRY_VERIFY(button->isEnabled());
        page.compareRuns(); // Nothing is asked yet: no window opens.
        QVERIFY(!page.findChild<TwoRunsDialog *>());
        page.setQueryText("optic disc pale");
        QTest::mouseClick(button, Qt::LeftButton);
        auto *dialog = page.findChild<TwoRunsDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->moved().empty(), 60'000);
        QCOMPARE(dialog->table()->rowCount(), int(dialog->moved().size()));
        int gone = 0, fresh = 0;
        for (const MovedHit &hit : dialog->moved()) {
            gone += hit.isLost();
            fresh += hit.isNew();
            QVERIFY(hit.before > 0 || hit.after > 0);
        }
        QCOMPARE(gone, fresh); // As many hits with both runs.
        dialog->table()->setCurrentCell(0, 0);
        QCOMPARE(study.selections.current().exams, std::vector<ExamId>{dialog->moved().front().exam});
        QVERIFY(dialog->summary().contains(QString::number(gone)));
        QTest::qWait(300);
        keepPicture(*dialog, "retrieve-two-runs");
        Q_UNUSED(first)
        Q_UNUSED(second)
    }

    void keysMoveTheMap()
    {
        PointMap map;
        map.resize(400, 400);
        Matrix places(3, 2);
        places.values = {0, 0, 1, 0, 0, 1};
        map.setPoints(places);
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        const QPointF before = map.onScreen(0);
        QTest::keyClick(&map, Qt::Key_Right);
        QVERIFY(map.onScreen(0).x() < before.x());
        QTest::keyClick(&map, Qt::Key_F);
        QCOMPARE(map.onScreen(0), before);
        QTest::keyClick(&map, Qt::Key_Plus);
        QVERIFY(map.zoom() > 1);
        QTest::keyClick(&map, Qt::Key_L);
        QVERIFY(map.hasLasso());
        QVERIFY(map.onScreen(2).y() < map.onScreen(0).y()); // up is up
    }

    void twoHundredThousandPointsArePannedWithoutStutter()
    {
        PointMap map;
        map.resize(1100, 780);
        Matrix places(200'000, 2);
        std::vector<std::uint8_t> groups(places.rows);
        for (std::size_t i = 0; i < places.rows; ++i) {
            // Two turns of a spiral and a cloud: places of no particular order.
            const double angle = double(i % 7919) / 7919 * 12.6, far = 1 + double((i * 2654435761u) % 1000) / 1500;
            places.row(i)[0] = float(std::cos(angle) * far * (1 + angle / 6));
            places.row(i)[1] = float(std::sin(angle) * far * (1 + angle / 6));
            groups[i] = std::uint8_t(i % 8);
        }
        map.setPoints(places);
        QVector<QColor> colours;
        for (int i = 0; i < 8; ++i)
            colours << theme().series(i);
        map.setGroups(groups, colours);
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        std::vector<double> frames_ms;
        for (int frame = 0; frame < 60; ++frame) {
            QElapsedTimer timer;
            timer.start();
            map.panBy({5, 3});
            map.repaint();
            frames_ms.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::sort(frames_ms.begin(), frames_ms.end());
        qInfo("pan of 200,000 points: median %.1f ms, 95 %% %.1f ms a frame", frames_ms[30], frames_ms[57]);
        QCOMPARE(map.count(), std::size_t(200'000));
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
