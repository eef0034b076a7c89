// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/atlas_colours.h"
#include "tests/inspection/fake_backend.h"
#include "tests/support/temporary_study.h"

#include <algorithm>

using namespace retclip;

namespace {

/// 40 patients, the even ones with a deep cup by photograph and report; the first half imported before the
/// second; one more has a single eye.
struct MappedStudy
{
    TemporaryStudy study;
    FakeBackend backend;
    RunRow run;

    MappedStudy()
    {
        study.define(binarySet(QStringLiteral("glaucoma")));
        for (int half = 0; half < 2; ++half) {
            QVector<ImportedExam> exams;
            for (int i = half * 20; i < half * 20 + 20; ++i) {
                const bool cup = i % 2 == 0;
                ImportedExam exam = pairOf(QStringLiteral("p%1%2").arg(i, 2, 10, QLatin1Char('0'))
                                               .arg(cup ? QStringLiteral("cup") : QString()),
                                           cup ? QStringLiteral("deep excavation of the disc") : QStringLiteral("quiet fundus"));
                exam.labels = {labelOf(QStringLiteral("glaucoma"), cup ? QStringList{QStringLiteral("glaucoma")} : QStringList())};
                exam.split = i < 30 ? Split::training : Split::test;
                exam.date = QDate(2023, half == 0 ? 3 : 7, 1);
                exams << exam;
            }
            if (half == 1) {
                ImportedExam oneEyed = pairOf(QStringLiteral("q"));
                oneEyed.images.removeLast();
                exams << oneEyed;
            }
            study.import(exams, half == 0 ? QStringLiteral("spring.csv") : QStringLiteral("summer.csv"));
        }
        RunOrder order;
        order.config = *preset("pretrain-small");
        order.name = QStringLiteral("first");
        order.manifest = *study->manifest({}, {}, 123);
        run = *study->createRun(order);
    }
    Result<Atlas> atlas()
    {
        return atlasOf(*study, run, backend, AtlasOf::images, {}, QStringLiteral("cpu"), {}, {});
    }
};

} // namespace

class tst_Atlas : public QObject
{
    Q_OBJECT

private slots:
    void examsThatLookAlikeLieTogether()
    {
        MappedStudy mapped;
        const auto atlas = mapped.atlas();
        QVERIFY_OK(atlas);
        QCOMPARE(atlas->exams.size(), std::size_t(40));
        QCOMPARE(atlas->leftOut, qint64(1)); // one eye
        QVERIFY(atlas->shares[0] > 0.9);     // cup or not is nearly all there is
        const auto codes = mapped.study->codes(atlas->exams);
        QVERIFY_OK(codes);
        double least = 1e9, most = -1e9;
        for (std::size_t i = 0; i < 40; ++i) {
            const double x = atlas->places.row(i)[0];
            if (codes->at(qsizetype(i)).contains(QStringLiteral("cup")))
                most = std::max(most, x);
            else
                least = std::min(least, x);
        }
        double leastCup = 1e9, mostOther = -1e9;
        for (std::size_t i = 0; i < 40; ++i) {
            const double x = atlas->places.row(i)[0];
            if (codes->at(qsizetype(i)).contains(QStringLiteral("cup")))
                leastCup = std::min(leastCup, x);
            else
                mostOther = std::max(mostOther, x);
        }
        QVERIFY(most < least || leastCup > mostOther); // whichever side the axis points to
        const auto places = tsnePlaces(atlas->reduced, {}, {});
        QVERIFY_OK(places);
        QCOMPARE(places->rows, std::size_t(40));
    }

    void tooFewAreRefused()
    {
        MappedStudy mapped;
        QVERIFY_FAILS(atlasOf(*mapped.study, mapped.run, mapped.backend, AtlasOf::images, QStringLiteral("patient:q"),
                              QStringLiteral("cpu"), {}, {}),
                      ErrorCode::not_found);
    }

    void clustersAreNamedByTheirReports()
    {
        MappedStudy mapped;
        auto atlas = mapped.atlas();
        QVERIFY_OK(atlas);
        QVERIFY_OK(groupAtlas(*atlas, *mapped.study, 2, 1, {}, {}));
        QCOMPARE(atlas->clusters.size(), std::size_t(2));
        QCOMPARE(atlas->clusters[0].exams, qint64(20));
        const auto codes = mapped.study->codes(atlas->exams);
        QVERIFY_OK(codes);
        QStringList words[2];
        for (int k = 0; k < 2; ++k) {
            QVERIFY(!atlas->clusters[std::size_t(k)].terms.empty());
            for (const ClusterTerm &term : atlas->clusters[std::size_t(k)].terms) {
                words[k] << term.text;
                QCOMPARE(term.here, 1.0);
                QCOMPARE(term.elsewhere, 0.0);
            }
        }
        const bool cupsFirst = codes->at(qsizetype(std::find(atlas->cluster_of.begin(), atlas->cluster_of.end(), 0)
                                                   - atlas->cluster_of.begin()))
                                   .contains(QStringLiteral("cup"));
        const QString cups = words[cupsFirst ? 0 : 1].join(QLatin1Char(' ')), others = words[cupsFirst ? 1 : 0].join(QLatin1Char(' '));
        QVERIFY2(cups.contains(QStringLiteral("excavation")), qPrintable(cups));
        QVERIFY2(others.contains(QStringLiteral("quiet")), qPrintable(others));
        QVERIFY_FAILS(groupAtlas(*atlas, *mapped.study, 0, 1, {}, {}), ErrorCode::invalid_argument);
    }

    void coloursSayWhoIsWho_data()
    {
        QTest::addColumn<int>("by");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QList<qint64>>("counts");
        QTest::newRow("nothing") << int(AtlasColourBy::nothing) << QStringList{QString()} << QList<qint64>{40};
        QTest::newRow("label") << int(AtlasColourBy::label) << QStringList{"glaucoma", "-"} << QList<qint64>{20, 20};
        QTest::newRow("split") << int(AtlasColourBy::split) << QStringList{"train", "test"} << QList<qint64>{30, 10};
        QTest::newRow("import") << int(AtlasColourBy::source) << QStringList{"spring.csv", "summer.csv"} << QList<qint64>{20, 20};
        QTest::newRow("month") << int(AtlasColourBy::time) << QStringList{"2023-03", "2023-07"} << QList<qint64>{20, 20};
        QTest::newRow("right or wrong, one not predicted") << int(AtlasColourBy::error) << QStringList{"right", "wrong", ""}
                                                           << QList<qint64>{37, 2, 1};
    }
    void coloursSayWhoIsWho()
    {
        QFETCH(int, by);
        QFETCH(QStringList, names);
        QFETCH(QList<qint64>, counts);
        MappedStudy mapped;
        const auto atlas = mapped.atlas();
        QVERIFY_OK(atlas);
        std::vector<PredictionRow> predictions;
        for (std::size_t i = 1; i < atlas->exams.size(); ++i) {
            PredictionRow row;
            row.exam = atlas->exams[i];
            row.run = mapped.run.id;
            row.labelSet = row.className = QStringLiteral("glaucoma");
            row.truth = true;
            row.predicted = i != 3 && i != 8;
            row.score = row.predicted ? 0.9 : 0.1;
            row.split = Split::test;
            predictions.push_back(row);
        }
        QVERIFY_OK(mapped.study->storePredictions(mapped.run.id, QStringLiteral("glaucoma"), predictions));
        const auto colours = atlasColours(*atlas, *mapped.study, AtlasColourBy(by), QStringLiteral("glaucoma"), mapped.run.id, {});
        QVERIFY_OK(colours);
        QCOMPARE(colours->names, names);
        QCOMPARE(QList<qint64>(colours->counts.begin(), colours->counts.end()), counts);
        QCOMPARE(colours->of.size(), atlas->exams.size());
    }

    void importsThatDifferDrift()
    {
        MappedStudy mapped;
        const auto atlas = mapped.atlas();
        QVERIFY_OK(atlas);
        // Both imports hold as many of either: nothing drifts. Cups against the others do.
        const auto same = atlasDrift(*atlas, *mapped.study, QStringLiteral("source:spring.csv"), QStringLiteral("source:summer.csv"), 1, {});
        QVERIFY_OK(same);
        QVERIFY(same->p_value > 0.05);
        QCOMPARE(same->first, std::size_t(20));
        const auto other = atlasDrift(*atlas, *mapped.study, QStringLiteral("label:glaucoma"), QStringLiteral("-label:glaucoma"), 1, {});
        QVERIFY_OK(other);
        QCOMPARE(other->p_value, 0.001);
        QVERIFY_FAILS(atlasDrift(*atlas, *mapped.study, QStringLiteral("patient:q"), QStringLiteral("label:glaucoma"), 1, {}),
                      ErrorCode::invalid_argument);
    }

    void theRemotestComeFirst()
    {
        Atlas atlas;
        atlas.remoteness = {1, 5, 0.5f, 5, 2};
        QCOMPARE(remotest(atlas, 3), (std::vector<std::size_t>{1, 3, 4}));
        QCOMPARE(remotest(atlas, 9).size(), std::size_t(5));
    }
};

QTEST_GUILESS_MAIN(tst_Atlas)
#include "tst_atlas.moc"
