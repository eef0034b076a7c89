// SPDX-License-Identifier: GPL-3.0-or-later
// On drawn (synthetic) photographs with faults put in by hand.
#include "core/imaging/augment.h"
#include "core/imaging/picture_hash.h"
#include "core/quality/photograph_look.h"
#include "core/quality/report_eyes.h"
#include "core/sample/fundus_painter.h"

#include <QRectF>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <span>

using namespace retclip;

namespace {

RgbImage painted(Laterality eye, std::uint64_t seed, int size_px = 256)
{
    EyeDescription description;
    description.eye = eye;
    description.seed = seed;
    description.camera = int(seed % 3);
    description.pigment = 0.2 + 0.6 * double(seed % 7) / 7;
    return paintFundus(description, size_px);
}

RgbImage turned(const RgbImage &image)
{
    RgbImage other = image;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            for (std::size_t c = 0; c < 3; ++c)
                other.pixels[(std::size_t(y) * std::size_t(image.width) + std::size_t(x)) * 3 + c]
                    = image.pixels[(std::size_t(y) * std::size_t(image.width) + std::size_t(image.width - 1 - x)) * 3 + c];
    return other;
}

RgbImage compressed(const RgbImage &image, int quality)
{
    const auto bytes = encode_jpeg(image, quality);
    return bytes ? decode_photograph(*bytes).value_or(RgbImage{}) : RgbImage{};
}

/// Multiplies what lies in a part of the picture (in shares of its sides).
RgbImage scaledIn(RgbImage image, QRectF part, double factor)
{
    for (int y = int(part.top() * image.height); y < int(part.bottom() * image.height); ++y)
        for (int x = int(part.left() * image.width); x < int(part.right() * image.width); ++x)
            for (std::size_t c = 0; c < 3; ++c) {
                auto &value = image.pixels[(std::size_t(y) * std::size_t(image.width) + std::size_t(x)) * 3 + c];
                value = std::uint8_t(std::clamp(value * factor, 0.0, 255.0));
            }
    return image;
}

QPointF middleOf(const FaultMap &map, TileFault fault)
{
    QPointF sum;
    int count = 0;
    for (int i = 0; i < int(map.tiles.size()); ++i)
        if (map.tiles[std::size_t(i)] == fault) {
            sum += QPointF((i % map.columns + 0.5) / map.columns, (i / map.columns + 0.5) / map.rows);
            ++count;
        }
    return count > 0 ? sum / count : QPointF(-1, -1);
}

qsizetype countOf(const FaultMap &map, TileFault fault)
{
    return std::count(map.tiles.begin(), map.tiles.end(), fault);
}

} // namespace

class tst_PhotographLook : public QObject
{
    Q_OBJECT

private slots:
    void tellsDrawnEyesApart()
    {
        int sure = 0;
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            for (const Laterality eye : both_eyes) {
                const EyeSide side = eye_side(painted(eye, seed));
                if (!side.eye)
                    continue;
                QCOMPARE(*side.eye, eye);
                ++sure;
            }
        }
        QVERIFY2(sure >= 18, qPrintable(QString::number(sure)));
    }

    void turningThePictureTurnsTheAnswer()
    {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            const RgbImage image = painted(Laterality::right, seed);
            const EyeSide side = eye_side(image), other = eye_side(turned(image));
            QCOMPARE(other.leaning, other_eye(side.leaning));
            QVERIFY(std::fabs(other.sureness - side.sureness) < 0.05);
        }
    }

    void findsTheDrawnDisc()
    {
        const RgbImage image = painted(Laterality::right, 4, 300);
        const EyeSide side = eye_side(image);
        QVERIFY2(side.disc_x > 150 && side.disc_x < 280, qPrintable(QString::number(side.disc_x)));
        QVERIFY2(std::fabs(side.disc_y - 150) < 45, qPrintable(QString::number(side.disc_y)));
        QVERIFY(side.fovea_x < side.disc_x);
    }

    void nothingIsToldOfNothing()
    {
        const RgbImage grey{300, 300, std::vector<std::uint8_t>(300 * 300 * 3, 120)};
        QVERIFY(!eye_side(grey).eye);
        QVERIFY(!eye_side(RgbImage{}).eye);
        QCOMPARE(fault_map(RgbImage{}).columns, 0);
    }

    void sizeAndCompressionLeaveTheSignature_data()
    {
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("quality");
        QTest::newRow("recompressed") << 384 << 60;
        QTest::newRow("half the size") << 192 << 85;
        QTest::newRow("a thumbnail") << 140 << 70;
    }
    void sizeAndCompressionLeaveTheSignature()
    {
        QFETCH(int, side);
        QFETCH(int, quality);
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            const RgbImage image = painted(Laterality::left, seed, 384);
            const PictureSignature signature = picture_signature(image);
            const RgbImage copy = compressed(reduced(image, side), quality);
            const int apart = distance(signature, picture_signature(copy));
            QVERIFY2(apart <= near_distance, qPrintable(QString::number(apart)));
            const int turnedApart = distance(mirrored(signature), picture_signature(turned(copy)));
            QVERIFY2(turnedApart <= near_distance, qPrintable(QString::number(turnedApart)));
        }
    }

    void anotherEyeHasAnotherSignature()
    {
        std::vector<PictureSignature> signatures;
        for (std::uint64_t seed = 1; seed <= 16; ++seed)
            signatures.push_back(picture_signature(painted(Laterality::left, seed)));
        QVERIFY(near_pairs(signatures).empty());
    }

    void aDarkQuarterIsShownWhereItIs()
    {
        const RgbImage good = painted(Laterality::right, 2);
        const FaultMap clean = fault_map(good);
        const FaultMap map = fault_map(scaledIn(good, {0.5, 0, 0.5, 0.5}, 0.15));
        QVERIFY(countOf(map, TileFault::dark) > countOf(clean, TileFault::dark) + 20);
        const QPointF middle = middleOf(map, TileFault::dark);
        QVERIFY2(middle.x() > 0.55 && middle.y() < 0.45,
                 qPrintable(QStringLiteral("%1 %2").arg(middle.x()).arg(middle.y())));
        const PhotographQuality quality = photograph_quality(scaledIn(good, {0.5, 0, 0.5, 0.5}, 0.15));
        const PhotographVerdict verdict = judged(quality, good.width, good.height);
        QVERIFY(std::find(verdict.faults.begin(), verdict.faults.end(), "uneven") != verdict.faults.end());
    }

    void whiteAndBlurredPartsAreShown()
    {
        const RgbImage good = painted(Laterality::right, 3);
        QVERIFY(countOf(fault_map(scaledIn(good, {0.4, 0.4, 0.2, 0.2}, 20)), TileFault::bright) >= 9);
        // What is drawn is smooth of itself: grain makes it sharp, and a blur of one half takes it away.
        RgbImage sharp = good;
        for (std::size_t i = 0; i < sharp.pixels.size(); ++i)
            if (sharp.pixels[i] > 20)
                sharp.pixels[i] = std::uint8_t(std::min(255, sharp.pixels[i] + ((i * 2654435761U >> 13) % 3 == 0 ? 14 : 0)));
        QVERIFY(countOf(fault_map(sharp), TileFault::blurred) < 20);
        RgbImage half = sharp;
        const RgbImage soft = blurred(sharp, 21, 6);
        const std::size_t row = std::size_t(sharp.width) * 3;
        for (std::size_t i = 0; i < half.pixels.size(); ++i)
            if (i % row > row / 2)
                half.pixels[i] = soft.pixels[i];
        const FaultMap map = fault_map(half);
        QVERIFY2(countOf(map, TileFault::blurred) > 30, qPrintable(QString::number(countOf(map, TileFault::blurred))));
        QVERIFY(middleOf(map, TileFault::blurred).x() > 0.6);
        QVERIFY(photograph_quality(soft).haze > photograph_quality(sharp).haze);
    }

    void strayLightAtTheRimIsGlare()
    {
        RgbImage image = painted(Laterality::right, 5);
        QCOMPARE(photograph_quality(image).glare, 0.0);
        const double middle = image.width / 2.0;
        for (int y = 0; y < image.height / 2; ++y)
            for (int x = 0; x < image.width; ++x) {
                const double away = std::hypot(x - middle, y - middle) / middle;
                std::uint8_t *p = image.pixels.data() + (std::size_t(y) * std::size_t(image.width) + std::size_t(x)) * 3;
                if (away > 0.78 && p[0] > 20)
                    p[0] = p[1] = p[2] = 230;
            }
        QVERIFY2(photograph_quality(image).glare > 0.3, qPrintable(QString::number(photograph_quality(image).glare)));
    }

    void reportsNameEyes_data()
    {
        QTest::addColumn<QString>("report");
        QTest::addColumn<bool>("right");
        QTest::addColumn<bool>("left");
        QTest::newRow("Chinese, one eye") << QStringLiteral("右眼视盘边界清") << true << false;
        QTest::newRow("Chinese, both by one word") << QStringLiteral("双眼底未见异常") << true << true;
        QTest::newRow("brackets") << QStringLiteral("C/D 约 0.7(左)") << false << true;
        QTest::newRow("abbreviation") << QStringLiteral("OS: drusen") << false << true;
        QTest::newRow("words") << QStringLiteral("Left eye normal, right eye cataract.") << true << true;
        QTest::newRow("both by one word") << QStringLiteral("Bilateral drusen") << true << true;
        QTest::newRow("none, but letters that look like it") << QStringLiteral("method: model of dose") << false << false;
    }
    void reportsNameEyes()
    {
        QFETCH(QString, report);
        QFETCH(bool, right);
        QFETCH(bool, left);
        const NamedEyes expected{right, left};
        QVERIFY(eyesNamedIn(report) == expected);
    }
};

QTEST_APPLESS_MAIN(tst_PhotographLook)
#include "tst_photograph_look.moc"
