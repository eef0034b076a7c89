// SPDX-License-Identifier: GPL-3.0-or-later
// Golden values: scikit-learn 1.2's cohen_kappa_score; Fleiss (1971) by the formula in NumPy.
#include "core/statistics/agreement.h"

#include <QTest>

#include <cmath>

using namespace retclip;

namespace {

/// "010 212 …": an item a word, a reader a digit; "-" none.
AgreementInput inputOf(const QString &words, int classes, bool ordered = true)
{
    AgreementInput input;
    input.ordered = ordered;
    for (int i = 0; i < classes; ++i)
        input.classes.push_back(std::to_string(i));
    for (const QString &word : words.split(u' ')) {
        std::vector<int> row;
        for (const QChar c : word)
            row.push_back(c == u'-' ? -1 : c.digitValue());
        input.readers = row.size();
        input.grades.push_back(std::move(row));
    }
    return input;
}

bool near(const MetricValue &value, double wanted)
{
    if (value.value && std::abs(*value.value - wanted) < 1e-12)
        return true;
    qWarning("%.17g, not %.17g %s", value.value.value_or(std::nan("")), wanted, value.reason.c_str());
    return false;
}

constexpr const char *twoOfTwo
    = "11 11 00 00 01 00 10 00 11 01 11 00 00 11 00 00 00 00 11 00 00 11 00 00 10 00 00 00 00 10 00 00 00 10 00 01 00 00"
      " 00 00";
constexpr const char *twoOfFive
    = "00 00 00 11 33 32 00 33 21 12 33 22 22 11 32 12 11 21 44 00 10 21 12 33 11 00 00 01 33 11 22 22 00 01 00 44 11 11"
      " 20 20 11 44 00 00 00 00 10 00 10 00 11 01 20 43 43 34 00 34 00 02";
constexpr const char *threeOfFour
    = "000 000 010 222 223 322 212 311 000 212 010 021 222 121 100 000 333 000 000 000 112 211 111 010 001 111 010 333"
      " 000 100 001 000 000 222 222 000 001 222 132 010 011 010 111 332 212 132 010 101 322 000";

} // namespace

class tst_Agreement : public QObject
{
    Q_OBJECT

private slots:
    void twoReaders_data()
    {
        QTest::addColumn<QString>("grades");
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("kappa");
        QTest::addColumn<double>("quadratic");
        QTest::addColumn<double>("agreement");
        QTest::addColumn<QVector<double>>("perClass");
        QTest::newRow("two classes") << twoOfTwo << 2 << 0.5483870967741935 << 0.5483870967741935 << 0.825
                                     << QVector<double>{0.5483870967741935, 0.5483870967741935};
        QTest::newRow("five grades") << twoOfFive << 5 << 0.5118343195266272 << 0.8351648351648352 << 38.0 / 60
                                     << QVector<double>{0.6415770609318996, 0.4666666666666667, 0.28,
                                                        0.5683453237410072, 0.5636363636363636};
    }
    void twoReaders()
    {
        QFETCH(QString, grades);
        QFETCH(int, classes);
        QFETCH(double, kappa);
        QFETCH(double, quadratic);
        QFETCH(double, agreement);
        QFETCH(QVector<double>, perClass);
        const auto report = agreement_report(inputOf(grades, classes), {});
        QVERIFY(report);
        QVERIFY(near(report->kappa, kappa));
        QVERIFY(near(report->kappa_quadratic, quadratic));
        QVERIFY(near(report->agreement, agreement));
        QVERIFY(near(report->unanimous, agreement));
        QCOMPARE(report->pairs.size(), std::size_t(1));
        QVERIFY(near(report->pairs[0].kappa, kappa));
        for (int c = 0; c < classes; ++c)
            QVERIFY(near(report->per_class[std::size_t(c)].kappa, perClass[c]));
    }

    void threeReaders()
    {
        const auto report = agreement_report(inputOf(QString::fromLatin1(threeOfFour), 4), {});
        QVERIFY(report);
        QVERIFY(near(report->kappa, 0.4347937156724996));
        QVERIFY(near(report->kappa_quadratic, 0.7592572394010296));
        QVERIFY(near(report->agreement, 0.6066666666666668));
        QVERIFY(near(report->unanimous, 0.44));
        const double kappas[] = {0.3778280542986425, 0.5343422584400466, 0.40442427680090753};
        const double quadratic[] = {0.6797287113790504, 0.8189096454441479, 0.7791333613798906};
        for (std::size_t p = 0; p < 3; ++p) {
            QVERIFY(near(report->pairs[p].kappa, kappas[p]));
            QVERIFY(near(report->pairs[p].kappa_quadratic, quadratic[p]));
        }
        const double classes[] = {0.5894909688013138, 0.1683991683991686, 0.5055780933062881, 0.44852941176470656};
        for (std::size_t c = 0; c < 4; ++c)
            QVERIFY(near(report->per_class[c].kappa, classes[c]));
    }

    /// The table of Fleiss (1971) as encyclopaedias give it: 10 items, 14 raters, 5 categories.
    void fleissOwnExample()
    {
        static constexpr int counts[10][5] = {{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0},
                                              {2, 2, 8, 1, 1},  {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2},
                                              {6, 5, 2, 1, 0},  {0, 2, 2, 3, 7}};
        AgreementInput input;
        input.readers = 14;
        input.classes = {"1", "2", "3", "4", "5"};
        for (const auto &item : counts) {
            std::vector<int> row;
            for (int c = 0; c < 5; ++c)
                row.insert(row.end(), std::size_t(item[c]), c);
            input.grades.push_back(std::move(row));
        }
        const auto report = agreement_report(input, {});
        QVERIFY(report);
        QVERIFY(std::abs(*report->kappa.value - 0.20993070442195522) < 1e-12);
        QVERIFY(!report->kappa_quadratic.value); // The categories are no scale.
        QVERIFY(!report->kappa_quadratic.reason.empty());
    }

    void whoHasNotGradedIsLeftOut()
    {
        const auto all = agreement_report(inputOf(QString::fromLatin1(threeOfFour), 4), {});
        const auto more = agreement_report(
            inputOf(QString::fromLatin1(threeOfFour) + QStringLiteral(" 0-1 --- 2--"), 4), {});
        QVERIFY(all && more);
        QVERIFY(near(more->kappa, *all->kappa.value));
        QCOMPARE(more->complete, std::int64_t(50));
        QCOMPARE(more->items, std::int64_t(52));
        QCOMPARE(more->pairs[0].n, std::int64_t(50));
        QCOMPARE(more->pairs[1].n, std::int64_t(51)); // A and C graded one more.
    }

    void intervalsHoldTheirValueAndWidenByPatient()
    {
        AgreementInput input = inputOf(QString::fromLatin1(twoOfFive), 5);
        BootstrapOptions bootstrap;
        bootstrap.draws = 2000;
        const auto items = agreement_report(input, bootstrap);
        QVERIFY(items && items->kappa.interval);
        QVERIFY(items->kappa.interval->low < *items->kappa.value && *items->kappa.value < items->kappa.interval->high);
        const auto again = agreement_report(input, bootstrap);
        QCOMPARE(again->kappa.interval->low, items->kappa.interval->low);
        // Every item twice, as two eyes of one patient that say the same, is no more evidence.
        AgreementInput eyes = input;
        eyes.grades.insert(eyes.grades.end(), input.grades.begin(), input.grades.end());
        for (std::size_t i = 0; i < eyes.grades.size(); ++i)
            eyes.patients.push_back(std::to_string(i % input.grades.size()));
        const auto byPatient = agreement_report(eyes, bootstrap);
        const auto width = [](const MetricValue &value) { return value.interval->high - value.interval->low; };
        QVERIFY(std::abs(width(byPatient->kappa) / width(items->kappa) - 1) < 0.05);
        eyes.patients.clear();
        QVERIFY(width(agreement_report(eyes, bootstrap)->kappa) < 0.85 * width(items->kappa));
    }

    void saysWhyThereIsNone_data()
    {
        QTest::addColumn<QString>("grades");
        QTest::newRow("one class throughout") << "00 00 00";
        QTest::newRow("never the same item") << "0- -1 0-";
    }
    void saysWhyThereIsNone()
    {
        QFETCH(QString, grades);
        const auto report = agreement_report(inputOf(grades, 2), {});
        QVERIFY(report);
        QVERIFY(!report->kappa.value);
        QVERIFY(!report->kappa.reason.empty());
    }

    void refusesWrongInput()
    {
        QCOMPARE(agreement_report(inputOf(QStringLiteral("0 1"), 2), {}).error().code, ErrorCode::invalid_argument);
        QCOMPARE(agreement_report(inputOf(QStringLiteral("02"), 2), {}).error().code, ErrorCode::invalid_argument);
        AgreementInput ragged = inputOf(QStringLiteral("01 10"), 2);
        ragged.grades[0].push_back(1);
        QCOMPARE(agreement_report(ragged, {}).error().code, ErrorCode::invalid_argument);
    }
};

QTEST_GUILESS_MAIN(tst_Agreement)
#include "tst_agreement.moc"
