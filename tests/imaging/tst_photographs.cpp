// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "core/imaging/photograph.h"
#include "core/imaging/resample.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

#include <cmath>

using namespace retclip;
using nlohmann::json;

namespace {

std::filesystem::path shared(const char *part)
{
    return std::filesystem::path(RETCLIP_SHARED_DIRECTORY) / part;
}

json cases_of(const char *folder)
{
    auto text = read_file(shared("fixtures") / folder / "cases.json");
    return text ? json::parse(*text)["cases"] : json::array();
}

void add_rows(const json &cases)
{
    QTest::addColumn<int>("index");
    if (cases.empty())
        QTest::newRow("without fixtures") << -1;
    for (std::size_t i = 0; i < cases.size(); ++i)
        QTest::newRow(cases[i]["name"].get<std::string>().c_str()) << int(i);
}

QStringList split_csv(const QString &line)
{
    QStringList fields(QString{});
    bool quoted = false;
    for (QChar c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields.append(QString());
        else
            fields.last() += c;
    }
    return fields;
}

} // namespace

class tst_Photographs : public QObject
{
    Q_OBJECT

private slots:
    void resizesAsPillow_data() { add_rows(cases_of("resize")); }
    void resizesAsPillow()
    {
        QFETCH(int, index);
        if (index < 0)
            QSKIP("the reference fixtures are not beside this checkout");
        const json entry = cases_of("resize")[std::size_t(index)];
        const auto folder = shared("fixtures") / "resize";
        const auto in = read_npy(folder / entry["in"].get<std::string>());
        const auto out = read_npy(folder / entry["out"].get<std::string>());
        QVERIFY(in && out);
        Raster raster;
        const std::string mode = entry["mode"];
        raster.mode = mode == "L" ? PixelMode::grey : mode == "RGB" ? PixelMode::rgb : PixelMode::rgba;
        raster.height = int(in->shape[0]);
        raster.width = int(in->shape[1]);
        const auto pixels = in->as<std::uint8_t>();
        raster.bytes.assign(pixels.begin(), pixels.end());
        std::optional<SourceBox> box;
        if (entry.contains("box_left_top_right_bottom") && !entry["box_left_top_right_bottom"].is_null()) {
            const auto b = entry["box_left_top_right_bottom"].get<std::vector<double>>();
            box = SourceBox{b[0], b[1], b[2], b[3]};
        }
        const Raster result = resized(raster, int(out->shape[1]), int(out->shape[0]),
                                      filter_from(entry["filter"].get<std::string>()).value(), box);
        const auto expected = out->as<std::uint8_t>();
        QCOMPARE(result.bytes.size(), expected.size());
        QVERIFY(std::equal(expected.begin(), expected.end(), result.bytes.begin()));
    }

    void preparesAsTheAuthors_data() { add_rows(cases_of("preprocess")); }
    void preparesAsTheAuthors()
    {
        QFETCH(int, index);
        if (index < 0)
            QSKIP("the reference fixtures are not beside this checkout");
        const json entry = cases_of("preprocess")[std::size_t(index)];
        const auto folder = shared("fixtures") / "preprocess";
        const auto file = folder / entry["image"].get<std::string>();
        const auto tensor = evaluation_tensor(file, entry["size"], published_photograph_options());
        if (entry.contains("error")) {
            QVERIFY(!tensor);
            QVERIFY(!tensor.error().what_happened.empty() && !tensor.error().what_to_do.empty());
            return;
        }
        QVERIFY2(tensor, tensor ? "" : tensor.error().english().c_str());
        const auto facts = inspect_photograph(file);
        QVERIFY(facts);
        QCOMPARE(QString::fromStdString(facts->mode),
                 QString::fromStdString(entry["pil_mode"].get<std::string>()));
        const auto reference = read_npy(folder / entry["expected"].get<std::string>());
        QVERIFY(reference);
        const auto expected = reference->as<float>();
        QCOMPARE(tensor->size(), expected.size());
        double largest = 0, sum = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const double apart = std::fabs(double((*tensor)[i]) - expected[i]);
            largest = std::max(largest, apart);
            sum += apart;
        }
        if (entry["lossy"].get<bool>()) {
            QVERIFY2(largest <= entry["tolerance_max_abs"].get<double>(), qPrintable(QString::number(largest)));
            QVERIFY(sum / double(expected.size()) <= entry["tolerance_mean_abs"].get<double>());
        } else {
            QVERIFY2(largest <= entry["tolerance_abs"].get<double>(), qPrintable(QString::number(largest)));
        }
    }

    void readsOrRefusesOddFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("size");
        QTest::addColumn<QString>("expect");
        QTest::addColumn<bool>("either");
        QFile index(QString::fromStdString((shared("data") / "odd" / "index.csv").string()));
        if (!index.open(QIODevice::ReadOnly)) {
            QTest::newRow("without test data") << QString() << QString() << QString() << false;
            return;
        }
        const QStringList lines = QString::fromUtf8(index.readAll()).split('\n', Qt::SkipEmptyParts);
        for (const QString &line : lines.mid(1)) {
            const QStringList fields = split_csv(line.trimmed());
            QTest::newRow(qPrintable(fields[0]))
                << fields[0] << fields[1] + "x" + fields[2] << fields[4] << (fields[5] == "yes");
        }
    }
    void readsOrRefusesOddFiles()
    {
        QFETCH(QString, name);
        QFETCH(QString, size);
        QFETCH(QString, expect);
        QFETCH(bool, either);
        if (name.isEmpty())
            QSKIP("the test data are not beside this checkout");
        const auto file = shared("data") / "odd" / path_from_utf8(name.toStdString());
        PhotographOptions options;
        options.apply_exif_orientation = false;
        const auto image = read_photograph(file, options);
        const auto tensor = evaluation_tensor(file, 32, published_photograph_options());
        QCOMPARE(bool(image), bool(tensor));
        if (image) {
            QCOMPARE(image->pixels.size(),
                     std::size_t(image->width) * std::size_t(image->height) * 3);
        } else {
            QVERIFY(!image.error().what_happened.empty() && !image.error().what_to_do.empty());
        }
        if (either)
            return;
        QVERIFY2(bool(image) == (expect == "ok"), image ? "was read" : image.error().english().c_str());
        if (image && !size.startsWith('x'))
            QCOMPARE(QString("%1x%2").arg(image->width).arg(image->height), size);
    }

    void turnsByExif()
    {
        const auto folder = shared("data") / "odd";
        const auto straight = read_photograph(folder / "hopper.jpg");
        if (!straight)
            QSKIP("the test data are not beside this checkout");
        for (int orientation = 2; orientation <= 8; ++orientation) {
            const auto turned = read_photograph(
                folder / ("hopper_orientation_" + std::to_string(orientation) + ".jpg"));
            QVERIFY(turned);
            double sum = 0;
            for (std::size_t i = 0; i < turned->pixels.size(); ++i)
                sum += std::abs(int(turned->pixels[i]) - int(straight->pixels[i]));
            QVERIFY2(sum / double(turned->pixels.size()) < 12, qPrintable(QString::number(orientation)));
        }
    }

    void scalesSixteenBitsForPeople()
    {
        const auto file = shared("fixtures") / "preprocess" / "images" / "grey16.png";
        const auto scaled = read_photograph(file);
        if (!scaled)
            QSKIP("the reference fixtures are not beside this checkout");
        const auto clipped = read_photograph(file, published_photograph_options());
        QVERIFY(clipped);
        const auto white = [](const RgbImage &image) {
            return std::count(image.pixels.begin(), image.pixels.end(), 255);
        };
        QVERIFY(white(*scaled) * 2 < white(*clipped));
    }

    void decodesSmallerForThumbnails()
    {
        RgbImage image{1600, 1200, std::vector<std::uint8_t>(std::size_t(1600) * 1200 * 3)};
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            image.pixels[i] = std::uint8_t((i / 3 % 1600) / 8 + i % 3 * 20);
        const auto bytes = encode_jpeg(image, 90);
        QVERIFY(bytes);
        PhotographOptions options;
        options.at_least_px = 256;
        const auto small = decode_photograph(*bytes, options);
        QVERIFY(small);
        QCOMPARE(small->height, 300);
        QCOMPARE(small->width, 400);
        const RgbImage thumbnail = reduced(*small, 256);
        QCOMPARE(thumbnail.width, 256);
        QCOMPARE(thumbnail.height, 192);
    }

    void writesPngWithoutLoss()
    {
        RgbImage image{31, 17, {}};
        for (int i = 0; i < 31 * 17 * 3; ++i)
            image.pixels.push_back(std::uint8_t(i * 37));
        const auto bytes = encode_png(image);
        QVERIFY(bytes);
        const auto back = decode_photograph(*bytes);
        QVERIFY(back);
        QCOMPARE(back->pixels, image.pixels);
        QVERIFY(!encode_png({}));
    }
};

QTEST_APPLESS_MAIN(tst_Photographs)
#include "tst_photographs.moc"
