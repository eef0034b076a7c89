// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/heat_map.h"

#include <algorithm>
#include <array>

namespace retclip::cli {

namespace {

/// Nine stops of cividis (Nuñez, Anderton, Renslow 2018): readable with any colour vision.
constexpr std::array<std::array<int, 3>, 9> cividis{{{0, 34, 78},
                                                     {18, 53, 112},
                                                     {59, 73, 108},
                                                     {87, 93, 109},
                                                     {112, 113, 115},
                                                     {138, 134, 120},
                                                     {165, 156, 116},
                                                     {202, 186, 99},
                                                     {254, 232, 56}}};

double mapAt(const SaliencyMap &map, double x, double y)
{
    const double limit = map.side - 1;
    x = std::clamp(x, 0.0, limit);
    y = std::clamp(y, 0.0, limit);
    const int left = int(x), top = int(y);
    const int right = std::min(left + 1, map.side - 1), bottom = std::min(top + 1, map.side - 1);
    const auto at = [&](int column, int row) {
        return double(map.values[std::size_t(row) * std::size_t(map.side) + std::size_t(column)]);
    };
    const double u = x - left, v = y - top;
    return (at(left, top) * (1 - u) + at(right, top) * u) * (1 - v)
           + (at(left, bottom) * (1 - u) + at(right, bottom) * u) * v;
}

} // namespace

RgbImage heatMapOver(const RgbImage &photograph, const SaliencyMap &map)
{
    RgbImage picture = photograph;
    if (map.side < 1 || map.values.size() < std::size_t(map.side) * std::size_t(map.side))
        return picture;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            auto *pixel = &picture.pixels[(std::size_t(y) * std::size_t(picture.width) + std::size_t(x)) * 3];
            const double value = std::clamp(mapAt(map, (x + 0.5) * map.side / picture.width - 0.5,
                                                  (y + 0.5) * map.side / picture.height - 0.5), 0.0, 1.0);
            const double place = value * (cividis.size() - 1);
            const std::size_t stop = std::min(std::size_t(place), cividis.size() - 2);
            const double grey = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
            const double cover = 0.15 + 0.55 * value; // what is not looked at stays visible
            for (int c = 0; c < 3; ++c) {
                const double colour = cividis[stop][std::size_t(c)]
                                      + (place - double(stop))
                                            * (cividis[stop + 1][std::size_t(c)]
                                               - cividis[stop][std::size_t(c)]);
                pixel[c] = std::uint8_t(std::clamp(grey * (1 - cover) + colour * cover, 0.0, 255.0));
            }
        }
    return picture;
}

} // namespace retclip::cli
