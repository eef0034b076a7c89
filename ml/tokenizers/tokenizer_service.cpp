// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/tokenizers/tokenizer_service.h"

#include "core/base/files.h"
#include "ml/tokenizers/sentencepiece_tokenizer.h"
#include "core/base/unicode.h"
#include "ml/tokenizers/wordpiece.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <unordered_map>

namespace retclip {

namespace {

constexpr std::uint64_t largest_file = std::uint64_t(1) << 28;
constexpr int special_pieces = 4;

void append_to_string(void *context, const char *bytes, std::size_t count)
{
    static_cast<std::string *>(context)->append(bytes, count);
}

struct Source
{
    const std::vector<std::string> *texts;
    const std::stop_token *stop;
};

int next_text(void *context, std::size_t index, const char **bytes, std::size_t *count)
{
    const auto &source = *static_cast<const Source *>(context);
    if (index >= source.texts->size() || source.stop->stop_requested())
        return 0;
    *bytes = (*source.texts)[index].data();
    *count = (*source.texts)[index].size();
    return 1;
}

/// Pieces that a vocabulary cannot do without: one for each character that the coverage keeps.
int required_pieces(const std::vector<std::string> &texts, double coverage)
{
    std::unordered_map<char32_t, std::int64_t> counts;
    std::int64_t all = 0;
    for (const std::string &text : texts) {
        for (const char32_t c : code_points_of(text)) {
            ++counts[c];
            ++all;
        }
    }
    std::vector<std::int64_t> falling;
    for (const auto &[c, count] : counts)
        falling.push_back(count);
    std::sort(falling.rbegin(), falling.rend());
    std::int64_t covered = 0;
    int pieces = special_pieces;
    for (const std::int64_t count : falling) {
        if (static_cast<double>(covered) >= coverage * static_cast<double>(all))
            break;
        covered += count;
        ++pieces;
    }
    return pieces;
}

class Service : public TokenizerService
{
public:
    explicit Service(std::filesystem::path plugin_directory)
        : m_plugin_directory(std::move(plugin_directory))
    {
    }

    Result<std::unique_ptr<Tokenizer>> open(const std::filesystem::path &file) override
    {
        RETCLIP_TRY(const std::string contents, read_file(file, largest_file));
        const std::string name = utf8_from_path(file.filename());
        // A model holds the scores of its pieces, zeros among them; a list of words does not.
        if (contents.find('\0') == std::string::npos) {
            RETCLIP_TRY(std::unique_ptr<Tokenizer> opened,
                        WordPiece::from_vocabulary(contents, name));
            return opened;
        }
        RETCLIP_TRY(const RetclipSentencePiece *library, open_sentencepiece(m_plugin_directory));
        RETCLIP_TRY(std::unique_ptr<Tokenizer> opened,
                    SentencePieceTokenizer::from_model(*library, contents, name));
        return opened;
    }

    Result<TokenizerTrainingResult> train(const std::vector<std::string> &texts,
                                          const TokenizerTraining &options,
                                          const std::filesystem::path &out,
                                          std::stop_token stop) override
    {
        const Message nothing_written =
            message(QT_TRANSLATE_NOOP("Message", "No tokenizer was written."));
        const bool any_text = std::any_of(texts.begin(), texts.end(), [](const std::string &text) {
            return std::any_of(text.begin(), text.end(),
                               [](unsigned char c) { return !std::isspace(c); });
        });
        if (!any_text)
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "There are no reports to learn a tokenizer from.")),
                           nothing_written,
                           message(QT_TRANSLATE_NOOP("Message", "Add reports, or choose a vocabulary file.")));
        if (options.model != "unigram" && options.model != "bpe")
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "%1 is not a kind of tokenizer."),
                                   {options.model}),
                           nothing_written,
                           message(QT_TRANSLATE_NOOP("Message", "Choose unigram or bpe.")));
        if (!(options.character_coverage > 0 && options.character_coverage <= 1))
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "The character coverage must lie between 0 and 1.")),
                           nothing_written,
                           message(QT_TRANSLATE_NOOP("Message", "Give a share such as 0.9995.")));
        RETCLIP_TRY(const RetclipSentencePiece *library, open_sentencepiece(m_plugin_directory));

        // A vocabulary below the number of characters cannot be; the nearest that can is made.
        const int required = required_pieces(texts, options.character_coverage);
        Source source{&texts, &stop};
        std::string model, cause;
        RetclipSentencePieceTraining training{std::max(options.vocabulary_size, required + 1),
                                              options.model == "bpe" ? 1 : 0,
                                              options.character_coverage,
                                              options.seed,
                                              next_text,
                                              &source,
                                              append_to_string,
                                              &model};
        if (!library->train(&training, append_to_string, &cause)) {
            if (stop.stop_requested())
                return cancelled();
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "The reports do not carry a tokenizer of %1 pieces."),
                                   {std::to_string(options.vocabulary_size)}),
                           nothing_written,
                           message(QT_TRANSLATE_NOOP("Message", "Ask for another size, or choose a vocabulary file.")),
                           std::move(cause));
        }
        if (stop.stop_requested())
            return cancelled();
        RETCLIP_TRY(auto tokenizer, SentencePieceTokenizer::from_model(*library, model, "model"));
        RETCLIP_CHECK(write_file_atomically(out, model));

        TokenizerTrainingResult result;
        result.vocabulary_size = tokenizer->vocabulary_size();
        SentencePieceTokenizer::Count sum;
        for (const std::string &text : texts) {
            const auto count = tokenizer->count(text);
            sum.known += count.known;
            sum.unknown += count.unknown;
            sum.pieces += count.pieces;
        }
        const double characters = static_cast<double>(sum.known + sum.unknown);
        result.coverage = characters > 0 ? static_cast<double>(sum.known) / characters : 0;
        result.tokens_per_text =
            static_cast<double>(sum.pieces) / static_cast<double>(texts.size()) + 2;
        return result;
    }

private:
    std::filesystem::path m_plugin_directory;
};

} // namespace

std::unique_ptr<TokenizerService>
make_tokenizer_service(const std::filesystem::path &plugin_directory)
{
    return std::make_unique<Service>(plugin_directory);
}

} // namespace retclip
