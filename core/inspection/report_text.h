// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace retclip {

/// A report as it counts for "the same report": lower case, no white space, no punctuation at the
/// end, full-width commas, stops, colons and brackets as the ASCII ones.
[[nodiscard]] std::string normalisedReport(std::string_view report);

} // namespace retclip
