// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/metadata.h"

#include "core/imaging/clean_profile.h"
#include "core/imaging/colour_profile.h"
#include "core/imaging/file_extents.h"
#include "core/imaging/metadata_parts.h"
#include "core/imaging/raster.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <span>

#ifdef RETCLIP_HAVE_ZLIB
#include <zlib.h>
#endif

namespace retclip {

namespace {

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
    const std::string body = std::string("Exif\0\0", 6) + exif_of_orientation(orientation);
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
    return marker >= 0xE0 && marker <= 0xEF ? "APP" + std::to_string(marker - 0xE0) : "segment " + std::to_string(marker);
}

// ---- JPEG ----

/// Markers of the coded picture itself (ITU-T T.81, table B.1).
bool codes_the_picture(unsigned marker)
{
    return (marker >= 0xC0 && marker <= 0xCF && marker != 0xC8) || (marker >= 0xDA && marker <= 0xDF);
}

class JpegCleaner
{
public:
    explicit JpegCleaner(std::string_view bytes) : m_bytes(bytes) {}

    Result<CleanedPicture> clean()
    {
        bool scan = false;
        while (m_at + 2 <= m_bytes.size()) {
            if (byte(m_at) != 0xFF)
                return damaged_picture_file("no marker at " + std::to_string(m_at));
            const unsigned marker = byte(m_at + 1);
            if (marker == 0xFF) {
                ++m_at;
                continue;
            }
            if (marker == 0xD9)
                return scan ? finished() : damaged_picture_file("no picture");
            if (m_at + 4 > m_bytes.size())
                break;
            const std::size_t length = big_endian(m_bytes, m_at + 2, 2);
            if (length < 2 || m_at + 2 + length > m_bytes.size())
                return damaged_picture_file("a segment is longer than the file");
            take(marker, m_bytes.substr(m_at, 2 + length));
            m_at += 2 + length;
            if (marker == 0xDA) {
                scan = true;
                take_scan();
            }
        }
        return damaged_picture_file(scan ? "the picture has no end" : "no picture");
    }

private:
    [[nodiscard]] unsigned byte(std::size_t at) const { return static_cast<unsigned char>(m_bytes[at]); }

    void take(unsigned marker, std::string_view segment)
    {
        using namespace std::string_view_literals;
        const std::string_view body = segment.substr(4);
        constexpr std::size_t jfif = 14, adobe = 12; // Lengths without a small picture and without more.
        if (codes_the_picture(marker)) {
            m_kept += segment;
        } else if (marker == 0xE0 && body.starts_with("JFIF\0"sv) && body.size() >= jfif) {
            m_kept += "\xFF\xE0\0\x10"sv;
            m_kept += body.substr(0, jfif - 2);
            m_kept += "\0\0"sv;
            if (body.size() > jfif)
                add_once(m_cleaned.removed, "small picture");
        } else if (marker == 0xEE && body.starts_with("Adobe") && body.size() >= adobe) {
            m_kept += "\xFF\xEE\0\x0E"sv;
            m_kept += body.substr(0, adobe);
            if (body.size() > adobe)
                add_once(m_cleaned.removed, "APP14");
        } else if (marker == 0xE2 && body.starts_with("ICC_PROFILE\0"sv) && body.size() > 14) {
            if (m_profile.empty())
                m_profile_at = m_kept.size();
            m_profile[static_cast<unsigned char>(body[12])] += body.substr(14);
        } else {
            if (marker == 0xE1 && body.starts_with("Exif\0\0"sv) && m_orientation == 1)
                m_orientation = exif_orientation({reinterpret_cast<const std::uint8_t *>(body.data()) + 6, body.size() - 6});
            add_once(m_cleaned.removed, segment_name(marker, body));
        }
    }

    /// Coded pixels, to the next marker that is none of theirs.
    void take_scan()
    {
        const std::size_t from = m_at;
        while (m_at + 1 < m_bytes.size()
               && (byte(m_at) != 0xFF || byte(m_at + 1) == 0 || (byte(m_at + 1) >= 0xD0 && byte(m_at + 1) <= 0xD7)))
            ++m_at;
        m_kept += m_bytes.substr(from, m_at - from);
    }

    Result<CleanedPicture> finished()
    {
        if (m_at + 2 < m_bytes.size())
            add_once(m_cleaned.removed, "bytes behind the picture");
        std::string &out = m_cleaned.bytes;
        out = m_bytes.substr(0, 2);
        if (m_orientation > 1 && m_orientation <= 8)
            out += orientation_segment(m_orientation);
        const std::string profile = profile_segments();
        out.append(m_kept, 0, m_profile_at);
        out += profile;
        out.append(m_kept, m_profile_at, std::string::npos);
        out += "\xFF\xD9";
        return std::move(m_cleaned);
    }

    /// ICC.1 B.4: at most 65,519 bytes a segment, each with its number and how many there are.
    std::string profile_segments()
    {
        if (m_profile.empty())
            return {};
        std::string whole;
        for (const auto &[number, part] : m_profile)
            whole += part;
        const std::string clean = profile_for(whole, m_cleaned.removed);
        constexpr std::size_t most = 65'519;
        const std::size_t count = (clean.size() + most - 1) / most;
        std::string segments;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string part = clean.substr(i * most, most);
            const std::size_t length = part.size() + 16;
            segments += std::string("\xFF\xE2", 2) + char(length >> 8) + char(length & 0xFF)
                + std::string("ICC_PROFILE\0", 12) + char(i + 1) + char(count) + part;
        }
        return segments;
    }

    std::string_view m_bytes;
    std::size_t m_at = 2, m_profile_at = 0;
    std::string m_kept; ///< All but the orientation and the profile.
    std::map<unsigned, std::string> m_profile;
    int m_orientation = 1;
    CleanedPicture m_cleaned;
};

// ---- PNG ----

/// A chunk whose content is no longer than its kind can be; others are no chunk of the picture.
bool is_of_the_picture(std::string_view kind, std::size_t length)
{
    static const std::map<std::string_view, std::size_t> most{
        {"IHDR", 13}, {"PLTE", 768}, {"IDAT", std::string_view::npos}, {"tRNS", 256}, {"gAMA", 4},
        {"cHRM", 32}, {"sRGB", 1},   {"sBIT", 4},                      {"bKGD", 6},   {"pHYs", 9}, {"IEND", 0}};
    const auto found = most.find(kind);
    return found != most.end() && length <= found->second;
}

#ifdef RETCLIP_HAVE_ZLIB
/// A chunk of this kind and content: its length before, its sum behind.
std::string chunk_of(const std::string &kind_and_content)
{
    std::string chunk;
    const auto put = [&](std::uint32_t value) {
        for (int shift = 24; shift >= 0; shift -= 8)
            chunk += char(value >> shift & 0xFF);
    };
    put(std::uint32_t(kind_and_content.size() - 4));
    chunk += kind_and_content;
    put(std::uint32_t(crc32(0, reinterpret_cast<const Bytef *>(kind_and_content.data()), uInt(kind_and_content.size()))));
    return chunk;
}
#endif

/// The profile chunk anew, with a name and words that tell nothing.
std::string profile_chunk([[maybe_unused]] std::string_view picture, std::string_view body, std::vector<std::string> &removed)
{
#ifdef RETCLIP_HAVE_ZLIB
    const std::string profile = embedded_profile(std::as_bytes(std::span(picture)));
    const std::string clean = profile_for(profile, removed);
    if (clean.empty())
        return {};
    std::string packed(compressBound(uLong(clean.size())), '\0');
    uLongf length = uLongf(packed.size());
    if (compress2(reinterpret_cast<Bytef *>(packed.data()), &length, reinterpret_cast<const Bytef *>(clean.data()),
                  uLong(clean.size()), Z_BEST_COMPRESSION) != Z_OK)
        return {};
    packed.resize(length);
    const std::string name = std::string(neutral_profile_name) + std::string(2, '\0');
    if (!body.starts_with(name))
        add_once(removed, "words of the colour profile");
    return chunk_of("iCCP" + name + packed);
#else
    (void)body;
    add_once(removed, "colour profile"); // Nor does the decoder read it here.
    return {};
#endif
}

/// The pixels' chunks as far as their stream goes: `left` bytes of it are to come.
std::string pixel_chunk(std::string_view body, std::size_t &left)
{
    const std::size_t used = std::min(left, body.size());
    left -= used;
#ifdef RETCLIP_HAVE_ZLIB
    return used == 0 ? std::string() : chunk_of("IDAT" + std::string(body.substr(0, used)));
#else
    return std::string(body); // Not reached: without zlib nothing is cut.
#endif
}

/// Which way is up stays, so that the picture is shown as it was.
std::string orientation_chunk(std::string_view chunk, std::vector<std::string> &removed)
{
#ifdef RETCLIP_HAVE_ZLIB
    const int orientation = exif_orientation({reinterpret_cast<const std::uint8_t *>(chunk.data()) + 8, chunk.size() - 12});
    if (orientation > 1 && orientation <= 8) {
        const std::string clean = chunk_of("eXIf" + exif_of_orientation(orientation));
        if (chunk != clean)
            add_once(removed, "EXIF");
        return clean;
    }
#endif
    add_once(removed, "EXIF");
    return {};
}

Result<CleanedPicture> cleaned_png(std::string_view bytes)
{
    const std::vector<std::string_view> pixels = png_pixel_chunks(bytes);
    std::size_t all = 0, left = length_of_png_pixels(pixels);
    for (const std::string_view chunk : pixels)
        all += chunk.size();
    const bool tail = left < all;
    CleanedPicture cleaned;
    cleaned.bytes = bytes.substr(0, 8);
    std::size_t at = 8;
    while (at + 12 <= bytes.size()) {
        const std::size_t length = big_endian(bytes, at, 4);
        if (length > bytes.size() - at - 12)
            return damaged_picture_file("a chunk is longer than the file");
        const std::string_view kind = bytes.substr(at + 4, 4);
        if (kind == "iCCP")
            cleaned.bytes += profile_chunk(bytes, bytes.substr(at + 8, length), cleaned.removed);
        else if (kind == "IDAT" && tail)
            cleaned.bytes += pixel_chunk(bytes.substr(at + 8, length), left);
        else if (is_of_the_picture(kind, length))
            cleaned.bytes += bytes.substr(at, length + 12);
        else if (kind == "eXIf")
            cleaned.bytes += orientation_chunk(bytes.substr(at, length + 12), cleaned.removed);
        else
            add_once(cleaned.removed, std::string(kind));
        at += length + 12;
        if (kind == "IEND") {
            if (length > 0)
                cleaned.bytes += std::string("\0\0\0\0IEND\xAE\x42\x60\x82", 12);
            if (tail)
                add_once(cleaned.removed, "bytes behind the pixels");
            if (at < bytes.size())
                add_once(cleaned.removed, "bytes behind the picture");
            return cleaned;
        }
    }
    return damaged_picture_file("the picture has no end");
}

// ---- TIFF ----

/// Tags without which a picture is not decoded or not shown as it was.
bool needed_tag(unsigned tag)
{
    static const std::set<unsigned> others{301, 330, 347, 512, 513, 514, 515, 517, 518, 519,
                                           520, 521, 529, 530, 531, 532, 34675};
    return (tag >= 254 && tag <= 266) || (tag >= 273 && tag <= 284 && tag != 280)
        || (tag >= 290 && tag <= 297) || (tag >= 317 && tag <= 342 && tag != 333 && tag != 337) || others.contains(tag);
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
        if (wipe_unused_of_tiff(m_cleaned.bytes))
            add_once(m_cleaned.removed, "bytes that nothing uses");
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
                return damaged_picture_file("directories form a ring");
            RETCLIP_TRY(at, clean_directory(at, keep));
        }
        return {};
    }

    /// Strikes entries; gives the next directory.
    Result<std::size_t> clean_directory(std::size_t at, Keep keep)
    {
        if (!has(at, 2))
            return damaged_picture_file("a directory lies outside the file");
        const std::size_t count = read(at, 2);
        if (!has(at + 2, 12 * count + 4))
            return damaged_picture_file("a directory is longer than the file");
        const std::size_t next = read(at + 2 + 12 * count, 4);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t entry = at + 2 + 12 * i;
            const unsigned tag = read(entry, 2);
            if (keep == Keep::needed && needed_tag(tag)) {
                if (tag == 330)
                    RETCLIP_CHECK(clean_children(entry, Keep::needed));
                if (tag == 34675 && !clean_profile_of(entry))
                    continue; // Struck.
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
    /// In place where the clean one is no longer, else at the end of the file. False: it cannot be read.
    bool clean_profile_of(std::size_t entry)
    {
        const std::size_t size = value_size(entry), at = read(entry + 8, 4);
        const std::string clean =
            profile_for(size > 4 && has(at, size) ? std::string_view(m_cleaned.bytes).substr(at, size) : std::string_view(),
                        m_cleaned.removed);
        wipe(entry);
        if (clean.empty())
            return false;
        std::size_t place = at;
        if (clean.size() > size) {
            m_cleaned.bytes.append(m_cleaned.bytes.size() % 2, '\0');
            place = m_cleaned.bytes.size();
            m_cleaned.bytes += clean;
        } else {
            std::copy(clean.begin(), clean.end(), m_cleaned.bytes.begin() + std::ptrdiff_t(at));
        }
        write(entry + 4, 4, std::uint32_t(clean.size()));
        write(entry + 8, 4, std::uint32_t(place));
        return true;
    }
    Result<void> clean_children(std::size_t entry, Keep keep)
    {
        const std::size_t count = read(entry + 4, 4);
        const std::size_t values = count > 1 ? read(entry + 8, 4) : entry + 8;
        for (std::size_t i = 0; i < std::min<std::size_t>(count, 64); ++i) {
            if (!has(values + 4 * i, 4))
                return damaged_picture_file("a list of directories lies outside the file");
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
        return JpegCleaner(bytes).clean();
    if (bytes.size() > 8 && bytes.starts_with("\x89PNG"))
        return cleaned_png(bytes);
    if (bytes.size() > 8
        && (bytes.starts_with(std::string_view("II*\0", 4)) || bytes.starts_with(std::string_view("MM\0*", 4))))
        return TiffCleaner(bytes).clean();
    if (bytes.size() > 20 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP")
        return cleaned_webp(bytes);
    if (bytes.starts_with("\xFF\x4F\xFF\x51") || bytes.starts_with(std::string_view("\0\0\0\x0CjP  \r\n\x87\n", 12)))
        return cleaned_jpeg2000(bytes);
    if (bytes.size() > 26 && bytes.starts_with("BM") && bytes.substr(15, 3) == std::string_view("\0\0\0", 3))
        return cleaned_bmp(bytes);
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a"))
        return cleaned_gif(bytes);
    return failure(ErrorCode::unsupported,
                   message(QT_TRANSLATE_NOOP("Message", "This is no JPEG, PNG, TIFF, WebP, JPEG 2000, BMP or GIF file.")),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                   message(QT_TRANSLATE_NOOP("Message", "Convert it to one of them first.")));
}

} // namespace retclip
