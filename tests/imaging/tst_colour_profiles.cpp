// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/screen_photograph.h"
#include "tests/import/dicom_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cmath>
#include <random>

#include <lcms2.h>

using namespace retclip;

namespace {

using Colour = std::array<int, 3>;

constexpr cmsCIExyY d65{0.3127, 0.3290, 1.0};
constexpr cmsCIExyYTRIPLE adobe_primaries{{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}};
constexpr double adobe_gamma = 563.0 / 256;

/// Frees the profile.
QByteArray bytes_of(cmsHPROFILE profile, const wchar_t *name)
{
    cmsMLU *text = cmsMLUalloc(nullptr, 1);
    cmsMLUsetWide(text, "en", "US", name);
    cmsWriteTag(profile, cmsSigProfileDescriptionTag, text);
    cmsMLUfree(text);
    cmsUInt32Number length = 0;
    cmsSaveProfileToMem(profile, nullptr, &length);
    QByteArray bytes(qsizetype(length), '\0');
    cmsSaveProfileToMem(profile, bytes.data(), &length);
    cmsCloseProfile(profile);
    return bytes;
}

QByteArray adobe_rgb()
{
    cmsToneCurve *curve = cmsBuildGamma(nullptr, adobe_gamma);
    cmsToneCurve *curves[3]{curve, curve, curve};
    const cmsHPROFILE profile = cmsCreateRGBProfile(&d65, &adobe_primaries, curves);
    cmsFreeToneCurve(curve);
    return bytes_of(profile, L"Adobe RGB (1998) 广色域");
}

QByteArray grey_of(double gamma)
{
    cmsToneCurve *curve = cmsBuildGamma(nullptr, gamma);
    const cmsHPROFILE profile = cmsCreateGrayProfile(&d65, curve);
    cmsFreeToneCurve(curve);
    return bytes_of(profile, L"Linear grey");
}

/// Four inks on paper: each takes its colour, black takes all.
QByteArray inks()
{
    const cmsHPROFILE profile = cmsCreateProfilePlaceholder(nullptr);
    cmsSetDeviceClass(profile, cmsSigOutputClass);
    cmsSetColorSpace(profile, cmsSigCmykData);
    cmsSetPCS(profile, cmsSigLabData);
    cmsPipeline *pipeline = cmsPipelineAlloc(nullptr, 4, 3);
    cmsStage *table = cmsStageAllocCLut16bit(nullptr, 5, 4, 3, nullptr);
    cmsStageSampleCLut16bit(
        table,
        [](const cmsUInt16Number *ink, cmsUInt16Number *lab, void *) -> cmsInt32Number {
            const double light = (1 - ink[3] / 65535.0) * (1 - (ink[0] + ink[1] + ink[2]) / 3.0 / 65535.0);
            const cmsCIELab colour{100 * light, 0, 0};
            cmsFloat2LabEncoded(lab, &colour);
            return TRUE;
        },
        nullptr, 0);
    cmsPipelineInsertStage(pipeline, cmsAT_END, table);
    cmsWriteTag(profile, cmsSigAToB0Tag, pipeline);
    cmsPipelineFree(pipeline);
    return bytes_of(profile, L"Inks");
}

/// By the definitions of both spaces (IEC 61966-2-1; Adobe RGB 1998), without Little CMS.
Colour srgb_from_adobe(const Colour &adobe)
{
    std::array<double, 3> linear{};
    for (std::size_t i = 0; i < 3; ++i)
        linear[i] = std::pow(adobe[i] / 255.0, adobe_gamma);
    const auto [r, g, b] = linear;
    const double x = 0.57667 * r + 0.18556 * g + 0.18823 * b;
    const double y = 0.29734 * r + 0.62736 * g + 0.07529 * b;
    const double z = 0.02703 * r + 0.07069 * g + 0.99134 * b;
    const std::array<double, 3> wanted{3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
                                       -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
                                       0.0556434 * x - 0.2040259 * y + 1.0572252 * z};
    Colour out{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double v = std::clamp(wanted[i], 0.0, 1.0);
        out[i] = int(std::lround(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055)));
    }
    return out;
}

RgbImage patch(const Colour &colour, int side = 48)
{
    RgbImage image{side, side, {}};
    for (int i = 0; i < side * side; ++i)
        for (const int value : colour)
            image.pixels.push_back(std::uint8_t(value));
    return image;
}

QByteArray to_bytes(const std::vector<std::byte> &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}
std::span<const std::byte> span_of(const QByteArray &bytes)
{
    return std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())));
}

QByteArray big(quint32 value, int count)
{
    QByteArray out;
    for (int i = count - 1; i >= 0; --i)
        out += char(value >> (8 * i));
    return out;
}
QByteArray little(quint32 value, int count)
{
    QByteArray out;
    for (int i = 0; i < count; ++i)
        out += char(value >> (8 * i));
    return out;
}

QByteArray jpeg_with(const RgbImage &image, const QByteArray &profile, int a_segment)
{
    QByteArray file = to_bytes(encode_jpeg(image, 100).value());
    QByteArray segments;
    const auto count = (profile.size() + a_segment - 1) / a_segment;
    for (qsizetype i = count - 1; i >= 0; --i) { // any order is allowed
        const QByteArray part = profile.mid(i * a_segment, a_segment);
        segments += QByteArray("\xFF\xE2") + big(quint32(part.size()) + 16, 2) + QByteArray("ICC_PROFILE\0", 12)
            + char(i + 1) + char(count) + part;
    }
    return file.insert(2, segments);
}

QByteArray png_chunk(const QByteArray &kind, const QByteArray &body)
{
    quint32 crc = 0xFFFFFFFF;
    for (const char c : kind + body) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    return big(quint32(body.size()), 4) + kind + body + big(~crc, 4);
}

QByteArray png_with(const RgbImage &image, const QByteArray &profile)
{
    QByteArray file = to_bytes(encode_png(image).value());
    return file.insert(33, png_chunk("iCCP", QByteArray("camera\0\0", 8) + qCompress(profile).mid(4)));
}

/// Uncompressed, one strip, little endian.
QByteArray tiff_with(const RgbImage &image, const QByteArray &profile)
{
    const QByteArray pixels(reinterpret_cast<const char *>(image.pixels.data()), qsizetype(image.pixels.size()));
    const quint32 at_bits = 8, at_profile = 16, at_pixels = at_profile + quint32(profile.size() + 1) / 2 * 2;
    const quint32 directory = at_pixels + quint32(pixels.size() + 1) / 2 * 2;
    QByteArray file = QByteArray("II*\0", 4) + little(directory, 4);
    file += little(8, 2) + little(8, 2) + little(8, 2);
    file.resize(qsizetype(at_profile), '\0');
    file += profile;
    file.resize(qsizetype(at_pixels), '\0');
    file += pixels;
    file.resize(qsizetype(directory), '\0');
    const auto entry = [](quint32 tag, quint32 type, quint32 count, quint32 value) {
        return little(tag, 2) + little(type, 2) + little(count, 4) + little(value, 4);
    };
    file += little(10, 2) + entry(256, 4, 1, quint32(image.width)) + entry(257, 4, 1, quint32(image.height))
        + entry(258, 3, 3, at_bits) + entry(259, 3, 1, 1) + entry(262, 3, 1, 2) + entry(273, 4, 1, at_pixels)
        + entry(277, 3, 1, 3) + entry(278, 4, 1, quint32(image.height)) + entry(279, 4, 1, quint32(pixels.size()))
        + entry(34675, 7, quint32(profile.size()), at_profile) + little(0, 4);
    return file;
}

/// No picture in it: only what is looked through.
QByteArray webp_shell(const QByteArray &profile)
{
    const QByteArray extended = "VP8X" + little(10, 4) + QByteArray("\x20\0\0\0\x2F\0\0\x2F\0\0", 10);
    QByteArray colours = "ICCP" + little(quint32(profile.size()), 4) + profile;
    if (profile.size() % 2)
        colours += '\0';
    return "RIFF" + little(quint32(4 + extended.size() + colours.size()), 4) + "WEBP" + extended + colours;
}

QByteArray box(const QByteArray &kind, const QByteArray &body)
{
    return big(quint32(body.size() + 8), 4) + kind + body;
}
QByteArray jpeg2000_shell(const QByteArray &profile)
{
    return box("jP  ", "\r\n\x87\n") + box("ftyp", QByteArray("jp2 \0\0\0\0jp2 ", 12))
        + box("jp2h", box("ihdr", QByteArray(14, '\0')) + box("colr", QByteArray("\2\0\0", 3) + profile));
}

QByteArray dicom_with(const RgbImage &image, const QByteArray &profile)
{
    DicomFileMaker maker;
    maker.text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.77.1.5.1")
        .text(0x0008, 0x0060, "CS", "OP")
        .number(0x0028, 0x0002, 3)
        .text(0x0028, 0x0004, "CS", "RGB")
        .number(0x0028, 0x0006, 0)
        .number(0x0028, 0x0010, quint16(image.height))
        .number(0x0028, 0x0011, quint16(image.width))
        .number(0x0028, 0x0100, 8)
        .number(0x0028, 0x0101, 8)
        .number(0x0028, 0x0102, 7)
        .number(0x0028, 0x0103, 0)
        .text(0x0028, 0x2000, "OB", profile)
        .pixels({reinterpret_cast<const char *>(image.pixels.data()), qsizetype(image.pixels.size())});
    return maker.file();
}

QByteArray in_format(const QString &format, const RgbImage &image, const QByteArray &profile)
{
    if (format == "JPEG")
        return jpeg_with(image, profile, 60'000);
    if (format == "JPEG, many segments")
        return jpeg_with(image, profile, 100);
    if (format == "PNG")
        return png_with(image, profile);
    return format == "TIFF" ? tiff_with(image, profile) : dicom_with(image, profile);
}

Colour middle_of(const RgbImage &image)
{
    const std::size_t at = 3 * (std::size_t(image.height / 2) * std::size_t(image.width) + std::size_t(image.width / 2));
    return {image.pixels[at], image.pixels[at + 1], image.pixels[at + 2]};
}

bool near(const Colour &a, const Colour &b, int most)
{
    for (std::size_t i = 0; i < 3; ++i)
        if (std::abs(a[i] - b[i]) > most)
            return false;
    return true;
}
QByteArray text_of(const Colour &c)
{
    return QByteArray::number(c[0]) + ' ' + QByteArray::number(c[1]) + ' ' + QByteArray::number(c[2]);
}

Raster raster_of(PixelMode mode, std::vector<std::uint8_t> pixel)
{
    Raster raster;
    raster.mode = mode;
    raster.width = raster.height = 1;
    raster.bytes = std::move(pixel);
    return raster;
}

} // namespace

class tst_ColourProfiles : public QObject
{
    Q_OBJECT

private slots:
    void aKnownPatchHasItsScreenColour_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("r");
        QTest::addColumn<int>("g");
        QTest::addColumn<int>("b");
        const std::array<Colour, 5> colours{{{200, 100, 50}, {120, 60, 40}, {90, 140, 80}, {255, 255, 255}, {30, 20, 12}}};
        for (const char *format : {"JPEG", "JPEG, many segments", "PNG", "TIFF", "DICOM"})
            for (const Colour &c : colours)
                QTest::addRow("%s %d %d %d", format, c[0], c[1], c[2]) << QString(format) << c[0] << c[1] << c[2];
    }
    void aKnownPatchHasItsScreenColour()
    {
        QFETCH(QString, format);
        QFETCH(int, r);
        QFETCH(int, g);
        QFETCH(int, b);
        const Colour stored{r, g, b}, wanted = srgb_from_adobe(stored);
        const QByteArray file = in_format(format, patch(stored), adobe_rgb());
        const auto shown = decode_for_screen(span_of(file));
        QVERIFY2(shown, shown ? "" : shown.error().english().c_str());
        QCOMPARE(word(shown->profile.handling), "converted");
        QCOMPARE(QString::fromStdString(shown->profile.description), QStringLiteral("Adobe RGB (1998) 广色域"));
        const Colour seen = middle_of(shown->image);
        QVERIFY2(near(seen, wanted, 2), text_of(seen) + " instead of " + text_of(wanted));
        // Reduced first, as thumbnails are.
        const auto small = decode_for_screen(span_of(file), {}, 16);
        QVERIFY(small);
        QCOMPARE(small->image.width, 16);
        QVERIFY(near(middle_of(small->image), wanted, 2));
    }

    void aSaturatedColourIsNotLeftAsStored()
    {
        const auto shown = decode_for_screen(span_of(png_with(patch({200, 100, 50}), adobe_rgb())));
        QVERIFY(shown);
        QVERIFY(!near(middle_of(shown->image), {200, 100, 50}, 8));
    }

    void whatANetworkSeesStaysAsStored_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"JPEG", "JPEG, many segments", "PNG", "TIFF", "DICOM"})
            QTest::newRow(format) << QString(format);
    }
    void whatANetworkSeesStaysAsStored()
    {
        QFETCH(QString, format);
        const RgbImage stored = patch({200, 100, 50});
        const QByteArray file = in_format(format, stored, adobe_rgb());
        const auto read = decode_photograph(span_of(file));
        QVERIFY(read);
        QVERIFY(near(middle_of(*read), {200, 100, 50}, format.startsWith("JPEG") ? 1 : 0));
        const auto with = evaluation_tensor(span_of(file), 32, published_photograph_options());
        QVERIFY(with);
        if (format.startsWith("JPEG")) {
            const auto without =
                evaluation_tensor(encode_jpeg(stored, 100).value(), 32, published_photograph_options());
            QVERIFY(without);
            QVERIFY(*with == *without);
        } else {
            const auto without = evaluation_tensor(encode_png(stored).value(), 32, published_photograph_options());
            QVERIFY(without);
            QVERIFY(*with == *without);
        }
    }

    void profilesAreFoundInTheirContainers_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("WebP") << webp_shell(adobe_rgb());
        QTest::newRow("JPEG 2000") << jpeg2000_shell(adobe_rgb());
        QTest::newRow("DICOM") << dicom_with(patch({1, 2, 3}), adobe_rgb());
    }
    void profilesAreFoundInTheirContainers()
    {
        QFETCH(QByteArray, file);
        const std::string found = embedded_profile(span_of(file));
        QCOMPARE(QByteArray::fromStdString(found).left(adobe_rgb().size()).mid(128), adobe_rgb().mid(128));
        for (qsizetype length = 0; length < file.size(); ++length)
            (void)embedded_profile(span_of(file.left(length)));
    }

    void theScreensOwnProfileCostsNothing()
    {
        const QByteArray profile = bytes_of(cmsCreate_sRGBProfile(), L"sRGB IEC61966-2.1");
        const QByteArray file = png_with(patch({201, 99, 48}), profile);
        const auto shown = decode_for_screen(span_of(file));
        const auto read = decode_photograph(span_of(file));
        QVERIFY(shown && read);
        QCOMPARE(word(shown->profile.handling), "srgb");
        QVERIFY(shown->image.pixels == read->pixels);
    }

    void aPhotographWithoutAProfileIsShownAsItIs()
    {
        const auto file = encode_jpeg(patch({201, 99, 48}), 95);
        QVERIFY(file);
        const auto shown = decode_for_screen(*file);
        QVERIFY(shown);
        QCOMPARE(word(shown->profile.handling), "untagged");
        QVERIFY(shown->image.pixels == decode_photograph(*file)->pixels);
    }

    void greyIsConverted()
    {
        const std::string profile = grey_of(1.0).toStdString();
        QCOMPARE(word(examine_profile(profile, PixelMode::grey).handling), "converted");
        // Half the light is 188 in sRGB.
        const RgbImage shown = to_srgb(raster_of(PixelMode::grey, {128}), profile);
        QVERIFY2(near(middle_of(shown), {188, 188, 188}, 2), text_of(middle_of(shown)));
        QCOMPARE(word(examine_profile(profile, PixelMode::rgb).handling), "unusable");
        QVERIFY(near(middle_of(to_srgb(raster_of(PixelMode::rgb, {9, 8, 7}), profile)), {9, 8, 7}, 0));
    }

    void inkIsConverted()
    {
        const std::string profile = inks().toStdString();
        QCOMPARE(word(examine_profile(profile, PixelMode::cmyk).handling), "converted");
        QVERIFY(near(middle_of(to_srgb(raster_of(PixelMode::cmyk, {0, 0, 0, 0}), profile)), {255, 255, 255}, 2));
        QVERIFY(near(middle_of(to_srgb(raster_of(PixelMode::cmyk, {0, 0, 0, 255}), profile)), {0, 0, 0}, 2));
        // A third of the light lightness 67.
        const Colour cyan = middle_of(to_srgb(raster_of(PixelMode::cmyk, {255, 0, 0, 0}), profile));
        QVERIFY2(near(cyan, {161, 161, 161}, 4), text_of(cyan));
    }

    void brokenProfilesHarmNothing_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"JPEG, many segments", "PNG", "TIFF"})
            QTest::newRow(format) << QString(format);
    }
    void brokenProfilesHarmNothing()
    {
        QFETCH(QString, format);
        const Colour stored{200, 100, 50};
        const QByteArray profile = adobe_rgb();
        std::mt19937 random(11);
        for (int round = 0; round < 400; ++round) {
            QByteArray broken = profile;
            if (round % 4 == 0)
                broken.truncate(qsizetype(random() % quint32(profile.size() - 1)) + 1);
            for (int i = 0; i < 1 + round % 7; ++i)
                broken[qsizetype(random() % quint32(broken.size()))] = char(random());
            const auto shown = decode_for_screen(span_of(in_format(format, patch(stored, 8), broken)));
            QVERIFY2(shown, shown ? "" : shown.error().english().c_str());
            QCOMPARE(shown->image.width, 8);
            QCOMPARE(shown->image.pixels.size(), std::size_t(3 * 8 * 8));
            if (shown->profile.handling == ColourHandling::unusable
                || shown->profile.handling == ColourHandling::untagged)
                QVERIFY(near(middle_of(shown->image), stored, 1));
        }
    }

    void aMissingSegmentLeavesThePhotographAsStored()
    {
        QByteArray file = jpeg_with(patch({200, 100, 50}), adobe_rgb(), 100);
        // The first segment of all: its length follows FF E2.
        const auto length = (static_cast<unsigned char>(file[4]) << 8) + static_cast<unsigned char>(file[5]);
        file.remove(2, 2 + length);
        const auto shown = decode_for_screen(span_of(file));
        QVERIFY(shown);
        QCOMPARE(word(shown->profile.handling), "untagged");
        QVERIFY(near(middle_of(shown->image), {200, 100, 50}, 1));
    }

    void filesSayWhatIsDoneWithTheirColours()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("照片.jpg"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(jpeg_with(patch({200, 100, 50}), adobe_rgb(), 60'000));
        file.close();
        const auto path = std::filesystem::path(file.fileName().toStdString());
        const auto colours = inspect_colours(path);
        QVERIFY(colours);
        QCOMPARE(word(colours->handling), "converted");
        QVERIFY(read_for_screen(path));
        const auto absent = read_for_screen(path.parent_path() / "none.jpg");
        QVERIFY(!absent && absent.error().code == ErrorCode::not_found);
    }
};

QTEST_GUILESS_MAIN(tst_ColourProfiles)
#include "tst_colour_profiles.moc"
