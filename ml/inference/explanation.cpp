// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/inference/explanation.h"

#include <algorithm>

namespace retclip {

torch::Tensor class_relevance(const AttentionRecord &attention,
                              const std::vector<torch::Tensor> &gradients)
{
    torch::NoGradGuard no_gradients;
    const std::int64_t tokens = attention.front().size(-1);
    const torch::Tensor identity = torch::eye(tokens, attention.front().options().dtype(torch::kFloat32));
    torch::Tensor relevance = identity;
    for (std::size_t layer = 0; layer < attention.size(); ++layer) {
        torch::Tensor map = attention[layer].detach()[0].to(torch::kFloat32); // (H,T,P)
        const bool only_class = map.size(1) == 1;
        const torch::Tensor own = only_class ? identity.narrow(0, 0, 1) : identity;
        if (gradients.empty()) {
            map = 0.5 * (map.mean(0) + own);
            relevance = map.matmul(relevance);
        } else {
            map = (map * gradients[layer][0].to(torch::kFloat32)).clamp_min(0).mean(0);
            const torch::Tensor before = only_class ? relevance.narrow(0, 0, 1) : relevance;
            relevance = before + map.matmul(relevance);
        }
    }
    return relevance[0].to(torch::kCPU);
}

std::vector<float> scaled_to_one(const torch::Tensor &values)
{
    const torch::Tensor flat = values.detach().to(torch::kCPU, torch::kFloat32).contiguous().view({-1});
    const float *from = flat.data_ptr<float>();
    std::vector<float> out(from, from + flat.numel());
    if (out.empty())
        return out;
    const auto [low, high] = std::minmax_element(out.begin(), out.end());
    const float base = *low, range = *high - *low;
    for (float &value : out)
        value = range > 0 ? (value - base) / range : 0.0f;
    return out;
}

torch::Tensor occlusion(const torch::Tensor &pixels_3SS, int side,
                        const std::function<torch::Tensor(const torch::Tensor &)> &similarity,
                        std::stop_token stop)
{
    torch::NoGradGuard no_gradients;
    constexpr int at_once = 16;
    const std::int64_t size = pixels_3SS.size(1);
    const double cell = double(size) / side;
    const torch::Tensor whole = similarity(pixels_3SS.unsqueeze(0));
    torch::Tensor fall = torch::zeros({std::int64_t(side) * side});
    for (int from = 0; from < side * side; from += at_once) {
        if (stop.stop_requested())
            return {};
        const int count = std::min(at_once, side * side - from);
        torch::Tensor hidden = pixels_3SS.unsqueeze(0).repeat({count, 1, 1, 1});
        for (int i = 0; i < count; ++i) {
            const int y = (from + i) / side, x = (from + i) % side;
            // Two cells wide, centred on its own; 0 is the mean colour.
            const auto begin = [&](int at) {
                return std::max<std::int64_t>(0, std::int64_t((at - 0.5) * cell));
            };
            const auto end = [&](int at) { return std::min(size, std::int64_t((at + 1.5) * cell)); };
            hidden[i].narrow(1, begin(y), end(y) - begin(y)).narrow(2, begin(x), end(x) - begin(x))
                .zero_();
        }
        fall.narrow(0, from, count).copy_((whole - similarity(hidden)).to(torch::kCPU));
    }
    return fall.clamp_min(0);
}

} // namespace retclip
