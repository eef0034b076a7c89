// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/manifest.h"
#include "core/base/result.h"
#include "core/imaging/photograph.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace retclip {

/// A photograph after the evaluation transform's resize: size x size, eight-bit RGB, interleaved.
using DecodedPicture = std::shared_ptr<const std::vector<std::uint8_t>>;

struct DecodedCacheOptions
{
    int size_px = 224;
    PhotographOptions photograph;
    /// Where decoded pictures are kept between runs; empty: in memory only.
    std::filesystem::path folder;
    std::uint64_t memory_limit_bytes = std::uint64_t(1) << 30;
};

/// Decodes each photograph once. Kept in memory up to a limit, and on disk: one file a picture,
/// found by the photograph's SHA-256, the size and the options, with a checksum; a file that does
/// not pass it is decoded anew. The folder may be deleted at any time.
///
/// Threads: any, at the same time. Errors: those of reading the photograph.
class DecodedCache
{
public:
    explicit DecodedCache(DecodedCacheOptions options);

    [[nodiscard]] Result<DecodedPicture> picture(const ManifestPhotograph &photograph);
    [[nodiscard]] int size_px() const { return m_options.size_px; }
    [[nodiscard]] std::int64_t decoded() const { return m_decoded; } ///< Not found in the cache.

private:
    [[nodiscard]] std::filesystem::path file_of(const std::string &sha256) const;
    [[nodiscard]] DecodedPicture from_disk(const std::filesystem::path &file) const;
    void to_disk(const std::filesystem::path &file, const std::vector<std::uint8_t> &pixels) const;

    // set once
    DecodedCacheOptions m_options;
    // atomic
    std::atomic<std::int64_t> m_decoded{0};
    // any thread, under the mutex
    std::mutex m_mutex;
    std::unordered_map<std::string, DecodedPicture> m_in_memory;
    std::uint64_t m_bytes = 0;
};

/// (value/255 - mean) / std of CLIP (SPEC 3.1), channels first, into 3 x size x size floats.
void normalise_picture(const std::vector<std::uint8_t> &pixels, int size_px, float *out);

} // namespace retclip
