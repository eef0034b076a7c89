// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_study.h"
#include "ui/evaluate/evaluate_workspace.h"
#include "ui/evaluate/evaluation_cases.h"
#include "ui/plots/confusion_view.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace retclip;

namespace {

PredictionRow row(qint64 exam, const QString &name, double score, bool predicted,
                  std::optional<bool> truth, Split split = Split::test,
                  std::optional<Laterality> eye = {})
{
    PredictionRow result;
    result.exam = ExamId{exam};
    result.eye = eye;
    result.className = name;
    result.score = score;
    result.predicted = predicted;
    result.truth = truth;
    result.split = split;
    return result;
}

EvaluationResult resultOf(UiStudy &study, RunId run)
{
    EvaluationResult result;
    result.run = run;
    result.order.labelSet = QStringLiteral("glaucoma");
    result.target = {"glaucoma", LabelKind::binary, true, {"glaucoma"}};
    result.predictions = study.addPredictions(run);
    result.chosenL2 = 1;
    result.bestOnTest = 0.91;
    result.protocolSentence = QStringLiteral("A linear probe was fitted on training patients.");
    ClassificationInput input;
    input.kind = LabelKind::binary;
    input.classes = {"glaucoma"};
    std::vector<float> scores;
    for (const PredictionRow &each : result.predictions)
        if (each.split == Split::test) {
            input.targets.push_back({*each.truth ? 1 : 0});
            scores.push_back(float(each.score));
            input.patients.push_back(std::to_string(each.exam.value));
        }
    input.scores = {};
    using Scores = decltype(input.scores);
    Scores matrix(scores.size(), 1);
    for (std::size_t i = 0; i < scores.size(); ++i)
        matrix.values[i] = scores[i];
    input.scores = matrix;
    auto report = classification_report(input, {200, 1, 0.95});
    if (!report)
        qFatal("%s", report.error().english().c_str());
    result.test = *report;
    return result;
}

} // namespace

class tst_Evaluate : public QObject
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

    void binaryCellsAndTheirCases()
    {
        const EvaluationCases cases({row(1, "g", 0.9, true, true), row(2, "g", 0.8, true, false),
                                     row(3, "g", 0.2, false, true), row(4, "g", 0.1, false, false),
                                     row(5, "g", 0.7, true, false), row(6, "g", 0.9, true, {}),
                                     row(7, "g", 0.9, true, false, Split::training)},
                                    {"set", LabelKind::binary, false, {"g"}});
        const ConfusionMatrix matrix = cases.confusion(Split::test, 0, {});
        QCOMPARE(matrix.counts, (std::vector<std::vector<std::int64_t>>{{1, 2}, {1, 1}}));
        QCOMPARE(cases.casesOf(Split::test, 0, {}, 0, 1), (std::vector<ExamId>{{2}, {5}}));
        QCOMPARE(cases.casesOf(Split::test, 0, {}, 1, 0), (std::vector<ExamId>{{3}}));
        // At another threshold the cells move with it.
        QCOMPARE(cases.casesOf(Split::test, 0, 0.75, 0, 1), (std::vector<ExamId>{{2}}));
        QCOMPARE(cases.confusion(Split::test, 0, 0.15).counts,
                 (std::vector<std::vector<std::int64_t>>{{1, 2}, {0, 2}}));
    }

    void multiclassCellsNameTruthAndPrediction()
    {
        std::vector<PredictionRow> rows;
        for (int exam = 1; exam <= 3; ++exam)
            for (int c = 0; c < 3; ++c)
                rows.push_back(row(exam, QString(QChar('a' + c)), 0.3, c == (exam == 3 ? 0 : 1),
                                   c == exam - 1));
        const EvaluationCases cases(rows, {"grade", LabelKind::multiclass, false, {"a", "b", "c"}});
        QCOMPARE(cases.confusion(Split::test, 0, {}).counts,
                 (std::vector<std::vector<std::int64_t>>{{0, 1, 0}, {0, 1, 0}, {1, 0, 0}}));
        QCOMPARE(cases.casesOf(Split::test, 0, {}, 2, 0), (std::vector<ExamId>{{3}}));
    }

    void bothEyesOfAnExamAreTwoCasesAndOneExam()
    {
        const EvaluationCases cases(
            {row(1, "g", 0.9, true, false, Split::test, Laterality::right),
             row(1, "g", 0.8, true, false, Split::test, Laterality::left)},
            {"set", LabelKind::binary, true, {"g"}});
        QCOMPARE(cases.confusion(Split::test, 0, {}).counts[0][1], 2);
        QCOMPARE(cases.casesOf(Split::test, 0, {}, 0, 1).size(), 1u);
    }

    void aClickOnACellSelectsExactlyItsCases()
    {
        UiStudy study;
        const RunId run = study.addFinishedRun("pretrained", 40, 2);
        EvaluateWorkspace page(study.context);
        page.resize(1440, 860);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.showResult(resultOf(study, run));
        QSignalSpy changed(&study.selections, &SelectionModel::changed);
        QTest::mouseClick(page.confusion()->cell(1, 0), Qt::LeftButton);
        QCOMPARE(changed.count(), 1);
        // Missed: the exams 3n of the test split whose prediction was turned round (5n).
        std::vector<ExamId> expected;
        for (std::size_t i = 11; i < study.exams.size(); ++i)
            if (i % 3 == 0 && i % 5 == 0)
                expected.push_back(study.exams[i]);
        QCOMPARE(study.selections.current().exams, expected);
        QCOMPARE(study.selections.current().run, run);
        QVERIFY(study.selections.current().sentence.contains("false negative"));
        QVERIFY(page.csv().contains("auroc"));
        QVERIFY(page.methodsSentence().contains("linear probe"));
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(&page, &language);
        QVERIFY(page.result());
    }

    void anEvaluationRunsInAJobAndIsShown()
    {
        UiStudy study;
        study.addFinishedRun("pretrained", 40, 2);
        EvaluateWorkspace page(study.context);
        page.resize(1440, 860);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.arrive();
        QTest::qWait(200);
        StallCounter counter;
        page.run();
        QTRY_VERIFY_WITH_TIMEOUT(page.result() || !study.notifications.all().isEmpty(), 60'000);
        if (!page.result())
            QFAIL(study.notifications.all().last().parts.english().c_str());
        QVERIFY(page.result()->test.items > 0);
        QVERIFY2(counter.stalls == 0, qPrintable(counter.causes.join(QLatin1Char('\n'))));
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
        const RunId run = study.addFinishedRun("gon-b64, all reports", 40, 2);
        EvaluateWorkspace page(study.context);
        page.resize(1440, 820);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTest::qWait(200);
        keepPicture(page, dark ? "evaluate_empty_dark" : "evaluate_empty_light");
        page.showResult(resultOf(study, run));
        page.confusion()->cell(0, 1)->click();
        QTest::qWait(150);
        keepPicture(page, dark ? "evaluate_dark" : "evaluate_light");
        theme().apply(ThemeChoice::light, 100);
        QVERIFY(page.confusion()->cell(0, 1)->count() > 0);
    }
};

QTEST_MAIN(tst_Evaluate)
#include "tst_evaluate.moc"
