// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What crosses the border between the program and the SentencePiece plug-in: C values only, since
// the two sides may carry different copies of the C++ libraries they use.

#include <cstddef>
#include <cstdint>

extern "C" {

/// Receives bytes; called during the call that it was given to.
typedef void (*RetclipBytesSink)(void *context, const char *bytes, std::size_t count);
/// Receives ids, with the count of characters each stands for (0 for the word mark alone).
typedef void (*RetclipIdSink)(void *context, std::int32_t id, std::int32_t characters);
/// Hands out text number `index`; returns 0 at the end, or when a stop was asked for.
typedef int (*RetclipTextSource)(void *context, std::size_t index, const char **bytes,
                                 std::size_t *count);

struct RetclipSentencePieceSpecials
{
    std::int32_t padding, unknown, first, last; ///< -1: the model has none.
};

struct RetclipSentencePieceTraining
{
    int vocabulary_size;
    int byte_pairs; ///< 0: unigram
    double character_coverage;
    std::int64_t seed;
    RetclipTextSource next;
    void *source;
    RetclipBytesSink model; ///< Receives the trained model, once.
    void *model_context;
};

struct RetclipSentencePiece
{
    int version;
    /// Null on an error, which `error` receives in the library's words.
    void *(*open)(const char *bytes, std::size_t count, RetclipBytesSink error, void *context);
    void (*close)(void *model);
    int (*vocabulary_size)(void *model);
    RetclipSentencePieceSpecials (*specials)(void *model);
    void (*encode)(void *model, const char *bytes, std::size_t count, RetclipIdSink sink,
                   void *context);
    void (*piece)(void *model, std::int32_t id, RetclipBytesSink sink, void *context);
    /// 1: trained.
    int (*train)(const RetclipSentencePieceTraining *training, RetclipBytesSink error,
                 void *context);
};

/// The plug-in's one entry: `retclip_sentencepiece`.
typedef const RetclipSentencePiece *(*RetclipSentencePieceEntry)();
}

inline constexpr int retclip_sentencepiece_version = 1;
