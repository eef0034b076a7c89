// SPDX-License-Identifier: GPL-3.0-or-later
// SentencePiece behind a C interface. Nothing of ours but the interface is seen here.
#include "ml/tokenizers/sentencepiece_interface.h"

#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

#include <exception>
#include <memory>
#include <string>
#include <unordered_map>

namespace {

void tell(RetclipBytesSink sink, void *context, const std::string &text)
{
    sink(context, text.data(), text.size());
}

std::int32_t characters_in(const std::string &utf8)
{
    std::int32_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at)
        if ((static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80 && utf8[at] != ' ')
            ++count;
    return count;
}

class Texts : public sentencepiece::SentenceIterator
{
public:
    explicit Texts(const RetclipSentencePieceTraining &training) : m_training(training)
    {
        read();
    }
    bool done() const override { return m_done; }
    void Next() override
    {
        ++m_index;
        read();
    }
    const std::string &value() const override { return m_text; }
    sentencepiece::util::Status status() const override { return {}; }

private:
    void read()
    {
        const char *bytes = nullptr;
        std::size_t count = 0;
        m_done = m_training.next(m_training.source, m_index, &bytes, &count) == 0;
        m_text = m_done ? std::string() : std::string(bytes, count);
    }

    const RetclipSentencePieceTraining &m_training;
    std::size_t m_index = 0;
    std::string m_text;
    bool m_done = false;
};

sentencepiece::SentencePieceProcessor &processor(void *model)
{
    return *static_cast<sentencepiece::SentencePieceProcessor *>(model);
}

void *open_model(const char *bytes, std::size_t count, RetclipBytesSink error, void *context)
{
    try {
        auto model = std::make_unique<sentencepiece::SentencePieceProcessor>();
        const auto status = model->LoadFromSerializedProto(std::string(bytes, count));
        if (status.ok())
            return model.release();
        tell(error, context, status.ToString());
    } catch (const std::exception &exception) {
        tell(error, context, exception.what());
    }
    return nullptr;
}

void close_model(void *model)
{
    delete static_cast<sentencepiece::SentencePieceProcessor *>(model);
}

int vocabulary_size(void *model)
{
    return processor(model).GetPieceSize();
}

RetclipSentencePieceSpecials specials(void *model)
{
    const auto &from = processor(model);
    return {from.pad_id(), from.unk_id(), from.bos_id(), from.eos_id()};
}

void encode(void *model, const char *bytes, std::size_t count, RetclipIdSink sink, void *context)
{
    try {
        const auto encoded =
            processor(model).EncodeAsImmutableProto(std::string(bytes, count));
        for (const auto &piece : encoded.pieces())
            sink(context, static_cast<std::int32_t>(piece.id()), characters_in(piece.surface()));
    } catch (const std::exception &) {
        sink(context, processor(model).unk_id(), 0);
    }
}

void piece_of(void *model, std::int32_t id, RetclipBytesSink sink, void *context)
{
    tell(sink, context, processor(model).IdToPiece(id));
}

int train(const RetclipSentencePieceTraining *training, RetclipBytesSink error, void *context)
{
    try {
        // A fixed number of threads: their sums are added in order, so the model is the same on
        // every computer.
        const std::unordered_map<std::string, std::string> options{
            {"model_type", training->byte_pairs ? "bpe" : "unigram"},
            {"vocab_size", std::to_string(training->vocabulary_size)},
            {"character_coverage", std::to_string(training->character_coverage)},
            {"hard_vocab_limit", "false"},
            {"pad_id", "0"},
            {"unk_id", "1"},
            {"bos_id", "2"},
            {"eos_id", "3"},
            {"pad_piece", "[PAD]"},
            {"unk_piece", "[UNK]"},
            {"bos_piece", "[CLS]"},
            {"eos_piece", "[SEP]"},
            {"max_sentence_length", "1000000"},
            {"num_threads", "2"},
            {"minloglevel", "3"},
        };
        sentencepiece::SetRandomGeneratorSeed(static_cast<unsigned int>(training->seed));
        Texts texts(*training);
        std::string model;
        const auto status =
            sentencepiece::SentencePieceTrainer::Train(options, &texts, &model);
        if (status.ok()) {
            tell(training->model, training->model_context, model);
            return 1;
        }
        tell(error, context, status.ToString());
    } catch (const std::exception &exception) {
        tell(error, context, exception.what());
    }
    return 0;
}

} // namespace

extern "C" __attribute__((visibility("default"))) const RetclipSentencePiece *
retclip_sentencepiece()
{
    static const RetclipSentencePiece entries{retclip_sentencepiece_version,
                                              open_model,
                                              close_model,
                                              vocabulary_size,
                                              specials,
                                              encode,
                                              piece_of,
                                              train};
    return &entries;
}
