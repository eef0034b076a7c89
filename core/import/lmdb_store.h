// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace retclip {

/// One LMDB environment (a folder with data.mdb) opened for reading; nothing is written, not even
/// a lock file. Threads: one.
class LmdbReader
{
public:
    /// Errors: not_found, unreadable (not LMDB of a 64-bit machine, shorter than it says).
    [[nodiscard]] static Result<std::unique_ptr<LmdbReader>> open(const QString &folder);
    ~LmdbReader();

    /// In order of the keys' bytes; stops where f says false. Views are valid as long as the reader.
    /// Errors: unreadable (a page, a length or a number that cannot be: nothing outside the file is ever read).
    [[nodiscard]] Result<void> each(
        const std::function<bool(std::string_view key, std::span<const std::byte> value)> &f) const;
    [[nodiscard]] std::size_t count() const;

private:
    struct Private;
    explicit LmdbReader(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// Writes one LMDB environment in one go.
class LmdbWriter
{
public:
    /// `folder` is made. Room for `bytes_expected` and some more is reserved (sparsely).
    [[nodiscard]] static Result<std::unique_ptr<LmdbWriter>> create(const QString &folder,
                                                                    std::uint64_t bytes_expected);
    ~LmdbWriter(); ///< Without finish(): what is not committed is dropped.

    [[nodiscard]] Result<void> put(std::string_view key, std::string_view value);
    [[nodiscard]] Result<void> finish();

private:
    struct Private;
    explicit LmdbWriter(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace retclip
