// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/tokenizers/basic_tokenizer.h"

#include "core/base/tokenizer.h"
#include "core/base/unicode.h"

#include <utility>

namespace retclip {

namespace {

/// One word between spaces: lower case, without accents, split at punctuation.
void add_parts(std::u32string_view word, std::vector<std::u32string> &words)
{
    std::u32string part;
    for (const char32_t c : decomposed(lower_case(word))) {
        if (is_nonspacing_mark(c))
            continue;
        if (!is_punctuation(c)) {
            part.push_back(c);
            continue;
        }
        if (!part.empty())
            words.push_back(std::exchange(part, {}));
        words.emplace_back(1, c);
    }
    if (!part.empty())
        words.push_back(std::move(part));
}

} // namespace

std::vector<std::u32string> basic_words(std::string_view text)
{
    std::vector<std::u32string> words;
    std::u32string word;
    const auto end_word = [&] {
        if (!word.empty())
            add_parts(std::exchange(word, {}), words);
    };
    for (const char32_t c : code_points_of(text)) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            end_word();
        } else if (c < 0x80) {
            if (c >= 0x20 && c != 0x7F)
                word.push_back(c);
        } else if (is_chinese(c)) {
            end_word();
            word.push_back(c);
            end_word();
        } else if (is_space_separator(c) || is_line_separator(c)) {
            end_word();
        } else if (c != 0xFFFD && !is_control(c)) {
            word.push_back(c);
        }
    }
    end_word();
    return words;
}

} // namespace retclip
