// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/colour_profile.h"
#include "core/imaging/photograph.h"

#include <filesystem>
#include <span>

namespace retclip {

/// Photographs for people's eyes: colours converted to sRGB by the profile in the file, so that an
/// Adobe RGB or wide-gamut photograph does not look pale.
///
/// Never for the network, for hashes or for exports. The published preprocessing (SPEC 3.1) takes the
/// stored values and ignores profiles, and so do read_photograph() and evaluation_tensor().
struct ScreenPhotograph
{
    RgbImage image;
    ColourProfile profile; ///< What was done. A profile that cannot be used costs the photograph nothing.
};

/// `longer_side_px` above 0: reduced() to it before the conversion, which then costs next to nothing.
/// Errors: those of read_photograph(). Threads: any.
[[nodiscard]] Result<ScreenPhotograph> read_for_screen(const std::filesystem::path &file,
                                                       const PhotographOptions &options = {},
                                                       int longer_side_px = 0);
[[nodiscard]] Result<ScreenPhotograph> decode_for_screen(std::span<const std::byte> bytes,
                                                         const PhotographOptions &options = {},
                                                         int longer_side_px = 0);

/// What read_for_screen() would do with the colours; no pixel is decoded. Errors: those of
/// inspect_photograph(). Threads: any.
[[nodiscard]] Result<ColourProfile> inspect_colours(const std::filesystem::path &file);

} // namespace retclip
