// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace retclip {

/// SplitMix64. The same numbers on every system: the standard library's distributions differ.
class SampleRandom
{
public:
    explicit SampleRandom(std::uint64_t seed) : m_state(seed) { }

    [[nodiscard]] std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15ull;
        return mixed(m_state);
    }
    /// 0 <= value < 1, exact in 53 bits.
    [[nodiscard]] double fraction() { return double(next() >> 11) * 0x1p-53; }
    [[nodiscard]] double between(double low, double high)
    {
        return low + (high - low) * fraction();
    }
    /// low <= value <= high.
    [[nodiscard]] int integer(int low, int high)
    {
        return low + int(next() % std::uint64_t(high - low + 1));
    }
    [[nodiscard]] bool chance(double probability) { return fraction() < probability; }

    template <typename T> [[nodiscard]] const T &pick(const std::vector<T> &values)
    {
        return values[std::size_t(next() % values.size())];
    }
    template <typename T> void shuffle(std::vector<T> &values)
    {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[std::size_t(next() % i)]);
    }

    [[nodiscard]] static std::uint64_t mixed(std::uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }

private:
    std::uint64_t m_state;
};

} // namespace retclip
