// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Unicode questions that BERT's tokenizer asks, answered by utf8proc's tables (Unicode 14).

#include <string>
#include <string_view>

namespace retclip {

/// Code points; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::u32string code_points_of(std::string_view utf8);
void append_utf8(std::string &out, char32_t code_point);
[[nodiscard]] std::string utf8_of(std::u32string_view text);

[[nodiscard]] bool is_control(char32_t c);         ///< Cc or Cf.
[[nodiscard]] bool is_space_separator(char32_t c); ///< Zs.
[[nodiscard]] bool is_line_separator(char32_t c);  ///< Zl or Zp: split words, but are not spaces.
[[nodiscard]] bool is_nonspacing_mark(char32_t c); ///< Mn.
[[nodiscard]] bool is_punctuation(char32_t c);     ///< P*, and ASCII symbols as BERT counts them.
[[nodiscard]] bool is_chinese(char32_t c);         ///< The blocks that BERT counts as such.

/// Full lower case: İ becomes two code points, Σ at a word's end becomes ς.
[[nodiscard]] std::u32string lower_case(std::u32string_view text);
/// Canonical decomposition (NFD).
[[nodiscard]] std::u32string decomposed(std::u32string_view text);

} // namespace retclip
