// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/residual_pictures.h"

#include "core/privacy/residual_containers.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#ifdef RETCLIP_HAVE_ZLIB
#include <zlib.h>
#endif

namespace retclip {

namespace {

class Reader
{
public:
    Reader(std::string_view bytes, bool little) : m_bytes(bytes), m_little(little) {}
    [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t width) const
    {
        std::uint64_t value = 0;
        if (at > m_bytes.size() || m_bytes.size() - at < width)
            return 0;
        for (std::size_t i = 0; i < width; ++i)
            value = value << 8
                | std::uint8_t(m_bytes[at + (m_little ? width - 1 - i : i)]);
        return value;
    }

private:
    std::string_view m_bytes;
    bool m_little;
};

void add(QStringList &left, const QString &what)
{
    if (!left.contains(what))
        left.append(what);
}

/// The bytes of a profile that no tag of numbers uses must all be nought or of the neutral name.
bool saysMoreThanColours(std::string_view profile)
{
    static constexpr std::string_view neutral = "Colour profile";
    const Reader reader(profile, false);
    const auto count = std::size_t(reader.number(128, 4));
    if (profile.size() < 132 || count > 200 || profile.size() < 132 + 12 * count)
        return true;
    std::vector<bool> explained(profile.size());
    const auto explain = [&](std::size_t at, std::size_t length) {
        for (std::size_t i = at; i < std::min(at + length, profile.size()); ++i)
            explained[i] = true;
    };
    explain(0, 4), explain(8, 16), explain(36, 4), explain(64, 16), explain(128, 4 + 12 * count);
    if (reader.number(24, 2) == 2000 && reader.number(26, 2) == 1 && reader.number(28, 2) == 1)
        explain(24, 6); // The day of profiles that name none.
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = std::size_t(reader.number(132 + 12 * i + 4, 4)), length = std::size_t(reader.number(132 + 12 * i + 8, 4));
        if (at > profile.size() || length > profile.size() - at || length < 8)
            return true;
        const std::string_view data = profile.substr(at, length), type = data.substr(0, 4);
        static constexpr std::array numbers{"XYZ ", "sf32", "curv", "para", "mft1", "mft2", "mAB ", "mBA ", "mpet", "chrm", "cicp"};
        explain(at, 4);
        if (std::any_of(numbers.begin(), numbers.end(), [&](const char *each) { return type == each; })) {
            explain(at + 8, length - 8);
            continue;
        }
        if (type != "desc" && type != "text" && type != "mluc")
            return true;
        if (const auto text = data.find(neutral); text != std::string_view::npos) {
            explain(at + text, neutral.size());
            explain(at + 8, type == "desc" ? 4 : 0); // How long it is.
        }
        if (type == "mluc") { // One entry: en-US, its length, its place, two bytes a sign.
            std::string wide;
            for (const char c : neutral)
                wide += {'\0', c};
            if (data.substr(16, 4) == "enUS" && reader.number(at + 8, 4) == 1 && data.find(wide) == 28)
                explain(at + 8, 20 + wide.size());
        }
    }
    for (std::size_t i = 0; i < profile.size(); ++i)
        if (!explained[i] && profile[i] != '\0')
            return true;
    return false;
}

const QString profileWords = QStringLiteral("words of the colour profile");

/// A block of EXIF that holds more than which way is up.
bool saysMoreThanOrientation(std::string_view tiff)
{
    if (tiff.size() < 10)
        return !tiff.empty();
    const Reader reader(tiff, tiff.starts_with("II"));
    const auto directory = std::size_t(reader.number(4, 4));
    const auto entries = std::size_t(reader.number(directory, 2));
    if (entries > 1 || (entries == 1 && reader.number(directory + 2, 2) != 0x0112))
        return true;
    return tiff.size() > directory + 2 + 12 * entries + 8;
}

QStringList inJpeg(std::string_view bytes)
{
    QStringList left;
    std::map<unsigned, std::string> profiles;
    const Reader reader(bytes, false);
    std::size_t at = 2;
    while (at + 4 <= bytes.size() && std::uint8_t(bytes[at]) == 0xFF) {
        const auto marker = std::uint8_t(bytes[at + 1]);
        if (marker == 0xFF || (marker >= 0xD0 && marker <= 0xD7) || marker == 0x01) {
            ++at;
            continue;
        }
        if (marker == 0xD9)
            break;
        const auto length = std::size_t(reader.number(at + 2, 2));
        if (length < 2 || at + 2 + length > bytes.size())
            break;
        const std::string_view body = bytes.substr(at + 4, length - 2);
        const bool coding = marker >= 0xC0 && marker <= 0xDF && marker != 0xC8 && (marker < 0xD0 || marker > 0xD9);
        if (marker == 0xFE)
            add(left, QStringLiteral("comment"));
        else if (marker == 0xE1 && body.starts_with(std::string_view("Exif\0", 5))) {
            if (saysMoreThanOrientation(body.substr(std::min<std::size_t>(6, body.size()))))
                add(left, QStringLiteral("EXIF"));
        } else if (marker == 0xE1)
            add(left, QStringLiteral("XMP"));
        else if (marker == 0xED)
            add(left, QStringLiteral("IPTC"));
        else if (marker == 0xE2 && body.starts_with("ICC_PROFILE") && body.size() > 14)
            profiles[std::uint8_t(body[12])] += body.substr(14);
        else if ((marker == 0xE0 && body.size() == 14 && body.starts_with("JFIF"))
                 || (marker == 0xEE && body.size() == 12 && body.starts_with("Adobe")))
            ; // As short as they can be.
        else if (marker >= 0xE0 && marker <= 0xEF)
            add(left, QStringLiteral("application segment %1").arg(marker - 0xE0));
        else if (!coding)
            add(left, QStringLiteral("segment %1").arg(marker));
        at += 2 + length;
        if (marker == 0xDA) { // Coded pixels: to the next marker that is no restart.
            while (at + 1 < bytes.size()) {
                const auto next = std::uint8_t(bytes[at + 1]);
                if (std::uint8_t(bytes[at]) == 0xFF && next != 0 && (next < 0xD0 || next > 0xD7) && next != 0xFF)
                    break;
                ++at;
            }
        }
    }
    std::string profile;
    for (const auto &[number, part] : profiles)
        profile += part;
    if (!profile.empty() && saysMoreThanColours(profile))
        add(left, profileWords);
    if (at + 2 < bytes.size() && std::uint8_t(bytes[at]) == 0xFF && std::uint8_t(bytes[at + 1]) == 0xD9)
        add(left, QStringLiteral("bytes behind the picture"));
    return left;
}

/// How many bytes a PNG picture is, unpacked: a filter byte a row, of each pass (PNG, 7.2 and 8.2).
std::size_t unpackedSize(std::string_view png)
{
    const Reader reader(png, false);
    const auto width = std::size_t(reader.number(16, 4)), height = std::size_t(reader.number(20, 4)), depth = std::size_t(reader.number(24, 1));
    const auto kind = reader.number(25, 1);
    const std::size_t bits = depth * (kind == 2 ? 3 : kind == 4 ? 2 : kind == 6 ? 4 : 1);
    const auto of = [bits](std::size_t columns, std::size_t rows) {
        return columns == 0 ? 0 : rows * (1 + (columns * bits + 7) / 8);
    };
    if (reader.number(28, 1) == 0)
        return of(width, height);
    static constexpr std::array<std::array<std::size_t, 4>, 7> passes{
        {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}};
    std::size_t size = 0;
    for (const auto &[x, y, stepX, stepY] : passes)
        size += of(width > x ? (width - x + stepX - 1) / stepX : 0, height > y ? (height - y + stepY - 1) / stepY : 0);
    return size;
}

/// Whether something follows the packed pixels, or is packed behind them.
bool moreThanPixels([[maybe_unused]] std::string &packed, [[maybe_unused]] std::string_view png)
{
#ifdef RETCLIP_HAVE_ZLIB
    z_stream stream{};
    if (packed.empty() || inflateInit(&stream) != Z_OK)
        return false;
    std::array<Bytef, 1 << 15> room;
    stream.next_in = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_in = uInt(packed.size());
    int status = Z_OK;
    while (status == Z_OK) {
        stream.next_out = room.data();
        stream.avail_out = uInt(room.size());
        status = inflate(&stream, Z_NO_FLUSH);
    }
    const bool more = (status == Z_STREAM_END && stream.avail_in > 0) || stream.total_out > unpackedSize(png);
    inflateEnd(&stream);
    return more;
#else
    return false;
#endif
}

QStringList inPng(std::string_view bytes)
{
    struct Harmless
    {
        const char *type;
        std::size_t most; ///< Bytes.
    };
    static constexpr std::array harmless{
        Harmless{"IHDR", 13}, Harmless{"PLTE", 768}, Harmless{"IDAT", SIZE_MAX}, Harmless{"IEND", 0}, Harmless{"tRNS", 256},
        Harmless{"cHRM", 32}, Harmless{"gAMA", 4}, Harmless{"sBIT", 4}, Harmless{"sRGB", 1}, Harmless{"bKGD", 6},
        Harmless{"hIST", 512}, Harmless{"pHYs", 9}, Harmless{"cICP", 4}, Harmless{"mDCV", 24}, Harmless{"cLLI", 8}};
    QStringList left;
    std::string pixels;
    const Reader reader(bytes, false);
    std::size_t at = 8;
    while (at + 12 <= bytes.size()) {
        const auto length = std::size_t(reader.number(at, 4));
        const std::string_view type = bytes.substr(at + 4, 4);
        bool known = false;
        for (const Harmless &each : harmless)
            known = known || (type == each.type && length <= each.most);
        if (type == "iCCP" && length <= bytes.size()) {
            const std::string_view body = bytes.substr(at + 8, length);
            const std::size_t name = std::min(body.find('\0'), body.size());
            // Qt wants to be told how long the result will be, and takes a guess.
            QByteArray packed("\0\1\0\0", 4);
            packed.append(body.substr(std::min(name + 2, body.size())).data(), qsizetype(body.size() - std::min(name + 2, body.size())));
            const QByteArray profile = qUncompress(packed);
            if (body.substr(0, name) != "Colour profile" || saysMoreThanColours({profile.constData(), std::size_t(profile.size())}))
                add(left, profileWords);
        } else if (!known && type == "eXIf") {
            if (saysMoreThanOrientation(bytes.substr(at + 8, length)))
                add(left, QStringLiteral("EXIF"));
        } else if (!known) {
            add(left, QStringLiteral("chunk %1").arg(QString::fromLatin1(type.data(), 4)));
        }
        at += 12 + length;
        if (type == "IDAT")
            pixels += bytes.substr(at + 8 - 12 - length, length);
        if (type == "IEND")
            break;
    }
    if (moreThanPixels(pixels, bytes))
        add(left, QStringLiteral("bytes behind the pixels"));
    if (at < bytes.size())
        add(left, QStringLiteral("bytes behind the picture"));
    return left;
}

/// A TIFF file by its directories, and which of its bytes anything of them is.
class TiffLook
{
public:
    explicit TiffLook(std::string_view bytes)
        : m_bytes(bytes), m_reader(bytes, bytes.starts_with("II")), m_known(bytes.size(), false)
    {
        know(0, 8);
        walk(at(4, 4));
        for (std::size_t i = 0; i < bytes.size() && !m_unused; ++i)
            m_unused = !m_known[i] && bytes[i] != '\0';
        if (m_unused)
            add(m_left, QStringLiteral("bytes that no tag points at"));
    }
    [[nodiscard]] const QStringList &left() const { return m_left; }

private:
    [[nodiscard]] std::size_t at(std::size_t place, std::size_t width) const { return std::size_t(m_reader.number(place, width)); }
    void know(std::size_t begin, std::size_t length)
    {
        for (std::size_t i = begin; i < m_known.size() && length > 0; ++i, --length)
            m_known[i] = true;
    }
    /// The numbers of an entry, wherever they stand.
    [[nodiscard]] std::vector<std::size_t> listOf(std::size_t entry) const
    {
        const std::size_t width = at(entry + 2, 2) == 3 ? 2 : 4, count = std::min(at(entry + 4, 4), m_bytes.size());
        const std::size_t first = width * count > 4 ? at(entry + 8, 4) : entry + 8;
        std::vector<std::size_t> list;
        for (std::size_t i = 0; i < count; ++i)
            list.push_back(at(first + i * width, width));
        return list;
    }
    void knowValue(std::size_t entry)
    {
        static constexpr std::array<std::size_t, 14> bytesOf{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
        const std::size_t type = at(entry + 2, 2), size = at(entry + 4, 4) * (type < bytesOf.size() ? bytesOf[type] : 1);
        if (size > 4)
            know(at(entry + 8, 4), size);
    }

    void walk(std::size_t directory)
    {
        while (directory != 0 && m_walked.size() < 1000 && !m_walked.contains(directory)) {
            m_walked.insert(directory);
            const std::size_t entries = at(directory, 2);
            if (entries == 0 || directory + 2 + 12 * entries > m_bytes.size())
                return;
            know(directory, 2 + 12 * entries + 4);
            std::map<std::size_t, std::size_t> byTag;
            for (std::size_t i = 0; i < entries; ++i) {
                const std::size_t entry = directory + 2 + 12 * i;
                byTag[at(entry, 2)] = entry;
                knowValue(entry);
                judge(entry);
            }
            for (const auto &[places, lengths] : {std::pair(273, 279), std::pair(324, 325), std::pair(513, 514)})
                if (byTag.contains(std::size_t(places)))
                    knowBlocks(listOf(byTag[std::size_t(places)]),
                               byTag.contains(std::size_t(lengths)) ? listOf(byTag[std::size_t(lengths)]) : std::vector<std::size_t>());
            for (const std::size_t tables : {519, 520, 521}) // JPEG as TIFF 6.0 had it.
                if (byTag.contains(tables))
                    for (const std::size_t table : listOf(byTag[tables])) {
                        std::size_t length = tables == 519 ? 64 : 16;
                        for (std::size_t i = 0; tables != 519 && i < 16; ++i)
                            length += at(table + i, 1);
                        know(table, length);
                    }
            if (byTag.contains(330))
                for (const std::size_t child : listOf(byTag[330]))
                    walk(child);
            directory = at(directory + 2 + 12 * entries, 4);
        }
    }
    void knowBlocks(const std::vector<std::size_t> &places, const std::vector<std::size_t> &lengths)
    {
        for (std::size_t i = 0; i < places.size(); ++i)
            know(places[i], i < lengths.size() && lengths[i] > 0 ? lengths[i] : m_bytes.size());
    }

    void judge(std::size_t entry)
    {
        // Descriptions, dates, names, places of other blocks; TIFF 6.0, DNG, EXIF, GeoTIFF, ImageJ, GDAL.
        static constexpr std::array<std::uint16_t, 26> telling{269,   270,   271,   272,   285,   305,   306,   315,   316,
                                                               333,   337,   700,   33432, 33723, 34377, 34665, 34853, 37510,
                                                               40965, 42016, 42032, 42033, 50838, 50839, 42112, 65000};
        const auto tag = std::uint16_t(at(entry, 2));
        if (tag == 34675) {
            const std::size_t length = at(entry + 4, 4), place = at(entry + 8, 4);
            if (place > m_bytes.size() || length > m_bytes.size() - place || saysMoreThanColours(m_bytes.substr(place, length)))
                add(m_left, profileWords);
        }
        for (const std::uint16_t each : telling)
            if (tag == each)
                add(m_left, tag == 34665 || tag == 34853 ? QStringLiteral("EXIF")
                          : tag == 700                   ? QStringLiteral("XMP")
                          : tag == 33723 || tag == 34377 ? QStringLiteral("IPTC")
                                                         : QStringLiteral("TIFF tag %1").arg(tag));
    }

    std::string_view m_bytes;
    Reader m_reader;
    std::vector<bool> m_known;
    std::set<std::size_t> m_walked;
    QStringList m_left;
    bool m_unused = false;
};

/// Colour profiles of a DICOM object at any depth, by the sign that stands in each (ICC.1, 7.2.9).
bool aProfileSaysMore(std::string_view bytes)
{
    const Reader reader(bytes, false);
    for (std::size_t sign = bytes.find("acsp"); sign != std::string_view::npos; sign = bytes.find("acsp", sign + 4)) {
        if (sign < 36)
            continue;
        const std::size_t start = sign - 36;
        const auto length = std::size_t(reader.number(start, 4));
        const std::string_view connection = bytes.substr(start + 20, 4);
        if (length < 132 || (connection != "XYZ " && connection != "Lab "))
            continue; // Pixels that look like it.
        if (length > bytes.size() - start || saysMoreThanColours(bytes.substr(start, length)))
            return true;
    }
    return false;
}

QStringList inDicom(std::string_view bytes)
{
    QStringList left{QStringLiteral("DICOM header")};
    if (aProfileSaysMore(bytes))
        add(left, profileWords);
    return left;
}

} // namespace

std::optional<QStringList> metadataLeftIn(std::string_view bytes)
{
    QStringList left;
    if (bytes.starts_with("\xFF\xD8\xFF"))
        left = inJpeg(bytes);
    else if (bytes.starts_with("\x89PNG\r\n\x1A\n"))
        left = inPng(bytes);
    else if (bytes.starts_with(std::string_view("II*\0", 4)) || bytes.starts_with(std::string_view("MM\0*", 4)))
        left = TiffLook(bytes).left();
    else if (bytes.size() > 132 && bytes.substr(128, 4) == "DICM")
        left = inDicom(bytes);
    else if (auto container = metadataLeftInContainer(bytes, {saysMoreThanColours, saysMoreThanOrientation}))
        left = std::move(*container);
    else
        return {};
    // Wherever they stand, by the words that begin them.
    if (bytes.find("http://ns.adobe.com/xap/1.0/") != std::string_view::npos
        || bytes.find("<x:xmpmeta") != std::string_view::npos)
        add(left, QStringLiteral("XMP"));
    if (bytes.find(std::string_view("Photoshop 3.0\0", 14)) != std::string_view::npos)
        add(left, QStringLiteral("IPTC"));
    return left;
}

bool moreThanHeaderLeftIn(std::string_view bytes)
{
    auto left = metadataLeftIn(bytes);
    if (!left)
        return false;
    left->removeAll(QStringLiteral("DICOM header"));
    return !left->isEmpty();
}

} // namespace retclip
