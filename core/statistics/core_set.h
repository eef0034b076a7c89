// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace retclip {

/// Rows in the order in which they cover all of them best: each next one is the farthest from what is covered
/// (k-centre greedy, Sener and Savarese 2018; Euclidean). `covered`: rows that are known already, which are not in
/// the answer; empty: none, and the order begins with the row nearest to the mean of all. Ties by rising row.
/// After `most` rows the rest follows by falling distance, as it is then. A stop gives what is there, the rest by row.
[[nodiscard]] std::vector<std::size_t> covering_order(const Matrix &rows, std::span<const std::uint8_t> covered,
                                                      std::size_t most, std::stop_token stop = {});

} // namespace retclip
