// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace retclip {

/// By the camera's own clock, which may be wrong and names no zone.
struct CaptureTime
{
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    friend bool operator==(const CaptureTime &, const CaptureTime &) = default;
};

/// EXIF's DateTimeOriginal, else DateTimeDigitized, of a JPEG, PNG or TIFF file that is given whole or by its
/// beginning. DateTime is not asked: whoever edits a picture changes it. Nothing: it says none, or none that
/// can be (month 13, all zeros).
/// Threads: any.
[[nodiscard]] std::optional<CaptureTime> capture_time(std::string_view beginning);

/// Reads the first 128 KiB: cameras write EXIF there.
[[nodiscard]] std::optional<CaptureTime> capture_time(const std::filesystem::path &file);

} // namespace retclip
