// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/raster.h"

#include <cstddef>
#include <span>
#include <string>

namespace retclip {

/// What an embedded ICC profile (ICC.1) does to a photograph on the screen, which is taken to show sRGB.
enum class ColourHandling {
    untagged, ///< No profile: its values are taken as sRGB.
    srgb, ///< The profile is sRGB, or so near that no channel moves by more than 1 of 255: nothing to do.
    converted, ///< Converted to sRGB.
    unusable ///< Damaged, of another kind of picture, or this build has no Little CMS: shown as stored.
};

[[nodiscard]] const char *word(ColourHandling handling); ///< "untagged", "srgb", "converted", "unusable"

struct ColourProfile
{
    ColourHandling handling = ColourHandling::untagged;
    std::string description; ///< As it names itself, "Adobe RGB (1998)"; empty where it has no name.

    friend bool operator==(const ColourProfile &, const ColourProfile &) = default;
};

/// The profile as it lies in a JPEG (APP2, any number of segments), PNG (iCCP), TIFF (tag 34675, BigTIFF
/// too), WebP (ICCP), JPEG 2000 (colr) or DICOM file (0028,2000). Empty where there is none, or none that
/// is whole. Nothing is decoded. Threads: any.
[[nodiscard]] std::string embedded_profile(std::span<const std::byte> bytes);

/// How a profile would be handled with pixels of this mode. Threads: any.
[[nodiscard]] ColourProfile examine_profile(const std::string &profile, PixelMode mode);

/// RGB of a raster, sRGB where its profile can be used; as to_rgb() otherwise. Perceptual or whatever intent the
/// profile names first. Values of more than eight bits are scaled before. Threads: any.
[[nodiscard]] RgbImage to_srgb(Raster raster, const std::string &profile);

} // namespace retclip
