// SPDX-License-Identifier: GPL-3.0-or-later
// Outcomes at a threshold and intervals of shares, each against counting one by one.
#include "core/statistics/operating_points.h"
#include "core/statistics/proportion.h"
#include "core/statistics/threshold_table.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace retclip;

namespace {

Outcomes countedOneByOne(const std::vector<int> &truth, const std::vector<double> &scores,
                         double threshold)
{
    Outcomes counted;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (truth[i] < 0)
            continue;
        const bool called = scores[i] >= threshold;
        ++(truth[i] == 1 ? (called ? counted.true_positive : counted.false_negative)
                         : (called ? counted.false_positive : counted.true_negative));
    }
    return counted;
}

} // namespace

class tst_Thresholds : public QObject
{
    Q_OBJECT

private slots:
    void everyThresholdCountsEveryCase_data()
    {
        QTest::addColumn<double>("grid");
        QTest::newRow("scores that hardly ever agree") << 1e6;
        QTest::newRow("many equal scores") << 8.0;
        QTest::newRow("all scores equal") << 0.0;
    }
    void everyThresholdCountsEveryCase()
    {
        QFETCH(double, grid);
        std::mt19937 generator(7);
        std::uniform_real_distribution<double> uniform;
        std::vector<int> truth;
        std::vector<double> scores;
        for (int i = 0; i < 400; ++i) {
            truth.push_back(i % 11 == 0 ? -1 : i % 3 == 0);
            const double score = uniform(generator);
            scores.push_back(grid > 0 ? std::round(score * grid) / grid : 0.5);
        }
        const ThresholdTable table(truth, scores);
        QVERIFY(table.has_both());
        std::vector<double> thresholds{-1, 0, 0.31, 0.5, 1, 2,
                                       std::numeric_limits<double>::infinity()};
        thresholds.insert(thresholds.end(), scores.begin(), scores.end());
        for (const double threshold : thresholds)
            QCOMPARE(table.at(threshold), countedOneByOne(truth, scores, threshold));
        // Every place is a threshold of its own and leads back to its place.
        for (std::size_t place = 0; place <= table.scores().size(); ++place)
            QCOMPARE(table.place(table.threshold(place)), place);
        QCOMPARE(table.at(table.threshold(table.scores().size())).true_positive, 0);
        QCOMPARE(table.at(table.threshold(0)).false_negative, 0);
    }

    void sharesAreTheTextbookOnes()
    {
        const Outcomes outcomes{45, 20, 5, 80};
        QCOMPARE(*outcomes.sensitivity().value(), 0.9);
        QCOMPARE(*outcomes.specificity().value(), 0.8);
        QCOMPARE(*outcomes.positive_predictive_value().value(), 45.0 / 65);
        QCOMPARE(*outcomes.negative_predictive_value().value(), 80.0 / 85);
        QVERIFY(!(Outcomes{0, 0, 3, 4}.positive_predictive_value().value()));
        QVERIFY(!ThresholdTable({1, 1}, {0.1, 0.2}).has_both());
        QCOMPARE(ThresholdTable().at(0.5), Outcomes());
    }

    void wilsonSolvesItsEquation_data()
    {
        QTest::addColumn<int>("hits");
        QTest::addColumn<int>("cases");
        QTest::newRow("none of ten") << 0 << 10;
        QTest::newRow("nine of ten") << 9 << 10;
        QTest::newRow("263 of 1000") << 263 << 1000;
    }
    /// Both ends p solve (share - p)^2 = z^2 p (1 - p) / n: the score test just does not refuse them.
    void wilsonSolvesItsEquation()
    {
        QFETCH(int, hits);
        QFETCH(int, cases);
        const auto interval = wilson_interval(hits, cases);
        QVERIFY(interval);
        constexpr double z = 1.959963984540054;
        const double share = double(hits) / cases;
        for (const double p : {interval->low, interval->high}) {
            const double left = (share - p) * (share - p), right = z * z * p * (1 - p) / cases;
            QVERIFY2(std::abs(left - right) < 1e-12, qPrintable(QString::number(left - right)));
        }
        QVERIFY(interval->low <= share && share <= interval->high);
        QVERIFY(!wilson_interval(0, 0));
    }

    void theTableAgreesWithTheCurve()
    {
        std::mt19937 generator(3);
        std::normal_distribution<double> noise;
        std::vector<int> truth;
        std::vector<double> scores;
        for (int i = 0; i < 150; ++i) {
            truth.push_back(i % 4 == 0);
            scores.push_back(truth.back() + noise(generator));
        }
        const ThresholdTable table(truth, scores);
        for (const CurvePoint &point : roc_curve(truth, scores)) {
            const Outcomes outcomes = table.at(point.threshold);
            QCOMPARE(*outcomes.sensitivity().value(), point.y);
            QVERIFY(std::abs(1 - *outcomes.specificity().value() - point.x) < 1e-12);
        }
    }
};

QTEST_GUILESS_MAIN(tst_Thresholds)
#include "tst_thresholds.moc"
