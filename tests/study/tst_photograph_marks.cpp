// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/photograph_marks.h"

#include "core/study/database.h"
#include "tests/study/edits.h"
#include "tests/support/temporary_study.h"

#include <limits>

using namespace retclip;

namespace {

FundusMarks everyKind()
{
    FundusMarks marks;
    marks.disc = MarkEllipse{812.25, 401.5, 63, 71.75};
    marks.cup = MarkEllipse{815, 402, 30, 43.05};
    marks.fovea = MarkPoint{440.125, 433};
    marks.lines = {{{1, 2}, {3, 4.5}}, {{10, 10}, {20, 10}}};
    marks.areas = {{{{0, 0}, {10, 0}, {10, 10}}}};
    return marks;
}

} // namespace

class tst_PhotographMarks : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsJson()
    {
        QCOMPARE(marksFromJson(marksJson(everyKind())) == everyKind(), true);
        QVERIFY(marksJson({}).isEmpty());
        QVERIFY(marksFromJson(QJsonObject{{QStringLiteral("disc"), 3}}).empty());
    }

    void isKeptTakenBackAndDoneAgain()
    {
        TemporaryStudy study;
        study.import({pairOf(QStringLiteral("P1"))});
        const ExamId exam = study.exam(QStringLiteral("P1-1"));
        const ImageId image = study->exam(exam)->images.right->id;
        const auto now = [&] {
            const auto stored = marksOf(*study, std::span(&exam, 1));
            return stored && !stored->empty() ? stored->front().marks : FundusMarks{};
        };
        const auto first = study->apply(edit(SetMarks{{{image, everyKind()}}}, {exam}));
        QVERIFY_OK(first);
        QCOMPARE(first->kind, QStringLiteral("marks"));
        QCOMPARE(first->summary, QStringLiteral("OD disc, cup, fovea, lines, areas, C/D 0.60"));
        QVERIFY(now() == everyKind());
        QCOMPARE(marksOf(*study, std::span(&exam, 1))->front().person, QStringLiteral("chen"));
        QCOMPARE(*examsWithMarks(*study), std::vector<ExamId>{exam});

        FundusMarks moved = everyKind();
        moved.fovea->x += 1;
        const auto second = study->apply(edit(SetMarks{{{image, moved}}}, {exam}));
        QVERIFY_OK(second);
        QCOMPARE(second->summary, QStringLiteral("OD fovea"));
        // The same again is no edit.
        const auto third = study->apply(edit(SetMarks{{{image, moved}}}, {exam}, QStringLiteral("wang")));
        QVERIFY_OK(third);
        QVERIFY(!third->edit.valid());

        study.reopen();
        QVERIFY(now() == moved);
        QVERIFY_OK(study->undo({}));
        QVERIFY(now() == everyKind());
        QVERIFY_OK(study->undo({}));
        QVERIFY(now().empty());
        QVERIFY(examsWithMarks(*study)->empty());
        QVERIFY_OK(study->redo({}));
        QVERIFY_OK(study->redo({}));
        QVERIFY(now() == moved);
        const auto last = study->apply(edit(SetMarks{{{image, {}}}}, {exam}));
        QVERIFY_OK(last);
        QCOMPARE(last->summary, QStringLiteral("OD marks removed"));
        QVERIFY(now().empty());
        const auto report = study->check(false, {}, {});
        QVERIFY_OK(report);
        QCOMPARE(report->problems.filter(QStringLiteral("journal")), QStringList());
    }

    void refusesWhatIsNoMark_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("an ellipse without height") << 0;
        QTest::newRow("a place that is no number") << 1;
        QTest::newRow("an area of two corners") << 2;
    }
    void refusesWhatIsNoMark()
    {
        QFETCH(int, which);
        TemporaryStudy study;
        study.import({pairOf(QStringLiteral("P1"))});
        const ExamId exam = study.exam(QStringLiteral("P1-1"));
        const ImageId image = study->exam(exam)->images.right->id;
        FundusMarks marks = everyKind();
        if (which == 0)
            marks.disc->radius_y = 0;
        else if (which == 1)
            marks.fovea->x = std::numeric_limits<double>::quiet_NaN();
        else
            marks.areas.front().corners.pop_back();
        QVERIFY_FAILS(study->apply(edit(SetMarks{{{image, marks}}}, {exam})), ErrorCode::invalid_argument);
        QVERIFY(marksOf(*study, std::span(&exam, 1))->empty());
    }

    void refusesPhotographsOfOthers()
    {
        TemporaryStudy study;
        study.import({pairOf(QStringLiteral("P1")), pairOf(QStringLiteral("P2"))});
        const ImageId others = study->exam(study.exam(QStringLiteral("P2-1")))->images.right->id;
        QVERIFY_FAILS(study->apply(edit(SetMarks{{{others, everyKind()}}}, {study.exam(QStringLiteral("P1-1"))})),
                      ErrorCode::not_found);
    }

    void leavesMarksOfAnotherPictureOut()
    {
        TemporaryStudy study;
        study.import({pairOf(QStringLiteral("P1"))});
        const ExamId exam = study.exam(QStringLiteral("P1-1"));
        const ImageId image = study->exam(exam)->images.right->id;
        Database &database = study->database();
        QVERIFY_OK(database.run("UPDATE image SET sha256 = 'aa' WHERE id = ?", image.value));
        QVERIFY_OK(study->apply(edit(SetMarks{{{image, everyKind()}}}, {exam})));
        QCOMPARE(marksOf(*study, std::span(&exam, 1))->size(), std::size_t(1));
        QVERIFY_OK(database.run("UPDATE image SET sha256 = 'bb' WHERE id = ?", image.value));
        QVERIFY(marksOf(*study, std::span(&exam, 1))->empty());
        // The same places said of the new picture are an edit.
        const auto again = study->apply(edit(SetMarks{{{image, everyKind()}}}, {exam}));
        QVERIFY_OK(again);
        QVERIFY(again->edit.valid());
        QCOMPARE(marksOf(*study, std::span(&exam, 1))->size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(tst_PhotographMarks)
#include "tst_photograph_marks.moc"
