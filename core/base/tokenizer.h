// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

struct Tokens
{
    std::vector<std::int32_t> ids; ///< Padded with 0 to the context length.
    int length = 0;                ///< Before padding, both special ones included.
    bool truncated = false;
};

/// Text to ids. [CLS] first, then at most context-2 pieces, [SEP], zeros (SPEC 2). Every tokenizer
/// keeps id 0 for padding. Threads: any, at the same time.
class Tokenizer
{
public:
    virtual ~Tokenizer() = default;
    [[nodiscard]] virtual int vocabulary_size() const = 0;
    [[nodiscard]] virtual Tokens encode(std::string_view text, int context_length) const = 0;
    /// The pieces of the ids, for a person to read; specials as "[CLS]" and so on.
    [[nodiscard]] virtual std::vector<std::string>
    pieces(const std::vector<std::int32_t> &ids) const = 0;
    [[nodiscard]] virtual std::string kind() const = 0; ///< "wordpiece" or "sentencepiece"
};

/// Report cleaning before any tokenizer (SPEC 2): lower case, then “ and ” become ".
[[nodiscard]] std::string clean_report(std::string_view text);

struct TokenizerTraining
{
    int vocabulary_size = 2000; ///< Wanted; fewer where the texts do not carry so many.
    std::string model = "unigram"; ///< unigram | bpe
    double character_coverage = 0.9995;
    std::int64_t seed = 123;
};
struct TokenizerTrainingResult
{
    int vocabulary_size = 0;
    double coverage = 0;       ///< Share of the texts' characters that are not unknown, 0..1.
    double tokens_per_text = 0;
};

/// Opens and trains tokenizers. Needs no torch; SentencePiece is a plug-in opened on first use.
class TokenizerService
{
public:
    virtual ~TokenizerService() = default;
    /// By content: a WordPiece vocabulary (vocab.txt, LF or CRLF) or a SentencePiece model.
    [[nodiscard]] virtual Result<std::unique_ptr<Tokenizer>>
    open(const std::filesystem::path &file) = 0;
    /// Trains a SentencePiece model and writes it atomically.
    [[nodiscard]] virtual Result<TokenizerTrainingResult>
    train(const std::vector<std::string> &texts, const TokenizerTraining &options,
          const std::filesystem::path &out, std::stop_token stop = {}) = 0;
};

} // namespace retclip
