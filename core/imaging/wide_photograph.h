// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/photograph.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace retclip {

/// A photograph of one channel with more than eight bits, by its true values (EXIF orientation applied).
struct WideImage
{
    int width = 0, height = 0;
    int maximum = 65535; ///< That its file could hold.
    std::vector<std::uint16_t> values;

    [[nodiscard]] bool empty() const { return values.empty(); }
};

/// Which values are shown from black to white: `level` lies in the middle of `width`.
struct DisplayWindow
{
    double level = 32767.5, width = 65535;
    friend bool operator==(const DisplayWindow &, const DisplayWindow &) = default;
};

/// Nothing where the file has eight bits, or several channels. Errors: as read_photograph().
[[nodiscard]] Result<std::optional<WideImage>> read_wide_photograph(const std::filesystem::path &file,
                                                                    const PhotographOptions &options = {});

/// All that the file could hold: what a plain look at it shows.
[[nodiscard]] DisplayWindow whole_window(const WideImage &image);
/// From the darkest to the brightest values that are there, but for half a percent of the pixels on
/// either side and the black surround.
[[nodiscard]] DisplayWindow fitting_window(const WideImage &image);
/// Level within the values, width at least 1.
[[nodiscard]] DisplayWindow sound_window(DisplayWindow window, int maximum);

/// As grey, the window's darkest value black, its brightest white. Linear.
[[nodiscard]] RgbImage windowed(const WideImage &image, const DisplayWindow &window);
/// The same of each value, for whoever paints its own pixels: `maximum + 1` entries.
[[nodiscard]] std::vector<std::uint8_t> window_lookup(const DisplayWindow &window, int maximum);
/// Half the sides, by means of four.
[[nodiscard]] WideImage halved(const WideImage &image);

} // namespace retclip
