// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown of an evaluation beside its headline: calibration, pairs, groups, reports, each
// against counting by hand.
#include "core/base/files.h"
#include "core/inspection/correction_worth.h"
#include "core/inspection/error_taxonomy.h"
#include "core/inspection/evaluation_calibration.h"
#include "core/inspection/evaluation_comparison.h"
#include "core/inspection/evaluation_groups.h"
#include "core/inspection/evaluation_report.h"
#include "core/inspection/evaluation_words.h"
#include "core/inspection/hit_comparison.h"
#include "core/inspection/other_predictions.h"
#include "core/inspection/own_predictions.h"
#include "core/inspection/training_value.h"
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

    void correctionsAreCountedFrozenAndWorthSomething()
    {
        TemporaryStudy study;
        study.define(binarySet(QStringLiteral("g")));
        QVector<ImportedExam> exams;
        for (int i = 0; i < 90; ++i) {
            ImportedExam exam = pairOf(QStringLiteral("P%1").arg(i, 2, 10, QLatin1Char('0')));
            exam.labels.append(labelOf(QStringLiteral("g"), i % 2 ? QStringList{QStringLiteral("g")} : QStringList()));
            exams.append(exam);
        }
        study.import(exams);
        const auto ids = study->find(QString());
        QVERIFY_OK(ids);
        EvaluationResult before;
        before.run = RunId{7};
        before.order.labelSet = QStringLiteral("g");
        before.target = {"g", LabelKind::binary, false, {"g"}};
        std::mt19937 random(4);
        std::normal_distribution<double> noise;
        EvaluationResult after = before;
        for (int i = 0; i < 90; ++i) {
            const Split split = i < 50 ? Split::training : i < 60 ? Split::validation : Split::test;
            const double signal = i % 2 ? 1 : -1;
            before.predictions.push_back(predicted((*ids)[std::size_t(i)].value, "g", 1 / (1 + std::exp(-0.3 * signal - noise(random))), i % 2 == 1, split));
            after.predictions.push_back(predicted((*ids)[std::size_t(i)].value, "g", 1 / (1 + std::exp(-3 * signal - noise(random))), i % 2 == 1, split));
        }
        const auto none = correctionsSince(*study, before);
        QVERIFY_OK(none);
        QVERIFY(none->changed.empty());
        QVERIFY_FAILS(freezeCorrected(*study, before, *none, QStringLiteral("x"), {}, {}), ErrorCode::invalid_argument);
        for (const int i : {3, 4, 55, 61}) { // two of training, one of validation, one of test
            Edit edit;
            edit.exams = {(*ids)[std::size_t(i)]};
            SetLabel label;
            label.labelSet = QStringLiteral("g");
            label.positive = i % 2 ? QStringList() : QStringList{QStringLiteral("g")};
            edit.action = label;
            QVERIFY_OK(study->apply(edit));
        }
        after.predictions[61].truth = false; // As the evaluation after the correction sees it.
        const auto corrections = correctionsSince(*study, before);
        QVERIFY_OK(corrections);
        QCOMPARE(corrections->training, 2);
        QCOMPARE(corrections->validation, 1);
        QCOMPARE(corrections->test, 1);
        const auto frozen = freezeCorrected(*study, before, *corrections, QStringLiteral("first-corrected"), QStringLiteral("Li"), {});
        QVERIFY_OK(frozen);
        QCOMPARE(frozen->trainingPatients, 50);
        QCOMPARE(frozen->validationPatients, 10);
        QCOMPARE(frozen->testPatients, 30);
        const auto worth = correctionWorth(*study, before, after, *corrections, {200, 1, 0.95}, {});
        QVERIFY_OK(worth);
        QCOMPARE(worth->corrections, 3);
        QCOMPARE(worth->cases, 29);
        QCOMPARE(worth->testLeftOut, 1);
        QVERIFY(worth->after > worth->before);
        QVERIFY(worth->gain && worth->gain->interval);
        const QString sentence = correctionSentence(*worth);
        QVERIFY2(sentence.contains(QLatin1String("These 3 corrections were worth +")), qPrintable(sentence));
        QVERIFY2(sentence.contains(QLatin1String("1 test cases")), qPrintable(sentence));
        CorrectionWorth doubtful = *worth;
        doubtful.gain->interval = Interval{-0.01, 0.02};
        QVERIFY(correctionSentence(doubtful).contains(QLatin1String("cannot tell")));
    }

    void verdictsAreCountedByReasonClassAndGroup()
    {
        TemporaryStudy study;
        study.define(classSet(QStringLiteral("grade"), LabelKind::multiclass, {QStringLiteral("none"), QStringLiteral("severe")}));
        QVector<ImportedExam> exams;
        for (int i = 0; i < 8; ++i) {
            ImportedExam exam = pairOf(QStringLiteral("P%1").arg(i));
            exam.sex = i % 2 ? QStringLiteral("F") : QStringLiteral("M");
            exam.labels.append(labelOf(QStringLiteral("grade"), {i < 4 ? QStringLiteral("none") : QStringLiteral("severe")}));
            exams.append(exam);
        }
        study.import(exams);
        const auto give = [&](const char *code, VerdictKind kind, const char *reason, const char *person) {
            Edit edit;
            edit.exams = {study.exam(QString::fromLatin1(code))};
            GiveVerdict verdict;
            verdict.kind = kind;
            verdict.reason = QString::fromLatin1(reason);
            verdict.labelSet = QStringLiteral("grade");
            edit.action = verdict;
            edit.person = QString::fromLatin1(person);
            return bool(study->apply(edit));
        };
        QVERIFY(give("P0-1", VerdictKind::labelWrong, "", "Li"));
        QVERIFY(give("P0-1", VerdictKind::modelWrong, "", "Li")); // thought better of it: counts alone
        QVERIFY(give("P1-1", VerdictKind::modelWrong, "", "Li"));
        QVERIFY(give("P1-1", VerdictKind::modelWrong, "", "Wang")); // two readers, one exam
        QVERIFY(give("P5-1", VerdictKind::modelWrong, "", "Li"));
        QVERIFY(give("P6-1", VerdictKind::poorImage, "", "Li"));
        const auto found = errorTaxonomy(*study, {}, QStringLiteral("grade"), {});
        QVERIFY_OK(found);
        QCOMPARE(found->reviewed, 4);
        const auto count = [&](VerdictKind kind, const char *of, GroupBy by, const char *value) -> std::size_t {
            for (const TaxonomyLine &line : found->lines)
                if (line.verdict == kind && line.className == QLatin1String(of) && line.by == by && line.value == QLatin1String(value))
                    return line.exams.size();
            return 0;
        };
        QCOMPARE(count(VerdictKind::labelWrong, "none", GroupBy::everyone, ""), std::size_t(0));
        QCOMPARE(count(VerdictKind::modelWrong, "none", GroupBy::everyone, ""), std::size_t(2));
        QCOMPARE(count(VerdictKind::modelWrong, "severe", GroupBy::everyone, ""), std::size_t(1));
        QCOMPARE(count(VerdictKind::modelWrong, "none", GroupBy::sex, "F"), std::size_t(1));
        QCOMPARE(count(VerdictKind::poorImage, "severe", GroupBy::sex, "M"), std::size_t(1));
        const QString page = found->html(QStringLiteral("Review <1>"), [](const QString &code) { return code; });
        QVERIFY(page.contains(QLatin1String("Review &lt;1&gt;")));
        for (const QString &line : found->csv().trimmed().split(u'\n'))
            QCOMPARE(line.count(u','), 8);
        const auto other = errorTaxonomy(*study, {}, QStringLiteral("another"), {});
        QVERIFY_OK(other);
        QVERIFY(other->lines.empty());
    }

    void entropyIsOfAllClasses()
    {
        const auto entropy = [](std::initializer_list<double> scores) {
            std::vector<PredictionRow> rows;
            for (const double score : scores)
                rows.push_back(predicted(1, "c", score, {}, Split::test));
            std::vector<const PredictionRow *> pointers;
            for (const PredictionRow &row : rows)
                pointers.push_back(&row);
            return predictionEntropy(pointers);
        };
        QVERIFY(std::abs(entropy({0.5}) - std::log(2)) < 1e-12); // one class: yes or no
        QVERIFY(std::abs(entropy({0.25, 0.25, 0.25, 0.25}) - std::log(4)) < 1e-12); // one of four
        QVERIFY(std::abs(entropy({0.5, 0.5, 0.5}) - std::log(2)) < 1e-12); // three findings, each unsure
        QCOMPARE(entropy({0.0, 1.0}), 0.0);
    }

    void hitsOfTwoRunsAreSetSideBySide()
    {
        const auto moved = compareHits({{1, 0.9, ExamId{1}}, {2, 0.8, ExamId{2}}, {3, 0.7, ExamId{3}}},
                                       {{1, 0.6, ExamId{3}}, {2, 0.5, ExamId{4}}, {3, 0.4, ExamId{1}}});
        QCOMPARE(moved.size(), std::size_t(4));
        QCOMPARE(moved[0].up(), 2);
        QVERIFY(moved[1].isNew());
        QCOMPARE(moved[2].up(), -2);
        QVERIFY(moved[3].isLost() && moved[3].exam == ExamId{2} && moved[3].before == 2);
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
