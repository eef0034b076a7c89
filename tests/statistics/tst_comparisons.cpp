// SPDX-License-Identifier: GPL-3.0-or-later
// Tests between runs, calibration and operating points, each against its definition written out.
#include "core/statistics/auroc_comparison.h"
#include "core/statistics/calibration.h"
#include "core/statistics/normal_distribution.h"
#include "core/statistics/operating_points.h"
#include "core/statistics/paired_tests.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace retclip;

namespace {

struct Cases
{
    std::vector<int> truth;
    std::vector<double> first, second;
};

Cases cases(std::uint32_t seed, std::size_t count, bool ties)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> noise;
    Cases made;
    for (std::size_t i = 0; i < count; ++i) {
        const int truth = i % 3 == 0;
        const double shared = noise(generator);
        double a = 0.8 * truth + 0.7 * shared + 0.5 * noise(generator);
        double b = 0.5 * truth + 0.7 * shared + 0.5 * noise(generator);
        if (ties) {
            a = std::round(2 * a) / 2;
            b = std::round(2 * b) / 2;
        }
        made.truth.push_back(truth);
        made.first.push_back(a);
        made.second.push_back(b);
    }
    return made;
}

/// 1, 1/2 or 0: DeLong's kernel.
double beats(double x, double y)
{
    return x > y ? 1.0 : x == y ? 0.5 : 0.0;
}

struct Written
{
    double auroc[2] = {};
    double covariance[2][2] = {};
};

/// The paper's equations, over all pairs.
Written written_out(const Cases &made)
{
    std::vector<std::size_t> with, without;
    for (std::size_t i = 0; i < made.truth.size(); ++i)
        (made.truth[i] == 1 ? with : without).push_back(i);
    const std::vector<double> *scores[2] = {&made.first, &made.second};
    std::vector<double> v10[2], v01[2];
    Written result;
    for (int k = 0; k < 2; ++k) {
        for (std::size_t i : with) {
            double sum = 0;
            for (std::size_t j : without)
                sum += beats((*scores[k])[i], (*scores[k])[j]);
            v10[k].push_back(sum / double(without.size()));
            result.auroc[k] += v10[k].back() / double(with.size());
        }
        for (std::size_t j : without) {
            double sum = 0;
            for (std::size_t i : with)
                sum += beats((*scores[k])[i], (*scores[k])[j]);
            v01[k].push_back(sum / double(with.size()));
        }
    }
    for (int k = 0; k < 2; ++k)
        for (int l = 0; l < 2; ++l) {
            double s10 = 0, s01 = 0;
            for (std::size_t i = 0; i < with.size(); ++i)
                s10 += (v10[k][i] - result.auroc[k]) * (v10[l][i] - result.auroc[l]);
            for (std::size_t j = 0; j < without.size(); ++j)
                s01 += (v01[k][j] - result.auroc[k]) * (v01[l][j] - result.auroc[l]);
            result.covariance[k][l] = s10 / double(with.size() - 1) / double(with.size())
                + s01 / double(without.size() - 1) / double(without.size());
        }
    return result;
}

bool near(double a, double b, double tolerance = 1e-10)
{
    if (std::fabs(a - b) <= tolerance)
        return true;
    qWarning("%.17g for %.17g", a, b);
    return false;
}

double log_loss(const std::vector<int> &truth, std::vector<double> p, std::size_t classes, double t)
{
    apply_temperature(p, classes, t);
    double sum = 0;
    for (std::size_t i = 0; i < truth.size(); ++i)
        sum -= std::log(classes == 1 ? (truth[i] == 1 ? p[i] : 1 - p[i])
                                     : p[i * classes + std::size_t(truth[i])]);
    return sum / double(truth.size());
}

} // namespace

class tst_Comparisons : public QObject
{
    Q_OBJECT

private slots:
    void normalDistributionHoldsItsTable_data()
    {
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("x");
        QTest::newRow("median") << 0.5 << 0.0;
        QTest::newRow("95 %") << 0.975 << 1.959963984540054;
        QTest::newRow("99 %") << 0.995 << 2.5758293035489004;
        QTest::newRow("far") << 1e-10 << -6.361340902404056;
    }
    void normalDistributionHoldsItsTable()
    {
        QFETCH(double, p);
        QFETCH(double, x);
        QVERIFY(near(normal_quantile(p), x, 1e-9));
        QVERIFY(std::fabs(normal_cumulative(x) / p - 1) < 1e-9);
    }

    void delongIsThePapersEquations_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("ties");
        for (int count : {7, 40, 301})
            for (bool ties : {false, true})
                QTest::addRow("%d cases%s", count, ties ? ", ties" : "") << count << ties;
    }
    void delongIsThePapersEquations()
    {
        QFETCH(int, count);
        QFETCH(bool, ties);
        for (std::uint32_t seed = 1; seed <= 10; ++seed) {
            const Cases made = cases(seed, std::size_t(count), ties);
            const Written wanted = written_out(made);
            const auto got = compare_aurocs(made.truth, made.first, made.second);
            QVERIFY(got);
            QVERIFY(near(got->first, wanted.auroc[0]));
            QVERIFY(near(got->second, wanted.auroc[1]));
            QVERIFY(near(got->variance_first, wanted.covariance[0][0]));
            QVERIFY(near(got->variance_second, wanted.covariance[1][1]));
            QVERIFY(near(got->covariance, wanted.covariance[0][1]));
            const double variance = wanted.covariance[0][0] + wanted.covariance[1][1]
                - 2 * wanted.covariance[0][1];
            if (variance > 1e-12) {
                QVERIFY(got->z && got->p && got->difference);
                QVERIFY(near(*got->z, (wanted.auroc[0] - wanted.auroc[1]) / std::sqrt(variance), 1e-8));
                QVERIFY(*got->p >= 0 && *got->p <= 1);
                QCOMPARE(got->difference->low > 0 || got->difference->high < 0, *got->p < 0.05);
            }
        }
    }
    void delongSaysNothingOfNothing()
    {
        const std::vector<double> scores{0.1, 0.9};
        QVERIFY(!compare_aurocs(std::vector<int>{1, 1}, scores, scores));
        const auto same = compare_aurocs(std::vector<int>{0, 1}, scores, scores);
        QVERIFY(same && !same->p); // No difference that could vary.
        QVERIFY(!delong_interval(std::vector<int>{0, 0}, scores));
    }

    void mcnemarIsTheBinomialTest_data()
    {
        QTest::addColumn<int>("only_first");
        QTest::addColumn<int>("only_second");
        QTest::addColumn<double>("p"); // scipy.stats.binomtest(b, b + c).pvalue by hand.
        QTest::newRow("none") << 0 << 0 << 1.0;
        QTest::newRow("even") << 5 << 5 << 1.0;
        QTest::newRow("one of six") << 1 << 5 << 2 * (1.0 + 6.0) / 64;
        QTest::newRow("none of ten") << 10 << 0 << 2.0 / 1024;
        QTest::newRow("three of ten") << 3 << 7 << 2 * (1.0 + 10 + 45 + 120) / 1024;
    }
    void mcnemarIsTheBinomialTest()
    {
        QFETCH(int, only_first);
        QFETCH(int, only_second);
        QFETCH(double, p);
        std::vector<std::uint8_t> first(20, 1), second(20, 1); // Both right: no part in it.
        first.insert(first.end(), std::size_t(only_first), 1);
        second.insert(second.end(), std::size_t(only_first), 0);
        first.insert(first.end(), std::size_t(only_second), 0);
        second.insert(second.end(), std::size_t(only_second), 1);
        const McNemarResult result = mcnemar(first, second);
        QCOMPARE(result.only_first, only_first);
        QCOMPARE(result.only_second, only_second);
        QVERIFY(near(result.p, p));
    }

    void holmStepsDown()
    {
        const std::vector<double> p{0.01, 0.04, 0.03, std::nan(""), 0.005};
        const std::vector<double> corrected = holm(p);
        QVERIFY(near(corrected[4], 0.02));
        QVERIFY(near(corrected[0], 0.03));
        QVERIFY(near(corrected[2], 0.06));
        QVERIFY(near(corrected[1], 0.06)); // Never under a smaller one's.
        QVERIFY(std::isnan(corrected[3]));
    }

    void pairedBootstrapSeesTheSameDraws()
    {
        // The second is worse on every case by the same: whatever is drawn, so is the difference.
        const std::size_t count = 60;
        const auto mean = [&](double shift) {
            return [shift](std::span<const std::int32_t> weights) {
                double sum = 0, all = 0;
                for (std::size_t i = 0; i < 60; ++i) {
                    const double weight = weights.empty() ? 1.0 : weights[i];
                    sum += weight * (double(i % 7) - shift);
                    all += weight;
                }
                return sum / all;
            };
        };
        BootstrapOptions options;
        options.draws = 400;
        const auto constant = paired_difference(mean(0), mean(0.5), count, {}, options);
        QVERIFY(constant && *constant);
        QVERIFY(near((*constant)->value, 0.5));
        QVERIFY(near((*constant)->interval->low, 0.5) && near((*constant)->interval->high, 0.5));
        QVERIFY((*constant)->p && *(*constant)->p < 0.01);
        const auto same = paired_difference(mean(0), mean(0), count, {}, options);
        QVERIFY(same && *same && (*same)->p);
        QVERIFY(near(*(*same)->p, 1.0));
        const auto undefined = paired_difference(mean(std::nan("")), mean(0), count, {}, options);
        QVERIFY(undefined && !*undefined);
    }

    void temperatureUndoesOverconfidence_data()
    {
        QTest::addColumn<int>("classes");
        QTest::newRow("binary") << 1;
        QTest::newRow("four classes") << 4;
    }
    void temperatureUndoesOverconfidence()
    {
        QFETCH(int, classes);
        const auto c = std::size_t(classes);
        std::mt19937 generator(5);
        std::normal_distribution<double> noise;
        std::uniform_real_distribution<double> uniform;
        std::vector<int> truth;
        std::vector<double> honest;
        for (int i = 0; i < 4000; ++i) {
            if (c == 1) {
                const double p = 1 / (1 + std::exp(-1.5 * noise(generator)));
                honest.push_back(p);
                truth.push_back(uniform(generator) < p);
                continue;
            }
            std::vector<double> row(c);
            double sum = 0;
            for (double &p : row)
                sum += p = std::exp(noise(generator));
            double left = uniform(generator);
            int label = 0;
            for (std::size_t k = 0; k < c; ++k) {
                row[k] /= sum;
                honest.push_back(row[k]);
                if (left > row[k] && label == int(k) && k + 1 < c)
                    ++label;
                left -= label > int(k) ? row[k] : 0;
            }
            truth.push_back(label);
        }
        std::vector<double> sharp = honest; // As if every logit were tripled.
        apply_temperature(sharp, c, 1.0 / 3);
        const auto temperature = fit_temperature(truth, sharp, c);
        QVERIFY(temperature);
        QVERIFY2(std::fabs(*temperature - 3) < 0.25, qPrintable(QString::number(*temperature)));
        const double best = log_loss(truth, sharp, c, *temperature);
        for (double other : {0.5, 1.0, 2.0, 4.0, 10.0})
            QVERIFY(best <= log_loss(truth, sharp, c, other) + 1e-9);
    }
    void temperatureNeedsTwoClasses()
    {
        QVERIFY(!fit_temperature(std::vector<int>{1, 1}, std::vector<double>{0.5, 0.6}, 1));
        QVERIFY(!fit_temperature(std::vector<int>{-1, -1}, std::vector<double>{0.5, 0.6}, 1));
    }

    void reliabilityCountsEveryCaseOnce()
    {
        const std::vector<int> truth{0, 0, 1, 1, 1, -1};
        const std::vector<double> p{0.0, 0.05, 0.1, 0.95, 1.0, 0.5};
        const auto bins = reliability(truth, p, 10);
        QCOMPARE(bins.size(), std::size_t(2));
        QCOMPARE(bins[0].cases, 3);
        QVERIFY(near(bins[0].mean_probability, 0.05));
        QVERIFY(near(bins[0].share_positive, 1.0 / 3));
        QCOMPARE(bins[1].cases, 2);
        for (const ReliabilityBin &bin : bins)
            QVERIFY(bin.share_low <= bin.share_positive && bin.share_positive <= bin.share_high);
    }

    void operatingPointsAreTheBestAllowed()
    {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            const Cases made = cases(seed, 90, seed % 2 == 0);
            const std::vector<int> truth(made.truth);
            for (double floor : {0.0, 0.8, 0.95, 1.0}) {
                const auto got = sensitivity_at_specificity(truth, made.first, floor);
                QVERIFY(got && got->specificity >= floor);
                double best = 0; // Over every threshold, and none.
                for (double threshold : made.first) {
                    double tp = 0, tn = 0, p = 0, n = 0;
                    for (std::size_t i = 0; i < truth.size(); ++i) {
                        const bool called = made.first[i] >= threshold;
                        (truth[i] == 1 ? p : n) += 1;
                        tp += truth[i] == 1 && called;
                        tn += truth[i] == 0 && !called;
                    }
                    if (tn / n >= floor)
                        best = std::max(best, tp / p);
                }
                QVERIFY(near(got->sensitivity, best));
                const auto reverse = specificity_at_sensitivity(truth, made.first, floor);
                QVERIFY(reverse && reverse->sensitivity >= floor);
            }
        }
        QVERIFY(!sensitivity_at_specificity({1, 1}, {0.2, 0.3}, 0.9));
    }

    void decisionCurveIsNetBenefit()
    {
        const std::vector<int> truth{1, 1, 0, 0, 0};
        const std::vector<double> p{0.9, 0.4, 0.6, 0.2, 0.1};
        const auto curve = decision_curve(truth, p, 4);
        QCOMPARE(curve.size(), std::size_t(3));
        QVERIFY(near(curve[0].model, 2.0 / 5 - 1.0 / 5 * (0.25 / 0.75)));
        QVERIFY(near(curve[1].model, 1.0 / 5 - 1.0 / 5));
        QVERIFY(near(curve[2].model, 1.0 / 5));
        QVERIFY(near(curve[1].treat_all, 2.0 / 5 - 3.0 / 5));
        QVERIFY(decision_curve({-1}, {0.5}).empty());
    }
};

QTEST_GUILESS_MAIN(tst_Comparisons)
#include "tst_comparisons.moc"
