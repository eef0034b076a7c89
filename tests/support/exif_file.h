// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures with the time that a camera wrote into them. No Qt.
#pragma once

#include <cstdint>
#include <string>

namespace retclip {

struct ExifTimes
{
    std::string original, digitized, edited; ///< "2024:01:31 10:15:00"; empty: the tag is not there.
    bool little = true;
};

/// A TIFF structure with these times: what stands in an EXIF segment behind its name.
inline std::string exif_tiff(const ExifTimes &times)
{
    std::string bytes = times.little ? std::string("II*\0\x08\0\0\0", 8) : std::string("MM\0*\0\0\0\x08", 8);
    const auto put = [&](std::uint32_t value, int size) {
        for (int i = 0; i < size; ++i)
            bytes += char(value >> (8 * (times.little ? i : size - 1 - i)));
    };
    const auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
        put(tag, 2);
        put(type, 2);
        put(count, 4);
        put(value, 4);
    };
    const std::uint32_t first_entries = times.edited.empty() ? 1 : 2, second_entries = (times.original.empty() ? 0 : 1) + (times.digitized.empty() ? 0 : 1);
    const std::uint32_t second = 8 + 2 + 12 * first_entries + 4;
    std::uint32_t text = second + 2 + 12 * second_entries + 4;
    std::string texts;
    const auto time = [&](std::uint32_t tag, const std::string &value) {
        if (value.empty())
            return;
        entry(tag, 2, std::uint32_t(value.size() + 1), text);
        texts += value + '\0';
        text += std::uint32_t(value.size() + 1);
    };
    put(first_entries, 2);
    time(0x0132, times.edited);
    entry(0x8769, 4, 1, second);
    put(0, 4);
    put(second_entries, 2);
    time(0x9003, times.original);
    time(0x9004, times.digitized);
    put(0, 4);
    return bytes + texts;
}

/// A JPEG file with an EXIF segment behind its beginning.
inline std::string with_exif(const std::string &jpeg, const ExifTimes &times)
{
    const std::string body = std::string("Exif\0\0", 6) + exif_tiff(times);
    const std::size_t length = body.size() + 2;
    return jpeg.substr(0, 2) + "\xff\xe1" + char(length >> 8) + char(length & 0xff) + body + jpeg.substr(2);
}

} // namespace retclip
