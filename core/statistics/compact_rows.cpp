// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/compact_rows.h"

#include "core/statistics/parts.h"

#include <cmath>
#include <limits>

namespace retclip {
namespace {

constexpr std::size_t whole_vector = 32; ///< Codes; a row begins where vectors do.
constexpr std::size_t smallest_part = 4096;
constexpr float largest_code = 127;
/// What float32 sums and lengths of some hundred products may be off by, as a share of the two lengths.
constexpr float rounding = 1e-5f;

// Whole numbers, so the result is the same bits whichever of these the machine takes.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)                                \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define RETCLIP_WIDE_SUMS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define RETCLIP_WIDE_SUMS
#endif

/// Sums of products of the query with each row of codes; `stride` is a multiple of whole_vector.
RETCLIP_WIDE_SUMS
void whole_products(const std::int16_t *query, const std::int8_t *codes, std::size_t stride,
                    std::size_t begin, std::size_t end, std::int32_t *sums)
{
    for (std::size_t row = begin; row < end; ++row) {
        const std::int8_t *code = codes + row * stride;
        std::int32_t sum = 0;
        for (std::size_t block = 0; block < stride; block += whole_vector) {
            std::int16_t wide[whole_vector];
            for (std::size_t c = 0; c < whole_vector; ++c)
                wide[c] = code[block + c];
            for (std::size_t c = 0; c < whole_vector; ++c)
                sum += std::int32_t(query[block + c]) * std::int32_t(wide[c]);
        }
        sums[row] = sum;
    }
}

/// The query in whole numbers that no sum over a row can overflow.
struct WholeQuery
{
    std::vector<std::int16_t> values;
    float scale = 0;
    float length = 0, residual = 0;
};

WholeQuery whole(std::span<const float> query, std::size_t stride)
{
    WholeQuery result;
    result.values.assign(stride, 0);
    float largest = 0;
    double squares = 0;
    for (const float value : query) {
        largest = std::max(largest, std::abs(value));
        squares += double(value) * value;
    }
    const double fits = double(std::numeric_limits<std::int32_t>::max()) / (largest_code * double(stride));
    const float limit = float(std::floor(std::min(32767.0, fits)));
    if (!(largest > 0) || !std::isfinite(largest) || limit < 1)
        return result;
    result.scale = largest / limit;
    double left = 0;
    for (std::size_t c = 0; c < query.size(); ++c) {
        const float code = std::clamp(std::nearbyint(query[c] / result.scale), -limit, limit);
        result.values[c] = std::int16_t(code);
        const double off = double(query[c]) - double(result.scale) * code;
        left += off * off;
    }
    result.length = float(std::sqrt(squares)) * (1 + rounding);
    result.residual = float(std::sqrt(left)) * (1 + rounding);
    return result;
}

} // namespace

CompactRows::CompactRows(const Matrix &gallery)
    : m_rows(gallery.rows), m_columns(gallery.columns),
      m_stride((gallery.columns + whole_vector - 1) / whole_vector * whole_vector),
      m_codes(m_rows * m_stride, 0), m_scales(m_rows), m_residuals(m_rows), m_lengths(m_rows)
{
    in_parts(m_rows, smallest_part, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            const auto row = gallery.row(r);
            float largest = 0;
            double squares = 0;
            for (const float value : row) {
                largest = std::max(largest, std::abs(value));
                squares += double(value) * value;
            }
            const float scale = largest / largest_code;
            std::int8_t *codes = m_codes.data() + r * m_stride;
            double left = std::isfinite(squares) ? 0.0 : std::numeric_limits<double>::infinity();
            const float inverse = 1 / scale;
            if (!(scale > 0) || !std::isfinite(scale) || !std::isfinite(inverse)) {
                left = std::max(left, squares); // Nothing, or too small or large a row to be told in 8 bits.
            } else {
                for (std::size_t c = 0; c < m_columns; ++c) // How it is rounded does not matter: what is left is measured.
                    codes[c] = std::int8_t(std::clamp(row[c] * inverse + (row[c] < 0 ? -0.5f : 0.5f), -largest_code, largest_code));
                for (std::size_t c = 0; c < m_columns; ++c) {
                    const double off = double(row[c]) - double(scale) * codes[c];
                    left += off * off;
                }
            }
            m_scales[r] = std::isfinite(scale) && std::isfinite(inverse) ? scale : 0.0f;
            m_residuals[r] = float(std::sqrt(left)) * (1 + rounding);
            m_lengths[r] = std::isfinite(squares) ? float(std::sqrt(squares)) * (1 + rounding) : 0.0f;
        }
    });
}

std::size_t CompactRows::bytes() const
{
    return m_codes.size() + (m_scales.size() + m_residuals.size() + m_lengths.size()) * sizeof(float);
}

CompactRows::Answer CompactRows::search(const Matrix &gallery, std::span<const float> query, std::size_t k,
                                        std::span<const std::uint8_t> present) const
{
    Answer answer;
    if (query.size() != m_columns || gallery.rows != m_rows || gallery.columns != m_columns || m_rows == 0)
        return answer;
    const WholeQuery asked = whole(query, m_stride);
    answer.similarities.resize(m_rows);
    std::vector<float> least(m_rows), most(m_rows);
    std::vector<std::int32_t> sums(m_rows);
    in_parts(m_rows, smallest_part, [&](std::size_t, std::size_t begin, std::size_t end) {
        whole_products(asked.values.data(), m_codes.data(), m_stride, begin, end, sums.data());
        for (std::size_t r = begin; r < end; ++r) {
            const float about = asked.scale * m_scales[r] * float(sums[r]);
            // |q·row − about| ≤ |q|·|what the codes leave| + |what the whole query leaves|·|codes' row|.
            const float margin = asked.length * m_residuals[r]
                + asked.residual * (m_lengths[r] + m_residuals[r])
                + rounding * (asked.length * (m_lengths[r] + m_residuals[r]) + std::abs(about));
            answer.similarities[r] = about;
            least[r] = about - margin;
            most[r] = about + margin;
        }
    });
    const std::vector<Neighbour> surely = nearest_of(least, k, present);
    if (surely.empty())
        return answer;
    const float bar = surely.size() == k ? surely.back().similarity : -std::numeric_limits<float>::infinity();
    std::vector<std::int32_t> rows; // Rising, so that ties come out as in nearest_rows().
    for (std::size_t r = 0; r < m_rows; ++r)
        if (!(most[r] < bar) && (present.empty() || present[r]))
            rows.push_back(std::int32_t(r));
    std::vector<float> exact(rows.size());
    in_parts(rows.size(), smallest_part, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            exact[i] = dot_of_sixteen_sums(query.data(), gallery.row(std::size_t(rows[i])).data(), m_columns);
    });
    answer.multiplied = rows.size();
    answer.nearest = nearest_of(exact, k);
    for (Neighbour &each : answer.nearest) {
        each.row = rows[std::size_t(each.row)];
        answer.similarities[std::size_t(each.row)] = each.similarity;
    }
    return answer;
}

} // namespace retclip
