// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizer.h"
#include "core/base/unicode.h"

namespace retclip {

std::string clean_report(std::string_view text)
{
    std::u32string lower = lower_case(code_points_of(text));
    for (char32_t &c : lower)
        if (c == 0x201C || c == 0x201D)
            c = U'"';
    return utf8_of(lower);
}

} // namespace retclip
