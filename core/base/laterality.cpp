// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/laterality.h"

#include <string>

namespace retclip {
namespace {

std::string trimmed_lower(std::string_view text)
{
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    std::string lower(text);
    for (char &c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = char(c - 'A' + 'a');
    }
    return lower;
}

} // namespace

std::optional<Laterality> laterality_from(std::string_view text)
{
    const std::string key = trimmed_lower(text);
    for (const char *spelling : {"od", "r", "right", "dexter", "o.d.", "re", "右", "右眼"}) {
        if (key == spelling)
            return Laterality::right;
    }
    for (const char *spelling : {"os", "oi", "l", "left", "sinister", "o.s.", "le", "左", "左眼"}) {
        if (key == spelling)
            return Laterality::left;
    }
    return std::nullopt;
}

std::optional<Level> level_from(std::string_view text)
{
    const std::string key = trimmed_lower(text);
    for (Level level : all_levels) {
        if (key == word(level))
            return level;
    }
    return std::nullopt;
}

} // namespace retclip
