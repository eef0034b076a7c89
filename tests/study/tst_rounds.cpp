// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/reason_codes.h"
#include "core/study/round_state.h"
#include "tests/study/edits.h"
#include "tests/support/temporary_study.h"

#include <set>

using namespace retclip;

namespace {

/// Twelve patients, a scale of three grades for each eye, three readers.
struct GradedStudy
{
    TemporaryStudy study;
    std::vector<ExamId> exams;

    GradedStudy()
    {
        study.define(classSet(QStringLiteral("grade"), LabelKind::ordinal,
                              {QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")}, true));
        QVector<ImportedExam> list;
        for (int i = 1; i <= 12; ++i)
            list.append(pairOf(QStringLiteral("P%1").arg(i, 2, 10, QLatin1Char('0'))));
        study.import(list);
        exams = *study->find({});
    }
    RoundOrder order() const
    {
        RoundOrder made;
        made.name = QStringLiteral("wave 1");
        made.labelSet = QStringLiteral("grade");
        made.readers = {QStringLiteral("chen"), QStringLiteral("li"), QStringLiteral("wu")};
        made.exams = exams;
        made.controls = 0.25;
        made.person = QStringLiteral("lead");
        return made;
    }
    /// Grades both eyes of an item.
    Result<EditReceipt> grade(const ReadingRound &round, const RoundItem &item, const QString &reader,
                              const QString &value, int stage = 0, const QString &comment = {})
    {
        GiveGrade action{round.id, item.item, {}, stage, {}, comment};
        for (const auto &eye : item.eyes())
            action.grades.push_back({eye, {value}, true});
        return study->apply(edit(std::move(action), {item.exam}, reader));
    }
    std::vector<CaseState> states(const ReadingRound &round)
    {
        return caseStates(round, *roundItems(*study, round), *roundGrades(*study, round));
    }
};

} // namespace

class tst_Rounds : public QObject
{
    Q_OBJECT

private slots:
    void repeatsAreFarFromTheirCases_data();
    void repeatsAreFarFromTheirCases();
    void aRoundIsOpenedAndKept();
    void refusesWhatIsNoRound_data();
    void refusesWhatIsNoRound();
    void aBigRoundOpensQuickly();
    void gradesAreKeptUndoneAndReplaced();
    void gradesChangeNoLabel();
    void refusesWrongGrades();
    void disagreementsAreReviewedAndSettled();
    void disputedSpeaksOfRounds();
    void afterFiveReviewsTheLeadDecides();
    void placeSurvivesReopening();
    void aClosedRoundTakesNoGrade();
    void paceTellsWhenToRest_data();
    void paceTellsWhenToRest();
    void reasonsOfVerdicts();
};

void tst_Rounds::repeatsAreFarFromTheirCases_data()
{
    QTest::addColumn<int>("cases");
    QTest::addColumn<int>("repeats");
    QTest::addColumn<int>("gap");
    QTest::newRow("500 cases, 10 %") << 500 << 50 << 50;
    QTest::newRow("500 cases, every second") << 500 << 250 << 50;
    QTest::newRow("90 cases") << 90 << 9 << 30;
    QTest::newRow("3 cases, one twice") << 3 << 1 << 1;
    QTest::newRow("none twice") << 40 << 0 << 0;
}

void tst_Rounds::repeatsAreFarFromTheirCases()
{
    QFETCH(int, cases);
    QFETCH(int, repeats);
    QFETCH(int, gap);
    std::vector<int> repeatOf;
    for (int i = 0; i < repeats; ++i)
        repeatOf.push_back((i * 7) % cases);
    for (int reader = 1; reader <= 3; ++reader) {
        const std::vector<int> order = roundOrder(cases, repeatOf, 11, reader);
        QCOMPARE(int(order.size()), cases + repeats);
        QCOMPARE(int(std::set<int>(order.begin(), order.end()).size()), cases + repeats); // Each once.
        std::vector<int> places(order.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            places[std::size_t(order[i])] = int(i);
        for (int i = 0; i < repeats; ++i)
            QVERIFY(std::abs(places[std::size_t(cases + i)] - places[std::size_t(repeatOf[std::size_t(i)])]) > gap);
        QCOMPARE(order, roundOrder(cases, repeatOf, 11, reader));
        if (cases > 3) {
            QVERIFY(order != roundOrder(cases, repeatOf, 12, reader));
            QVERIFY(order != roundOrder(cases, repeatOf, 11, reader + 1));
        }
    }
}

void tst_Rounds::aRoundIsOpenedAndKept()
{
    GradedStudy graded;
    const auto opened = openRound(*graded.study, graded.order());
    QVERIFY_OK(opened);
    QCOMPARE(opened->cases, 12);
    QCOMPARE(opened->repeats, 3);
    QVERIFY(opened->blind && opened->isOpen());
    QCOMPARE(opened->numberOf(QStringLiteral("li")), 2);
    QCOMPARE(opened->numberOf(QStringLiteral("lead")), 0);
    graded.study.reopen();
    const auto kept = readingRound(*graded.study, QStringLiteral("Wave 1"));
    QVERIFY_OK(kept);
    QCOMPARE(kept->readers, opened->readers);
    const auto queue = roundQueue(*graded.study, *kept, QStringLiteral("wu"));
    QVERIFY_OK(queue);
    QCOMPARE(queue->size(), std::size_t(15));
    QVERIFY(queue->front().item.right && queue->front().item.left);
    QCOMPARE(graded.study->history()->front().kind, QStringLiteral("round"));
    QCOMPARE(graded.study.codes(QStringLiteral("round:\"wave 1\"")).size(), 12);
    QVERIFY_FAILS(graded.study->find(QStringLiteral("round:other")), ErrorCode::invalid_argument);
    QVERIFY_FAILS(roundQueue(*graded.study, *kept, QStringLiteral("nobody")), ErrorCode::not_found);
}

void tst_Rounds::refusesWhatIsNoRound_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<int>("code");
    QTest::newRow("no name") << 0 << int(ErrorCode::invalid_argument);
    QTest::newRow("no reader") << 1 << int(ErrorCode::invalid_argument);
    QTest::newRow("a reader twice") << 2 << int(ErrorCode::invalid_argument);
    QTest::newRow("no exam") << 3 << int(ErrorCode::invalid_argument);
    QTest::newRow("more controls than half") << 4 << int(ErrorCode::invalid_argument);
    QTest::newRow("another label set") << 5 << int(ErrorCode::not_found);
    QTest::newRow("the same name") << 6 << int(ErrorCode::conflict);
}

void tst_Rounds::refusesWhatIsNoRound()
{
    QFETCH(int, which);
    QFETCH(int, code);
    GradedStudy graded;
    RoundOrder order = graded.order();
    switch (which) {
    case 0: order.name = QStringLiteral("  "); break;
    case 1: order.readers.clear(); break;
    case 2: order.readers << QStringLiteral("li "); break;
    case 3: order.exams.clear(); break;
    case 4: order.controls = 0.6; break;
    case 5: order.labelSet = QStringLiteral("none"); break;
    default: QVERIFY_OK(openRound(*graded.study, order));
    }
    const int before = int(readingRounds(*graded.study)->size());
    QVERIFY_FAILS(openRound(*graded.study, order), ErrorCode(code));
    QCOMPARE(int(readingRounds(*graded.study)->size()), before);
}

void tst_Rounds::aBigRoundOpensQuickly()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma"), true));
    QVector<ImportedExam> list;
    for (int i = 0; i < 500; ++i)
        list.append(pairOf(QStringLiteral("P%1").arg(i)));
    study.import(list);
    RoundOrder order;
    order.name = QStringLiteral("500");
    order.labelSet = QStringLiteral("glaucoma");
    order.readers = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    order.exams = *study->find({});
    const auto round = openRound(*study, order);
    QVERIFY_OK(round);
    QCOMPARE(round->repeats, 50);
}

void tst_Rounds::gradesAreKeptUndoneAndReplaced()
{
    GradedStudy graded;
    const ReadingRound round = *openRound(*graded.study, graded.order());
    const RoundItem item = roundItems(*graded.study, round)->front();
    const auto given = graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("1"));
    QVERIFY_OK(given);
    QCOMPARE(given->kind, QStringLiteral("grade"));
    QVERIFY(!given->summary.contains(QStringLiteral("= 1"))); // The history does not tell the others.
    QCOMPARE(roundGrades(*graded.study, round)->size(), std::size_t(2));
    QVERIFY_OK(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("2")));
    auto grades = *roundGrades(*graded.study, round);
    QCOMPARE(grades.size(), std::size_t(2));
    QCOMPARE(grades[0].positive, QStringList{QStringLiteral("2")});
    QVERIFY_OK(graded.study->undo({}));
    grades = *roundGrades(*graded.study, round);
    QCOMPARE(grades[0].positive, QStringList{QStringLiteral("1")});
    QVERIFY_OK(graded.study->undo({}));
    QVERIFY(roundGrades(*graded.study, round)->empty());
    QVERIFY_OK(graded.study->redo({}));
    QVERIFY_OK(graded.study->redo({}));
    QCOMPARE((*roundGrades(*graded.study, round))[1].positive, QStringList{QStringLiteral("2")});
    const auto same = graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("2"));
    QVERIFY_OK(same);
    QVERIFY(!same->edit.valid());
    QVERIFY(roundQueue(*graded.study, round, QStringLiteral("chen"))->at(0).item.item > 0);
    const auto report = graded.study->check(false, {}, {});
    QVERIFY_OK(report);
    for (const QString &problem : report->problems)
        QVERIFY2(problem.contains(QStringLiteral("photograph")), qPrintable(problem));
}

void tst_Rounds::gradesChangeNoLabel()
{
    GradedStudy graded;
    const ReadingRound round = *openRound(*graded.study, graded.order());
    const RoundItem item = roundItems(*graded.study, round)->front();
    QVERIFY_OK(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("1")));
    QVERIFY(graded.study->exam(item.exam)->labels.isEmpty());
    QCOMPARE(graded.study.codes(QStringLiteral("grader:chen")).size(), 1);
}

void tst_Rounds::refusesWrongGrades()
{
    GradedStudy graded;
    const ReadingRound round = *openRound(*graded.study, graded.order());
    const RoundItem item = roundItems(*graded.study, round)->front();
    QVERIFY_FAILS(graded.grade(round, item, QStringLiteral("nobody"), QStringLiteral("1")), ErrorCode::not_found);
    QVERIFY_FAILS(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("9")), ErrorCode::not_found);
    RoundItem elsewhere = item;
    elsewhere.exam = graded.exams.back();
    QVERIFY_FAILS(graded.grade(round, elsewhere, QStringLiteral("chen"), QStringLiteral("1")), ErrorCode::not_found);
    QVERIFY_FAILS(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("1"), 1), ErrorCode::conflict);
    GiveGrade two{round.id, item.item, {}, 0, {{Laterality::right, {QStringLiteral("0"), QStringLiteral("1")}, true}}, {}};
    QVERIFY_FAILS(graded.study->apply(edit(two, {item.exam})), ErrorCode::invalid_argument);
    QVERIFY(roundGrades(*graded.study, round)->empty());
}

void tst_Rounds::disagreementsAreReviewedAndSettled()
{
    GradedStudy graded;
    const ReadingRound round = *openRound(*graded.study, graded.order());
    const RoundItem item = roundItems(*graded.study, round)->front();
    QVERIFY_OK(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("1")));
    QVERIFY_OK(graded.grade(round, item, QStringLiteral("li"), QStringLiteral("1")));
    QVERIFY(!graded.states(round)[0].complete);
    SettleCase early{round.id, item.item, {{Laterality::right, {QStringLiteral("1")}, true}}, {}, LabelSource::adjudicated};
    QVERIFY_FAILS(graded.study->apply(edit(early, {item.exam})), ErrorCode::conflict);
    QVERIFY_OK(graded.grade(round, item, QStringLiteral("wu"), QStringLiteral("2"), 0, QStringLiteral("dots temporal")));
    CaseState state = graded.states(round)[0];
    QVERIFY(state.complete && state.differs && state.disputed());
    QCOMPARE(state.nextReader, 1);
    QCOMPARE(state.grades[3].comment, QStringLiteral("dots temporal"));
    // A keeps, B changes to C's, A changes too: agreed, and the independent grades are still there.
    QVERIFY_OK(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("1"), 1, QStringLiteral("artefact")));
    QCOMPARE(graded.states(round)[0].nextReader, 2);
    QVERIFY_OK(graded.grade(round, item, QStringLiteral("li"), QStringLiteral("2"), 1));
    QCOMPARE(graded.states(round)[0].nextReader, 3);
    QVERIFY_FAILS(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("2")), ErrorCode::conflict);
    QVERIFY_OK(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("2"), 2));
    state = graded.states(round)[0];
    QVERIFY(state.complete && !state.differs);
    int independent = 0;
    const auto grades = roundGrades(*graded.study, round);
    QVERIFY_OK(grades);
    for (const Grade &grade : *grades)
        independent += grade.stage == 0;
    QCOMPARE(independent, 6);

    SettleCase settled{round.id, item.item,
                       {{Laterality::right, {QStringLiteral("2")}, true}, {Laterality::left, {}, false}},
                       QStringLiteral("by all"), LabelSource::adjudicated};
    const auto receipt = graded.study->apply(edit(settled, {item.exam}, QStringLiteral("lead")));
    QVERIFY_OK(receipt);
    QCOMPARE(receipt->kind, QStringLiteral("settle"));
    ExamRow exam = *graded.study->exam(item.exam);
    QCOMPARE(exam.labels.size(), 1); // The left eye stays ambiguous.
    QCOMPARE(exam.labels[0].source, LabelSource::adjudicated);
    QCOMPARE(exam.labels[0].positive, QStringList{QStringLiteral("2")});
    QCOMPARE(exam.labels[0].eye, std::optional(Laterality::right));
    QCOMPARE(graded.states(round)[0].settled->comment, QStringLiteral("by all"));
    QVERIFY_OK(graded.study->undo({}));
    QVERIFY(graded.study->exam(item.exam)->labels.isEmpty());
    QVERIFY(!graded.states(round)[0].settled);
}

void tst_Rounds::disputedSpeaksOfRounds()
{
    GradedStudy graded;
    const ReadingRound round = *openRound(*graded.study, graded.order());
    const std::vector<RoundItem> items = *roundItems(*graded.study, round);
    const auto disputed = [&] { return graded.study.codes(QStringLiteral("disputed")); };
    QVERIFY_OK(graded.grade(round, items[0], QStringLiteral("chen"), QStringLiteral("1")));
    QVERIFY_OK(graded.grade(round, items[0], QStringLiteral("li"), QStringLiteral("2")));
    QVERIFY(disputed().isEmpty()); // One has still to grade: nothing tells that two differ.
    QVERIFY_OK(graded.grade(round, items[0], QStringLiteral("wu"), QStringLiteral("1")));
    QCOMPARE(disputed().size(), 1);
    for (const char *reader : {"chen", "li", "wu"})
        QVERIFY_OK(graded.grade(round, items[1], QString::fromLatin1(reader), QStringLiteral("0")));
    QCOMPARE(disputed().size(), 1);
    QVERIFY_OK(graded.grade(round, items[0], QStringLiteral("li"), QStringLiteral("1"), 1));
    QVERIFY(disputed().isEmpty());
    QVERIFY_OK(graded.study->undo({}));
    SettleCase settled{round.id, items[0].item,
                       {{Laterality::right, {QStringLiteral("2")}, true}, {Laterality::left, {QStringLiteral("2")}, true}},
                       {}, LabelSource::adjudicated};
    QVERIFY_OK(graded.study->apply(edit(settled, {items[0].exam})));
    QVERIFY(disputed().isEmpty());
}

void tst_Rounds::afterFiveReviewsTheLeadDecides()
{
    GradedStudy graded;
    RoundOrder order = graded.order();
    order.readers.removeLast();
    const ReadingRound round = *openRound(*graded.study, order);
    const RoundItem item = roundItems(*graded.study, round)->front();
    for (int stage = 0; stage <= mostReviews; ++stage) {
        QVERIFY(!graded.states(round)[0].unresolved);
        QVERIFY_OK(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("1"), stage));
        QVERIFY_OK(graded.grade(round, item, QStringLiteral("li"), QStringLiteral("2"), stage));
    }
    const CaseState state = graded.states(round)[0];
    QVERIFY(state.unresolved);
    QCOMPARE(state.nextReader, 0);
}

void tst_Rounds::placeSurvivesReopening()
{
    GradedStudy graded;
    const ReadingRound round = *openRound(*graded.study, graded.order());
    const auto queue = *roundQueue(*graded.study, round, QStringLiteral("chen"));
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY_OK(graded.grade(round, queue[i].item, QStringLiteral("chen"), QStringLiteral("0")));
    graded.study.reopen();
    const auto again = *roundQueue(*graded.study, round, QStringLiteral("chen"));
    for (std::size_t i = 0; i < again.size(); ++i) {
        QCOMPARE(again[i].item.item, queue[i].item.item);
        QCOMPARE(again[i].graded, i < 4);
    }
    const auto progress = progressOf(round, *roundItems(*graded.study, round), *roundGrades(*graded.study, round),
                                     QDateTime::currentDateTimeUtc());
    QCOMPARE(progress[0].graded, 4);
    QCOMPARE(progress[0].total, 15);
    QCOMPARE(progress[1].graded, 0);
}

void tst_Rounds::aClosedRoundTakesNoGrade()
{
    GradedStudy graded;
    const ReadingRound round = *openRound(*graded.study, graded.order());
    const RoundItem item = roundItems(*graded.study, round)->front();
    QVERIFY_OK(closeRound(*graded.study, round, QStringLiteral("lead")));
    QVERIFY(!readingRound(*graded.study, round.name)->isOpen());
    QVERIFY_FAILS(graded.grade(round, item, QStringLiteral("chen"), QStringLiteral("1")), ErrorCode::conflict);
    QVERIFY_FAILS(closeRound(*graded.study, round, QStringLiteral("lead")), ErrorCode::conflict);
}

void tst_Rounds::paceTellsWhenToRest_data()
{
    QTest::addColumn<QVector<int>>("gaps_s");
    QTest::addColumn<int>("since_s");
    QTest::addColumn<double>("perMinute");
    QTest::addColumn<bool>("slower");
    QTest::addColumn<bool>("rest");
    QTest::newRow("nothing yet") << QVector<int>{} << 1 << 0.0 << false << false;
    QTest::newRow("ten a minute") << QVector<int>(30, 6) << 1 << 10.0 << false << false;
    QTest::newRow("a pause ended the sitting") << QVector<int>(30, 6) << 700 << 0.0 << false << false;
    QTest::newRow("slower, but not for long") << (QVector<int>(19, 4) + QVector<int>(21, 8)) << 1 << 7.5 << true << false;
    QTest::newRow("slower for twenty minutes") << (QVector<int>(19, 20) + QVector<int>(30, 40)) << 1 << 1.5 << true << true;
    QTest::newRow("45 minutes at one stretch") << QVector<int>(450, 6) << 1 << 10.0 << false << true;
    QTest::newRow("a pause between") << (QVector<int>(300, 6) + QVector<int>{900} + QVector<int>(300, 6)) << 1 << 10.0
                                     << false << false;
}

void tst_Rounds::paceTellsWhenToRest()
{
    QFETCH(QVector<int>, gaps_s);
    QFETCH(int, since_s);
    QFETCH(double, perMinute);
    QFETCH(bool, slower);
    QFETCH(bool, rest);
    QDateTime time = QDateTime::fromString(QStringLiteral("2024-05-06T19:00:00Z"), Qt::ISODate);
    std::vector<QDateTime> finished;
    if (!gaps_s.isEmpty())
        finished.push_back(time);
    for (const int gap : gaps_s) {
        time = time.addSecs(gap);
        finished.push_back(time);
    }
    const Pace pace = paceOf(finished, time.addSecs(since_s));
    QCOMPARE(pace.perMinute, perMinute);
    QCOMPARE(pace.slower, slower);
    QCOMPARE(pace.rest, rest);
}

void tst_Rounds::reasonsOfVerdicts()
{
    GradedStudy graded;
    QCOMPARE(reasonCodes(*graded.study)->size(), defaultReasons().size());
    const QVector<ReasonCode> own{{VerdictKind::poorImage, QStringLiteral("lashes"), QStringLiteral("eye lashes"), {}}};
    QVERIFY_OK(setReasonCodes(*graded.study, own, QStringLiteral("lead")));
    QCOMPARE(reasonCodes(*graded.study)->size(), 1);
    QVERIFY_FAILS(setReasonCodes(*graded.study, {own[0], own[0]}, {}), ErrorCode::invalid_argument);
    QVERIFY_FAILS(setReasonCodes(*graded.study, {{VerdictKind::ambiguous, QStringLiteral("two words"), {}, {}}}, {}),
                  ErrorCode::invalid_argument);
    GiveVerdict verdict;
    verdict.kind = VerdictKind::poorImage;
    verdict.reason = QStringLiteral("lashes");
    const auto receipt = graded.study->apply(edit(verdict, {graded.exams[0]}));
    QVERIFY_OK(receipt);
    QCOMPARE(receipt->summary, QStringLiteral("poor_image [lashes]"));
    QCOMPARE(graded.study->exam(graded.exams[0])->verdicts[0].reason, QStringLiteral("lashes"));
    QVERIFY_OK(setReasonCodes(*graded.study, {}, QStringLiteral("lead")));
    QCOMPARE(reasonCodes(*graded.study)->size(), defaultReasons().size());
    verdict.kind = VerdictKind::regionDrawn;
    QVERIFY_OK(graded.study->apply(edit(verdict, {graded.exams[1]})));
    QCOMPARE(graded.study.codes(QStringLiteral("verdict:region_drawn")).size(), 1);
    QCOMPARE(graded.study.codes(QStringLiteral("verdict:ungradable")).size(), 1);
}

QTEST_GUILESS_MAIN(tst_Rounds)
#include "tst_rounds.moc"
