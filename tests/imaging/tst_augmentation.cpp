// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "core/imaging/augment.h"
#include "core/imaging/tensor.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>

using namespace retclip;
using nlohmann::json;

namespace {

std::filesystem::path folder()
{
    return std::filesystem::path(RETCLIP_SHARED_DIRECTORY) / "fixtures" / "augment";
}

json cases()
{
    auto text = read_file(folder() / "cases.json");
    return text ? json::parse(*text)["cases"] : json::array();
}

Raster raster_of(const RgbImage &image)
{
    Raster raster;
    raster.width = image.width;
    raster.height = image.height;
    raster.bytes = image.pixels;
    return raster;
}

RgbImage resized_crop(const RgbImage &image, const json &p)
{
    const PixelBox box{p["top"], p["left"], p["height"], p["width"]};
    const int size = p["size"];
    return to_rgb(resized(cropped(raster_of(image), box), size, size,
                          filter_from(p["filter"].get<std::string>()).value()));
}

std::optional<RgbImage> stage(const RgbImage &image, const std::string &name, const json &p)
{
    if (name == "brightness")
        return with_brightness(image, p["factor"]);
    if (name == "contrast")
        return with_contrast(image, p["factor"]);
    if (name == "saturation")
        return with_saturation(image, p["factor"]);
    if (name == "hue")
        return with_hue(image, p["factor"]);
    if (name == "rotate")
        return rotated(image, p["degrees_counter_clockwise"],
                       filter_from(p["filter"].get<std::string>()).value());
    if (name == "hflip")
        return mirrored_left_right(image);
    if (name == "vflip")
        return mirrored_top_bottom(image);
    if (name == "grayscale")
        return greyed(image);
    if (name == "gaussian_blur")
        return blurred(image, p["kernel"], p["sigma"]);
    if (name == "resized_crop")
        return resized_crop(image, p);
    return std::nullopt;
}

} // namespace

class tst_Augmentation : public QObject
{
    Q_OBJECT

private slots:
    void stagesAgreeWithReference_data()
    {
        QTest::addColumn<int>("index");
        const json all = cases();
        if (all.empty())
            QTest::newRow("without fixtures") << -1;
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i]["name"].get<std::string>().c_str()) << int(i);
    }
    void stagesAgreeWithReference()
    {
        QFETCH(int, index);
        if (index < 0)
            QSKIP("the reference fixtures are not beside this checkout");
        const json entry = cases()[std::size_t(index)];
        const auto image = read_photograph(folder() / entry["image"].get<std::string>());
        const auto reference = read_npy(folder() / entry["expected"].get<std::string>());
        QVERIFY(image && reference);
        const json &p = entry["parameters"];
        const double tolerance = entry["tolerance"];
        if (entry["operation"] == "pipeline") {
            RgbImage current = resized_crop(*image, p["resized_crop"]);
            if (p["hflip"].get<bool>())
                current = mirrored_left_right(current);
            for (const json &kind : p["jitter_order"])
                current = stage(current, kind, {{"factor", p[kind.get<std::string>()]}}).value();
            std::vector<float> tensor = normalised_tensor(current);
            const json &e = p["erase"];
            erase(tensor, current.width, {e["top"], e["left"], e["height"], e["width"]});
            const auto expected = reference->as<float>();
            QCOMPARE(tensor.size(), expected.size());
            for (std::size_t i = 0; i < tensor.size(); ++i)
                QVERIFY(std::fabs(double(tensor[i]) - expected[i]) <= tolerance);
            return;
        }
        const auto result = stage(*image, entry["operation"], p);
        QVERIFY2(result, entry["operation"].get<std::string>().c_str());
        const auto expected = reference->as<std::uint8_t>();
        QCOMPARE(result->pixels.size(), expected.size());
        int largest = 0;
        for (std::size_t i = 0; i < expected.size(); ++i)
            largest = std::max(largest, std::abs(int(result->pixels[i]) - int(expected[i])));
        QVERIFY2(largest <= tolerance, qPrintable(QString("largest difference %1").arg(largest)));
    }

    void drawsDependOnTheKeyAlone()
    {
        AugmentOptions options;
        options.eyes_together = false;
        const auto crop = [&](AugmentKey key) {
            const AugmentDraw draw = draw_augmentation(options, key, 640, 480);
            return std::array{draw.factors[0], draw.factors[1], draw.factors[2]};
        };
        const AugmentKey key{1, 2, 3, Laterality::right};
        QCOMPARE(crop(key), crop(key));
        QVERIFY(crop(key) != crop({2, 2, 3, Laterality::right}));
        QVERIFY(crop(key) != crop({1, 3, 3, Laterality::right}));
        QVERIFY(crop(key) != crop({1, 2, 4, Laterality::right}));
        QVERIFY(crop(key) != crop({1, 2, 3, Laterality::left}));
        options.eyes_together = true;
        QCOMPARE(crop(key), crop({1, 2, 3, Laterality::left}));
    }

    void drawsKeepTheirLimits()
    {
        AugmentOptions options;
        options.size = 64;
        options.flip_probability = 0.5;
        int flips = 0, erasures = 0, whole = 0;
        constexpr int count = 4000;
        for (int item = 0; item < count; ++item) {
            const AugmentDraw draw = draw_augmentation(options, {7, 1, item}, 300, 260);
            QVERIFY(draw.crop.top >= 0 && draw.crop.left >= 0);
            QVERIFY(draw.crop.top + draw.crop.height <= 260 && draw.crop.left + draw.crop.width <= 300);
            whole += double(draw.crop.height) * draw.crop.width >= 0.89 * 300 * 260;
            for (double factor : draw.factors)
                QVERIFY(factor >= 0.8 && factor <= 1.2);
            flips += draw.flip;
            if (draw.erased) {
                ++erasures;
                const double share = double(draw.erased->height) * draw.erased->width / (64.0 * 64);
                QVERIFY(share > 0.01 && share < 0.36);
                QVERIFY(draw.erased->top + draw.erased->height <= 64);
                QVERIFY(draw.erased->left + draw.erased->width <= 64);
            }
        }
        QVERIFY(std::abs(flips - count / 2) < 200);
        QVERIFY(std::abs(erasures - count / 10) < 120);
        QVERIFY(whole > count * 0.99);
    }

    void augmentsAFile()
    {
        RgbImage image{90, 70, std::vector<std::uint8_t>(std::size_t(90) * 70 * 3, 100)};
        const auto bytes = encode_png(image);
        QVERIFY(bytes);
        AugmentOptions options;
        options.size = 32;
        options.erasing_probability = 0;
        const auto a = augmented_tensor(*bytes, {}, options, {1, 1, 1});
        const auto b = augmented_tensor(image, options, {1, 1, 1});
        QVERIFY(a);
        QCOMPARE(a->size(), std::size_t(3 * 32 * 32));
        QVERIFY(*a == b);
    }
};

QTEST_APPLESS_MAIN(tst_Augmentation)
#include "tst_augmentation.moc"
