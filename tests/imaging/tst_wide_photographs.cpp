// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/wide_photograph.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace retclip;

namespace {

/// A ramp of 12 bits in 16, as some cameras write it.
QImage ramp()
{
    QImage image(256, 64, QImage::Format_Grayscale16);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<quint16 *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = quint16(x * 16);
    }
    return image;
}

} // namespace

class tst_WidePhotographs : public QObject
{
    Q_OBJECT

private slots:
    void readsTrueValues()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("ramp.png"));
        QVERIFY(ramp().save(file));
        const auto image = read_wide_photograph(file.toStdString());
        QVERIFY(image && *image);
        QCOMPARE((*image)->width, 256);
        QCOMPARE((*image)->maximum, 65535);
        QCOMPARE(int((*image)->values[100]), 1600);
        QCOMPARE(int((*image)->values[256 * 63 + 255]), 4080);
        const QString eight = folder.filePath(QStringLiteral("eight.png"));
        QVERIFY(ramp().convertToFormat(QImage::Format_Grayscale8).save(eight));
        const auto none = read_wide_photograph(eight.toStdString());
        QVERIFY(none && !*none);
        QVERIFY(!read_wide_photograph(folder.filePath(QStringLiteral("no.png")).toStdString()));
    }

    void windows_data()
    {
        QTest::addColumn<double>("level");
        QTest::addColumn<double>("width");
        QTest::addColumn<int>("value");
        QTest::addColumn<int>("shown");
        QTest::newRow("the whole range") << 32767.5 << 65535.0 << 65535 << 255;
        QTest::newRow("the whole range, twelve bits are nearly black") << 32767.5 << 65535.0 << 4095 << 16;
        QTest::newRow("the middle is grey") << 2000.0 << 1000.0 << 2000 << 128;
        QTest::newRow("the upper end is white") << 2000.0 << 1000.0 << 2500 << 255;
        QTest::newRow("below the window lies black") << 2000.0 << 1000.0 << 1400 << 0;
        QTest::newRow("above it lies white") << 2000.0 << 1000.0 << 9000 << 255;
    }
    void windows()
    {
        QFETCH(double, level);
        QFETCH(double, width);
        QFETCH(int, value);
        QFETCH(int, shown);
        const WideImage image{1, 1, 65535, {std::uint16_t(value)}};
        const RgbImage out = windowed(image, {level, width});
        QCOMPARE(int(out.pixels[0]), shown);
        QCOMPARE(int(out.pixels[2]), shown);
    }

    void fitsTheWindowToWhatIsThere()
    {
        WideImage image{100, 100, 65535, std::vector<std::uint16_t>(10000, 0)};
        for (std::size_t i = 0; i < 5000; ++i) // half of it retina, from 1,000 to 3,499
            image.values[i] = std::uint16_t(1000 + i / 2);
        image.values[9999] = 60000; // a hot pixel
        const DisplayWindow window = fitting_window(image);
        QVERIFY2(window.level - window.width / 2 > 950 && window.level - window.width / 2 < 1100,
                 qPrintable(QString::number(window.level - window.width / 2)));
        QVERIFY2(window.level + window.width / 2 > 3400 && window.level + window.width / 2 < 3550,
                 qPrintable(QString::number(window.level + window.width / 2)));
        QCOMPARE(fitting_window(WideImage{2, 1, 4095, {0, 0}}), whole_window(WideImage{2, 1, 4095, {0, 0}}));
    }

    void halvesByMeans()
    {
        const WideImage image{4, 2, 4095, {0, 100, 4000, 4000, 100, 200, 4000, 4004}};
        const WideImage half = halved(image);
        QCOMPARE(half.width, 2);
        QCOMPARE(half.height, 1);
        QCOMPARE(half.values, (std::vector<std::uint16_t>{100, 4001}));
        QCOMPARE(half.maximum, 4095);
    }
};

QTEST_GUILESS_MAIN(tst_WidePhotographs)
#include "tst_wide_photographs.moc"
