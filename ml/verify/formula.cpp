// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled without contraction: the formula asks for two roundings.
#include "ml/verify/references.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace retclip {

namespace {

bool ends_with(const std::string &text, std::string_view end)
{
    return text.size() >= end.size()
           && std::string_view(text).substr(text.size() - end.size()) == end;
}

bool in_norm(const std::string &name)
{
    std::size_t begin = 0;
    while (begin <= name.size()) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        const std::string_view part = std::string_view(name).substr(begin, end - begin);
        if (part.rfind("ln_", 0) == 0 || part == "LayerNorm")
            return true;
        begin = end + 1;
    }
    return false;
}

} // namespace

void fill_by_formula(const std::string &name, std::uint64_t seed, float scale, float offset,
                     std::span<float> out)
{
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    const std::uint64_t base = hash ^ (seed * 0xD1342543DE82EF95ull);
    const auto fill = [=](std::size_t begin, std::size_t end) {
        for (std::size_t at = begin; at < end; ++at) {
            std::uint64_t z = base + (at + 1) * 0x9E3779B97F4A7C15ull;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
            z ^= z >> 31;
            const auto k = static_cast<std::int64_t>(z >> 40) - (std::int64_t(1) << 23);
            const float unit = static_cast<float>(k) * 0x1p-23f;
            const float value = unit * scale;
            out[at] = offset != 0 ? value + offset : value;
        }
    };
    const std::size_t threads = out.size() < (1u << 20)
                                    ? 1
                                    : std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::jthread> workers;
    for (std::size_t worker = 1; worker < threads; ++worker)
        workers.emplace_back(fill, out.size() * worker / threads,
                             out.size() * (worker + 1) / threads);
    fill(0, out.size() / threads);
}

FormulaRange formula_range(const std::string &name, std::span<const std::int64_t> shape)
{
    if (name == "logit_scale")
        return {0, 0, 4.4998097f};
    if (name == "logit_scale_left")
        return {0, 0, 4.3f};
    if (name == "logit_scale_right")
        return {0, 0, 4.1f};
    if (ends_with(name, "bias"))
        return {0.02f, 0, {}};
    if (in_norm(name))
        return {0.1f, 1, {}};
    if (name.find("embedding") != std::string::npos)
        return {0.05f, 0, {}};
    double fan = 1;
    if (name == "visual.proj") {
        fan = static_cast<double>(shape[0]);
    } else {
        for (std::size_t axis = 1; axis < shape.size(); ++axis)
            fan *= static_cast<double>(shape[axis]);
    }
    return {static_cast<float>(std::sqrt(3.0 / fan)), 0, {}};
}

} // namespace retclip
