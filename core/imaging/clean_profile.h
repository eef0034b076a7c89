// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace retclip {

/// An ICC profile (ICC.1:2022, 7 to 10) with the same colours and no other words: written anew from the tags
/// that a conversion reads (primaries, curves, tables, white, adaptation), each cut to the length that its
/// type says. Name, copyright, maker, model, serial numbers, dates, private tags and bytes between are not
/// taken over; where the standard asks for a name, it is neutral_profile_name. A clean profile gives
/// itself. Empty where the bytes are no whole profile. Threads: any.
[[nodiscard]] std::string clean_profile(std::string_view profile);

inline constexpr std::string_view neutral_profile_name = "Colour profile";

} // namespace retclip
