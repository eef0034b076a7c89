// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/result.h"
#include "core/base/tensor_files.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace retclip {

/// A tensor as it lies in an open checkpoint: a strided view of a storage. Checked when the
/// checkpoint was opened: no element lies outside the storage.
struct StoredTensor
{
    std::string name;
    ElementType type = ElementType::float32;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides; ///< In elements.
    std::int64_t offset = 0;           ///< In elements, from the start of the storage.
    std::span<const std::byte> storage;
    int part = -1; ///< Number of the archive's entry it lies in; -1: not an archive.

    [[nodiscard]] std::int64_t count() const;
    [[nodiscard]] bool contiguous() const;
};

enum class CheckpointFormat { safetensors, zip_pickle, legacy_pickle };

/// A checkpoint of anyone's, opened for reading: safetensors, PyTorch's zip archives and its older
/// files. The file is data; nothing in it is run. It is mapped, not read: opening costs the table.
///
/// Errors: not_found, unreadable (damaged; says where), unsupported (a pickle that wants more than
/// tensors, by name, offset and opcode; TorchScript).
/// Threads: reading, any at the same time.
class Checkpoint
{
public:
    [[nodiscard]] static Result<Checkpoint> open(const std::filesystem::path &file);
    /// A file in memory, told by its contents alone. The bytes must outlive the checkpoint.
    [[nodiscard]] static Result<Checkpoint> open(std::span<const std::byte> bytes);
    Checkpoint(Checkpoint &&) noexcept;
    Checkpoint &operator=(Checkpoint &&) noexcept;
    ~Checkpoint();

    [[nodiscard]] CheckpointFormat format() const;
    /// The weights, named as in the file and in its order: the dictionary itself, or what stands in
    /// it under state_dict or model.
    [[nodiscard]] const std::vector<StoredTensor> &weights() const;
    /// Every tensor by its path, keys and list positions joined with ".".
    [[nodiscard]] const std::vector<StoredTensor> &all_tensors() const;
    /// Numbers and texts beside the weights ("epoch", "name" …), and safetensors' metadata.
    [[nodiscard]] const std::map<std::string, std::string> &metadata() const;

    /// The elements in row-major order. Checks the archive's checksum the first time.
    [[nodiscard]] Result<Array> read(const StoredTensor &tensor) const;
    /// The same as float32, from any type of number.
    [[nodiscard]] Result<void> read_float32(const StoredTensor &tensor, std::span<float> out) const;

private:
    struct Contents;
    explicit Checkpoint(std::unique_ptr<Contents> contents);
    [[nodiscard]] static Result<Checkpoint> read(std::unique_ptr<Contents> contents,
                                                 bool named_safetensors);
    [[nodiscard]] Result<void> check(const StoredTensor &tensor) const;
    std::unique_ptr<Contents> m_contents;
};

/// Half types to float32, element for element.
[[nodiscard]] float float_from_half(std::uint16_t bits);
[[nodiscard]] std::uint16_t half_from_float(float value);     ///< To nearest, ties to even.
[[nodiscard]] std::uint16_t bfloat16_from_float(float value); ///< To nearest, ties to even.

/// Writes weights by the name's end: ".pt" and ".pth" as a zip archive that PyTorch loads with
/// weights_only=True, anything else as safetensors (`metadata` is kept there alone). Atomic.
/// Errors: disk_full, read_only …; unsupported (.pt above 4 GiB).
[[nodiscard]] Result<void> write_checkpoint(const std::filesystem::path &file,
                                            std::span<const SafetensorsPart> weights,
                                            const std::map<std::string, std::string> &metadata = {});

} // namespace retclip
