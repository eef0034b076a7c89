// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/picture_signature.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>

namespace retclip {
namespace {

constexpr int bits = 256;
constexpr int bands = 16;
constexpr std::size_t crowd = 2000; ///< A band that more share says little of a photograph.
constexpr std::size_t compared_in_crowd = 50;

std::array<Frequency, bits> frequencies()
{
    std::array<Frequency, bits> list{};
    int bit = 0;
    for (int diagonal = 1; bit < bits; ++diagonal)
        for (int across = 0; across <= diagonal && bit < bits; ++across)
            list[std::size_t(bit++)] = {across, diagonal - across};
    return list;
}

const std::array<Frequency, bits> &all_frequencies()
{
    static const std::array<Frequency, bits> list = frequencies();
    return list;
}

PictureSignature odd_across()
{
    PictureSignature mask;
    for (std::size_t bit = 0; bit < bits; ++bit)
        if (all_frequencies()[bit].across % 2 != 0)
            mask.words[bit / 64] |= std::uint64_t(1) << (bit % 64);
    return mask;
}

std::uint16_t band_of(const PictureSignature &signature, int band)
{
    return std::uint16_t(signature.words[std::size_t(band / 4)] >> (16 * (band % 4)));
}

/// A photograph as it is, or turned: both are looked up, the first alone is stored.
struct Seen
{
    std::uint32_t place;
    bool mirrored;
};

/// Pairs within one band's list of equals; those that an earlier band holds too were found there.
class BandSearch
{
public:
    BandSearch(const std::vector<PictureSignature> &signatures,
               const std::vector<PictureSignature> &turned, int limit, std::vector<NearPair> &found)
        : m_signatures(signatures), m_turned(turned), m_limit(limit), m_found(found)
    {
    }

    void search(int band, const std::vector<Seen> &equal)
    {
        std::vector<std::uint32_t> plain, turned;
        for (const Seen &seen : equal)
            (seen.mirrored ? turned : plain).push_back(seen.place);
        const std::size_t compared = equal.size() > crowd ? compared_in_crowd : plain.size();
        for (std::size_t a = 0; a < std::min(compared, plain.size()); ++a) {
            for (std::size_t b = a + 1; b < plain.size(); ++b)
                compare(band, plain[a], plain[b], false);
            for (const std::uint32_t other : turned)
                if (other != plain[a])
                    compare(band, plain[a], other, true);
        }
    }

private:
    void compare(int band, std::uint32_t a, std::uint32_t b, bool mirrored)
    {
        const PictureSignature &left = m_signatures[a];
        const PictureSignature &right = mirrored ? m_turned[b] : m_signatures[b];
        const int apart = distance(left, right);
        if (apart > m_limit)
            return;
        for (int earlier = 0; earlier < band; ++earlier)
            if (band_of(left, earlier) == band_of(right, earlier))
                return;
        m_found.push_back({std::min(a, b), std::max(a, b), apart, mirrored});
    }

    const std::vector<PictureSignature> &m_signatures;
    const std::vector<PictureSignature> &m_turned;
    const int m_limit;
    std::vector<NearPair> &m_found;
};

} // namespace

Frequency signature_frequency(int bit)
{
    return all_frequencies()[std::size_t(bit)];
}

int distance(const PictureSignature &a, const PictureSignature &b)
{
    int different = 0;
    for (std::size_t i = 0; i < a.words.size(); ++i)
        different += std::popcount(a.words[i] ^ b.words[i]);
    return different;
}

PictureSignature mirrored(const PictureSignature &signature)
{
    static const PictureSignature mask = odd_across();
    PictureSignature turned = signature;
    for (std::size_t i = 0; i < turned.words.size(); ++i)
        turned.words[i] ^= mask.words[i];
    return turned;
}

std::string to_hex(const PictureSignature &signature)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint64_t word : signature.words)
        for (int shift = 60; shift >= 0; shift -= 4)
            text += digits[(word >> shift) & 15];
    return text;
}

std::optional<PictureSignature> signature_from_hex(std::string_view text)
{
    if (text.size() != 64)
        return std::nullopt;
    PictureSignature signature;
    for (std::size_t i = 0; i < 64; ++i) {
        const char c = text[i];
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return std::nullopt;
        signature.words[i / 16] = (signature.words[i / 16] << 4) | std::uint64_t(digit);
    }
    return signature;
}

std::vector<NearPair> near_pairs(const std::vector<PictureSignature> &signatures, int limit,
                                 std::stop_token stop)
{
    std::vector<PictureSignature> turned;
    turned.reserve(signatures.size());
    for (const PictureSignature &signature : signatures)
        turned.push_back(mirrored(signature));
    std::vector<NearPair> found;
    BandSearch search(signatures, turned, limit, found);
    // Sorted by the band's value, equals lie together: no table of buckets is needed.
    std::vector<std::pair<std::uint16_t, Seen>> entries(2 * signatures.size());
    for (int band = 0; band < bands && !stop.stop_requested(); ++band) {
        for (std::size_t i = 0; i < signatures.size(); ++i) {
            entries[2 * i] = {band_of(signatures[i], band), {std::uint32_t(i), false}};
            entries[2 * i + 1] = {band_of(turned[i], band), {std::uint32_t(i), true}};
        }
        std::stable_sort(entries.begin(), entries.end(),
                         [](const auto &a, const auto &b) { return a.first < b.first; });
        std::vector<Seen> equal;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            equal.push_back(entries[i].second);
            if (i + 1 == entries.size() || entries[i + 1].first != entries[i].first) {
                search.search(band, equal);
                equal.clear();
                if (stop.stop_requested())
                    break;
            }
        }
    }
    // A turned pair is met from either side.
    std::sort(found.begin(), found.end(), [](const NearPair &a, const NearPair &b) {
        return std::tie(a.first, a.second, a.distance, a.mirrored)
            < std::tie(b.first, b.second, b.distance, b.mirrored);
    });
    found.erase(std::unique(found.begin(), found.end(),
                            [](const NearPair &a, const NearPair &b) {
                                return a.first == b.first && a.second == b.second;
                            }),
                found.end());
    return found;
}

std::vector<std::size_t> joined_by(const std::vector<NearPair> &pairs, std::size_t count)
{
    std::vector<std::size_t> parent(count);
    std::iota(parent.begin(), parent.end(), std::size_t(0));
    const auto root = [&](std::size_t i) {
        while (parent[i] != i)
            i = parent[i] = parent[parent[i]];
        return i;
    };
    for (const NearPair &pair : pairs) {
        const std::size_t a = root(pair.first), b = root(pair.second);
        parent[std::max(a, b)] = std::min(a, b);
    }
    for (std::size_t i = 0; i < count; ++i)
        parent[i] = root(i);
    return parent;
}

} // namespace retclip
