// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"

#include <optional>
#include <string>
#include <vector>

namespace retclip {

// What a reader marks on one photograph, and what follows from it. Coordinates are pixels of the
// photograph as it is shown (EXIF orientation applied), x to the right, y down.

struct MarkPoint
{
    double x = 0, y = 0;
    friend bool operator==(const MarkPoint &, const MarkPoint &) = default;
};

/// An upright ellipse.
struct MarkEllipse
{
    double x = 0, y = 0; ///< Its middle.
    double radius_x = 0, radius_y = 0;

    [[nodiscard]] double vertical() const { return 2 * radius_y; }
    [[nodiscard]] double horizontal() const { return 2 * radius_x; }
    friend bool operator==(const MarkEllipse &, const MarkEllipse &) = default;
};

struct MarkLine
{
    MarkPoint from, to;
    [[nodiscard]] double length() const;
    friend bool operator==(const MarkLine &, const MarkLine &) = default;
};

struct MarkArea
{
    std::vector<MarkPoint> corners; ///< Three or more; the last joins the first.
    [[nodiscard]] double square_px() const;
    friend bool operator==(const MarkArea &, const MarkArea &) = default;
};

struct FundusMarks
{
    std::optional<MarkEllipse> disc, cup;
    std::optional<MarkPoint> fovea;
    std::vector<MarkLine> lines;
    std::vector<MarkArea> areas;

    [[nodiscard]] bool empty() const { return *this == FundusMarks{}; }
    /// One disc diameter (DD): the mean of the disc's height and width. 0: no disc.
    [[nodiscard]] double disc_diameter_px() const;
    /// Height of the cup by height of the disc; nothing where either is not marked.
    [[nodiscard]] std::optional<double> vertical_cup_disc_ratio() const;
    [[nodiscard]] std::optional<double> horizontal_cup_disc_ratio() const;
    /// Area of the cup by area of the disc.
    [[nodiscard]] std::optional<double> area_cup_disc_ratio() const;
    friend bool operator==(const FundusMarks &, const FundusMarks &) = default;
};

/// What is taken for one disc diameter where nobody says otherwise. An average of adults; no
/// measurement of this eye.
inline constexpr double usual_disc_diameter_mm = 1.5;

// ---- Grids ------------------------------------------------------------------------------------

/// Directions as a clinician names them; which of left and right is nasal depends on the eye.
enum class RetinaSide { superior, nasal, inferior, temporal };
[[nodiscard]] const char *word(RetinaSide side); ///< "superior" …

/// A part of a grid. Ring 0 is the innermost: the central subfield of ETDRS, the disc's own of the
/// quadrant grid; it has no side.
struct GridSector
{
    int ring = 0;
    std::optional<RetinaSide> side;
    friend bool operator==(const GridSector &, const GridSector &) = default;
};

/// A grid upright on the photograph: circles about a middle, cut in four along both diagonals.
struct RetinaSectors
{
    MarkPoint middle;
    std::vector<double> radii_px; ///< From the inside out.
    bool nasal_is_right = true;   ///< On the picture.

    /// Nothing outside the outermost circle.
    [[nodiscard]] std::optional<GridSector> sector_at(const MarkPoint &point) const;
    /// Which way a side lies: a unit vector on the picture.
    [[nodiscard]] MarkPoint direction(RetinaSide side) const;
};

/// The grid of the Early Treatment Diabetic Retinopathy Study about the fovea: circles 1, 3 and 6 mm
/// across. A photograph has no millimetres: they follow from the disc, which is taken as
/// `disc_diameter_mm` across. Nothing where disc or fovea is not marked.
/// Source: ETDRS report 10, Ophthalmology 98(5 Suppl), 1991.
[[nodiscard]] std::optional<RetinaSectors>
etdrs_grid(const FundusMarks &marks, std::optional<Laterality> eye,
           double disc_diameter_mm = usual_disc_diameter_mm);
/// Quadrants about the disc: its margin (a circle of its diameter), then 1, 2 and 3 DD from it.
/// Nothing where the disc is not marked.
[[nodiscard]] std::optional<RetinaSectors> quadrant_grid(const FundusMarks &marks,
                                                         std::optional<Laterality> eye);
/// "center", "inner_superior", "outer_nasal" …
[[nodiscard]] std::string etdrs_word(const GridSector &sector);
/// "disc", "superior_1dd" …
[[nodiscard]] std::string quadrant_word(const GridSector &sector);

/// The disc is nasal of the fovea, whatever the photograph is named; without both, by the eye; a
/// photograph of unknown eye counts as a right one.
[[nodiscard]] bool nasal_is_right(const FundusMarks &marks, std::optional<Laterality> eye);
/// Where the marks say another eye than the photograph is named for.
[[nodiscard]] bool marks_contradict(const FundusMarks &marks, Laterality eye);

} // namespace retclip
