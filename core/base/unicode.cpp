// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace retclip {

namespace {

constexpr char32_t replacement = 0xFFFD;

utf8proc_category_t category(char32_t c)
{
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool among(char32_t c, char32_t first, char32_t last)
{
    return c >= first && c <= last;
}

/// Skipped when looking for the letter before or after a Σ (Unicode's Case_Ignorable).
bool is_case_ignorable(char32_t c)
{
    static constexpr std::array<char32_t, 17> word_marks{
        0x27, 0x2E, 0x3A, 0xB7, 0x387, 0x55F, 0x5F4, 0x2018, 0x2019,
        0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};
    switch (category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK: return true;
    default: return std::binary_search(word_marks.begin(), word_marks.end(), c);
    }
}

/// Has a case (Unicode's Cased), apart from what is_case_ignorable skips anyway.
bool is_cased(char32_t c)
{
    switch (category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT: return true;
    default:
        return c == 0xAA || c == 0xBA || among(c, 0x2160, 0x217F) || among(c, 0x24B6, 0x24E9)
               || among(c, 0x1F130, 0x1F149) || among(c, 0x1F150, 0x1F169)
               || among(c, 0x1F170, 0x1F189);
    }
}

bool is_final_sigma(std::u32string_view text, std::size_t at)
{
    std::size_t before = at;
    while (before > 0 && is_case_ignorable(text[before - 1]))
        --before;
    if (before == 0 || !is_cased(text[before - 1]))
        return false;
    std::size_t after = at + 1;
    while (after < text.size() && is_case_ignorable(text[after]))
        ++after;
    return after == text.size() || !is_cased(text[after]);
}

} // namespace

std::u32string code_points_of(std::string_view utf8)
{
    std::u32string result;
    result.reserve(utf8.size());
    const auto *bytes = reinterpret_cast<const utf8proc_uint8_t *>(utf8.data());
    std::size_t at = 0;
    while (at < utf8.size()) {
        if (bytes[at] < 0x80) {
            result.push_back(bytes[at++]);
            continue;
        }
        utf8proc_int32_t code_point = -1;
        const utf8proc_ssize_t used = utf8proc_iterate(
            bytes + at, static_cast<utf8proc_ssize_t>(utf8.size() - at), &code_point);
        if (used <= 0 || code_point < 0) {
            result.push_back(replacement);
            ++at;
        } else {
            result.push_back(static_cast<char32_t>(code_point));
            at += static_cast<std::size_t>(used);
        }
    }
    return result;
}

void append_utf8(std::string &out, char32_t c)
{
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
        return;
    }
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t count =
        utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes.data());
    out.append(reinterpret_cast<const char *>(bytes.data()), static_cast<std::size_t>(count));
}

std::string utf8_of(std::u32string_view text)
{
    std::string result;
    result.reserve(text.size() * 3);
    for (const char32_t c : text)
        append_utf8(result, c);
    return result;
}

bool is_control(char32_t c)
{
    const utf8proc_category_t kind = category(c);
    return kind == UTF8PROC_CATEGORY_CC || kind == UTF8PROC_CATEGORY_CF;
}

bool is_space_separator(char32_t c)
{
    return category(c) == UTF8PROC_CATEGORY_ZS;
}

bool is_line_separator(char32_t c)
{
    return c == 0x2028 || c == 0x2029;
}

bool is_nonspacing_mark(char32_t c)
{
    return c >= 0x300 && category(c) == UTF8PROC_CATEGORY_MN;
}

bool is_punctuation(char32_t c)
{
    if (c < 0x80)
        return among(c, 33, 47) || among(c, 58, 64) || among(c, 91, 96) || among(c, 123, 126);
    switch (category(c)) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO: return true;
    default: return false;
    }
}

bool is_chinese(char32_t c)
{
    return among(c, 0x4E00, 0x9FFF) || among(c, 0x3400, 0x4DBF) || among(c, 0x20000, 0x2A6DF)
           || among(c, 0x2A700, 0x2B73F) || among(c, 0x2B740, 0x2B81F)
           || among(c, 0x2B820, 0x2CEAF) || among(c, 0xF900, 0xFAFF)
           || among(c, 0x2F800, 0x2FA1F);
}

std::u32string lower_case(std::u32string_view text)
{
    std::u32string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char32_t c = text[at];
        if (c < 0x80)
            result.push_back(among(c, 'A', 'Z') ? c + 32 : c);
        else if (c == 0x130)
            result.append({U'i', char32_t(0x307)});
        else if (c == 0x3A3)
            result.push_back(is_final_sigma(text, at) ? 0x3C2 : 0x3C3);
        else
            result.push_back(
                static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
    }
    return result;
}

std::u32string decomposed(std::u32string_view text)
{
    const bool only_ascii = std::all_of(text.begin(), text.end(),
                                        [](char32_t c) { return c < 0x80; });
    if (only_ascii)
        return std::u32string(text);
    const std::string utf8 = utf8_of(text);
    const auto *bytes = reinterpret_cast<const utf8proc_uint8_t *>(utf8.data());
    const auto length = static_cast<utf8proc_ssize_t>(utf8.size());
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
    const utf8proc_ssize_t count = utf8proc_decompose(bytes, length, nullptr, 0, options);
    if (count < 0)
        return std::u32string(text);
    std::u32string result(static_cast<std::size_t>(count), U'\0');
    utf8proc_decompose(bytes, length, reinterpret_cast<utf8proc_int32_t *>(result.data()), count,
                       options);
    return result;
}

} // namespace retclip
