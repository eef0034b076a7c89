// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown of an evaluation beside its headline: calibration, pairs, groups, reports, each
// against counting by hand.
#include "core/base/files.h"
#include "core/inspection/evaluation_calibration.h"
#include "core/inspection/evaluation_comparison.h"
#include "core/inspection/evaluation_groups.h"
#include "core/inspection/evaluation_report.h"
#include "core/inspection/evaluation_words.h"
#include "core/inspection/other_predictions.h"
#include "core/inspection/own_predictions.h"
#include "tests/inspection/fake_backend.h"
#include "tests/support/temporary_study.h"

#include <QFile>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>
#include <random>

using namespace retclip;

namespace {

PredictionRow predicted(qint64 exam, const char *name, double score, std::optional<bool> truth, Split split)
{
    PredictionRow row;
    row.exam = ExamId{exam};
    row.className = QString::fromLatin1(name);
    row.score = score;
    row.predicted = score >= 0.5;
    row.truth = truth;
    row.split = split;
    return row;
}

/// Contents are only hashed here.
bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// Too sure of itself: true log-odds times `sharpness`.
EvaluationResult binaryResult(double sharpness, int cases, std::uint32_t seed = 5)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> noise;
    std::uniform_real_distribution<double> uniform;
    EvaluationResult result;
    result.order.labelSet = QStringLiteral("g");
    result.target = {"g", LabelKind::binary, false, {"g"}};
    for (int i = 0; i < cases; ++i) {
        const double logit = noise(generator);
        const bool truth = uniform(generator) < 1 / (1 + std::exp(-logit));
        result.predictions.push_back(predicted(i + 1, "g", 1 / (1 + std::exp(-sharpness * logit)), truth,
                                               i % 2 ? Split::validation : Split::test));
    }
    return result;
}

} // namespace

class tst_EvaluationViews : public QObject
{
    Q_OBJECT

private slots:
    void temperatureOfValidationMendsTest_data()
    {
        QTest::addColumn<double>("sharpness");
        QTest::newRow("three times too sure") << 3.0;
        QTest::newRow("half as sure as it should be") << 0.5;
    }
    void temperatureOfValidationMendsTest()
    {
        QFETCH(double, sharpness);
        const EvaluationResult result = binaryResult(sharpness, 8000);
        const EvaluationCases cases(result.predictions, result.target);
        const ClassCalibration calibration = calibrationOf(cases, 0);
        QCOMPARE(calibration.cases, 4000);
        QCOMPARE(calibration.validationCases, 4000);
        QVERIFY(calibration.temperature);
        QVERIFY2(std::abs(*calibration.temperature / sharpness - 1) < 0.12,
                 qPrintable(QString::number(*calibration.temperature)));
        QVERIFY(calibration.after.ece < calibration.before.ece / 2);
        QVERIFY(calibration.after.brier < calibration.before.brier);
        double ece = 0, brier = 0;
        for (int bin = 0; bin < 10; ++bin) {
            double n = 0, sum = 0, hits = 0;
            for (const PredictionRow &row : result.predictions)
                if (row.split == Split::test && row.score > bin / 10.0 && row.score <= (bin + 1) / 10.0) {
                    ++n;
                    sum += row.score;
                    hits += *row.truth;
                }
            ece += std::abs(hits - sum) / 4000;
        }
        for (const PredictionRow &row : result.predictions)
            if (row.split == Split::test)
                brier += (row.score - *row.truth) * (row.score - *row.truth) / 4000;
        QVERIFY(std::abs(calibration.before.ece - ece) < 1e-9);
        QVERIFY(std::abs(calibration.before.brier - brier) < 1e-9);
    }

    void withoutValidationThereIsNoTemperature()
    {
        EvaluationResult result = binaryResult(2, 200);
        for (PredictionRow &row : result.predictions)
            row.split = Split::test;
        const ClassCalibration calibration =
            calibrationOf(EvaluationCases(result.predictions, result.target), 0);
        QVERIFY(!calibration.temperature);
        QCOMPARE(calibration.after.brier, calibration.before.brier);
        // Thresholds are then chosen on test, and the report says so.
        for (const ReportedPoint &point :
             reportedPoints(EvaluationCases(result.predictions, result.target), 0))
            QCOMPARE(point.onValidation, point.rule == ReportedPoint::Rule::ofEvaluation);
    }

    void pairsKeepCommonCasesAlone()
    {
        EvaluationResult first = binaryResult(1, 40), second = binaryResult(1, 40);
        // The second lacks exam 1, calls exam 3 otherwise, saw another label for exam 5 and has an
        // exam that the first has not.
        second.predictions.erase(second.predictions.begin());
        for (PredictionRow &row : second.predictions) {
            if (row.exam.value == 3)
                row.score = row.score >= 0.5 ? 0.1 : 0.9;
            if (row.exam.value == 5)
                row.truth = !*row.truth;
        }
        second.predictions.push_back(predicted(99, "g", 0.3, true, Split::test));
        const auto paired = pairEvaluations(first, second, {});
        QVERIFY_OK(paired);
        QCOMPARE(paired->exams.size(), 18u);
        QCOMPARE(paired->onlyFirst, 1);
        QCOMPARE(paired->onlySecond, 1);
        QCOMPARE(paired->otherLabel, 1);
        QCOMPARE(paired->disagreeing(0), (std::vector<ExamId>{{3}}));
        QCOMPARE(paired->disagreeing({}), (std::vector<ExamId>{{3}}));
        QVERIFY_OK(compare_runs(paired->first, paired->second, {200, 1, 0.95}));
    }

    void whatCannotBeComparedSaysWhy_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<QString>("word");
        QTest::newRow("other classes") << 0 << "different classes";
        QTest::newRow("other kind") << 1 << "different kinds";
        QTest::newRow("eyes against exams") << 2 << "eyes";
        QTest::newRow("no case in common") << 3 << "no test case in common";
    }
    void whatCannotBeComparedSaysWhy()
    {
        QFETCH(int, change);
        QFETCH(QString, word);
        const EvaluationResult first = binaryResult(1, 40);
        EvaluationResult second = first;
        if (change == 0) {
            second.target.classes = {"other"};
            for (PredictionRow &row : second.predictions)
                row.className = QStringLiteral("other");
        }
        if (change == 1)
            second.target.kind = LabelKind::multilabel;
        if (change == 2)
            second.order.perEye = true;
        if (change == 3)
            for (PredictionRow &row : second.predictions)
                row.exam.value += 1000;
        const auto paired = pairEvaluations(first, second, {});
        QVERIFY(!paired);
        QVERIFY2(QString::fromStdString(paired.error().english()).contains(word),
                 paired.error().english().c_str());
    }

    void groupsDivideTheTestCases()
    {
        const EvaluationResult result = binaryResult(1, 400);
        FactsOfExams facts;
        for (const PredictionRow &row : result.predictions)
            facts[row.exam] = {"p" + std::to_string(row.exam.value / 2),
                               row.exam.value % 3 == 0 ? QStringLiteral("F") : QStringLiteral("M"),
                               int(row.exam.value % 90), QStringLiteral("one camera"), {},
                               row.exam.value % 50 == 1 ? QStringList{QStringLiteral("rare")} : QStringList(), {}};
        const auto groups = evaluatedGroups(EvaluationCases(result.predictions, result.target), 0, facts,
                                            {100, 1, 0.95});
        QVERIFY_OK(groups);
        std::map<GroupBy, qint64> sums;
        for (const EvaluatedGroup &group : *groups) {
            sums[group.by] += group.cases;
            qint64 positives = 0, cases = 0;
            for (const PredictionRow &row : result.predictions) {
                const bool in = group.by == GroupBy::everyone
                    || (group.by == GroupBy::sex && facts[row.exam].sex == group.value)
                    || (group.by == GroupBy::tag && facts[row.exam].tags.contains(group.value));
                if (row.split == Split::test && in) {
                    ++cases;
                    positives += *row.truth;
                }
            }
            if (group.by == GroupBy::everyone || group.by == GroupBy::sex || group.by == GroupBy::tag) {
                QCOMPARE(group.cases, cases);
                QCOMPARE(group.positives, positives);
            }
            QVERIFY(!groupTitle(group.by, group.value).isEmpty());
            if (group.by == GroupBy::tag)
                QVERIFY(group.few());
        }
        QCOMPARE(sums[GroupBy::everyone], 200);
        QCOMPARE(sums[GroupBy::sex], 200);
        QCOMPARE(sums[GroupBy::age], 200);
        QVERIFY2(!sums.contains(GroupBy::camera), "one camera divides nothing");
        QVERIFY(!groups->front().few());
    }

    /// F1 of a binary label has "not X" before "X": the class's row is X's.
    void aBinaryMetricOfTheClassIsThePositiveOnes()
    {
        const EvaluationResult made = binaryResult(1, 200);
        const EvaluationCases cases(made.predictions, made.target);
        const auto report = classification_report(cases.input(cases.ofSplit(Split::test), {}), {});
        QVERIFY_OK(report);
        const Metric *f1 = report->find("f1");
        QVERIFY(f1 && f1->per_class.size() == 2 && f1->per_class[0].value != f1->value.value);
        QCOMPARE(ofClass(*f1, 0, 1).value, f1->value.value);
        EvaluationResult result = made;
        result.test = *report;
        const QString line = QStringLiteral(",\"g\",f1,%1,").arg(*f1->value.value, 0, 'g', 9);
        QVERIFY2(evaluationCsv(result, cases.classes()).contains(line), qPrintable(line));
    }

    void otherPredictionsBecomeARunAndAReport()
    {
        TemporaryStudy study;
        study.define(classSet(QStringLiteral("grade"), LabelKind::multiclass,
                              {QStringLiteral("none"), QStringLiteral("mild"), QStringLiteral("severe")}));
        QVector<ImportedExam> exams;
        const QStringList classes{QStringLiteral("none"), QStringLiteral("mild"), QStringLiteral("severe")};
        for (int i = 0; i < 60; ++i) {
            ImportedExam exam;
            exam.patient = QStringLiteral("P%1").arg(i);
            exam.sex = i % 2 ? QStringLiteral("F") : QStringLiteral("M");
            exam.age = 30 + i;
            ImportedImage image;
            image.path = study.path(QStringLiteral("%1.png").arg(i));
            QVERIFY(put(image.path, QByteArray::number(i)));
            image.eye = Laterality::right;
            image.width = image.height = 8;
            exam.images.append(image);
            exam.labels.append(labelOf(QStringLiteral("grade"), {classes[i % 3]}));
            exams.append(exam);
        }
        study.import(exams);
        const QString file = study.path(QStringLiteral("theirs.csv"));
        QFile table(file);
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("patient,split,none,mild,severe\n");
        int right = 0, test = 0;
        for (int i = 0; i < 60; ++i) {
            const int says = i % 7 == 0 ? (i + 1) % 3 : i % 3;
            const bool isTest = i % 2 == 0;
            test += isTest;
            right += isTest && says == i % 3;
            table.write(QStringLiteral("P%1,%2,%3,%4,%5\n")
                            .arg(i).arg(isTest ? "test" : "validation")
                            .arg(says == 0 ? 0.8 : 0.1).arg(says == 1 ? 0.8 : 0.1).arg(says == 2 ? 0.8 : 0.1)
                            .toUtf8());
        }
        table.write("P77,test,0.1,0.1,0.8\n");
        table.close();
        const auto added = addOtherPredictions(*study, {file, QStringLiteral("grade"), {}, {}});
        QVERIFY_OK(added);
        QCOMPARE(added->cases, 60);
        QCOMPARE(added->unknown, 1);
        QCOMPARE(added->unknownNames, QStringList{QStringLiteral("P77")});
        QCOMPARE(added->run.state, RunState::done);
        const auto own = readOwnPredictions(path_from_utf8(added->run.folder.toStdString()));
        QVERIFY_OK(own);
        QCOMPARE(own->rows.size(), 60u);

        EvaluationOrder order;
        order.protocol = EvaluationProtocol::finetune;
        order.bootstrap = {100, 1, 0.95};
        FakeBackend unused; // A run's own predictions need no network.
        const auto result = evaluate(*study, added->run, unused, order, {}, {});
        QVERIFY_OK(result);
        QCOMPARE(result->test.items, std::int64_t(test));
        QVERIFY(std::abs(*result->test.find("accuracy")->value.value - double(right) / test) < 1e-9);

        const auto report = makeEvaluationReport(*study, added->run, *result, QStringLiteral("test 1"),
                                                 [](const QString &name) { return name; });
        QVERIFY_OK(report);
        const QString page = report->html();
        QCOMPARE(page.count(QLatin1String("<svg")), 3 * 5);
        QVERIFY(page.contains(added->run.manifestHash));
        QVERIFY(page.contains(report->predictionsHash) && report->predictionsHash.size() == 64);
        QVERIFY(page.contains(QLatin1String("30 patients")));
        for (const QString &svg : page.split(QLatin1String("<svg")).mid(1)) {
            QXmlStreamReader xml(QLatin1String("<svg") + svg.section(QLatin1String("</svg>"), 0, 0)
                                 + QLatin1String("</svg>"));
            while (!xml.atEnd())
                xml.readNext();
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            QVERIFY2(!svg.section(QLatin1String("</svg>"), 0, 0).contains(QLatin1String("nan")), "no NaN is drawn");
        }
        QVERIFY(report->methods().contains(QLatin1String("bootstrap resamples of patients")));
        QVERIFY(report->methods().contains(QLatin1String("another program")));
        QVERIFY2(!report->methods().contains(QLatin1String("took no part")), "that is not known of another program");
        for (const QString &line : report->csv().trimmed().split(QLatin1Char('\n')))
            QCOMPARE(line.count(QLatin1Char(',')), 8);
    }

    void aWrongTableOfPredictionsIsRefused_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("word");
        QTest::newRow("no column for the class") << QByteArray("patient,other\n1,0.5\n") << "column for the class";
        QTest::newRow("neither exam nor patient") << QByteArray("id,g\n1,0.5\n") << "exam or patient";
        QTest::newRow("not a probability") << QByteArray("patient,g\nA,1.5\n") << "line 2";
        QTest::newRow("a word") << QByteArray("patient,g\nA,high\n") << "high";
        QTest::newRow("twice") << QByteArray("patient,g\nA,0.5\nA,0.6\n") << "twice";
        QTest::newRow("nobody is known") << QByteArray("patient,g\nZ,0.5\n") << "No line";
    }
    void aWrongTableOfPredictionsIsRefused()
    {
        QFETCH(QByteArray, table);
        QFETCH(QString, word);
        TemporaryStudy study;
        study.define(binarySet(QStringLiteral("g")));
        ImportedExam exam = pairOf(QStringLiteral("A"));
        for (ImportedImage &image : exam.images) {
            image.path = study.path(image.eye == Laterality::right ? QStringLiteral("r.png") : QStringLiteral("l.png"));
            QVERIFY(put(image.path, image.path.toUtf8()));
        }
        exam.labels.append(labelOf(QStringLiteral("g"), {QStringLiteral("g")}));
        study.import({exam});
        QFile file(study.path(QStringLiteral("p.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(table);
        file.close();
        const auto added = addOtherPredictions(*study, {file.fileName(), QStringLiteral("g"), {}, {}});
        QVERIFY(!added);
        QVERIFY2(QString::fromStdString(added.error().english()).contains(word), added.error().english().c_str());
        const auto runs = study->runs();
        QVERIFY_OK(runs);
        QVERIFY(runs->isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_EvaluationViews)
#include "tst_evaluation_views.moc"
