// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/person_words.h"

#include "core/base/unicode.h"

#include <algorithm>
#include <set>

namespace retclip {
namespace {

bool is_digit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}

/// Words in lower case, without accents, of half width.
std::vector<std::u32string> spoken_words(std::string_view text)
{
    std::u32string wide = code_points_of(text);
    for (char32_t &c : wide)
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFEE0;
    std::vector<std::u32string> words(1);
    for (const char32_t c : decomposed(lower_case(wide))) {
        if (is_nonspacing_mark(c))
            continue;
        const bool part = is_digit(c) || (c >= U'a' && c <= U'z') || (c >= 0x80 && c != 0xB7 && c != 0xFFFD && !is_punctuation(c) && !is_space_separator(c) && !is_control(c));
        if (part)
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

std::u32string joined(const std::vector<std::u32string> &words)
{
    std::u32string all;
    for (const std::u32string &word : words)
        all += word;
    return all;
}

bool has_han(const std::u32string &word)
{
    return std::any_of(word.begin(), word.end(), is_chinese);
}

} // namespace

void PersonWords::add_name(std::string_view name)
{
    static const std::set<std::u32string> particles{U"mr", U"mrs", U"ms", U"dr", U"jr", U"sr", U"ii", U"iii", U"de", U"la", U"van", U"von", U"der", U"den", U"bin", U"al",
                                                    U"prof", U"md", U"phd", U"od", U"os", U"ou", U"op", U"na", U"no"};
    for (std::size_t at = 0; at <= name.size();) { // Each way of writing it by itself.
        const std::size_t end = std::min(name.find('=', at), name.size());
        const std::vector<std::u32string> words = spoken_words(name.substr(at, end - at));
        at = end + 1;
        for (const std::u32string &word : words) {
            const bool han = has_han(word);
            if (particles.contains(word) || word.size() < 2)
                continue;
            (han || word.size() >= 5 ? m_anywhere : m_whole).push_back(word);
        }
        if (words.size() > 1 && words.size() <= 5) {
            const std::u32string forward = joined(words), back = joined({words.rbegin(), words.rend()});
            for (const std::u32string &whole : {forward, back})
                if (whole.size() >= 5 || (has_han(whole) && whole.size() >= 2))
                    m_anywhere.push_back(whole);
        }
    }
}

void PersonWords::add_number(std::string_view number)
{
    const std::u32string whole = joined(spoken_words(number));
    if (whole.size() >= 4 || (has_han(whole) && whole.size() >= 2))
        (whole.size() >= 6 || has_han(whole) ? m_anywhere : m_whole).push_back(whole);
}

void PersonWords::add_day(std::string_view yyyymmdd)
{
    std::u32string digits;
    for (const char c : yyyymmdd)
        if (c >= '0' && c <= '9')
            digits += char32_t(c);
    if (digits.size() < 8)
        return;
    const std::u32string year = digits.substr(0, 4), month = digits.substr(4, 2), day = digits.substr(6, 2);
    const auto bare = [](std::u32string part) { return part[0] == U'0' ? part.substr(1) : part; };
    for (const std::u32string &form : {year + month + day, day + month + year, month + day + year})
        m_anywhere.push_back(form);
    // Of 2023/5/6 the words stand beside each other.
    for (const std::u32string &form : {year + bare(month) + bare(day), bare(day) + bare(month) + year, bare(month) + bare(day) + year})
        m_whole.push_back(form);
}

bool PersonWords::stand_in(std::string_view text) const
{
    const std::vector<std::u32string> words = spoken_words(text);
    if (words.empty())
        return false;
    const std::u32string all = joined(words);
    for (const std::u32string &each : m_anywhere)
        if (all.find(each) != std::u32string::npos)
            return true;
    for (std::size_t first = 0; first < words.size(); ++first) {
        std::u32string run;
        for (std::size_t last = first; last < words.size() && run.size() < 40; ++last) {
            run += words[last];
            if (std::find(m_whole.begin(), m_whole.end(), run) != m_whole.end())
                return true;
        }
    }
    return false;
}

} // namespace retclip
