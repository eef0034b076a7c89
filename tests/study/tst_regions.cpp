// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/database.h"
#include "core/study/region_changes.h"
#include "tests/study/edits.h"
#include "tests/support/temporary_study.h"

#include <numbers>

using namespace retclip;

namespace {

RegionGeometry ellipse(double x, double y, double rx, double ry)
{
    return {RegionShape::ellipse, {{x, y}, {rx, ry}}, {}, {}};
}

RegionGeometry square(double side)
{
    return {RegionShape::polygon, {{0, 0}, {side, 0}, {side, side}, {0, side}}, {}, {}};
}

/// A study of one patient with photographs of 100 x 80 px.
struct MarkedStudy
{
    TemporaryStudy study;
    ExamId exam;
    ImageId right, left;

    MarkedStudy()
    {
        ImportedExam pair = pairOf(QStringLiteral("P1"));
        for (ImportedImage &image : pair.images) {
            image.width = 100;
            image.height = 80;
        }
        study.import({pair, pairOf(QStringLiteral("P2"))});
        exam = study.exam(QStringLiteral("P1-1"));
        right = study->exam(exam)->images.right->id;
        left = study->exam(exam)->images.left->id;
    }
    Region region(const RegionGeometry &geometry, const QString &name = QStringLiteral("retinal_haemorrhage"))
    {
        Region made;
        made.image = right;
        made.className = name;
        made.geometry = geometry;
        return made;
    }
    Result<EditReceipt> apply(EditAction action, const QString &person = QStringLiteral("chen"))
    {
        return study->apply(edit(std::move(action), {exam}, person));
    }
    QVector<Region> regions() { return study->exam(exam)->regions; }
};

} // namespace

class tst_Regions : public QObject
{
    Q_OBJECT

private slots:
    void geometry_data();
    void geometry();
    void aBrushIsItsRuns();
    void movingStopsAtTheEdge();
    void comesBackFromJson_data();
    void comesBackFromJson();
    void refusesWhatIsNoShape_data();
    void refusesWhatIsNoShape();
    void isDrawnChangedTakenAwayAndUndone();
    void everyStepIsInTheHistory();
    void aPhotographOnItsSideIsUpright();
    void refusesOtherPhotographs();
    void queriesFindThem_data();
    void queriesFindThem();
    void survivesReopeningAndCheck();
};

void tst_Regions::geometry_data()
{
    QTest::addColumn<RegionGeometry>("shape");
    QTest::addColumn<double>("area");
    QTest::addColumn<QRectF>("bounds");
    QTest::addColumn<QPointF>("inside");
    QTest::addColumn<QPointF>("outside");
    QTest::newRow("ellipse") << ellipse(50, 40, 10, 5) << 50 * std::numbers::pi << QRectF(40, 35, 20, 10)
                             << QPointF(58, 40) << QPointF(59, 44);
    QTest::newRow("polygon") << square(10) << 100.0 << QRectF(0, 0, 10, 10) << QPointF(9, 1) << QPointF(11, 1);
    QTest::newRow("polygon with a bay")
        << RegionGeometry{RegionShape::polygon, {{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}}, {}, {}} << 75.0
        << QRectF(0, 0, 10, 10) << QPointF(2, 5) << QPointF(8, 5);
    // 3 x 2: the middle px of every column but the first.
    QTest::newRow("brush") << RegionGeometry{RegionShape::brush, {}, QSize(3, 2), {3, 1, 1, 1}} << 2.0
                           << QRectF(1, 1, 2, 1) << QPointF(1.5, 1.5) << QPointF(0.5, 0.5);
    QTest::newRow("brush over the end of a column")
        << RegionGeometry{RegionShape::brush, {}, QSize(3, 2), {1, 2, 3}} << 2.0 << QRectF(0, 0, 2, 2)
        << QPointF(1.5, 0.5) << QPointF(1.5, 1.5);
}

void tst_Regions::geometry()
{
    QFETCH(RegionGeometry, shape);
    QFETCH(double, area);
    QFETCH(QRectF, bounds);
    QFETCH(QPointF, inside);
    QFETCH(QPointF, outside);
    QCOMPARE(area_px(shape), area);
    QCOMPARE(boundsOf(shape), bounds);
    QVERIFY(contains(shape, inside));
    QVERIFY(!contains(shape, outside));
    QVERIFY_OK(checkGeometry(shape, {}));
}

void tst_Regions::aBrushIsItsRuns()
{
    BrushMask mask(QSize(40, 30));
    QVERIFY(mask.empty());
    mask.stroke({10, 10}, {20, 10}, 3, 1);
    const RegionGeometry painted = mask.geometry();
    QVERIFY_OK(checkGeometry(painted, QSize(40, 30)));
    QVERIFY(mask.at(15, 12) && !mask.at(15, 14) && !mask.at(4, 10));
    QCOMPARE(BrushMask(painted).inside, mask.inside);
    // A disc of radius r has some pi r² px, the stroke between adds a band.
    QVERIFY(std::abs(area_px(painted) - (std::numbers::pi * 9 + 60)) < 5);
    mask.stroke({10, 10}, {20, 10}, 3, 0);
    QVERIFY(mask.empty());
    QVERIFY_FAILS(checkGeometry(mask.geometry(), {}), ErrorCode::invalid_argument);
    mask.stroke({-5, 5}, {100, 5}, 2, 1); // Beyond the edges nothing is painted.
    QCOMPARE(mask.geometry().size, QSize(40, 30));
}

void tst_Regions::movingStopsAtTheEdge()
{
    const QSize photograph(100, 80);
    QCOMPARE(movedBy(ellipse(50, 40, 10, 5), {5, -3}, photograph), ellipse(55, 37, 10, 5));
    QCOMPARE(movedBy(ellipse(50, 40, 10, 5), {500, 500}, photograph), ellipse(90, 75, 10, 5));
    QCOMPARE(movedBy(square(10), {-4, 0}, photograph), square(10));
    BrushMask mask(QSize(20, 20));
    mask.stroke({5, 5}, {5, 5}, 2, 1);
    BrushMask moved(QSize(20, 20));
    moved.stroke({9, 6}, {9, 6}, 2, 1);
    QCOMPARE(movedBy(mask.geometry(), {4, 1}, QSize(20, 20)), moved.geometry());
}

void tst_Regions::comesBackFromJson_data()
{
    QTest::addColumn<RegionGeometry>("shape");
    QTest::newRow("point") << RegionGeometry{RegionShape::point, {{12.25, 7}}, {}, {}};
    QTest::newRow("ellipse") << ellipse(50.5, 40, 10.75, 5);
    QTest::newRow("polygon") << square(31.5);
    QTest::newRow("brush") << RegionGeometry{RegionShape::brush, {}, QSize(3, 2), {3, 1, 1, 1}};
}

void tst_Regions::comesBackFromJson()
{
    QFETCH(RegionGeometry, shape);
    Region region;
    region.className = QStringLiteral("drusen");
    region.colour = QStringLiteral("#ff0080");
    region.person = QStringLiteral("chen");
    region.time = QDateTime::fromString(QStringLiteral("2024-05-06T07:08:09.123Z"), Qt::ISODateWithMs);
    region.geometry = shape;
    const auto back = regionFrom(regionJson(region));
    QVERIFY_OK(back);
    QCOMPARE(back->geometry, shape);
    QCOMPARE(back->className, region.className);
    QCOMPARE(back->colour, region.colour);
    QCOMPARE(back->person, region.person);
    QCOMPARE(back->time, region.time);
}

void tst_Regions::refusesWhatIsNoShape_data()
{
    QTest::addColumn<RegionGeometry>("shape");
    QTest::newRow("an ellipse without extent") << ellipse(5, 5, 0, 3);
    QTest::newRow("two corners") << RegionGeometry{RegionShape::polygon, {{0, 0}, {5, 5}}, {}, {}};
    QTest::newRow("corners in a line") << RegionGeometry{RegionShape::polygon, {{0, 0}, {5, 5}, {9, 9}}, {}, {}};
    QTest::newRow("two points") << RegionGeometry{RegionShape::point, {{0, 0}, {5, 5}}, {}, {}};
    QTest::newRow("not a number") << RegionGeometry{RegionShape::point, {{qQNaN(), 0}}, {}, {}};
    QTest::newRow("runs that do not fill") << RegionGeometry{RegionShape::brush, {}, QSize(100, 80), {3, 4}};
    QTest::newRow("a brush of another size") << RegionGeometry{RegionShape::brush, {}, QSize(2, 2), {1, 3}};
    QTest::newRow("outside the photograph") << ellipse(500, 500, 10, 10);
}

void tst_Regions::refusesWhatIsNoShape()
{
    QFETCH(RegionGeometry, shape);
    MarkedStudy marked;
    QVERIFY_FAILS(marked.apply(AddRegion{marked.region(shape)}), ErrorCode::invalid_argument);
    QVERIFY(marked.regions().isEmpty());
    QCOMPARE(marked.study->history()->size(), 1); // The import.
}

void tst_Regions::isDrawnChangedTakenAwayAndUndone()
{
    MarkedStudy marked;
    const auto drawn = marked.apply(AddRegion{marked.region(ellipse(50, 40, 10, 5))});
    QVERIFY_OK(drawn);
    QCOMPARE(drawn->summary, QStringLiteral("retinal_haemorrhage: ellipse OD"));
    QCOMPARE(marked.regions().size(), 1);
    const Region first = marked.regions().front();
    QCOMPARE(first.person, QStringLiteral("chen"));
    QCOMPARE(first.image, marked.right);

    ChangeRegion change;
    change.region = first.id;
    change.geometry = ellipse(60, 30, 10, 5);
    change.className = QStringLiteral("drusen");
    QVERIFY_OK(marked.apply(change, QStringLiteral("li")));
    QCOMPARE(marked.regions().front().id, first.id);
    QCOMPARE(marked.regions().front().geometry, ellipse(60, 30, 10, 5));
    QCOMPARE(marked.regions().front().person, QStringLiteral("chen")); // Who drew it stays.
    QVERIFY_OK(marked.apply(RemoveRegion{first.id}, QStringLiteral("li")));
    QVERIFY(marked.regions().isEmpty());
    QVERIFY_FAILS(marked.apply(RemoveRegion{first.id}), ErrorCode::not_found);

    for (int round = 0; round < 2; ++round) {
        QVERIFY_OK(marked.study->undo({}));
        QCOMPARE(marked.regions().front().className, QStringLiteral("drusen"));
        QVERIFY_OK(marked.study->undo({}));
        QCOMPARE(marked.regions().front().geometry, ellipse(50, 40, 10, 5));
        QCOMPARE(marked.regions().front().className, QStringLiteral("retinal_haemorrhage"));
        QVERIFY_OK(marked.study->undo({}));
        QVERIFY(marked.regions().isEmpty());
        for (int step = 0; step < 3; ++step)
            QVERIFY_OK(marked.study->redo({}));
        QVERIFY(marked.regions().isEmpty());
    }
    // The same shape again changes nothing and writes nothing.
    QVERIFY_OK(marked.study->undo({}));
    change.geometry = ellipse(60, 30, 10, 5);
    const auto same = marked.apply(change);
    QVERIFY_OK(same);
    QVERIFY(!same->edit.valid());
}

void tst_Regions::everyStepIsInTheHistory()
{
    MarkedStudy marked;
    QVERIFY_OK(marked.apply(AddRegion{marked.region(square(20))}));
    const RegionId id = marked.regions().front().id;
    QVERIFY_OK(marked.apply(RemoveRegion{id}, QStringLiteral("li")));
    const auto rows = marked.study->history(marked.exam);
    QVERIFY_OK(rows);
    QStringList lines;
    for (const HistoryRow &row : *rows)
        lines.append(row.person + u' ' + row.kind + u' ' + row.summary);
    QVERIFY(lines.contains(QStringLiteral("chen region retinal_haemorrhage: polygon OD")));
    QVERIFY(lines.contains(QStringLiteral("li region_remove retinal_haemorrhage: polygon OD")));
}

void tst_Regions::aPhotographOnItsSideIsUpright()
{
    MarkedStudy marked; // Stored as 100 x 80: upright it may be 80 x 100.
    QVERIFY_OK(marked.apply(AddRegion{marked.region(ellipse(40, 95, 3, 3))}));
    BrushMask mask(QSize(80, 100));
    mask.stroke({40, 90}, {50, 90}, 2, 1);
    QVERIFY_OK(marked.apply(AddRegion{marked.region(mask.geometry())}));
    QVERIFY_FAILS(marked.apply(AddRegion{marked.region(ellipse(95, 95, 3, 3))}), ErrorCode::invalid_argument);
}

void tst_Regions::refusesOtherPhotographs()
{
    MarkedStudy marked;
    Region region = marked.region(square(20));
    const ExamId other = marked.study.exam(QStringLiteral("P2-1"));
    QVERIFY_FAILS(marked.study->apply(edit(AddRegion{region}, {other})), ErrorCode::not_found);
    region.className.clear();
    QVERIFY_FAILS(marked.apply(AddRegion{region}), ErrorCode::invalid_argument);
}

void tst_Regions::queriesFindThem_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("codes");
    const QStringList first{QStringLiteral("P1-1")}, second{QStringLiteral("P2-1")};
    QTest::newRow("a part of the class") << "region:haemorrhage" << first;
    QTest::newRow("with spaces") << "region:\"retinal haemorrhage\"" << first;
    QTest::newRow("in Chinese") << "区域:haemorrhage" << first;
    QTest::newRow("of the right eye") << "region@od:haemorrhage" << first;
    QTest::newRow("of the left eye") << "region@os:haemorrhage" << QStringList();
    QTest::newRow("any") << "region:*" << first;
    QTest::newRow("none") << "region:none" << second;
    QTest::newRow("another class") << "region:drusen" << QStringList();
    QTest::newRow("not") << "-region:haemorrhage" << second;
}

void tst_Regions::queriesFindThem()
{
    QFETCH(QString, query);
    QFETCH(QStringList, codes);
    MarkedStudy marked;
    QVERIFY_OK(marked.apply(AddRegion{marked.region(square(20))}));
    QCOMPARE(marked.study.codes(query), codes);
}

void tst_Regions::survivesReopeningAndCheck()
{
    MarkedStudy marked;
    QVERIFY_OK(marked.apply(AddRegion{marked.region(square(20))}));
    QVERIFY_OK(marked.apply(AddRegion{marked.region(ellipse(20, 20, 4, 4), QStringLiteral("drusen"))}));
    const QVector<Region> before = marked.regions();
    marked.study.reopen();
    QCOMPARE(marked.regions().size(), 2);
    QCOMPARE(marked.regions()[1].geometry, before[1].geometry);
    const auto facets = marked.study->facets({}, {QStringLiteral("region")});
    QVERIFY_OK(facets);
    QCOMPARE(facets->front().values.size(), 2);
    const auto exam = examOfRegion(*marked.study, before[0].id);
    QVERIFY_OK(exam);
    QCOMPARE(*exam, marked.exam);
    const auto report = marked.study->check(false, {}, {});
    QVERIFY_OK(report);
    for (const QString &problem : report->problems)
        QVERIFY2(problem.contains(QStringLiteral("photograph")), qPrintable(problem));
}

QTEST_GUILESS_MAIN(tst_Regions)
#include "tst_regions.moc"
