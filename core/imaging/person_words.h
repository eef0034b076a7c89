// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retclip {

/// What a file calls a person, to be looked for in words that stay, whatever their case, accents, width of letters, signs between
/// and order: "WANG^XIAOMING" in "Retina of Xiao-Ming, Wang", "A00-3391" in "a00 3391", 20230506 in "2023/5/6".
///
/// Names of Latin letters shorter than five, and numbers shorter than six, are found only as whole words; single letters and single
/// Chinese characters not at all, nor titles and particles. Text: UTF-8. Threads: reading, any.
class PersonWords
{
public:
    /// `name`: parts with ^, = or spaces between (PS3.5, 6.2.1).
    void add_name(std::string_view name);
    /// An identifier, a phone number, an address: found as a whole.
    void add_number(std::string_view number);
    void add_day(std::string_view yyyymmdd);

    [[nodiscard]] bool stand_in(std::string_view text) const;

private:
    std::vector<std::u32string> m_whole, m_anywhere;
};

} // namespace retclip
