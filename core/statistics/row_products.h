// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace retclip {

/// Sum of products of two rows of one width: in eight sums, so that the compiler may use vectors without
/// being allowed to reorder anything.
[[nodiscard]] inline float dot_product(std::span<const float> a, std::span<const float> b)
{
    std::array<float, 8> sums{};
    std::size_t c = 0;
    for (; c + sums.size() <= a.size(); c += sums.size())
        for (std::size_t lane = 0; lane < sums.size(); ++lane)
            sums[lane] += a[c + lane] * b[c + lane];
    float total = 0;
    for (const float sum : sums)
        total += sum;
    for (; c < a.size(); ++c)
        total += a[c] * b[c];
    return total;
}

/// Squared Euclidean distance, likewise.
[[nodiscard]] inline float squared_distance(std::span<const float> a, std::span<const float> b)
{
    std::array<float, 8> sums{};
    std::size_t c = 0;
    for (; c + sums.size() <= a.size(); c += sums.size())
        for (std::size_t lane = 0; lane < sums.size(); ++lane) {
            const float step = a[c + lane] - b[c + lane];
            sums[lane] += step * step;
        }
    float total = 0;
    for (const float sum : sums)
        total += sum;
    for (; c < a.size(); ++c)
        total += (a[c] - b[c]) * (a[c] - b[c]);
    return total;
}

} // namespace retclip
