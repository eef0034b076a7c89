// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_study.h"
#include "core/inspection/evaluation_cases.h"
#include "ui/evaluate/calibration_page.h"
#include "ui/evaluate/compare_page.h"
#include "ui/evaluate/evaluate_parts.h"
#include "ui/evaluate/benchmarks_page.h"
#include "ui/evaluate/evaluate_workspace.h"
#include "ui/evaluate/operating_page.h"
#include "ui/evaluate/subgroups_page.h"
#include "ui/plots/confusion_view.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/interval_chart.h"
#include "ui/plots/reliability_chart.h"
#include "ui/plots/roc_chart.h"

#include <qcustomplot.h>

#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableWidget>
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

/// Another run's word on the same cases: `turned` rows get the opposite probability.
EvaluationResult otherResultOf(UiStudy &study, RunId run, std::size_t every)
{
    EvaluationResult result = resultOf(study, run);
    for (std::size_t i = 0; i < result.predictions.size(); i += every) {
        PredictionRow &row = result.predictions[i];
        row.score = 1 - row.score;
        row.predicted = row.score >= 0.5;
    }
    result.predictionsFile = QStringLiteral("other");
    return result;
}

/// The workspace with a finished evaluation, shown.
struct ShownPage
{
    explicit ShownPage(QSize size = {1280, 680}) : run(study.addFinishedRun("pretrained", 40, 2)), page(study.context)
    {
        page.resize(size);
        page.studyChanged(study.document.get());
        page.show();
        if (!QTest::qWaitForWindowExposed(&page))
            qFatal("the page was not shown");
        QTest::qWait(100); // The list of runs comes in.
        result = resultOf(study, run);
        page.showResult(result);
    }
    std::vector<PredictionRow> test() const
    {
        std::vector<PredictionRow> rows;
        for (const PredictionRow &row : result.predictions)
            if (row.split == Split::test)
                rows.push_back(row);
        return rows;
    }

    UiStudy study;
    RunId run;
    EvaluateWorkspace page;
    EvaluationResult result;
};

/// Counted case by case.
ConfusionMatrix counted(const std::vector<PredictionRow> &rows, double threshold)
{
    ConfusionMatrix matrix{{}, {{0, 0}, {0, 0}}};
    for (const PredictionRow &row : rows)
        ++matrix.counts[*row.truth][row.score >= threshold];
    return matrix;
}

/// All pairs.
double aurocOf(const std::vector<PredictionRow> &rows)
{
    double sum = 0, pairs = 0;
    for (const PredictionRow &with : rows)
        for (const PredictionRow &without : rows)
            if (*with.truth && !*without.truth) {
                sum += with.score > without.score ? 1 : with.score == without.score ? 0.5 : 0;
                ++pairs;
            }
    return sum / pairs;
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

    void oneThresholdMovesMarksCountsAndSharesTogether()
    {
        ShownPage shown;
        shown.page.showTab(EvaluateWorkspace::Tab::operatingPoint);
        OperatingPage &page = *shown.page.operatingPage();
        QTRY_VERIFY(page.isVisible());
        const std::vector<PredictionRow> rows = shown.test();
        std::vector<double> scores;
        for (const PredictionRow &row : rows)
            scores.push_back(row.score);
        std::sort(scores.begin(), scores.end());
        scores.erase(std::unique(scores.begin(), scores.end()), scores.end());
        QCOMPARE(page.slider()->maximum(), int(scores.size()));
        page.slider()->setFocus();
        QTest::keyClick(page.slider(), Qt::Key_Home);
        for (int step = 0; step <= int(scores.size()); ++step) {
            QCOMPARE(page.slider()->value(), step);
            const double threshold = step < int(scores.size()) ? scores[std::size_t(step)] : 2.0;
            const ConfusionMatrix expected = counted(rows, threshold);
            QCOMPARE(page.confusion()->matrix().counts, expected.counts);
            const double positives = double(expected.counts[1][0] + expected.counts[1][1]);
            const double negatives = double(expected.counts[0][0] + expected.counts[0][1]);
            const double called = double(expected.counts[1][1] + expected.counts[0][1]);
            const double sensitivity = double(expected.counts[1][1]) / positives;
            const double specificity = double(expected.counts[0][0]) / negatives;
            QCOMPARE(page.figures()[0]->value(), QLocale().toString(sensitivity, 'f', 3));
            QCOMPARE(page.figures()[1]->value(), QLocale().toString(specificity, 'f', 3));
            QCOMPARE(page.figures()[2]->value(),
                     called > 0 ? QLocale().toString(double(expected.counts[1][1]) / called, 'f', 3)
                                : QStringLiteral("–"));
            QVERIFY(std::abs(page.roc()->markedPoint().x() - (1 - specificity)) < 1e-12);
            QVERIFY(std::abs(page.roc()->markedPoint().y() - sensitivity) < 1e-12);
            QVERIFY(std::abs(page.precisionRecall()->markedPoint().x() - sensitivity) < 1e-12);
            QTest::keyClick(page.slider(), Qt::Key_Right);
        }
    }

    void aButtonChoosesOnValidationAndSaysSo_data()
    {
        QTest::addColumn<int>("choice");
        QTest::newRow("Youden") << int(OperatingPage::Choice::youden);
        QTest::newRow("sensitivity at a specificity") << int(OperatingPage::Choice::sensitivityAtSpecificity);
        QTest::newRow("specificity at a sensitivity") << int(OperatingPage::Choice::specificityAtSensitivity);
    }
    void aButtonChoosesOnValidationAndSaysSo()
    {
        QFETCH(int, choice);
        ShownPage shown;
        shown.page.showTab(EvaluateWorkspace::Tab::operatingPoint);
        OperatingPage &page = *shown.page.operatingPage();
        QTRY_VERIFY(page.isVisible());
        // By trying every threshold of validation.
        std::vector<PredictionRow> validation;
        for (const PredictionRow &row : shown.result.predictions)
            if (row.split == Split::validation)
                validation.push_back(row);
        std::vector<double> candidates{2}; // Nothing is called positive.
        for (const PredictionRow &each : validation)
            candidates.push_back(each.score);
        double best = -2, threshold = 0;
        for (const double candidate : candidates) {
            const auto counts = counted(validation, candidate).counts;
            const double sensitivity = double(counts[1][1]) / double(counts[1][0] + counts[1][1]);
            const double specificity = double(counts[0][0]) / double(counts[0][0] + counts[0][1]);
            const double gain = choice == 0 ? sensitivity + specificity
                : choice == 1 ? (specificity >= 0.95 ? 10 * sensitivity + specificity : -1)
                              : (sensitivity >= 0.9 ? 10 * specificity + sensitivity : -1);
            if (gain > best) {
                best = gain;
                threshold = candidate;
            }
        }
        QTest::mouseClick(page.button(OperatingPage::Choice(choice)), Qt::LeftButton);
        QCOMPARE(page.confusion()->matrix().counts, counted(shown.test(), threshold).counts);
        bool said = false;
        for (const QLabel *label : page.findChildren<QLabel *>())
            said |= label->isVisible() && label->text().contains(QLatin1String("validation"));
        QVERIFY(said);
    }

    void aClickOnACountLeadsToItsCasesAndReview()
    {
        ShownPage shown;
        shown.page.showTab(EvaluateWorkspace::Tab::operatingPoint);
        OperatingPage &page = *shown.page.operatingPage();
        QTRY_VERIFY(page.isVisible());
        page.slider()->setFocus();
        QTest::keyClick(page.slider(), Qt::Key_Home);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(page.slider(), Qt::Key_Right);
        QCOMPARE(page.slider()->value(), 3);
        std::vector<double> scores;
        for (const PredictionRow &row : shown.test())
            scores.push_back(row.score);
        std::sort(scores.begin(), scores.end());
        scores.erase(std::unique(scores.begin(), scores.end()), scores.end());
        const double threshold = scores[std::size_t(page.slider()->value())];
        std::vector<ExamId> expected;
        for (const PredictionRow &row : shown.test())
            if (!*row.truth && row.score >= threshold
                && std::find(expected.begin(), expected.end(), row.exam) == expected.end())
                expected.push_back(row.exam);
        QVERIFY(!expected.empty());
        QSignalSpy asked(&shown.study.selections, &SelectionModel::requested);
        QTest::mouseClick(page.confusion()->cell(0, 1), Qt::LeftButton);
        QCOMPARE(shown.study.selections.current().exams, expected);
        QVERIFY(shown.study.selections.current().sentence.contains("false positive"));
        for (QPushButton *button : page.findChildren<QPushButton *>())
            if (button->text().startsWith(QLatin1String("Review these")))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].value<SelectionVerb>(), SelectionVerb::review);
    }

    /// Forty thousand cases: a drag must keep the window at the screen's pace.
    void draggingTheThresholdNeverStallsTheWindow()
    {
        ShownPage shown;
        EvaluationResult large = shown.result;
        for (int i = 0; i < 40'000; ++i) {
            PredictionRow row = large.predictions.back();
            row.exam = ExamId{100'000 + i};
            row.split = Split::test;
            row.truth = i % 4 == 0;
            row.score = double((i * 7919LL) % 100'003) / 200'006 + (*row.truth ? 0.25 : 0.1);
            large.predictions.push_back(row);
        }
        shown.page.showResult(large);
        shown.page.showTab(EvaluateWorkspace::Tab::operatingPoint);
        OperatingPage &page = *shown.page.operatingPage();
        QTRY_VERIFY(page.isVisible());
        QTest::qWait(300);
        StallCounter counter;
        QElapsedTimer timer;
        timer.start();
        constexpr int moves = 120;
        qint64 busy_ns = 0;
        for (int i = 0; i < moves; ++i) {
            const qint64 before = timer.nsecsElapsed();
            page.slider()->setValue(page.slider()->maximum() * (i + 1) / (moves + 1));
            page.repaint();
            busy_ns += timer.nsecsElapsed() - before;
            QTest::qWait(2);
        }
        qInfo("a move of the threshold over 40,000 cases, painted: %.2f ms", double(busy_ns) / moves / 1e6);
        QVERIFY2(counter.stalls == 0, qPrintable(counter.causes.join(QLatin1Char('\n'))));
        QVERIFY(page.confusion()->matrix().counts[0][0] > 20'000);
    }

    void calibrationShowsBeforeAndAfterAndTheDecisionCurve()
    {
        ShownPage shown;
        shown.page.showTab(EvaluateWorkspace::Tab::calibration);
        CalibrationPage &page = *shown.page.calibrationPage();
        QTRY_VERIFY(page.calibration().has_value());
        double brier = 0;
        const auto rows = shown.test();
        for (const PredictionRow &row : rows)
            brier += (row.score - *row.truth) * (row.score - *row.truth) / double(rows.size());
        QVERIFY(std::abs(page.calibration()->before.brier - brier) < 1e-12);
        QCOMPARE(page.calibration()->cases, qint64(rows.size()));
        QVERIFY(page.calibration()->temperature);
        QVERIFY(!page.reliabilityChart()->table().rows.isEmpty());
        QCOMPARE(page.decisionChart()->curveCount(), 2);
        // Net benefit at one half: true less false positives a case.
        const auto counts = counted(rows, 0.5).counts;
        const CurveData &model = page.decisionChart()->data(0);
        const double benefit = double(counts[1][1] - counts[0][1]) / double(rows.size());
        QVERIFY(std::abs(model.y()[model.nearest(0.5)] - benefit) < 1e-12);
    }

    void aComparisonOfTwoEvaluationsAndItsDisagreements()
    {
        ShownPage shown;
        shown.page.showTab(EvaluateWorkspace::Tab::compare);
        ComparePage &page = *shown.page.comparePage();
        QTRY_VERIFY(page.isVisible());
        const RunId second = shown.study.addFinishedRun("second", 40, 3);
        const EvaluationResult other = otherResultOf(shown.study, second, 4);
        page.compareWith(other);
        QTRY_VERIFY_WITH_TIMEOUT(page.comparison().has_value(), 30'000);
        const auto mine = shown.test();
        std::vector<PredictionRow> theirs;
        for (const PredictionRow &row : other.predictions)
            if (row.split == Split::test)
                theirs.push_back(row);
        const ClassComparison &each = page.comparison()->classes.front();
        QVERIFY(std::abs(each.auroc->first - aurocOf(mine)) < 1e-12);
        QVERIFY(std::abs(each.auroc->second - aurocOf(theirs)) < 1e-12);
        std::int64_t onlyMine = 0, onlyTheirs = 0;
        std::vector<ExamId> differ;
        for (std::size_t i = 0; i < mine.size(); ++i) {
            const bool right = (mine[i].score >= 0.5) == *mine[i].truth;
            const bool otherRight = (theirs[i].score >= 0.5) == *theirs[i].truth;
            onlyMine += right && !otherRight;
            onlyTheirs += otherRight && !right;
            if (right != otherRight && (differ.empty() || differ.back() != mine[i].exam))
                differ.push_back(mine[i].exam);
        }
        QCOMPARE(each.decisions.only_first, onlyMine);
        QCOMPARE(each.decisions.only_second, onlyTheirs);
        QCOMPARE(page.table()->rowCount(), 1);
        // A click on the row leads to the cases on which the two differ.
        QTest::mouseClick(page.table()->viewport(), Qt::LeftButton, {},
                          page.table()->visualItemRect(page.table()->item(0, 0)).center());
        QCOMPARE(shown.study.selections.current().exams, differ);
        // Something else says why it cannot be compared.
        EvaluationResult exams = other;
        exams.order.perEye = !exams.order.perEye;
        page.compareWith(exams);
        QTRY_VERIFY(page.remark().contains(QLatin1String("eyes")));
        QVERIFY(!page.comparison());
    }

    void subgroupsCountTheirOwnCases()
    {
        ShownPage shown;
        shown.page.showTab(EvaluateWorkspace::Tab::subgroups);
        SubgroupsPage &page = *shown.page.subgroupsPage();
        QTRY_VERIFY_WITH_TIMEOUT(!page.groups().empty(), 30'000);
        QVERIFY(page.groups().front().by == GroupBy::everyone);
        bool female = false;
        for (std::size_t i = 0; i < page.groups().size(); ++i) {
            const EvaluatedGroup &group = page.groups()[i];
            QVERIFY(group.few()); // 26 eyes in all.
            if (group.by != GroupBy::sex || group.value != QLatin1String("F"))
                continue;
            female = true;
            std::vector<PredictionRow> rows;
            std::vector<ExamId> expected;
            for (const PredictionRow &row : shown.test()) {
                const auto place = std::find(shown.study.exams.begin(), shown.study.exams.end(), row.exam)
                    - shown.study.exams.begin();
                if (place % 2 == 0)
                    continue; // Odd ones are women.
                rows.push_back(row);
                if (expected.empty() || expected.back() != row.exam)
                    expected.push_back(row.exam);
            }
            QCOMPARE(group.cases, qint64(rows.size()));
            QVERIFY(std::abs(*group.report.find("auroc")->value.value - aurocOf(rows)) < 1e-9);
            page.pick(int(i));
            QCOMPARE(shown.study.selections.current().exams, expected);
            QVERIFY(shown.study.selections.current().sentence.contains(QLatin1String("female")));
        }
        QVERIFY(female);
        bool said = false;
        for (const QLabel *label : page.findChildren<QLabel *>())
            said |= label->text().contains(QLatin1String("too few"));
        QVERIFY(said);
    }

    void aReportIsWrittenAsPageAsPdfAndAsNumbers()
    {
        ShownPage shown;
        QTemporaryDir folder;
        for (const char *ending : {"html", "pdf", "csv"}) {
            const QString file = folder.filePath(QStringLiteral("report.") + QLatin1String(ending));
            shown.page.saveReport(file);
            QTRY_VERIFY2_WITH_TIMEOUT(QFile::exists(file), qPrintable(file), 60'000);
            QFile read(file);
            QVERIFY(read.open(QIODevice::ReadOnly));
            const QByteArray bytes = read.readAll();
            if (qstrcmp(ending, "pdf") == 0) {
                QVERIFY(bytes.startsWith("%PDF"));
                QVERIFY(bytes.size() > 20'000); // Its charts are in.
            } else if (qstrcmp(ending, "html") == 0) {
                QVERIFY(bytes.count("<svg") >= 5);
                QVERIFY(bytes.contains("bootstrap"));
                QVERIFY(bytes.contains("Definitions"));
            } else {
                QVERIFY(bytes.startsWith("section,class,item,metric,value,low,high,n,patients\n"));
                QVERIFY(bytes.contains("operating_point,glaucoma,youden,sensitivity,"));
            }
            if (const QString keep = qEnvironmentVariable("RETCLIP_SCREENSHOTS"); !keep.isEmpty())
                QFile::copy(file, keep + QStringLiteral("/report.") + QLatin1String(ending));
        }
    }

    void predictionsOfAnotherProgramAreEvaluatedAndShown()
    {
        ShownPage shown;
        const QString file = shown.study.files.path(QStringLiteral("other program.csv"));
        QFile table(file);
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("patient,eye,glaucoma\n");
        std::vector<PredictionRow> rows;
        for (int i = 0; i < 20; ++i) {
            const double score = double((i * 37) % 100) / 100;
            const char *eye = i % 2 ? "OS" : "OD";
            table.write(QStringLiteral("%1,%2,%3\n").arg(10'001 + i).arg(QLatin1String(eye)).arg(score).toUtf8());
            if (i == 5)
                continue; // Its left eye has no photograph, but a label all the same is not there.
            rows.push_back(row(i, "glaucoma", score, score >= 0.5, i % 3 == 0));
        }
        table.write("nobody,OD,0.5\n");
        table.close();
        shown.page.importPredictions(file);
        QTRY_VERIFY_WITH_TIMEOUT(shown.page.result() && shown.page.result()->run != shown.run
                                     && !shown.page.result()->predictions.empty(),
                                 60'000);
        const EvaluationResult &result = *shown.page.result();
        QCOMPARE(result.test.items, std::int64_t(20));
        QVERIFY(std::abs(*result.test.find("auroc")->value.value - aurocOf(rows)) < 1e-6);
        bool told = false;
        for (const Notification &each : shown.study.notifications.all())
            told |= QString::fromStdString(each.parts.english()).contains(QLatin1String("1 lines name no exam"));
        QVERIFY(told);
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

    /// Six classes, each against the rest: the class chosen at the top is the one of every page.
    void severalClassesFitASmallScreenAndSwitchTogether()
    {
        ShownPage shown({1280, 640});
        EvaluationResult result = shown.result;
        result.predictions.clear();
        result.target = {"finding", LabelKind::multiclass, false, {"amd", "cataract", "dr", "glaucoma", "myopia", "normal"}};
        std::vector<PredictionRow> myopia; // The fifth class's, as a label of its own.
        for (int exam = 0; exam < 240; ++exam)
            for (int c = 0; c < 6; ++c) {
                const bool truth = exam % 6 == c;
                const double score = (truth ? 0.35 : 0.1) + double((exam * 37 + c * 11) % 50) / 150;
                PredictionRow each = row(exam + 1, QString::fromStdString(result.target.classes[std::size_t(c)]),
                                         score, truth, truth, exam % 4 == 0 ? Split::validation : Split::test);
                result.predictions.push_back(each);
                if (c == 4 && each.split == Split::test)
                    myopia.push_back(each);
            }
        shown.page.showResult(result);
        QTest::qWait(50);
        QVERIFY2(shown.page.minimumSizeHint().width() <= 1280 && shown.page.minimumSizeHint().height() <= 640,
                 qPrintable(QStringLiteral("%1 x %2").arg(shown.page.minimumSizeHint().width())
                                .arg(shown.page.minimumSizeHint().height())));
        keepPicture(shown.page, QStringLiteral("evaluate_six_overview"));
        QComboBox *classes = nullptr;
        for (QComboBox *box : shown.page.findChildren<QComboBox *>())
            if (box->accessibleName() == QLatin1String("Class"))
                classes = box;
        QVERIFY(classes && classes->isVisible());
        QCOMPARE(classes->count(), 6);
        shown.page.showTab(EvaluateWorkspace::Tab::operatingPoint);
        classes->setFocus();
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(classes, Qt::Key_Down);
        QCOMPARE(classes->currentIndex(), 4);
        OperatingPage &page = *shown.page.operatingPage();
        QCOMPARE(page.confusion()->matrix().counts, counted(myopia, 0.5).counts);
        page.slider()->setFocus();
        QTest::keyClick(page.slider(), Qt::Key_Home);
        QCOMPARE(page.confusion()->matrix().counts, (std::vector<std::vector<std::int64_t>>{{0, 160}, {0, 20}}));
        QTest::qWait(50);
        keepPicture(shown.page, QStringLiteral("evaluate_six_operating"));
    }

    void benchmarksAreListedAddedAndRun()
    {
        const QString photographs = QStringLiteral(RETCLIP_SHARED_DIRECTORY "/data/odir/images");
        if (!QFileInfo::exists(photographs))
            QSKIP("../shared is not here");
        // SYNTHETIC: real photographs with labels made up for this test, in the layout of "retina".
        QTemporaryDir folder;
        const QStringList files = QDir(photographs).entryList({QStringLiteral("*.jpg")}, QDir::Files, QDir::Name);
        int taken = 0;
        for (const char *split : {"train", "val", "test"})
            for (const char *name : {"anormal", "bcataract", "cglaucoma", "ddretina_disease"}) {
                const QString place = folder.filePath(QStringLiteral("download/%1/%2").arg(QLatin1String(split), QLatin1String(name)));
                QDir().mkpath(place);
                for (int i = 0; i < 2; ++i, ++taken)
                    QVERIFY(QFile::copy(photographs + u'/' + files[taken], place + u'/' + QString::number(i) + QStringLiteral(".jpg")));
            }
        QFile mark(folder.filePath(QStringLiteral("download/SYNTHETIC.txt")));
        QVERIFY(mark.open(QIODevice::WriteOnly) && mark.write("SYNTHETIC") > 0);
        mark.close();

        ShownPage shown({1440, 860});
        shown.study.door.scripted.checkpoint.emplace();
        shown.study.door.scripted.checkpoint->architecture = preset("pretrain-small")->network;
        const auto row = shown.study.document->study().run(QString::number(shown.run.value));
        QVERIFY_OK(row);
        QDir().mkpath(row->folder + QStringLiteral("/checkpoints"));
        QFile weights(row->folder + QStringLiteral("/checkpoints/best.safetensors"));
        QVERIFY(weights.open(QIODevice::WriteOnly)); // The scripted backend says what it holds.
        weights.close();
        BenchmarksPage &page = *shown.page.benchmarksPage();
        page.setFolder(folder.filePath(QStringLiteral("marks")));
        shown.page.showBenchmarks(true);
        QCOMPARE(page.entries()->rowCount(), 11);
        page.choose(QStringLiteral("jsiec"));
        QVERIFY(page.details().contains(QLatin1String("zenodo.org")));
        QVERIFY(page.details().contains(QLatin1String("CC BY 4.0")));
        page.choose(QStringLiteral("retina"));
        QSignalSpy changed(&page, &BenchmarksPage::changed);
        page.add(folder.filePath(QStringLiteral("download")));
        QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy() && page.details().contains(QLatin1String("24")), 60'000);
        QVERIFY(page.details().contains(QLatin1String("601"))); // so many are published
        page.seeds()->setValue(2);
        page.shares()->setText(QStringLiteral("50,100"));
        page.run(true);
        QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy() && page.table()->rowCount() == 2, 120'000);
        QVERIFY(page.table()->item(0, 0)->text().contains(QLatin1String("SYNTHETIC")));
        QVERIFY(page.table()->item(0, 0)->toolTip().startsWith(QLatin1String("2 of 2")));
        QCOMPARE(page.table()->item(1, 3)->text(), QStringLiteral("50 %"));
        QTest::qWait(200);
        keepPicture(shown.page, "evaluate-benchmarks");
        page.shares()->setText(QStringLiteral("0"));
        QVERIFY(!page.findChild<QPushButton *>("benchmarkRunAll")->isEnabled());
        emit page.backWanted();
        QVERIFY(!page.isVisible());
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
        page.resize(1280, 640); // What a screen of 1280 x 720 leaves.
        const char *const tabs[] = {"overview", "operating", "calibration", "compare", "subgroups"};
        for (int tab = 0; tab < 5; ++tab) {
            page.showTab(EvaluateWorkspace::Tab(tab));
            if (tab == 3) {
                const RunId other = study.addFinishedRun("second", 40, 3);
                page.comparePage()->compareWith(otherResultOf(study, other, 4));
                QTRY_VERIFY_WITH_TIMEOUT(page.comparePage()->comparison(), 30'000);
            }
            if (tab == 4)
                QTRY_VERIFY_WITH_TIMEOUT(!page.subgroupsPage()->groups().empty(), 30'000);
            QTest::qWait(300);
            keepPicture(page, QStringLiteral("evaluate_%1_%2").arg(QLatin1String(tabs[tab]),
                                                                   dark ? "dark" : "light"));
        }
        page.showTab(EvaluateWorkspace::Tab::overview);
        theme().apply(ThemeChoice::light, 100);
        QVERIFY(page.confusion()->cell(0, 1)->count() > 0);
    }
};

QTEST_MAIN(tst_Evaluate)
#include "tst_evaluate.moc"
