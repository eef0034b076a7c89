// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/adapters.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

namespace retclip {

namespace {

constexpr std::string_view scale_name = "adapter_scale";

/// The weight that a part belongs to: "X.adapter.a" is of "X.weight", "X.in_proj_adapter.a" of
/// "X.in_proj_weight". Empty: no part.
std::string weight_of(std::string_view part)
{
    for (const std::string_view end : {".a", ".b"}) {
        if (!part.ends_with(end))
            continue;
        const std::string_view front = part.substr(0, part.size() - end.size());
        for (const auto &[ours, base] : {std::pair<std::string_view, std::string_view>(".adapter", ".weight"),
                                         {"_adapter", "_weight"}}) {
            if (front.ends_with(ours))
                return std::string(front.substr(0, front.size() - ours.size())) + std::string(base);
        }
    }
    return {};
}

Result<std::vector<float>> numbers_of(const Checkpoint &checkpoint, std::size_t index)
{
    const StoredTensor &tensor = checkpoint.weights()[index];
    std::vector<float> values(std::size_t(tensor.count()));
    RETCLIP_CHECK(checkpoint.read_float32(tensor, values));
    return values;
}

} // namespace

bool is_adapter_part(std::string_view name)
{
    return name == scale_name || name == "module.adapter_scale" || !weight_of(name).empty();
}

StoredAdapters adapters_in(const Checkpoint &checkpoint)
{
    const std::vector<StoredTensor> &weights = checkpoint.weights();
    std::unordered_map<std::string, std::size_t> places;
    std::map<std::string, std::array<std::optional<std::size_t>, 2>> parts;
    std::optional<std::size_t> scale;
    for (std::size_t index = 0; index < weights.size(); ++index) {
        const std::string &name = weights[index].name;
        places.emplace(name, index);
        if (name == scale_name || name == "module.adapter_scale")
            scale = index;
        else if (const std::string weight = weight_of(name); !weight.empty())
            parts[weight][name.back() == 'a' ? 0 : 1] = index;
    }
    StoredAdapters found;
    for (const auto &[weight, ab] : parts) {
        const auto place = places.find(weight);
        const auto fits = [&] {
            if (!scale || weights[*scale].count() != 1 || !ab[0] || !ab[1] || place == places.end())
                return false;
            const auto &a = weights[*ab[0]].shape, &b = weights[*ab[1]].shape;
            const auto &w = weights[place->second].shape;
            return a.size() == 2 && b.size() == 2 && w.size() == 2 && a[0] == b[1] && b[0] == w[0]
                && a[1] == w[1];
        };
        if (!fits()) {
            found.incomplete.push_back(weight);
            continue;
        }
        found.whole[weight] = {*ab[0], *ab[1], *scale};
        found.rank = std::max(found.rank, weights[*ab[0]].shape[0]);
    }
    return found;
}

Result<void> add_adapter(const Checkpoint &checkpoint, const StoredAdapter &adapter,
                         std::span<float> weight)
{
    RETCLIP_TRY(const std::vector<float> a, numbers_of(checkpoint, adapter.a));
    RETCLIP_TRY(const std::vector<float> b, numbers_of(checkpoint, adapter.b));
    RETCLIP_TRY(const std::vector<float> scale, numbers_of(checkpoint, adapter.scale));
    const auto rank = std::size_t(checkpoint.weights()[adapter.a].shape[0]);
    const auto columns = std::size_t(checkpoint.weights()[adapter.a].shape[1]);
    const auto rows = std::size_t(checkpoint.weights()[adapter.b].shape[0]);
    for (std::size_t row = 0; row < rows; ++row) {
        float *const out = weight.data() + row * columns;
        for (std::size_t k = 0; k < rank; ++k) {
            const float factor = scale.front() * b[row * rank + k];
            const float *const from = a.data() + k * columns;
            for (std::size_t column = 0; column < columns; ++column)
                out[column] += factor * from[column];
        }
    }
    return {};
}

} // namespace retclip
