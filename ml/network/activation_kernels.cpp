// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/activation_kernels.h"

#include "ml/vector_clones.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace retclip {

namespace {

// Inlined into each clone, so that they are compiled for its instructions.
#define RETCLIP_INLINE [[gnu::always_inline]] inline

/// exp(x) by its power of two and a polynomial on ±ln(2)/2 (the coefficients are those of Cephes),
/// without branches. Outside ±87 it stays at the ends, where a sigmoid is 0 or 1 in float32.
RETCLIP_INLINE float exponential(float x)
{
    x = x < -87.0f ? -87.0f : x > 87.0f ? 87.0f : x; // NaN stays NaN.
    constexpr float to_integer = 12582912.0f; // 1.5·2²³: adding it rounds to a whole number.
    const float shifted = x * 1.44269504088896341f + to_integer;
    const float whole = shifted - to_integer;
    const float r = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    const std::uint32_t power = (std::bit_cast<std::uint32_t>(shifted) << 23) + 0x3F800000u;
    return p * std::bit_cast<float>(power);
}

RETCLIP_INLINE float sigmoid(float x)
{
    return 1.0f / (1.0f + exponential(-x));
}

RETCLIP_INLINE float value(float x)
{
    return x * sigmoid(1.702f * x);
}

RETCLIP_INLINE float gradient_at(float x)
{
    // s + 1.702·x·s·(1-s), where 1-s is e·s for s = 1/(1+e): no difference of nearly equal numbers.
    const float e = exponential(-1.702f * x);
    const float s = 1.0f / (1.0f + e);
    return s * (1.0f + 1.702f * x * (e * s));
}

RETCLIP_INLINE float widened(Bfloat16Bits bits)
{
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}

RETCLIP_INLINE Bfloat16Bits narrowed(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
    // Rounding would turn some NaN into infinity or zero.
    return Bfloat16Bits((bits & 0x7FFFFFFFu) > 0x7F800000u ? 0x7FC0u : rounded);
}

} // namespace

RETCLIP_VECTOR_CLONES
void quick_gelu_values(const float *__restrict x, float *__restrict y, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        y[i] = value(x[i]);
}

RETCLIP_VECTOR_CLONES
void quick_gelu_gradients(const float *__restrict x, const float *__restrict upstream,
                          float *__restrict gradient, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        gradient[i] = upstream[i] * gradient_at(x[i]);
}

RETCLIP_VECTOR_CLONES
void quick_gelu_values(const Bfloat16Bits *__restrict x, Bfloat16Bits *__restrict y, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        y[i] = narrowed(value(widened(x[i])));
}

RETCLIP_VECTOR_CLONES
void quick_gelu_gradients(const Bfloat16Bits *__restrict x, const Bfloat16Bits *__restrict upstream,
                          Bfloat16Bits *__restrict gradient, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        gradient[i] = narrowed(widened(upstream[i]) * gradient_at(widened(x[i])));
}

namespace {

// Reductions go in lanes side by side: wide without a compiler that reorders sums at will.
constexpr int lanes = 16;

RETCLIP_INLINE float largest(const float *values, std::int64_t count)
{
    float found[lanes];
    for (float &lane : found)
        lane = -std::numeric_limits<float>::infinity();
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (int lane = 0; lane < lanes; ++lane)
            found[lane] = values[i + lane] > found[lane] ? values[i + lane] : found[lane];
    for (; i < count; ++i)
        found[0] = values[i] > found[0] ? values[i] : found[0];
    return *std::max_element(found, found + lanes);
}

RETCLIP_INLINE float sum(const float *values, std::int64_t count)
{
    float sums[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (int lane = 0; lane < lanes; ++lane)
            sums[lane] += values[i + lane];
    for (; i < count; ++i)
        sums[0] += values[i];
    float all = 0;
    for (const float lane : sums)
        all += lane;
    return all;
}

RETCLIP_INLINE float product_sum(const Bfloat16Bits *a, const Bfloat16Bits *b, std::int64_t count)
{
    float sums[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (int lane = 0; lane < lanes; ++lane)
            sums[lane] += widened(a[i + lane]) * widened(b[i + lane]);
    for (; i < count; ++i)
        sums[0] += widened(a[i]) * widened(b[i]);
    float all = 0;
    for (const float lane : sums)
        all += lane;
    return all;
}

} // namespace

RETCLIP_VECTOR_CLONES
void softmax_values(const Bfloat16Bits *__restrict scores, Bfloat16Bits *__restrict weights,
                    std::int64_t rows, std::int64_t width, float *__restrict room)
{
    for (std::int64_t row = 0; row < rows; ++row, scores += width, weights += width) {
        for (std::int64_t i = 0; i < width; ++i)
            room[i] = widened(scores[i]);
        const float top = largest(room, width);
        for (std::int64_t i = 0; i < width; ++i)
            room[i] = exponential(room[i] - top);
        const float scale = 1.0f / sum(room, width);
        for (std::int64_t i = 0; i < width; ++i)
            weights[i] = narrowed(room[i] * scale);
    }
}

RETCLIP_VECTOR_CLONES
void softmax_gradients(const Bfloat16Bits *__restrict weights, const Bfloat16Bits *__restrict upstream,
                       Bfloat16Bits *__restrict gradient, std::int64_t rows, std::int64_t width)
{
    for (std::int64_t row = 0; row < rows; ++row, weights += width, upstream += width, gradient += width) {
        const float mean = product_sum(weights, upstream, width);
        for (std::int64_t i = 0; i < width; ++i)
            gradient[i] = narrowed(widened(weights[i]) * (widened(upstream[i]) - mean));
    }
}

RETCLIP_VECTOR_CLONES
void round_to_bfloat16(const float *__restrict x, float *__restrict y, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        y[i] = widened(narrowed(x[i]));
}

} // namespace retclip
