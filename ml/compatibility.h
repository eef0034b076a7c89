// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one place that knows which LibTorch we compile against (1.13.1 … 2.x).

#include "ml/torch.h"
#include <torch/version.h>

#include <ATen/autocast_mode.h>

#include <tuple>

#define RETCLIP_TORCH_AT_LEAST(major, minor)                                                      \
    (TORCH_VERSION_MAJOR > (major)                                                                \
     || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

namespace retclip {

/// Whether LibTorch multiplies in bfloat16 by anything better than one number after the other: it asks
/// for AVX-512 on this architecture.
[[nodiscard]] inline bool library_multiplies_bfloat16()
{
#if defined(__x86_64__) && defined(__GNUC__)
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512dq");
#else
    return true;
#endif
}

/// Autocast as it stands on this thread for one kind of device.
struct AutocastState
{
    torch::DeviceType device = torch::kCPU;
    bool enabled = false;
    torch::ScalarType type = torch::kBFloat16;
    /// Instead of bfloat16 tensors, float32 ones whose factors, products and gradients are rounded to
    /// what bfloat16 holds: the same numbers at the speed of float32, where the library has only
    /// something far slower.
    bool rounded = false;
};

namespace detail {
inline thread_local bool products_are_rounded = false;
}
/// AutocastState::rounded on this thread.
[[nodiscard]] inline bool products_are_rounded() { return detail::products_are_rounded; }

[[nodiscard]] inline AutocastState autocast_state(torch::DeviceType device)
{
#if RETCLIP_TORCH_AT_LEAST(2, 4)
    return {device, at::autocast::is_autocast_enabled(device),
            at::autocast::get_autocast_dtype(device), device == torch::kCPU && products_are_rounded()};
#else
    if (device == torch::kCPU)
        return {device, at::autocast::is_cpu_enabled(), at::autocast::get_autocast_cpu_dtype(),
                products_are_rounded()};
    return {device, at::autocast::is_enabled(), at::autocast::get_autocast_gpu_dtype(), false};
#endif
}

inline void set_autocast_state(const AutocastState &state)
{
    if (state.device == torch::kCPU)
        detail::products_are_rounded = state.rounded;
#if RETCLIP_TORCH_AT_LEAST(2, 4)
    at::autocast::set_autocast_enabled(state.device, state.enabled);
    at::autocast::set_autocast_dtype(state.device, state.type);
#else
    if (state.device == torch::kCPU) {
        at::autocast::set_cpu_enabled(state.enabled);
        at::autocast::set_autocast_cpu_dtype(state.type);
    } else {
        at::autocast::set_enabled(state.enabled);
        at::autocast::set_autocast_gpu_dtype(state.type);
    }
#endif
}

/// Sets autocast for a scope, on this thread. float32 switches it off. Leaving the outermost guard
/// drops the cache of cast weights: keep one guard around a whole step.
class AutocastGuard
{
public:
    AutocastGuard(torch::DeviceType device, torch::ScalarType type)
        : AutocastGuard(state_for(device, type))
    {
    }
    explicit AutocastGuard(const AutocastState &state) : m_before(autocast_state(state.device))
    {
        at::autocast::increment_nesting();
        set_autocast_state(state);
    }
    ~AutocastGuard()
    {
        if (at::autocast::decrement_nesting() == 0)
            at::autocast::clear_cache();
        set_autocast_state(m_before);
    }
    AutocastGuard(const AutocastGuard &) = delete;
    AutocastGuard &operator=(const AutocastGuard &) = delete;

private:
    [[nodiscard]] static AutocastState state_for(torch::DeviceType device, torch::ScalarType type)
    {
        AutocastState state{device, type == torch::kBFloat16 || type == torch::kHalf,
                            type == torch::kHalf ? torch::kHalf : torch::kBFloat16, false};
        if (device == torch::kCPU && type == torch::kBFloat16 && !library_multiplies_bfloat16()) {
            state.enabled = false;
            state.rounded = true;
        }
        return state;
    }

    AutocastState m_before;
};

/// softmax(q·kᵀ/sqrt(head width) + bias)·v by the library's fused kernel, where there is one.
inline constexpr bool has_fused_attention = RETCLIP_TORCH_AT_LEAST(2, 1);

[[nodiscard]] inline torch::Tensor fused_attention(const torch::Tensor &q, const torch::Tensor &k,
                                                   const torch::Tensor &v,
                                                   const torch::Tensor &bias, double dropout)
{
#if RETCLIP_TORCH_AT_LEAST(2, 1)
    return at::scaled_dot_product_attention(
        q, k, v, bias.defined() ? c10::optional<torch::Tensor>(bias) : c10::nullopt, dropout,
        false);
#else
    TORCH_CHECK(false, "this LibTorch has no fused attention");
    return q;
#endif
}

/// Lets the processes of a run meet over plain sockets: newer releases ask for libuv where nothing is
/// said, and then throw where they were built without it (Debian's 2.6).
template <typename StoreOptions>
void meet_over_plain_sockets(StoreOptions &options)
{
    if constexpr (requires { options.useLibUV; })
        options.useLibUV = false;
}

} // namespace retclip
