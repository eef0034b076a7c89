// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/core_set.h"
#include "core/statistics/principal_components.h"
#include "core/statistics/row_groups.h"
#include "core/statistics/row_products.h"
#include "core/statistics/tsne.h"

#include <QTest>

#include <cmath>
#include <random>
#include <set>

using namespace retclip;

namespace {

/// `each` rows around `count` middles that lie `apart` from each other on different axes.
Matrix blobs(std::size_t count, std::size_t each, std::size_t width, float apart, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> noise;
    Matrix rows(count * each, width);
    for (std::size_t i = 0; i < rows.rows; ++i)
        for (std::size_t c = 0; c < width; ++c)
            rows.row(i)[c] = noise(random) + (c == i / each ? apart : 0.0f);
    return rows;
}

} // namespace

class tst_Maps : public QObject
{
    Q_OBJECT

private slots:
    void productsOfAnyWidth()
    {
        for (const std::size_t width : {1, 7, 8, 9, 31}) {
            std::vector<float> a(width), b(width);
            double product = 0, squared = 0;
            for (std::size_t c = 0; c < width; ++c) {
                a[c] = float(c) + 1;
                b[c] = 2 - float(c);
                product += double(a[c]) * b[c];
                squared += (double(a[c]) - b[c]) * (double(a[c]) - b[c]);
            }
            QCOMPARE(dot_product(a, b), float(product));
            QCOMPARE(squared_distance(a, b), float(squared));
        }
    }

    // Spread 3 along (1, 1, 0) / sqrt 2, 1 along the third axis, 0.1 across.
    void componentsAreTheAxesOfTheSpread()
    {
        std::mt19937 random(7);
        std::normal_distribution<float> noise;
        Matrix rows(4000, 3);
        for (std::size_t i = 0; i < rows.rows; ++i) {
            const float a = 3 * noise(random), b = noise(random), c = 0.1f * noise(random);
            rows.row(i)[0] = 5 + (a + c) / std::sqrt(2.0f);
            rows.row(i)[1] = -2 + (a - c) / std::sqrt(2.0f);
            rows.row(i)[2] = b;
        }
        const auto found = principal_components(rows, 2);
        QVERIFY(found);
        QVERIFY(std::abs(found->mean[0] - 5) < 0.2f);
        QVERIFY(std::abs(found->directions.row(0)[0] - 0.7071f) < 0.01f);
        QVERIFY(std::abs(found->directions.row(0)[1] - 0.7071f) < 0.01f);
        QVERIFY(std::abs(found->directions.row(1)[2] - 1) < 0.01f);
        QVERIFY(std::abs(found->variance[0] - 9) < 0.6);
        QVERIFY(std::abs(found->variance[1] - 1) < 0.1);
        QVERIFY(std::abs(found->total_variance - (found->variance[0] + found->variance[1] + 0.01)) < 0.01);
        // Scores have those variances, and nothing in common.
        double first = 0, second = 0, both = 0;
        for (std::size_t i = 0; i < rows.rows; ++i) {
            first += double(found->scores.row(i)[0]) * found->scores.row(i)[0] / 3999;
            second += double(found->scores.row(i)[1]) * found->scores.row(i)[1] / 3999;
            both += double(found->scores.row(i)[0]) * found->scores.row(i)[1] / 3999;
        }
        QVERIFY(std::abs(first / found->variance[0] - 1) < 1e-3);
        QVERIFY(std::abs(second / found->variance[1] - 1) < 1e-3);
        QVERIFY(std::abs(both) < 1e-3);
    }

    void componentsOfLittleAreStillComponents()
    {
        Matrix same(5, 4);
        std::fill(same.values.begin(), same.values.end(), 2.0f);
        const auto flat = principal_components(same, 2);
        QVERIFY(flat);
        QCOMPARE(flat->scores.columns, std::size_t(2));
        QCOMPARE(flat->variance[0], 0.0);
        const auto more = principal_components(blobs(2, 3, 3, 5, 1), 10);
        QVERIFY(more);
        QCOMPARE(more->scores.columns, std::size_t(3)); // no more than the width
        QVERIFY(!principal_components(Matrix(0, 3), 2));
        same.values[3] = std::nanf("");
        QVERIFY(!principal_components(same, 2));
        std::stop_source stopped;
        stopped.request_stop();
        QCOMPARE(principal_components(blobs(2, 3, 3, 5, 1), 2, stopped.get_token()).error().code, ErrorCode::cancelled);
    }

    void neighboursEqualASort()
    {
        const Matrix rows = blobs(2, 40, 5, 3, 3);
        const auto near = nearest_neighbours(rows, 6);
        QVERIFY(near);
        for (std::size_t i = 0; i < rows.rows; ++i) {
            std::vector<std::pair<float, std::uint32_t>> all;
            for (std::size_t j = 0; j < rows.rows; ++j)
                if (j != i)
                    all.emplace_back(squared_distance(rows.row(i), rows.row(j)), std::uint32_t(j));
            std::sort(all.begin(), all.end());
            for (std::size_t k = 0; k < 6; ++k)
                QCOMPARE(near->rows[i * 6 + k], all[k].second);
        }
    }

    void mapKeepsNeighboursTogether_data()
    {
        QTest::addColumn<double>("theta");
        QTest::newRow("exact") << 0.0;
        QTest::newRow("by squares") << 0.5;
    }
    void mapKeepsNeighboursTogether()
    {
        QFETCH(double, theta);
        const Matrix rows = blobs(3, 60, 10, 9, 11);
        TsneOptions options;
        options.theta = theta;
        options.iterations = 400;
        int steps = 0;
        const auto map = tsne(rows, options, [&](const Progress &) { ++steps; });
        QVERIFY(map);
        QVERIFY(steps > 0);
        QCOMPARE(map->rows, rows.rows);
        const auto near = nearest_neighbours(*map, 5);
        QVERIFY(near);
        int together = 0;
        for (std::size_t i = 0; i < rows.rows; ++i)
            for (std::size_t k = 0; k < 5; ++k)
                together += near->rows[i * 5 + k] / 60 == i / 60;
        QVERIFY2(together >= int(rows.rows * 5 * 98 / 100), qPrintable(QString::number(together)));
        const auto again = tsne(rows, options);
        QVERIFY(again);
        QVERIFY(again->values == map->values);
    }

    void fewOrEqualRowsStillHaveAMap()
    {
        QCOMPARE(tsne(blobs(1, 2, 3, 0, 1), {})->rows, std::size_t(2));
        Matrix same(12, 3);
        const auto map = tsne(same, {});
        QVERIFY(map);
        for (const float value : map->values)
            QVERIFY(std::isfinite(value));
        std::stop_source stopped;
        stopped.request_stop();
        QCOMPARE(tsne(blobs(1, 30, 3, 0, 1), {}, {}, stopped.get_token()).error().code, ErrorCode::cancelled);
    }

    void clustersAreTheGroupsLargestFirst()
    {
        Matrix rows = blobs(3, 50, 6, 12, 5);
        // The last group is smaller.
        rows.rows = 120;
        rows.values.resize(120 * 6);
        const auto found = cluster_rows(rows, 3, 1);
        QVERIFY(found);
        QCOMPARE(found->sizes, (std::vector<std::size_t>{50, 50, 20}));
        for (std::size_t i = 0; i < rows.rows; ++i)
            QCOMPARE(found->cluster_of[i], found->cluster_of[i / 50 * 50]);
        QVERIFY(cluster_rows(rows, 3, 1)->cluster_of == found->cluster_of);
        QCOMPARE(cluster_rows(Matrix(2, 2), 5, 1)->sizes.size(), std::size_t(1)); // equal rows
        QVERIFY(!cluster_rows(rows, 0, 1));
    }

    void theOneFarAwayIsRemote()
    {
        Matrix rows = blobs(1, 200, 4, 0, 9);
        rows.row(17)[2] = 40;
        const auto far = remoteness(rows);
        QVERIFY(far);
        QCOMPARE(std::max_element(far->begin(), far->end()) - far->begin(), std::ptrdiff_t(17));
        QVERIFY(far->at(17) > 10);
        std::vector<float> sorted = *far;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(sorted[100], 1.0f);
    }

    void theCoreSetBeginsWithWhatIsLeastLikeTheKnown()
    {
        Matrix line(6, 1); // 0, 1, 2, 10, 11, 30 on a line
        const float at[] = {0, 1, 2, 10, 11, 30};
        std::copy(std::begin(at), std::end(at), line.values.begin());
        const std::vector<std::uint8_t> known{1, 0, 0, 0, 0, 0};
        // 30 is farthest from 0, then 11 from {0, 30}, then 2 from {0, 11, 30}; the others by distance: 10 and 1 are 1 away.
        QCOMPARE(covering_order(line, known, 3), (std::vector<std::size_t>{5, 4, 2, 1, 3}));
        // Nothing known: the row nearest to the mean (9) comes first.
        QCOMPARE(covering_order(line, {}, 2), (std::vector<std::size_t>{3, 5, 0, 1, 2, 4}));
        QVERIFY(covering_order(Matrix(0, 3), {}, 3).empty());
        QVERIFY(covering_order(line, std::vector<std::uint8_t>(6, 1), 3).empty());
    }

    void driftIsToldFromChance()
    {
        int alarms = 0;
        for (unsigned trial = 0; trial < 40; ++trial) {
            const auto test = drift_test(blobs(1, 40, 8, 0, 100 + trial), blobs(1, 50, 8, 0, 900 + trial), 200, trial);
            QVERIFY(test);
            alarms += test->p_value < 0.05;
        }
        QVERIFY2(alarms <= 6, qPrintable(QString::number(alarms))); // 2 are expected
        const auto moved = drift_test(blobs(1, 60, 8, 0, 1), blobs(1, 60, 8, 1.5f, 2), 300, 1);
        QVERIFY(moved);
        QCOMPARE(moved->p_value, 1.0 / 301);
        QVERIFY(moved->mean_shift > 1);
        QVERIFY(moved->mmd2 > 0);
        QCOMPARE(moved->first, std::size_t(60));
        QVERIFY(!drift_test(Matrix(4, 2), Matrix(10, 2), 10, 1));
        QVERIFY(!drift_test(Matrix(10, 3), Matrix(10, 2), 10, 1));
    }
};

QTEST_GUILESS_MAIN(tst_Maps)
#include "tst_maps.moc"
