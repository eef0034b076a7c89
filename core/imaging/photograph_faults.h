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
    double field = 0.70;        ///< Share of the disc that is lit and on the picture, below: field cut.
    double disc_size = 0.60;    ///< Diameter of the disc by the shorter side below: small disc.
};

struct PhotographVerdict
{
    /// "blurred", "overexposed", "underexposed", "uneven", "field_cut", "small_disc"; worst first.
    std::vector<std::string> faults;
    /// 0 poor … 1 good: the least of all measures, each 0.5 at its limit. One of which more is better
    /// is 1 from twice its limit on; a share of which less is better is 1 where it is none.
    double score = 1;
};

/// What is wrong with a photograph of width x height pixels whose measures these are. Field and size
/// of the disc are judged only where a disc was found.
[[nodiscard]] PhotographVerdict judged(const PhotographQuality &quality, int width, int height,
                                       const QualityLimits &limits = {});

} // namespace retclip
