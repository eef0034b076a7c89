// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/weight_average.h"

#include <algorithm>

namespace retclip {
namespace {

const std::string trained_prefix = "trained.";

} // namespace

WeightAverage::WeightAverage(std::vector<NamedParameter> weights, double decay)
    : m_weights(std::move(weights)), m_decay(decay)
{
    for (const NamedParameter &weight : m_weights)
        m_averages.push_back({weight.name, weight.tensor.detach().clone()});
}

void WeightAverage::update(std::int64_t step)
{
    torch::NoGradGuard no_gradients;
    const double kept = std::min(m_decay, double(1 + step) / double(10 + step));
    for (std::size_t i = 0; i < m_weights.size(); ++i)
        m_averages[i].tensor.lerp_(m_weights[i].tensor.detach(), 1 - kept);
}

void WeightAverage::exchange()
{
    torch::NoGradGuard no_gradients;
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        const torch::Tensor held = m_weights[i].tensor.detach().clone();
        m_weights[i].tensor.copy_(m_averages[i].tensor);
        m_averages[i].tensor.copy_(held);
    }
}

std::vector<NamedParameter> WeightAverage::saved(std::vector<NamedParameter> all) const
{
    std::map<std::string, torch::Tensor> averages;
    for (const NamedParameter &average : m_averages)
        averages[average.name] = average.tensor;
    std::vector<NamedParameter> trained;
    for (NamedParameter &weight : all) {
        const auto found = averages.find(weight.name);
        if (found == averages.end())
            continue;
        trained.push_back({"optimizer." + trained_prefix + weight.name, weight.tensor});
        weight.tensor = found->second;
    }
    all.insert(all.end(), trained.begin(), trained.end());
    return all;
}

bool WeightAverage::restore(const std::vector<NamedParameter> &optimizer_part)
{
    std::map<std::string, torch::Tensor> trained;
    for (const NamedParameter &part : optimizer_part) {
        if (part.name.rfind(trained_prefix, 0) == 0)
            trained[part.name.substr(trained_prefix.size())] = part.tensor;
    }
    for (const NamedParameter &weight : m_weights) {
        const auto found = trained.find(weight.name);
        if (found == trained.end() || found->second.sizes() != weight.tensor.sizes())
            return false;
    }
    torch::NoGradGuard no_gradients;
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        m_averages[i].tensor.copy_(m_weights[i].tensor);
        m_weights[i].tensor.copy_(trained[m_weights[i].name]);
    }
    return true;
}

} // namespace retclip
