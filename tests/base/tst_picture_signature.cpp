// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/picture_signature.h"

#include <QTest>

#include <random>
#include <set>

using namespace retclip;

namespace {

PictureSignature drawn(std::mt19937_64 &source)
{
    PictureSignature signature;
    for (std::uint64_t &word : signature.words)
        word = source();
    return signature;
}

/// The same with `count` different bits turned over.
PictureSignature altered(PictureSignature signature, int count, std::mt19937_64 &source)
{
    std::set<std::size_t> bits;
    while (int(bits.size()) < count)
        bits.insert(std::size_t(source() % 256));
    for (const std::size_t bit : bits)
        signature.words[bit / 64] ^= std::uint64_t(1) << (bit % 64);
    return signature;
}

} // namespace

class tst_PictureSignature : public QObject
{
    Q_OBJECT

private slots:
    void frequenciesAreTheLowestOnceEach()
    {
        std::set<std::pair<int, int>> seen;
        int highest = 0;
        for (int bit = 0; bit < 256; ++bit) {
            const Frequency frequency = signature_frequency(bit);
            QVERIFY(frequency.across >= 0 && frequency.down >= 0);
            QVERIFY(frequency.across + frequency.down >= highest);
            highest = frequency.across + frequency.down;
            QVERIFY(seen.insert({frequency.across, frequency.down}).second);
        }
        QVERIFY(!seen.contains({0, 0}));
    }

    void mirroringTwiceIsNothing()
    {
        std::mt19937_64 source(7);
        const PictureSignature signature = drawn(source);
        QVERIFY(mirrored(signature) != signature);
        QCOMPARE(mirrored(mirrored(signature)), signature);
        QCOMPARE(signature_from_hex(to_hex(signature)), std::optional(signature));
        QVERIFY(!signature_from_hex("abc"));
        QVERIFY(!signature_from_hex(std::string(64, 'x')));
    }

    void findsPairsAmongMany_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("turned");
        QTest::addColumn<int>("atLeast"); // Of 200 planted.
        QTest::newRow("the same") << 0 << false << 200;
        QTest::newRow("15 bits, which one band must survive") << 15 << false << 200;
        QTest::newRow("15 bits, mirrored") << 15 << true << 200;
        QTest::newRow("32 bits") << 32 << false << 150;
        QTest::newRow("beyond the limit") << 60 << false << 0;
    }
    void findsPairsAmongMany()
    {
        QFETCH(int, bits);
        QFETCH(bool, turned);
        QFETCH(int, atLeast);
        std::mt19937_64 source(11);
        std::vector<PictureSignature> all;
        for (int i = 0; i < 5000; ++i)
            all.push_back(drawn(source));
        for (std::size_t i = 0; i < 200; ++i) {
            const PictureSignature copy = altered(all[i], bits, source);
            all.push_back(turned ? mirrored(copy) : copy);
        }
        const std::vector<NearPair> pairs = near_pairs(all);
        int found = 0;
        for (const NearPair &pair : pairs) {
            QCOMPARE(pair.second, pair.first + 5000); // and nothing by chance
            QCOMPARE(pair.distance, bits);
            QCOMPARE(pair.mirrored, turned);
            ++found;
        }
        QVERIFY2(found >= atLeast, qPrintable(QString::number(found)));
        QVERIFY(atLeast > 0 || found == 0);
    }

    void aCrowdOfTheSameIsOneGroup()
    {
        std::mt19937_64 source(3);
        const std::vector<PictureSignature> blank(5000, drawn(source));
        const auto pairs = near_pairs(blank);
        QVERIFY(pairs.size() < 50 * 5000);
        const auto groups = joined_by(pairs, blank.size());
        QCOMPARE(std::set<std::size_t>(groups.begin(), groups.end()).size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(tst_PictureSignature)
#include "tst_picture_signature.moc"
