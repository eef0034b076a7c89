// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The first half of finding terms (report_terms.h): which sequences of signs are words.

#include <array>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace retclip {

/// Texts as numbers: a Chinese character or a word of letters is a symbol from firstSymbol on.
struct SymbolText
{
    static constexpr std::uint32_t breakHere = 0;   ///< Punctuation, the end of a text.
    static constexpr std::uint32_t number = 1;      ///< Figures, whichever.
    static constexpr std::uint32_t kindChanges = 2; ///< Between Chinese and other letters.
    static constexpr std::uint32_t firstSymbol = 3;

    std::vector<std::uint32_t> symbols; ///< All texts behind one another; each begins and ends with breakHere.
    std::vector<std::size_t> begins{0}; ///< Of each text, and the end.
    std::vector<std::uint32_t> weights; ///< Of each text: how many reports say exactly this.
    std::vector<std::u32string> names;  ///< By symbol - firstSymbol.
    std::vector<bool> isChinese;        ///< Likewise.

    void add(std::string_view report, std::uint32_t weight);
    [[nodiscard]] std::size_t texts() const { return weights.size(); }
    [[nodiscard]] std::span<const std::uint32_t> text(std::size_t number) const
    {
        return std::span(symbols).subspan(begins[number], begins[number + 1] - begins[number]);
    }

private:
    std::unordered_map<std::u32string, std::uint32_t> m_numbers;
};

inline constexpr std::size_t longestTerm = 6; ///< Chinese characters; other words: 4.

struct LexiconEntry
{
    std::array<std::uint32_t, longestTerm> symbols{};
    std::uint32_t length = 0;
    double count = 0;
    double cohesion = 0, freedom = 0;

    [[nodiscard]] std::span<const std::uint32_t> span() const { return std::span(symbols).first(length); }
};

/// The words of the texts: all single symbols, and longer ones that hold together and stand free.
/// Empty at a stop.
[[nodiscard]] std::vector<LexiconEntry> findWords(const SymbolText &texts, std::uint32_t least,
                                                  std::stop_token stop);

/// Finds the words of a lexicon in texts.
class TermMatcher
{
public:
    explicit TermMatcher(const std::vector<LexiconEntry> &lexicon);

    struct Found
    {
        std::uint32_t word = 0;           ///< Its place in the lexicon.
        std::uint32_t begin = 0, end = 0; ///< In the text.
    };
    /// Every word that stands somewhere, inside longer ones too, by rising begin, then end; appended.
    void findAll(std::span<const std::uint32_t> text, std::vector<Found> &found) const;

private:
    static constexpr std::uint32_t noWord = 0xffffffff;
    std::unordered_map<std::uint64_t, std::uint32_t> m_children; ///< (node, symbol) → node.
    std::vector<std::uint32_t> m_wordAt;                        ///< By node.
};

} // namespace retclip
