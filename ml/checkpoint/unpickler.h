// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retclip {

/// A value that a pickle builds. Containers hold numbers of other values.
struct PickleValue
{
    enum class Kind : std::uint8_t {
        none, boolean, integer, real, text, bytes, tuple, list, set, dictionary,
        global,  ///< One of the allowed names, "module name".
        storage, ///< items: the persistent id's parts.
        tensor,  ///< items: storage, offset, sizes, strides.
        mark
    };
    Kind kind = Kind::none;
    std::uint8_t opcode = 0;  ///< What made it,
    std::uint32_t offset = 0; ///< and at which byte of the pickle.
    std::int64_t integer = 0;
    double real = 0;
    std::string text;
    std::vector<std::uint32_t> items; ///< Of a dictionary: key, value, key, value …
};

/// What a pickle holds. Every value exists once, so nesting costs no stack.
struct Pickle
{
    std::vector<PickleValue> values;
    std::uint32_t root = 0;
    std::size_t length = 0; ///< Bytes read, STOP included.

    [[nodiscard]] const PickleValue &operator[](std::uint32_t index) const
    {
        return values[index];
    }
    /// The value under a text key of a dictionary; null where there is none.
    [[nodiscard]] const PickleValue *find(const PickleValue &dictionary,
                                          std::string_view key) const;
};

/// Where a value comes from, for a message: "byte 120 of the pickle, opcode 0x52 REDUCE".
[[nodiscard]] std::string origin_of(const PickleValue &value);

/// Reads one pickle (protocols 0–5) as data: nothing is imported or called. The globals that build
/// tensors and plain containers are understood, every other one is refused by name, with the
/// offset and the opcode. Memory stays within a small multiple of the pickle's length.
/// Errors: unsupported (a global or opcode outside the list), unreadable (damaged).
[[nodiscard]] Result<Pickle> read_pickle(std::span<const std::byte> bytes);

} // namespace retclip
