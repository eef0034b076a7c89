// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retclip {

/// P(X <= x) of the standard normal distribution.
[[nodiscard]] double normal_cumulative(double x);
/// The x with normal_cumulative(x) = p, 0 < p < 1, to 1e-12: Acklam's approximation and one step of
/// Halley.
[[nodiscard]] double normal_quantile(double p);

} // namespace retclip
