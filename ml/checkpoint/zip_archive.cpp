// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/zip_archive.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace retclip {

namespace {

constexpr std::uint32_t end_signature = 0x06054b50;
constexpr std::uint32_t end64_signature = 0x06064b50;
constexpr std::uint32_t locator64_signature = 0x07064b50;
constexpr std::uint32_t directory_signature = 0x02014b50;
constexpr std::uint32_t local_signature = 0x04034b50;
/// Deflate cannot do better than some 1 to 1032, so a larger claim is a lie.
constexpr std::uint64_t largest_ratio = 1100;

template <typename T>
T number_at(std::span<const std::byte> bytes, std::uint64_t at)
{
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof(T));
    return value; // little-endian, as the computers we run on
}

tl::unexpected<Error> bad_zip(ErrorCode code, const std::string &cause)
{
    return failure(
        code,
        message(QT_TRANSLATE_NOOP("Message", "The checkpoint's zip archive cannot be read: %1."),
                {cause}),
        message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded.")),
        message(QT_TRANSLATE_NOOP("Message", "Copy or download the file again.")));
}

/// Sizes and offset of an entry that stand in its ZIP64 field instead.
bool read_zip64(std::span<const std::byte> extra, ZipEntry &entry, std::uint64_t &offset)
{
    std::uint64_t at = 0;
    while (at + 4 <= extra.size()) {
        const auto kind = number_at<std::uint16_t>(extra, at);
        const auto length = number_at<std::uint16_t>(extra, at + 2);
        at += 4;
        if (at + length > extra.size())
            return false;
        if (kind == 1) {
            std::uint64_t field = at;
            for (std::uint64_t *value : {&entry.size, &entry.compressed, &offset}) {
                if (*value != 0xFFFFFFFFull)
                    continue;
                if (field + 8 > at + length)
                    return false;
                *value = number_at<std::uint64_t>(extra, field);
                field += 8;
            }
            return true;
        }
        at += length;
    }
    return false;
}

} // namespace

std::uint32_t crc32_of(std::span<const std::byte> bytes)
{
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef *>(bytes.data()), bytes.size()));
}

Result<ZipArchive> ZipArchive::open(std::span<const std::byte> file)
{
    // The end record stands at the end, behind it only a comment as long as it says.
    std::optional<std::uint64_t> end;
    for (std::uint64_t back = 22; back <= std::min<std::uint64_t>(file.size(), 22 + 65535); ++back) {
        const std::uint64_t at = file.size() - back;
        if (number_at<std::uint32_t>(file, at) == end_signature
            && number_at<std::uint16_t>(file, at + 20) == back - 22) {
            end = at;
            break;
        }
    }
    if (!end)
        return bad_zip(ErrorCode::unreadable, "its directory is missing; the file was cut short");
    std::uint64_t count = number_at<std::uint16_t>(file, *end + 10);
    std::uint64_t length = number_at<std::uint32_t>(file, *end + 12);
    std::uint64_t begin = number_at<std::uint32_t>(file, *end + 16);
    if (*end >= 20 && number_at<std::uint32_t>(file, *end - 20) == locator64_signature) {
        const auto at = number_at<std::uint64_t>(file, *end - 12);
        if (file.size() < 56 || at > file.size() - 56
            || number_at<std::uint32_t>(file, at) != end64_signature)
            return bad_zip(ErrorCode::unreadable, "its ZIP64 end record is missing");
        count = number_at<std::uint64_t>(file, at + 32);
        length = number_at<std::uint64_t>(file, at + 40);
        begin = number_at<std::uint64_t>(file, at + 48);
    }
    if (begin > *end || length > *end - begin || count > length / 46)
        return bad_zip(ErrorCode::unreadable, "its directory does not fit into the file");

    ZipArchive archive;
    archive.m_file = file;
    std::uint64_t at = begin;
    for (std::uint64_t index = 0; index < count; ++index) {
        if (begin + length - at < 46 || number_at<std::uint32_t>(file, at) != directory_signature)
            return bad_zip(ErrorCode::unreadable, "its directory is damaged");
        const auto flags = number_at<std::uint16_t>(file, at + 8);
        ZipEntry entry;
        entry.method = number_at<std::uint16_t>(file, at + 10);
        entry.crc32 = number_at<std::uint32_t>(file, at + 16);
        entry.compressed = number_at<std::uint32_t>(file, at + 20);
        entry.size = number_at<std::uint32_t>(file, at + 24);
        const std::uint64_t name_length = number_at<std::uint16_t>(file, at + 28);
        const std::uint64_t extra_length = number_at<std::uint16_t>(file, at + 30);
        const std::uint64_t comment_length = number_at<std::uint16_t>(file, at + 32);
        std::uint64_t local = number_at<std::uint32_t>(file, at + 42);
        if (name_length + extra_length + comment_length > begin + length - at - 46)
            return bad_zip(ErrorCode::unreadable, "its directory is damaged");
        entry.name.assign(reinterpret_cast<const char *>(file.data() + at + 46), name_length);
        const bool in_zip64 = entry.size == 0xFFFFFFFF || entry.compressed == 0xFFFFFFFF
                              || local == 0xFFFFFFFF;
        if (in_zip64
            && !read_zip64(file.subspan(at + 46 + name_length, extra_length), entry, local))
            return bad_zip(ErrorCode::unreadable, "a ZIP64 field is missing");
        at += 46 + name_length + extra_length + comment_length;
        if (flags & 1)
            return bad_zip(ErrorCode::unsupported, "it is encrypted");
        if (entry.method != 0 && entry.method != 8)
            return bad_zip(ErrorCode::unsupported,
                           "compression method " + std::to_string(entry.method));
        if (file.size() < 30 || local > file.size() - 30
            || number_at<std::uint32_t>(file, local) != local_signature)
            return bad_zip(ErrorCode::unreadable, "an entry lies outside the file");
        entry.begin = local + 30 + number_at<std::uint16_t>(file, local + 26)
                      + number_at<std::uint16_t>(file, local + 28);
        if (entry.begin > begin || entry.compressed > begin - entry.begin)
            return bad_zip(ErrorCode::unreadable, "the entry " + entry.name + " is cut short");
        if (entry.method == 0 ? entry.size != entry.compressed
                              : entry.size / largest_ratio > entry.compressed + 1)
            return bad_zip(ErrorCode::unreadable,
                           "the entry " + entry.name + " claims an impossible size");
        archive.m_entries.push_back(std::move(entry));
    }
    std::sort(archive.m_entries.begin(), archive.m_entries.end(),
              [](const ZipEntry &a, const ZipEntry &b) { return a.name < b.name; });
    const auto twice =
        std::adjacent_find(archive.m_entries.begin(), archive.m_entries.end(),
                           [](const ZipEntry &a, const ZipEntry &b) { return a.name == b.name; });
    if (twice != archive.m_entries.end())
        return bad_zip(ErrorCode::unreadable, "the entry " + twice->name + " stands in it twice");
    return archive;
}

const ZipEntry *ZipArchive::find(std::string_view name) const
{
    const auto found = std::lower_bound(
        m_entries.begin(), m_entries.end(), name,
        [](const ZipEntry &entry, std::string_view wanted) { return entry.name < wanted; });
    return found != m_entries.end() && found->name == name ? &*found : nullptr;
}

Result<std::span<const std::byte>> ZipArchive::read(const ZipEntry &entry,
                                                    std::vector<std::byte> &buffer,
                                                    Check check) const
{
    const std::span<const std::byte> stored = m_file.subspan(entry.begin, entry.compressed);
    std::span<const std::byte> result = stored;
    if (entry.method == 8) {
        buffer.resize(entry.size);
        z_stream stream{};
        if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
            return bad_zip(ErrorCode::out_of_memory, "it could not be unpacked");
        stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(stored.data()));
        stream.next_out = reinterpret_cast<Bytef *>(buffer.data());
        std::uint64_t in_left = stored.size(), out_left = buffer.size();
        int state = Z_OK;
        while (state == Z_OK) {
            const auto in = static_cast<uInt>(std::min<std::uint64_t>(in_left, 1u << 30));
            const auto out = static_cast<uInt>(std::min<std::uint64_t>(out_left, 1u << 30));
            stream.avail_in = in;
            stream.avail_out = out;
            state = inflate(&stream, Z_NO_FLUSH);
            in_left -= in - stream.avail_in;
            out_left -= out - stream.avail_out;
            if (state == Z_OK && stream.avail_in == in && stream.avail_out == out)
                break; // no headway
        }
        inflateEnd(&stream);
        if (state != Z_STREAM_END || out_left != 0)
            return bad_zip(ErrorCode::unreadable, "the entry " + entry.name + " does not unpack");
        result = buffer;
    }
    if ((entry.method == 8 || check == Check::now) && crc32_of(result) != entry.crc32)
        return bad_zip(ErrorCode::unreadable,
                       "the bytes of " + entry.name + " do not match their checksum (CRC-32)");
    return result;
}

} // namespace retclip
