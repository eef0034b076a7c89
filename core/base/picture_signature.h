// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

/// What a photograph looks like in 256 bits: the signs of the low frequencies of its retina. The same
/// photograph at another size or compression differs in few bits, another eye in about half.
/// Made by picture_signature() (core/imaging).
struct PictureSignature
{
    /// Bit k is the sign of coefficient k in the order of signature_frequency().
    std::array<std::uint64_t, 4> words{};

    friend bool operator==(const PictureSignature &, const PictureSignature &) = default;
};

/// Across and down, in half periods over the picture.
struct Frequency
{
    int across = 0;
    int down = 0;
};
/// Of bit 0..255: diagonal by diagonal, lowest first, without the constant.
[[nodiscard]] Frequency signature_frequency(int bit);

/// Different bits, 0..256.
[[nodiscard]] int distance(const PictureSignature &a, const PictureSignature &b);
/// Of the same photograph turned left to right: exactly, as odd frequencies only change their sign.
[[nodiscard]] PictureSignature mirrored(const PictureSignature &signature);
/// 64 hexadecimal digits, and back; nothing where it is not that.
[[nodiscard]] std::string to_hex(const PictureSignature &signature);
[[nodiscard]] std::optional<PictureSignature> signature_from_hex(std::string_view text);

/// Two photographs that look the same, as places in the list given.
struct NearPair
{
    std::size_t first = 0;  ///< Less than `second`.
    std::size_t second = 0;
    int distance = 0;
    bool mirrored = false; ///< One is the other turned left to right.

    friend bool operator==(const NearPair &, const NearPair &) = default;
};

/// Up to here two photographs count as one. Set on ../shared/data/odir (docs/curation.md).
inline constexpr int near_distance = 32;

/// Every pair at most `limit` apart, mirrored ones included, by first and second; almost every: the
/// bits are cut into 16 bands and a pair is met where one band is equal in both. So all pairs up to
/// 15 bits apart are found for certain, and of those at 32 bits, spread evenly, 86 in 100.
///
/// A signature that very many share (blank pictures) would pair all with all: in a band that more
/// than 2,000 share, each is compared with the first 50 only, which is enough to join them in a group.
/// Cost: some 5 s and 60 MB for 400,000. Stops early, with what it has, at a stop.
[[nodiscard]] std::vector<NearPair> near_pairs(const std::vector<PictureSignature> &signatures,
                                               int limit = near_distance, std::stop_token stop = {});

/// Joins pairs to groups: for each of `count` things the least place in its group.
[[nodiscard]] std::vector<std::size_t> joined_by(const std::vector<NearPair> &pairs,
                                                 std::size_t count);

} // namespace retclip
