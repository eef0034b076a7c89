// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

enum class ElementType { float16, bfloat16, float32, float64, int8, int16, int32, int64, uint8, boolean };
[[nodiscard]] std::size_t size_of(ElementType type);
[[nodiscard]] const char *word(ElementType type);            ///< "float32" …
[[nodiscard]] const char *safetensors_word(ElementType type); ///< "F32" …
[[nodiscard]] std::optional<ElementType> element_type_from(std::string_view text); ///< either form

/// A plain array in memory: contiguous, row-major, little-endian. No torch.
struct Array
{
    ElementType type = ElementType::float32;
    std::vector<std::int64_t> shape;
    std::vector<std::byte> bytes;

    [[nodiscard]] std::int64_t count() const; ///< Product of the shape (1 for a scalar).
    /// Views as the named type; must fit `type`.
    template <typename T>
    [[nodiscard]] std::span<const T> as() const
    {
        return {reinterpret_cast<const T *>(bytes.data()), bytes.size() / sizeof(T)};
    }
    template <typename T>
    [[nodiscard]] std::span<T> as()
    {
        return {reinterpret_cast<T *>(bytes.data()), bytes.size() / sizeof(T)};
    }
};

[[nodiscard]] Array make_array(std::vector<std::int64_t> shape, std::span<const float> values);
[[nodiscard]] Array make_array(std::vector<std::int64_t> shape, std::span<const std::int64_t> values);

/// NumPy .npy versions 1–3, C order, little-endian numbers; Fortran order and objects are refused.
/// Errors: unreadable, unsupported.
[[nodiscard]] Result<Array> read_npy(const std::filesystem::path &file);
/// The same in memory; `name` is for messages.
[[nodiscard]] Result<Array> read_npy(std::span<const std::byte> bytes, const std::string &name);
[[nodiscard]] Result<void> write_npy(const Array &array, const std::filesystem::path &file);

/// A .safetensors file's table, checked against the file's length before anything is allocated:
/// ranges in order, without overlap or gaps, sizes that fit shapes.
struct SafetensorsEntry
{
    std::string name;
    ElementType type;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0; ///< Byte offsets from the start of the file.
    std::uint64_t end = 0;
};
struct SafetensorsTable
{
    std::vector<SafetensorsEntry> entries; ///< In the order of the file's data.
    std::map<std::string, std::string> metadata;
};
[[nodiscard]] Result<SafetensorsTable> read_safetensors_table(std::span<const std::byte> file);
[[nodiscard]] Result<std::map<std::string, Array>> read_safetensors(const std::filesystem::path &file);

struct SafetensorsPart
{
    std::string name;
    ElementType type;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};
/// Atomic. Parts are written in the given order; data starts at a multiple of 8. `sha256` gets the
/// file's checksum, worked out on a thread beside the writing.
[[nodiscard]] Result<void> write_safetensors(const std::filesystem::path &file,
                                             std::span<const SafetensorsPart> parts,
                                             const std::map<std::string, std::string> &metadata = {},
                                             std::string *sha256 = nullptr);
[[nodiscard]] Result<void> write_safetensors(const std::filesystem::path &file,
                                             const std::map<std::string, Array> &arrays,
                                             const std::map<std::string, std::string> &metadata = {});

} // namespace retclip
