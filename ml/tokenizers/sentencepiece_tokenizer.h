// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/tokenizer.h"
#include "ml/tokenizers/sentencepiece_interface.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace retclip {

/// The plug-in, opened once a process and never closed. Errors: unavailable.
[[nodiscard]] Result<const RetclipSentencePiece *>
open_sentencepiece(const std::filesystem::path &plugin_directory);

/// A SentencePiece model as a tokenizer of ours. A model that keeps id 0 for padding is used as it
/// is; of any other, ids are moved up by one, and missing special pieces come after the last.
class SentencePieceTokenizer : public Tokenizer
{
public:
    [[nodiscard]] static Result<std::unique_ptr<SentencePieceTokenizer>>
    from_model(const RetclipSentencePiece &library, std::string_view model, std::string_view name);
    ~SentencePieceTokenizer() override;

    [[nodiscard]] int vocabulary_size() const override { return m_vocabulary_size; }
    [[nodiscard]] Tokens encode(std::string_view text, int context_length) const override;
    [[nodiscard]] std::vector<std::string>
    pieces(const std::vector<std::int32_t> &ids) const override;
    [[nodiscard]] std::string kind() const override { return "sentencepiece"; }

    /// Characters of a text that are and are not unknown (spaces are not counted), and its pieces.
    struct Count
    {
        std::int64_t known = 0, unknown = 0, pieces = 0;
    };
    [[nodiscard]] Count count(std::string_view text) const;

private:
    SentencePieceTokenizer(const RetclipSentencePiece &library, void *model);

    const RetclipSentencePiece &m_library;
    void *m_model;
    std::int32_t m_shift = 0;
    std::int32_t m_unknown = 0; ///< As the model numbers it.
    std::int32_t m_first = 0, m_last = 0;
    int m_vocabulary_size = 0;
};

} // namespace retclip
