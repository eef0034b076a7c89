// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/tokenizers/sentencepiece_tokenizer.h"

#include "core/base/files.h"
#include "ml/tokenizers/wordpiece.h"

#include <dlfcn.h>

#include <mutex>
#include <utility>

namespace retclip {

namespace {

void append_to_string(void *context, const char *bytes, std::size_t count)
{
    static_cast<std::string *>(context)->append(bytes, count);
}

Error unavailable(const std::filesystem::path &file, std::string cause)
{
    return {ErrorCode::unavailable,
            message(QT_TRANSLATE_NOOP("Message", "SentencePiece could not be opened from %1."),
                    {utf8_from_path(file)}),
            message(QT_TRANSLATE_NOOP("Message", "Tokenizers with a vocabulary file still work.")),
            message(QT_TRANSLATE_NOOP("Message", "Install the program again, whole.")),
            std::move(cause)};
}

} // namespace

Result<const RetclipSentencePiece *>
open_sentencepiece(const std::filesystem::path &plugin_directory)
{
    static std::mutex mutex;
    static const RetclipSentencePiece *library = nullptr;
    const std::lock_guard<std::mutex> lock(mutex);
    if (library)
        return library;

    const std::filesystem::path file = plugin_directory / "retclip-sentencepiece.so";
    // RTLD_LOCAL keeps the plug-in's protobuf out of LibTorch's sight.
    void *handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        return failure(unavailable(file, dlerror()));
    const auto entry =
        reinterpret_cast<RetclipSentencePieceEntry>(dlsym(handle, "retclip_sentencepiece"));
    if (!entry || entry()->version != retclip_sentencepiece_version)
        return failure(unavailable(file, "the plug-in is of another version"));
    library = entry();
    return library;
}

SentencePieceTokenizer::SentencePieceTokenizer(const RetclipSentencePiece &library, void *model)
    : m_library(library), m_model(model)
{
    const RetclipSentencePieceSpecials specials = library.specials(model);
    m_shift = specials.padding == 0 ? 0 : 1;
    m_unknown = specials.unknown;
    m_vocabulary_size = library.vocabulary_size(model) + m_shift;
    m_first = specials.first >= 0 ? specials.first + m_shift : m_vocabulary_size++;
    m_last = specials.last >= 0 ? specials.last + m_shift : m_vocabulary_size++;
}

SentencePieceTokenizer::~SentencePieceTokenizer()
{
    m_library.close(m_model);
}

Result<std::unique_ptr<SentencePieceTokenizer>>
SentencePieceTokenizer::from_model(const RetclipSentencePiece &library, std::string_view model,
                                   std::string_view name)
{
    std::string cause;
    void *opened = library.open(model.data(), model.size(), append_to_string, &cause);
    if (!opened)
        return failure(
            ErrorCode::unreadable,
            message(QT_TRANSLATE_NOOP("Message", "%1 is not a tokenizer."), {std::string(name)}),
            message(QT_TRANSLATE_NOOP("Message", "No tokenizer was opened.")),
            message(QT_TRANSLATE_NOOP(
                "Message", "Choose a BERT vocabulary (vocab.txt) or a SentencePiece model.")),
            std::move(cause));
    return std::unique_ptr<SentencePieceTokenizer>(new SentencePieceTokenizer(library, opened));
}

Tokens SentencePieceTokenizer::encode(std::string_view text, int context_length) const
{
    std::vector<std::int32_t> ids;
    m_library.encode(
        m_model, text.data(), text.size(),
        [](void *context, std::int32_t id, std::int32_t) {
            static_cast<std::vector<std::int32_t> *>(context)->push_back(id);
        },
        &ids);
    for (std::int32_t &id : ids)
        id += m_shift;
    return framed(ids, m_first, m_last, context_length);
}

SentencePieceTokenizer::Count SentencePieceTokenizer::count(std::string_view text) const
{
    struct State
    {
        Count count;
        std::int32_t unknown;
    } state{{}, m_unknown};
    m_library.encode(
        m_model, text.data(), text.size(),
        [](void *context, std::int32_t id, std::int32_t characters) {
            auto &into = *static_cast<State *>(context);
            (id == into.unknown ? into.count.unknown : into.count.known) += characters;
            ++into.count.pieces;
        },
        &state);
    return state.count;
}

std::vector<std::string> SentencePieceTokenizer::pieces(const std::vector<std::int32_t> &ids) const
{
    std::vector<std::string> result;
    result.reserve(ids.size());
    for (const std::int32_t id : ids) {
        const std::int32_t inner = id - m_shift;
        if (id == 0)
            result.emplace_back("[PAD]");
        else if (id == m_first)
            result.emplace_back("[CLS]");
        else if (id == m_last)
            result.emplace_back("[SEP]");
        else if (inner < 0 || inner >= m_library.vocabulary_size(m_model))
            result.emplace_back("[UNK]");
        else
            m_library.piece(m_model, inner, append_to_string, &result.emplace_back());
    }
    return result;
}

} // namespace retclip
