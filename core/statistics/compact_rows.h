// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/retrieval.h"

#include <cstdint>
#include <span>
#include <vector>

namespace retclip {

/// Rows a second time in 8 bits each value, with how far each row is from what the 8 bits say. A search reads
/// them, a quarter of the rows' memory, rules out what cannot be among the nearest, and multiplies only the
/// rest exactly: the answer is nearest_rows()'s, bit for bit, whatever the rows hold. Rows that all lie
/// close together leave more to multiply; the worst case costs what nearest_rows() costs and a quarter.
///
/// Threads: searching is const and may be done by several at once; each uses all cores.
class CompactRows
{
public:
    CompactRows() = default;
    /// Reads the rows once, on all cores. Memory: rows x columns bytes and 12 a row.
    explicit CompactRows(const Matrix &gallery);

    struct Answer
    {
        std::vector<Neighbour> nearest;  ///< As nearest_rows() gives them.
        std::vector<float> similarities; ///< Of every row, from the 8 bits: a histogram's, not a ranking's.
        std::size_t multiplied = 0;      ///< Rows that were multiplied exactly.
    };
    /// `gallery`: the matrix that this was made from, unchanged. An empty answer where the query has another
    /// width or the gallery another size.
    [[nodiscard]] Answer search(const Matrix &gallery, std::span<const float> query, std::size_t k,
                                std::span<const std::uint8_t> present = {}) const;

    [[nodiscard]] std::size_t bytes() const;

private:
    std::size_t m_rows = 0, m_columns = 0;
    std::size_t m_stride = 0; ///< Columns, filled up with zeros to whole vectors.
    std::vector<std::int8_t> m_codes;
    std::vector<float> m_scales;    ///< Value = scale x code.
    std::vector<float> m_residuals; ///< Length of row minus scale x code, rounded up.
    std::vector<float> m_lengths;   ///< Of the row, rounded up.
};

} // namespace retclip
