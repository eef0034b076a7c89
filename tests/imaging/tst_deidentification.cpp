// SPDX-License-Identifier: GPL-3.0-or-later
// Metadata goes and pixels stay; writing beside the disc is seen; faults of photographs are named.
#include "core/base/files.h"
#include "core/imaging/burnt_in_text.h"
#include "core/imaging/clean_profile.h"
#include "core/imaging/colour_profile.h"
#include "core/imaging/metadata.h"
#include "core/imaging/dicom_deidentify.h"
#include "core/imaging/photograph_faults.h"
#include "core/privacy/residual_pictures.h"
#include "tests/import/dicom_file.h"

#include <QDirIterator>
#include <QTest>

#include <cmath>

using namespace retclip;

namespace {

RgbImage fundus(int side, int detail = 24)
{
    RgbImage image;
    image.width = image.height = side;
    image.pixels.assign(std::size_t(side) * std::size_t(side) * 3, 4);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (std::hypot(x - side / 2.0, y - side / 2.0) < side * 0.4) {
                std::uint8_t *p = image.pixels.data() + 3 * (std::size_t(y) * std::size_t(side) + std::size_t(x));
                const int grain = (x / 2 + y / 2) % 2 ? detail : 0;
                p[0] = std::uint8_t(150 + grain);
                p[1] = std::uint8_t(80 + grain);
                p[2] = 40;
            }
    return image;
}

/// An H of `height` pixels.
void letter(RgbImage &image, int left, int top, int height)
{
    const int width = height * 2 / 3, stroke = std::max(1, height / 6);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (x < stroke || x >= width - stroke || std::abs(y - height / 2) < stroke) {
                std::uint8_t *p = image.pixels.data()
                    + 3 * (std::size_t(top + y) * std::size_t(image.width) + std::size_t(left + x));
                p[0] = p[1] = p[2] = 230;
            }
}

std::span<const std::byte> bytesOf(const std::string &text)
{
    return std::as_bytes(std::span(text));
}

std::string text(const std::vector<std::byte> &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

void put(std::string &bytes, std::uint32_t value, int width)
{
    for (int i = 0; i < width; ++i)
        bytes += char(value >> (8 * i) & 0xFF);
}

/// A 4 x 4 grey TIFF with a description, an artist and an EXIF directory that holds a date.
std::string tiffWithNames()
{
    const std::string description("Zhang San, 63", 14), artist("Dr. Li", 7), date("2023:04:05", 11);
    std::string pixels;
    for (int i = 0; i < 16; ++i)
        pixels += char(i * 15);
    const std::uint32_t pixelsAt = 8, descriptionAt = 24, artistAt = 38, dateAt = 46, exifAt = 58,
                        directoryAt = exifAt + 2 + 12 + 4;
    std::string file("II*\0", 4);
    put(file, directoryAt, 4);
    file += pixels + description + artist + '\0' + date + '\0';
    put(file, 1, 2); // EXIF: one entry.
    put(file, 36867, 2), put(file, 2, 2), put(file, 11, 4), put(file, dateAt, 4);
    put(file, 0, 4);
    const auto entry = [&](unsigned tag, unsigned type, unsigned count, std::uint32_t value) {
        put(file, tag, 2), put(file, type, 2), put(file, count, 4), put(file, value, 4);
    };
    put(file, 12, 2);
    entry(256, 4, 1, 4), entry(257, 4, 1, 4), entry(258, 3, 1, 8), entry(259, 3, 1, 1);
    entry(262, 3, 1, 1), entry(270, 2, 14, descriptionAt), entry(273, 4, 1, pixelsAt);
    entry(277, 3, 1, 1), entry(278, 4, 1, 4), entry(279, 4, 1, 16), entry(315, 2, 7, artistAt);
    entry(34665, 4, 1, exifAt);
    put(file, 0, 4);
    return file;
}

/// A chunk of a PNG file with its sum (PNG, 5.3 and annex D).
std::string pngChunk(const std::string &kind, const std::string &body)
{
    std::uint32_t sum = 0xFFFFFFFF;
    for (const char c : kind + body) {
        sum ^= std::uint8_t(c);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum & 1 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
    }
    const auto big = [](std::uint32_t value) {
        std::string bytes;
        for (int i = 4; i-- > 0;)
            bytes += char(value >> (8 * i) & 0xFF);
        return bytes;
    };
    return big(std::uint32_t(body.size())) + kind + body + big(~sum);
}

std::string packed(const std::string &bytes)
{
    return qCompress(QByteArray::fromStdString(bytes)).mid(4).toStdString(); // Behind Qt's own length: zlib's stream.
}

/// 4 x 4 grey; `behind` follows the packed pixels in the same chunk, `more` is packed with them.
std::string pngOf(const std::string &before, const std::string &behind, const std::string &more = {})
{
    std::string rows;
    for (int y = 0; y < 4; ++y) {
        rows += '\0';
        for (int x = 0; x < 4; ++x)
            rows += char(40 * y + 9 * x);
    }
    return "\x89PNG\r\n\x1A\n" + pngChunk("IHDR", std::string("\0\0\0\x04\0\0\0\x04\x08\0\0\0\0", 13)) + before
        + pngChunk("IDAT", packed(rows + more) + behind) + pngChunk("IEND", {});
}

/// 4 x 4 RGB with a colour profile; `unused` lies where no tag points.
std::string tiffWithProfile(const std::string &profile, const std::string &unused)
{
    std::string pixels;
    for (int i = 0; i < 48; ++i)
        pixels += char(i * 5);
    const std::uint32_t pixelsAt = 8, bitsAt = 56, profileAt = 64;
    const auto unusedAt = std::uint32_t(profileAt + profile.size()), directoryAt = std::uint32_t((unusedAt + unused.size() + 1) & ~std::size_t(1));
    std::string file("II*\0", 4);
    put(file, directoryAt, 4);
    file += pixels;
    put(file, 8, 2), put(file, 8, 2), put(file, 8, 2), put(file, 0, 2);
    file += profile + unused;
    file.resize(directoryAt, '\0');
    const auto entry = [&](unsigned tag, unsigned type, unsigned count, std::uint32_t value) {
        put(file, tag, 2), put(file, type, 2), put(file, count, 4), put(file, value, 4);
    };
    put(file, 11, 2);
    entry(256, 4, 1, 4), entry(257, 4, 1, 4), entry(258, 3, 3, bitsAt), entry(259, 3, 1, 1), entry(262, 3, 1, 2);
    entry(273, 4, 1, pixelsAt), entry(277, 3, 1, 3), entry(278, 4, 1, 4), entry(279, 4, 1, 48), entry(284, 3, 1, 1);
    entry(34675, 7, unsigned(profile.size()), profileAt);
    put(file, 0, 4);
    return file;
}

/// Colours of Adobe's RGB (ICC.1 version 2), named after a patient, with a private tag and bytes between.
std::string profileWithNames()
{
    const auto big = [](std::uint32_t value, int width) {
        std::string bytes;
        for (int i = width; i-- > 0;)
            bytes += char(value >> (8 * i) & 0xFF);
        return bytes;
    };
    const auto xyz = [&](double x, double y, double z) {
        std::string bytes = "XYZ " + big(0, 4);
        for (const double v : {x, y, z})
            bytes += big(std::uint32_t(v * 65536), 4);
        return bytes;
    };
    const std::string curve = "curv" + big(0, 4) + big(1, 4) + big(0x0233, 2) + big(0, 2);
    const std::vector<std::pair<std::string, std::string>> tags{
        {"desc", "desc" + big(0, 4) + big(10, 4) + std::string("Zhang San\0", 10) + std::string(78, '\0')},
        {"cprt", "text" + big(0, 4) + std::string("Dr. Li\0", 7)},
        {"wtpt", xyz(0.9642, 1, 0.8249)},
        {"rXYZ", xyz(0.60974, 0.31111, 0.01947)},
        {"gXYZ", xyz(0.20528, 0.62567, 0.06087)},
        {"bXYZ", xyz(0.14919, 0.06322, 0.74457)},
        {"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve + "Zhang behind"},
        {"ZhSn", "text" + big(0, 4) + "Zhang San, 63"}};
    std::string table = big(std::uint32_t(tags.size()), 4), body;
    const std::size_t first = 128 + 4 + 12 * tags.size();
    for (const auto &[name, data] : tags) {
        table += name + big(std::uint32_t(first + body.size()), 4) + big(std::uint32_t(data.size()), 4);
        body += data;
        body.append((4 - body.size() % 4) % 4, '\0');
        body += "Zhang   "; // Of no tag.
    }
    std::string header = big(std::uint32_t(first + body.size()), 4) + "ZhSn" + big(0x02100000, 4) + "mntrRGB XYZ ";
    header += big(2023, 2) + big(4, 2) + big(5, 2) + std::string(6, '\0') + "acsp" + std::string(12, '\0') + "Li  ";
    header += std::string(68 - header.size(), '\0') + big(0xF6D6, 4) + big(0x10000, 4) + big(0xD32D, 4);
    header.resize(128);
    return header + table + body;
}

} // namespace

class tst_Deidentification : public QObject
{
    Q_OBJECT

private slots:
    void metadataGoesAndPixelsStay_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QStringList>("removed");
        const auto row = [](const char *name, const std::string &bytes, const QStringList &removed) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << removed;
        };
        const std::string jpeg = text(*encode_jpeg(fundus(64), 90));
        const auto segment = [](char marker, const std::string &body) {
            std::string bytes("\xFF", 1);
            bytes += marker;
            bytes += char((body.size() + 2) >> 8);
            bytes += char((body.size() + 2) & 0xFF);
            return bytes + body;
        };
        std::string full = jpeg;
        full.insert(2, segment('\xFE', "Zhang San") + segment('\xE1', "http://ns.adobe.com/xap/1.0/ Zhang San")
                           + segment('\xED', "Photoshop 3.0 Zhang San")
                           + segment('\xE1', std::string("Exif\0\0MM\0*\0\0\0\x08\0\0 Zhang San", 26)));
        row("JPEG with everything", full + "Zhang San behind",
            {"comment", "XMP", "IPTC", "EXIF", "bytes behind the picture"});
        row("JPEG without any", jpeg, {});
        const auto before = [](std::string file, std::size_t fromEnd, const std::string &what) {
            return file.insert(file.size() - fromEnd, what);
        };
        row("JPEG, a comment behind the scan", before(jpeg, 2, segment('\xFE', "Zhang San")), {"comment"});
        row("JPEG, a second end", jpeg + "Zhang San\xFF\xD9", {"bytes behind the picture"});
        std::string adobe = jpeg;
        adobe.insert(2, segment('\xEE', std::string("Adobe\0\x64\0\0\0\0\x01", 12) + "Zhang San"));
        row("JPEG, text behind Adobe's transform", adobe, {"APP14"});
        std::string jfif = jpeg;
        jfif.insert(2, segment('\xE0', std::string("JFIF\0\1\1\0\0\1\0\1\1\3", 14) + "Zhang San"));
        row("JPEG, a small picture", jfif, {"small picture"});
        std::string coloured = jpeg;
        coloured.insert(2, segment('\xE2', std::string("ICC_PROFILE\0\1\1", 14) + profileWithNames()));
        row("JPEG, a profile with names", coloured, {"words of the colour profile"});
        const std::string png = text(*encode_png(fundus(64)));
        std::string chunk;
        for (const int byte : {0, 0, 0, 14})
            chunk += char(byte);
        chunk += std::string("tEXtName\0Zhang San\0\0\0\0", 22);
        std::string named = png;
        named.insert(33, chunk); // Behind IHDR.
        row("PNG with a text", named, {"tEXt"});
        row("TIFF with description, artist and EXIF", tiffWithNames(), {"tag 270", "tag 315", "EXIF"});
    }
    void metadataGoesAndPixelsStay()
    {
        QFETCH(QByteArray, file);
        QFETCH(QStringList, removed);
        const std::string bytes = file.toStdString();
        const auto cleaned = without_metadata(bytes);
        QVERIFY2(cleaned, cleaned ? "" : cleaned.error().english().c_str());
        QStringList said;
        for (const std::string &what : cleaned->removed)
            said << QString::fromStdString(what);
        QCOMPARE(said, removed);
        for (const char *name : {"Zhang", "Dr. Li", "2023:04"})
            QVERIFY2(cleaned->bytes.find(name) == std::string::npos, name);
        const auto before = decode_photograph(bytesOf(bytes)), after = decode_photograph(bytesOf(cleaned->bytes));
        QVERIFY2(after, after ? "" : after.error().english().c_str());
        if (before) // A decoder may stumble over what was put in.
            QVERIFY(before->pixels == after->pixels);
        QVERIFY(!after->pixels.empty());
        // Again: nothing is left to take.
        const auto twice = without_metadata(cleaned->bytes);
        QVERIFY(twice);
        QVERIFY(twice->removed.empty());
        QCOMPARE(twice->bytes.size(), cleaned->bytes.size());
    }

    void aProfileKeepsItsColoursAndLosesItsWords()
    {
        const std::string profile = profileWithNames(), clean = clean_profile(profile);
        QVERIFY(!clean.empty());
        for (const char *name : {"Zhang", "ZhSn", "Dr. Li", "Li  "})
            QVERIFY2(clean.find(name) == std::string::npos, name);
        QCOMPARE(clean_profile(clean), clean);
        const ColourProfile was = examine_profile(profile, PixelMode::rgb), is = examine_profile(clean, PixelMode::rgb);
        QCOMPARE(word(is.handling), word(was.handling));
        QVERIFY(was.handling == ColourHandling::converted || was.handling == ColourHandling::unusable); // Without Little CMS.
        QVERIFY(clean_profile("no profile").empty());
        QVERIFY(clean_profile(profile.substr(0, 130)).empty());
    }
    void profilesLoseTheirWordsInEveryFormat_data()
    {
        QTest::addColumn<QByteArray>("file");
        const std::string profile = profileWithNames();
        QTest::newRow("PNG") << QByteArray::fromStdString(pngOf(pngChunk("iCCP", std::string("Zhang San\0\0", 11) + packed(profile)), {}));
        QTest::newRow("TIFF") << QByteArray::fromStdString(tiffWithProfile(profile, {}));
        DicomFileMaker maker;
        maker.text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.77.1.5.1")
            .text(0x0008, 0x0018, "UI", "1.2.3.4")
            .text(0x0008, 0x0060, "CS", "OP")
            .number(0x0028, 0x0002, 3)
            .text(0x0028, 0x0004, "CS", "RGB")
            .number(0x0028, 0x0006, 0)
            .number(0x0028, 0x0010, 4)
            .number(0x0028, 0x0011, 4)
            .number(0x0028, 0x0100, 8)
            .number(0x0028, 0x0101, 8)
            .number(0x0028, 0x0102, 7)
            .number(0x0028, 0x0103, 0)
            .text(0x0028, 0x2000, "OB", QByteArray::fromStdString(profile + (profile.size() % 2 ? std::string(1, '\0') : std::string())))
            .pixels(QByteArray(48, 'p'));
        QTest::newRow("DICOM") << maker.file();
    }
    void profilesLoseTheirWordsInEveryFormat()
    {
        QFETCH(QByteArray, file);
        const std::string bytes = file.toStdString(), before = embedded_profile(bytesOf(bytes));
        QVERIFY(before.find("Zhang") != std::string::npos);
        QVERIFY(metadataLeftIn(bytes)->contains(QStringLiteral("words of the colour profile")));
        std::string clean;
        if (QLatin1String(QTest::currentDataTag()) == QLatin1String("DICOM")) {
            const auto cleaned = deidentified_dicom(std::as_bytes(std::span(bytes)), "key");
            QVERIFY2(cleaned, cleaned ? "" : cleaned.error().english().c_str());
            clean = cleaned->bytes;
            QVERIFY(moreThanHeaderLeftIn(bytes));
            QVERIFY(!moreThanHeaderLeftIn(clean));
        } else {
            const auto cleaned = without_metadata(bytes);
            QVERIFY2(cleaned, cleaned ? "" : cleaned.error().english().c_str());
            clean = cleaned->bytes;
            QCOMPARE(metadataLeftIn(clean)->join(u'|'), QString());
            const auto was = decode_photograph(bytesOf(bytes)), is = decode_photograph(bytesOf(clean));
            QVERIFY(was && is);
            QVERIFY(was->pixels == is->pixels);
        }
        const std::string after = embedded_profile(bytesOf(clean));
        QVERIFY(!after.empty());
        for (const char *name : {"Zhang", "ZhSn", "Dr. Li", "Li  "})
            QVERIFY2(clean.find(name) == std::string::npos && after.find(name) == std::string::npos, name);
        QCOMPARE(word(examine_profile(after, PixelMode::rgb).handling), word(examine_profile(before, PixelMode::rgb).handling));
    }

    void bytesThatNothingUsesAreTakenOutAndSeen_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("removed");
        QTest::newRow("TIFF, between its parts") << QByteArray::fromStdString(tiffWithProfile(clean_profile(profileWithNames()), "Zhang San"))
                                                 << "bytes that no tag points at" << "bytes that nothing uses";
        QTest::newRow("PNG, behind the pixels in their chunk")
            << QByteArray::fromStdString(pngOf({}, "Zhang San")) << "bytes behind the pixels" << "bytes behind the pixels";
        QTest::newRow("PNG, behind its end") << QByteArray::fromStdString(pngOf({}, {}) + "Zhang San") << "bytes behind the picture"
                                             << "bytes behind the picture";
        // Packed with the pixels: it cannot be cut without packing anew, so it is seen and the file refused.
        QTest::newRow("PNG, packed behind the pixels") << QByteArray::fromStdString(pngOf({}, {}, "Zhang San")) << "bytes behind the pixels" << "";
        QTest::newRow("PNG as it should be") << QByteArray::fromStdString(pngOf({}, {})) << "" << "";
        QTest::newRow("TIFF as it should be") << QByteArray::fromStdString(tiffWithProfile(clean_profile(profileWithNames()), {})) << "" << "";
    }
    void bytesThatNothingUsesAreTakenOutAndSeen()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, left);
        QFETCH(QString, removed);
        const std::string bytes = file.toStdString();
        QCOMPARE(metadataLeftIn(bytes)->join(u'|'), left);
        const auto cleaned = without_metadata(bytes);
        QVERIFY2(cleaned, cleaned ? "" : cleaned.error().english().c_str());
        QCOMPARE(cleaned->removed.empty() ? QString() : QString::fromStdString(cleaned->removed.front()), removed);
        if (!removed.isEmpty() || left.isEmpty()) {
            QCOMPARE(metadataLeftIn(cleaned->bytes)->join(u'|'), QString());
            QVERIFY(cleaned->bytes.find("Zhang") == std::string::npos);
        }
        const auto was = decode_photograph(bytesOf(bytes)), is = decode_photograph(bytesOf(cleaned->bytes));
        QVERIFY(was && is);
        QVERIFY(was->pixels == is->pixels);
    }

    void orientationStays()
    {
        const std::string exif("\xFF\xE1\x00\x22"
                               "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
                               36);
        RgbImage wide = fundus(64);
        wide.height = 32;
        wide.pixels.resize(64 * 32 * 3);
        std::string jpeg = text(*encode_jpeg(wide, 90));
        jpeg.insert(2, exif);
        const auto cleaned = without_metadata(jpeg);
        QVERIFY(cleaned);
        const auto turned = decode_photograph(bytesOf(cleaned->bytes));
        QVERIFY(turned);
        QCOMPARE(turned->width, 32);
        QCOMPARE(turned->height, 64);
    }

    void orientationOfAPngStaysAndTheRestOfItsExifGoes()
    {
        const std::string tiff("II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x0E\x01\x02\0\x0A\0\0\0\x26\0\0\0\0\0\0\0Zhang San\0", 48);
        const std::string png = pngOf(pngChunk("eXIf", tiff) + pngChunk("tEXt", std::string("Patient\0Zhang San", 17)) + pngChunk("prVt", "Zhang San"), {});
        const auto was = decode_photograph(bytesOf(png));
        QVERIFY(was);
        const auto cleaned = without_metadata(png);
        QVERIFY2(cleaned, cleaned ? "" : cleaned.error().english().c_str());
        QVERIFY(cleaned->bytes.find("Zhang") == std::string::npos);
        const auto is = decode_photograph(bytesOf(cleaned->bytes));
        QVERIFY(is && is->pixels == was->pixels && is->width == was->width);
        QCOMPARE(metadataLeftIn(cleaned->bytes)->join(u'|'), QString());
        QVERIFY(metadataLeftIn(png)->contains(QStringLiteral("EXIF")));
        QVERIFY(without_metadata(cleaned->bytes)->removed.empty());
        const RgbImage plain = *decode_photograph(bytesOf(pngOf({}, {})));
        QVERIFY2(plain.pixels != is->pixels, "the test's picture must be turned by its orientation");
    }

    void otherContainersLoseWhatIsPlanted_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("how");
        for (const char *name : {"hopper.webp", "flower.webp", "transparent.webp", "hopper_orientation_6.webp"}) {
            QTest::addRow("%s, XMP and EXIF", name) << QString::fromLatin1(name) << "riff";
            QTest::addRow("%s, behind the end", name) << QString::fromLatin1(name) << "tail";
        }
        QTest::newRow("JP2, boxes uuid and xml") << "16bit.cropped.jp2" << "boxes";
        QTest::newRow("JP2, behind the end of the codestream") << "16bit.cropped.jp2" << "tail";
        QTest::newRow("codestream, a comment") << "9bit.j2k" << "comment";
        QTest::newRow("codestream, behind its end") << "9bit.j2k" << "tail";
        QTest::newRow("BMP, behind the pixels") << "bmp_q_rgba32.bmp" << "tail";
        QTest::newRow("BMP of runs, behind the pixels") << "bmp_g_pal8rle.bmp" << "tail";
        QTest::newRow("BMP, before the pixels") << "bmp_g_pal8topdown.bmp" << "gap";
        QTest::newRow("GIF, a comment") << "hopper.gif" << "gif";
        QTest::newRow("GIF, behind its end") << "hopper.gif" << "tail";
    }
    void otherContainersLoseWhatIsPlanted()
    {
        QFETCH(QString, file);
        QFETCH(QString, how);
        const auto read = read_file(path_from_utf8((QStringLiteral(RETCLIP_SHARED_DIRECTORY "/data/odd/") + file).toStdString()));
        if (!read)
            QSKIP("the test photographs are not beside the checkout");
        const std::string name = "Zhang San";
        std::string bytes = *read;
        const auto big = [](std::uint32_t value, int width) {
            std::string text;
            for (int i = width; i-- > 0;)
                text += char(value >> (8 * i) & 0xFF);
            return text;
        };
        if (how == QLatin1String("tail")) {
            bytes += name;
        } else if (how == QLatin1String("riff")) {
            for (const char *kind : {"XMP ", "EXIF", "zSan"}) {
                bytes += kind;
                put(bytes, 10, 4);
                bytes += name + '\0';
            }
            std::string size;
            put(size, std::uint32_t(bytes.size() - 8), 4);
            bytes.replace(4, 4, size);
        } else if (how == QLatin1String("boxes")) {
            const std::string boxes = big(33, 4) + "uuid" + std::string(16, 'u') + name + big(17, 4) + "xml " + name;
            bytes.insert(12, boxes);
        } else if (how == QLatin1String("comment")) {
            const std::size_t behindSize = 4 + std::size_t(std::uint8_t(bytes[4]) * 256 + std::uint8_t(bytes[5]));
            bytes.insert(behindSize, std::string("\xFF\x64\0\x0D\0\x01", 6) + name);
        } else if (how == QLatin1String("gap")) {
            std::uint32_t at = 0;
            for (int i = 0; i < 4; ++i)
                at |= std::uint32_t(std::uint8_t(bytes[10 + std::size_t(i)])) << (8 * i);
            bytes.insert(at, name + "\0\0\0");
            std::string moved;
            put(moved, at + std::uint32_t(name.size()), 4);
            bytes.replace(10, 4, moved);
        } else {
            bytes.insert(bytes.size() - 1, std::string("\x21\xFE\x09", 3) + name + '\0');
        }
        QVERIFY(!metadataLeftIn(bytes)->isEmpty() || file == QLatin1String("bmp_g_pal8rle.bmp"));
        const auto was = decode_photograph(bytesOf(*read));
        const auto cleaned = without_metadata(bytes);
        QVERIFY2(cleaned, cleaned ? "" : cleaned.error().english().c_str());
        QVERIFY(!cleaned->removed.empty());
        QVERIFY(cleaned->bytes.find("Zhang") == std::string::npos);
        QCOMPARE(metadataLeftIn(cleaned->bytes)->join(u'|'), QString());
        const auto is = decode_photograph(bytesOf(cleaned->bytes));
        QCOMPARE(bool(is), bool(was));
        if (was)
            QVERIFY(is->pixels == was->pixels && is->width == was->width);
        const auto twice = without_metadata(cleaned->bytes);
        QVERIFY(twice);
        QCOMPARE(twice->removed, std::vector<std::string>());
    }

    // Every WebP, JPEG 2000, BMP and GIF file of the collection that decodes is cleaned without a change of its pixels.
    void realContainersKeepTheirPixels()
    {
        QDirIterator walker(QStringLiteral(RETCLIP_SHARED_DIRECTORY "/data"), {"*.webp", "*.jp2", "*.j2k", "*.bmp", "*.gif"}, QDir::Files,
                            QDirIterator::Subdirectories);
        int cleaned = 0, seen = 0;
        QStringList refused;
        while (walker.hasNext()) {
            const QString file = walker.next();
            ++seen;
            const auto bytes = read_file(path_from_utf8(file.toStdString()));
            QVERIFY(bytes);
            const auto before = decode_photograph(bytesOf(*bytes));
            if (!before)
                continue;
            const auto clean = without_metadata(*bytes);
            if (!clean) {
                refused << QFileInfo(file).fileName() + QStringLiteral(": ") + QString::fromStdString(clean.error().english());
                continue;
            }
            const auto after = decode_photograph(bytesOf(clean->bytes));
            QVERIFY2(after && after->pixels == before->pixels, qPrintable(file));
            QVERIFY2(metadataLeftIn(clean->bytes)->isEmpty(), qPrintable(file + QStringLiteral(": ") + metadataLeftIn(clean->bytes)->join(u'|')));
            ++cleaned;
        }
        if (seen == 0)
            QSKIP("the test photographs are not beside the checkout");
        qInfo("%d of %d cleaned; refused though shown: %s", cleaned, seen, qPrintable(refused.join(u'\n')));
        QVERIFY(cleaned >= 20);
        QVERIFY2(refused.size() <= 3, qPrintable(refused.join(u'\n')));
    }

    void brokenFilesAreRefused()
    {
        const std::string files[] = {tiffWithNames(), text(*encode_png(fundus(64))),
                                     text(*encode_jpeg(fundus(64), 90))};
        for (const std::string &file : files)
            for (std::size_t length = 0; length < file.size(); length += 1 + file.size() / 97)
                if (const auto cleaned = without_metadata(std::string_view(file).substr(0, length)))
                    QVERIFY(cleaned->bytes.size() <= length + 64);
        QVERIFY(!without_metadata("BM not one of them"));
        std::string ring = tiffWithNames(); // The next directory is the first again.
        for (int i = 0; i < 4; ++i)
            ring[ring.size() - 4 + std::size_t(i)] = ring[4 + std::size_t(i)];
        QVERIFY(!without_metadata(ring));
    }

    void writingBesideTheDiscIsSeen_data()
    {
        QTest::addColumn<int>("letters");
        QTest::addColumn<int>("height");
        QTest::addColumn<bool>("seen");
        QTest::newRow("nothing written") << 0 << 0 << false;
        QTest::newRow("a name") << 9 << 18 << true;
        QTest::newRow("small writing") << 6 << 8 << true;
        QTest::newRow("one sign, as cameras mark the eye") << 1 << 24 << false;
    }
    void writingBesideTheDiscIsSeen()
    {
        QFETCH(int, letters);
        QFETCH(int, height);
        QFETCH(bool, seen);
        RgbImage image = fundus(800);
        for (int i = 0; i < letters; ++i)
            letter(image, 8 + i * height, 10, height);
        const TextFinding finding = burnt_in_text(image);
        QVERIFY(finding.surround_seen);
        QCOMPARE(!finding.lines.empty(), seen);
        if (seen) {
            QCOMPARE(finding.lines[0].characters, letters);
            QVERIFY(std::abs(finding.lines[0].y - 10) <= 2);
        }
    }
    void aPictureWithoutSurroundIsSaidSo()
    {
        RgbImage image;
        image.width = image.height = 200;
        image.pixels.assign(200 * 200 * 3, 120);
        QVERIFY(!burnt_in_text(image).surround_seen);
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<double>("focus");
        QTest::addColumn<double>("over");
        QTest::addColumn<double>("light");
        QTest::addColumn<double>("field");
        QTest::addColumn<double>("radius");
        QTest::addColumn<QString>("worst");
        QTest::newRow("a good one") << 1.0 << 0.0 << 0.4 << 0.95 << 450.0 << "";
        QTest::newRow("blurred") << 0.05 << 0.0 << 0.4 << 0.95 << 450.0 << "blurred";
        QTest::newRow("burnt out") << 1.0 << 0.3 << 0.4 << 0.95 << 450.0 << "overexposed";
        QTest::newRow("dark") << 1.0 << 0.0 << 0.03 << 0.95 << 450.0 << "underexposed";
        QTest::newRow("half of the field") << 1.0 << 0.0 << 0.4 << 0.5 << 450.0 << "field_cut";
        QTest::newRow("a small disc") << 1.0 << 0.0 << 0.4 << 0.95 << 150.0 << "small_disc";
    }
    void faultsAreNamed()
    {
        QFETCH(double, focus);
        QFETCH(double, over);
        QFETCH(double, light);
        QFETCH(double, field);
        QFETCH(double, radius);
        QFETCH(QString, worst);
        PhotographQuality quality;
        quality.focus = focus;
        quality.overexposed = over;
        quality.illumination = light;
        quality.evenness = 0.8;
        quality.retina = RetinaCircle{500, 500, radius, field};
        const PhotographVerdict verdict = judged(quality, 1000, 1000);
        QCOMPARE(verdict.faults.empty() ? QString() : QString::fromStdString(verdict.faults.front()), worst);
        QCOMPARE(verdict.score < 0.5, !worst.isEmpty());
    }
    void sharpIsBetterThanBlurred()
    {
        const auto sharp = photograph_quality(fundus(512, 40)), soft = photograph_quality(fundus(512, 0));
        // Grain shows no vessels: such a disc is hazy, but sharp.
        QCOMPARE(judged(sharp, 512, 512).faults, std::vector<std::string>{"low_contrast"});
        QCOMPARE(QString::fromStdString(judged(soft, 512, 512).faults.front()), QString("blurred"));
    }

    // Every public test photograph that decodes is cleaned without a change of its pixels.
    void realFilesKeepTheirPixels()
    {
        QDirIterator walker(QStringLiteral(RETCLIP_SHARED_DIRECTORY "/data"),
                            {"*.jpg", "*.jpeg", "*.png", "*.tif", "*.tiff"}, QDir::Files,
                            QDirIterator::Subdirectories);
        int cleaned = 0, seen = 0;
        while (walker.hasNext()) {
            const QString file = walker.next();
            if (walker.fileInfo().size() > 1'000'000 || ++seen % 7 != 0)
                continue; // A seventh, for time.
            const auto bytes = read_file(path_from_utf8(file.toStdString()));
            QVERIFY(bytes);
            const auto before = decode_photograph(bytesOf(*bytes));
            const auto clean = before ? without_metadata(*bytes)
                                      : Result<CleanedPicture>(failure(before.error()));
            if (!clean)
                continue; // Broken on purpose, or of another format than its name says.
            const auto after = decode_photograph(bytesOf(clean->bytes));
            QVERIFY2(after && after->pixels == before->pixels, qPrintable(file));
            const auto left = metadataLeftIn(clean->bytes);
            QVERIFY2(left && left->isEmpty(), qPrintable(file + QStringLiteral(": ") + left.value_or(QStringList()).join(u'|')));
            ++cleaned;
        }
        if (seen == 0)
            QSKIP("the test photographs are not beside the checkout");
        QVERIFY(cleaned > 50);
    }
};

QTEST_GUILESS_MAIN(tst_Deidentification)
#include "tst_deidentification.moc"
