// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/term_lexicon.h"

#include "core/base/text_runs.h"
#include "core/findings/key_counter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace retclip {

namespace {

constexpr std::size_t longestPhrase = 4; ///< Words of other letters.
constexpr double leastCohesion = 2.0;    ///< ln: seven times as often as by chance.
constexpr double leastFreedom = 0.8;     ///< nats: somewhat over two equal neighbours.
constexpr double phraseCohesion = 3.0;
// From here on a part of a sequence stands so freely that the sequence is several words, not one.
constexpr double freePart = leastFreedom, freeCharacter = 2.2, freeWord = 1.8;

/// Finds sequences level by level: one of n signs is counted only where both of its parts of n - 1 occur
/// often enough, so that the many rare sequences never take room. At each place of the texts stands the
/// number of the frequent sequence of the present length that begins there.
class WordFinder
{
public:
    WordFinder(const SymbolText &texts, std::uint32_t least, std::stop_token stop)
        : m_texts(texts), m_least(least), m_stop(std::move(stop))
    {
    }

    std::vector<LexiconEntry> find()
    {
        firstLevel();
        measureFreedom(1);
        std::vector<LexiconEntry> words = m_level;
        for (std::size_t length = 2; length <= longestTerm && !m_stop.stop_requested(); ++length) {
            if (!nextLevel(length))
                break;
            measureFreedom(length);
            for (const LexiconEntry &entry : m_level)
                if (isWord(entry))
                    words.push_back(entry);
        }
        if (m_stop.stop_requested())
            return {};
        return words;
    }

private:
    static constexpr std::uint32_t rare = 0;

    template <typename Visit>
    void forEachPlace(std::size_t length, Visit visit) const
    {
        for (std::size_t t = 0; t < m_texts.texts(); ++t) {
            const std::size_t end = m_texts.begins[t + 1];
            for (std::size_t at = m_texts.begins[t]; at + length <= end; ++at)
                visit(at, m_texts.weights[t]);
            if ((t & 1023) == 0 && m_stop.stop_requested())
                return;
        }
    }

    [[nodiscard]] bool chineseAt(std::size_t at) const
    {
        return m_texts.isChinese[m_texts.symbols[at] - SymbolText::firstSymbol];
    }

    void firstLevel()
    {
        std::vector<double> counts(m_texts.names.size(), 0);
        forEachPlace(1, [&](std::size_t at, std::uint32_t weight) {
            if (const std::uint32_t symbol = m_texts.symbols[at]; symbol >= SymbolText::firstSymbol) {
                counts[symbol - SymbolText::firstSymbol] += weight;
                m_total += weight;
            }
        });
        std::vector<std::uint32_t> numberOf(counts.size(), rare);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            LexiconEntry entry;
            entry.symbols[0] = std::uint32_t(i) + SymbolText::firstSymbol;
            entry.length = 1;
            entry.count = counts[i];
            m_level.push_back(entry); // The rare ones too: a text is cut whole.
            numberOf[i] = counts[i] >= m_least ? std::uint32_t(i) + 1 : rare;
        }
        m_at.assign(m_texts.symbols.size(), rare);
        for (std::size_t at = 0; at < m_at.size(); ++at)
            if (m_texts.symbols[at] >= SymbolText::firstSymbol)
                m_at[at] = numberOf[m_texts.symbols[at] - SymbolText::firstSymbol];
        for (const LexiconEntry &entry : m_level)
            m_known[keyOf(entry.span())].count = entry.count;
    }

    /// False: there is nothing of that length.
    bool nextLevel(std::size_t length)
    {
        const auto keyAt = [&](std::size_t at) -> std::uint64_t {
            if (m_at[at] == rare || m_at[at + 1] == rare)
                return 0;
            return length <= longestPhrase || chineseAt(at) ? pairKey(m_at[at], m_at[at + 1]) : 0;
        };
        KeyCounter counter(m_level.size() * 2);
        forEachPlace(length, [&](std::size_t at, std::uint32_t weight) {
            if (const std::uint64_t key = keyAt(at))
                counter.add(key, weight);
        });
        std::vector<LexiconEntry> found;
        std::unordered_map<std::uint64_t, std::uint32_t> numberOf;
        counter.forEach([&](std::uint64_t key, std::uint32_t count) {
            if (count < m_least)
                return;
            const LexiconEntry &front = m_level[std::uint32_t(key >> 32) - 1];
            const LexiconEntry &back = m_level[std::uint32_t(key) - 1];
            LexiconEntry entry = front;
            entry.symbols[length - 1] = back.symbols[length - 2];
            entry.length = std::uint32_t(length);
            entry.count = count;
            entry.freedom = 0;
            found.push_back(entry);
            numberOf.emplace(key, std::uint32_t(found.size()));
        });
        if (found.empty())
            return false;
        // In place: what is read at a later place has not been written yet.
        for (std::size_t at = 0; at + 1 < m_at.size(); ++at) {
            const std::uint64_t key = keyAt(at);
            const auto number = key ? numberOf.find(key) : numberOf.end();
            m_at[at] = number == numberOf.end() ? rare : number->second;
        }
        m_at.back() = rare;
        m_level = std::move(found);
        for (const LexiconEntry &entry : m_level)
            m_known[keyOf(entry.span())].count = entry.count;
        for (LexiconEntry &entry : m_level)
            entry.cohesion = cohesionOf(entry);
        return !m_stop.stop_requested();
    }

    [[nodiscard]] static std::u32string keyOf(std::span<const std::uint32_t> symbols)
    {
        return {symbols.begin(), symbols.end()};
    }
    /// Over the places where it can be cut, the least of ln p(whole) - ln p(front) - ln p(back).
    [[nodiscard]] double cohesionOf(const LexiconEntry &entry) const
    {
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t cut = 1; cut < entry.length; ++cut) {
            const double front = m_known.at(keyOf(entry.span().first(cut))).count;
            const double back = m_known.at(keyOf(entry.span().subspan(cut))).count;
            least = std::min(least, std::log(entry.count * m_total / (front * back)));
        }
        return least;
    }

    /// Entropy of what stands before and behind each; a sentence's edge counts as a neighbour of its own
    /// each time, as a word is never cut there.
    void measureFreedom(std::size_t length)
    {
        KeyCounter before(m_level.size() * 2), behind(m_level.size() * 2);
        forEachPlace(length, [&](std::size_t at, std::uint32_t weight) {
            if (m_at[at] == rare)
                return;
            before.add(pairKey(m_at[at], at > 0 ? m_texts.symbols[at - 1] : SymbolText::breakHere), weight);
            behind.add(pairKey(m_at[at], at + length < m_texts.symbols.size() ? m_texts.symbols[at + length]
                                                                              : SymbolText::breakHere),
                       weight);
        });
        std::vector<double> left(m_level.size(), 0), right(m_level.size(), 0);
        const auto sum = [&](const KeyCounter &counter, std::vector<double> &entropy) {
            counter.forEach([&](std::uint64_t key, std::uint32_t count) {
                const std::size_t word = std::size_t(key >> 32) - 1;
                const double whole = m_level[word].count;
                const bool edge = std::uint32_t(key) < SymbolText::firstSymbol;
                entropy[word] += count / whole * std::log(edge ? whole : whole / count);
            });
        };
        sum(before, left);
        sum(behind, right);
        for (std::size_t i = 0; i < m_level.size(); ++i) {
            m_level[i].freedom = std::min(left[i], right[i]);
            Known &known = m_known[keyOf(m_level[i].span())];
            known.before = left[i];
            known.behind = right[i];
        }
    }

    [[nodiscard]] bool isWord(const LexiconEntry &entry) const
    {
        const bool chinese = m_texts.isChinese[entry.symbols[0] - SymbolText::firstSymbol];
        return entry.freedom >= leastFreedom && entry.cohesion >= (chinese ? leastCohesion : phraseCohesion)
            && !isSeveral(entry, chinese);
    }

    /// Whether it falls into two parts that also meet many others at that place: 视网膜 | 出血.
    [[nodiscard]] bool isSeveral(const LexiconEntry &entry, bool chinese) const
    {
        const auto limit = [&](std::size_t length) {
            return length > 1 ? freePart : chinese ? freeCharacter : freeWord;
        };
        for (std::size_t cut = 1; cut < entry.length; ++cut)
            if (m_known.at(keyOf(entry.span().first(cut))).behind >= limit(cut)
                && m_known.at(keyOf(entry.span().subspan(cut))).before >= limit(entry.length - cut))
                return true;
        return false;
    }

    const SymbolText &m_texts;
    const std::uint32_t m_least;
    const std::stop_token m_stop;
    std::vector<std::uint32_t> m_at; ///< Of the present length, from 1; 0: rare.
    std::vector<LexiconEntry> m_level;
    struct Known
    {
        double count = 0;
        double before = 0, behind = 0; ///< Entropy of what stands there.
    };
    std::unordered_map<std::u32string, Known> m_known; ///< Frequent sequences of all lengths so far.
    double m_total = 0;
};

} // namespace

void SymbolText::add(std::string_view report, std::uint32_t weight)
{
    const auto symbolOf = [&](std::u32string name, bool chinese) {
        const auto [place, isNew] = m_numbers.try_emplace(std::move(name), std::uint32_t(names.size()) + firstSymbol);
        if (isNew) {
            names.push_back(place->first);
            isChinese.push_back(chinese);
        }
        return place->second;
    };
    symbols.push_back(breakHere);
    TextKind last = TextKind::number;
    each_run(report, [&](TextKind kind, TextGap gap, std::u32string_view run) {
        if (gap == TextGap::mark && symbols.back() != breakHere)
            symbols.push_back(breakHere);
        // Chinese writes no spaces inside a word, so one parts them; English parts all words by one.
        else if (gap == TextGap::space && (kind != TextKind::word || last != TextKind::word) && symbols.back() != breakHere)
            symbols.push_back(breakHere);
        else if (kind != last && kind != TextKind::number && last != TextKind::number && symbols.back() != breakHere)
            symbols.push_back(kindChanges);
        last = kind;
        if (kind == TextKind::number)
            symbols.push_back(number);
        else if (kind == TextKind::word)
            symbols.push_back(symbolOf(std::u32string(run), false));
        else
            for (const char32_t c : run)
                symbols.push_back(symbolOf(std::u32string(1, c), true));
    });
    symbols.push_back(breakHere);
    begins.push_back(symbols.size());
    weights.push_back(weight);
}

std::vector<LexiconEntry> findWords(const SymbolText &texts, std::uint32_t least, std::stop_token stop)
{
    return WordFinder(texts, least, std::move(stop)).find();
}

TermMatcher::TermMatcher(const std::vector<LexiconEntry> &lexicon) : m_wordAt(1, noWord)
{
    for (std::size_t i = 0; i < lexicon.size(); ++i) {
        std::uint32_t node = 0;
        for (const std::uint32_t symbol : lexicon[i].span()) {
            const auto [child, isNew] = m_children.try_emplace(pairKey(node, symbol), std::uint32_t(m_wordAt.size()));
            node = child->second;
            if (isNew)
                m_wordAt.push_back(noWord);
        }
        m_wordAt[node] = std::uint32_t(i);
    }
}

void TermMatcher::findAll(std::span<const std::uint32_t> text, std::vector<Found> &found) const
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::uint32_t node = 0;
        for (std::size_t end = at; end < text.size() && text[end] >= SymbolText::firstSymbol; ++end) {
            const auto child = m_children.find(pairKey(node, text[end]));
            if (child == m_children.end())
                break;
            node = child->second;
            if (m_wordAt[node] != noWord)
                found.push_back({m_wordAt[node], std::uint32_t(at), std::uint32_t(end + 1)});
        }
    }
}

} // namespace retclip
