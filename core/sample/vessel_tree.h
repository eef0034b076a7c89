// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sample/eye_description.h"

#include <vector>

namespace retclip {

/// A place in the field: the circle of the camera has radius 1; +x is nasal, +y is down.
struct FieldPoint
{
    double x = 0;
    double y = 0;
};

struct VesselSegment
{
    FieldPoint from, to;
    double halfWidth = 0;
    bool vein = false;
};

/// Anatomy in the frame of a right eye; a left eye is its mirror image.
struct FundusAnatomy
{
    FieldPoint disc{0.45, -0.02};
    FieldPoint fovea{-0.17, 0.05};
    double discRadiusX = 0.115;
    double discRadiusY = 0.132;
};

[[nodiscard]] FundusAnatomy anatomyOf(const EyeDescription &eye);

/// Arcades above and below the macula and the nasal vessels, each as artery and vein, with
/// branches that leave the fovea free.
[[nodiscard]] std::vector<VesselSegment> growVessels(const EyeDescription &eye,
                                                     const FundusAnatomy &anatomy);

/// Sine and cosine from + and * alone, good to 1e-7: the same on every machine.
[[nodiscard]] double portableSine(double radians);
[[nodiscard]] double portableCosine(double radians);

} // namespace retclip
