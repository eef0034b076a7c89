// SPDX-License-Identifier: GPL-3.0-or-later
// WebP, JPEG 2000, BMP and GIF: what their containers hold beside the coded picture.
#include "core/imaging/metadata_parts.h"

#include "core/imaging/clean_profile.h"
#include "core/imaging/raster.h"

#include <algorithm>
#include <cstdlib>
#include <span>

namespace retclip {

tl::unexpected<Error> damaged_picture_file(const std::string &cause)
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

std::string exif_of_orientation(int orientation)
{
    std::string tiff("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
    tiff += char(orientation);
    return tiff + std::string("\0\0\0\0\0\0", 6);
}

std::string profile_for(std::string_view profile, std::vector<std::string> &removed)
{
    std::string clean = clean_profile(profile);
    if (clean.empty())
        add_once(removed, "colour profile");
    else if (clean != profile)
        add_once(removed, "words of the colour profile");
    return clean;
}

namespace {

using namespace std::string_view_literals;

std::uint64_t big_number(std::string_view bytes, std::size_t at, std::size_t width)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

std::uint32_t little_number(std::string_view bytes, std::size_t at, std::size_t width)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
        value |= std::uint32_t(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

std::string little_bytes(std::uint32_t value, int width)
{
    std::string bytes;
    for (int i = 0; i < width; ++i)
        bytes += char(value >> (8 * i) & 0xFF);
    return bytes;
}

std::string big_bytes(std::uint64_t value, int width)
{
    std::string bytes;
    for (int i = width; i-- > 0;)
        bytes += char(value >> (8 * i) & 0xFF);
    return bytes;
}

// ---- WebP (RFC 9649) ----

std::string riff_chunk(std::string_view kind, std::string_view content)
{
    std::string chunk(kind);
    chunk += little_bytes(std::uint32_t(content.size()), 4);
    chunk += content;
    return chunk + std::string(content.size() % 2, '\0');
}

/// The picture's own length inside a VP8 chunk that is longer is not known; in VP8X all but size and flags is nought.
std::string clean_header_of_webp(std::string_view content, bool profile, bool orientation)
{
    constexpr unsigned alpha = 0x10, icc = 0x20, exif = 0x08;
    std::string header(content.substr(0, 10));
    header[0] = char((static_cast<unsigned char>(content[0]) & alpha) | (profile ? icc : 0) | (orientation ? exif : 0));
    std::fill_n(header.begin() + 1, 3, '\0');
    return header;
}

// ---- JPEG 2000 (ITU-T T.800) ----

constexpr std::string_view jp2_signature = "\0\0\0\x0CjP  \r\n\x87\n"sv;

struct Box
{
    std::string_view kind, content;
};

/// The boxes of a stretch one after the other (I.4). False: one is longer than the stretch.
bool boxes_in(std::string_view bytes, std::vector<Box> &boxes, std::size_t &end)
{
    std::size_t at = 0;
    while (at + 8 <= bytes.size()) {
        std::uint64_t length = big_number(bytes, at, 4), head = 8;
        if (length == 1) {
            length = big_number(bytes, at + 8, 8);
            head = 16;
        } else if (length == 0) {
            length = bytes.size() - at;
        }
        if (length < head || length > bytes.size() - at)
            return false;
        boxes.push_back({bytes.substr(at + 4, 4), bytes.substr(at + head, length - head)});
        at += length;
    }
    end = at;
    return true;
}

std::string box_of(std::string_view kind, std::string_view content)
{
    std::string box = big_bytes(content.size() + 8, 4);
    box += kind;
    return box += content;
}

/// Comments (CME, A.9.2) go from the main header; those of tile parts, whose lengths are told elsewhere, become nought. What follows
/// the end of the codestream goes.
Result<std::string> clean_codestream(std::string_view bytes, std::vector<std::string> &removed)
{
    if (!bytes.starts_with("\xFF\x4F\xFF\x51"sv))
        return damaged_picture_file("no codestream");
    std::string clean(bytes.substr(0, 2));
    std::size_t at = 2;
    const auto marker_at = [&](std::size_t place) { return unsigned(big_number(bytes, place, 2)); };
    const auto segment = [&](bool main_header) -> bool {
        const std::size_t length = std::size_t(big_number(bytes, at + 2, 2));
        if (length < 2 || at + 2 + length > bytes.size())
            return false;
        const bool comment = marker_at(at) == 0xFF64;
        if (comment && (main_header || bytes.substr(at + 6, length - 4).find_first_not_of('\0') != std::string_view::npos))
            add_once(removed, "comment");
        if (comment && !main_header)
            clean += std::string(bytes.substr(at, 4)) + std::string("\0\0", 2) + std::string(length < 4 ? 0 : length - 4, '\0');
        else if (!comment)
            clean += bytes.substr(at, 2 + length);
        at += 2 + length;
        return true;
    };
    while (at + 4 <= bytes.size() && marker_at(at) != 0xFF90)
        if (!segment(true))
            return damaged_picture_file("a segment is longer than the file");
    while (at + 12 <= bytes.size() && marker_at(at) == 0xFF90) { // Tile parts (A.4.2).
        const std::size_t start = at, told = std::size_t(big_number(bytes, at + 6, 4));
        std::size_t end = told == 0 ? bytes.size() : start + told;
        if (told != 0 && (told < 14 || end > bytes.size()))
            return damaged_picture_file("a tile is longer than the file");
        while (at + 4 <= end && marker_at(at) != 0xFF93)
            if (!segment(false))
                return damaged_picture_file("a segment is longer than the file");
        if (told == 0) { // The last tile goes to the end of the codestream.
            const std::size_t last = bytes.rfind("\xFF\xD9"sv);
            end = last == std::string_view::npos || last < at ? bytes.size() : last;
        }
        clean += bytes.substr(at, end - at);
        at = end;
    }
    if (marker_at(at) != 0xFFD9)
        return damaged_picture_file("the picture has no end");
    if (at + 2 < bytes.size())
        add_once(removed, "bytes behind the picture");
    return clean + std::string(bytes.substr(at, 2));
}

/// Boxes of the header that say how the samples are shown (I.5.3), the profile without its words.
Result<std::string> clean_header_of_jp2(std::string_view content, std::vector<std::string> &removed)
{
    std::vector<Box> boxes;
    std::size_t end = 0;
    if (!boxes_in(content, boxes, end))
        return damaged_picture_file("a box is longer than the file");
    std::string clean;
    for (const Box &box : boxes) {
        const bool plain = (box.kind == "ihdr" && box.content.size() == 14) || (box.kind == "bpcc" && box.content.size() <= 16'384)
            || box.kind == "pclr" || (box.kind == "cmap" && box.content.size() <= 4096) || (box.kind == "cdef" && box.content.size() <= 4096);
        if (plain) {
            clean += box_of(box.kind, box.content);
        } else if (box.kind == "colr" && box.content.size() >= 7 && box.content[0] == 1) {
            clean += box_of(box.kind, box.content.substr(0, 7));
            if (box.content.size() > 7)
                add_once(removed, "colr");
        } else if (box.kind == "colr" && box.content.size() > 3 && (box.content[0] == 2 || box.content[0] == 3)) {
            if (const std::string profile = profile_for(box.content.substr(3), removed); !profile.empty())
                clean += box_of(box.kind, std::string(box.content.substr(0, 3)) + profile);
        } else {
            add_once(removed, std::string(box.kind));
        }
    }
    if (end < content.size())
        add_once(removed, "bytes that nothing uses");
    return clean;
}

// ---- BMP ----

/// Where run-length coded pixels end; 0: they do not.
std::size_t end_of_runs(std::string_view bytes, std::size_t at, unsigned compression)
{
    while (at + 2 <= bytes.size()) {
        const unsigned count = static_cast<unsigned char>(bytes[at]), value = static_cast<unsigned char>(bytes[at + 1]);
        at += 2;
        if (count > 0 || value == 0)
            continue;
        if (value == 1)
            return at;
        const std::size_t length = value == 2 ? 2 : compression == 1 ? value : (value + 1) / 2;
        at += length + length % 2;
    }
    return 0;
}

} // namespace

Result<CleanedPicture> cleaned_webp(std::string_view bytes)
{
    const std::size_t told = std::size_t(little_number(bytes, 4, 4)) + 8;
    if (told < 12 || told > bytes.size() + 1)
        return damaged_picture_file("the file is shorter than it says");
    CleanedPicture cleaned;
    std::string header, profile, picture;
    int orientation = 1;
    std::size_t at = 12;
    while (at + 8 <= std::min(told, bytes.size())) {
        const std::size_t length = little_number(bytes, at + 4, 4);
        const std::string_view kind = bytes.substr(at, 4);
        if (length > bytes.size() - at - 8)
            return damaged_picture_file("a chunk is longer than the file");
        const std::string_view content = bytes.substr(at + 8, length);
        if (kind == "VP8X" && length >= 10) {
            header = content;
        } else if (kind == "ICCP") {
            profile = profile_for(content, cleaned.removed);
        } else if (kind == "ALPH" || kind == "VP8 " || kind == "VP8L") {
            picture += riff_chunk(kind, content);
        } else if (kind == "ANIM" || kind == "ANMF") {
            return not_supported("animated WebP");
        } else {
            std::string_view exif = content;
            if (exif.starts_with("Exif\0\0"sv))
                exif.remove_prefix(6);
            // The decoder takes the first.
            if (kind == "EXIF" && orientation == 1)
                orientation = exif_orientation({reinterpret_cast<const std::uint8_t *>(content.data()), content.size()});
            if (kind != "EXIF" || orientation < 2 || orientation > 8 || content != exif_of_orientation(orientation))
                add_once(cleaned.removed, kind == "EXIF" ? "EXIF" : kind == "XMP " ? "XMP" : std::string(kind));
        }
        at += 8 + length + length % 2;
    }
    if (picture.empty())
        return damaged_picture_file("no picture");
    if (bytes.size() > at)
        add_once(cleaned.removed, "bytes behind the picture");
    const bool turned = orientation > 1 && orientation <= 8;
    std::string body = "WEBP";
    if (!header.empty()) {
        const std::string clean = clean_header_of_webp(header, !profile.empty(), turned);
        if (header.size() > 10 || std::any_of(header.begin() + 1, header.begin() + 4, [](char c) { return c != '\0'; }))
            add_once(cleaned.removed, "bytes that nothing uses");
        body += riff_chunk("VP8X", clean);
    }
    if (!profile.empty())
        body += riff_chunk("ICCP", profile);
    body += picture;
    if (turned)
        body += riff_chunk("EXIF", exif_of_orientation(orientation));
    cleaned.bytes = "RIFF" + little_bytes(std::uint32_t(body.size()), 4) + body;
    return cleaned;
}

Result<CleanedPicture> cleaned_jpeg2000(std::string_view bytes)
{
    CleanedPicture cleaned;
    if (!bytes.starts_with(jp2_signature)) { // A codestream without boxes.
        RETCLIP_TRY(cleaned.bytes, clean_codestream(bytes, cleaned.removed));
        return cleaned;
    }
    std::vector<Box> boxes;
    std::size_t end = 0;
    if (!boxes_in(bytes, boxes, end)) {
        // What follows the picture may be anything; the boxes before it must be whole.
        if (std::none_of(boxes.begin(), boxes.end(), [](const Box &box) { return box.kind == "jp2c"; }))
            return damaged_picture_file("a box is longer than the file");
        add_once(cleaned.removed, "bytes behind the picture");
    } else if (end < bytes.size()) {
        add_once(cleaned.removed, "bytes behind the picture");
    }
    bool pixels = false;
    cleaned.bytes = jp2_signature;
    for (const Box &box : boxes) {
        if (box.kind == "jP  ") {
            continue;
        } else if (box.kind == "ftyp" && box.content.size() >= 8) {
            const bool extended = box.content.starts_with("jpx ");
            const std::string plain = std::string(extended ? "jpx " : "jp2 ") + std::string(4, '\0') + (extended ? "jpx jp2 " : "jp2 ");
            cleaned.bytes += box_of("ftyp", plain);
            if (box.content != plain)
                add_once(cleaned.removed, "list of kinds");
        } else if (box.kind == "jp2h") {
            RETCLIP_TRY(const std::string header, clean_header_of_jp2(box.content, cleaned.removed));
            cleaned.bytes += box_of("jp2h", header);
        } else if (box.kind == "jp2c" && !pixels) {
            RETCLIP_TRY(const std::string stream, clean_codestream(box.content, cleaned.removed));
            cleaned.bytes += box_of("jp2c", stream);
            pixels = true;
        } else {
            add_once(cleaned.removed, box.kind == "uuid" || box.kind == "xml " ? "XMP" : std::string(box.kind));
        }
    }
    if (!pixels)
        return damaged_picture_file("no picture");
    return cleaned;
}

Result<CleanedPicture> cleaned_bmp(std::string_view bytes)
{
    if (bytes.size() < 26)
        return damaged_picture_file("BMP header");
    CleanedPicture cleaned;
    const std::size_t pixels_at = little_number(bytes, 10, 4), header = little_number(bytes, 14, 4);
    const bool old = header == 12;
    if ((!old && (header < 16 || header > 124)) || bytes.size() < 14 + std::max<std::size_t>(header, old ? 12 : 40) || pixels_at > bytes.size())
        return damaged_picture_file("BMP header");
    const std::size_t wide = old ? 2 : 4;
    const auto width = std::uint64_t(little_number(bytes, 18, wide));
    const auto tall = std::int64_t(old ? little_number(bytes, 20, 2) : std::uint32_t(little_number(bytes, 22, 4)));
    const std::uint64_t height = old ? std::uint64_t(tall) : std::uint64_t(std::abs(std::int64_t(std::int32_t(tall))));
    const std::size_t bits = little_number(bytes, old ? 24 : 28, 2);
    const std::uint32_t compression = old || header < 20 ? 0 : little_number(bytes, 30, 4);
    if (width == 0 || height == 0 || width > 100'000 || height > 100'000 || bits == 0 || bits > 32 || compression > 6 || compression == 4 || compression == 5)
        return not_supported("BMP");
    // Header, masks behind one of 40 bytes, colours.
    std::size_t colours = 0;
    if (bits <= 8) {
        const std::uint32_t used = header >= 40 ? little_number(bytes, 46, 4) : 0;
        colours = used > 0 && used < (1U << bits) ? used : 1U << bits;
    }
    const std::size_t masks = header == 40 && (compression == 3 || compression == 6) ? (compression == 6 ? 16 : 12) : 0;
    const std::size_t head = 14 + header + masks + colours * (old ? 3 : 4);
    if (head > bytes.size() || (pixels_at < head && bits > 8))
        return damaged_picture_file("BMP header");
    std::string start(bytes.substr(0, std::min(head, pixels_at)));
    const std::string as_was = start;
    std::fill_n(start.begin() + 6, 4, '\0'); // Reserved.
    if (colours > 0 && !old)
        for (std::size_t at = 14 + header + masks + 3; at < start.size(); at += 4)
            start[at] = '\0'; // Of each colour the fourth byte is reserved.
    if (header >= 108) { // Colours by a profile in the file or beside it: no reader here uses it.
        start.replace(70, 4, "BGRs"); // "sRGB" in this byte order.
        std::fill(start.begin() + 74, start.begin() + std::ptrdiff_t(std::min<std::size_t>(14 + header, start.size())), '\0');
    } else if (header > 56) {
        std::fill(start.begin() + 70, start.begin() + std::ptrdiff_t(14 + header), '\0');
    }
    const std::size_t stride = (std::size_t(width) * bits + 31) / 32 * 4, used = (std::size_t(width) * bits + 7) / 8;
    std::string pixels;
    std::size_t end = 0;
    if (compression == 1 || compression == 2) {
        end = end_of_runs(bytes, pixels_at, compression);
        if (end == 0)
            return damaged_picture_file("BMP runs");
        pixels = bytes.substr(pixels_at, end - pixels_at);
    } else {
        if (bytes.size() - pixels_at < stride * (std::size_t(height) - 1) + used)
            return damaged_picture_file("BMP pixels");
        end = std::min(bytes.size(), pixels_at + stride * std::size_t(height));
        pixels = bytes.substr(pixels_at, end - pixels_at);
        pixels.resize(stride * std::size_t(height), '\0');
        bool padded = false;
        const unsigned last = unsigned(width * bits % 8); // Bits of the last byte of a row that are used.
        for (std::size_t row = 0; row < std::size_t(height); ++row) {
            const auto begin = pixels.begin() + std::ptrdiff_t(row * stride);
            if (last != 0) {
                char &byte = *(begin + std::ptrdiff_t(used - 1));
                const char kept = char(static_cast<unsigned char>(byte) & (0xFF << (8 - last)));
                padded = padded || kept != byte;
                byte = kept;
            }
            padded = padded || std::any_of(begin + std::ptrdiff_t(used), begin + std::ptrdiff_t(stride), [](char c) { return c != '\0'; });
            std::fill(begin + std::ptrdiff_t(used), begin + std::ptrdiff_t(stride), '\0');
        }
        if (padded)
            add_once(cleaned.removed, "bytes between the rows");
    }
    if (end < bytes.size())
        add_once(cleaned.removed, "bytes behind the picture");
    if (pixels_at > head && bytes.substr(head, pixels_at - head).find_first_not_of('\0') != std::string_view::npos)
        add_once(cleaned.removed, "bytes before the pixels");
    const std::string size = little_bytes(std::uint32_t(start.size() + pixels.size()), 4), offset = little_bytes(std::uint32_t(start.size()), 4);
    if (start != as_was)
        add_once(cleaned.removed, "words of the header");
    start.replace(2, 4, size);
    start.replace(10, 4, offset);
    if (header >= 40)
        start.replace(34, 4, little_bytes(std::uint32_t(pixels.size()), 4));
    cleaned.bytes = start + pixels;
    return cleaned;
}

Result<CleanedPicture> cleaned_gif(std::string_view bytes)
{
    if (bytes.size() < 13)
        return damaged_picture_file("GIF header");
    const auto table_size = [&](std::size_t at) {
        const unsigned flags = static_cast<unsigned char>(bytes[at]);
        return flags & 0x80 ? std::size_t(3) << ((flags & 7) + 1) : 0;
    };
    std::size_t at = 13 + table_size(10);
    /// Where the blocks that begin at `from` end, with the empty one; 0: they do not.
    const auto blocks_end = [&](std::size_t from) -> std::size_t {
        while (from < bytes.size()) {
            const std::size_t length = static_cast<unsigned char>(bytes[from]);
            from += 1 + length;
            if (length == 0)
                return from;
        }
        return 0;
    };
    if (at > bytes.size())
        return damaged_picture_file("GIF colours");
    CleanedPicture cleaned;
    cleaned.bytes = bytes.substr(0, at);
    bool picture = false;
    while (at < bytes.size()) {
        const unsigned kind = static_cast<unsigned char>(bytes[at]);
        if (kind == 0x3B) {
            if (!picture)
                break;
            if (at + 1 < bytes.size())
                add_once(cleaned.removed, "bytes behind the picture");
            cleaned.bytes += '\x3B';
            return cleaned;
        }
        if (kind == 0x21 && at + 2 < bytes.size()) {
            const unsigned label = static_cast<unsigned char>(bytes[at + 1]);
            const std::size_t end = blocks_end(at + 2);
            if (end == 0)
                break;
            if (label == 0xF9 && end - at == 8)
                cleaned.bytes += bytes.substr(at, 8);
            else
                add_once(cleaned.removed, label == 0xFE ? "comment" : label == 0xFF ? "application block" : label == 0x01 ? "text" : "block");
            at = end;
        } else if (kind == 0x2C && at + 10 < bytes.size()) {
            const std::size_t data = at + 10 + table_size(at + 9), end = data + 1 < bytes.size() ? blocks_end(data + 1) : 0;
            if (end == 0)
                break;
            cleaned.bytes += bytes.substr(at, end - at);
            picture = true;
            at = end;
        } else {
            break;
        }
    }
    return damaged_picture_file("the picture has no end");
}

} // namespace retclip
