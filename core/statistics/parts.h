// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <thread>
#include <vector>

namespace retclip {

/// Sixteen sums side by side: any compiler makes vector instructions of it, and the order of the
/// additions is the same on every machine.
[[nodiscard]] inline float dot_of_sixteen_sums(const float *a, const float *b, std::size_t count)
{
    std::array<float, 16> sums{};
    std::size_t i = 0;
    for (; i + 16 <= count; i += 16) {
        for (std::size_t j = 0; j < 16; ++j)
            sums[j] += a[i + j] * b[i + j];
    }
    float sum = 0;
    for (; i < count; ++i)
        sum += a[i] * b[i];
    for (std::size_t width = 8; width > 0; width /= 2) {
        for (std::size_t j = 0; j < width; ++j)
            sums[j] += sums[j + width];
    }
    return sum + sums[0];
}

/// Runs `work(part, begin, end)` over 0..count on all cores, in parts of at least `smallest_part`.
template <typename Work> void in_parts(std::size_t count, std::size_t smallest_part, Work work)
{
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    const std::size_t parts = std::clamp<std::size_t>(count / smallest_part, 1, cores);
    std::vector<std::jthread> threads;
    for (std::size_t p = 1; p < parts; ++p)
        threads.emplace_back([&, p] { work(p, count * p / parts, count * (p + 1) / parts); });
    work(std::size_t(0), std::size_t(0), count / parts);
}

} // namespace retclip
