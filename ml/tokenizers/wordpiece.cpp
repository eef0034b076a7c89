// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/tokenizers/wordpiece.h"

#include "ml/tokenizers/basic_tokenizer.h"
#include "core/base/unicode.h"

#include <algorithm>

namespace retclip {

namespace {

constexpr std::size_t longest_word = 200; ///< Code points; a longer word is unknown as a whole.

/// The authors strip white space off each line, so a piece that is white space can never match.
std::string_view stripped(std::string_view line)
{
    const auto strip_ends = [&](std::string_view what) {
        while (line.substr(0, what.size()) == what)
            line.remove_prefix(what.size());
        while (line.size() >= what.size() && line.substr(line.size() - what.size()) == what)
            line.remove_suffix(what.size());
    };
    std::size_t before;
    do {
        before = line.size();
        for (const char *space : {" ", "\t", "\r", "\v", "\f", "\u00A0", "\u2028", "\u2029",
                                  "\u3000", "\u0085"})
            strip_ends(space);
    } while (line.size() != before);
    return line;
}

} // namespace

Tokens framed(const std::vector<std::int32_t> &pieces, std::int32_t first, std::int32_t last,
              int context_length)
{
    const std::size_t length = static_cast<std::size_t>(std::max(context_length, 2));
    const std::size_t used = std::min(pieces.size(), length - 2);
    Tokens tokens;
    tokens.ids.assign(length, 0);
    tokens.ids[0] = first;
    std::copy_n(pieces.begin(), used, tokens.ids.begin() + 1);
    tokens.ids[used + 1] = last;
    tokens.length = static_cast<int>(used) + 2;
    tokens.truncated = used < pieces.size();
    return tokens;
}

Result<std::unique_ptr<WordPiece>> WordPiece::from_vocabulary(std::string_view text,
                                                              std::string_view name)
{
    auto result = std::make_unique<WordPiece>();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string piece(stripped(text.substr(at, end - at)));
        const auto id = static_cast<std::int32_t>(result->m_pieces.size());
        if (piece.rfind("##", 0) == 0)
            result->m_rest[piece.substr(2)] = id;
        result->m_first[piece] = id;
        result->m_longest_bytes = std::max(result->m_longest_bytes, piece.size());
        result->m_pieces.push_back(piece);
        at = end + 1;
    }
    const auto special = [&](const char *piece, std::int32_t &id) {
        const auto found = result->m_first.find(std::string_view(piece));
        if (found == result->m_first.end())
            return false;
        id = found->second;
        return true;
    };
    std::int32_t padding = -1;
    for (const auto &[piece, id] : {std::pair<const char *, std::int32_t *>{"[PAD]", &padding},
                                    {"[UNK]", &result->m_unknown},
                                    {"[CLS]", &result->m_first_id},
                                    {"[SEP]", &result->m_last_id}}) {
        if (!special(piece, *id))
            return failure(
                ErrorCode::unreadable,
                message(QT_TRANSLATE_NOOP("Message", "%1 is not a vocabulary: it has no line %2."),
                        {std::string(name), piece}),
                message(QT_TRANSLATE_NOOP("Message", "No tokenizer was opened.")),
                message(QT_TRANSLATE_NOOP(
                    "Message", "Choose a BERT vocabulary (vocab.txt) or a SentencePiece model.")));
    }
    if (padding != 0)
        return failure(
            ErrorCode::unsupported,
            message(QT_TRANSLATE_NOOP("Message", "In %1, [PAD] is line %2; it must be the first."),
                    {std::string(name), std::to_string(padding + 1)}),
            message(QT_TRANSLATE_NOOP("Message", "No tokenizer was opened.")),
            message(QT_TRANSLATE_NOOP("Message",
                                      "Choose the vocabulary that the network was trained with.")));
    return result;
}

void WordPiece::add_word(std::u32string_view word, std::vector<std::int32_t> &ids) const
{
    if (word.size() > longest_word) {
        ids.push_back(m_unknown);
        return;
    }
    std::string utf8;
    std::vector<std::size_t> ends; // of each code point
    ends.reserve(word.size());
    for (const char32_t c : word) {
        append_utf8(utf8, c);
        ends.push_back(utf8.size());
    }
    const std::size_t before = ids.size();
    std::size_t start = 0; // code points
    while (start < word.size()) {
        const std::size_t begin = start == 0 ? 0 : ends[start - 1];
        const auto &table = start == 0 ? m_first : m_rest;
        std::size_t end = word.size();
        auto found = table.end();
        for (; end > start; --end) {
            const std::size_t bytes = ends[end - 1] - begin;
            if (bytes > m_longest_bytes)
                continue;
            found = table.find(std::string_view(utf8).substr(begin, bytes));
            if (found != table.end())
                break;
        }
        if (found == table.end()) {
            ids.resize(before);
            ids.push_back(m_unknown);
            return;
        }
        ids.push_back(found->second);
        start = end;
    }
}

std::vector<std::int32_t> WordPiece::ids_of(std::string_view text) const
{
    std::vector<std::int32_t> ids;
    for (const std::u32string &word : basic_words(text))
        add_word(word, ids);
    return ids;
}

Tokens WordPiece::encode(std::string_view text, int context_length) const
{
    return framed(ids_of(text), m_first_id, m_last_id, context_length);
}

std::vector<std::string> WordPiece::pieces(const std::vector<std::int32_t> &ids) const
{
    std::vector<std::string> result;
    result.reserve(ids.size());
    for (const std::int32_t id : ids)
        result.push_back(id >= 0 && std::size_t(id) < m_pieces.size() ? m_pieces[std::size_t(id)]
                                                                      : "[UNK]");
    return result;
}

} // namespace retclip
