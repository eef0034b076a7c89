// SPDX-License-Identifier: GPL-3.0-or-later
// Where each format keeps its ICC profile. Every length is checked against what is there: these
// bytes come from anywhere.
#include "core/imaging/colour_profile.h"
#include "core/imaging/dicom.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#ifdef RETCLIP_HAVE_ZLIB
#include <zlib.h>
#endif

namespace retclip {
namespace {

constexpr std::size_t largest_profile = 16'000'000;
constexpr std::size_t profile_header = 128; // ICC.1, 7.2

/// A picture's bytes with numbers in one byte order; 0 and "" outside.
class ProfileBytes
{
public:
    ProfileBytes(std::string_view bytes, bool little = false) : m_bytes(bytes), m_little(little) {}

    [[nodiscard]] std::uint64_t number(std::uint64_t at, int width) const
    {
        if (at > m_bytes.size() || std::uint64_t(width) > m_bytes.size() - at)
            return 0;
        std::uint64_t value = 0;
        for (int i = 0; i < width; ++i) {
            const auto byte = static_cast<unsigned char>(m_bytes[std::size_t(at) + std::size_t(i)]);
            value |= std::uint64_t(byte) << (8 * (m_little ? i : width - 1 - i));
        }
        return value;
    }
    /// Empty where not all of it is there.
    [[nodiscard]] std::string_view part(std::uint64_t at, std::uint64_t length) const
    {
        if (at > m_bytes.size() || length > m_bytes.size() - at)
            return {};
        return m_bytes.substr(std::size_t(at), std::size_t(length));
    }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }

private:
    std::string_view m_bytes;
    bool m_little;
};

/// ICC.1 B.4: APP2 segments, each with its number from 1 and how many there are.
std::string profile_in_jpeg(std::string_view file)
{
    using namespace std::string_view_literals;
    constexpr std::string_view lead = "ICC_PROFILE\0"sv;
    const ProfileBytes bytes(file);
    std::array<std::string_view, 256> parts{};
    std::size_t count = 0;
    for (std::size_t at = 2; at + 4 <= file.size();) {
        if (bytes.number(at, 1) != 0xFF)
            return {};
        const std::uint64_t marker = bytes.number(at + 1, 1);
        if (marker == 0xFF) { // a fill byte
            ++at;
            continue;
        }
        if (marker == 0xDA || marker == 0xD9)
            break;
        const std::uint64_t length = bytes.number(at + 2, 2);
        const std::string_view body = length < 2 ? ""sv : bytes.part(at + 4, length - 2);
        if (length < 2 || body.size() != length - 2)
            return {};
        if (marker == 0xE2 && body.starts_with(lead) && body.size() > lead.size() + 2) {
            const auto number = static_cast<unsigned char>(body[lead.size()]);
            const auto all = static_cast<unsigned char>(body[lead.size() + 1]);
            if (number < 1 || number > all || (count != 0 && count != all) || !parts[number].empty())
                return {};
            count = all;
            parts[number] = body.substr(lead.size() + 2);
        }
        at += 2 + std::size_t(length);
    }
    std::string profile;
    for (std::size_t i = 1; i <= count; ++i) {
        if (parts[i].empty())
            return {};
        profile += parts[i];
    }
    return profile;
}

std::string inflated(std::string_view packed)
{
#ifdef RETCLIP_HAVE_ZLIB
    z_stream stream{};
    if (packed.size() > largest_profile || inflateInit(&stream) != Z_OK)
        return {};
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    stream.avail_in = uInt(packed.size());
    std::string out;
    int state = Z_OK;
    while (state == Z_OK && out.size() < largest_profile) {
        const std::size_t before = out.size();
        out.resize(before + 65'536);
        stream.next_out = reinterpret_cast<Bytef *>(out.data() + before);
        stream.avail_out = 65'536;
        state = inflate(&stream, Z_NO_FLUSH);
        out.resize(out.size() - stream.avail_out);
        if (state == Z_OK && out.size() == before)
            break;
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? out : std::string();
#else
    return {};
#endif
}

std::string profile_in_png(std::string_view file)
{
    const ProfileBytes bytes(file);
    for (std::size_t at = 8; at + 12 <= file.size();) {
        const std::uint64_t length = bytes.number(at, 4);
        const std::string_view kind = bytes.part(at + 4, 4);
        if (kind == "IDAT" || kind == "IEND")
            return {};
        if (kind == "iCCP") {
            const std::string_view body = bytes.part(at + 8, length);
            const std::size_t name = body.substr(0, 80).find('\0');
            if (name == std::string_view::npos || body.size() < name + 3 || body[name + 1] != 0)
                return {};
            return inflated(body.substr(name + 2));
        }
        at += 12 + std::size_t(length);
    }
    return {};
}

std::string profile_in_tiff(std::string_view file)
{
    const ProfileBytes bytes(file, file[0] == 'I');
    const bool big = bytes.number(2, 2) == 43;
    const int wide = big ? 8 : 4; // of counts and offsets
    const std::uint64_t directory = big ? bytes.number(8, 8) : bytes.number(4, 4);
    const std::uint64_t entries = bytes.number(directory, big ? 8 : 2);
    if (entries > 65'535)
        return {};
    for (std::uint64_t i = 0; i < entries; ++i) {
        const std::uint64_t at = directory + (big ? 8 + 20 * i : 2 + 12 * i);
        if (bytes.number(at, 2) != 34675)
            continue;
        const std::uint64_t length = bytes.number(at + 4, wide);
        return std::string(bytes.part(bytes.number(at + 4 + std::uint64_t(wide), wide), length));
    }
    return {};
}

std::string profile_in_webp(std::string_view file)
{
    const ProfileBytes bytes(file, true);
    for (std::size_t at = 12; at + 8 <= file.size();) {
        const std::uint64_t length = bytes.number(at + 4, 4);
        const std::string_view kind = bytes.part(at, 4);
        if (kind == "ICCP")
            return std::string(bytes.part(at + 8, length));
        if (kind == "VP8 " || kind == "VP8L")
            return {}; // it would stand before the picture
        at += 8 + std::size_t(length + (length & 1));
    }
    return {};
}

/// The contents of the first box of a kind (ISO 15444-1, I.4).
std::string_view box_in(std::string_view boxes, std::string_view kind)
{
    const ProfileBytes bytes(boxes);
    for (std::uint64_t at = 0; at + 8 <= boxes.size();) {
        std::uint64_t length = bytes.number(at, 4), head = 8;
        if (length == 1) {
            length = bytes.number(at + 8, 8);
            head = 16;
        } else if (length == 0) {
            length = boxes.size() - at;
        }
        if (length < head || length > boxes.size() - at)
            return {};
        if (bytes.part(at + 4, 4) == kind)
            return bytes.part(at + head, length - head);
        at += length;
    }
    return {};
}

std::string profile_in_jpeg2000(std::string_view file)
{
    const std::string_view colours = box_in(box_in(file, "jp2h"), "colr");
    // Method 2: a restricted profile; 3 (JPX): any.
    if (colours.size() < 3 || (colours[0] != 2 && colours[0] != 3))
        return {};
    return std::string(colours.substr(3));
}

std::string any_profile(std::span<const std::byte> bytes)
{
    using namespace std::string_view_literals;
    const std::string_view file(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    if (file.starts_with("\xFF\xD8\xFF"))
        return profile_in_jpeg(file);
    if (file.starts_with("\x89PNG\r\n\x1A\n"))
        return profile_in_png(file);
    if (file.starts_with("II*\0"sv) || file.starts_with("MM\0*"sv) || file.starts_with("II+\0"sv)
        || file.starts_with("MM\0+"sv))
        return profile_in_tiff(file);
    if (file.starts_with("RIFF") && file.size() >= 12 && file.substr(8, 4) == "WEBP")
        return profile_in_webp(file);
    if (file.starts_with("\0\0\0\x0CjP  \r\n\x87\n"sv))
        return profile_in_jpeg2000(file);
    if (looks_like_dicom(bytes))
        return dicom_colour_profile(bytes);
    return {};
}

} // namespace

std::string embedded_profile(std::span<const std::byte> bytes)
{
    std::string profile = any_profile(bytes);
    const bool whole = profile.size() > profile_header && profile.size() <= largest_profile
        && profile.compare(36, 4, "acsp") == 0;
    return whole ? profile : std::string();
}

} // namespace retclip
