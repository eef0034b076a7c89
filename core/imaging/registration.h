// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/photograph.h"

#include <array>
#include <stop_token>

namespace retclip {

/// x' = a x + b y + c, y' = d x + e y + f, between the pixels of two photographs.
struct AffineMap
{
    double a = 1, b = 0, c = 0, d = 0, e = 1, f = 0;

    [[nodiscard]] std::array<double, 2> operator()(double x, double y) const
    {
        return {a * x + b * y + c, d * x + e * y + f};
    }
    [[nodiscard]] AffineMap inverse() const;           ///< Of a map that is not degenerate.
    [[nodiscard]] AffineMap after(const AffineMap &first) const; ///< this(first(p)).
    [[nodiscard]] double rotation_degrees() const;     ///< Clockwise on the screen.
    [[nodiscard]] double magnification() const;        ///< Square root of the determinant.
};

/// How two photographs of the same eye lie upon each other.
struct Registration
{
    bool aligned = false; ///< Where false, `map` lays the two fields (lit discs) upon each other.
    AffineMap map;        ///< From pixels of the moving photograph to pixels of the fixed one.
    double agreement = 0; ///< Correlation of the two maps of vessels where both are seen, -1..1.
    double overlap = 0;   ///< Share of the fixed retina that the moving one covers, 0..1.
};

/// From this agreement and overlap on, two photographs count as aligned. Measured on public
/// photographs under known transforms, and on pairs of different eyes (docs/viewer.md).
inline constexpr double enough_agreement = 0.42;
inline constexpr double enough_overlap = 0.35;

/// Lays one photograph of an eye upon another one of the same eye by their vessels: colour, light and
/// camera may differ. The retina of each is brought to one size; every turn of up to 20 degrees and
/// size of 0.8 to 1.25 times is tried on small maps of vessels by correlation (Fourier transform); the
/// best few are refined on larger maps, first as a similarity, then as an affine map, which takes up
/// most of what another pose of the head does. Large lesions, another field or media too hazy for
/// vessels end in `aligned` false, as does another eye.
///
/// Some 0.4 s. Threads: any. Stopped: not aligned.
[[nodiscard]] Registration register_photographs(const RgbImage &fixed, const RgbImage &moving,
                                                std::stop_token stop = {});

/// The map between the same photographs at other sizes: each factor says how much larger than what was
/// registered the photograph is.
[[nodiscard]] AffineMap rescaled(const AffineMap &map, double fixed_factor, double moving_factor);

/// The moving photograph as it lies on the fixed one, black where it shows nothing.
[[nodiscard]] RgbImage laid_upon(const RgbImage &moving, const AffineMap &map, int width, int height);

} // namespace retclip
