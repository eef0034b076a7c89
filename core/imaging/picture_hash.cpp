// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/picture_hash.h"

#include <array>
#include <cmath>

namespace retclip {
namespace {

constexpr int hash_side = 64;
constexpr int frequencies = 24; ///< More than any of 256 bits asks for.
constexpr double pi = 3.14159265358979323846;

const std::array<std::array<float, hash_side>, frequencies> &cosines()
{
    static const auto table = [] {
        std::array<std::array<float, hash_side>, frequencies> made{};
        for (int k = 0; k < frequencies; ++k)
            for (int i = 0; i < hash_side; ++i)
                made[std::size_t(k)][std::size_t(i)] = float(std::cos(pi * (i + 0.5) * k / hash_side));
        return made;
    }();
    return table;
}

/// The mean of each block, so that any grid of a multiple of the side serves.
Plane shrunk(const Plane &plane)
{
    const int block = plane.side / hash_side;
    Plane small(hash_side);
    for (int y = 0; y < hash_side; ++y)
        for (int x = 0; x < hash_side; ++x) {
            float sum = 0;
            for (int dy = 0; dy < block; ++dy)
                for (int dx = 0; dx < block; ++dx)
                    sum += plane.at(x * block + dx, y * block + dy);
            small.at(x, y) = sum / float(block * block);
        }
    return small;
}

} // namespace

PictureSignature picture_signature(const RetinaGrid &grid)
{
    // The rim is left out by a disc that is the same for all: what is lit differs with compression.
    Plane disc(hash_side);
    const double middle = (hash_side - 1) / 2.0;
    for (int y = 0; y < hash_side; ++y)
        for (int x = 0; x < hash_side; ++x)
            disc.at(x, y) = std::hypot(x - middle, y - middle) < 0.9 * hash_side / 2;
    const Plane even = evened(shrunk(grid.green), disc, hash_side / 10.0);
    std::array<std::array<float, hash_side>, frequencies> across{};
    for (std::size_t k = 0; k < frequencies; ++k)
        for (int y = 0; y < hash_side; ++y)
            for (int x = 0; x < hash_side; ++x)
                across[k][std::size_t(y)] += even.at(x, y) * cosines()[k][std::size_t(x)];
    PictureSignature signature;
    for (int bit = 0; bit < 256; ++bit) {
        const Frequency frequency = signature_frequency(bit);
        float sum = 0;
        for (std::size_t y = 0; y < hash_side; ++y)
            sum += across[std::size_t(frequency.across)][y] * cosines()[std::size_t(frequency.down)][y];
        if (sum > 0)
            signature.words[std::size_t(bit / 64)] |= std::uint64_t(1) << (bit % 64);
    }
    return signature;
}

PictureSignature picture_signature(const RgbImage &image)
{
    return picture_signature(retina_grid(image, 3 * hash_side));
}

} // namespace retclip
