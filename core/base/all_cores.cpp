// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/all_cores.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace retclip {

void on_all_cores(std::size_t count, const std::function<void(std::size_t)> &f)
{
    const std::size_t threads =
        std::min<std::size_t>({std::max(1u, std::thread::hardware_concurrency()), count, 16});
    if (threads <= 1) {
        for (std::size_t i = 0; i < count; ++i)
            f(i);
        return;
    }
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> pool;
    for (std::size_t t = 0; t < threads; ++t)
        pool.emplace_back([&] {
            for (std::size_t i = next++; i < count; i = next++)
                f(i);
        });
}

} // namespace retclip
