// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

// Room in a picture's file that no picture needs: where anything may be kept unseen.

/// Overwrites with zeros what no directory, value, strip, tile or table of a TIFF file uses (TIFF 6.0, 2 and 22).
/// True: something else than zeros stood there. A file whose directories cannot be followed is left alone.
/// Threads: any.
[[nodiscard]] bool wipe_unused_of_tiff(std::string &tiff);

/// The content of the chunks of a PNG file that hold its pixels.
[[nodiscard]] std::vector<std::string_view> png_pixel_chunks(std::string_view png);

/// How many of the bytes of all IDAT chunks, joined, the compressed pixels of a PNG file are (RFC 1950); all of them
/// where the stream has no end, or where zlib is not there. Threads: any.
[[nodiscard]] std::size_t length_of_png_pixels(const std::vector<std::string_view> &chunks);

} // namespace retclip
