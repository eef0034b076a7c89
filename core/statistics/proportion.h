// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"

#include <cstdint>
#include <optional>

namespace retclip {

/// Wilson's score interval of a share (Journal of the American Statistical Association 22, 1927). It
/// holds for few cases and never leaves [0, 1]. Nothing where `cases` is 0.
[[nodiscard]] std::optional<Interval> wilson_interval(std::int64_t hits, std::int64_t cases,
                                                      double level = 0.95);

} // namespace retclip
