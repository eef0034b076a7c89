// SPDX-License-Identifier: GPL-3.0-or-later
// What the removers of metadata share: metadata.cpp and metadata_containers.cpp alone include it.
#pragma once

#include "core/imaging/metadata.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

[[nodiscard]] tl::unexpected<Error> damaged_picture_file(const std::string &cause);

void add_once(std::vector<std::string> &list, const std::string &word);

/// A profile without its words (clean_profile.h); says what went.
[[nodiscard]] std::string profile_for(std::string_view profile, std::vector<std::string> &removed);

/// A block of EXIF (TIFF) that holds the orientation and nothing else. `orientation`: 1 to 8.
[[nodiscard]] std::string exif_of_orientation(int orientation);

// Each of a whole file of its kind; see without_metadata().
[[nodiscard]] Result<CleanedPicture> cleaned_webp(std::string_view bytes);
[[nodiscard]] Result<CleanedPicture> cleaned_jpeg2000(std::string_view bytes);
[[nodiscard]] Result<CleanedPicture> cleaned_bmp(std::string_view bytes);
[[nodiscard]] Result<CleanedPicture> cleaned_gif(std::string_view bytes);

} // namespace retclip
