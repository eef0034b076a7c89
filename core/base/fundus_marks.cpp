// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fundus_marks.h"

#include <cmath>

namespace retclip {

double MarkLine::length() const
{
    return std::hypot(to.x - from.x, to.y - from.y);
}

double MarkArea::square_px() const
{
    double twice = 0; // the shoelace formula
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const MarkPoint &a = corners[i], &b = corners[(i + 1) % corners.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return std::fabs(twice) / 2;
}

double FundusMarks::disc_diameter_px() const
{
    return disc ? (disc->vertical() + disc->horizontal()) / 2 : 0;
}

std::optional<double> FundusMarks::vertical_cup_disc_ratio() const
{
    if (!disc || !cup || disc->radius_y <= 0)
        return std::nullopt;
    return cup->radius_y / disc->radius_y;
}

std::optional<double> FundusMarks::horizontal_cup_disc_ratio() const
{
    if (!disc || !cup || disc->radius_x <= 0)
        return std::nullopt;
    return cup->radius_x / disc->radius_x;
}

std::optional<double> FundusMarks::area_cup_disc_ratio() const
{
    if (!disc || !cup || disc->radius_x * disc->radius_y <= 0)
        return std::nullopt;
    return cup->radius_x * cup->radius_y / (disc->radius_x * disc->radius_y);
}

const char *word(RetinaSide side)
{
    switch (side) {
    case RetinaSide::superior: return "superior";
    case RetinaSide::nasal: return "nasal";
    case RetinaSide::inferior: return "inferior";
    case RetinaSide::temporal: return "temporal";
    }
    return "superior";
}

std::optional<GridSector> RetinaSectors::sector_at(const MarkPoint &point) const
{
    const double dx = point.x - middle.x, dy = point.y - middle.y;
    const double away = std::hypot(dx, dy);
    for (std::size_t ring = 0; ring < radii_px.size(); ++ring) {
        if (away > radii_px[ring])
            continue;
        GridSector sector;
        sector.ring = int(ring);
        if (ring == 0)
            return sector;
        if (std::fabs(dy) >= std::fabs(dx))
            sector.side = dy < 0 ? RetinaSide::superior : RetinaSide::inferior;
        else
            sector.side = (dx > 0) == nasal_is_right ? RetinaSide::nasal : RetinaSide::temporal;
        return sector;
    }
    return std::nullopt;
}

MarkPoint RetinaSectors::direction(RetinaSide side) const
{
    switch (side) {
    case RetinaSide::superior: return {0, -1};
    case RetinaSide::inferior: return {0, 1};
    case RetinaSide::nasal: return {nasal_is_right ? 1.0 : -1.0, 0};
    case RetinaSide::temporal: return {nasal_is_right ? -1.0 : 1.0, 0};
    }
    return {};
}

bool nasal_is_right(const FundusMarks &marks, std::optional<Laterality> eye)
{
    if (marks.disc && marks.fovea)
        return marks.disc->x > marks.fovea->x;
    // Unmirrored, the disc of a right eye lies to the right of its fovea.
    return eye.value_or(Laterality::right) == Laterality::right;
}

bool marks_contradict(const FundusMarks &marks, Laterality eye)
{
    return marks.disc && marks.fovea && nasal_is_right(marks, eye) != (eye == Laterality::right);
}

std::optional<RetinaSectors> etdrs_grid(const FundusMarks &marks, std::optional<Laterality> eye,
                                        double disc_diameter_mm)
{
    const double disc_px = marks.disc_diameter_px();
    if (!marks.fovea || disc_px <= 0 || !(disc_diameter_mm > 0))
        return std::nullopt;
    const double px_a_mm = disc_px / disc_diameter_mm;
    RetinaSectors grid;
    grid.middle = *marks.fovea;
    for (const double diameter_mm : {1.0, 3.0, 6.0})
        grid.radii_px.push_back(diameter_mm / 2 * px_a_mm);
    grid.nasal_is_right = nasal_is_right(marks, eye);
    return grid;
}

std::optional<RetinaSectors> quadrant_grid(const FundusMarks &marks, std::optional<Laterality> eye)
{
    const double disc_px = marks.disc_diameter_px();
    if (disc_px <= 0)
        return std::nullopt;
    RetinaSectors grid;
    grid.middle = {marks.disc->x, marks.disc->y};
    for (const double discs_from_margin : {0.0, 1.0, 2.0, 3.0})
        grid.radii_px.push_back((0.5 + discs_from_margin) * disc_px);
    grid.nasal_is_right = nasal_is_right(marks, eye);
    return grid;
}

std::string etdrs_word(const GridSector &sector)
{
    if (!sector.side)
        return "center";
    return std::string(sector.ring == 1 ? "inner_" : "outer_") + word(*sector.side);
}

std::string quadrant_word(const GridSector &sector)
{
    if (!sector.side)
        return "disc";
    return std::string(word(*sector.side)) + "_" + std::to_string(sector.ring) + "dd";
}

} // namespace retclip
