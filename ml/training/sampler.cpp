// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/sampler.h"

#include <numeric>
#include <random>
#include <utility>

namespace retclip {

std::vector<std::int64_t> random_permutation(std::int64_t length, std::uint64_t seed)
{
    std::vector<std::int64_t> order(static_cast<std::size_t>(length));
    std::iota(order.begin(), order.end(), std::int64_t(0));
    // The generator and its seeding are the standard's; only the way of drawing is LibTorch's.
    std::mt19937 generator(static_cast<std::uint32_t>(seed));
    for (std::int64_t i = 0; i + 1 < length; ++i) {
        const auto offset = std::int64_t(generator() % std::uint64_t(length - i));
        std::swap(order[std::size_t(i)], order[std::size_t(i + offset)]);
    }
    return order;
}

std::int64_t batches_per_epoch(const SamplerOptions &options)
{
    const std::int64_t step = options.batch * options.world;
    return step > 0 ? (options.items + step - 1) / step : 0;
}

std::vector<std::int64_t> epoch_order(const SamplerOptions &options, std::int64_t epoch)
{
    const std::int64_t padded = batches_per_epoch(options) * options.batch * options.world;
    const auto permutation = random_permutation(padded, std::uint64_t(options.seed + epoch));
    std::vector<std::int64_t> order;
    order.reserve(std::size_t(padded / options.world));
    for (std::int64_t place = options.rank; place < padded; place += options.world)
        order.push_back(permutation[std::size_t(place)] % options.items);
    return order;
}

} // namespace retclip
