// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text_runs.h"

#include "core/base/unicode.h"

namespace retclip {
namespace {

enum class Sign { chinese, letter, digit, space, mark };

Sign sign_of(char32_t c)
{
    if (c < 128) {
        if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'))
            return Sign::letter;
        if (c >= U'0' && c <= U'9')
            return Sign::digit;
        return c == U' ' || c == U'\t' || c == U'-' ? Sign::space : Sign::mark;
    }
    if (is_chinese(c))
        return Sign::chinese;
    if (is_space_separator(c))
        return Sign::space;
    if (c == 0xFFFD || is_punctuation(c) || is_control(c) || is_line_separator(c))
        return Sign::mark;
    return Sign::letter;
}

} // namespace

void each_run(std::string_view utf8,
              const std::function<void(TextKind, TextGap, std::u32string_view)> &each)
{
    std::u32string text = code_points_of(utf8);
    for (char32_t &c : text) {
        if (c >= 0xFF01 && c <= 0xFF5E) // Full-width forms of ASCII.
            c -= 0xFEE0;
        else if (c == 0x3000)
            c = U' ';
    }
    text = lower_case(text);
    TextGap gap = TextGap::mark;
    for (std::size_t at = 0; at < text.size();) {
        const Sign sign = sign_of(text[at]);
        std::size_t end = at + 1;
        if (sign == Sign::mark || sign == Sign::space) {
            if (sign == Sign::mark)
                gap = TextGap::mark;
            else if (gap == TextGap::none)
                gap = TextGap::space;
            at = end;
            continue;
        }
        while (end < text.size() && sign_of(text[end]) == sign)
            ++end;
        const TextKind kind = sign == Sign::chinese ? TextKind::chinese
                           : sign == Sign::letter  ? TextKind::word
                                                   : TextKind::number;
        each(kind, gap, std::u32string_view(text).substr(at, end - at));
        gap = TextGap::none;
        at = end;
    }
}

} // namespace retclip
