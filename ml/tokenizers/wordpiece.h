// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/tokenizer.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace retclip {

/// Ids as every tokenizer of ours lays them out: first, the pieces that fit, last, zeros.
[[nodiscard]] Tokens framed(const std::vector<std::int32_t> &pieces, std::int32_t first,
                            std::int32_t last, int context_length);

/// BERT's WordPiece with a given vocabulary (SPEC 2): one piece a line, the line's number its id.
class WordPiece : public Tokenizer
{
public:
    /// Errors: unreadable (a special piece is missing; [PAD] is not the first line).
    [[nodiscard]] static Result<std::unique_ptr<WordPiece>> from_vocabulary(std::string_view text,
                                                                            std::string_view name);

    [[nodiscard]] int vocabulary_size() const override { return int(m_pieces.size()); }
    [[nodiscard]] Tokens encode(std::string_view text, int context_length) const override;
    [[nodiscard]] std::vector<std::string>
    pieces(const std::vector<std::int32_t> &ids) const override;
    [[nodiscard]] std::string kind() const override { return "wordpiece"; }

    /// All ids of a text, without special ones and without a limit.
    [[nodiscard]] std::vector<std::int32_t> ids_of(std::string_view text) const;

private:
    struct ViewHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };
    void add_word(std::u32string_view word, std::vector<std::int32_t> &ids) const;

    std::vector<std::string> m_pieces;
    std::unordered_map<std::string, std::int32_t, ViewHash, std::equal_to<>> m_first;
    std::unordered_map<std::string, std::int32_t, ViewHash, std::equal_to<>> m_rest; ///< After ##.
    std::size_t m_longest_bytes = 0;
    std::int32_t m_unknown = 0, m_first_id = 0, m_last_id = 0;
};

} // namespace retclip
