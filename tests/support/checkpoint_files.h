// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// PyTorch's files built byte by byte, so that tests need no Python: what torch.save writes, and what
// it would never write.

#include "core/base/tensor_files.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retclip::testing {

struct MadeTensor
{
    std::string name;
    ElementType type = ElementType::float32;
    std::vector<std::int64_t> shape;
    std::string bytes;
};

/// Of the given shape, its numbers following from the name.
[[nodiscard]] MadeTensor made_tensor(std::string name, std::vector<std::int64_t> shape);

/// A file's plain integers, little-endian.
template <typename T>
void put_number(std::string &out, T value)
{
    for (std::size_t at = 0; at < sizeof value; ++at)
        out += static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * at)) & 0xFF);
}
void put_text(std::string &out, std::string_view text); ///< BINUNICODE

/// A pickle (protocol 2) of a dictionary of tensors, under the key `wrapper` where one is given,
/// beside `others`: opcodes of more keys and values.
[[nodiscard]] std::string pickled(std::span<const MadeTensor> tensors, std::string_view wrapper = {},
                                  std::string_view others = {});

/// A zip archive of stored files, checksums right.
[[nodiscard]] std::string zip_of(std::span<const std::pair<std::string, std::string>> files);
/// What torch.save writes: data.pkl and a file a storage.
[[nodiscard]] std::string archive_of(std::span<const MadeTensor> tensors,
                                     std::string_view pickle);
/// What it wrote before version 1.6: five pickles, then the storages.
[[nodiscard]] std::string legacy_of(std::span<const MadeTensor> tensors, std::string_view pickle);

} // namespace retclip::testing
