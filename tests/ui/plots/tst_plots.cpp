// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/confusion_view.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/curve_data.h"
#include "ui/plots/histogram.h"
#include "ui/plots/interval_chart.h"
#include "ui/plots/roc_chart.h"
#include "ui/shell/theme.h"

#include <qcustomplot.h>

#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

using namespace retclip;

namespace {

/// A falling loss with noise, and one spike where it is asked for.
std::pair<std::vector<double>, std::vector<double>> fallingLoss(std::size_t points, int seed,
                                                                std::size_t spike = 0)
{
    std::mt19937 random{unsigned(seed)};
    std::normal_distribution<double> noise(0, 0.15);
    std::vector<double> x, y;
    for (std::size_t i = 0; i < points; ++i) {
        x.push_back(double(i + 1));
        y.push_back(5.5 * std::exp(-3.0 * double(i) / double(points)) + 0.6 + noise(random));
    }
    if (spike)
        y[spike] = 40;
    return {x, y};
}

/// Looks: set RETCLIP_SCREENSHOTS to a folder to keep what the tests draw.
void keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("RETCLIP_SCREENSHOTS");
    if (!folder.isEmpty())
        widget.grab().save(folder + '/' + name + ".png");
}

} // namespace

class tst_Plots : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme().apply(ThemeChoice::light, 100); }

    void wordsOfAReferenceHideNoPoint_data()
    {
        QTest::addColumn<bool>("logY");
        QTest::newRow("linear") << false;
        QTest::newRow("logarithmic") << true;
    }
    void wordsOfAReferenceHideNoPoint()
    {
        QFETCH(bool, logY);
        CurveChart chart;
        chart.resize(360, 180); // As small as on the Train page.
        // A run starts at chance, where its first points say most, and ends near what duplicates leave.
        std::vector<double> x, y;
        for (int i = 0; i < 40; ++i) {
            x.push_back(i);
            y.push_back(0.6 + 3.56 * std::exp(-i / 8.0));
        }
        chart.append(chart.addCurve({QStringLiteral("loss"), theme().series(0), Qt::SolidLine, 0}), x, y);
        chart.setReferenceLines({{QStringLiteral("chance ln(64) = 4.16"), 4.16},
                                 {QStringLiteral("duplicate floor 0.55"), 0.55}});
        chart.setLogY(logY);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        chart.fit();
        chart.grab();
        auto *plot = chart.findChild<QCustomPlot *>();
        QVERIFY(plot);
        int names = 0;
        for (int i = 0; i < plot->itemCount(); ++i) {
            auto *name = qobject_cast<QCPItemText *>(plot->item(i));
            if (!name || name->text().isEmpty())
                continue;
            ++names;
            QVERIFY2(name->layer()->index() < plot->layer(QStringLiteral("main"))->index(),
                     qPrintable(name->text()));
            const QRectF words(name->topLeft->pixelPosition(), name->bottomRight->pixelPosition());
            QVERIFY2(QRectF(plot->axisRect()->rect()).adjusted(-1, -1, 1, 1).contains(words),
                     qPrintable(name->text()));
            for (std::size_t point = 0; point < x.size(); ++point) {
                const QPointF at(plot->xAxis->coordToPixel(x[point]), plot->yAxis->coordToPixel(y[point]));
                QVERIFY2(!words.contains(at), qPrintable(name->text()));
            }
        }
        QCOMPARE(names, 2);
    }

    void everyColumnHoldsTheExtremesOfItsPoints_data()
    {
        QTest::addColumn<int>("points");
        QTest::addColumn<int>("columns");
        QTest::newRow("fewer points than columns") << 7 << 100;
        QTest::newRow("one block of the pyramid") << 16 << 3;
        QTest::newRow("one point more than a block") << 17 << 3;
        QTest::newRow("a block of blocks and a rest") << 16 * 16 + 5 << 7;
        QTest::newRow("many points, few columns") << 12345 << 11;
        QTest::newRow("many points, many columns") << 12345 << 900;
        QTest::newRow("everything in one column") << 5000 << 1;
    }
    void everyColumnHoldsTheExtremesOfItsPoints()
    {
        QFETCH(int, points);
        QFETCH(int, columns);
        const auto [x, y] = fallingLoss(std::size_t(points), points);
        CurveData data;
        // In uneven portions, as a run gives them.
        for (std::size_t at = 0, size = 1; at < x.size(); at += size, size = size % 37 + 3) {
            const std::size_t n = std::min(size, x.size() - at);
            data.append(std::span(x).subspan(at, n), std::span(y).subspan(at, n));
        }
        QCOMPARE(data.size(), x.size());
        std::vector<double> edges;
        for (int i = 0; i <= columns; ++i)
            edges.push_back(0.5 + double(points) * i / columns);
        std::size_t covered = 0;
        for (const CurveColumn &column : data.columns(edges)) {
            QCOMPARE(column.begin, covered);
            covered = column.end;
            QCOMPARE(column.minimum, *std::min_element(y.begin() + long(column.begin),
                                                       y.begin() + long(column.end)));
            QCOMPARE(column.maximum, *std::max_element(y.begin() + long(column.begin),
                                                       y.begin() + long(column.end)));
        }
        QCOMPARE(covered, x.size());
    }

    void spikeAmongAHundredThousandPointsIsDrawn()
    {
        const auto [x, y] = fallingLoss(100'000, 1, 61'803);
        CurveChart chart;
        chart.resize(600, 300);
        const int curve = chart.addCurve({QStringLiteral("run 7"), QColor(Qt::red)});
        chart.append(curve, x, y);
        chart.refresh();
        chart.fit();
        const QPixmap drawn = chart.plot()->toPixmap(600, 300);
        const QImage picture = drawn.toImage();
        const int px = int(chart.plot()->xAxis->coordToPixel(61'804));
        const int py = int(chart.plot()->yAxis->coordToPixel(35));
        bool found = false;
        for (int dx = -2; dx <= 2 && !found; ++dx) {
            const QColor at = picture.pixelColor(px + dx, py);
            found = at.red() > at.green() + 60;
        }
        QVERIFY2(found, "the spike's stroke is not in the picture");
    }

    void pointsThatGoBackOrAreNotNumbersAreLeftOut()
    {
        CurveData data;
        const std::vector<double> x{1, 2, 3, 2, 4, 5};
        const std::vector<double> y{1, std::nan(""), 3, 9, 4, INFINITY};
        data.append(x, y);
        QCOMPARE(data.x(), (std::vector<double>{1, 3, 4}));
        QCOMPARE(data.y(), (std::vector<double>{1, 3, 4}));
    }

    void smoothingIsDebiasedAndTheSameInPortions()
    {
        const std::vector<double> x{1, 2, 3, 4}, constant{7, 7, 7, 7}, y{4, 2, 6, 1};
        CurveData data;
        data.setSmoothing(0.9);
        data.append(x, constant);
        for (double value : data.smoothed())
            QVERIFY(std::abs(value - 7) < 1e-12); // A biased mean would start at 0.7.

        CurveData once, portions;
        once.append(x, y);
        once.setSmoothing(0.6);
        portions.setSmoothing(0.6);
        for (std::size_t i = 0; i < x.size(); ++i)
            portions.append(std::span(x).subspan(i, 1), std::span(y).subspan(i, 1));
        QCOMPARE(portions.smoothed(), once.smoothed());
        // By hand: (0.6 · (0.4 · 4) + 0.4 · 2) / (1 - 0.36)
        QVERIFY(std::abs(once.smoothed()[1] - (0.96 + 0.8) / 0.64) < 1e-12);
    }

    void hoveringTellsRawValuesWithSmoothingOn()
    {
        CurveChart chart;
        const std::vector<double> x{1, 2, 3}, a{5, 1, 4}, b{50, 10, 40};
        chart.append(chart.addCurve({QStringLiteral("run 6"), QColor(Qt::red)}), x, a);
        chart.append(chart.addCurve({QStringLiteral("run 7"), QColor(Qt::blue)}), x, b);
        CurveLook old{QStringLiteral("abandoned"), QColor(Qt::gray)};
        old.abandoned = true;
        chart.append(chart.addCurve(old), x, b);
        chart.setSmoothing(0.95);
        chart.refresh();
        const auto readings = chart.readingsAt(2.2);
        QCOMPARE(readings.size(), 2);
        QCOMPARE(readings[0].name, QStringLiteral("run 6"));
        QCOMPARE(readings[0].y, 1.0);
        QCOMPARE(readings[1].y, 10.0);
        QCOMPARE(readings[1].x, 2.0);
    }

    void wheelZoomsXAndShiftWheelY()
    {
        CurveChart chart;
        chart.resize(500, 300);
        const auto [x, y] = fallingLoss(200, 3);
        chart.append(chart.addCurve({QStringLiteral("run"), QColor(Qt::red)}), x, y);
        chart.refresh();
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QSignalSpy moved(&chart, &CurveChart::xRangeChanged);
        const auto turn = [&](Qt::KeyboardModifiers modifiers) {
            const QPointF at(250, 120);
            QWheelEvent wheel(at, chart.plot()->mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton,
                              modifiers, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(chart.plot(), &wheel);
        };
        const auto x0 = chart.xRange();
        const auto y0 = chart.yRange();
        turn(Qt::NoModifier);
        QVERIFY(chart.xRange().second - chart.xRange().first < 0.8 * (x0.second - x0.first));
        QCOMPARE(chart.yRange(), y0);
        QVERIFY(!chart.isFitted());
        QCOMPARE(moved.count(), 1);
        const auto x1 = chart.xRange();
        turn(Qt::ShiftModifier);
        QCOMPARE(chart.xRange(), x1);
        QVERIFY(chart.yRange().second - chart.yRange().first < 0.8 * (y0.second - y0.first));
        chart.fit();
        QCOMPARE(chart.xRange(), x0);
        QCOMPARE(chart.yRange(), y0);
    }

    void panningAHundredLongRunsCostsLittleBesideAllPoints()
    {
        // Without a clock: what a frame draws is bounded by the columns, not by the points.
        const auto [x, y] = fallingLoss(100'000, 5);
        CurveData data;
        data.append(x, y);
        std::vector<double> edges;
        for (int i = 0; i <= 1000; ++i)
            edges.push_back(100.0 * i);
        QVERIFY(data.columns(edges).size() <= 1000);
    }

    void chartsAreWrittenAsPngSvgAndCsv()
    {
        QTemporaryDir folder;
        CurveChart chart;
        chart.resize(400, 240);
        chart.setTitle(QStringLiteral("loss"));
        const std::vector<double> x{1, 2}, y{3.25, 2.5};
        chart.append(chart.addCurve({QStringLiteral("run, 7"), QColor(Qt::red)}), x, y);
        chart.refresh();
        QVERIFY(chart.savePng(folder.filePath("a.png")));
        QVERIFY(!QImage(folder.filePath("a.png")).isNull());
        QVERIFY(chart.saveSvg(folder.filePath("a.svg")));
        QVERIFY(QSvgRenderer(folder.filePath("a.svg")).isValid());
        QVERIFY(chart.saveCsv(folder.filePath("a.csv")));
        QFile csv(folder.filePath("a.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll(), QByteArray("curve,x,loss\n\"run, 7\",1,3.25\n\"run, 7\",2,2.5\n"));
        QVERIFY(!chart.saveCsv(folder.filePath("no such folder/a.csv")));
    }

    void f4ShowsTheTableTwin()
    {
        Histogram chart;
        chart.setValues({0.f, 0.1f, 0.9f, 1.f}, 2);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QTest::keyClick(chart.plot(), Qt::Key_F4);
        QVERIFY(chart.isTableShown());
        QCOMPARE(chart.table().rows.size(), 2);
        QCOMPARE(chart.table().rows[0].last(), QStringLiteral("2"));
    }

    void confusionCellsAreButtonsThatSayWhatTheyHold()
    {
        ConfusionView view;
        view.setMatrix({{"none", "glaucoma"}, {{90, 10}, {4, 36}}});
        view.resize(320, 200);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy clicked(&view, &ConfusionView::cellClicked);
        ConfusionCell *wrong = view.cell(1, 0);
        QVERIFY(wrong);
        QCOMPARE(wrong->count(), 4);
        QVERIFY(wrong->accessibleName().contains("glaucoma"));
        QTest::mouseClick(wrong, Qt::LeftButton);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][0].toInt(), 1);
        QCOMPARE(clicked[0][1].toInt(), 0);
        wrong->setFocus();
        QTest::keyClick(wrong, Qt::Key_Right);
        QTest::keyClick(view.cell(1, 1), Qt::Key_Return);
        QCOMPARE(clicked.count(), 2);
        QCOMPARE(clicked[1][1].toInt(), 1);
        keepPicture(view, "confusion");
    }

    void clickOnTheRocCurvePicksItsThreshold()
    {
        RocChart chart(RocChart::Kind::roc);
        chart.resize(300, 300);
        chart.setCurves({{QStringLiteral("glaucoma"),
                          {{0, 0, INFINITY}, {0.1, 0.7, 0.8}, {0.4, 0.95, 0.3}, {1, 1, 0.0}}}});
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QSignalSpy picked(&chart, &RocChart::thresholdPicked);
        QTest::qWait(50);
        const QPoint at(int(chart.plot()->xAxis->coordToPixel(0.12)),
                        int(chart.plot()->yAxis->coordToPixel(0.69)));
        QTest::mouseClick(chart.plot(), Qt::LeftButton, {}, at);
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked[0][0].toDouble(), 0.8);
        keepPicture(chart, "roc");
    }

    void picturesInBothThemes_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void picturesInBothThemes()
    {
        QFETCH(bool, dark);
        CurveChart chart;
        chart.resize(760, 340);
        chart.setTitle(QStringLiteral("Loss"));
        chart.setXTitle(QStringLiteral("step"));
        theme().apply(dark ? ThemeChoice::dark : ThemeChoice::light, 100);
        for (int i = 0; i < 3; ++i) {
            const auto [x, y] = fallingLoss(i == 0 ? 20'000 : i == 1 ? 400 : 24, i, i == 0 ? 9000 : 0);
            std::vector<double> stretched = x;
            for (double &each : stretched)
                each *= 20'000.0 / double(x.size());
            chart.append(chart.addCurve({QStringLiteral("run %1").arg(i + 5), theme().series(i),
                                         ChartStyle::seriesDash(i), i}),
                         stretched, y);
        }
        chart.setReferenceLines({{QStringLiteral("chance ln(256) = 5.55"), 5.545}});
        chart.setMarkers({{4000, {}, theme().series(0)}, {8000, {}, theme().series(0)}});
        chart.refresh();
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        chart.setSmoothing(0.9);
        chart.hoverAt(12'000);
        QTest::qWait(30);
        const QImage picture = chart.grab().toImage();
        // The paper follows the theme at once.
        const QColor corner = picture.pixelColor(2, picture.height() - 2);
        QCOMPARE(corner.lightness() < 128, dark);
        keepPicture(chart, dark ? "curves_dark" : "curves_light");

        IntervalChart intervals;
        intervals.setTitle(QStringLiteral("AUROC by class"));
        intervals.setRows({{QStringLiteral("glaucoma"), 0.93, Interval{0.9, 0.96}, 210, false, {}},
                           {QStringLiteral("diabetes"), 0.71, Interval{0.5, 0.86}, 14, true, {}},
                           {QStringLiteral("myopia"), {}, {}, 0, false,
                            QStringLiteral("only one class occurs in the labels")}},
                          0.5);
        intervals.resize(intervals.sizeHint());
        keepPicture(intervals, dark ? "intervals_dark" : "intervals_light");
        Histogram histogram;
        std::mt19937 random(1);
        std::normal_distribution<float> normal(0.2f, 0.15f);
        std::vector<float> values;
        for (int i = 0; i < 1300; ++i)
            values.push_back(normal(random));
        histogram.setTitle(QStringLiteral("Similarity"));
        histogram.setValues(values);
        histogram.setMarked({0.6f, 0.58f, 0.55f});
        histogram.setReference(0.45, QStringLiteral("95 % of random pairs"));
        histogram.resize(320, 200);
        keepPicture(histogram, dark ? "histogram_dark" : "histogram_light");
        theme().apply(ThemeChoice::light, 100);
    }
};

QTEST_MAIN(tst_Plots)
#include "tst_plots.moc"
