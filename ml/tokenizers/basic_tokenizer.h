// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retclip {

/// BERT's basic tokenizer (SPEC 2): cleaned, split at spaces, Chinese characters and punctuation,
/// lower case, accents dropped. Each word is ready for WordPiece.
/// Source: google-research/bert, tokenization.py, as Chinese-CLIP carries it.
[[nodiscard]] std::vector<std::u32string> basic_words(std::string_view text);

} // namespace retclip
