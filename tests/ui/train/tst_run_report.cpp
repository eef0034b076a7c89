// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/run_event.h"
#include "core/inspection/run_report.h"
#include "tests/ui/support/ui_study.h"
#include "ui/train/train_workspace.h"

#include <QAction>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace retclip;

class tst_RunReport : public QObject
{
    Q_OBJECT

private:
    static RunReport reportOf(UiStudy &study, RunId id)
    {
        const auto run = study.document->study().run(QString::number(id.value));
        if (!run)
            qFatal("%s", run.error().english().c_str());
        auto report = makeRunReport(study.document->study(), *run, QStringLiteral("RET-CLIP Workstation test"));
        if (!report)
            qFatal("%s", report.error().english().c_str());
        return *report;
    }
    /// A run whose events are these.
    static RunId runWith(UiStudy &study, const std::vector<RunEvent> &events)
    {
        const RunId id = study.addFinishedRun(QStringLiteral("told"), 1, 2);
        const auto run = study.document->study().run(QString::number(id.value));
        const auto file = path_from_utf8(run->folder.toStdString()) / "events.jsonl";
        std::filesystem::remove(file);
        RunEventWriter writer;
        if (!writer.open(file))
            qFatal("events cannot be written");
        for (const RunEvent &event : events)
            if (!writer.write(event))
                qFatal("events cannot be written");
        return id;
    }

private slots:
    void figuresAreWorkedOut()
    {
        std::vector<RunEvent> events;
        for (int step = 1; step <= 100; ++step) {
            RunEvent event;
            event.kind = RunEventKind::step;
            event.step = step;
            event.epoch = (step + 24) / 25;
            event.patients = step * 8;
            event.loss = 5.0 - 0.02 * step;
            event.patients_per_s = step == 1 ? 1.0 : 16.0; // one slow start does not move the median
            event.batch = 8;
            event.wait_s = 0.05;
            event.memory_bytes = step == 50 ? 3e9 : 2e9;
            events.push_back(event);
            if (step % 25 != 0)
                continue;
            RunEvent validation;
            validation.kind = RunEventKind::validation;
            validation.step = step;
            validation.epoch = event.epoch;
            validation.metrics = {{"recall_at_5", step == 50 ? 0.6 : 0.4}, {"loss", step == 75 ? 1.0 : 2.0}, {"median_rank", double(step)}};
            events.push_back(validation);
        }
        UiStudy study;
        const RunReport report = reportOf(study, runWith(study, events));
        QCOMPARE(report.steps, 100);
        QCOMPARE(report.epochs, 4);
        QCOMPARE(report.patientsSeen, 800);
        QCOMPARE(*report.firstLoss, 5.0 - 0.02 * 3); // the mean of the first five
        QCOMPARE(*report.lastLoss, 5.0 - 0.02 * 98);
        QCOMPARE(*report.patientsPerSecond, 16.0);
        QCOMPARE(*report.waitShare, 100 * 0.05 / (8 / 1.0 + 99 * 0.5));
        QCOMPARE(*report.mostMemory, 3e9);
        QCOMPARE(report.figures.size(), 3);
        QCOMPARE(report.figures[0].name, QStringLiteral("loss"));
        QCOMPARE(report.figures[0].best, 1.0); // less is better
        QCOMPARE(report.figures[0].bestStep, 75);
        QCOMPARE(report.figures[1].name, QStringLiteral("median_rank"));
        QCOMPARE(report.figures[1].best, 25.0);
        QCOMPARE(report.figures[2].best, 0.6); // more is better
        QCOMPARE(report.figures[2].bestStep, 50);
        QCOMPARE(report.figures[2].last, 0.4);
        QVERIFY(report.patientsTrain + report.patientsValidation + report.patientsTest > 0);
        const QString methods = report.methods();
        QVERIFY2(methods.contains("from 4.940 to 3.040 nat"), qPrintable(methods));
        QVERIFY2(methods.contains("recall_at_5 was 0.600, at step 50"), qPrintable(methods));
        QVERIFY2(methods.contains("Batches held 64 patients"), qPrintable(methods));
        // Every number of the curves is in the table, whole.
        const QString csv = report.csv();
        QVERIFY(csv.startsWith("step,epoch,kind,figure,value\n"));
        QVERIFY(csv.contains("\n7,1,step,loss,4.8600000000000003\n"));
        QVERIFY(csv.contains("\n50,2,validation,recall_at_5,0.59999999999999998\n"));
        QCOMPARE(csv.count("\n") - 1, 100 * 4 + 4 * 3);
    }

    void aPageHasCurvesSettingsAndWords()
    {
        UiStudy study;
        const RunReport report = reportOf(study, study.addFinishedRun(QStringLiteral("<b>odd & name"), 40, 1));
        const QString page = report.html();
        QVERIFY(page.contains("&lt;b&gt;odd &amp; name"));
        QVERIFY(!page.contains("<b>odd"));
        QVERIFY2(page.count("<svg") >= 3, qPrintable(QString::number(page.count("<svg"))));
        QVERIFY(page.contains("learning_rate"));
        // 1e-4 in place of the preset's stands among what differs, before the list of all.
        const qsizetype differs = page.indexOf("Other than the preset"), all = page.indexOf("<h3>All");
        QVERIFY(differs > 0 && all > differs);
        const qsizetype rate = page.indexOf("learning_rate", differs);
        QVERIFY(rate > differs && rate < all);
        QVERIFY(page.contains("For a methods section"));
    }

    void aRunThatToldNothingHasAPage()
    {
        UiStudy study;
        const RunReport report = reportOf(study, runWith(study, {}));
        QVERIFY(!report.firstLoss && !report.patientsPerSecond && report.figures.isEmpty());
        QVERIFY(report.charts().isEmpty());
        QVERIFY(report.html().contains("Nothing was trained yet"));
        QCOMPARE(report.csv(), QStringLiteral("step,epoch,kind,figure,value\n"));
    }

    void aLongRunIsThinnedOnPaperOnly()
    {
        std::vector<RunEvent> events;
        for (int step = 1; step <= 5000; ++step) {
            RunEvent event;
            event.kind = RunEventKind::step;
            event.step = step;
            event.loss = step % 2 ? 2.0 : 4.0;
            events.push_back(event);
        }
        UiStudy study;
        const RunReport report = reportOf(study, runWith(study, events));
        const QVector<ReportChart> charts = report.charts();
        QCOMPARE(charts.size(), 1);
        QCOMPARE(charts.first().curves.first().points.size(), 400);
        for (const QPointF &point : charts.first().curves.first().points)
            QVERIFY(point.y() > 2.5 && point.y() < 3.5); // means, not every tenth
        QCOMPARE(report.csv().count("\n") - 1, 5000);
    }

    void itsCommandWritesPagePdfAndNumbers()
    {
        UiStudy study;
        const RunId id = study.addFinishedRun(QStringLiteral("first"), 60, 1);
        study.startQueue();
        TrainWorkspace page(study.context);
        page.resize(1200, 800);
        page.show();
        page.studyChanged(study.document.get());
        page.showRun(id);
        QTRY_VERIFY(page.currentRun());
        QAction *action = study.actions.action(QStringLiteral("train.report"));
        QVERIFY(action);
        QVERIFY(!action->shortcut().isEmpty());
        QTemporaryDir folder;
        for (const char *ending : {"html", "pdf", "csv"}) {
            const QString file = folder.filePath(QStringLiteral("run.") + QLatin1String(ending));
            page.saveReport(file);
            QTRY_VERIFY2_WITH_TIMEOUT(QFile::exists(file), qPrintable(file), 60'000);
            QFile read(file);
            QVERIFY(read.open(QIODevice::ReadOnly));
            const QByteArray bytes = read.readAll();
            if (qstrcmp(ending, "pdf") == 0) {
                QVERIFY(bytes.startsWith("%PDF"));
                QVERIFY(bytes.size() > 20'000); // its charts are in
            } else if (qstrcmp(ending, "html") == 0) {
                QVERIFY(bytes.count("<svg") >= 3);
            } else {
                QVERIFY(bytes.startsWith("step,epoch,kind,figure,value\n"));
            }
            if (const QString keep = qEnvironmentVariable("RETCLIP_SCREENSHOTS"); !keep.isEmpty())
                QFile::copy(file, keep + QStringLiteral("/run_report.") + QLatin1String(ending));
        }
    }
};

QTEST_MAIN(tst_RunReport)
#include "tst_run_report.moc"
