// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/label_issues.h"

#include <QTest>

using namespace retclip;

namespace {

PredictionRow row(std::int64_t exam, bool truth, double score)
{
    PredictionRow made;
    made.exam = ExamId{exam};
    made.className = QStringLiteral("cataract");
    made.score = score;
    made.predicted = score >= 0.5;
    made.truth = truth;
    return made;
}

} // namespace

class tst_LabelIssues : public QObject
{
    Q_OBJECT

private slots:
    // By hand: present where labelled: (0.9 + 0.8 + 0.1) / 3 = 0.6; absent where not:
    // (0.9 + 0.8 + 0.3) / 3 = 0.667.
    void findsThePlantedOnesByTheirMeans()
    {
        const auto issues = label_issues({row(1, true, 0.9), row(2, true, 0.8), row(3, true, 0.1),
                                          row(4, false, 0.1), row(5, false, 0.2),
                                          row(6, false, 0.7)});
        QCOMPARE(issues.size(), std::size_t(2));
        QCOMPARE(issues[0].prediction.exam.value, 3); // 0.9 − 0.667 is more than 0.7 − 0.6
        QCOMPARE(issues[0].confidence, 0.9);
        QVERIFY(qAbs(issues[0].threshold - 2.0 / 3) < 1e-12);
        QCOMPARE(issues[1].prediction.exam.value, 6);
        QVERIFY(qAbs(issues[1].threshold - 0.6) < 1e-12);
    }

    void aMistakeOfAnUnsureModelIsNone()
    {
        // 0.55 is wrong, but the model says 0.7 on average where it is right to say so.
        const auto issues =
            label_issues({row(1, true, 0.7), row(2, false, 0.55), row(3, false, 0.1)});
        QVERIFY(issues.empty());
    }

    void oneAnswerAloneGivesNone()
    {
        QVERIFY(label_issues({row(1, true, 0.1), row(2, true, 0.2)}).empty());
        PredictionRow unlabelled = row(3, true, 0.9);
        unlabelled.truth.reset();
        QVERIFY(label_issues({unlabelled}).empty());
        QVERIFY(label_issues({}).empty());
    }
};

QTEST_GUILESS_MAIN(tst_LabelIssues)
#include "tst_label_issues.moc"
