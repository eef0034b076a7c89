// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fundus_marks.h"

#include <QTest>

#include <cmath>

using namespace retclip;

namespace {

/// A right eye: disc to the right of the fovea, 150 px across.
FundusMarks rightEye()
{
    FundusMarks marks;
    marks.disc = MarkEllipse{1000, 500, 70, 80};
    marks.cup = MarkEllipse{1000, 500, 35, 48};
    marks.fovea = MarkPoint{625, 520};
    return marks;
}

} // namespace

class tst_FundusMarks : public QObject
{
    Q_OBJECT

private slots:
    void saysRatios()
    {
        const FundusMarks marks = rightEye();
        QCOMPARE(marks.disc_diameter_px(), 150.0);
        QCOMPARE(*marks.vertical_cup_disc_ratio(), 0.6);
        QCOMPARE(*marks.horizontal_cup_disc_ratio(), 0.5);
        QCOMPARE(*marks.area_cup_disc_ratio(), 0.3);
        FundusMarks without = marks;
        without.disc.reset();
        QVERIFY(!without.vertical_cup_disc_ratio());
        QCOMPARE(without.disc_diameter_px(), 0.0);
    }

    void measuresAreas()
    {
        const MarkArea square{{{10, 10}, {10, 30}, {40, 30}, {40, 10}}}; // whichever way round
        QCOMPARE(square.square_px(), 600.0);
        const MarkArea reversed{{{40, 10}, {40, 30}, {10, 30}, {10, 10}}};
        QCOMPARE(reversed.square_px(), 600.0);
        QCOMPARE((MarkLine{{0, 0}, {3, 4}}.length()), 5.0);
    }

    void laysTheEtdrsGrid()
    {
        const auto grid = etdrs_grid(rightEye(), Laterality::right);
        QVERIFY(grid);
        QCOMPARE(grid->middle.x, 625.0);
        QCOMPARE(grid->radii_px.size(), std::size_t(3));
        QCOMPARE(grid->radii_px[0], 50.0); // 1 mm across, a disc of 150 px being 1.5 mm
        QCOMPARE(grid->radii_px[1], 150.0);
        QCOMPARE(grid->radii_px[2], 300.0);
        const auto wider = etdrs_grid(rightEye(), Laterality::right, 1.8);
        QVERIFY(std::fabs(wider->radii_px[2] - 250) < 1e-9);
    }

    void needsBothLandmarks()
    {
        FundusMarks marks = rightEye();
        marks.disc.reset();
        QVERIFY(!etdrs_grid(marks, Laterality::right));
        QVERIFY(!quadrant_grid(marks, Laterality::right));
        marks = rightEye();
        marks.fovea.reset();
        QVERIFY(!etdrs_grid(marks, Laterality::right));
        QVERIFY(quadrant_grid(marks, Laterality::right));
    }

    void namesSectors_data()
    {
        QTest::addColumn<bool>("mirrored");
        QTest::addColumn<double>("dx");
        QTest::addColumn<double>("dy");
        QTest::addColumn<QString>("word");
        QTest::newRow("the fovea itself") << false << 0.0 << 0.0 << "center";
        QTest::newRow("a right eye, towards the disc") << false << 100.0 << 5.0 << "inner_nasal";
        QTest::newRow("a right eye, away from the disc") << false << -100.0 << 5.0 << "inner_temporal";
        QTest::newRow("a left eye, to the right") << true << 100.0 << 5.0 << "inner_temporal";
        QTest::newRow("a left eye, to the left") << true << -200.0 << 5.0 << "outer_nasal";
        QTest::newRow("above") << false << 20.0 << -250.0 << "outer_superior";
        QTest::newRow("below") << false << 20.0 << 60.0 << "inner_inferior";
        QTest::newRow("outside") << false << 0.0 << 301.0 << "";
    }
    void namesSectors()
    {
        QFETCH(bool, mirrored);
        QFETCH(double, dx);
        QFETCH(double, dy);
        QFETCH(QString, word);
        FundusMarks marks = rightEye();
        if (mirrored)
            marks.disc->x = 250;
        const auto grid = etdrs_grid(marks, mirrored ? Laterality::left : Laterality::right);
        const auto sector = grid->sector_at({marks.fovea->x + dx, marks.fovea->y + dy});
        QCOMPARE(sector ? QString::fromStdString(etdrs_word(*sector)) : QString(), word);
    }

    void laysQuadrantsAboutTheDisc()
    {
        const auto grid = quadrant_grid(rightEye(), Laterality::right);
        QVERIFY(grid);
        QCOMPARE(grid->radii_px, (std::vector<double>{75, 225, 375, 525}));
        const auto at = [&](double dx, double dy) {
            const auto sector = grid->sector_at({1000 + dx, 500 + dy});
            return sector ? QString::fromStdString(quadrant_word(*sector)) : QString();
        };
        QCOMPARE(at(10, 10), QString("disc"));
        QCOMPARE(at(200, 0), QString("nasal_1dd"));
        QCOMPARE(at(-300, 0), QString("temporal_2dd"));
        QCOMPARE(at(0, -500), QString("superior_3dd"));
        QCOMPARE(at(0, 600), QString());
    }

    void believesTheMarksBeforeTheName()
    {
        QVERIFY(!marks_contradict(rightEye(), Laterality::right));
        QVERIFY(marks_contradict(rightEye(), Laterality::left));
        QVERIFY(nasal_is_right(rightEye(), Laterality::left));
        QVERIFY(!nasal_is_right({}, Laterality::left));
        QVERIFY(nasal_is_right({}, Laterality::right));
    }
};

QTEST_APPLESS_MAIN(tst_FundusMarks)
#include "tst_fundus_marks.moc"
