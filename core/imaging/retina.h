// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/photograph.h"

#include <array>
#include <cstdint>
#include <optional>

namespace retclip {

/// The bright disc that the camera's aperture leaves, in pixels of the picture. Its centre may lie
/// off the middle, and parts of it off the picture.
struct RetinaCircle
{
    double x = 0;
    double y = 0;
    double radius = 0;
    double inside_share = 0; ///< Of the disc's area that lies on the picture and is lit, 0..1.
};
/// Nothing where the picture is dark, or lit to all its corners (already cropped inside the disc).
[[nodiscard]] std::optional<RetinaCircle> find_retina(const RgbImage &image);

struct RetinaGrid; // retina_grid.h

/// Simple measures of a photograph, over the lit disc where one is found. They rank photographs for
/// a person to look at; none of them is a diagnosis of quality.
struct PhotographQuality
{
    double focus = 0; ///< Fine detail of the green channel, 0 blurred; sharp ones above 1.
    double illumination = 0; ///< Mean brightness, 0..1.
    double evenness = 0; ///< 1: all parts equally bright; 0: one part dark, one bright.
    double contrast = 0; ///< Standard deviation of the green channel, 0..0.5.
    double overexposed = 0; ///< Share of pixels that are white, 0..1.
    double underexposed = 0; ///< Share of pixels that are nearly black, 0..1.
    double haze = 0; ///< 0: vessels and margins stand out; 1: nothing does, as behind a cataract.
    double glare = 0; ///< Share of the disc's rim that is washed out by stray light, 0..1.
    std::optional<RetinaCircle> retina;
};
[[nodiscard]] PhotographQuality photograph_quality(const RgbImage &image);
/// The same where the photograph's grid (of any side) is at hand.
[[nodiscard]] PhotographQuality photograph_quality(const RgbImage &image, const RetinaGrid &grid);

/// How a photograph is shown. Never changes a file, nor what a network sees.
struct DisplayAdjustment
{
    double brightness = 0; ///< -1..1, 0 as it is.
    double contrast = 0; ///< -1..1, 0 as it is.
    double gamma = 1; ///< 0.2..5, above 1 lifts the dark parts.
    bool red_free = false; ///< The green channel as grey: vessels and haemorrhages stand out.
    bool local_contrast = false; ///< CLAHE on lightness.
    bool vessels = false; ///< Dark lines of a vessel's width stand out of an even grey.
    bool inverted = false;

    friend bool operator==(const DisplayAdjustment &, const DisplayAdjustment &) = default;
};
/// Order: local contrast, red-free or vessels, lookup (gamma, contrast, brightness), inversion.
[[nodiscard]] RgbImage adjusted(const RgbImage &image, const DisplayAdjustment &adjustment);
/// The lookup of brightness, contrast, gamma and inversion alone.
[[nodiscard]] std::array<std::uint8_t, 256> display_lookup(const DisplayAdjustment &adjustment);
/// False where this was built without OpenCV: then local_contrast and vessels leave the picture as it
/// is.
[[nodiscard]] bool local_contrast_available();

} // namespace retclip
