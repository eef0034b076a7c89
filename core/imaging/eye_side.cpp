// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/eye_side.h"

#include <algorithm>
#include <cmath>

namespace retclip {
namespace {

// In shares of the field's diameter, of a field of 45 degrees.
constexpr double disc_diameter = 0.155;
constexpr double fovea_beside = 0.345; ///< Of the disc's middle.

// What each cue weighs, in its own standard deviations, and where disc and fovea are expected. Set by
// a random search on the development half of the patients of ../shared/data/odir (even values of a
// hash of the patient, tests/quality/tst_odir_look), for the share told at 98.5 % right.
constexpr double weight_bright = 1.53;
constexpr double weight_vessels = 1.38;
constexpr double weight_fovea = 0.29;
constexpr double weight_place = 0.48;
constexpr double vessels_in_fovea = 0.41; ///< By how much vessels speak against a fovea.
constexpr double fovea_off_field = 2.08;  ///< Counts against a place of the disc.
constexpr double beside = 0.417;          ///< Where the dark of the fovea is asked for: its far side.
constexpr double below = 0.039;
constexpr double spread_high = 0.047;     ///< Disc above or below the middle.
constexpr double spread_off = 0.092;      ///< The middle of disc and fovea beside that of the field.
constexpr double enough_clarity = 0.04;   ///< Below, what stands out is noise as much as vessels.
constexpr double sure_lead = 2.0;         ///< Of the scores; then sureness is a half.

// What counts as the middle of the field: chosen by looking at photographs, before their answers were.
constexpr double in_the_middle = 0.15;
constexpr double place_error = 0.02;       ///< Nearer to that limit it cannot be told.
constexpr double clear_disc = 2.0;         ///< Times enough_clarity, where nothing but the disc speaks for it.
constexpr double beside_the_middle = 0.28; ///< Farther from both: the periphery, or a narrow camera.
constexpr double same_place = 0.06;
constexpr double a_disc_bright = 1.5, a_disc_vessels = 1.0; ///< In standard deviations of their cues.

/// Divided by its own spread inside, so that cues of different cameras weigh alike.
Plane standardised(Plane plane, const Plane &inside)
{
    double sum = 0, squares = 0, count = 0;
    for (std::size_t i = 0; i < plane.values.size(); ++i) {
        if (inside.values[i] <= 0)
            continue;
        sum += double(plane.values[i]);
        squares += double(plane.values[i]) * double(plane.values[i]);
        ++count;
    }
    if (count == 0)
        return plane;
    const double mean = sum / count;
    const double deviation = std::sqrt(std::max(1e-12, squares / count - mean * mean));
    for (std::size_t i = 0; i < plane.values.size(); ++i)
        plane.values[i] = inside.values[i] > 0 ? float((double(plane.values[i]) - mean) / deviation) : 0;
    return plane;
}

Plane minus(const Plane &a, const Plane &b, float share = 1)
{
    Plane difference(a.side);
    for (std::size_t i = 0; i < a.values.size(); ++i)
        difference.values[i] = a.values[i] - share * b.values[i];
    return difference;
}

struct Cues
{
    Plane bright;   ///< A bright spot of a disc's size.
    Plane vessels;  ///< Vessels, those that run up and down above all.
    Plane dark;     ///< A dark spot of a fovea's size, and no vessels.
};

Cues cues_of(const RetinaGrid &grid)
{
    const int side = grid.side();
    const double disc = disc_diameter * side;
    const Plane even = evened(grid.green, grid.inside, 0.18 * side);
    Plane mixed(side);
    for (std::size_t i = 0; i < mixed.values.size(); ++i)
        mixed.values[i] = 0.6f * grid.green.values[i] + 0.4f * grid.red.values[i];
    const Plane light = evened(mixed, grid.inside, 0.18 * side);

    // Dark lines: the second derivative across them, at the width of a vessel.
    const Plane fine = smoothed_inside(even, grid.inside, 0.008 * side);
    const Plane near_edge = smoothed(grid.inside, 0.02 * side);
    Plane upright(side), level(side);
    for (int y = 2; y + 2 < side; ++y) {
        for (int x = 2; x + 2 < side; ++x) {
            if (near_edge.at(x, y) < 0.98f)
                continue;
            const float across = fine.at(x - 2, y) + fine.at(x + 2, y) - 2 * fine.at(x, y);
            const float down = fine.at(x, y - 2) + fine.at(x, y + 2) - 2 * fine.at(x, y);
            upright.at(x, y) = std::min(2.0f, std::max(0.0f, across - std::max(0.0f, down)));
            level.at(x, y) = std::min(2.0f, std::max(0.0f, down - std::max(0.0f, across)));
        }
    }
    Cues cues;
    cues.bright = standardised(minus(smoothed_inside(light, grid.inside, 0.3 * disc),
                                     smoothed_inside(light, grid.inside, 0.9 * disc)),
                               grid.inside);
    const Plane up = smoothed_inside(upright, grid.inside, 0.45 * disc);
    const Plane flat = smoothed_inside(level, grid.inside, 0.45 * disc);
    cues.vessels = standardised(minus(up, flat, 0.4f), grid.inside);
    Plane all(side);
    for (std::size_t i = 0; i < all.values.size(); ++i)
        all.values[i] = up.values[i] + flat.values[i];
    const Plane any = standardised(all, grid.inside);
    const Plane spot = standardised(minus(smoothed_inside(even, grid.inside, 1.1 * disc),
                                          smoothed_inside(even, grid.inside, 0.4 * disc)),
                                    grid.inside);
    cues.dark = minus(spot, any, float(vessels_in_fovea));
    return cues;
}

struct Place
{
    double score = -1e9;
    int x = 0, y = 0;
};

/// The best place of the disc, were this that eye.
Place best_disc(const RetinaGrid &grid, const Cues &cues, Laterality eye)
{
    const int side = grid.side();
    const double middle = (side - 1) / 2.0;
    const int across = int(std::lround(beside * side)) * (eye == Laterality::right ? -1 : 1);
    const int down = int(std::lround(below * side));
    Place best;
    for (int y = 0; y < side; y += 2) {
        for (int x = 0; x < side; x += 2) {
            if (grid.inside.at(x, y) <= 0)
                continue;
            const int fx = x + across, fy = y + down;
            const bool seen = fx >= 0 && fy >= 0 && fx < side && fy < side && grid.inside.at(fx, fy) > 0;
            const double high = (y - middle) / side / spread_high;
            const double off = (x + across / 2.0 - middle) / side / spread_off;
            const double score = weight_bright * std::min(3.0, double(cues.bright.at(x, y)))
                + weight_vessels * std::min(3.0, double(cues.vessels.at(x, y)))
                + (seen ? weight_fovea * double(cues.dark.at(fx, fy)) : -fovea_off_field)
                - weight_place * 0.5 * (high * high + off * off);
            if (score > best.score)
                best = {score, x, y};
        }
    }
    return best;
}

/// The highest point of a cue near a place, the nearer the better.
Place highest_near(const RetinaGrid &grid, const Plane &cue, double x0, double y0)
{
    const double reach = 0.08 * grid.side();
    Place best{-1e9, int(x0), int(y0)};
    for (int y = std::max(0, int(y0 - reach)); y < std::min(grid.side(), int(y0 + reach)); ++y)
        for (int x = std::max(0, int(x0 - reach)); x < std::min(grid.side(), int(x0 + reach)); ++x) {
            const double away = std::hypot(x - x0, y - y0) / (0.06 * grid.side());
            const double score = double(cue.at(x, y)) - away * away;
            if (grid.inside.at(x, y) > 0 && score > best.score)
                best = {score, x, y};
        }
    return best;
}

/// Of the field's middle, in shares of its diameter.
double off_middle(const RetinaGrid &grid, double x, double y)
{
    const double middle = (grid.side() - 1) / 2.0;
    return std::hypot(x - middle, y - middle) / grid.side();
}

FieldCentre centre_of(const RetinaGrid &grid, const Place &disc, const Place &fovea)
{
    const double to_disc = off_middle(grid, disc.x, disc.y), to_fovea = off_middle(grid, fovea.x, fovea.y);
    const double nearest = std::min(to_disc, to_fovea);
    if (nearest <= in_the_middle - place_error)
        return to_disc < to_fovea ? FieldCentre::disc : FieldCentre::macula;
    if (nearest < in_the_middle + place_error)
        return FieldCentre::unknown;
    return std::max(to_disc, to_fovea) <= beside_the_middle ? FieldCentre::between : FieldCentre::unknown;
}

/// Where the disc lies in the middle, the fovea is at the edge or outside and the eye is hard to tell; but
/// both eyes would have their disc in the same place.
FieldCentre centre_without_eye(const RetinaGrid &grid, const Cues &cues, const Place &right, const Place &left)
{
    const bool same = std::hypot(right.x - left.x, right.y - left.y) <= same_place * grid.side();
    const bool disc = cues.bright.at(right.x, right.y) >= float(a_disc_bright)
        && cues.vessels.at(right.x, right.y) >= float(a_disc_vessels)
        && clarity(grid) >= clear_disc * enough_clarity;
    const bool middle = off_middle(grid, (right.x + left.x) / 2.0, (right.y + left.y) / 2.0) <= in_the_middle;
    return same && disc && middle ? FieldCentre::disc : FieldCentre::unknown;
}

} // namespace

const char *word(FieldCentre centre)
{
    switch (centre) {
    case FieldCentre::macula: return "macula";
    case FieldCentre::disc: return "disc";
    case FieldCentre::between: return "between";
    case FieldCentre::unknown: break;
    }
    return "unknown";
}

EyeSide eye_side(const RetinaGrid &grid)
{
    EyeSide side;
    if (grid.side() == 0)
        return side;
    const Cues cues = cues_of(grid);
    const Place right = best_disc(grid, cues, Laterality::right);
    const Place left = best_disc(grid, cues, Laterality::left);
    const double lead = std::fabs(right.score - left.score) * std::min(1.0, clarity(grid) / enough_clarity);
    side.leaning = right.score >= left.score ? Laterality::right : Laterality::left;
    side.sureness = lead / (lead + sure_lead);
    if (side.sureness < 0.5) {
        side.centre = centre_without_eye(grid, cues, right, left);
        return side;
    }
    side.eye = side.leaning;
    // The scores lean towards where discs are expected; what is shown is where the light is.
    const Place &expected = side.leaning == Laterality::right ? right : left;
    const Place disc = highest_near(grid, cues.bright, expected.x, expected.y);
    const double across = fovea_beside * grid.side() * (side.leaning == Laterality::right ? -1 : 1);
    const Place fovea = highest_near(grid, cues.dark, disc.x + across, disc.y + below * grid.side());
    side.centre = centre_of(grid, disc, fovea);
    side.disc_x = grid.photograph_x(disc.x);
    side.disc_y = grid.photograph_y(disc.y);
    side.fovea_x = grid.photograph_x(fovea.x);
    side.fovea_y = grid.photograph_y(fovea.y);
    side.disc_radius = disc_diameter / 2 * grid.side() * grid.scale();
    return side;
}

EyeSide eye_side(const RgbImage &image)
{
    return eye_side(retina_grid(image, 192));
}

} // namespace retclip
