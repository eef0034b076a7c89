// SPDX-License-Identifier: GPL-3.0-or-later
// Photographs under transforms that are known, in other light and with noise: how far off the found
// map is, in shares of the field's diameter; and pairs of different eyes, which must not align. The
// figures of docs/viewer.md are this test's, run with RETCLIP_ALL_PHOTOGRAPHS set. Real photographs are
// skipped where they are not beside this checkout; drawn ones are always there.
#include "core/base/all_cores.h"
#include "core/base/files.h"
#include "core/imaging/registration.h"
#include "core/imaging/retina.h"
#include "core/sample/fundus_painter.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace retclip;

namespace {

/// A turn, a size and a shift about the middle, in shares of the width; a little shear and one-sided
/// stretch, as another pose of the head makes.
AffineMap knownMap(const RgbImage &image, double turn_degrees, double size, double dx, double dy, double shear)
{
    const double angle = turn_degrees * std::numbers::pi / 180;
    AffineMap map{size * std::cos(angle), -size * std::sin(angle) + shear, 0, size * std::sin(angle),
                  size * std::cos(angle), 0};
    const double mx = (image.width - 1) / 2.0, my = (image.height - 1) / 2.0;
    map.c = mx + dx * image.width - map.a * mx - map.b * my;
    map.f = my + dy * image.width - map.d * mx - map.e * my;
    return map;
}

/// Another flash, another camera: gamma, light from one side, colour, noise, a field that the camera
/// cuts itself (so that the lit disc does not move with the retina), and JPEG.
RgbImage inOtherLight(const RgbImage &image, std::uint32_t seed, bool ownField)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, 3);
    std::uniform_real_distribution<double> unit(-1, 1);
    const double gamma = 1 + 0.25 * unit(random), slope = 0.3 * unit(random), tint = 1 + 0.12 * unit(random);
    RgbImage out = image;
    const double mx = image.width / 2.0, my = image.height / 2.0, radius = 0.47 * std::min(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            std::uint8_t *p = out.pixels.data() + (std::size_t(y) * std::size_t(image.width) + std::size_t(x)) * 3;
            const bool seen = !ownField || std::hypot(x - mx, y - my) < radius;
            const double light = 1 + slope * (x - mx) / mx;
            for (int c = 0; c < 3; ++c) {
                const double value = 255 * std::pow(p[c] / 255.0, gamma) * light * (c == 0 ? tint : 1) + noise(random);
                p[c] = seen ? std::uint8_t(std::clamp(value, 0.0, 255.0)) : 0;
            }
        }
    }
    const auto bytes = encode_jpeg(out, 80);
    const auto back = decode_photograph(*bytes);
    return *back;
}

/// The largest and the mean distance of where points of the retina come to lie from where they should,
/// in shares of the field's diameter.
struct MapError
{
    double mean = 0, largest = 0;
};
MapError errorOf(const AffineMap &found, const AffineMap &known, const RgbImage &image)
{
    const auto retina = find_retina(image);
    const double x0 = retina ? retina->x : image.width / 2.0, y0 = retina ? retina->y : image.height / 2.0;
    const double radius = retina ? retina->radius : image.width / 2.0;
    MapError error;
    int count = 0;
    for (double r = 0; r <= 0.81; r += 0.2) {
        for (int direction = 0; direction < 12; ++direction) {
            const double angle = direction * std::numbers::pi / 6;
            const double x = x0 + r * radius * std::cos(angle), y = y0 + r * radius * std::sin(angle);
            const auto a = found(x, y), b = known(x, y);
            const double off = std::hypot(a[0] - b[0], a[1] - b[1]) / (2 * radius);
            error.mean += off;
            error.largest = std::max(error.largest, off);
            ++count;
        }
    }
    error.mean /= count;
    return error;
}

RgbImage drawn(std::uint64_t seed, SampleFinding finding = SampleFinding::normal)
{
    EyeDescription eye;
    eye.seed = seed;
    eye.finding = finding;
    eye.severity = finding == SampleFinding::normal ? 0 : 2;
    eye.exudates = finding == SampleFinding::diabeticRetinopathy;
    return paintFundus(eye, 640);
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? -1 : values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

} // namespace

class tst_Registration : public QObject
{
    Q_OBJECT

private slots:
    void mapsTurnBack()
    {
        const AffineMap map{0.98, -0.2, 31, 0.19, 1.03, -12};
        const AffineMap back = map.inverse();
        const auto there = map(120, 340);
        const auto again = back(there[0], there[1]);
        QVERIFY(std::fabs(again[0] - 120) < 1e-9 && std::fabs(again[1] - 340) < 1e-9);
        const AffineMap both = back.after(map);
        QVERIFY(std::fabs(both.a - 1) < 1e-12 && std::fabs(both.b) < 1e-12 && std::fabs(both.c) < 1e-9);
    }

    void mapsChangeSize()
    {
        // The same two photographs, the fixed one at twice, the moving one at three times its size.
        const AffineMap small{1.1, 0.05, 7, -0.02, 0.95, 3};
        const AffineMap large = rescaled(small, 2, 3);
        const auto centre = [](double at, double factor) { return (at + 0.5) * factor - 0.5; };
        const auto there = small(40, 60);
        const auto large_there = large(centre(40, 3), centre(60, 3));
        QVERIFY(std::fabs(large_there[0] - centre(there[0], 2)) < 1e-9);
        QVERIFY(std::fabs(large_there[1] - centre(there[1], 2)) < 1e-9);
    }

    void findsAKnownMapOfADrawnEye_data()
    {
        QTest::addColumn<double>("turn");
        QTest::addColumn<double>("size");
        QTest::addColumn<double>("dx");
        QTest::addColumn<double>("dy");
        QTest::addColumn<double>("shear");
        QTest::addColumn<bool>("ownField");
        QTest::newRow("not moved, other light") << 0.0 << 1.0 << 0.0 << 0.0 << 0.0 << false;
        QTest::newRow("shifted by an eighth of the picture") << 0.0 << 1.0 << 0.125 << -0.06 << 0.0 << true;
        QTest::newRow("the head turned by 9 degrees") << 9.0 << 1.0 << 0.02 << 0.03 << 0.0 << true;
        QTest::newRow("turned the other way, shifted, smaller") << -13.0 << 0.9 << -0.08 << 0.05 << 0.0 << true;
        QTest::newRow("nearer, sheared") << 4.0 << 1.12 << 0.05 << 0.02 << 0.03 << true;
    }
    void findsAKnownMapOfADrawnEye()
    {
        QFETCH(double, turn);
        QFETCH(double, size);
        QFETCH(double, dx);
        QFETCH(double, dy);
        QFETCH(double, shear);
        QFETCH(bool, ownField);
        for (const std::uint64_t seed : {3U, 14U}) {
            const RgbImage fixed = drawn(seed, seed == 14 ? SampleFinding::diabeticRetinopathy : SampleFinding::normal);
            const AffineMap known = knownMap(fixed, turn, size, dx, dy, shear);
            // What lies at p on the moving one lies at known(p) on the fixed one.
            const RgbImage moving = inOtherLight(laid_upon(fixed, known.inverse(), fixed.width, fixed.height),
                                                 std::uint32_t(seed), ownField);
            const Registration found = register_photographs(fixed, moving);
            QVERIFY2(found.aligned, qPrintable(QString::number(found.agreement)));
            const MapError error = errorOf(found.map, known, moving);
            QVERIFY2(error.mean < 0.004, qPrintable(QString::number(error.mean)));
            QVERIFY2(error.largest < 0.012, qPrintable(QString::number(error.largest)));
        }
    }

    void refusesOtherEyes()
    {
        for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
            const Registration found = register_photographs(drawn(seed), drawn(seed + 40));
            QVERIFY2(!found.aligned, qPrintable(QString::number(found.agreement)));
        }
        EyeDescription left;
        left.eye = Laterality::left;
        left.seed = 3;
        QVERIFY(!register_photographs(drawn(3), paintFundus(left, 640)).aligned);
    }

    void refusesWhatShowsNoEye()
    {
        QVERIFY(!register_photographs({}, drawn(1)).aligned);
        const RgbImage black{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 0)};
        QVERIFY(!register_photographs(black, drawn(1)).aligned);
        QVERIFY(!register_photographs(black, black).aligned);
    }

    void endsWhenStopped()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY(!register_photographs(drawn(1), drawn(1), source.get_token()).aligned);
    }

    void alignsRealPhotographs()
    {
        const QDir folder(QStringLiteral(RETCLIP_SHARED_DIRECTORY) + QStringLiteral("/data/odir/size400"));
        QStringList names = folder.entryList({QStringLiteral("*_right.jpg")}, QDir::Files, QDir::Name);
        if (names.isEmpty())
            QSKIP("the test data are not beside this checkout");
        const bool all = qEnvironmentVariableIsSet("RETCLIP_ALL_PHOTOGRAPHS");
        if (const qsizetype wanted = all ? names.size() : 40; names.size() > wanted) {
            QStringList fewer; // spread over the whole set
            for (qsizetype i = 0; i < wanted; ++i)
                fewer << names[i * names.size() / wanted];
            names = fewer;
        }
        const auto count = std::size_t(names.size());
        std::vector<RgbImage> photographs(count);
        for (std::size_t i = 0; i < count; ++i) {
            auto read = read_photograph(path_from_utf8(folder.filePath(names[qsizetype(i)]).toStdString()));
            QVERIFY2(read.has_value(), qPrintable(names[qsizetype(i)]));
            photographs[i] = std::move(*read);
        }
        std::vector<double> mean(count, -1), largest(count, -1), agreement(count), other(count);
        std::vector<char> aligned(count, 0), wrongly(count, 0);
        on_all_cores(count, [&](std::size_t i) {
            std::mt19937 random{std::uint32_t(i)};
            std::uniform_real_distribution<double> unit(-1, 1);
            const RgbImage &fixed = photographs[i];
            const double turn = 10 * unit(random), size = 1 + 0.1 * unit(random), dx = 0.1 * unit(random),
                         dy = 0.08 * unit(random), shear = 0.02 * unit(random);
            const AffineMap known = knownMap(fixed, turn, size, dx, dy, shear);
            const RgbImage moving = inOtherLight(laid_upon(fixed, known.inverse(), fixed.width, fixed.height),
                                                 std::uint32_t(i), true);
            const Registration found = register_photographs(fixed, moving);
            aligned[i] = found.aligned;
            agreement[i] = found.agreement;
            const MapError error = errorOf(found.map, known, moving);
            mean[i] = error.mean;
            largest[i] = error.largest;
            const Registration stranger = register_photographs(fixed, photographs[(i + 1) % count]);
            other[i] = stranger.agreement;
            wrongly[i] = stranger.aligned;
        });
        std::vector<double> good, goodLargest, agreed;
        int wrong = 0, off = 0;
        for (std::size_t i = 0; i < count; ++i) {
            wrong += wrongly[i];
            if (wrongly[i])
                qInfo("aligned with another eye: %s on %s, agreement %.2f", qPrintable(names[qsizetype((i + 1) % count)]),
                      qPrintable(names[qsizetype(i)]), other[i]);
            if (!aligned[i])
                qInfo("not aligned with itself: %s, agreement %.2f, %.3f off", qPrintable(names[qsizetype(i)]),
                      agreement[i], mean[i]);
            if (!aligned[i])
                continue;
            good.push_back(mean[i]);
            goodLargest.push_back(largest[i]);
            agreed.push_back(agreement[i]);
            off += largest[i] > 0.02;
        }
        qInfo("%zu photographs: aligned %zu; error of those, share of the field: median %.5f, 95th percentile %.5f, "
              "worst point median %.5f, 95th %.5f; off by more than 2 %%: %d; agreement 5th percentile %.2f; "
              "not aligned best %.2f; other eyes aligned %d, their agreement 95th percentile %.2f, highest %.2f",
              count, good.size(), percentile(good, 0.5), percentile(good, 0.95), percentile(goodLargest, 0.5),
              percentile(goodLargest, 0.95), off, percentile(agreed, 0.05),
              [&] {
                  double best = -1;
                  for (std::size_t i = 0; i < count; ++i)
                      if (!aligned[i] && largest[i] < 0.02)
                          best = std::max(best, agreement[i]);
                  return best;
              }(),
              wrong, percentile(other, 0.95), percentile(other, 1.0));
        QVERIFY(double(good.size()) >= 0.8 * double(count));
        QVERIFY(percentile(good, 0.5) < 0.003);
        QVERIFY(percentile(good, 0.95) < 0.008);
        QVERIFY(off <= int(count) / 50);
        // Two photographs through cataracts show the dust of the same camera: it agrees.
        QVERIFY(wrong <= 1 + int(count) / 50);
    }
};

QTEST_APPLESS_MAIN(tst_Registration)
#include "tst_registration.moc"
