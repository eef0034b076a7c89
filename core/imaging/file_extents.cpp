// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/file_extents.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

#ifdef RETCLIP_HAVE_ZLIB
#include <zlib.h>
#endif

namespace retclip {
namespace {

constexpr std::size_t most_numbers = 1 << 24; ///< Of strips; more is no file.

class TiffExtents
{
public:
    explicit TiffExtents(std::string_view bytes) : m_bytes(bytes), m_little(bytes[0] == 'I'), m_used(bytes.size(), false) {}

    /// False: it cannot be followed.
    bool follow()
    {
        use(0, 8);
        return chain(number(4, 4));
    }
    [[nodiscard]] const std::vector<bool> &used() const { return m_used; }

private:
    struct Entry
    {
        unsigned tag = 0, type = 0;
        std::size_t count = 0, size = 0, at = 0; ///< `at`: where its values begin.
    };

    [[nodiscard]] bool has(std::size_t at, std::size_t count) const
    {
        return at <= m_bytes.size() && count <= m_bytes.size() - at;
    }
    [[nodiscard]] std::size_t number(std::size_t at, int width) const
    {
        std::size_t value = 0;
        for (int i = 0; i < width; ++i)
            value |= std::size_t(static_cast<unsigned char>(m_bytes[at + std::size_t(i)]))
                << (8 * (m_little ? i : width - 1 - i));
        return value;
    }
    void use(std::size_t at, std::size_t count)
    {
        const std::size_t begin = std::min(at, m_used.size());
        std::fill_n(m_used.begin() + std::ptrdiff_t(begin), std::min(count, m_used.size() - begin), true);
    }

    [[nodiscard]] Entry entry(std::size_t at) const
    {
        static constexpr std::array<std::size_t, 14> sizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
        Entry one{unsigned(number(at, 2)), unsigned(number(at + 2, 2)), number(at + 4, 4), 0, at + 8};
        one.size = (one.type < sizes.size() ? sizes[one.type] : 1) * one.count;
        if (one.size > 4)
            one.at = number(at + 8, 4);
        return one;
    }
    [[nodiscard]] std::vector<std::size_t> numbers(const Entry &entry) const
    {
        const int width = entry.type == 3 ? 2 : 4;
        std::vector<std::size_t> values;
        if (entry.count > most_numbers || !has(entry.at, entry.count * std::size_t(width)))
            return values;
        for (std::size_t i = 0; i < entry.count; ++i)
            values.push_back(number(entry.at + i * std::size_t(width), width));
        return values;
    }

    bool chain(std::size_t at)
    {
        while (at != 0) {
            if (!m_seen.insert(at).second || !has(at, 2) || !has(at + 2, 12 * number(at, 2) + 4))
                return false;
            const std::size_t count = number(at, 2);
            use(at, 2 + 12 * count + 4);
            std::vector<Entry> entries;
            for (std::size_t i = 0; i < count; ++i)
                entries.push_back(entry(at + 2 + 12 * i));
            if (!values_of(entries))
                return false;
            at = number(at + 2 + 12 * count, 4);
        }
        return true;
    }

    bool values_of(const std::vector<Entry> &entries)
    {
        const auto find = [&](unsigned tag) -> const Entry * {
            const auto place = std::find_if(entries.begin(), entries.end(), [&](const Entry &e) { return e.tag == tag; });
            return place == entries.end() ? nullptr : &*place;
        };
        for (const Entry &entry : entries)
            if (entry.size > 4)
                use(entry.at, entry.size);
        for (const auto &[places, lengths] : {std::pair(273u, 279u), std::pair(324u, 325u), std::pair(513u, 514u)})
            if (const Entry *at = find(places))
                blocks(*at, find(lengths));
        for (const unsigned tables : {519u, 520u, 521u}) // Of JPEG as TIFF 6.0 had it: quantisation, then Huffman.
            if (const Entry *at = find(tables))
                for (const std::size_t table : numbers(*at)) {
                    std::size_t length = tables == 519 ? 64 : 16;
                    for (std::size_t i = 0; tables != 519 && i < 16 && has(table + i, 1); ++i)
                        length += static_cast<unsigned char>(m_bytes[table + i]);
                    use(table, length);
                }
        if (const Entry *children = find(330))
            for (const std::size_t child : numbers(*children))
                if (!chain(child))
                    return false;
        return true;
    }

    /// A length that is not told goes to the end of the file.
    void blocks(const Entry &places, const Entry *lengths)
    {
        const std::vector<std::size_t> at = numbers(places), count = lengths ? numbers(*lengths) : std::vector<std::size_t>();
        for (std::size_t i = 0; i < at.size(); ++i)
            use(at[i], i < count.size() && count[i] > 0 ? count[i] : m_bytes.size());
    }

    const std::string_view m_bytes;
    const bool m_little;
    std::vector<bool> m_used;
    std::set<std::size_t> m_seen;
};

} // namespace

bool wipe_unused_of_tiff(std::string &tiff)
{
    if (tiff.size() < 8)
        return false;
    TiffExtents extents(tiff);
    if (!extents.follow())
        return false;
    bool wiped = false;
    for (std::size_t i = 0; i < tiff.size(); ++i)
        if (!extents.used()[i] && tiff[i] != '\0') {
            tiff[i] = '\0';
            wiped = true;
        }
    return wiped;
}

std::vector<std::string_view> png_pixel_chunks(std::string_view png)
{
    std::vector<std::string_view> chunks;
    for (std::size_t at = 8; at + 12 <= png.size();) {
        std::size_t length = 0;
        for (std::size_t i = 0; i < 4; ++i)
            length = length << 8 | static_cast<unsigned char>(png[at + i]);
        if (length > png.size() - at - 12)
            break;
        if (png.substr(at + 4, 4) == "IDAT")
            chunks.push_back(png.substr(at + 8, length));
        at += length + 12;
    }
    return chunks;
}

std::size_t length_of_png_pixels(const std::vector<std::string_view> &chunks)
{
    std::size_t all = 0;
    for (const std::string_view chunk : chunks)
        all += chunk.size();
#ifdef RETCLIP_HAVE_ZLIB
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return all;
    std::vector<Bytef> pixels(1 << 16);
    std::size_t used = 0;
    int status = Z_OK;
    for (std::size_t i = 0; i < chunks.size() && status == Z_OK; ++i) {
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(chunks[i].data()));
        stream.avail_in = uInt(chunks[i].size());
        while (status == Z_OK && (stream.avail_in > 0 || stream.avail_out == 0)) {
            stream.next_out = pixels.data();
            stream.avail_out = uInt(pixels.size());
            status = inflate(&stream, Z_NO_FLUSH);
        }
        if (status == Z_BUF_ERROR) // This chunk gave all it has.
            status = Z_OK;
        used += chunks[i].size() - stream.avail_in;
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END ? used : all;
#else
    return all;
#endif
}

} // namespace retclip
