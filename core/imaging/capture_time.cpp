// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/capture_time.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <string>

namespace retclip {

namespace {

constexpr std::size_t beginning_bytes = 128 * 1024;
constexpr std::uint32_t exif_directory = 0x8769, time_original = 0x9003, time_digitized = 0x9004;
constexpr int first_year = 1990; // No camera wrote EXIF before.

/// A TIFF structure; whatever lies outside of it reads as 0.
struct TiffBytes
{
    std::string_view bytes;
    bool little = true;

    [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t size) const
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size && at + i < bytes.size(); ++i)
            value |= std::uint32_t(std::uint8_t(bytes[at + i])) << (little ? 8 * i : 8 * (size - 1 - i));
        return value;
    }
    /// Where the entry of that tag begins; 0: there is none.
    [[nodiscard]] std::size_t entry(std::size_t directory, std::uint32_t tag) const
    {
        const std::size_t entries = number(directory, 2);
        for (std::size_t i = 0; i < entries; ++i) {
            const std::size_t at = directory + 2 + 12 * i;
            if (at + 12 > bytes.size())
                return 0;
            if (number(at, 2) == tag)
                return at;
        }
        return 0;
    }
};

bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// "2024:01:31 10:15:00"; some cameras write other marks between the numbers.
std::optional<CaptureTime> time_of(std::string_view text)
{
    constexpr std::size_t length = 19;
    if (text.size() < length)
        return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t digits) {
        int value = 0;
        for (std::size_t i = at; i < at + digits; ++i) {
            if (!std::isdigit(static_cast<unsigned char>(text[i])))
                return -1;
            value = 10 * value + (text[i] - '0');
        }
        return value;
    };
    const CaptureTime time{number(0, 4), number(5, 2), number(8, 2), number(11, 2), number(14, 2), number(17, 2)};
    constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (time.year < first_year || time.month < 1 || time.month > 12 || time.day < 1 || time.hour < 0 || time.hour > 23
        || time.minute < 0 || time.minute > 59 || time.second < 0 || time.second > 59)
        return std::nullopt;
    const int last = days[std::size_t(time.month - 1)] + (time.month == 2 && is_leap(time.year) ? 1 : 0);
    return time.day <= last ? std::optional(time) : std::nullopt;
}

std::optional<CaptureTime> time_in_tiff(std::string_view bytes)
{
    if (bytes.size() < 8 || !(bytes.starts_with("II*") || bytes.starts_with(std::string_view("MM\0*", 4))))
        return std::nullopt;
    const TiffBytes tiff{bytes, bytes[0] == 'I'};
    const std::size_t pointer = tiff.entry(tiff.number(4, 4), exif_directory);
    if (pointer == 0)
        return std::nullopt;
    const std::size_t directory = tiff.number(pointer + 8, 4);
    for (const std::uint32_t tag : {time_original, time_digitized}) {
        const std::size_t at = tiff.entry(directory, tag);
        const std::size_t count = at ? tiff.number(at + 4, 4) : 0, place = at ? tiff.number(at + 8, 4) : 0;
        if (at == 0 || tiff.number(at + 2, 2) != 2 || place > bytes.size() || count > bytes.size() - place)
            continue;
        if (const auto time = time_of(bytes.substr(place, count)))
            return time;
    }
    return std::nullopt;
}

std::size_t big_endian(std::string_view bytes, std::size_t at, std::size_t size)
{
    return TiffBytes{bytes, false}.number(at, size);
}

std::optional<CaptureTime> time_in_jpeg(std::string_view bytes)
{
    for (std::size_t at = 2; at + 4 <= bytes.size() && bytes[at] == '\xff';) {
        const auto marker = std::uint8_t(bytes[at + 1]);
        if (marker == 0xff) { // Filling.
            ++at;
            continue;
        }
        const std::size_t length = big_endian(bytes, at + 2, 2);
        if (marker == 0xda || marker == 0xd9 || length < 2 || length - 2 > bytes.size() - at - 4)
            return std::nullopt; // The picture begins; or the segment is cut off.
        const std::string_view body = bytes.substr(at + 4, length - 2);
        if (marker == 0xe1 && body.starts_with(std::string_view("Exif\0\0", 6)))
            return time_in_tiff(body.substr(6));
        at += 2 + length;
    }
    return std::nullopt;
}

std::optional<CaptureTime> time_in_png(std::string_view bytes)
{
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        const std::size_t length = big_endian(bytes, at, 4);
        if (length > bytes.size() - at - 12)
            return std::nullopt;
        if (bytes.substr(at + 4, 4) == "eXIf")
            return time_in_tiff(bytes.substr(at + 8, length));
        at += 12 + length;
    }
    return std::nullopt;
}

} // namespace

std::optional<CaptureTime> capture_time(std::string_view beginning)
{
    if (beginning.starts_with("\xff\xd8"))
        return time_in_jpeg(beginning);
    if (beginning.starts_with("\x89PNG\r\n\x1a\n"))
        return time_in_png(beginning);
    return time_in_tiff(beginning);
}

std::optional<CaptureTime> capture_time(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string beginning(beginning_bytes, '\0');
    stream.read(beginning.data(), std::streamsize(beginning.size()));
    beginning.resize(std::size_t(std::max<std::streamsize>(0, stream.gcount())));
    return capture_time(std::string_view(beginning));
}

} // namespace retclip
