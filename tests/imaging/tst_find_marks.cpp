// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/find_marks.h"
#include "core/imaging/retina.h"
#include "core/imaging/vessel_filter.h"
#include "core/sample/fundus_painter.h"
#include "core/sample/vessel_tree.h"

#include <QTest>

#include <cmath>

using namespace retclip;

class tst_FindMarks : public QObject
{
    Q_OBJECT

private slots:
    void findsDiscAndFoveaOfDrawnEyes_data()
    {
        QTest::addColumn<int>("eye");
        QTest::addColumn<int>("size");
        QTest::newRow("right eye") << int(Laterality::right) << 512;
        QTest::newRow("left eye") << int(Laterality::left) << 512;
        QTest::newRow("right eye, another size") << int(Laterality::right) << 900;
    }
    void findsDiscAndFoveaOfDrawnEyes()
    {
        QFETCH(int, eye);
        QFETCH(int, size);
        int followed = 0;
        constexpr int drawings = 8;
        for (int seed = 1; seed <= drawings; ++seed) {
            EyeDescription description;
            description.eye = Laterality(eye);
            description.seed = std::uint64_t(seed) * 77;
            description.camera = seed % 3;
            const RgbImage image = paintFundus(description, size);
            const FundusAnatomy anatomy = anatomyOf(description);
            const auto retina = find_retina(image);
            const auto found = find_disc_and_fovea(image);
            QVERIFY(retina && found);
            QCOMPARE(found->eye, description.eye);
            const double side = description.eye == Laterality::right ? 1 : -1;
            const double x = retina->x + side * anatomy.disc.x * retina->radius;
            const double y = retina->y + anatomy.disc.y * retina->radius;
            const double disc = anatomy.discRadiusY * retina->radius;
            const double off = std::hypot(found->disc.x - x, found->disc.y - y) / disc;
            QVERIFY2(off < 0.35, qPrintable(QStringLiteral("seed %1: %2 disc radii off").arg(seed).arg(off)));
            const double fovea = std::hypot(found->fovea.x - retina->x - side * anatomy.fovea.x * retina->radius,
                                            found->fovea.y - retina->y - anatomy.fovea.y * retina->radius);
            QVERIFY2(fovea / disc < 0.9, qPrintable(QString::number(fovea / disc)));
            if (found->margin_followed) {
                ++followed;
                const double height = found->disc.radius_y / disc;
                QVERIFY2(height > 0.8 && height < 1.25, qPrintable(QString::number(height)));
            }
        }
        QVERIFY2(followed >= drawings * 3 / 4, qPrintable(QString::number(followed)));
    }

    void saysNothingOfWhatIsNoEye()
    {
        QVERIFY(!find_disc_and_fovea(RgbImage{}));
        QVERIFY(!find_disc_and_fovea(RgbImage{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 0)}));
    }

    void scalesWithThePhotograph()
    {
        FoundMarks marks;
        marks.disc = {99.5, 49.5, 10, 12};
        marks.fovea = {0, 0};
        const FoundMarks twice = scaled(marks, 2);
        QCOMPARE(twice.disc.x, 199.5);
        QCOMPARE(twice.disc.y, 99.5);
        QCOMPARE(twice.disc.radius_y, 24.0);
        QCOMPARE(twice.fovea.x, 0.5);
    }

    void drawsVesselsDarker()
    {
        if (!local_contrast_available())
            QSKIP("built without OpenCV");
        // A flat field with one dark line and one dark spot.
        const int side = 400;
        RgbImage image{side, side, std::vector<std::uint8_t>(std::size_t(side * side) * 3, 0)};
        const auto value = [](const RgbImage &of, int x, int y) {
            return int(of.pixels[(std::size_t(y) * side + std::size_t(x)) * 3 + 1]);
        };
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                if (std::hypot(x - 200, y - 200) > 190)
                    continue;
                std::uint8_t *p = image.pixels.data() + (std::size_t(y) * side + std::size_t(x)) * 3;
                const bool line = std::abs(x - 150) <= 1;
                p[0] = 180;
                p[1] = std::uint8_t(line ? 80 : 110 + (x * 7 + y * 13) % 5);
                p[2] = 40;
            }
        }
        const RgbImage shown = with_vessels_enhanced(image);
        QCOMPARE(shown.width, side);
        const int contrastBefore = value(image, 170, 220) - value(image, 150, 220);
        const int contrastAfter = value(shown, 170, 220) - value(shown, 150, 220);
        QVERIFY2(contrastAfter > 2 * contrastBefore, qPrintable(QString::number(contrastAfter)));
        QCOMPARE(value(shown, 2, 2), 0); // the surround stays black
        // The edge of the field is no vessel.
        QVERIFY(value(shown, 200, 16) > 90);
        QCOMPARE(with_vessels_enhanced(RgbImage{}).width, 0);
    }
};

QTEST_APPLESS_MAIN(tst_FindMarks)
#include "tst_find_marks.moc"
