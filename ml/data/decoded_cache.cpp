// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/data/decoded_cache.h"

#include "core/base/files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <system_error>
#include <thread>

#include <unistd.h>

namespace retclip {
namespace {

constexpr std::array<float, 3> mean{0.48145466f, 0.4578275f, 0.40821073f};
constexpr std::array<float, 3> deviation{0.26862954f, 0.26130258f, 0.27577711f};

struct FileHead
{
    char magic[8] = {'R', 'C', 'D', 'E', 'C', 'O', 'D', '1'};
    std::uint64_t bytes = 0;
    std::uint64_t checksum = 0;
};

std::uint64_t checksum_of(const std::uint8_t *bytes, std::size_t count)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes + i, 8);
        hash = (hash ^ word) * 0x100000001b3u;
        hash ^= hash >> 29;
    }
    for (; i < count; ++i)
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return hash;
}

} // namespace

DecodedCache::DecodedCache(DecodedCacheOptions options) : m_options(std::move(options))
{
    if (!m_options.folder.empty()) {
        const PhotographOptions &how = m_options.photograph;
        m_options.folder /= std::to_string(m_options.size_px)
            + (how.apply_exif_orientation ? "-oriented" : "-as-stored")
            + (how.sixteen_bit == SixteenBit::scale ? "-scaled" : "-clipped");
        std::error_code ignored;
        std::filesystem::create_directories(m_options.folder, ignored);
    }
}

std::filesystem::path DecodedCache::file_of(const std::string &sha256) const
{
    return m_options.folder / sha256.substr(0, 2) / (sha256 + ".u8");
}

Result<DecodedPicture> DecodedCache::picture(const ManifestPhotograph &photograph)
{
    const std::string &key = photograph.sha256.empty() ? photograph.path : photograph.sha256;
    {
        std::lock_guard lock(m_mutex);
        if (const auto found = m_in_memory.find(key); found != m_in_memory.end())
            return found->second;
    }
    const bool on_disk = !m_options.folder.empty() && photograph.sha256.size() == 64;
    DecodedPicture picture = on_disk ? from_disk(file_of(photograph.sha256)) : nullptr;
    if (!picture) {
        auto tensor = evaluation_tensor(path_from_utf8(photograph.path), m_options.size_px,
                                        m_options.photograph);
        if (!tensor)
            return failure(std::move(tensor.error()));
        ++m_decoded;
        // The transform's last step is undone exactly: its values came from these 256 levels.
        const auto side = std::size_t(m_options.size_px);
        std::vector<std::uint8_t> pixels(side * side * 3);
        for (std::size_t c = 0; c < 3; ++c) {
            const float *plane = tensor->data() + c * side * side;
            for (std::size_t i = 0; i < side * side; ++i) {
                const float level = (plane[i] * deviation[c] + mean[c]) * 255.0f;
                pixels[i * 3 + c] = std::uint8_t(std::clamp(std::lround(level), 0L, 255L));
            }
        }
        if (on_disk)
            to_disk(file_of(photograph.sha256), pixels);
        picture = std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels));
    }
    std::lock_guard lock(m_mutex);
    if (m_bytes + picture->size() <= m_options.memory_limit_bytes
        && m_in_memory.emplace(key, picture).second)
        m_bytes += picture->size();
    return picture;
}

DecodedPicture DecodedCache::from_disk(const std::filesystem::path &file) const
{
    const std::size_t bytes = std::size_t(m_options.size_px) * std::size_t(m_options.size_px) * 3;
    auto mapped = MappedFile::open(file);
    if (!mapped || mapped->bytes().size() != sizeof(FileHead) + bytes)
        return nullptr;
    FileHead head;
    std::memcpy(&head, mapped->bytes().data(), sizeof head);
    const auto *pixels =
        reinterpret_cast<const std::uint8_t *>(mapped->bytes().data() + sizeof head);
    if (std::memcmp(head.magic, FileHead().magic, sizeof head.magic) != 0 || head.bytes != bytes
        || head.checksum != checksum_of(pixels, bytes))
        return nullptr;
    return std::make_shared<const std::vector<std::uint8_t>>(pixels, pixels + bytes);
}

void DecodedCache::to_disk(const std::filesystem::path &file,
                           const std::vector<std::uint8_t> &pixels) const
{
    // No sync: a file cut short by a crash does not pass its checksum. An error costs only time.
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    const auto number = std::hash<std::thread::id>()(std::this_thread::get_id());
    std::filesystem::path temporary = file;
    temporary += "." + std::to_string(::getpid()) + "." + std::to_string(number);
    FileHead head;
    head.bytes = pixels.size();
    head.checksum = checksum_of(pixels.data(), pixels.size());
    std::ofstream out(temporary, std::ios::binary);
    out.write(reinterpret_cast<const char *>(&head), sizeof head);
    out.write(reinterpret_cast<const char *>(pixels.data()), std::streamsize(pixels.size()));
    out.close();
    if (out)
        std::filesystem::rename(temporary, file, ignored);
    if (!out || ignored)
        std::filesystem::remove(temporary, ignored);
}

void normalise_picture(const std::vector<std::uint8_t> &pixels, int size_px, float *out)
{
    static const auto table = [] {
        std::array<std::array<float, 256>, 3> values{};
        for (std::size_t c = 0; c < 3; ++c) {
            for (std::size_t level = 0; level < 256; ++level)
                values[c][level] = (float(level) / 255.0f - mean[c]) / deviation[c];
        }
        return values;
    }();
    const std::size_t count = std::size_t(size_px) * std::size_t(size_px);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t c = 0; c < 3; ++c)
            out[c * count + i] = table[c][pixels[i * 3 + c]];
    }
}

} // namespace retclip
