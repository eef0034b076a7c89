// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace retclip {

/// Rows of float32, row-major. Plain data between layers.
struct Matrix
{
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<float> values;

    Matrix() = default;
    Matrix(std::size_t row_count, std::size_t column_count)
        : rows(row_count), columns(column_count), values(row_count * column_count, 0.0f)
    {
    }
    [[nodiscard]] std::span<const float> row(std::size_t index) const
    {
        return {values.data() + index * columns, columns};
    }
    [[nodiscard]] std::span<float> row(std::size_t index)
    {
        return {values.data() + index * columns, columns};
    }
};

} // namespace retclip
