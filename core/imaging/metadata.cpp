// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/metadata.h"

#include "core/imaging/raster.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

namespace retclip {
namespace {

tl::unexpected<Error> damaged_file(const std::string &cause)
{
    return failure(ErrorCode::unreadable,
                   message(QT_TRANSLATE_NOOP("Message", "The picture's file is damaged.")),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                   message(QT_TRANSLATE_NOOP("Message", "Copy it again from its source.")), cause);
}

void add_once(std::vector<std::string> &list, const std::string &word)
{
    if (std::find(list.begin(), list.end(), word) == list.end())
        list.push_back(word);
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at, int width)
{
    std::uint32_t value = 0;
    for (int i = 0; i < width; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + std::size_t(i)]);
    return value;
}

/// An EXIF segment that holds the orientation and nothing else.
std::string orientation_segment(int orientation)
{
    std::string tiff("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
    tiff += char(orientation);
    tiff += std::string("\0\0\0\0\0\0", 6);
    const std::string body = std::string("Exif\0\0", 6) + tiff;
    const std::size_t length = body.size() + 2;
    return std::string("\xFF\xE1", 2) + char(length >> 8) + char(length & 0xFF) + body;
}

std::string segment_name(unsigned marker, std::string_view body)
{
    if (marker == 0xFE)
        return "comment";
    if (body.starts_with("Exif"))
        return "EXIF";
    if (body.starts_with("http://ns.adobe.com/xap"))
        return "XMP";
    if (body.starts_with("Photoshop"))
        return "IPTC";
    return "APP" + std::to_string(marker - 0xE0);
}

Result<CleanedPicture> cleaned_jpeg(std::string_view bytes)
{
    CleanedPicture cleaned;
    std::string kept; // Everything up to the picture.
    int orientation = 1;
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        if (static_cast<unsigned char>(bytes[at]) != 0xFF)
            return damaged_file("no marker at " + std::to_string(at));
        const auto marker = static_cast<unsigned char>(bytes[at + 1]);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const std::size_t length = big_endian(bytes, at + 2, 2);
        if (length < 2 || at + 2 + length > bytes.size())
            return damaged_file("a segment is longer than the file");
        const std::string_view segment = bytes.substr(at, 2 + length);
        const std::string_view body = segment.substr(4);
        const bool application = marker >= 0xE0 && marker <= 0xEF;
        // JFIF, Adobe's transform and the colour profile change the picture.
        const bool needed = (marker == 0xE0 && body.starts_with("JFIF")) || marker == 0xEE
            || (marker == 0xE2 && body.starts_with("ICC_PROFILE"));
        if (marker == 0xE1 && body.starts_with(std::string_view("Exif\0\0", 6)) && orientation == 1)
            orientation = exif_orientation(
                {reinterpret_cast<const std::uint8_t *>(body.data()) + 6, body.size() - 6});
        if ((application && !needed) || marker == 0xFE)
            add_once(cleaned.removed, segment_name(marker, body));
        else
            kept += segment;
        at += 2 + length;
        if (marker != 0xDA)
            continue;
        const std::size_t end = bytes.rfind("\xFF\xD9");
        if (end == std::string_view::npos || end < at)
            return damaged_file("the picture has no end");
        kept += bytes.substr(at, end + 2 - at);
        if (end + 2 < bytes.size())
            add_once(cleaned.removed, "bytes behind the picture");
        cleaned.bytes = bytes.substr(0, 2);
        if (orientation > 1 && orientation <= 8)
            cleaned.bytes += orientation_segment(orientation);
        cleaned.bytes += kept;
        return cleaned;
    }
    return damaged_file("no picture");
}

Result<CleanedPicture> cleaned_png(std::string_view bytes)
{
    static const std::set<std::string_view> needed{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                                   "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs"};
    CleanedPicture cleaned;
    cleaned.bytes = bytes.substr(0, 8);
    std::size_t at = 8;
    while (at + 12 <= bytes.size()) {
        const std::size_t length = big_endian(bytes, at, 4);
        if (length > bytes.size() - at - 12)
            return damaged_file("a chunk is longer than the file");
        const std::string_view kind = bytes.substr(at + 4, 4);
        if (needed.contains(kind))
            cleaned.bytes += bytes.substr(at, length + 12);
        else
            add_once(cleaned.removed, kind == "eXIf" ? "EXIF" : std::string(kind));
        at += length + 12;
        if (kind == "IEND") {
            if (at < bytes.size())
                add_once(cleaned.removed, "bytes behind the picture");
            return cleaned;
        }
    }
    return damaged_file("the picture has no end");
}

// ---- TIFF ----

/// Tags without which a picture is not decoded or not shown as it was.
bool needed_tag(unsigned tag)
{
    static const std::set<unsigned> others{301, 330, 347, 512, 513, 514, 515, 517, 518, 519,
                                           520, 521, 529, 530, 531, 532, 34675};
    return (tag >= 254 && tag <= 266) || (tag >= 273 && tag <= 284 && tag != 280)
        || (tag >= 290 && tag <= 297) || (tag >= 317 && tag <= 342) || others.contains(tag);
}

std::string tag_name(unsigned tag)
{
    switch (tag) {
    case 700: return "XMP";
    case 33723:
    case 34377: return "IPTC";
    case 34665: return "EXIF";
    case 34853: return "GPS";
    default: return "tag " + std::to_string(tag);
    }
}

class TiffCleaner
{
public:
    explicit TiffCleaner(std::string_view bytes) : m_little(bytes[0] == 'I')
    {
        m_cleaned.bytes = bytes;
    }

    Result<CleanedPicture> clean()
    {
        RETCLIP_CHECK(clean_chain(read(4, 4), Keep::needed));
        return std::move(m_cleaned);
    }

private:
    enum class Keep { needed, nothing };

    [[nodiscard]] bool has(std::size_t at, std::size_t count) const
    {
        return at <= m_cleaned.bytes.size() && count <= m_cleaned.bytes.size() - at;
    }
    [[nodiscard]] std::uint32_t read(std::size_t at, int width) const
    {
        std::uint32_t value = 0;
        for (int i = 0; i < width; ++i)
            value |= std::uint32_t(static_cast<unsigned char>(m_cleaned.bytes[at + std::size_t(i)]))
                << (8 * (m_little ? i : width - 1 - i));
        return value;
    }
    void write(std::size_t at, int width, std::uint32_t value)
    {
        for (int i = 0; i < width; ++i)
            m_cleaned.bytes[at + std::size_t(i)] =
                char(value >> (8 * (m_little ? i : width - 1 - i)) & 0xFF);
    }

    Result<void> clean_chain(std::size_t at, Keep keep)
    {
        while (at != 0) {
            if (!m_seen.insert(at).second)
                return damaged_file("directories form a ring");
            RETCLIP_TRY(at, clean_directory(at, keep));
        }
        return {};
    }

    /// Strikes entries; gives the next directory.
    Result<std::size_t> clean_directory(std::size_t at, Keep keep)
    {
        if (!has(at, 2))
            return damaged_file("a directory lies outside the file");
        const std::size_t count = read(at, 2);
        if (!has(at + 2, 12 * count + 4))
            return damaged_file("a directory is longer than the file");
        const std::size_t next = read(at + 2 + 12 * count, 4);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t entry = at + 2 + 12 * i;
            const unsigned tag = read(entry, 2);
            if (keep == Keep::needed && needed_tag(tag)) {
                if (tag == 330)
                    RETCLIP_CHECK(clean_children(entry, Keep::needed));
                std::copy_n(m_cleaned.bytes.begin() + std::ptrdiff_t(entry), 12,
                            m_cleaned.bytes.begin() + std::ptrdiff_t(at + 2 + 12 * kept));
                ++kept;
                continue;
            }
            if (keep == Keep::needed)
                add_once(m_cleaned.removed, tag_name(tag));
            if (tag == 34665 || tag == 34853 || tag == 40965)
                RETCLIP_CHECK(clean_children(entry, Keep::nothing));
            wipe(entry);
        }
        write(at, 2, std::uint32_t(kept));
        const std::size_t end = at + 2 + 12 * kept;
        write(end, 4, std::uint32_t(next));
        std::fill(m_cleaned.bytes.begin() + std::ptrdiff_t(end + 4),
                  m_cleaned.bytes.begin() + std::ptrdiff_t(at + 2 + 12 * count + 4), '\0');
        return next;
    }

    [[nodiscard]] std::size_t value_size(std::size_t entry) const
    {
        static constexpr std::array<std::size_t, 14> sizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
        const unsigned type = read(entry + 2, 2);
        return (type < sizes.size() ? sizes[type] : 1) * read(entry + 4, 4);
    }
    void wipe(std::size_t entry)
    {
        const std::size_t size = value_size(entry);
        const std::size_t at = size > 4 ? read(entry + 8, 4) : entry + 8;
        if (size > 4 && has(at, size))
            std::fill_n(m_cleaned.bytes.begin() + std::ptrdiff_t(at), size, '\0');
    }
    Result<void> clean_children(std::size_t entry, Keep keep)
    {
        const std::size_t count = read(entry + 4, 4);
        const std::size_t values = count > 1 ? read(entry + 8, 4) : entry + 8;
        for (std::size_t i = 0; i < std::min<std::size_t>(count, 64); ++i) {
            if (!has(values + 4 * i, 4))
                return damaged_file("a list of directories lies outside the file");
            RETCLIP_CHECK(clean_chain(read(values + 4 * i, 4), keep));
        }
        return {};
    }

    CleanedPicture m_cleaned;
    std::set<std::size_t> m_seen;
    const bool m_little;
};

} // namespace

Result<CleanedPicture> without_metadata(std::string_view bytes)
{
    if (bytes.size() > 4 && bytes.starts_with("\xFF\xD8"))
        return cleaned_jpeg(bytes);
    if (bytes.size() > 8 && bytes.starts_with("\x89PNG"))
        return cleaned_png(bytes);
    if (bytes.size() > 8
        && (bytes.starts_with(std::string_view("II*\0", 4)) || bytes.starts_with(std::string_view("MM\0*", 4))))
        return TiffCleaner(bytes).clean();
    return failure(ErrorCode::unsupported,
                   message(QT_TRANSLATE_NOOP("Message", "This is no JPEG, PNG or TIFF file.")),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                   message(QT_TRANSLATE_NOOP("Message", "Convert it to one of them first.")));
}

} // namespace retclip
