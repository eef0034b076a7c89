// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/augment.h"
#include "core/imaging/retina.h"

#include <QTest>

#include <cmath>

using namespace retclip;

namespace {

/// A textured disc on black.
RgbImage disc(int width, int height, double cx, double cy, double radius, int brightness = 150)
{
    RgbImage image{width, height, std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height) * 3)};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if (std::hypot(x - cx, y - cy) > radius)
                continue;
            std::uint8_t *p = image.pixels.data() + (std::size_t(y) * std::size_t(width) + std::size_t(x)) * 3;
            const int texture = int(12 * std::sin(x * 0.9) * std::sin(y * 0.8));
            p[0] = std::uint8_t(std::min(255, brightness + 40 + texture));
            p[1] = std::uint8_t(std::max(0, brightness / 2 + texture));
            p[2] = std::uint8_t(brightness / 4);
        }
    }
    return image;
}

} // namespace

class tst_Retina : public QObject
{
    Q_OBJECT

private slots:
    void findsTheDisc_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("radius");
        QTest::newRow("whole disc in the middle") << 400 << 400 << 200.0 << 200.0 << 180.0;
        QTest::newRow("cut above and below") << 1200 << 900 << 600.0 << 450.0 << 520.0;
        QTest::newRow("off the middle") << 800 << 600 << 330.0 << 310.0 << 250.0;
    }
    void findsTheDisc()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(double, radius);
        const auto found = find_retina(disc(width, height, x, y, radius));
        QVERIFY(found);
        const double allowed = std::max(width, height) * 0.012;
        QVERIFY2(std::fabs(found->x - x) < allowed, qPrintable(QString::number(found->x)));
        QVERIFY2(std::fabs(found->y - y) < allowed, qPrintable(QString::number(found->y)));
        QVERIFY2(std::fabs(found->radius - radius) < allowed, qPrintable(QString::number(found->radius)));
    }

    void findsNoDiscWhereNoneIs()
    {
        QVERIFY(!find_retina({}));
        QVERIFY(!find_retina({64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 0)}));
        QVERIFY(!find_retina({64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 140)}));
    }

    void findsDiscsOfRealPhotographs()
    {
        const auto folder = std::filesystem::path(RETCLIP_SHARED_DIRECTORY) / "data" / "fundus" / "chasedb1";
        if (!std::filesystem::exists(folder))
            QSKIP("the test data are not beside this checkout");
        int seen = 0;
        for (const auto &entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() != ".jpg")
                continue;
            const auto image = read_photograph(entry.path());
            QVERIFY(image);
            const auto circle = find_retina(*image);
            QVERIFY2(circle, entry.path().c_str());
            QVERIFY2(circle->radius > 0.35 * image->width && circle->radius < 0.6 * image->width, entry.path().c_str());
            ++seen;
        }
        QVERIFY(seen > 0);
    }

    void qualityFallsWithBlurDarknessAndShadow()
    {
        const RgbImage good = disc(500, 500, 250, 250, 230);
        const auto sharp = photograph_quality(good);
        const auto blurry = photograph_quality(blurred(good, 9, 2.5));
        QVERIFY(blurry.focus < sharp.focus * 0.5);
        const auto dark = photograph_quality(with_brightness(good, 0.3));
        QVERIFY(dark.illumination < sharp.illumination * 0.5);
        RgbImage shaded = good;
        for (int y = 0; y < 500; ++y) {
            for (int x = 0; x < 250; ++x) {
                for (int c = 0; c < 3; ++c)
                    shaded.pixels[(std::size_t(y) * 500 + std::size_t(x)) * 3 + std::size_t(c)] /= 2;
            }
        }
        QVERIFY(sharp.evenness > 0.9);
        QVERIFY(photograph_quality(shaded).evenness < 0.7);
        const RgbImage white{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 255)};
        QCOMPARE(photograph_quality(white).overexposed, 1.0);
        QCOMPARE(sharp.overexposed, 0.0);
    }

    void displayLeavesThePictureAsItIsByDefault()
    {
        const RgbImage image = disc(60, 50, 30, 25, 20);
        QCOMPARE(adjusted(image, {}).pixels, image.pixels);
        DisplayAdjustment invert;
        invert.inverted = true;
        QCOMPARE(int(adjusted(image, invert).pixels[0]), 255);
        DisplayAdjustment red_free;
        red_free.red_free = true;
        const RgbImage grey = adjusted(image, red_free);
        for (std::size_t i = 0; i < grey.pixels.size(); i += 3) {
            QVERIFY(grey.pixels[i] == image.pixels[i + 1] && grey.pixels[i + 2] == image.pixels[i + 1]);
        }
        DisplayAdjustment brighter;
        brighter.brightness = 0.2;
        QCOMPARE(int(display_lookup(brighter)[100]), 151);
        DisplayAdjustment flat;
        flat.contrast = -1;
        QCOMPARE(int(display_lookup(flat)[0]), int(display_lookup(flat)[255]));
        DisplayAdjustment lifted;
        lifted.gamma = 2;
        QVERIFY(display_lookup(lifted)[50] > 100 && display_lookup(lifted)[255] == 255);
    }

    void localContrastRaisesContrast()
    {
        if (!local_contrast_available())
            QSKIP("built without OpenCV");
        RgbImage image = with_contrast(disc(256, 256, 128, 128, 300), 0.4);
        DisplayAdjustment local;
        local.local_contrast = true;
        const RgbImage shown = adjusted(image, local);
        QVERIFY(photograph_quality(shown).contrast > photograph_quality(image).contrast * 1.2);
    }
};

QTEST_APPLESS_MAIN(tst_Retina)
#include "tst_retina.moc"
