// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/retina.h"

#include <string>
#include <vector>

namespace retclip {

/// Where a measure of PhotographQuality begins to be a fault. Set by looking at public photographs of
/// several cameras; a person decides, this only ranks.
struct QualityLimits
{
    double focus = 0.18;        ///< Below: blurred.
    double overexposed = 0.08;  ///< Share above: overexposed.
    double illumination = 0.12; ///< Mean brightness of the disc below: underexposed.
    double evenness = 0.35;     ///< Darkest by brightest quarter below: unevenly lit.
    double haze = 0.60;         ///< Above: hazy (low_contrast).
    double glare = 0.25;        ///< Share of the rim above: glare.
    double field = 0.70;        ///< Share of the disc that is lit and on the picture, below: field cut.
    double disc_size = 0.60;    ///< Diameter of the disc by the shorter side below: small disc.
};

struct PhotographVerdict
{
    /// "blurred", "overexposed", "underexposed", "uneven", "low_contrast", "glare", "field_cut",
    /// "small_disc"; worst first.
    std::vector<std::string> faults;
    /// 0 poor … 1 good: the least of all measures, each 0.5 at its limit. One of which more is better
    /// is 1 from twice its limit on; a share of which less is better is 1 where it is none.
    double score = 1;
};

/// What is wrong with a photograph of width x height pixels whose measures these are. Field and size
/// of the disc are judged only where a disc was found.
[[nodiscard]] PhotographVerdict judged(const PhotographQuality &quality, int width, int height,
                                       const QualityLimits &limits = {});

/// Where the faults are: the picture of why.
enum class TileFault { none, dark, bright, blurred };

struct FaultMap
{
    int columns = 0, rows = 0;    ///< Square tiles over the whole photograph, row by row.
    std::vector<TileFault> tiles; ///< What is off the retina has none.
};
/// `tiles_across` the longer side. Dark: less than 0.4 of the retina's brightness, or than 0.6 of the limit
/// of illumination; bright: more than a fifth white; blurred: less detail than the focus limit.
[[nodiscard]] FaultMap fault_map(const RgbImage &image, int tiles_across = 24,
                                 const QualityLimits &limits = {});

} // namespace retclip
